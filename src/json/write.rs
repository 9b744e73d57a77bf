//! JSON, written field by field.

/// A text as a JSON string.
pub fn quote(text: &str) -> String {
    let mut quoted = String::new();
    push_quoted(&mut quoted, text);
    quoted
}

fn push_quoted(json: &mut String, text: &str) {
    json.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !matches!(byte, b'"' | b'\\' | 0..=0x1f) {
            continue;
        }
        json.push_str(text.get(from..at).unwrap_or_default());
        from = at;
        if byte < 0x20 {
            json.push_str(if byte < 0x10 { "\\u000" } else { "\\u001" });
            json.extend(char::from_digit(u32::from(byte) & 15, 16));
            from += 1;
        } else {
            json.push('\\');
        }
    }
    json.push_str(text.get(from..).unwrap_or_default());
    json.push('"');
}

/// Room that is enough for a toast with what it has in most cases.
const USUAL_BYTES: usize = 256;

/// An object that is being written.
pub struct Object(String);

impl Default for Object {
    /// Begins one.
    fn default() -> Self {
        let mut json = String::with_capacity(USUAL_BYTES);
        json.push('{');
        Self(json)
    }
}

impl Object {
    /// Begins one.
    pub fn new() -> Self {
        Self::default()
    }

    /// A field whose value is JSON already.
    pub fn json(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.push_str(value);
    }

    /// A field that is a text.
    pub fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        push_quoted(&mut self.0, value);
    }

    /// Leaves it out where there is none.
    pub fn text_if_any(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// A field that is a whole number.
    pub fn number(&mut self, name: &str, value: i64) {
        self.json(name, &decimal(value));
    }

    /// A field that is a whole number, or `null`.
    pub fn number_or_null(&mut self, name: &str, value: Option<i64>) {
        match value {
            Some(value) => self.number(name, value),
            None => self.json(name, "null"),
        }
    }

    /// A field that is true or false.
    pub fn flag(&mut self, name: &str, value: bool) {
        self.json(name, if value { "true" } else { "false" });
    }

    /// Gives the JSON.
    pub fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        push_quoted(&mut self.0, name);
        self.0.push(':');
    }
}

/// An array that is being written.
pub struct Array(String);

impl Default for Array {
    /// Begins one.
    fn default() -> Self {
        Self(String::from("["))
    }
}

impl Array {
    /// Begins one.
    pub fn new() -> Self {
        Self::default()
    }

    /// An element, which is JSON already.
    pub fn push(&mut self, value: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(value);
    }

    /// Gives the JSON.
    pub fn end(mut self) -> String {
        self.0.push(']');
        self.0
    }
}

/// A whole number in figures.
pub fn decimal(number: i64) -> String {
    let mut figures = Vec::new();
    let mut rest = number.unsigned_abs();
    loop {
        figures.push(char::from(b'0' + (rest % 10) as u8));
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    figures.extend((number < 0).then_some('-'));
    figures.iter().rev().collect()
}
