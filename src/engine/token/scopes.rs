//! Checks that a token has the scopes that the source needs (T3).

use crate::engine::config::Source;
use crate::engine::context::Context;
use crate::engine::output::LogLevel;

/// Stores which scopes are missing.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    missing: Vec<&'static str>,
    warned: bool,
}

impl Scopes {
    pub(super) fn missing(&self) -> &[&'static str] {
        &self.missing
    }

    /// Compares the `scope` of an answer with the needed scopes. Logs one warning if some are missing.
    pub(super) fn check(&mut self, cx: &mut Context, scope: Option<&str>) {
        let Some(scope) = scope else { return };
        let has = |wanted: &str| scope.split(' ').any(|given| given == wanted);
        // The scope without `:readonly` includes reading.
        let may = |needed: &&&str| {
            let basic = **needed == USERS && has("user-basic-info");
            basic || has(needed) || needed.strip_suffix(":readonly").is_some_and(has)
        };
        let needed = needed_scopes(cx.config.source).iter();
        self.missing = needed.filter(|scope| !may(scope)).copied().collect();
        if !self.missing.is_empty() && !self.warned {
            self.warned = true;
            cx.log(LogLevel::Warn, format!("the token lacks the scope {}", self.missing.join(", ")));
        }
    }
}

/// The scope of `GET users/me`. `user-basic-info` is documented for it, too.
const USERS: &str = "users:readonly";

fn needed_scopes(source: Source) -> &'static [&'static str] {
    match source {
        Source::RoutingEvents => &["routing:conversation:read", "routing:queue:read", "user:read"],
        Source::Notifications => &["notifications", "conversations:readonly", USERS],
    }
}
