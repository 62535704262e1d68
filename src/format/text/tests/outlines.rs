//! Outlines of articles in our own words, one for each way that headings are set or missed.
//!
//! Only what matters is written out: `¶` stands for a paragraph.

use super::super::parse;
use crate::document::Document;
use crate::document::block::{Block, Furniture, Kind};
use crate::document::outline::{Evidence, Section};
use crate::outline::infer::{explain, infer};

mod frame;

const ENGLISH: &[&str] = &[
    "The harbour wall was built in four summers by men who had never seen the sea at rest, and it \
     shows: no two stones of it are set at the same angle, and the engineers who were sent to measure \
     it in 1952 gave up after a week and wrote that it stood by habit.",
    "When the ferry company moved its office to the other side of the estuary, the town lost its \
     clock, its post office and, within a year, half of its children. What it kept was the light, \
     because nobody could agree on who owned it.",
    "Dredging began at ten in the evening, so that nobody on the quay saw more of it than a row of \
     lamps. What came up was weighed, photographed and, for the most part, put back where it had \
     been found, since the museum had no room and the council had no money.",
    "“We had no maps that anybody trusted,” the harbour master said last week. “My grandfather had \
     drawn one, and his brother had drawn another, and the two of them did not speak.” He keeps both \
     in a drawer, one above the other.",
    "The new wall will be eleven metres wide and will take, if the money lasts, until the spring after \
     next. Until then the fishing boats lie in the river, where the water is brown and the rent is \
     low, and their owners complain of neither.",
    "A survey of the mud found four anchors, a church bell, several hundred bottles and the keel of a \
     ship that is in no register. The bell has been hung in the school, where it is rung on Fridays, \
     and where it is said to be a quarter tone flat.",
    "None of this was planned. The first sketch of the basin was drawn on the back of a menu, and the \
     second on the back of the first, and when the contract was signed both were thrown away by a \
     clerk who had been told to make room on the shelf.",
    "In winter the wind comes down the valley with nothing to stop it, and the lamps along the mole \
     swing until their chains wear through. They are replaced each March, by the same two brothers, \
     who have never been asked to do it and never been paid.",
];

const GERMAN: &[&str] = &[
    "Die Hafenmauer wurde in vier Sommern von Leuten gebaut, die das Meer nie ruhig gesehen hatten, und \
     das sieht man ihr an: Keine zwei Steine liegen im gleichen Winkel, und wer sie vermessen sollte, \
     gab nach einer Woche auf.",
    "Als die Reederei ihr Büro auf die andere Seite der Mündung verlegte, verlor die Stadt ihre Uhr, ihr \
     Postamt und binnen eines Jahres die Hälfte ihrer Kinder. Das Leuchtfeuer behielt sie, weil niemand \
     wusste, wem es gehört.",
    "Gebaggert wurde ab zehn Uhr abends, sodass am Kai niemand mehr davon sah als eine Reihe Lampen. Was \
     heraufkam, wurde gewogen, fotografiert und zumeist wieder versenkt, denn das Museum hatte keinen \
     Platz.",
];

const FRENCH: &[&str] = &[
    "La digue fut bâtie en quatre étés par des hommes qui n’avaient jamais vu la mer au repos, et cela \
     se voit : aucune pierre n’y est posée comme sa voisine, et les ingénieurs venus la mesurer ont \
     renoncé au bout d’une semaine.",
    "Quand la compagnie du bac a transporté ses bureaux de l’autre côté de l’estuaire, la ville a perdu \
     son horloge, sa poste et, en un an, la moitié de ses enfants. Elle a gardé le phare, faute de \
     savoir à qui il était.",
    "On draguait à partir de dix heures du soir, si bien que personne sur le quai n’en voyait plus qu’une \
     rangée de lampes. Ce qui remontait était pesé, photographié et presque toujours rejeté à l’eau.",
];

const SPANISH: &[&str] = &[
    "El muro del puerto lo levantaron en cuatro veranos unos hombres que nunca habían visto el mar en \
     calma, y se nota: no hay dos piedras puestas de la misma manera, y quienes vinieron a medirlo se \
     rindieron en una semana.",
    "Cuando la compañía del transbordador llevó su oficina al otro lado de la ría, el pueblo perdió el \
     reloj, el correo y, en un año, la mitad de sus niños. Conservó el faro, porque nadie sabía de \
     quién era.",
    "Se dragaba desde las diez de la noche, de modo que en el muelle nadie veía más que una fila de \
     lámparas. Lo que salía se pesaba, se fotografiaba y casi siempre se devolvía al agua.",
];

