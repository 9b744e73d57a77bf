//! What JavaScript has of what the app sees, so that only what is new to it crosses, as JSON (O6).

use super::error::PublicError;
use super::snapshot::{Snapshot, StatusDetail, Toast};
use crate::protocol::json::{Array, Object, quote};
use std::rc::Rc;

/// Remembers what was given. The other side keeps as much: toasts by their ids, a list of them, one detail, one error.
#[derive(Debug, Default)]
pub struct Mirror {
    toasts: Vec<Rc<Toast>>,
    listed: Vec<Rc<Toast>>,
    detail: Option<StatusDetail>,
    error: Option<PublicError>,
}

impl Mirror {
    /// Gives a toast: its id where the other side has it as it is, else all of it.
    pub fn toast(&mut self, toast: &Rc<Toast>) -> String {
        if self.toasts.iter().any(|known| Rc::ptr_eq(known, toast)) {
            return quote(&toast.id);
        }
        match self.toasts.iter_mut().find(|known| known.id == toast.id) {
            Some(known) => *known = Rc::clone(toast),
            None => self.toasts.push(Rc::clone(toast)),
        }
        toast.as_json()
    }

    /// The other side lets go of a toast, which may still be in its list.
    pub fn forget(&mut self, toast: &Toast) {
        self.toasts.retain(|known| known.id != toast.id);
    }

    /// Gives a detail: `null` where the other side has it, the new `lastFrameAt` where only that is another one, else all of it.
    pub fn detail(&mut self, detail: &StatusDetail) -> String {
        let Some(known) = self.detail.replace(detail.clone()) else { return detail.as_json() };
        let like_it = StatusDetail { last_frame_at: detail.last_frame_at, ..known };
        match detail.last_frame_at {
            last if like_it == *detail && last == known.last_frame_at => "null".to_owned(),
            Some(at) if like_it == *detail => at.to_string(),
            _ => detail.as_json(),
        }
    }

    /// Gives an error that has just happened: all of it.
    pub fn error(&mut self, error: &PublicError) -> String {
        self.error = Some(error.clone());
        error.as_json()
    }

    /// Gives a snapshot: `gone`, the ids that leave the list, and `toasts`, as [`Self::toast`] does, those that changed in it or come at
    /// its end; `status`; `statusDetail`, as [`Self::detail`] does; `error`, which is `true` for the last one.
    pub fn snapshot(&mut self, snapshot: Snapshot) -> String {
        let (gone, toasts) = self.list(snapshot.toasts);
        let error = match &snapshot.error {
            None => "null".to_owned(),
            same if *same == self.error => "true".to_owned(),
            Some(error) => self.error(error),
        };
        let mut json = Object::new();
        json.json("gone", &gone.end());
        json.json("toasts", &toasts.end());
        json.text("status", snapshot.status.as_str());
        json.json("statusDetail", &self.detail(&snapshot.status_detail));
        json.json("error", &error);
        json.end()
    }

    /// Toasts come at the end and keep their order: what is not where it was has left.
    fn list(&mut self, now: Vec<Rc<Toast>>) -> (Array, Array) {
        let (mut gone, mut toasts) = (Array::new(), Array::new());
        let before = std::mem::take(&mut self.listed);
        let mut before = before.iter();
        for toast in &now {
            let mut same = false;
            for known in before.by_ref() {
                same = Rc::ptr_eq(known, toast);
                if same || known.id == toast.id {
                    break;
                }
                gone.push(&quote(&known.id));
            }
            if !same {
                toasts.push(&self.toast(toast));
            }
        }
        for known in before {
            gone.push(&quote(&known.id));
        }
        self.listed = now;
        (gone, toasts)
    }
}
