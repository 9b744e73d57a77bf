//! What the desktop asks for, and what is sent to it.

use super::{Asked, Channel, Event, Service};
use genesys_toasts::engine::SocketId;
use genesys_toasts::engine::action_io::ToastKind;
use genesys_toasts::{Input, Output};
use serde_json::json;

impl Service {
    /// Performs what the desktop asked for.
    pub(super) fn perform(&mut self) {
        let now = self.now() + self.faults.slept;
        let outputs = self.desk.take();
        if self.trace {
            outputs.iter().for_each(|output| println!("         -> {output:?}"));
        }
        self.check_outputs(&outputs);
        self.check_snapshot();
        outputs.iter().for_each(|output| self.alerts.see(output));
        outputs.iter().for_each(|output| self.see_action(output));
        self.alerts.look(|| self.desk.snapshot());
        for output in outputs {
            match output {
                Output::OpenSocket { id, url, .. } => self.connect(id, url.expose()),
                Output::CloseSocket { id, .. } => self.detach(id),
                Output::SendText { id, .. } if self.up && self.sockets.contains_key(&id) => {
                    self.send(id, r#"{"topicName":"channel.metadata","eventBody":{"message":"pong"}}"#.into());
                }
                Output::Request(id, request) => {
                    self.watch_request();
                    let url = request.url.split('?').next().unwrap_or_default();
                    let path = url.split("/api/v2/").nth(1).unwrap_or_default().to_owned();
                    let kind = if path.ends_with("subscriptions") { "subscriptions".to_owned() } else { path.clone() };
                    self.requests.entry(format!("{} {kind}", request.method)).or_default().push(now);
                    let latency = self.latency();
                    let token = request.headers[0].1.expose().trim_start_matches("Bearer ").to_owned();
                    let body = request.body.as_ref().map_or_else(String::new, |body| body.expose().to_owned());
                    let asked = Asked { path, method: request.method, token, body };
                    let event = if self.up { Event::Arrive(id, asked) } else { Event::Answer(id, None) };
                    self.plan(latency, event);
                }
                Output::AskApp(id, reason) => {
                    self.watch_request();
                    self.requests.entry("getToken".to_owned()).or_default().push(now);
                    // An app may be slow: the agent may sign out meanwhile.
                    let latency = if self.faults.checks_tokens { self.between(20, 1_500) } else { 40 };
                    self.plan(latency, Event::Token(id, self.ask(reason)));
                }
                Output::LoadToken { key } => self.plan(5, Event::Stored(key)),
                Output::StoreToken { key, record } => self.store_token(key, record),
                Output::RemoveToken { key } => self.remove_token(&key),
                Output::TakeChannel { .. } => {
                    let record = self.faults.stored.take();
                    self.desk.input(Input::StoredChannel(record));
                }
                Output::StoreChannel { record, .. } => self.faults.stored = Some(record),
                Output::ToastShown(toast) if toast.kind == ToastKind::Ring => {
                    *self.shown.entry(toast.conversation_id.clone()).or_default() += 1
                }
                Output::Log(_, line) => {
                    self.watch_log(&line);
                    self.log.push(line);
                }
                _ => {}
            }
        }
        self.most_sockets = self.most_sockets.max(self.sockets.len());
        self.watch_blind();
        self.check_calls();
    }

    pub(super) fn connect(&mut self, id: SocketId, url: &str) {
        let name = url.rsplit('/').next().unwrap_or_default().to_owned();
        let latency = self.latency();
        self.sockets.insert(id, name.clone());
        if !self.accepts_handshake(id, latency) {
            return;
        }
        let Some(channel) = self.channels.get_mut(&name).filter(|channel| !channel.gone && self.up) else {
            return self.plan(latency, Event::Closed(id, 1006));
        };
        // One socket a channel: the one before is ended, and half of what is on its way to it is lost.
        if let Some(old) = channel.socket.replace(id) {
            let now = self.now();
            self.watch.replaced_at.push(now);
            self.lose_half(old);
            self.plan(latency / 2, Event::Closed(old, 1000));
        }
        self.arrivals.insert(id, self.now() + latency);
        self.plan(latency, Event::Opened(id));
    }

    pub(super) fn lose_half(&mut self, socket: SocketId) {
        let on_their_way: Vec<(u64, u64)> = self
            .queue
            .iter()
            .filter(|(_, event)| matches!(event, Event::Deliver(to, _) if *to == socket))
            .map(|(key, _)| *key)
            .collect();
        for key in on_their_way {
            if self.between(0, 1) == 0 {
                self.queue.remove(&key);
                self.lost_frames += 1;
            }
        }
    }

    /// To the socket of each channel that has topics: of this user's, or whichever they are.
    pub(super) fn broadcast(&mut self, text: &str, user: Option<&str>) {
        let is_subscribed = |channel: &Channel| match user {
            Some(user) => !channel.deaf && channel.topics.contains(user),
            None => !channel.topics.is_empty(),
        };
        let sockets: Vec<SocketId> = self
            .channels
            .values()
            .filter(|channel| !channel.gone && is_subscribed(channel))
            .filter_map(|channel| channel.socket)
            .collect();
        for socket in if self.up { sockets } else { Vec::new() } {
            self.send(socket, text.to_owned());
        }
    }

    pub(super) fn send_topic(&mut self, socket: SocketId, topic: &str) {
        if !self.without_warnings {
            self.send(socket, json!({ "topicName": topic, "version": "2", "eventBody": {} }).to_string());
        }
    }

    /// Frames of one socket stay in order, but where they overtake each other.
    pub(super) fn send(&mut self, socket: SocketId, text: String) {
        let latency = self.latency() * if self.faults.overtaking { 20 } else { 1 };
        let in_order = if self.faults.overtaking { 0 } else { self.arrivals.get(&socket).copied().unwrap_or(0) };
        let at = (self.now() + latency).max(in_order);
        self.arrivals.insert(socket, at);
        let after = at - self.now();
        self.plan(after, Event::Deliver(socket, text));
    }

    pub(super) fn detach(&mut self, id: SocketId) {
        if let Some(channel) = self.sockets.remove(&id).and_then(|channel| self.channels.get_mut(&channel)) {
            channel.socket.take_if(|socket| *socket == id);
        }
    }
}
