//! The table of commands: what a reader can do, by which keys, in which part of the screen.
//!
//! Help, `config keys`, the man page and the README's table are made from it.

use super::key::Key;

/// The part of the screen that keys are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// The text.
    Text,
    /// The outline pane, when it has the focus.
    Outline,
    /// The text, while a passage is being selected.
    Selection,
    /// The list of bookmarks.
    Bookmarks,
    /// The page of help.
    Help,
    /// The text or the outline, right after a correction that may hold for more lines.
    Question,
    /// The line in which something is typed; keys that type a character type it.
    Prompt,
    /// Wherever nothing nearer takes the key.
    Everywhere,
}

/// The contexts in the order in which help shows them, with their headings.
pub const CONTEXTS: &[(Context, &str)] = &[
    (Context::Text, "In the text"),
    (Context::Outline, "In the outline"),
    (Context::Selection, "While selecting"),
    (Context::Bookmarks, "In the list of bookmarks"),
    (Context::Help, "In the help"),
    (Context::Question, "When more lines look like a corrected one"),
    (Context::Prompt, "While typing"),
    (Context::Everywhere, "Everywhere"),
];

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What it does.
    pub command: Command,
    /// Where its keys are for.
    pub context: Context,
    /// What `config keys` calls it.
    pub name: &'static str,
    /// Its keys, by the names that [`super::key::Key`] reads.
    pub keys: &'static [&'static str],
    /// What help says of it, without a full stop.
    pub help: &'static str,
}

impl Row {
    /// Gives its keys as a reader knows them: `Space f PgDn`.
    #[must_use]
    pub fn shown_keys(&self) -> String {
        let keys = self.keys.iter().filter_map(|key| key.parse::<Key>().ok());
        keys.map(|key| key.to_string()).collect::<Vec<_>>().join(" ")
    }
}

macro_rules! commands {
    ($($context:ident { $($variant:ident, $name:literal, [$($key:literal),*], $help:literal;)* })*) => {
        /// What a reader can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[doc = $help] $variant,)*)*
        }

        /// Every command, in the order in which help shows them.
        pub const TABLE: &[Row] = &[$($(Row {
            command: Command::$variant,
            context: Context::$context,
            name: $name,
            keys: &[$($key),*],
            help: $help,
        },)*)*];
    };
}

