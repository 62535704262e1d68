//! Chance that comes out the same each time.

/// A source of numbers that look random.
///
/// Source: the linear congruential generator of Knuth, "MMIX" (1999).
pub(crate) struct Dice(u64);

impl Dice {
    /// Gives dice that always fall the same way for the `nth` thing made of what `name` names.
    pub(crate) fn of(name: &str, nth: u8) -> Dice {
        let bytes = name.bytes().chain([nth]);
        Dice(bytes.fold(7, |seed, byte| (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    /// Gives a number below `sides`; 0 where there are none.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }

    /// Tells, once in `times`, yes.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.roll(times) == 0
    }

    /// Gives a number from `least` to `most`.
    pub(crate) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.roll(most + 1 - least)
    }

    /// Gives one of `numbers`.
    pub(crate) fn pick_number(&mut self, numbers: &[usize]) -> usize {
        numbers[self.roll(numbers.len())]
    }

    /// Gives one of `choices`.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.roll(choices.len())]
    }
}
