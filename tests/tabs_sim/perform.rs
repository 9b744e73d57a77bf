//! Hands things to a client, and does what it wants.

use crate::browser::{Arrival, Browser, Event, PageId, Peer};
use crate::page::Difference;
use crate::server::Asked;
use genesys_toasts::engine::alerts::{AlertCommand, AlertEvent, AudioEvent, Permission};
use genesys_toasts::engine::tabs::io::TabsEvent;
use genesys_toasts::engine::{HttpRequest, RequestId, TokenReason};
use genesys_toasts::{Input, Output};

impl Browser {
    pub fn hand_in(&mut self, id: PageId, input: Input<'_>) {
        if let Some(at) = self.at(id) {
            let clocks = self.pages[at].clocks(self.now);
            self.pages[at].client.handle_input(clocks, input);
            self.drain(at);
        }
    }

    pub fn hand_in_tabs(&mut self, id: PageId, event: TabsEvent) {
        if let Some(at) = self.at(id) {
            let clocks = self.pages[at].clocks(self.now);
            self.pages[at].client.handle_tabs(clocks, event);
            self.drain(at);
        }
    }

    fn drain(&mut self, at: usize) {
        let page = &mut self.pages[at];
        let id = page.id;
        let mut outputs = Vec::new();
        page.armed = loop {
            match page.client.poll_output() {
                Output::Timeout(at) => break at,
                Output::SnapshotChanged => {
                    page.snapshot = page.client.snapshot();
                    // A leader without followers sends them nothing.
                    let detail = &page.snapshot.status_detail;
                    page.reported = Some((page.snapshot.status, detail.blind_since.is_none()));
                }
                Output::Log(..) if !self.trace => {}
                output => outputs.push(output),
            }
        };
        outputs.iter().for_each(|output| page.alerts.see(output));
        page.watch_connects(&outputs);
        if !page.leads() {
            (page.reported, page.has_token) = (None, false);
        }
        for output in outputs {
            if self.trace {
                println!("         {} -> {output:?}", id.0);
            }
            self.perform(id, output);
        }
        if let Some(at) = self.at(id) {
            self.watch_page(at);
        }
    }

    fn perform(&mut self, id: PageId, output: Output) {
        let Some(at) = self.at(id) else { return };
        match output {
            Output::Tabs(command) => self.perform_tabs(id, command),
            Output::OpenSocket { id: socket, url, .. } => self.connect(id, socket, url.expose()),
            Output::CloseSocket { id: socket, .. } => self.hang_up(id, socket),
            Output::SendText { id: socket, .. } => self.pong(id, socket),
            Output::Request(request, what) => self.request(id, request, &what),
            Output::AskApp(request, reason) => {
                let page = &self.pages[at];
                assert!(reason != TokenReason::Start || !page.has_token, "a second token for one leader");
                let token = self.issue_token();
                let after = self.between(20, 400);
                self.plan_for(id, after, Arrival::Token(request, token));
            }
            Output::TakeChannel { .. } => {
                let record = self.pages[at].storage.take();
                self.plan_for(id, 0, Arrival::Stored(record));
            }
            Output::StoreChannel { record, .. } => self.pages[at].storage = Some(record),
            Output::ToastShown(toast) => self.watch_shown(at, &toast),
            Output::ToastDismissed(toast, _) => self.watch_dismissed(at, &toast),
            Output::Alert(command) => self.perform_alert(id, command),
            Output::AskPhone(request, ..) => self.plan_for(id, 0, Arrival::Phone(request)),
            Output::ActionSettled(call, error) => self.watch_settled(at, call, error.as_ref()),
            _ => {}
        }
    }

    fn request(&mut self, id: PageId, request: RequestId, what: &HttpRequest) {
        let url = what.url.split('?').next().unwrap_or_default();
        let path = url.split("/api/v2/").nth(1).unwrap_or_default().to_owned();
        let token = what.headers[0].1.expose().trim_start_matches("Bearer ").to_owned();
        let body = what.body.as_ref().map_or_else(String::new, |body| body.expose().to_owned());
        let asked = Asked { path, method: what.method, token, body };
        let latency = self.latency();
        if self.server.up {
            let instance = self.pages[self.at(id).expect("it asks")].instance;
            self.plan(latency, Event::Arrive(Peer { page: id, instance }, request, asked));
        } else {
            self.plan_for(id, latency, Arrival::Answer(request, None));
        }
    }

    fn perform_alert(&mut self, id: PageId, command: AlertCommand) {
        let Some(at) = self.at(id) else { return };
        let storage = usize::from(self.difference == Difference::Partition && self.pages[at].group == 1);
        match command {
            AlertCommand::PrepareAudio | AlertCommand::ResumeAudio => {
                let event = if self.pages[at].gestured { AudioEvent::Running } else { AudioEvent::HeldBack };
                self.plan_for(id, 5, Arrival::Alert(AlertEvent::Audio(event)));
            }
            AlertCommand::ReadPermission | AlertCommand::AskPermission => {
                self.plan_for(id, 1, Arrival::Alert(AlertEvent::Permission(Permission::Granted)));
            }
            AlertCommand::Play(sound) => self.watch_play(at, &sound),
            AlertCommand::StopSound { .. } => self.watch_silence(at),
            AlertCommand::LoadMute { .. } => {
                if let Some(until) = self.muted[storage] {
                    self.plan_for(id, 1, Arrival::Alert(AlertEvent::StoredMute(until)));
                }
            }
            AlertCommand::StoreMute { until, .. } => self.muted[storage] = Some(until),
            AlertCommand::RemoveMute { .. } => self.muted[storage] = None,
            _ => {}
        }
    }
}
