//! What must hold whatever comes in.

use genesys_toasts::engine::routing_events::{Frame, decode};
use genesys_toasts::engine::{MAX_DISPLAY_CHARS, MAX_FRAME_BYTES, MAX_ID_BYTES};
use genesys_toasts::engine::{Snapshot, SocketId, Toast};
use genesys_toasts::{Config, Output};
use std::collections::BTreeSet;
use std::rc::Rc;

/// The most outputs of one input, beside two (reported and logged) for each toast that comes or goes, and the switch to read every frame.
/// The timers that can be due at the same time give nine, the input itself eight (a close that discards the token, is an error, and begins a
/// wait), a wake one, a request or a new socket three; then come the status and the snapshot.
const MOST_OUTPUTS: usize = 23;

/// What the texts given out must never have in them.
const SECRETS: [&str; 4] = ["s3cr3t", "t0k3n", "t0k3n%2F3%2B%26", "access_token="];

/// Watches one engine.
pub(crate) struct Invariants {
    pub(crate) max_toasts: usize,
    open: BTreeSet<SocketId>,
    reads_every_frame: bool,
}

impl Invariants {
    pub(crate) fn new(config: &Config) -> Self {
        Self { max_toasts: config.max_toasts, open: BTreeSet::new(), reads_every_frame: false }
    }

    /// A socket closed by itself.
    pub(crate) fn closed(&mut self, socket: SocketId) {
        self.open.remove(&socket);
    }

    /// Checks what one input gave. Returns how many outputs were not about toasts.
    pub(crate) fn check(&mut self, before: &Snapshot, after: &Snapshot, outputs: &[Output]) -> usize {
        self.check_sockets(outputs);
        let of_switch = self.check_switch(outputs);
        self.check_toasts(before.toasts.len(), &after.toasts);
        check_changes(before, after, outputs);
        outputs.iter().for_each(check_secrets);
        let of_toasts = outputs
            .iter()
            .filter(|output| matches!(output, Output::ToastShown(_) | Output::ToastDismissed(..)))
            .count();
        let others = outputs.len() - 2 * of_toasts - of_switch;
        assert!(others <= MOST_OUTPUTS, "{others} outputs: {outputs:?}");
        assert!(of_toasts <= before.toasts.len() + 2, "{of_toasts} toasts came and went: {outputs:?}");
        others
    }

    /// Never more than two sockets (S7), and none is closed twice.
    fn check_sockets(&mut self, outputs: &[Output]) {
        for output in outputs {
            if let Output::OpenSocket { id, .. } = output {
                assert!(self.open.insert(*id), "{id:?} is used again");
                assert!(self.open.len() <= 2, "{:?} are open", self.open);
            } else if let Output::CloseSocket { id, .. } = output {
                assert!(self.open.remove(id), "{id:?} was not open");
            }
        }
    }

    /// The switch is emitted only when it changes. Returns how many outputs are about it.
    fn check_switch(&mut self, outputs: &[Output]) -> usize {
        let mut count = 0;
        for output in outputs {
            if let Output::ReadEveryFrame(every) = output {
                assert_ne!(std::mem::replace(&mut self.reads_every_frame, *every), *every, "{outputs:?}");
                count += 1;
            }
        }
        count
    }

    /// Fewer are allowed by changed options from the next ring on.
    fn check_toasts(&self, before: usize, toasts: &[Rc<Toast>]) {
        let added = toasts.len() > before;
        assert!(!added || toasts.len() <= self.max_toasts, "{} toasts after {before}", toasts.len());
        let ids: BTreeSet<&str> = toasts.iter().map(|toast| toast.id.as_str()).collect();
        assert_eq!(ids.len(), toasts.len(), "an id twice");
        let conversations: BTreeSet<&str> = toasts.iter().map(|toast| toast.conversation_id.as_str()).collect();
        assert_eq!(conversations.len(), toasts.len(), "a conversation twice");
    }
}

/// A frame, read on its own: nothing panics, and what is read is fit to be shown and bounded (E3–E6).
pub(crate) fn check_decoding(text: &str) {
    let frame = decode(text);
    assert!(text.len() <= MAX_FRAME_BYTES || matches!(frame, Frame::Bad), "{} bytes were read", text.len());
    if let Frame::Event(event) = frame {
        assert!(!event.conversation_id.is_empty() && event.conversation_id.len() <= MAX_ID_BYTES);
        for roles in [vec![], vec!["agent".to_owned()], vec!["nobody".to_owned(), "customer".to_owned()]] {
            check_display(&event.caller_name(&roles));
        }
        check_display(&event.media_type());
    }
}

fn check_display(text: &str) {
    assert!(!text.is_empty() && text.chars().count() <= MAX_DISPLAY_CHARS, "{text:?}");
    assert!(!text.contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)), "{text:?}");
    assert_eq!(text.trim(), text);
    assert!(
        !text.starts_with(['\u{200b}', '\u{3164}', '\u{2800}', '\u{ad}', '\u{200d}']),
        "{text:?} begins with nothing to be seen"
    );
}

/// One snapshot for a change, as the last output; none without a change (O6).
fn check_changes(before: &Snapshot, after: &Snapshot, outputs: &[Output]) {
    let reported = outputs.iter().filter(|output| matches!(output, Output::SnapshotChanged)).count();
    assert!(reported <= 1, "reported {reported} times");
    assert!(reported == 0 || matches!(outputs.last(), Some(Output::SnapshotChanged)), "not reported last");
    let same = before.toasts.len() == after.toasts.len()
        && before.toasts.iter().zip(&after.toasts).all(|(a, b)| Rc::ptr_eq(a, b))
        && before.status == after.status
        && before.status_detail == after.status_detail
        && before.error == after.error;
    assert!(same || reported == 1, "changed without a word: {before:?} {after:?}");
    let status_reports = outputs.iter().filter(|output| matches!(output, Output::Status(..))).count();
    assert!(status_reports <= 1, "status reported {status_reports} times");
}

/// No token and no secret in anything but what the protocol needs (T11).
fn check_secrets(output: &Output) {
    let free = |text: &str| assert!(!SECRETS.iter().any(|secret| text.contains(secret)), "a secret is in {text}");
    if let Output::Log(_, line) = output {
        free(line);
        assert!(line.len() <= 4_096 && !line.contains('\n'), "{line:?}");
    } else if let Output::Error(error) = output {
        free(&error.message);
    } else if let Output::Status(_, detail) = output {
        free(&format!("{detail:?}"));
    } else if !matches!(output, Output::ToastShown(_) | Output::ToastDismissed(..)) {
        free(&format!("{output:?}"));
    }
}
