//! Numbers that look random and come again with the same seed (SplitMix64, Steele and others 2014).

use std::ops::Range;

/// A generator. The same seed gives the same numbers.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Begins anew.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number of a range that is not empty.
    pub fn of(&mut self, range: Range<u64>) -> u64 {
        range.start + self.bits() % (range.end - range.start).max(1)
    }

    /// `true` in `permille` of a thousand cases.
    pub fn happens(&mut self, permille: u32) -> bool {
        self.of(0..1000) < u64::from(permille)
    }

    /// A generator of its own for one part of the whole.
    pub fn part(&mut self) -> Self {
        Self(self.bits())
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn a_seed_gives_its_numbers_again_and_shares_are_what_they_say() {
        let draw = |seed| {
            let mut random = Random::new(seed);
            (0..1000).map(|_| random.of(5..9)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        assert!(draw(7).iter().all(|number| (5..9).contains(number)));
        let mut random = Random::new(7);
        let hits = (0..10_000).filter(|_| random.happens(250)).count();
        assert!((2_300..2_700).contains(&hits), "{hits}");
        assert!(!random.happens(0));
    }
}
