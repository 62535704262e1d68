//! Chance that comes out the same each time.

/// A row of numbers that look random.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// Gives the next number. Source: SplitMix64, Steele, Lea and Flood (2014).
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Gives a number from 0 to one below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.number() % count as u64).unwrap()
    }
}
