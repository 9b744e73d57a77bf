//! What a close code means (S3).

/// Why a socket was closed, as far as it decides what comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// 1000: a normal end.
    NormalEnd,
    /// 1001, 1011–1014: the server goes away or is overloaded.
    ServerSide,
    /// 4001: the token is expired or revoked.
    TokenRefused,
    /// 1008, 4003: policy, forbidden.
    Forbidden,
    /// No code: the socket did not answer a ping (N2).
    NoAnswer,
    /// The network, a proxy, a refused handshake (1006), or a code that is not known.
    Unknown,
}

impl Cause {
    pub(super) fn of(code: u16) -> Self {
        match code {
            1000 => Self::NormalEnd,
            1001 | 1011..=1014 => Self::ServerSide,
            4001 => Self::TokenRefused,
            1008 | 4003 => Self::Forbidden,
            _ => Self::Unknown,
        }
    }
}
