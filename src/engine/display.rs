//! Makes text from the network fit to be shown (E6).
use json::Raw;

/// The longest text that is shown, in characters (E6).
pub const MAX_DISPLAY_CHARS: usize = 200;

/// Shown where nobody's name is known (E4).
pub const UNKNOWN_CALLER: &str = "Unknown Caller";

/// Removes control and bidirectional formatting characters and outer white space, and cuts after 200 characters (E6).
pub fn display_text(text: &str) -> String {
    let shown = text.chars().filter(|c| !is_control(*c) && !is_bidi(*c));
    let mut clean: String = shown.skip_while(|c| c.is_whitespace()).take(MAX_DISPLAY_CHARS).collect();
    while clean.chars().next_back().is_some_and(char::is_whitespace) {
        clean.pop();
    }
    clean
}

/// A text that is fit to be shown; `None` where it is no text, or nothing is left of it.
pub(crate) fn shown(raw: Option<Raw<'_>>) -> Option<String> {
    let text = display_text(&raw?.text()?);
    (!text.is_empty()).then_some(text)
}

fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