commands! {
    // variant            name                    keys                                  help line
    Text {
        LineDown,         "line-down",            ["j", "down", "ctrl-e"],              "Scroll down a line";
        LineUp,           "line-up",              ["k", "up", "ctrl-y"],                "Scroll up a line";
        PageDown,         "page-down",            ["space", "f", "pagedown", "ctrl-f"], "Scroll down a page";
        PageUp,           "page-up",              ["b", "pageup", "ctrl-b"],            "Scroll up a page";
        HalfPageDown,     "half-page-down",       ["d", "ctrl-d"],                      "Scroll down half a page";
        HalfPageUp,       "half-page-up",         ["u", "ctrl-u"],                      "Scroll up half a page";
        Top,              "top",                  ["g", "home"],                        "Go to the beginning, or to the source line typed before";
        End,              "end",                  ["G", "end"],                         "Go to the end, or to the source line typed before";
        Percent,          "percent",              ["%"],                                "Go to the percentage typed before";
        NextSection,      "next-section",         ["]"],                                "Go to the next section";
        PreviousSection,  "previous-section",     ["["],                                "Go to the previous section, or the start of this one";
        NumberedSection,  "numbered-section",     ["enter"],                            "Go to the section numbered before or named here, or down";
        NextParagraph,    "next-paragraph",       ["}"],                                "Focus the next paragraph or heading";
        PreviousParagraph,"previous-paragraph",   ["{"],                                "Focus the previous paragraph or heading";
        SearchForward,    "search-forward",       ["/"],                                "Search for words or a regular expression";
        SearchBackward,   "search-backward",      ["?"],                                "Search backwards";
        NextHit,          "next-hit",             ["n"],                                "Go to the next place found";
        PreviousHit,      "previous-hit",         ["N"],                                "Go to the previous place found";
        Bookmark,         "bookmark",             ["B"],                                "Bookmark the focused paragraph, or remove its bookmark";
        Annotate,         "annotate",             ["A"],                                "Bookmark with a note, or edit the note";
        Recolour,         "recolour",             ["c"],                                "Give the focused paragraph's bookmark the next colour";
        NextBookmark,     "next-bookmark",        [")"],                                "Go to the next bookmark";
        PreviousBookmark, "previous-bookmark",    ["("],                                "Go to the previous bookmark";
        SetMark,          "set-mark",             ["m"],                                "Set the mark of the letter typed next";
        GoToMark,         "go-to-mark",           ["'", "`"],                           "Go to the mark of the letter typed next; '' goes back";
        SelectWords,      "select-words",         ["v"],                                "Select, from the focused paragraph's first word";
        SelectSentences,  "select-sentences",     ["V"],                                "Select, from the focused paragraph's first sentence";
        Copy,             "copy",                 ["y"],                                "Copy the focused paragraph";
        ToggleHeading,    "toggle-heading",       ["H"],                                "Make the focused paragraph a heading, or text again";
        JumpBack,         "jump-back",            ["ctrl-o", "backspace", "alt-left"],  "Go back to where the last jump began";
        JumpForward,      "jump-forward",         ["alt-right"],                        "Go forward again";
        Wider,            "wider",                ["+"],                                "Widen the column";
        Narrower,         "narrower",             ["-"],                                "Narrow the column";
        UsualWidth,       "usual-width",          ["="],                                "Give the column its usual width";
        FoldFurniture,    "fold-furniture",       ["Z"],                                "Hide or show captions, notes, contents, page headers";
        KeepElsewhere,    "keep-elsewhere",       ["W"],                                "Keep changes that could not be saved in another directory";
        Reload,           "reload",               ["r"],                                "Read the article again";
    }
    Outline {
        EntryDown,        "entry-down",           ["j", "down"],                        "Move down";
        EntryUp,          "entry-up",             ["k", "up"],                          "Move up";
        EntryPageDown,    "entry-page-down",      ["space", "pagedown", "ctrl-f"],      "Move down a page";
        EntryPageUp,      "entry-page-up",        ["b", "pageup", "ctrl-b"],            "Move up a page";
        FirstEntry,       "first-entry",          ["g", "home"],                        "Move to the first section";
        LastEntry,        "last-entry",           ["G", "end"],                         "Move to the last section";
        GoToEntry,        "go-to-entry",          ["enter"],                            "Go to the section, or to the one numbered before";
        Fold,             "fold",                 ["h", "left"],                        "Fold the section, or move to the one around it";
        Unfold,           "unfold",               ["l", "right"],                       "Unfold the section";
        FilterOutline,    "filter-outline",       ["/"],                                "Show only sections whose name holds what is typed";
        DeepenSection,    "deepen-section",       ["+"],                                "Set the section a level deeper; folded, with its subsections";
        RaiseSection,     "raise-section",        ["-"],                                "Set the section a level further out; folded, with its subsections";
        RenameSection,    "rename-section",       ["r"],                                "Call the section something else";
        RemoveSection,    "remove-section",       ["x"],                                "Unmake the heading: its words are text again";
        NarrowOutline,    "narrow-outline",       ["<"],                                "Narrow the outline";
        WidenOutline,     "widen-outline",        [">"],                                "Widen the outline";
    }
    Selection {
        WordRight,        "word-right",           ["right"],                            "Extend by a word";
        WordLeft,         "word-left",            ["left"],                             "Draw back by a word";
        SentenceRight,    "sentence-right",       ["."],                                "Extend by a sentence";
        SentenceLeft,     "sentence-left",        [","],                                "Draw back by a sentence";
        RowDown,          "row-down",             ["down", "j"],                        "Extend by a row";
        RowUp,            "row-up",               ["up", "k"],                          "Draw back by a row";
        ParagraphDown,    "paragraph-down",       ["}"],                                "Extend to the end of the paragraph";
        ParagraphUp,      "paragraph-up",         ["{"],                                "Extend to the start of the paragraph";
        SectionEnd,       "section-end",          ["]"],                                "Extend to the end of the section";
        SectionStart,     "section-start",        ["["],                                "Extend to the start of the section";
        SwapEnds,         "swap-ends",            ["o"],                                "Move the other end";
        BookmarkSelection,"bookmark-selection",   ["B"],                                "Bookmark the selection";
        AnnotateSelection,"annotate-selection",   ["A"],                                "Bookmark the selection with a note";
        RecolourSelection,"recolour-selection",   ["c"],                                "Bookmark the selection in the next colour";
        CopySelection,    "copy-selection",       ["y"],                                "Copy the selection";
    }
    Bookmarks {
        BookmarkDown,     "bookmark-down",        ["j", "down"],                        "Move down";
        BookmarkUp,       "bookmark-up",          ["k", "up"],                          "Move up";
        BookmarkPageDown, "bookmark-page-down",   ["pagedown", "ctrl-f"],               "Move down a page";
        BookmarkPageUp,   "bookmark-page-up",     ["pageup", "ctrl-b"],                 "Move up a page";
        FirstBookmark,    "first-bookmark",       ["g", "home"],                        "Move to the first bookmark";
        LastBookmark,     "last-bookmark",        ["G", "end"],                         "Move to the last bookmark";
        PassageDown,      "passage-down",         ["space"],                            "Read on in the passage below the list";
        PassageUp,        "passage-up",           ["b"],                                "Read back in the passage below the list";
        GoToBookmark,     "go-to-bookmark",       ["enter"],                            "Go to the bookmark, in whichever article";
        OtherList,        "other-list",           ["tab"],                              "List all articles' bookmarks, or this one's";
        FilterBookmarks,  "filter-bookmarks",     ["/"],                                "Show only bookmarks that hold what is typed; #TAG looks in tags";
        EditBookmark,     "edit-bookmark",        ["e", "A"],                           "Edit the note";
        WriteNote,        "write-note",           ["E"],                                "Write the note in $VISUAL or $EDITOR";
        TagBookmark,      "tag-bookmark",         ["t", "#"],                           "Edit the tags";
        RecolourBookmark, "recolour-bookmark",    ["c"],                                "Give the bookmark the next colour";
        ReplaceBookmark,  "replace-bookmark",     ["p"],                                "Give the bookmark another place, by B in the text";
        DeleteBookmark,   "delete-bookmark",      ["d", "delete"],                      "Remove the bookmark";
    }
    Help {
        HelpDown,         "help-down",            ["j", "down"],                        "Scroll down a line";
        HelpUp,           "help-up",              ["k", "up"],                          "Scroll up a line";
        HelpPageDown,     "help-page-down",       ["space", "pagedown", "ctrl-f"],      "Scroll down a page";
        HelpPageUp,       "help-page-up",         ["b", "pageup", "ctrl-b"],            "Scroll up a page";
        HelpTop,          "help-top",             ["g", "home"],                        "Go to the first key";
        HelpEnd,          "help-end",             ["G", "end"],                         "Go to the last key";
    }
    Question {
        CorrectLikewise,  "correct-likewise",     ["y"],                                "Correct them in the same way";
    }
    Prompt {
        Accept,           "accept",               ["enter"],                            "Take what is typed";
        Cancel,           "cancel",               ["esc", "ctrl-c"],                    "Leave it";
        WriteOn,          "write-on",             ["ctrl-o"],                           "Write the note in $VISUAL or $EDITOR";
        DeleteBefore,     "delete-before",        ["backspace", "ctrl-h"],              "Delete the character before the cursor";
        DeleteAfter,      "delete-after",         ["delete", "ctrl-d"],                 "Delete the character after the cursor";
        DeleteWord,       "delete-word",          ["ctrl-w"],                           "Delete the word before the cursor";
        DeleteToStart,    "delete-to-start",      ["ctrl-u"],                           "Delete everything before the cursor";
        DeleteToEnd,      "delete-to-end",        ["ctrl-k"],                           "Delete everything after the cursor";
        Yank,             "yank",                 ["ctrl-y"],                           "Put back what was deleted";
        EarlierSearch,    "earlier-search",       ["up", "ctrl-p"],                     "Put in what was searched for before; move up in a list";
        LaterSearch,      "later-search",         ["down", "ctrl-n"],                   "Put in what was searched for after that; move down in a list";
        CharacterLeft,    "character-left",       ["left", "ctrl-b"],                   "Move left";
        CharacterRight,   "character-right",      ["right", "ctrl-f"],                  "Move right";
        PromptWordLeft,   "prompt-word-left",     ["ctrl-left"],                        "Move left by a word";
        PromptWordRight,  "prompt-word-right",    ["ctrl-right"],                       "Move right by a word";
        LineStart,        "line-start",           ["home", "ctrl-a"],                   "Move to the start";
        LineEnd,          "line-end",             ["end", "ctrl-e"],                    "Move to the end";
    }
    Everywhere {
        ToggleOutline,    "toggle-outline",       ["t"],                                "Show or hide the outline";
        FocusOutline,     "focus-outline",        ["tab"],                              "Move between the outline and the text";
        ListBookmarks,    "list-bookmarks",       ["L"],                                "List the bookmarks";
        Undo,             "undo",                 ["U"],                                "Undo the last change of a bookmark or heading";
        Help,             "help",                 ["f1", "h"],                          "Show the keys";
        Redraw,           "redraw",               ["ctrl-l"],                           "Draw the screen anew";
        Suspend,          "suspend",              ["ctrl-z"],                           "Suspend";
        Close,            "close",                ["esc"],                              "Close what is open; hide what was searched";
        Quit,             "quit",                 ["q"],                                "Close what is open, or quit";
        Interrupt,        "interrupt",            ["ctrl-c"],                           "Close what is open, or quit";
    }
}

/// Gives the row of a command.
#[must_use]
pub fn row(command: Command) -> &'static Row {
    TABLE.iter().find(|row| row.command == command).expect("the macro makes a row for each command")
}

#[cfg(test)]
mod tests {
    use super::{CONTEXTS, Key, TABLE};

    #[test]
    fn every_key_is_one_and_means_one_thing_in_its_context() {
        let mut seen = Vec::new();
        for row in TABLE {
            assert!(!row.keys.is_empty(), "{} has no key", row.name);
            for key in row.keys {
                assert!(key.parse::<Key>().is_ok(), "{}: no key is named {key}", row.name);
                assert!(!seen.contains(&(row.context, key)), "{key} means two things");
                seen.push((row.context, key));
            }
        }
    }

    #[test]
    fn every_command_has_one_name_and_help_without_full_stop() {
        let mut names: Vec<&str> = TABLE.iter().map(|row| row.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLE.len());
        for row in TABLE {
            assert!(!row.help.is_empty() && !row.help.ends_with('.'), "{}", row.name);
            assert!(CONTEXTS.iter().any(|(context, _)| *context == row.context));
        }
    }
}
