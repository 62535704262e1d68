//! The table of what speaks for and against a line being a heading, seen by itself and beside
//! its neighbours. Weights are learned and stand in `assets/outline/`.
//!
//! What the other lines of the document say is in `joint`.

use super::facts::{All, Facts, Sort};
use super::habits::Habits;
use super::look::{self, Case, End, Look, Start};

/// Something that may speak for or against a line.
pub(super) struct Feature<F> {
    /// What it says, as the reader is told; unique in its table.
    pub name: &'static str,
    /// How much of it there is, 0 for not at all, usually 1.
    pub value: F,
}

/// How much of a feature there is in what is looked at.
pub(super) type Value<S> = fn(&S) -> f32;

/// What a line says by itself and with its neighbours.
pub(super) type Local = Feature<fn(&Sight<'_>) -> f32>;

/// A line that may be a heading, and the blocks around it.
pub(super) struct Sight<'a> {
    /// Facts of all blocks.
    pub all: &'a All<'a>,
    /// Which one is looked at.
    pub at: usize,
    /// How its words look.
    pub look: &'a Look,
    /// How the document is set.
    pub habits: &'a Habits,
}

pub(super) fn is_body(facts: &Facts<'_>) -> bool {
    facts.is_body
}

/// Lines in a row that may say what is seen in the parts of a picture.
const ROW_OF_CAPTIONS: u16 = 4;

fn is_speech(facts: &Facts<'_>) -> bool {
    facts.is_speech
}

fn is_unnamed(facts: &Facts<'_>) -> bool {
    facts.look().is_some_and(|look| look.unnamed)
}

fn is_short(facts: &Facts<'_>) -> bool {
    facts.is_short
}

fn is_short_sentence(facts: &Facts<'_>) -> bool {
    facts.is_short
        && facts.ends_sentence
        && facts.look().is_some_and(|look| look.words > 2 && !look.initials)
}

fn is_long(facts: &Facts<'_>) -> bool {
    facts.is_long()
}

/// Signs that headings are underlined with. Source: setext; reStructuredText, "Sections".
const UNDERLINES: [char; 8] = ['=', '-', '~', '^', '*', '+', '_', '"'];

/// Columns by which the line under a heading may be longer or shorter.
const UNDERLINE_MORE: u32 = 2;

