//! A model of the service: tokens, sockets, conversations. It knows nothing of the engine.

use crate::rng::Rng;
use genesys_toasts::engine::SocketId;
use std::collections::BTreeMap;

/// How the token endpoint answers just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenMode {
    Well,
    /// 429 with so many seconds in `Retry-After`.
    RateLimited(u64),
    Broken(u16),
    Hanging,
}

/// How the socket endpoint answers just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SocketMode {
    Well,
    Refusing,
    Hanging,
    AcceptAndDrop,
}

/// The server's side of a socket.
#[derive(Debug)]
pub struct Peer {
    pub token: String,
    /// Whether it works. If not, nothing that is sent arrives, and nobody notices (half-open).
    pub healthy: bool,
    /// When the client learns that it is open.
    pub opens_at: u64,
    /// Frames of one socket stay in order: the last one's arrival.
    pub last_arrival: u64,
}

/// The service.
pub struct Server {
    pub network_up: bool,
    pub token_mode: TokenMode,
    pub socket_mode: SocketMode,
    pub token_life_s: u64,
    pub peers: BTreeMap<SocketId, Peer>,
    /// Until when each token is good.
    pub tokens: BTreeMap<String, u64>,
    /// Before this time no token request may come: it was named in a `Retry-After`.
    pub not_before: u64,
    issued: u64,
    /// How many tokens had been issued when the session of the app began.
    before_session: u64,
}

impl Server {
    pub fn new(token_life_s: u64) -> Self {
        Self {
            network_up: true,
            token_mode: TokenMode::Well,
            socket_mode: SocketMode::Well,
            token_life_s,
            peers: BTreeMap::new(),
            tokens: BTreeMap::new(),
            not_before: 0,
            issued: 0,
            before_session: 0,
        }
    }

    pub fn issue(&mut self, now: u64) -> String {
        self.issued += 1;
        let token = format!("SECRET-TOKEN-{}", self.issued);
        self.tokens.insert(token.clone(), now + self.token_life_s * 1_000);
        token
    }

    /// The app starts its client after it had stopped it.
    pub fn begin_session(&mut self) {
        self.before_session = self.issued;
    }

    /// Whether a token was issued in the present session.
    pub fn is_of_session(&self, token: &str) -> bool {
        let number: u64 = token.trim_start_matches("SECRET-TOKEN-").parse().expect("a token of this server");
        number > self.before_session
    }

    pub fn accepts(&self, token: &str, now: u64) -> bool {
        self.tokens.get(token).is_some_and(|until| now < *until)
    }

    pub fn heal(&mut self) {
        self.network_up = true;
        self.token_mode = TokenMode::Well;
        self.socket_mode = SocketMode::Well;
    }

    /// Any of the sockets that the server has, if there is one.
    pub fn any_peer(&self, rng: &mut Rng) -> Option<SocketId> {
        let count = self.peers.len() as u64;
        (count > 0).then(|| *self.peers.keys().nth(rng.between(0, count - 1) as usize).expect("counted"))
    }
}
