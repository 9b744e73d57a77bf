//! Requests. Equal ones that are under way at the same time, from whichever client of the page, share one flight (T7).

use super::js::{self, Settled};
use super::resource::{Held, Resources};
use crate::engine::{HttpRequest, HttpResponse, RequestFailure};
use core::cell::{Cell, RefCell};
use js_sys::{Object, Reflect};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, RequestInit, Response};

/// What comes of a request.
pub(super) type Answer = Result<HttpResponse, RequestFailure>;

thread_local! {
    /// What is under way: bounded by the clients on the page, each of which has few requests at a time.
    static FLIGHTS: RefCell<Vec<Rc<Flight>>> = const { RefCell::new(Vec::new()) };
}

/// One place on a flight. The last one to leave before the answer aborts the flight.
pub(super) struct Ticket {
    flight: Rc<Flight>,
    waiter: u32,
    _held: Option<Held>,
}

struct Flight {
    request: HttpRequest,
    controller: Option<AbortController>,
    sent: Cell<bool>,
    boarded: Cell<u32>,
    waiters: RefCell<VecDeque<Waiter>>,
    steps: RefCell<Vec<Settled>>,
}

struct Waiter {
    id: u32,
    report: Box<dyn Fn(Answer)>,
}

impl Ticket {
    /// Takes a place on the flight of an equal request, or on a new one. `report` is called once, after [`Ticket::send`].
    pub(super) fn take(request: HttpRequest, resources: &Resources, report: impl Fn(Answer) + 'static) -> Self {
        let flight = FLIGHTS.with_borrow_mut(|flights| {
            flights.iter().find(|flight| flight.request == request).cloned().unwrap_or_else(|| {
                let flight = Rc::new(Flight::new(request));
                flights.push(flight.clone());
                flight
            })
        });
        let waiter = flight.boarded.get();
        flight.boarded.set(waiter.wrapping_add(1));
        flight.waiters.borrow_mut().push_back(Waiter { id: waiter, report: Box::new(report) });
        let held = flight.controller.as_ref().map(|controller| resources.hold_abort(controller));
        Self { flight, waiter, _held: held }
    }

    /// Sends the request, unless another place of the flight did.
    pub(super) fn send(&self) {
        if !self.flight.sent.replace(true) {
            self.flight.send();
        }
    }

    /// Gives the place up; harmless once it has its answer.
    pub(super) fn leave(&self) {
        let mut waiters = self.flight.waiters.borrow_mut();
        let waited = waiters.len();
        waiters.retain(|waiter| waiter.id != self.waiter);
        let last_left = waited == 1 && waiters.is_empty();
        drop(waiters);
        if last_left && self.flight.land() {
            self.flight.abort();
        }
    }
}

impl Flight {
    fn new(request: HttpRequest) -> Self {
        Self {
            request,
            controller: AbortController::new().ok(),
            sent: Cell::default(),
            boarded: Cell::default(),
            waiters: RefCell::default(),
            steps: RefCell::default(),
        }
    }

    fn send(self: &Rc<Self>) {
        match js::fetch(&self.request.url, &self.init()) {
            Ok(response) => self.then(&response, Self::read),
            Err(thrown) => self.fail(&thrown),
        }
    }

    fn init(&self) -> RequestInit {
        let init = RequestInit::new();
        init.set_method(self.request.method);
        let headers = Object::new();
        for (name, value) in &self.request.headers {
            // Setting a property of a new object cannot fail.
            let _ = Reflect::set(&headers, &(*name).into(), &value.expose().into());
        }
        init.set_headers(&headers);
        if let Some(body) = &self.request.body {
            init.set_body(&body.expose().into());
        }
        init.set_signal(self.controller.as_ref().map(AbortController::signal).as_ref());
        init
    }

    fn read(self: &Rc<Self>, response: JsValue) {
        let response = response.unchecked_into::<Response>();
        let header = |name| response.headers().get(name).ok().flatten();
        let answer = HttpResponse {
            status: response.status(),
            retry_after: header("retry-after"),
            date: header("date"),
            body: String::new(),
        };
        match response.text() {
            Ok(text) => self.then(&text, move |flight, body| {
                flight.finish(&Ok(HttpResponse { body: body.as_string().unwrap_or_default(), ..answer.clone() }));
            }),
            Err(thrown) => self.fail(&thrown),
        }
    }

    fn then(self: &Rc<Self>, promise: &JsValue, done: impl Fn(&Rc<Self>, JsValue) + 'static) {
        let (on_done, on_failed) = (Rc::downgrade(self), Rc::downgrade(self));
        let step = Settled::watch(
            promise,
            move |value| with(&on_done, |flight| done(flight, value)),
            move |thrown| with(&on_failed, |flight| flight.fail(&thrown)),
        );
        self.steps.borrow_mut().push(step);
    }

    fn fail(&self, thrown: &JsValue) {
        self.finish(&Err(RequestFailure { message: js::message_of(thrown) }));
    }

    fn finish(&self, answer: &Answer) {
        self.land();
        // One at a time: what one client does with its answer may make another leave.
        loop {
            let Some(waiter) = self.waiters.borrow_mut().pop_front() else { return };
            (waiter.report)(answer.clone());
        }
    }

    /// Takes the flight off the list: an equal request from now on is a new one. Returns whether it was on it.
    fn land(&self) -> bool {
        FLIGHTS.with_borrow_mut(|flights| {
            let index = flights.iter().position(|flight| core::ptr::eq(Rc::as_ptr(flight), self));
            index.map(|index| flights.swap_remove(index)).is_some()
        })
    }

    fn abort(&self) {
        if let Some(controller) = self.controller.as_ref() {
            controller.abort();
        }
    }
}

fn with(flight: &Weak<Flight>, act: impl FnOnce(&Rc<Flight>)) {
    if let Some(flight) = flight.upgrade() {
        act(&flight);
    }
}
