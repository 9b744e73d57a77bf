//! The title of the page while it rings (A8).

use super::{Alerts, emit, words};
use crate::engine::alert_io::AlertCommand;
use crate::engine::alert_options::Attention;
use crate::engine::context::Context;
use crate::engine::time::Timestamp;

/// How often the title changes, in ms. A hidden page may be slower.
const CHANGE_MS: u64 = 1_000;

const VOICE: &str = "voice";

/// What stands in the title.
#[derive(Debug)]
pub(super) struct ShownTitle {
    text: String,
    marked: bool,
    /// When it is shown again, in the other of its two forms.
    pub(super) next_at: Timestamp,
}

impl Alerts {
    /// Shows the title of what rings, in two forms by turns, both of which show the ring; or the page's own.
    pub(super) fn show_title(&mut self, cx: &mut Context) {
        let Some(text) = self.title_text(cx) else {
            if self.title.take().is_some() {
                emit(cx, AlertCommand::Title(None));
            }
            return;
        };
        let now = cx.now();
        let marked = match &self.title {
            Some(shown) if shown.text == text && now < shown.next_at => return,
            Some(shown) if shown.text == text => !shown.marked && !self.reduced_motion,
            Some(_) | None => false,
        };
        emit(cx, AlertCommand::Title(Some(if marked { format!("● {text}") } else { text.clone() })));
        // It is shown again even where it stays the same: the page may have changed its title meanwhile.
        self.title = Some(ShownTitle { text, marked, next_at: now + CHANGE_MS });
    }

    /// Names the newest call, or the newest ring where no call rings.
    fn title_text(&self, cx: &Context) -> Option<String> {
        let options = &cx.config.alerts;
        let on = options.title.on().filter(|_| self.attention(cx) != Attention::Focused)?;
        let newest_first = || self.rings.iter().rev().map(|ring| &ring.toast);
        let first = newest_first().find(|toast| toast.media_type == VOICE).or_else(|| newest_first().next())?;
        Some(words::title(options, first, self.rings.len(), on.show_caller))
    }
}
