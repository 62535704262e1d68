//! Places of the text and where they stand in rows.

use super::*;

#[test]
fn white_space_belongs_to_the_row_before_it() {
    let document = document(&[
        (Kind::Paragraph, PLAIN, "one two three"),
        (Kind::Paragraph, PLAIN, "four"),
        (code(), PLAIN, "a\n\nb"),
    ]);
    assert_eq!(&**document.text(), "one two three\n\nfour\n\na\n\nb");
    let mut layout = Layout::new(5);
    let mut row_of = |at| {
        let place = layout.place_of(&document, Position(at)).expect("there are rows");
        (place.block, place.row)
    };
    assert_eq!(row_of(3), (0, 0), "where a row was broken");
    assert_eq!(row_of(4), (0, 1), "the next word");
    assert_eq!(row_of(13), (0, 2), "the end of a block");
    assert_eq!(row_of(14), (0, 2), "the blank line after it");
    assert_eq!(row_of(15), (1, 1), "a block's start is not its blank row");
    assert_eq!(row_of(23), (2, 2), "an empty line of code");
    assert_eq!(row_of(25), (2, 3), "the end of the text");
    assert_eq!(row_of(99), (2, 3), "past the end");
}

#[test]
fn columns_and_positions_lead_to_each_other() {
    let document = document(&[(Kind::Item(Marker::Bullet), listed(1), "日本 a\nbc")]);
    let mut layout = Layout::new(20);
    let row = layout.row(&document, Place::default()).expect("it is there");
    assert_eq!(row.text(&document), "• 日本 a bc");
    let columns = [0, 3, 6, 7, 8, 9, 10, 11].map(|at| row.column_of(&document, Position(at)));
    assert_eq!(columns, [2, 4, 6, 7, 8, 9, 10, 11].map(Some));
    assert_eq!(row.column_of(&document, Position(12)), None);
    let positions = [0, 2, 3, 4, 6, 7, 8, 9, 50].map(|column| row.position_at(&document, column));
    assert_eq!(positions, [0, 0, 0, 3, 6, 7, 7, 9, 10].map(|at| Some(Position(at))));
}