const RUSSIAN: &[&str] = &[
    "Портовую стену строили четыре лета люди, которые никогда не видели море спокойным, и это заметно: \
     ни один камень не лежит так, как соседний, а инженеры, которых прислали её обмерить, через неделю \
     сдались.",
    "Когда паромная компания перенесла контору на другой берег залива, город лишился часов, почты и за \
     один год половины своих детей. Маяк остался, потому что никто не мог договориться, кому он \
     принадлежит.",
    "Дно углубляли с десяти часов вечера, так что с набережной никто не видел ничего, кроме ряда ламп. \
     То, что поднимали, взвешивали, снимали и чаще всего бросали обратно в воду.",
];

const JAPANESE: &[&str] = &[
    "港の防波堤は、穏やかな海を一度も見たことのない男たちが四度の夏をかけて築いたものである。それは見れば\
     わかる。同じ向きに置かれた石は二つとなく、測量に来た技師たちは一週間であきらめて帰っていった。",
    "渡船の会社が事務所を対岸に移したとき、町は時計と郵便局を失い、一年のうちに子どもの半分を失った。灯台だけ\
     は残った。誰のものなのか、誰にも決められなかったからである。",
    "浚渫は夜の十時に始まったので、岸壁からは一列の灯りのほかに何も見えなかった。引き上げられたものは量られ、\
     写真に撮られ、そのほとんどは元の場所に戻された。",
];

/// Puts paragraphs for the signs that stand for them, in turn.
fn fill(skeleton: &str, paragraphs: &[&str]) -> String {
    let mut paragraphs = paragraphs.iter().cycle();
    let mut text = String::new();
    for char in skeleton.chars() {
        match char {
            '¶' => text.push_str(paragraphs.next().expect("a cycle does not end")),
            char => text.push(char),
        }
    }
    text
}

/// Wraps longer lines at 66 columns, set in as far as they start.
fn wrap(text: &str) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        if line.chars().count() <= 66 {
            wrapped.push_str(line);
            wrapped.push('\n');
            continue;
        }
        let indent = " ".repeat(line.len() - line.trim_start().len());
        let mut column = 0;
        for word in line.split_whitespace() {
            if column > 0 && column + 1 + word.chars().count() > 66 {
                wrapped.push('\n');
                column = 0;
            }
            wrapped.push_str(if column == 0 { &indent } else { " " });
            column += word.chars().count() + if column == 0 { indent.len() } else { 1 };
            wrapped.push_str(word);
        }
        wrapped.push('\n');
    }
    wrapped
}

fn read(text: &str) -> Document {
    let mut document = parse(text);
    explain(&document).apply(&mut document);
    document
}

fn outline(document: &Document) -> Vec<String> {
    let indent = |level: u8| "  ".repeat(usize::from(level.saturating_sub(1)));
    let sections = document.sections.iter();
    sections
        .map(|section| format!("{}{}", indent(section.level), &*section.name(document)))
        .collect()
}

#[track_caller]
fn check_in(paragraphs: &[&str], case: &str, skeleton: &str, expected: &[&str]) {
    let text = fill(skeleton, paragraphs);
    assert_eq!(outline(&read(&text)), expected, "{case}");
    assert_eq!(outline(&read(&wrap(&text))), expected, "{case}, wrapped");
}

#[track_caller]
fn check(case: &str, skeleton: &str, expected: &[&str]) {
    check_in(ENGLISH, case, skeleton, expected);
}

#[test]
fn side_heads_of_news_are_found() {
    check(
        "bare",
        "A Harbour Rebuilt\n\n¶\n\n¶\n\nA wall too short\n\n¶\n\n¶\n\nDredging by night\n\n¶\n\n¶\n\n¶\n\n\
         What the mud kept\n\n¶\n\n¶",
        &["A wall too short", "Dredging by night", "What the mud kept"],
    );
    check(
        "some of them in quotation marks",
        "A Harbour Rebuilt\n\n¶\n\n¶\n\n‘We had no maps’\n\n¶\n\n¶\n\nDredging by night\n\n¶\n\n¶\n\n¶\n\n\
         ‘Nobody asked us’\n\n¶\n\n¶",
        &["‘We had no maps’", "Dredging by night", "‘Nobody asked us’"],
    );
    check(
        "questions",
        "A Harbour Rebuilt\n\n¶\n\nWho pays for the wall?\n\n¶\n\n¶\n\nWhen will it be done?\n\n¶\n\n\
         What becomes of the boats?\n\n¶\n\n¶",
        &["Who pays for the wall?", "When will it be done?", "What becomes of the boats?"],
    );
    check(
        "capitals",
        "A Harbour Rebuilt\n\n¶\n\nTHE WALL\n\n¶\n\n¶\n\nTHE MUD\n\n¶\n\nTHE BELL\n\n¶\n\n¶",
        &["THE WALL", "THE MUD", "THE BELL"],
    );
    check(
        "small letters",
        "a harbour rebuilt\n\n¶\n\n¶\n\nthe wall\n\n¶\n\n¶\n\nwhat the mud kept\n\n¶\n\n¶\n\nthe bell\n\n¶\n\n¶",
        &["the wall", "what the mud kept", "the bell"],
    );
}

