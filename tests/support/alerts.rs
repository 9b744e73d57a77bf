//! What must hold of alerts at every moment: none refers to a ring that the engine knows to be over, and none sounds while rings may be missed
//! (A2, A3).

use genesys_toasts::Output;
use genesys_toasts::engine::action_io::ToastKind;
use genesys_toasts::engine::alerts::{AlertCommand, AlertOptions, NotificationOptions, SoundOptions};
use genesys_toasts::engine::options::Switch;
use genesys_toasts::engine::{Snapshot, Status, ToastId};
use std::collections::BTreeMap;

/// Everything is on.
pub fn all_alerts() -> AlertOptions {
    AlertOptions {
        sound: Switch(Some(SoundOptions::default())),
        notification: Switch(Some(NotificationOptions::default())),
        ..AlertOptions::default()
    }
}

/// Watches what the alerts ask for.
#[derive(Debug, Default)]
pub struct AlertWitness {
    /// For which ring the last cadence plays, until it is stopped.
    sounding: Option<ToastId>,
    /// By tag: for which ring.
    notices: BTreeMap<String, ToastId>,
    title: Option<String>,
    pub sounds: u64,
    pub shown: u64,
    pub titles: u64,
}

impl AlertWitness {
    pub fn see(&mut self, output: &Output) {
        let Output::Alert(command) = output else { return };
        match command {
            AlertCommand::Play(sound) => {
                self.sounding = sound.toast.clone();
                self.sounds += 1;
            }
            AlertCommand::StopSound { .. } => self.sounding = None,
            AlertCommand::ShowNotification(notice) => {
                self.notices.insert(notice.tag.clone(), notice.toast.clone());
                self.shown += 1;
            }
            AlertCommand::CloseNotification(tag) => drop(self.notices.remove(tag)),
            AlertCommand::Title(title) => {
                self.titles += u64::from(title.is_some());
                self.title.clone_from(title);
            }
            _ => {}
        }
    }

    /// Looks at the whole after an input has been drained.
    pub fn look(&self, snapshot: impl FnOnce() -> Snapshot) {
        if self.sounding.is_none() && self.notices.is_empty() && self.title.is_none() {
            return;
        }
        let snapshot = snapshot();
        let rings = |id: &ToastId| snapshot.toasts.iter().any(|toast| toast.id == *id);
        if let Some(id) = &self.sounding {
            assert!(rings(id), "a tone outlives its ring: {id}");
            assert_eq!(snapshot.status, Status::Connected, "a tone while rings may be missed");
        }
        for id in self.notices.values() {
            assert!(rings(id), "a notification outlives its ring: {id}");
        }
        if let Some(title) = &self.title {
            // A notice of a conversation that was connected automatically is no ring (C8).
            let rings = snapshot.toasts.iter().filter(|toast| toast.kind == ToastKind::Ring).count();
            let count = format!("({rings})");
            assert!(title.contains(&count), "the title does not tell of {count} rings: {title}");
        }
    }
}
