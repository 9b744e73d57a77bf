//! How long `stop()` takes with many toasts: `cargo bench --bench stop`.

#![allow(clippy::wildcard_enum_match_arm, reason = "a bench may fail")]

use genesys_toasts::engine::{AppToken, Page, SocketEvent, SocketId, WallTime};
use genesys_toasts::{Config, Engine, Input, Now, Output};
use std::time::{Duration, Instant};

const NOW: Now = Now { wall: WallTime(1_800_000_000_000), mono_ms: 1_000 };

/// How often each number of toasts is measured.
const ROUNDS: usize = 101;

fn main() {
    println!("toasts   stop(), median   a toast");
    for toasts in [100, 1_000] {
        let median = median_of_stops(toasts);
        let each = median / u32::try_from(toasts).unwrap_or(1);
        println!("{toasts:>6}   {median:>14.1?}   {each:>7.0?}");
    }
}

fn median_of_stops(toasts: usize) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| time_of_stop(toasts)).collect();
    times.sort();
    times[ROUNDS / 2]
}

#[expect(clippy::disallowed_methods, reason = "it measures real time")]
fn time_of_stop(toasts: usize) -> Duration {
    let mut engine = with_toasts(toasts);
    let begin = Instant::now();
    let outputs = feed(&mut engine, Input::Stop);
    let time = begin.elapsed();
    let dismissed = outputs.iter().filter(|output| matches!(output, Output::ToastDismissed(..))).count();
    assert_eq!(dismissed, toasts);
    time
}

/// A connected engine that shows so many toasts.
fn with_toasts(toasts: usize) -> Engine {
    let config = Config { app_tokens: true, max_toasts: toasts, ..Config::default() };
    let mut engine = Engine::new(config, 1, NOW);
    let page = Page { visible: true, online: true };
    let mut outputs = feed(&mut engine, Input::Start { page, resume: None, blind_since: None });
    let mut socket = SocketId(0);
    while let Some(output) = outputs.pop() {
        match output {
            Output::AskApp(id, _) => {
                let token = AppToken { access_token: "token".to_owned(), ..AppToken::default() };
                outputs.extend(feed(&mut engine, Input::AppToken(id, Ok(token))));
            }
            Output::OpenSocket { id, .. } => {
                socket = id;
                outputs.extend(feed(&mut engine, Input::Socket(id, SocketEvent::Opened)));
            }
            _ => {}
        }
    }
    for number in 0..toasts {
        let frame = format!(
            r#"{{"eventType":"routing.conversation.event","conversation":{{"id":"conversation-{number}","state":"ringing"}},"participants":[]}}"#
        );
        feed(&mut engine, Input::Socket(socket, SocketEvent::Text(&frame)));
    }
    engine
}

/// Hands one thing in, and drains.
fn feed(engine: &mut Engine, input: Input<'_>) -> Vec<Output> {
    engine.handle_input(NOW, input);
    let mut outputs = Vec::new();
    loop {
        match engine.poll_output() {
            Output::Timeout(_) => return outputs,
            output => outputs.push(output),
        }
    }
}