#[test]
fn numbers_make_levels() {
    check(
        "in parts",
        "Report on the Harbour\n\n1. Introduction\n\n¶\n\n1.1 The wall\n\n¶\n\n1.2 The mud\n\n¶\n\n\
         2. Dredging\n\n¶\n\n2.1 By night\n\n¶\n\n3. Conclusion\n\n¶",
        &[
            "1. Introduction",
            "  1.1 The wall",
            "  1.2 The mud",
            "2. Dredging",
            "  2.1 By night",
            "3. Conclusion",
        ],
    );
    check(
        "Roman",
        "The Light\n\n¶\n\nI. The wall\n\n¶\n\n¶\n\nII. The mud\n\n¶\n\nIII. The bell\n\n¶\n\nIV. The boats\n\n¶",
        &["I. The wall", "II. The mud", "III. The bell", "IV. The boats"],
    );
    check(
        "chapters",
        "The Light\n\nChapter 1\n\n¶\n\n¶\n\nChapter 2\n\n¶\n\n¶\n\nChapter 3\n\n¶\n\n¶",
        &["Chapter 1", "Chapter 2", "Chapter 3"],
    );
    check(
        "letters, of which some are Roman numerals, too",
        "The Light\n\n¶\n\nA. The wall\n\n¶\n\nB. The mud\n\n¶\n\nC. The bell\n\n¶\n\nD. The boats\n\n¶",
        &["A. The wall", "B. The mud", "C. The bell", "D. The boats"],
    );
    check(
        "the words of laws",
        "The Harbour Act\n\nPart I\n\n¶\n\nArticle 1\n\n¶\n\nArticle 2\n\n¶\n\nPart II\n\n¶\n\n\
         Article 3\n\n¶\n\nArticle 4\n\n¶\n\nAnnex A\n\n¶",
        &[
            "Part I",
            "  Article 1",
            "  Article 2",
            "Part II",
            "  Article 3",
            "  Article 4",
            "Annex A",
        ],
    );
}

#[test]
fn underlines_make_levels() {
    check(
        "of two kinds",
        "The Light\n=========\n\n¶\n\nThe wall\n--------\n\n¶\n\nThe mud\n-------\n\n¶",
        &["The wall", "The mud"],
    );
    check(
        "inside each other",
        "The Light\n\n¶\n\nThe wall\n========\n\n¶\n\nStones\n------\n\n¶\n\nMortar\n------\n\n¶\n\n\
         The mud\n=======\n\n¶",
        &["The wall", "  Stones", "  Mortar", "The mud"],
    );
}

