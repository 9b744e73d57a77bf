//! One token request at a time, whoever asks (T7).

use crate::support::{Desk, exactly, with_app_tokens, with_client};
use genesys_toasts::engine::PageEvent;

/// [T7]
#[test]
fn at_most_one_token_request_is_pending() {
    let mut desk = Desk::connected_with(exactly(with_client()));
    desk.pass(3_570_000);
    assert_eq!(desk.token_requests().len(), 1);
    desk.start();
    desk.page(PageEvent::Offline);
    desk.page(PageEvent::Online);
    desk.page(PageEvent::Visible);
    desk.sleep(20_000);
    desk.close(desk.newest_socket(), 4001);
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
    assert_eq!(desk.get_token_calls().len(), 1);
    desk.app_returns("a");
    assert_eq!((desk.get_token_calls().len(), desk.opened().len()), (1, 1));
}
