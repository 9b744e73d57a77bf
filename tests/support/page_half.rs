//! What the page does with frames before the engine hears of them, as `src/driver/browser.js` does it.

use genesys_toasts::Output;
use genesys_toasts::engine::SocketId;
use genesys_toasts::protocol::PassOver;
use regex_lite::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// A kind of frame, ready to be compared.
#[derive(Debug)]
pub struct Kind {
    pattern: Regex,
    lacks: Vec<String>,
}

/// Knows which frames need not be handed over.
#[derive(Debug, Default)]
pub struct PageHalf {
    kinds: BTreeMap<SocketId, Vec<Kind>>,
    pub awaited: BTreeSet<String>,
}

impl PageHalf {
    /// Takes what the engine says.
    pub fn see(&mut self, output: &Output) {
        if let Output::OpenSocket { id, pass_over, .. } = output {
            self.kinds.insert(*id, pass_over.iter().map(Kind::new).collect());
        }
        match output {
            Output::Await { conversation_id: id, awaited: true } => self.awaited.insert(id.clone()),
            Output::Await { conversation_id: id, awaited: false } => self.awaited.remove(id),
            Output::ToastShown(toast) => self.awaited.insert(toast.conversation_id.clone()),
            Output::ToastDismissed(toast, _) => self.awaited.remove(&toast.conversation_id),
            _ => false,
        };
    }

    /// Whether a frame of this socket need not be handed over.
    pub fn passes(&self, socket: SocketId, text: &str) -> bool {
        let awaited = |id: Option<&str>| self.awaited.contains("") || id.is_some_and(|id| self.awaited.contains(id));
        let kinds = self.kinds.get(&socket).into_iter().flatten();
        kinds.filter_map(|kind| kind.of(text)).any(|id| !awaited(id))
    }
}

impl Kind {
    pub fn new(kind: &PassOver) -> Self {
        Self { pattern: Regex::new(kind.pattern).expect("a pattern"), lacks: kind.lacks.clone() }
    }

    /// Whether a frame is of this kind, and the id of the conversation that it names.
    pub fn of<'a>(&self, text: &'a str) -> Option<Option<&'a str>> {
        let found = self.pattern.captures(text)?;
        let lacks = self.lacks.iter().all(|part| !text.contains(part.as_str()));
        lacks.then(|| found.get(1).map(|id| id.as_str()))
    }
}
