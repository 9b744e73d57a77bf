//! A server that is away for a while, and then takes its herd back only so fast.

/// What happens to the herd. Times count from the loss.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    /// For how long every try is refused, ms.
    pub(crate) outage_ms: u64,
    /// How many tries it then takes in each second; `None`: all of them.
    pub(crate) per_second: Option<u64>,
}

/// Says yes or no to a handshake.
#[derive(Debug)]
pub(crate) struct Server {
    fault: Fault,
    /// The second since its return that is being counted, and the tries taken in it.
    second: u64,
    taken: u64,
}

impl Server {
    pub(crate) fn new(fault: Fault) -> Self {
        Self { fault, second: 0, taken: 0 }
    }

    /// Whether it takes a try that comes so many ms after the loss. Asked in the order of time.
    pub(crate) fn accepts(&mut self, since_loss_ms: u64) -> bool {
        let Some(since_return_ms) = since_loss_ms.checked_sub(self.fault.outage_ms) else { return false };
        let Some(per_second) = self.fault.per_second else { return true };
        let second = since_return_ms / 1_000;
        if second != self.second {
            (self.second, self.taken) = (second, 0);
        }
        let room = self.taken < per_second;
        self.taken += u64::from(room);
        room
    }
}
