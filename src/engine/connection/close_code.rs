//! Maps close codes to causes (S3).

/// Why a socket closed, as far as the next step depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// 1000: the server ended the connection normally.
    NormalEnd,
    /// 1001, 1011–1014: the server is shutting down or overloaded.
    ServerSide,
    /// 4001: the token has expired or was revoked.
    TokenRefused,
    /// 1008, 4003: a policy or a missing permission forbids the connection.
    Forbidden,
    /// No close code: the socket did not answer a ping (N2).
    NoAnswer,
    /// The network, a proxy, a refused handshake (1006), or an unknown code.
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
