//! What crosses into JavaScript: only what is new there.

use crate::support::{Desk, event, with_client};
use genesys_toasts::engine::{Mirror, PageEvent, Snapshot};
use genesys_toasts::{Input, Output};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The other side, as `src/driver/app.js` keeps it.
#[derive(Default)]
struct Other {
    toasts: BTreeMap<String, Value>,
    listed: Vec<Value>,
    detail: Value,
    error: Value,
    /// How many bytes it was given.
    given: usize,
}

impl Other {
    fn toast(&mut self, given: Value) -> Value {
        if let Value::String(id) = &given {
            return self.toasts[id].clone();
        }
        self.toasts.insert(given["id"].as_str().expect("an id").to_owned(), given.clone());
        given
    }

    fn detail(&mut self, given: Value) {
        match given {
            Value::Null => {}
            Value::Number(at) => self.detail["lastFrameAt"] = at.into(),
            whole => self.detail = whole,
        }
    }

    fn snapshot(&mut self, given: &str) -> Value {
        self.given += given.len();
        let mut given: Map<String, Value> = serde_json::from_str(given).expect("JSON");
        let mut field = |name: &str| given.remove(name).expect("a field");
        for id in field("gone").as_array().expect("ids") {
            self.listed.retain(|toast| toast["id"] != *id);
        }
        for given in field("toasts").as_array().expect("toasts") {
            let toast = self.toast(given.clone());
            match self.listed.iter_mut().find(|listed| listed["id"] == toast["id"]) {
                Some(listed) => *listed = toast,
                None => self.listed.push(toast),
            }
        }
        self.detail(field("statusDetail"));
        match field("error") {
            Value::Bool(true) => {}
            error => self.error = error,
        }
        json!({ "toasts": self.listed, "status": field("status"), "statusDetail": self.detail, "error": self.error })
    }
}

fn whole(snapshot: &Snapshot) -> Value {
    json!({ "toasts": snapshot.toasts.iter().map(|toast| json!(**toast)).collect::<Vec<_>>(), "status": snapshot.status, "statusDetail": snapshot.status_detail, "error": snapshot.error })
}

/// Performs the outputs of what has just happened, as the driver does.
fn perform(desk: &Desk, mirror: &mut Mirror, other: &mut Other) {
    let parse = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    for output in desk.outputs() {
        match output {
            Output::ToastShown(toast) => assert_eq!(other.toast(parse(&mirror.toast(toast))), json!(**toast)),
            Output::ToastDismissed(toast, _) => {
                assert_eq!(other.toast(parse(&mirror.toast(toast))), json!(**toast));
                mirror.forget(toast);
                other.toasts.remove(&toast.id);
            }
            Output::Status(_, detail) => {
                other.detail(parse(&mirror.detail(detail)));
                assert_eq!(other.detail, json!(detail));
            }
            Output::Error(error) => other.error = parse(&mirror.error(error)),
            _ => {}
        }
    }
}

/// [O6]
#[test]
fn the_other_side_is_the_same_after_whatever_happens() {
    for seed in 1..300_u64 {
        let mut state = seed;
        let mut dice = move |sides: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % sides
        };
        let mut desk = Desk::connected();
        let (mut mirror, mut other) = (Mirror::default(), Other::default());
        for step in 0..60 {
            let conversation = format!("c-{}", dice(6));
            let shown = desk.snapshot().toasts;
            let any = (!shown.is_empty()).then(|| shown[dice(shown.len() as u64) as usize].id.clone());
            desk.trace.clear();
            match dice(12) {
                0..5 => desk.ring(&conversation),
                5 => desk.text(desk.live(), &event(&conversation, "connected", "voice")),
                6 => desk.pass(dice(3_000)),
                7 => desk.input(Input::Pause(any)),
                8 => desk.input(Input::Resume(any)),
                9 => desk.page(if dice(2) == 0 { PageEvent::Hidden } else { PageEvent::Visible }),
                10 => desk.text(desk.live(), "no JSON"),
                _ => desk.input(any.map_or(Input::DismissAll, Input::Dismiss)),
            }
            perform(&desk, &mut mirror, &mut other);
            // A listener need not look each time.
            if dice(3) > 0 {
                assert_eq!(
                    other.snapshot(&mirror.snapshot(desk.snapshot())),
                    whole(&desk.snapshot()),
                    "seed {seed}, step {step}"
                );
            }
        }
    }
}

/// [O6]
#[test]
fn one_ring_more_costs_the_same_however_many_there_are() {
    let cost = |toasts: usize| {
        let mut config = with_client();
        config.max_toasts = 1_000;
        let mut desk = Desk::connected_with(config);
        let (mut mirror, mut other) = (Mirror::default(), Other::default());
        for ring in 0..toasts {
            desk.ring(&format!("conversation-{ring:04}"));
        }
        other.snapshot(&mirror.snapshot(desk.snapshot()));
        other.given = 0;
        desk.ring("conversation-more");
        other.snapshot(&mirror.snapshot(desk.snapshot()));
        other.given
    };
    assert!(cost(900) <= cost(5) + 2, "{} {}", cost(900), cost(5));
}

/// [O6]
#[test]
fn what_is_there_already_crosses_as_its_name() {
    let mut desk = Desk::connected();
    desk.ring("c-1");
    let toast = Rc::clone(&desk.snapshot().toasts[0]);
    let mut mirror = Mirror::default();
    assert_eq!(mirror.toast(&toast), toast.as_json());
    assert_eq!(mirror.toast(&toast), format!("\"{}\"", toast.id));
    let detail = desk.snapshot().status_detail;
    assert_eq!(mirror.detail(&detail), detail.as_json());
    assert_eq!(mirror.detail(&detail), "null");
    let given = mirror.snapshot(desk.snapshot());
    assert_eq!(
        given,
        format!(r#"{{"gone":[],"toasts":["{}"],"status":"connected","statusDetail":null,"error":null}}"#, toast.id)
    );
    let given = mirror.snapshot(desk.snapshot());
    assert_eq!(given, r#"{"gone":[],"toasts":[],"status":"connected","statusDetail":null,"error":null}"#);
}