#[test]
fn pages_that_are_set_in_are_read() {
    check(
        "a page of a manual",
        "NAME\n       tide - print the tide tables of a harbour\n\nSYNOPSIS\n       tide [-n] harbour\n\n\
         DESCRIPTION\n       ¶\n\n       ¶\n\nOPTIONS\n       -n     Print no names.\n\n\
         FILES\n       ¶\n\nSEE ALSO\n       light(1), mud(5)\n",
        &["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "FILES", "SEE ALSO"],
    );
    check(
        "a page of a manual that explains many terms",
        "NAME\n       tideglossary - words of the harbour\n\nDESCRIPTION\n       ebb\n           ¶\n\n       \
         flood\n           ¶\n\n       neap\n           ¶\n\n       spring tide\n           ¶\n\n       slack\n           ¶\n\n\
         NOTES\n       ¶\n\nSEE ALSO\n       tide(1)\n",
        &["NAME", "DESCRIPTION", "NOTES", "SEE ALSO"],
    );
    check(
        "a request for comments",
        "                        The Tide Protocol\n\nAbstract\n\n   ¶\n\n1. Introduction\n\n   ¶\n\n   ¶\n\n\
         1.1. Terms\n\n   ¶\n\nHolt                     Informational                    [Page 1]\n\n\
         RFC 9999                 Tide Protocol                  May 2024\n\n   ¶\n\n2. Messages\n\n   ¶\n\n\
         2.1. High water\n\n   ¶\n\nHolt                     Informational                    [Page 2]\n\n\
         RFC 9999                 Tide Protocol                  May 2024\n\n   ¶\n\n3. Security\n\n   ¶\n\n\
         Holt                     Informational                    [Page 3]\n\n\
         RFC 9999                 Tide Protocol                  May 2024\n\n4. References\n\n   ¶\n",
        &[
            "Abstract",
            "1. Introduction",
            "  1.1. Terms",
            "2. Messages",
            "  2.1. High water",
            "3. Security",
            "4. References",
        ],
    );
}

#[test]
fn nothing_is_invented() {
    check("paragraphs alone", "A Harbour Rebuilt\n\n¶\n\n¶\n\n¶\n\n¶\n\n¶\n\n¶", &[]);
    check(
        "a list in paragraphs of its own",
        "A Harbour Rebuilt\n\n¶\n\nThe survey found the following:\n\nFour anchors\n\nA church bell\n\n\
         Several hundred bottles\n\nThe keel of a ship\n\n¶\n\n¶",
        &[],
    );
    check(
        "numbered items",
        "A Harbour Rebuilt\n\n¶\n\n1. Close the lock.\n2. Wait for the tide.\n3. Open the lock.\n\n¶\n\n¶",
        &[],
    );
    check(
        "dialogue",
        "The Light\n\n¶\n\n“Did you see her?”\n\n“No.”\n\n“She had red sails.”\n\n“They all have,” he said.\n\n¶\n\n\
         “Then write it down.”\n\n“I have no ink.”\n\n¶",
        &[],
    );
    check(
        "dialogue with dashes",
        "The Light\n\n¶\n\n— Did you see her?\n\n— No.\n\n— She had red sails.\n\n— They all have, he said.\n\n¶\n\n¶",
        &[],
    );
    check(
        "captions and credits",
        "A Harbour Rebuilt\n\n¶\nharbour wall\n\n¶\n\nPhoto: J. Holt\n\n¶\n\n¶",
        &[],
    );
    check(
        "calls to do something else",
        "A Harbour Rebuilt\n\n¶\n\n¶\n\nSign up for our newsletter\n\n¶\n\n¶\n\nDo you know the tides? Take our test!",
        &[],
    );
    check(
        "verse",
        "The Tide\n\nThe tide is out,\nThe boats lie down,\nThe gulls walk about\nAs if they owned the town.\n\n\
         And all the mud\nHas turned to gold\nThat nobody would\nHave or hold.",
        &[],
    );
    check("a letter", "Dear Anna,\n\n¶\n\n¶\n\nYours,\n\nJ. Holt", &[]);
    check(
        "labels and values",
        "The Light\n\n¶\n\nHeight: 31 m\n\nBuilt: 1871\n\nRange: 14 miles\n\n¶\n\n¶",
        &[],
    );
    check("nothing at all", "", &[]);
    check("a line", "The Light", &[]);
}

#[test]
fn headings_are_told_from_what_stands_beside_them() {
    check(
        "a list and a caption among them",
        "A Harbour Rebuilt\n\n¶\n\nThe wall\n\n¶\n\nIt needs:\n\n* stones\n* mortar\n* money\n\n¶\n\nThe mud\n\n¶\n\
         harbour at night\n\n¶\n\nThe bell\n\n¶\n\n“It is a quarter tone flat, and I like it that way.”\n\n¶",
        &["The wall", "The mud", "The bell"],
    );
    check(
        "code and a table among them",
        "Reading the Tables\n\n¶\n\nThe file\n\n¶\n\n    let tide = read(3);\n    print(tide);\n\n¶\n\nThe columns\n\n¶\n\n\
         Year      Ships    Wrecks\n1871        212         3\n1872        198         1\n\n¶\n\nThe rest\n\n¶",
        &["The file", "The columns", "The rest"],
    );
}

#[test]
fn headings_are_found_in_other_languages() {
    check_in(
        GERMAN,
        "German",
        "Ein Hafen wird neu gebaut\n\n¶\n\nEine zu kurze Mauer\n\n¶\n\n¶\n\nBaggern bei Nacht\n\n¶\n\nWas der Schlamm behielt\n\n¶",
        &["Eine zu kurze Mauer", "Baggern bei Nacht", "Was der Schlamm behielt"],
    );
    check_in(
        FRENCH,
        "French",
        "Un port reconstruit\n\n¶\n\nUne digue trop courte\n\n¶\n\n¶\n\nQui va payer ?\n\n¶\n\nCe que la vase a gardé\n\n¶",
        &["Une digue trop courte", "Qui va payer ?", "Ce que la vase a gardé"],
    );
    check_in(
        SPANISH,
        "Spanish",
        "Un puerto reconstruido\n\n¶\n\nUn muro demasiado corto\n\n¶\n\n¶\n\n¿Quién lo paga?\n\n¶\n\nLo que guardó el fango\n\n¶",
        &["Un muro demasiado corto", "¿Quién lo paga?", "Lo que guardó el fango"],
    );
    check_in(
        RUSSIAN,
        "Russian",
        "Новая гавань\n\n¶\n\nСлишком короткая стена\n\n¶\n\n¶\n\nНочные работы\n\n¶\n\nЧто сохранил ил\n\n¶",
        &["Слишком короткая стена", "Ночные работы", "Что сохранил ил"],
    );
    let text = fill(
        "よみがえる港\n\n¶\n\n短すぎた防波堤\n\n¶\n\n¶\n\n夜の浚渫\n\n¶\n\n泥が守ったもの\n\n¶",
        JAPANESE,
    );
    assert_eq!(outline(&read(&text)), ["短すぎた防波堤", "夜の浚渫", "泥が守ったもの"]);
}

#[test]
fn every_decision_has_reasons() {
    let text = fill("Title\n\n¶\n\nThe wall\n\n¶\n\n¶\nharbour wall\n\n¶\n\nThe mud\n\n¶", ENGLISH);
    let document = read(&text);
    let verdicts: Vec<(&str, &str)> = document
        .candidates
        .iter()
        .map(|candidate| (document.slice(candidate.range.clone()), candidate.verdict))
        .collect();
    assert_eq!(
        verdicts,
        [
            ("Title", "title"),
            ("The wall", "heading"),
            ("harbour wall", "caption"),
            ("The mud", "heading"),
        ]
    );
    let judged = document.candidates.iter().filter(|candidate| candidate.verdict != "title");
    assert!(judged.clone().all(|candidate| !candidate.reasons.is_empty()));
    assert!(judged.clone().all(|candidate| (0.0..=1.0).contains(&candidate.score)));
}

#[test]
fn reasons_are_kept_only_to_explain() {
    let text = fill("Title\n\n¶\n\nThe wall\n\n¶\n\n¶\n\nThe mud\n\n¶", ENGLISH);
    let explained = read(&text);
    let mut document = parse(&text);
    infer(&document).apply(&mut document);
    assert!(document.candidates.is_empty());
    assert_eq!(document.sections.len(), explained.sections.len());
    for (section, explained) in document.sections.iter().zip(&explained.sections) {
        let Evidence::Inferred { confidence, reasons } = &explained.evidence else {
            panic!("nothing marks it")
        };
        assert!(!reasons.is_empty());
        let evidence = Evidence::Inferred { confidence: *confidence, reasons: Box::default() };
        assert_eq!(*section, Section { evidence, ..explained.clone() });
    }
}

#[test]
fn the_same_is_found_whether_it_is_explained_or_not() {
    let text = "Figure 3: The harbour\n\nBy Anna Vane\n\n¶\n\nThe wall\n\n¶\n\nFigure 4: The \
                wall\n\n¶\n\nThe mud\n\n¶\n\nPhotograph: Anna Vane";
    let text = fill(text, ENGLISH);
    let explained = read(&text);
    let mut document = parse(&text);
    infer(&document).apply(&mut document);
    assert_eq!(document.blocks, explained.blocks);
    assert_eq!(document.blocks.first().map(|block| &block.kind), Some(&Kind::Title));
    assert_eq!(document.meta, explained.meta);
}

#[test]
fn numbered_headings_are_no_items_of_a_list() {
    let text = "Title\n\n¶\n\n1.  The wall\n\n¶\n\n   1.  a stone\n\n2.  The mud\n\n¶\n\n¶";
    let document = read(&fill(text, ENGLISH));
    let is_heading = |block: &&Block| matches!(block.kind, Kind::Heading(_));
    let headings: Vec<&Block> = document.blocks.iter().filter(is_heading).collect();
    assert_eq!(headings.len(), 2);
    assert!(headings.iter().all(|heading| heading.nesting.items == 0));
}

#[test]
fn what_the_beginning_says_stays_when_more_follows() {
    let head = fill("Title\n\n¶\n\nThe wall\n\n¶\n\n¶\n\nThe mud\n\n¶\n\n¶\n\n", ENGLISH);
    let whole = head.clone() + &fill("The bell\n\n¶\n\n¶\n\nThe boats\n\n¶", ENGLISH);
    let (head, whole) = (read(&head), read(&whole));
    assert!(whole.text().starts_with(&**head.text()));
    assert!(outline(&whole).starts_with(&outline(&head)));
}