impl Sight<'_> {
    fn this(&self) -> Option<Facts<'_>> {
        self.all.get(self.at)
    }

    fn size(&self) -> u32 {
        self.this().map_or(0, |facts| facts.size)
    }

    /// How often it is said.
    fn said(&self) -> u8 {
        self.this().map_or(1, |facts| facts.said)
    }

    /// How often it is said with another number.
    fn said_otherwise(&self) -> u8 {
        self.this().map_or(0, |facts| facts.repeated.saturating_sub(facts.said))
    }

    fn blanks(&self) -> u8 {
        self.this().map_or(0, |facts| facts.blanks)
    }

    fn inset(&self) -> i32 {
        self.this().map_or(0, |facts| facts.inset)
    }

    fn is_item(&self) -> bool {
        self.this().is_some_and(|facts| facts.sort == Sort::Item)
    }

    fn previous(&self) -> Option<Facts<'_>> {
        self.all.get(self.at.checked_sub(1)?)
    }

    /// The block after it that is no line across the page.
    fn next(&self) -> Option<Facts<'_>> {
        self.all.get(self.next_at())
    }

    pub(super) fn next_at(&self) -> usize {
        self.at + 1 + usize::from(self.underlined())
    }

    pub(super) fn underlined(&self) -> bool {
        let next = self.all.get(self.at + 1);
        next.is_some_and(|next| next.sort == Sort::Line && next.blanks == 0)
    }

    /// Tells whether a line of one sign stands right below it that is as long as it, as people write
    /// headings where there is no other way to set them off. What is set in is rather the head of a
    /// column.
    pub(super) fn underlined_in_full(&self) -> bool {
        let below = self.all.get(self.at + 1).filter(|_| self.underlined());
        below.is_some_and(|line| {
            let mut signs = line.text().trim().chars();
            let first = signs.next();
            first.is_some_and(|first| UNDERLINES.contains(&first) && signs.all(|it| it == first))
                && line.size.abs_diff(self.size()) <= UNDERLINE_MORE.min(self.size() / 4)
                && self.inset() <= 0
        })
    }

    fn second(&self) -> Option<Facts<'_>> {
        self.all.get(self.next_at() + 1)
    }

    pub(super) fn next_is(&self, test: impl Fn(&Facts<'_>) -> bool) -> bool {
        self.next().as_ref().is_some_and(test)
    }

    fn previous_is(&self, test: impl Fn(&Facts<'_>) -> bool) -> bool {
        self.previous().as_ref().is_some_and(test)
    }

    /// Tells whether `other` is short, too, ends in the same way, and is about as long.
    fn is_like(&self, other: &Facts<'_>) -> bool {
        let alike = |look: &Look| {
            look.end == self.look.end && look.number.is_some() == self.look.number.is_some()
        };
        let (size, sort) = (self.size(), self.this().map(|this| this.sort));
        Some(other.sort) == sort
            && other.look().is_some_and(alike)
            && other.size * 5 >= size * 2
            && size * 5 >= other.size * 2
    }

    fn run_before(&self) -> u16 {
        self.look.run_before
    }

    fn run_after(&self) -> u16 {
        self.look.run_after
    }

    /// Short lines in a row, this one included.
    fn run(&self) -> u16 {
        self.run_before().saturating_add(self.run_after()).saturating_add(1)
    }

    /// Tells whether the line that stands before the run of short lines ends with a colon.
    fn follows_colon(&self) -> bool {
        let start = self.at.saturating_sub(usize::from(self.run_before()));
        let before = start.checked_sub(1).and_then(|at| self.all.get(at));
        let colon = |facts: &Facts<'_>| facts.text().ends_with([':', '：']);
        let is_colon = |facts: Option<Facts<'_>>| facts.as_ref().is_some_and(colon);
        is_colon(before) || self.run_before() > 0 && is_colon(self.all.get(start))
    }

    /// Tells whether it stands among short lines right below the name of a picture.
    fn is_below_figure(&self) -> bool {
        let start = self.at.saturating_sub(usize::from(self.run_before().min(ROW_OF_CAPTIONS)));
        let names_figure = |facts: Facts<'_>| facts.look().is_some_and(|look| look.figure);
        let first = start.saturating_sub(1);
        self.all.between(first..self.at).any(names_figure)
    }

    fn extra_blanks(&self) -> bool {
        self.blanks() > self.habits.blanks.max(1)
    }

    pub(super) fn glued(&self) -> bool {
        self.blanks() == 0 && self.habits.blanks > 0
    }

    /// Tells whether it stands right below a line set out further, as a heading below an outer one.
    pub(super) fn glued_below_outer(&self) -> bool {
        self.glued()
            && self.inset() < 0
            && self.previous_is(|previous| previous.inset < self.inset())
    }
}

pub(super) fn yes(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

/// Gives a count as a number to reckon with; counts of lines are exact this way up to 16 million.
#[expect(clippy::cast_precision_loss, reason = "a share of lines needs no more")]
pub(super) fn lossy(count: usize) -> f32 {
    count as f32
}

/// Rows of a name and how much there is of it.
macro_rules! measures {
    ($($name:literal => $value:expr;)*) => {
        &[$(Feature { name: $name, value: $value }),*]
    };
}

/// Rows of a name and a test of a sight.
macro_rules! features {
    ($($name:literal => |$sight:tt| $holds:expr;)*) => {
        &[$(Feature { name: $name, value: |$sight: &Sight<'_>| yes($holds) }),*]
    };
}

/// What a line says by itself and with its neighbours.
pub(super) const LOCAL: &[Local] = features![
    // Whether it is there at all: the weight is how likely any short line is a heading.
    "short line" => |_| true;

    // How long it is.
    "very short" => |s| s.size() <= 12;
    "short" => |s| (13..=25).contains(&s.size());
    "rather long" => |s| (46..=60).contains(&s.size());
    "long" => |s| (61..=80).contains(&s.size());
    "very long" => |s| s.size() > 80;
    "one word" => |s| s.look.words == 1;
    "two or three words" => |s| matches!(s.look.words, 2 | 3);
    "many words" => |s| s.look.words > 9;
    "too many words" => |s| s.look.words > 13;

    // How it ends.
    "ends with a full stop" => |s| s.look.end == End::Stop;
    "ends with a full stop and is long" => |s| s.look.end == End::Stop && s.size() > 45;
    "ends with a question mark" => |s| s.look.end == End::Question;
    "ends with an exclamation mark" => |s| s.look.end == End::Exclamation;
    "ends with a colon" => |s| s.look.end == End::Colon;
    "ends with a colon and is long" => |s| s.look.end == End::Colon && s.size() > 40;
    "ends with dots" => |s| s.look.end == End::Ellipsis;
    "ends with a quotation mark" => |s| s.look.end == End::Quote;
    "ends with a bracket" => |s| s.look.end == End::Bracket;
    "ends with a digit" => |s| s.look.end == End::Digit;
    "ends with a dash" => |s| s.look.end == End::Dash;
    "ends with a sign" => |s| s.look.end == End::Sign;

    // How it starts.
    "starts with a small letter" => |s| s.look.start == Start::Lower;
    "starts with a digit" => |s| s.look.start == Start::Digit && s.look.number.is_none();
    "starts with a quotation mark" => |s| s.look.start == Start::Quote;
    "stands wholly in quotation marks" =>
        |s| s.look.start == Start::Quote && s.look.end == End::Quote;
    "a quotation mark without its fellow" => |s| s.look.half_quoted;
    "starts with a bracket" => |s| s.look.start == Start::Bracket;
    "starts with a sign" => |s| s.look.start == Start::Sign && !s.is_item();
    "starts with a picture" => |s| s.look.picture;

    // How it is written.
    "capitals" => |s| s.look.case == Case::Capitals;
    "capitals, more than one word" => |s| s.look.case == Case::Capitals && s.look.words > 1;
    "words with capitals" => |s| s.look.case == Case::Title;
    "a sentence ends inside" => |s| s.look.sentence_inside;
    "a label and its value" => |s| s.look.colon_after.is_some_and(|words| words.get() <= 2);
    "a label and a value in digits" => |s| s.look.digits > 0 && s.look.number.is_none()
        && s.look.colon_after.is_some_and(|words| words.get() <= 2);
    "a colon inside" => |s| s.look.colon_after.is_some_and(|words| words.get() > 2);
    "a comma" => |s| s.look.commas == 1;
    "several commas" => |s| s.look.commas > 1;
    "many digits" => |s| s.look.digits >= 20 && s.look.number.is_none();
    "a few digits" => |s| (1..20).contains(&s.look.digits) && s.look.number.is_none();
    "an address" => |s| s.look.address;
    "signs of code" => |s| s.look.signs >= 4;
    "reads like code" => |s| s.look.code;
    "opens with the same label as others" => |s| s.look.labels > 1;
    "opens with the same words as others" => |s| s.look.openings == 2;
    "opens with the same words as several others" => |s| s.look.openings > 2;
    "opens like a byline" => |s| s.look.by && s.look.words > 1;
    "initials of a name" => |s| s.look.initials && s.look.number.is_none();
    "a sign of code" => |s| (1..4).contains(&s.look.signs);
    "calls to do something else" => |s| s.look.calls();
    "a label that asks for attention" => |s| s.look.label;
    "a number sign and a small letter" => |s| s.look.small_after_sign;
    "said more than once" => |s| s.said() == 2;
    "said again and again" => |s| s.said() > 2;
    "said again with another number" => |s| s.said_otherwise() == 1;
    "said again and again with other numbers" => |s| s.said_otherwise() > 1;

    // Numbers and list marks.
    "a number in parts" =>
        |s| s.look.number.is_some_and(|number| number.series.depth > 1);
    "a number" =>
        |s| s.look.number.is_some_and(|number| number.series.depth == 1 && number.series.word.is_none());
    "a word with a number" => |s| s.look.number.is_some_and(|number| number.series.word.is_some());
    "a number and no name" => |s| s.look.unnamed;
    "beneath a number without a name" =>
        |s| s.look.number.is_none() && s.previous_is(is_unnamed);
    "a list mark" => |s| s.is_item();
    "an item right after another" =>
        |s| s.is_item() && s.previous_is(|previous| previous.sort == Sort::Item);
    "an item right before another" =>
        |s| s.is_item() && s.next_is(|next| next.sort == Sort::Item);
    "an item before running text" => |s| s.is_item() && s.next_is(is_body);
    "an item glued to the line above" => |s| s.is_item() && s.glued();

    // How it is set.
    "underlined" => |s| s.underlined();
    "more blank lines before it than usual" => |s| s.extra_blanks();
    "no more blank lines than usual, where others have more" =>
        |s| s.habits.extra_blanks && !s.extra_blanks();
    "glued to the line above" => |s| s.glued();
    "glued to a line set out further" => |s| s.glued_below_outer();
    "glued to the line below" =>
        |s| s.habits.blanks > 0 && s.next_is(|next| next.blanks == 0) && !s.underlined();
    "set out from the text" => |s| s.inset() < 0;
    "set out and glued to the text below" =>
        |s| s.inset() < 0 && s.next_is(|next| next.inset >= 0);
    "not set out, where others are" => |s| s.inset() >= 0 && s.habits.furthest_out < 0;
    "set out, but others much further" =>
        |s| s.inset() < 0 && s.inset() > s.habits.furthest_out + 4;
    "set out, and what follows is set in further than running text" =>
        |s| s.inset() < 0 && s.next_is(|next| next.inset > 0);
    "what follows is set in further" =>
        |s| s.inset() >= 0 && s.next_is(|next| next.inset > s.inset() + 1 && next.blanks == 0);
    "set in" => |s| (1..10).contains(&s.inset());
    "set to the middle" => |s| s.inset() >= 10;

    // What stands before it.
    "starts the text" => |s| s.at == 0;
    "starts the text, set out from the text below" => |s| s.at == 0 && s.inset() < 0;
    "comes second" => |s| s.at == 1;
    "after running text" => |s| s.previous_is(is_body);
    "after a paragraph" => |s| s.previous_is(is_long);
    "after a line that ends alike and is about as long" =>
        |s| s.previous_is(|previous| s.is_like(previous));
    "after a short line" => |s| s.previous_is(is_short);
    "after a list item" => |s| s.previous_is(|previous| previous.sort == Sort::Item);
    "after a full sentence in quotation marks" =>
        |s| s.previous_is(|previous| previous.text().ends_with(['”', '»', '"']));
    "after code or a table" => |s| s.previous_is(|previous| previous.sort == Sort::Kept);
    "below the name of a picture" => |s| s.is_below_figure();
    "after what is typed at a prompt" =>
        |s| s.previous_is(|previous| look::is_typed(previous.text()));
    "after a line across the page" => |s| s.previous_is(|previous| previous.sort == Sort::Line);
    "after a colon" => |s| s.previous_is(|previous| previous.text().ends_with([':', '：']));
    "after a sentence broken off" =>
        |s| s.previous_is(|previous| is_body(previous) && !previous.ends_sentence);

    // What follows it.
    "before a long paragraph" => |s| s.next_is(|next| is_body(next) && next.size > 250);
    "before running text" => |s| s.next_is(is_body);
    "before a paragraph" => |s| s.next_is(is_long);
    "before a line that ends alike and is about as long" => |s| s.next_is(|next| s.is_like(next));
    "between lines that end alike and are about as long" =>
        |s| s.next_is(|next| s.is_like(next)) && s.previous_is(|previous| s.is_like(previous));
    "the second line below ends alike and is about as long" =>
        |s| s.second().is_some_and(|second| s.is_like(&second));
    "before a sentence" =>
        |s| s.next_is(|next| is_short(next) && next.ends_sentence && next.size > 30);
    "before a short line" => |s| s.next_is(is_short);
    "before a short line that ends with a comma" =>
        |s| s.next_is(|next| is_short(next) && next.text().ends_with(','));
    "before a short line before running text" =>
        |s| s.next_is(is_short) && s.second().as_ref().is_some_and(is_body);
    "before a list" => |s| s.next_is(|next| next.sort == Sort::Item);
    "before code or a table" => |s| s.next_is(|next| next.sort == Sort::Kept);
    "many words before code or a table" =>
        |s| s.look.words > 5 && s.next_is(|next| next.sort == Sort::Kept);
    "set out, before code or a table" =>
        |s| s.inset() < 0 && s.next_is(|next| next.sort == Sort::Kept);
    "before a line across the page" =>
        |s| !s.underlined() && s.next_is(|next| next.sort == Sort::Line);
    "before a small letter" =>
        |s| s.next_is(|next| next.text().starts_with(char::is_lowercase));
    "before more blank lines than usual" =>
        |s| s.next_is(|next| next.blanks > s.habits.blanks.max(1));
    "nothing follows" => |s| s.next().is_none();
    "a name after a short sentence" => |s| s.look.words < 4 && s.look.end == End::Letter && s.inset() >= 0
        && s.look.case != Case::Capitals && s.look.start != Start::Lower
        && s.previous_is(is_short_sentence);
    "only short lines follow" =>
        |s| s.run_after() > 0 && s.at + 1 + usize::from(s.run_after()) == s.all.len();
    "little follows" => |s| s.next().is_some() && s.all.len() - s.at <= 4;

    // Combinations.
    "a question before running text" =>
        |s| s.look.end == End::Question && s.next_is(is_body);
    "short, without a stop, between running text" => |s| s.size() <= 60
        && matches!(s.look.end, End::Letter | End::Quote | End::Bracket | End::Digit)
        && s.next_is(is_body) && s.previous_is(|p| is_body(p) || p.sort != Sort::Paragraph);
    "a sentence between running text" => |s| s.look.end == End::Stop
        && s.next_is(is_body) && s.previous_is(is_body);
    "a short sentence between paragraphs" => |s| s.look.end == End::Stop && s.size() <= 45
        && s.next_is(is_long) && s.previous_is(is_long);
    "short, between paragraphs" =>
        |s| s.size() <= 45 && s.next_is(is_long) && s.previous_is(is_long);
    "quoted, between running text" => |s| s.look.start == Start::Quote
        && matches!(s.look.end, End::Quote) && s.size() <= 40
        && s.next_is(is_body) && s.previous_is(is_body);
    "where people speak" => |s| s.speech();
    "a sentence, where people speak" => |s| s.speech() && s.look.end == End::Stop;
    "between what people say" =>
        |s| s.speech() && s.previous_is(is_speech) && s.next_is(is_speech);
    "a sentence in quotation marks" => |s| s.look.start == Start::Quote && s.ends_speech();
    "speech" => |s| s.look.start == Start::Quote && s.look.end != End::Letter
        && (s.ends_speech() || s.size() > 40);
    "two short lines in a row" => |s| s.run() == 2;
    "three short lines in a row" => |s| s.run() == 3;
    "four or more short lines in a row" => |s| s.run() > 3;
    "ten or more short lines in a row" => |s| s.run() > 9;
    "last of four or more short lines" => |s| s.run() > 3 && s.run_after() == 0;
    "among short lines after a colon" => |s| s.follows_colon();
    "last of several short lines" => |s| s.run() > 2 && s.run_after() == 0;
    "first of several short lines" => |s| s.run() > 2 && s.run_before() == 0;

    // The document.
    "few paragraphs" => |s| s.habits.bodies < 4;
    "most lines are short" => |s| s.habits.short > 50;
    "many lines are short" => |s| (31..=50).contains(&s.habits.short);
    "hardly a line is short" => |s| s.habits.short <= 12;
    "no blank lines" => |s| s.habits.blanks == 0;
    "no blank lines, before running text" =>
        |s| s.habits.blanks == 0 && s.next_is(is_body);
    "no blank lines, after running text" =>
        |s| s.habits.blanks == 0 && s.previous_is(is_body);
    "no blank lines, a full stop" =>
        |s| s.habits.blanks == 0 && s.look.end == End::Stop;
    "no blank lines, several short lines in a row" =>
        |s| s.habits.blanks == 0 && s.run() > 2;
];

/// Of a hundred blocks, how many are spoken where there is talk.
const TALK: usize = 15;

impl Sight<'_> {
    /// Tells whether people speak in the document.
    fn speech(&self) -> bool {
        self.habits.speech >= TALK
    }

    /// Tells whether a sentence ends right before the closing quotation mark.
    fn ends_speech(&self) -> bool {
        let Some(this) = self.this() else { return false };
        let quotes = ['"', '”', '’', '\'', '»', '“', '\u{200a}', '\u{2060}'];
        let body = this.text().trim_end_matches(quotes);
        body.len() < this.text().len() && body.ends_with(['.', '!', '?', ',', '…', '—', '–'])
    }
}
