//! From value to value, each byte once.

use super::scan::{figures, space, string, word};
use super::{Raw, unescaped};
use std::borrow::Cow;

/// Reads JSON from the front to the end, each byte once. Deep nesting takes no stack: only what the caller asks for nests.
///
/// Its methods give `None` where the text is no JSON; there is nothing more to be read then.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// Begins before the first value.
    pub fn new(text: &'a str) -> Self {
        let mut reader = Self { text, at: 0 };
        reader.space();
        reader
    }

    /// Whether the next value begins so.
    pub fn is_at(&self, byte: u8) -> bool {
        self.peek() == Some(byte)
    }

    /// Whether there is nothing left but white space.
    pub fn is_at_end(&mut self) -> bool {
        self.space();
        self.at == self.text.len()
    }

    /// Reads an object: `field` gets each name and has to read its value. Reads over anything else.
    pub fn object(&mut self, field: &mut dyn FnMut(&mut Self, &str) -> Option<()>) -> Option<()> {
        if !self.eat(b'{') {
            return self.skip();
        }
        self.space();
        if self.eat(b'}') {
            return Some(());
        }
        loop {
            let name = self.name()?;
            field(self, &name)?;
            self.space();
            if self.eat(b'}') {
                return Some(());
            }
            self.eat(b',').then_some(())?;
            self.space();
        }
    }

    /// Reads an array: `element` has to read each element. Reads over anything else.
    pub fn array(&mut self, element: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if !self.eat(b'[') {
            return self.skip();
        }
        self.space();
        if self.eat(b']') {
            return Some(());
        }
        loop {
            element(self)?;
            self.space();
            if self.eat(b']') {
                return Some(());
            }
            self.eat(b',').then_some(())?;
            self.space();
        }
    }

    /// Reads any value, as it stands.
    pub fn raw(&mut self) -> Option<Raw<'a>> {
        let start = self.at;
        self.skip()?;
        self.text.get(start..self.at).map(Raw)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn space(&mut self) {
        self.at = space(self.text.as_bytes(), self.at);
    }

    /// `"name" :` and the space around it.
    fn name(&mut self) -> Option<Cow<'a, str>> {
        let bytes = self.text.as_bytes();
        self.eat(b'"').then_some(())?;
        let (start, mut escaped) = (self.at, false);
        let end = string(bytes, start, &mut escaped)?;
        let name = self.text.get(start..end - 1)?;
        self.at = space(bytes, end);
        self.eat(b':').then_some(())?;
        self.space();
        if escaped { unescaped(name).map(Cow::Owned) } else { Some(Cow::Borrowed(name)) }
    }

    /// Reads over any value, with all that is in it.
    pub fn skip(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        // Which of the brackets that are open are objects', and whether a name has to come.
        let mut open: Vec<bool> = Vec::new();
        let mut named = false;
        loop {
            let first = *bytes.get(at)?;
            if first == b'"' {
                at = string(bytes, at + 1, &mut false)?;
                if named {
                    named = false;
                    at = space(bytes, at);
                    (*bytes.get(at)? == b':').then_some(())?;
                    at = space(bytes, at + 1);
                    continue;
                }
            } else if named {
                return None;
            } else if matches!(first, b'{' | b'[') {
                at = space(bytes, at + 1);
                if *bytes.get(at)? != closing(first == b'{') {
                    named = first == b'{';
                    open.push(named);
                    continue;
                }
                at += 1;
            } else {
                at = match first {
                    b't' => word(bytes, at, b"true")?,
                    b'f' => word(bytes, at, b"false")?,
                    b'n' => word(bytes, at, b"null")?,
                    _ => figures(bytes, at)?,
                };
            }
            // What follows a value: closing brackets, then a comma.
            loop {
                let Some(&object) = open.last() else {
                    self.at = at;
                    return Some(());
                };
                at = space(bytes, at);
                let next = *bytes.get(at)?;
                at += 1;
                if next == b',' {
                    at = space(bytes, at);
                    named = object;
                    break;
                }
                (next == closing(object)).then_some(())?;
                open.pop();
            }
        }
    }
}

fn closing(object: bool) -> u8 {
    if object { b'}' } else { b']' }
}
