use std::io;
use unpack::code::{self, Bytes, SIZE_BYTES, STREAMS, Stream, size_bytes};

const CODE: u8 = 10;

/// Takes the code of a WebAssembly binary apart, as [`code::join`] puts it together. Gives that, and how long the binary will be
/// then: the sizes of its functions' bodies are written in more bytes.
pub(crate) fn split(binary: &[u8]) -> io::Result<(Vec<u8>, usize)> {
    let mut sections = binary.get(8..).ok_or_else(|| fault("is cut short"))?;
    let mut pieces: [Vec<u8>; STREAMS + 2] = Default::default();
    pieces[0].extend(&binary[..8]);
    let mut out = 8;
    while let Some(id) = sections.split_off_first() {
        let before = sections;
        let length = number(&mut sections)?;
        let header = before.len() - sections.len();
        let content = sections.split_off(..length).ok_or_else(|| fault("is cut short"))?;
        if *id == CODE {
            out += bodies(content, &mut pieces)?;
        } else {
            let place = if pieces[1].is_empty() { 0 } else { STREAMS + 1 };
            pieces[place].push(*id);
            pieces[place].extend(&before[..header + length]);
            out += 1 + header + length;
        }
    }
    let lengths = pieces.iter().flat_map(|piece| (piece.len() as u32).to_le_bytes());
    Ok((lengths.chain(pieces.iter().flatten().copied()).collect(), out))
}

/// Takes the section of code apart, and gives its new length with its header.
fn bodies(mut content: &[u8], pieces: &mut [Vec<u8>; STREAMS + 2]) -> io::Result<usize> {
    let [before, streams @ .., _] = pieces;
    let start = content;
    let count = number(&mut content)?;
    let count_bytes = &start[..start.len() - content.len()];
    let mut length = count_bytes.len();
    for _ in 0..count {
        let size = number(&mut content)?;
        let body = content.split_off(..size).ok_or_else(|| fault("is cut short"))?;
        let mut splitter = Splitter { body, streams };
        code::function(&mut splitter);
        if !splitter.body.is_empty() {
            return Err(fault("has code that unpack/src/code.rs does not know"));
        }
        length += SIZE_BYTES + size;
    }
    before.push(CODE);
    before.extend(size_bytes(length));
    before.extend(count_bytes);
    Ok(1 + SIZE_BYTES + length)
}

struct Splitter<'a, 'b> {
    body: &'a [u8],
    streams: &'b mut [Vec<u8>],
}

impl Bytes for Splitter<'_, '_> {
    fn next(&mut self, stream: Stream) -> u8 {
        let byte = self.body.split_off_first().copied().unwrap_or(0);
        self.streams[stream as usize].push(byte);
        byte
    }

    fn is_over(&self) -> bool {
        self.body.is_empty()
    }
}

fn number(bytes: &mut &[u8]) -> io::Result<usize> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let byte = bytes.split_off_first().ok_or_else(|| fault("is cut short"))?;
        number |= usize::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Ok(number);
        }
    }
    Err(fault("has a number that is too long"))
}

fn fault(what: &str) -> io::Error {
    io::Error::other(format!("The WebAssembly {what}."))
}
