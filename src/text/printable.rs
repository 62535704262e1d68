//! [`Printable`]: text that is known to be clean, so that it need not be looked at again.

use super::ascii;

/// Printable ASCII and nothing else, which takes as many columns as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Printable<'a>(&'a str);

impl<'a> Printable<'a> {
    /// What stands between two words.
    pub(crate) const SPACE: Printable<'static> = Printable(" ");

    /// Looks at `text`; gives none where something else is in it.
    pub(crate) fn of(text: &'a str) -> Option<Printable<'a>> {
        (ascii::printable(text) == text.len()).then_some(Printable(text))
    }

    /// Gives the same without the spaces at its start.
    pub(crate) fn trim_start(self) -> Printable<'a> {
        Printable(self.0.trim_ascii_start())
    }

    /// Gives the same without the spaces at its end.
    pub(crate) fn trim_end(self) -> Printable<'a> {
        Printable(self.0.trim_ascii_end())
    }

    /// Gives the text.
    pub(crate) fn as_str(self) -> &'a str {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Printable;

    #[test]
    fn what_is_not_printable_is_found_wherever_it_stands() {
        for at in 0..40 {
            for other in ['\u{1f}', '\u{7f}', 'é', '\n'] {
                let mut text = "~ words and signs, to be cut somewhere...".to_owned();
                assert!(Printable::of(&text).is_some());
                text.insert(at, other);
                assert!(Printable::of(&text).is_none(), "{text:?}");
            }
        }
        assert!(Printable::of("").is_some());
    }
}
