//! Unpacks LZMA: the engine's WebAssembly is inlined in the JavaScript package, and LZMA makes it a tenth smaller than
//! what `DecompressionStream` reads; [`code`] makes what it packs more alike. The decoder is WebAssembly itself: in JavaScript it would take five times as long
//! where it matters, in a page that has just been opened.
//!
//! It reads a raw stream with `lc = 1, lp = 0, pb = 0`, without a header or an end marker (the LZMA SDK's specification,
//! `lzma-specification.txt`; names of the fields are its own). `examples/pack.rs` writes such a stream.

#![cfg_attr(target_arch = "wasm32", no_std)]

pub mod code;
#[cfg(target_arch = "wasm32")]
mod export;

/// How many bits of the byte before a literal choose its probabilities (`lc`).
pub const LITERAL_CONTEXT_BITS: u32 = 1;

const HALF: u16 = 1 << 10;
const LEARNING_SHIFT: u32 = 5;
const NORMAL: u32 = 1 << 24;

/// Where the probabilities of each kind of bit begin.
mod place {
    pub(crate) const IS_MATCH: usize = 0;
    pub(crate) const IS_REP: usize = 12;
    pub(crate) const IS_REP_G0: usize = 24;
    pub(crate) const IS_REP_G1: usize = 36;
    pub(crate) const IS_REP_G2: usize = 48;
    pub(crate) const IS_REP0_LONG: usize = 60;
    pub(crate) const SLOT: usize = 72;
    pub(crate) const DISTANCE: usize = 328;
    pub(crate) const ALIGN: usize = 444;
    pub(crate) const LENGTH: usize = 464;
    pub(crate) const REP_LENGTH: usize = 740;
    pub(crate) const LITERAL: usize = 1024;
    /// The last one is `LITERAL + (0x300 << lc) - 1`; a power of two, so that a mask keeps every place inside.
    pub(crate) const END: usize = 0x2000;
}

/// Fills `out` from `packed`.
///
/// Whatever `packed` is, it ends and never panics: what was cut short or is no such stream gives bytes that are not what
/// was packed.
pub fn unpack(packed: &[u8], out: &mut [u8]) {
    let mut bits = Bits::new(packed);
    let mut state = State(0);
    let mut reps = [0; 4];
    let mut at = 0;
    while at < out.len() {
        if !bits.bit(place::IS_MATCH + state.0) {
            let byte = literal(&mut bits, state, out, at, reps[0]);
            at = put(out, at, byte);
            state = state.after_literal();
            continue;
        }
        let length;
        if !bits.bit(place::IS_REP + state.0) {
            length = bits.length(place::LENGTH);
            state = state.after(7);
            reps = [distance(&mut bits, length), reps[0], reps[1], reps[2]];
        } else if bits.bit(place::IS_REP_G0 + state.0) {
            reps = older(&mut bits, state, reps);
            length = bits.length(place::REP_LENGTH);
            state = state.after(8);
        } else if bits.bit(place::IS_REP0_LONG + state.0) {
            length = bits.length(place::REP_LENGTH);
            state = state.after(8);
        } else {
            length = 1;
            state = state.after(9);
        }
        for _ in 0..length {
            at = put(out, at, back(out, at, reps[0]));
        }
    }
}

/// The byte before `at`, or that many more before it.
fn back(out: &[u8], at: usize, more: usize) -> u8 {
    out.get(at.wrapping_sub(more).wrapping_sub(1)).copied().unwrap_or(0)
}

fn put(out: &mut [u8], at: usize, byte: u8) -> usize {
    if let Some(place) = out.get_mut(at) {
        *place = byte;
    }
    at + 1
}

/// What came before: literals, matches, repeated matches, in twelve states.
#[derive(Clone, Copy)]
struct State(usize);

impl State {
    fn follows_literal(self) -> bool {
        self.0 < 7
    }

    fn after_literal(self) -> Self {
        Self(match self.0 {
            0..4 => 0,
            4..10 => self.0 - 3,
            _ => self.0 - 6,
        })
    }

    /// 7 after a match, 8 after a repeated one, 9 after a single repeated byte; what follows a match is 3 more, at most 11.
    fn after(self, kind: usize) -> Self {
        Self(if self.follows_literal() {
            kind
        } else if kind == 7 {
            10
        } else {
            11
        })
    }
}

