//! Choices: from a seed, or from the bytes of a fuzzer.

/// Where choices come from.
#[derive(Clone, Debug)]
pub(crate) enum Dice<'a> {
    /// SplitMix64: the same seed, the same choices.
    Seeded(u64),
    /// A fuzzer's bytes, and after them always the least choice.
    Bytes(&'a [u8]),
}

impl Dice<'_> {
    /// Whether there is nothing left to choose by.
    pub(crate) fn is_spent(&self) -> bool {
        matches!(self, Self::Bytes([]))
    }

    /// A whole number below `limit`, which is at least 1.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.number(limit) % limit
    }

    /// Any number of 64 bits.
    pub(crate) fn any(&mut self) -> u64 {
        self.number(u64::MAX)
    }

    /// True once in `n` times.
    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == n - 1
    }

    /// One of these.
    pub(crate) fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        let at = self.below(from.len() as u64) as usize;
        &from[at]
    }

    /// A number of as many bits as `limit` has: a fuzzer's bytes are not to be wasted.
    fn number(&mut self, limit: u64) -> u64 {
        match self {
            Self::Seeded(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut z = *state;
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                z ^ (z >> 31)
            }
            Self::Bytes(bytes) => {
                let wanted = (limit.ilog2() as usize / 8 + 1).min(bytes.len());
                let (taken, rest) = bytes.split_at(wanted);
                *bytes = rest;
                taken.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
            }
        }
    }
}
