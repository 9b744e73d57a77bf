//! Makes text from the network fit to be shown (E6).

use super::grapheme;
use json::Raw;

/// The longest text that is shown, in characters (E6).
pub const MAX_DISPLAY_CHARS: usize = 200;

/// Shown where nobody's name is known (E4).
pub const UNKNOWN_CALLER: &str = "Unknown Caller";

/// Removes control and bidirectional formatting characters, and outer white space, and cuts after 200 characters (E6). What nobody can see
/// goes from the beginning, too: of a text that has nothing else, nothing is left.
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

/// Whether there is nothing to be seen of it: white space, and what Unicode has as ignorable by default, as format characters
/// or as blanks, as far as it is not removed anyway.
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
