//! From a ringing conversation to a toast.

use crate::support::{Desk, event, with_client};
use genesys_toasts::engine::{DismissReason, Status};

/// [T1] [T2] [S1] [S2] [E1] [E4] [O1] [O2]
#[test]
fn a_ring_becomes_a_toast_that_is_removed_after_its_duration() {
    let mut desk = Desk::new(with_client());
    desk.start();
    let (_, request) = desk.token_requests().remove(0);
    assert_eq!(request.url, "https://api.mypurecloud.com/oauth/token");
    assert_eq!(
        request.body.as_ref().map(|body| body.expose()),
        Some("grant_type=client_credentials&client_id=the%2Dclient&client_secret=s3cret%2F%2B%26")
    );
    assert_eq!(desk.status(), Status::Connecting);
    desk.grant("a b", 3_600);
    let (socket, url) = desk.opened().remove(0);
    assert_eq!(url, "wss://api.mypurecloud.com/api/v2/routing/events?access_token=a%20b");
    desk.open(socket);
    assert_eq!(desk.status(), Status::Connected);
    desk.text(socket, &event("c-1", "ringing", "chat"));
    let toast = desk.shown().remove(0);
    assert_eq!(
        (toast.conversation_id.as_str(), toast.caller_name.as_str(), toast.media_type.as_str()),
        ("c-1", "Mara Lindqvist", "chat")
    );
    desk.pass(7_999);
    assert_eq!(desk.toasts(), ["c-1"]);
    desk.pass(1);
    assert_eq!(desk.dismissed()[0].1, DismissReason::Timeout);
    assert!(desk.toasts().is_empty());
}
