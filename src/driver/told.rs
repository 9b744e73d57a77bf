//! What `browser.js` reports, as the engine takes it.

use crate::engine::{
    AppFailure, AppToken, HttpResponse, Input, PageEvent, RequestFailure, RequestId, Secret, SocketEvent, SocketId,
};
use crate::protocol::json::{self, Raw};

/// Reads one report: `kind` is a place in the list at the top of `browser.js`. None where it is not in that list.
pub(super) fn read(kind: u32, id: u32, number: f64, ago_ms: f64, text: &str) -> Option<Input<'_>> {
    let (socket, request) = (SocketId(id), RequestId(id));
    Some(match kind {
        0 => Input::Timeout,
        1 => Input::Socket(socket, SocketEvent::Opened),
        2 => Input::Socket(socket, SocketEvent::Text(text)),
        3 => Input::Socket(socket, SocketEvent::Unreadable),
        4 => Input::Socket(socket, SocketEvent::Closed { code: number as u16, reason: text }),
        5 => Input::Answer(request, Ok(response(number as u16, text))),
        6 => Input::Answer(request, Err(RequestFailure { message: text.to_owned() })),
        7 => Input::AppToken(request, app_token(text)),
        8 => Input::AppToken(request, Err(app_failure(text))),
        9 => Input::StoredToken(Some(Secret::new(text))),
        10 => Input::StoredToken(None),
        11 => Input::StorageFailed,
        12 => Input::Page(page_event(number as u32)?),
        14 => Input::Socket(socket, SocketEvent::PassedOver { count: number as u32, ago_ms: ago_ms as u64 }),
        13 => Input::StoredChannel(Some(Secret::new(text)).filter(|_| !text.is_empty())),
        _ => return None,
    })
}

fn response(status: u16, answer: &str) -> HttpResponse {
    let [retry_after, date, body] = json::fields(answer, ["retryAfter", "date", "body"]).unwrap_or_default();
    HttpResponse { status, retry_after: text(retry_after), date: text(date), body: text(body).unwrap_or_default() }
}

/// Reads what `getToken` gave: a token, and perhaps its life.
fn app_token(given: &str) -> Result<AppToken, AppFailure> {
    let names = ["accessToken", "expiresIn", "expiresAt", "what"];
    let [token, expires_in, expires_at, what] = json::fields(given, names).unwrap_or_default();
    let Some(access_token) = text(token) else {
        let what = text(what).unwrap_or_default();
        return Err(AppFailure { message: ["it gave ", &what].concat(), ..AppFailure::default() });
    };
    let unreadable_expiry = [expires_in, expires_at].into_iter().flatten().any(|raw| raw.number().is_none());
    let (expires_in_s, expires_at_ms) = (expires_in.and_then(Raw::number), expires_at.and_then(Raw::number));
    Ok(AppToken { access_token, expires_in_s, expires_at_ms, unreadable_expiry })
}

/// Reads what `getToken` threw.
fn app_failure(thrown: &str) -> AppFailure {
    let [message, status, retry_after] = json::fields(thrown, ["message", "status", "retryAfter"]).unwrap_or_default();
    AppFailure {
        message: text(message).unwrap_or_default(),
        status: status.and_then(Raw::number).map(|status| status as u16),
        retry_after: text(retry_after),
    }
}

fn text(raw: Option<Raw<'_>>) -> Option<String> {
    Some(raw?.text()?.into_owned())
}

fn page_event(number: u32) -> Option<PageEvent> {
    Some(match number {
        0 => PageEvent::Online,
        1 => PageEvent::Offline,
        2 => PageEvent::Visible,
        3 => PageEvent::Hidden,
        4 => PageEvent::Hide,
        5 => PageEvent::Show,
        6 => PageEvent::Freeze,
        7 => PageEvent::Thaw,
        _ => return None,
    })
}
