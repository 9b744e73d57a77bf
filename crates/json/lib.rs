//! Reads JSON without a tree and without trust in types: single fields of a text, or in one pass whatever is asked for.
//!
//! A general deserialiser would be a third of the whole binary. Held against `serde_json` on millions of texts by
//! `tests/engine/json.rs` and `tests/fuzz`: what is JSON and what a field says is the same in both.

mod reader;
mod scan;

pub use reader::Reader;

use std::borrow::Cow;

/// A value that has been read over: valid JSON, as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raw<'a>(&'a str);

/// Reads an object's fields by name, each as it stands; the last of a name counts. `None` for anything that is not
/// exactly one JSON object.
pub fn fields<'a, const N: usize>(text: &'a str, names: [&str; N]) -> Option<[Option<Raw<'a>>; N]> {
    let mut found = [None; N];
    pick(text, &names, &mut found)?;
    Some(found)
}

/// One function for every number of fields.
fn pick<'a>(text: &'a str, names: &[&str], found: &mut [Option<Raw<'a>>]) -> Option<()> {
    each(text, &mut |name, value| {
        if let Some(field) = place_of(name, names).and_then(|place| found.get_mut(place)) {
            *field = Some(value);
        }
    })
}

/// Where a name stands in a list of names.
pub fn place_of(name: &str, names: &[&str]) -> Option<usize> {
    names.iter().position(|known| same(known, name))
}

/// Whether two texts are the same, of which most differ in length or at their end: ids and names. To compare whole ones is a call.
pub fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.as_bytes().last_chunk::<2>() == other.as_bytes().last_chunk() && one == other
}

/// Gives each field of an object, in its order. `None` for anything that is not exactly one JSON object; what was read of it
/// till then has been given.
pub fn each<'a>(text: &'a str, field: &mut dyn FnMut(&str, Raw<'a>)) -> Option<()> {
    let mut reader = Reader::new(text);
    reader.is_at(b'{').then_some(())?;
    reader.object(&mut |reader, name| {
        field(name, reader.raw()?);
        Some(())
    })?;
    reader.is_at_end().then_some(())
}

impl<'a> Raw<'a> {
    /// The value as it stands in the text.
    pub fn as_json(self) -> &'a str {
        self.0
    }

    /// Whether it is this text.
    pub fn is(self, text: &str) -> bool {
        let inside = self.0.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        inside == Some(text) || (self.0.len() > text.len() + 2 && self.text().as_deref() == Some(text))
    }

    /// One field of an object.
    pub fn field(self, name: &str) -> Option<Raw<'a>> {
        let mut found = [None];
        pick(self.0, &[name], &mut found)?;
        found[0]
    }

    /// The fields of an object; `None` for anything else.
    pub fn fields<const N: usize>(self, names: [&str; N]) -> Option<[Option<Raw<'a>>; N]> {
        fields(self.0, names)
    }

    /// The elements of an array; none for anything else.
    pub fn elements(self) -> Vec<Raw<'a>> {
        let mut elements = Vec::new();
        Reader::new(self.0).array(&mut |reader| {
            elements.push(reader.raw()?);
            Some(())
        });
        elements
    }

    /// A string's text; `None` for anything else. A lone surrogate becomes U+FFFD.
    pub fn text(self) -> Option<Cow<'a, str>> {
        let inside = self.0.strip_prefix('"')?.strip_suffix('"')?;
        if inside.bytes().any(|byte| byte == b'\\') {
            unescaped(inside).map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(inside))
        }
    }

    /// A number, to about fifteen digits; `None` for anything else.
    pub fn number(self) -> Option<f64> {
        let (negative, digits) = match self.0.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, self.0),
        };
        if !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (mut value, mut shift, mut in_fraction) = (0.0, 0_i32, false);
        for (at, byte) in digits.bytes().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    value = value * 10.0 + f64::from(byte - b'0');
                    shift -= i32::from(in_fraction);
                }
                b'.' => in_fraction = true,
                _ => {
                    shift += exponent(digits.as_bytes().get(at + 1..)?);
                    break;
                }
            }
        }
        let power = 10_f64.powi(shift.abs());
        let value = if shift < 0 { value / power } else { value * power };
        Some(if negative { -value } else { value })
    }
}

/// An exponent. Beyond some thousands there is only nothing and infinity.
fn exponent(text: &[u8]) -> i32 {
    let digits = text.iter().filter(|byte| byte.is_ascii_digit());
    let value = digits.fold(0, |value: i32, digit| (value * 10 + i32::from(digit - b'0')).min(9_999));
    if text.first() == Some(&b'-') { -value } else { value }
}

fn unescaped(inside: &str) -> Option<String> {
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match rest.next()? {
            'b' => text.push('\x08'),
            'f' => text.push('\x0c'),
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            'u' => text.push(unicode(&mut rest)?),
            c => text.push(c),
        }
    }
    Some(text)
}

/// What follows `\u`: four hexadecimal digits, or two such escapes for one character.
fn unicode(rest: &mut std::str::Chars<'_>) -> Option<char> {
    let first = four(rest)?;
    if !(0xd800..0xdc00).contains(&first) {
        return Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    let mut ahead = rest.clone();
    if ahead.next() != Some('\\') || ahead.next() != Some('u') {
        return Some(char::REPLACEMENT_CHARACTER);
    }
    match four(&mut ahead)? {
        second @ 0xdc00..=0xdfff => {
            *rest = ahead;
            char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
        }
        _ => Some(char::REPLACEMENT_CHARACTER),
    }
}

fn four(rest: &mut std::str::Chars<'_>) -> Option<u32> {
    (0..4).try_fold(0, |code, _| Some(code * 16 + rest.next()?.to_digit(16)?))
}
