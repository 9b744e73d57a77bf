//! Prepares texts from the network for display (E6).

use super::grapheme;
use json::Raw;

/// The longest displayed text, in characters (E6).
pub const MAX_DISPLAY_CHARS: usize = 200;

/// The caller's name if it is unknown (E4).
pub const UNKNOWN_CALLER: &str = "Unknown Caller";

/// Removes control and bidirectional formatting characters and outer white space, and cuts the text after 200
/// characters (E6). It also removes invisible characters at the beginning: a text with only such characters becomes
/// empty.
pub fn display_text(text: &str) -> String {
    let mut shown = text.chars().filter(|c| !is_control(*c) && !is_bidi(*c)).skip_while(|c| is_blank(*c));
    let mut clean: String = shown.by_ref().take(MAX_DISPLAY_CHARS).collect();
    if let Some(next) = shown.next()
        && let Some(whole) = grapheme::cut(&clean, next)
    {
        clean.truncate(whole.len());
    }
    while clean.chars().next_back().is_some_and(char::is_whitespace) {
        clean.pop();
    }
    clean
}

/// Returns a text prepared for display; `None` if it is no string, or empty after that.
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

/// Returns whether a character is invisible: white space, and what Unicode lists as ignorable by default, as format
/// characters or as blanks. Characters that are removed anyway are not listed.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}'
                | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}
