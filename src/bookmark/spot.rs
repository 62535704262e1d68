//! Where a reader was, to come back to.

/// Where a reader was in a text: as positions in it or, for a text that may change, as its words
/// there. The focus is part of it, as it is what most keys are about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot<At> {
    /// What was at the top of the screen.
    pub top: At,
    /// The line or block that had the focus; none where that is not known.
    pub focused: Option<At>,
}

impl<At> Spot<At> {
    /// Gives the same spot, its parts told of as `tell` does.
    pub fn map<To>(&self, tell: impl Fn(&At) -> To) -> Spot<To> {
        Spot { top: tell(&self.top), focused: self.focused.as_ref().map(&tell) }
    }
}