fn literal(bits: &mut Bits<'_>, state: State, out: &[u8], at: usize, rep: usize) -> u8 {
    let before = back(out, at, 0);
    let base = place::LITERAL + 0x300 * usize::from(before >> (8 - LITERAL_CONTEXT_BITS));
    // After a match the byte that would have gone on with it tells what this one is not.
    let (mut other, mut same) = if state.follows_literal() { (0, 0) } else { (usize::from(back(out, at, rep)), 0x100) };
    let mut symbol = 1;
    while symbol < 0x100 {
        other <<= 1;
        let bit = bits.bit(base + same + (other & same) + symbol);
        symbol = symbol << 1 | usize::from(bit);
        same &= if bit { other } else { !other };
    }
    symbol as u8
}

/// Takes the second, third or fourth of the last distances, and puts it first.
fn older(bits: &mut Bits<'_>, state: State, [first, second, third, fourth]: [usize; 4]) -> [usize; 4] {
    if !bits.bit(place::IS_REP_G1 + state.0) {
        [second, first, third, fourth]
    } else if !bits.bit(place::IS_REP_G2 + state.0) {
        [third, first, second, fourth]
    } else {
        [fourth, first, second, third]
    }
}

fn distance(bits: &mut Bits<'_>, length: usize) -> usize {
    let slot = bits.tree(place::SLOT + 64 * (length - 2).min(3), 6);
    if slot < 4 {
        return slot;
    }
    let extra = (slot >> 1) as u32 - 1;
    let base = (2 | slot & 1) << extra;
    if slot < 14 {
        base + bits.reverse_tree(place::DISTANCE + base - slot, extra)
    } else {
        base + (bits.direct(extra - 4) << 4) + bits.reverse_tree(place::ALIGN, 4)
    }
}

/// The range decoder, and what it has learnt.
struct Bits<'a> {
    packed: &'a [u8],
    next: usize,
    range: u32,
    code: u32,
    chances: [u16; place::END],
}

impl<'a> Bits<'a> {
    fn new(packed: &'a [u8]) -> Self {
        let mut bits = Self { packed, next: 1, range: u32::MAX, code: 0, chances: [HALF; place::END] };
        for _ in 0..4 {
            bits.pull();
        }
        bits
    }

    /// Takes one more byte; beyond the end, a zero.
    fn pull(&mut self) {
        self.code = self.code << 8 | u32::from(self.packed.get(self.next).copied().unwrap_or(0));
        self.next += 1;
    }

    fn normalise(&mut self) {
        if self.range < NORMAL {
            self.range <<= 8;
            self.pull();
        }
    }

    #[inline(never)]
    fn bit(&mut self, at: usize) -> bool {
        let chance = &mut self.chances[at % place::END];
        let bound = (self.range >> 11) * u32::from(*chance);
        let bit = self.code >= bound;
        if bit {
            self.range -= bound;
            self.code -= bound;
            *chance -= *chance >> LEARNING_SHIFT;
        } else {
            self.range = bound;
            *chance += (2 * HALF - *chance) >> LEARNING_SHIFT;
        }
        self.normalise();
        bit
    }

    fn direct(&mut self, count: u32) -> usize {
        let mut value = 0;
        for _ in 0..count {
            self.range >>= 1;
            let bit = self.code >= self.range;
            if bit {
                self.code -= self.range;
            }
            value = value << 1 | usize::from(bit);
            self.normalise();
        }
        value
    }

    fn tree(&mut self, base: usize, count: u32) -> usize {
        let mut symbol = 1;
        for _ in 0..count {
            symbol = symbol << 1 | usize::from(self.bit(base + symbol));
        }
        symbol - (1 << count)
    }

    fn reverse_tree(&mut self, base: usize, count: u32) -> usize {
        let (mut symbol, mut value) = (1, 0);
        for place in 0..count {
            let bit = usize::from(self.bit(base + symbol));
            symbol = symbol << 1 | bit;
            value |= bit << place;
        }
        value
    }

    fn length(&mut self, base: usize) -> usize {
        if !self.bit(base) {
            2 + self.tree(base + 2, 3)
        } else if !self.bit(base + 1) {
            10 + self.tree(base + 10, 3)
        } else {
            18 + self.tree(base + 18, 8)
        }
    }
}
