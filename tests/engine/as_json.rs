//! What crosses into JavaScript is what `serde_json` would write.

use crate::support::{Desk, event, with_client};
use genesys_toasts::engine::{DismissReason, PageEvent, PublicError, StatusDetail, Toast};
use serde_json::Value;

fn same(ours: &str, theirs: impl serde::Serialize) {
    let ours: Value = serde_json::from_str(ours).expect("JSON");
    assert_eq!(ours, serde_json::to_value(theirs).expect("plain values"));
}

/// [O1] [S2] [D1]
#[test]
fn every_value_is_written_as_serde_json_writes_it() {
    let mut desk = Desk::connected_with(with_client());
    let live = desk.live();
    desk.text(live, &event("c-\\\"\\u0001é", "ringing", "chat").replace("Mara", "\\n\\tMara \\\"<b>\\\\ \\u2028"));
    desk.page(PageEvent::Hidden);
    let toast: Toast = (*desk.snapshot().toasts[0]).clone();
    same(&toast.as_json(), &toast);
    same(
        &Toast { expires_at: Some(-1), conversation_id: "\u{1}\u{1f}\u{7f}".into(), ..toast.clone() }.as_json(),
        Toast { expires_at: Some(-1), conversation_id: "\u{1}\u{1f}\u{7f}".into(), ..toast },
    );
    desk.input(genesys_toasts::Input::DismissAll);
    desk.close_saying(live, 1012, "restart");
    let detail: StatusDetail = desk.detail();
    same(&detail.as_json(), &detail);
    same(&Desk::new(with_client()).detail().as_json(), Desk::new(with_client()).detail());
    let diagnostics = desk.engine.diagnostics();
    assert_eq!(diagnostics.counters.toasts_by_reason.of(&DismissReason::User), 1);
    same(&diagnostics.as_json(), &diagnostics);
}

/// [T5]
#[test]
fn an_error_is_written_with_its_status_or_without() {
    let mut desk = Desk::new(with_client());
    desk.start();
    desk.answer(403, "no");
    desk.pass(10_000);
    desk.fail_request();
    for error in desk.errors() {
        let PublicError { code, message, retryable, status } = &error;
        let mut theirs = serde_json::json!({ "code": code, "message": message, "retryable": retryable });
        if let Some(status) = status {
            theirs["status"] = (*status).into();
        }
        same(&error.as_json(), theirs);
    }
    assert_eq!(desk.errors().len(), 2);
}
