//! Takes the code of a WebAssembly binary apart into streams of a kind, and puts it together again: an operator is like the
//! operators before it, an offset like other offsets, and LZMA packs each of them smaller beside its likes.

/// Where the bytes of code go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Operators, with whatever has no stream of its own: local declarations, labels, alignments.
    Operators,
    /// Which local an operator reads or writes.
    Locals,
    /// Which function is called.
    Functions,
    /// How far from its address a load or store is.
    Offsets,
    /// Constants of 32 bits.
    Constants32,
    /// Constants of 64 bits.
    Constants64,
}

/// How many streams there are.
pub const STREAMS: usize = 6;

/// Before the functions, the streams, after the functions.
pub const PIECES: usize = STREAMS + 2;

/// The size of a function's body has so many bytes, whatever it is: it is written when the body has been.
pub const SIZE_BYTES: usize = 3;

/// One byte after another, from code to streams or from streams to code.
pub trait Bytes {
    /// Takes the next one where it comes from, puts it where it goes, and gives it.
    fn next(&mut self, stream: Stream) -> u8;

    /// Whether no more can follow: what is read is no code then.
    fn is_over(&self) -> bool;
}

/// What follows each operator from `block` to `f64.const`, in their order: `{` and `}` open and close, `1` and `2` are so many numbers among the
/// operators, `*` as many as the first one says and one more, `L`, `F`, `i` and `I` a number of [`Stream::Locals`], [`Stream::Functions`],
/// [`Stream::Constants32`] and [`Stream::Constants64`], `m` an alignment and an offset, `4` and `8` so many bytes.
const OPERANDS: &[u8] = b"{{{......}11*.F2..............LLL1111.mmmmmmmmmmmmmmmmmmmmmmm11iI48";

/// Moves one function's locals and operators (WebAssembly specification, "Binary Format": `func`, `expr`).
pub fn function(bytes: &mut impl Bytes) {
    for _ in 0..number(bytes, Stream::Operators) {
        number(bytes, Stream::Operators);
        bytes.next(Stream::Operators);
        if bytes.is_over() {
            return;
        }
    }
    let mut depth = 1;
    while depth > 0 && !bytes.is_over() {
        let operator = bytes.next(Stream::Operators);
        let operands = match operator {
            // ref.null, ref.func
            0xd0 | 0xd2 => b'1',
            0xfc => b'x',
            _ => OPERANDS.get(usize::from(operator).wrapping_sub(2)).copied().unwrap_or(b'.'),
        };
        let (stream, count) = match operands {
            b'{' => {
                depth += 1;
                (Stream::Operators, 1)
            }
            b'}' => {
                depth -= 1;
                continue;
            }
            b'1' => (Stream::Operators, 1),
            b'2' => (Stream::Operators, 2),
            b'*' => (Stream::Operators, number(bytes, Stream::Operators).saturating_add(1)),
            // From memory.init to table.copy by turns two indices and one, and three sizes and fills of tables; truncations have none.
            b'x' => (
                Stream::Operators,
                match number(bytes, Stream::Operators) {
                    0..8 => 0,
                    8 | 10 | 12 | 14 => 2,
                    _ => 1,
                },
            ),
            b'L' => (Stream::Locals, 1),
            b'F' => (Stream::Functions, 1),
            b'i' => (Stream::Constants32, 1),
            b'I' => (Stream::Constants64, 1),
            b'm' => {
                number(bytes, Stream::Operators);
                (Stream::Offsets, 1)
            }
            b'4' | b'8' => {
                for _ in b'0'..operands {
                    bytes.next(Stream::Operators);
                }
                continue;
            }
            _ => continue,
        };
        for _ in 0..count {
            number(bytes, stream);
            if bytes.is_over() {
                return;
            }
        }
    }
}

/// A number of LEB128, whole bytes of it; its lowest 28 bits.
#[inline(never)]
fn number(bytes: &mut impl Bytes, stream: Stream) -> u32 {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = bytes.next(stream);
        if shift < 28 {
            number |= u32::from(byte & 0x7f) << shift;
        }
        shift += 7;
        if byte < 0x80 {
            return number;
        }
    }
}

/// Writes the code again that was taken apart: `parts` are the lengths, as 32-bit numbers with the lowest byte first, of what is before the
/// functions, of each stream, in the order of [`Stream`], and of what is after them; then all these. Fills `out`.
///
/// Whatever `parts` is, it ends and never panics.
pub fn join(parts: &[u8], out: &mut [u8]) {
    let mut pieces: [&[u8]; PIECES] = [&[]; PIECES];
    let (mut lengths, mut rest) = parts.split_at_checked(4 * PIECES).unwrap_or_default();
    for piece in &mut pieces {
        let length =
            lengths.split_off(..4).and_then(<[u8]>::first_chunk).map_or(0, |length| u32::from_le_bytes(*length));
        *piece = rest.split_off(..length as usize).unwrap_or_default();
    }
    let [before, streams @ .., after] = pieces;
    let mut joiner = Joiner { streams, out, at: 0 };
    joiner.put(before);
    while !joiner.streams[Stream::Operators as usize].is_empty() && !joiner.is_over() {
        let size_at = joiner.at;
        joiner.at += SIZE_BYTES;
        function(&mut joiner);
        let end = core::mem::replace(&mut joiner.at, size_at);
        joiner.put(&size_bytes(end - size_at - SIZE_BYTES));
        joiner.at = end;
    }
    joiner.put(after);
}

/// A size in LEB128, of always as many bytes.
pub fn size_bytes(size: usize) -> [u8; SIZE_BYTES] {
    [size as u8 | 0x80, (size >> 7) as u8 | 0x80, (size >> 14) as u8 & 0x7f]
}

struct Joiner<'a> {
    streams: [&'a [u8]; STREAMS],
    out: &'a mut [u8],
    at: usize,
}

impl Joiner<'_> {
    fn put(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.at = crate::put(self.out, self.at, *byte);
        }
    }
}

impl Bytes for Joiner<'_> {
    fn next(&mut self, stream: Stream) -> u8 {
        let stream = &mut self.streams[stream as usize];
        let byte = stream.split_off_first().copied().unwrap_or(0);
        self.at = crate::put(self.out, self.at, byte);
        byte
    }

    fn is_over(&self) -> bool {
        self.at >= self.out.len()
    }
}
