//! Reads over parts of a text: from a place in it to the place behind the part. A place that is passed along stays in a register.

#[inline(always)]
pub(crate) fn space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
        at += 1;
    }
    at
}

/// From behind the first quote. `escaped`: whether there is an escape in it.
#[inline(always)]
pub(crate) fn string(bytes: &[u8], mut at: usize, escaped: &mut bool) -> Option<usize> {
    loop {
        // The bytes that stand for themselves, eight at a time: all but the last few.
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let special = first_special(u64::from_le_bytes(*eight));
            at += special;
            if special < 8 {
                break;
            }
        }
        let special = *bytes.get(at)?;
        at += 1;
        match special {
            b'"' => return Some(at),
            b'\\' => {
                *escaped = true;
                at = escape(bytes, at)?;
            }
            0..=0x1f => return None,
            _ => {}
        }
    }
}

fn escape(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 1),
        b'u' => {
            let digits = bytes.get(at + 1..at + 5)?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some(at + 5)
        }
        _ => None,
    }
}

pub(crate) fn word(bytes: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    bytes.get(at..)?.starts_with(word).then_some(at + word.len())
}

/// A number: no leading zeros, digits on both sides of the point, and in the exponent.
pub(crate) fn figures(bytes: &[u8], at: usize) -> Option<usize> {
    let eat = |at: usize, byte: u8| at + usize::from(bytes.get(at) == Some(&byte));
    let mut at = eat(at, b'-');
    at = if bytes.get(at) == Some(&b'0') { at + 1 } else { digits(bytes, at)? };
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1;
        at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
        at = digits(bytes, at)?;
    }
    Some(at)
}

fn digits(bytes: &[u8], at: usize) -> Option<usize> {
    let count = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count > 0).then_some(at + count)
}

/// Which of eight bytes, the lowest first, is the first quote, backslash or control character; 8 where none is.
///
/// A subtraction borrows from the highest bit of each byte that is too small; it may go wrong for the bytes above it alone.
fn first_special(bytes: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let below = |bytes: u64, limit: u8| bytes.wrapping_sub(EACH * u64::from(limit)) & !bytes;
    let is = |byte: u8| below(bytes ^ (EACH * u64::from(byte)), 1);
    let special = (below(bytes, 0x20) | is(b'"') | is(b'\\')) & (EACH << 7);
    special.trailing_zeros() as usize / 8
}
