//! One token request at a time, whoever asks (T7).

use crate::support::{Desk, exactly, with_app_tokens, with_client};
use genesys_toasts::engine::PageEvent;

/// [T7]
#[test]
fn there_is_one_token_request_at_a_time_whoever_asks() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    assert_eq!(desk.token_requests().len(), 1);
    desk.start();
    desk.page(PageEvent::Offline);
    desk.page(PageEvent::Online);
    desk.page(PageEvent::Visible);
    desk.sleep(20_000);
    desk.close(desk.live(), 4001);
    assert_eq!(desk.token_requests().len(), 1);
    desk.grant("token-2", 3_600);
    assert_eq!((desk.token_requests().len(), desk.opened().len()), (1, 1));
}

/// [T7]
#[test]
fn get_token_is_not_called_while_it_runs() {
    let mut desk = Desk::new(exactly(with_app_tokens()));
    desk.start();
    desk.start();
    desk.page(PageEvent::Visible);
    desk.page(PageEvent::Online);
    desk.pass(14_999);
    assert_eq!(desk.asked_app().len(), 1);
    desk.app_gives("a");
    assert_eq!((desk.asked_app().len(), desk.opened().len()), (1, 1));
}

/// [T7]
#[test]
fn a_client_id_with_a_dot_never_gets_the_token_of_a_client_and_an_agent_of_that_name() {
    let kept = Config { keep_token: true, ..exactly(with_client()) };
    let one = Config { client_id: Some("a.b".into()), ..kept.clone() };
    let other = Config { client_id: Some("a".into()), storage_key: Some("b".into()), ..kept.clone() };
    let app = Config { keep_token: true, storage_key: Some("a.b".into()), ..exactly(with_app_tokens()) };
    for (writes, reads) in [(&one, &other), (&other, &one), (&app, &one), (&one, &app)] {
        let mut writer = Desk::new(writes.clone());
        writer.start();
        writer.input(Input::StoredToken(None));
        if writes.app_tokens {
            writer.app_gives_token(AppToken {
                access_token: "t".into(),
                expires_in_s: Some(3_600.0),
                expires_at_ms: None,
            });
        } else {
            writer.grant("t", 3_600);
        }
        let record = writer.outputs().find_map(|output| match output {
            Output::StoreToken { record, .. } => Some(record.clone()),
            _ => None,
        });
        let mut reader = Desk::new(reads.clone());
        reader.start();
        reader.input(Input::StoredToken(record));
        assert!(reader.opened().is_empty());
    }
}
