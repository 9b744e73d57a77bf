//! What every machine of the engine needs: options, time, randomness, timers, and a place to put outputs.

use super::config::Config;
use super::diagnostics::Recorder;
use super::error::{ErrorCode, PublicError};
use super::failures::{Failures, Part, Reported, Urgency};
use super::input::{Page, RequestId, SocketId};
use super::output::{LogLevel, Output};
use super::time::{Clock, Now, Timestamp, WallTime};
use super::timers::TimerTable;
use fastrand::Rng;
use std::collections::VecDeque;

/// How often a bad frame is told at most (E3): once in so many ms.
const BAD_FRAME_GAP_MS: u64 = 60_000;

/// Shared by the machines: each borrows it in turn.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) rng: Rng,
    pub(crate) timers: TimerTable,
    pub(crate) outputs: VecDeque<Output>,
    pub(crate) recorder: Recorder,
    pub(crate) page: Page,
    /// Whether another tab that shares the connection is visible (L7).
    pub(crate) others_see: bool,
    pub(crate) failures: Failures,
    bad_frame_reported_at: Option<Timestamp>,
    last_socket: u32,
    last_request: u32,
}

impl Context {
    pub(crate) fn new(config: Config, seed: u64, now: Now) -> Self {
        Self {
            config,
            clock: Clock::new(now),
            rng: Rng::with_seed(seed),
            timers: TimerTable::default(),
            outputs: VecDeque::new(),
            recorder: Recorder::default(),
            page: Page { visible: true, online: true },
            others_see: false,
            failures: Failures::default(),
            bad_frame_reported_at: None,
            last_socket: 0,
            last_request: 0,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn wall(&self) -> WallTime {
        self.clock.wall()
    }

    /// What the wall clock shows at this time, in ms since 1970.
    pub(crate) fn to_wall(&self, at: Timestamp) -> i64 {
        self.clock.to_wall(at).0
    }

    pub(crate) fn next_socket(&mut self) -> SocketId {
        self.last_socket = self.last_socket.wrapping_add(1);
        SocketId(self.last_socket)
    }

    pub(crate) fn next_request(&mut self) -> RequestId {
        self.last_request = self.last_request.wrapping_add(1);
        RequestId(self.last_request)
    }

    pub(crate) fn emit(&mut self, output: Output) {
        self.outputs.push_back(output);
    }

    /// Notes an event: in the diagnostics (D1) and for the logger (D2).
    pub(crate) fn log(&mut self, level: LogLevel, line: impl Into<String>) {
        let line = line.into();
        self.recorder.record(self.wall(), line.clone());
        self.emit(Output::Log(level, line));
    }

    /// Notes a failure, and tells the app if it is time (F1). Returns whether the app has been told of it in this episode.
    pub(crate) fn fail(&mut self, part: Part, error: &PublicError, urgency: Urgency) -> bool {
        match self.failures.note(part, error, urgency) {
            Reported::Now => {
                self.error(error.clone());
                true
            }
            Reported::No => {
                self.log(LogLevel::Info, format!("{}: not reported yet", error.code.as_str()));
                false
            }
            Reported::Before => {
                self.log(LogLevel::Debug, format!("{} again", error.code.as_str()));
                true
            }
        }
    }

    /// Counts a frame that could not be read, and tells the app once a minute at most (E3).
    pub(crate) fn note_bad_frame(&mut self) {
        self.recorder.counters.bad += 1;
        if self.bad_frame_reported_at.is_some_and(|at| self.now() - at < BAD_FRAME_GAP_MS) {
            return;
        }
        self.bad_frame_reported_at = Some(self.now());
        let error = PublicError {
            code: ErrorCode::BadFrame,
            message:
                "A frame could not be read: no JSON, no conversation id, state or participants, binary, or over 1 MiB. \
                 The connection stays; further ones are only counted for a minute."
                    .to_owned(),
            retryable: true,
            status: None,
        };
        self.fail(Part::Frames, &error, Urgency::AtOnce);
    }

    /// Tells the app of an error.
    pub(crate) fn error(&mut self, error: PublicError) {
        let level = if error.retryable { LogLevel::Warn } else { LogLevel::Error };
        self.recorder.record(self.wall(), format!("error {}", error.code.as_str()));
        self.emit(Output::Log(level, format!("{}: {}", error.code.as_str(), error.message)));
        self.emit(Output::Error(error));
    }
}
