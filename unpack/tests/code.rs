//! Code taken apart and put together again.

#[path = "../examples/pack/splitter.rs"]
mod splitter;

use splitter::split;
use unpack::code::{PIECES, join};

/// A module whose one function has this body.
fn module(body: &[u8]) -> Vec<u8> {
    let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a".to_vec();
    module.extend([body.len() as u8 + 2, 1, body.len() as u8]);
    module.extend(body);
    module.extend(b"\x0b\x01\0");
    module
}

/// The same, as it is put together: with the sizes of sections and bodies in three bytes.
fn rejoined(body: &[u8]) -> Vec<u8> {
    let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a".to_vec();
    module.extend([(body.len() as u8 + 4) | 0x80, 0x80, 0, 1, body.len() as u8 | 0x80, 0x80, 0]);
    module.extend(body);
    module.extend(b"\x0b\x01\0");
    module
}

fn joined(parts: &[u8], size: usize) -> Vec<u8> {
    let mut out = vec![0; size];
    join(parts, &mut out);
    out
}

/// The pieces, by their lengths in front.
fn pieces(parts: &[u8]) -> Vec<Vec<u8>> {
    let (lengths, mut rest) = parts.split_at(4 * PIECES);
    let length = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().unwrap()) as usize;
    lengths.chunks(4).map(|bytes| rest.split_off(..length(bytes)).unwrap().to_vec()).collect()
}

#[test]
fn gives_back_what_was_taken_apart() {
    let bodies: [&[u8]; 8] = [
        b"\0\x0b",
        b"\x02\x01\x7f\x83\x01\x7e\x20\x81\x02\x1a\x0b",
        b"\0\x02\x40\x03\x40\x41\0\x04\x7f\x41\x01\x05\x41\x02\x0b\x0d\x01\x0c\0\x0b\x0b\x0b",
        b"\0\x41\x03\x0e\x02\0\x80\0\x01\x0b",
        b"\0\x43\x0b\x0b\x0b\x0b\x44\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x1a\x1a\x0b",
        b"\0\x41\0\x28\x02\x8b\x0b\x41\xe4\0\x42\x80\x7f\x37\x03\x0b\x10\x0b\x11\x0b\0\x0b",
        b"\0\xfc\x0a\x0b\0\xfc\x0b\0\xfc\x02\xfc\x08\x0b\x0b\xfc\x09\x0b\xfc\x0f\x0b\0\x0b",
        b"\0\xd0\x6f\x1a\xd2\x0b\x26\x0b\x25\x0b\x23\x0b\x24\x0b\x3f\0\x40\0\x0b",
    ];
    for body in bodies {
        let (parts, size) = split(&module(body)).unwrap();
        assert_eq!(joined(&parts, size), rejoined(body), "{body:x?}");
        assert_eq!(split(&rejoined(body)).unwrap(), (parts, size), "{body:x?}");
    }
}

#[test]
fn puts_likes_beside_likes() {
    let (parts, _) = split(&module(b"\0\x20\x01\x28\x02\x04\x41\x05\x6a\x10\x06\x42\x07\x1a\x0b")).unwrap();
    let [_, operators, locals, functions, offsets, constants, long_constants, after] =
        pieces(&parts).try_into().unwrap();
    assert_eq!(operators, b"\0\x20\x28\x02\x41\x6a\x10\x42\x1a\x0b");
    assert_eq!([locals, functions, offsets, constants, long_constants], [[1], [6], [4], [5], [7]]);
    assert_eq!(after, b"\x0b\x01\0");
}

#[test]
fn refuses_what_is_no_code() {
    let whole = module(b"\0\x0b");
    for length in 0..whole.len() {
        let cut = split(&whole[..length]);
        // Between two sections it may end.
        assert!(cut.is_err() || [8, 14, 18, 24].contains(&length), "{length}");
    }
    let fault = split(&module(b"\0\x0b\x0b")).unwrap_err();
    assert_eq!(fault.to_string(), "The WebAssembly has code that unpack/src/code.rs does not know.");
}

#[test]
fn ends_on_whatever_it_is_given() {
    let mut state = 7_u64;
    let mut dice = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for _ in 0..20_000 {
        let length = dice() % 200;
        let mut parts: Vec<u8> = (0..length).map(|_| dice() as u8).collect();
        // Lengths that are not all far beyond the end.
        for place in (0..parts.len().min(4 * PIECES)).filter(|place| place % 4 > 0) {
            parts[place] = 0;
        }
        assert_eq!(joined(&parts, 300).len(), 300);
    }
}
