//! Work that must not take forever: on a thread of its own, or watched by one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Bytes of stack for the work. The libraries recurse once or twice for each level of markup,
/// which is capped; in a build without optimisation, a level takes kilobytes.
const STACK_BYTES: usize = 16 * 1_024 * 1_024;

/// Whether those who asked for the work still wait for it.
#[derive(Clone, Debug, Default)]
pub(super) struct GivenUp(Arc<AtomicBool>);

impl GivenUp {
    /// Tells whether nobody waits any more, so that the work had better end.
    pub(super) fn is_true(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn tell(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A limit for work that stays on the thread it is on: while this lives, a thread beside it counts
/// the time.
#[derive(Debug)]
pub(super) struct Watch {
    pub(super) given_up: GivenUp,
    /// Ends the thread when it is dropped.
    _running: mpsc::SyncSender<()>,
}

impl Watch {
    /// Gives up the work that starts now when it takes longer than `limit`.
    pub(super) fn start(limit: Duration) -> Watch {
        let (running, ended) = mpsc::sync_channel(0);
        let given_up = GivenUp::default();
        let told = given_up.clone();
        let watch = move || {
            if ended.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                told.tell();
            }
        };
        // Where the system has no thread left, the work goes on without a limit.
        let _ = thread::Builder::new().name("watch".to_owned()).spawn(watch);
        Watch { given_up, _running: running }
    }
}

/// Gives what `work` gives; none when it takes longer than `limit`, or panics.
///
/// A thread cannot be stopped from outside: work that runs on after its limit is told so by
/// [`GivenUp`] and nobody looks at its result.
pub(super) fn within<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce(&GivenUp) -> T + Send + 'static,
) -> Option<T> {
    let given_up = GivenUp::default();
    let (sender, receiver) = mpsc::sync_channel(1);
    let told = given_up.clone();
    let worker = move || drop(sender.send(work(&told)));
    let builder = thread::Builder::new().name("parse".to_owned()).stack_size(STACK_BYTES);
    builder.spawn(worker).ok()?;
    let result = receiver.recv_timeout(limit).ok();
    given_up.tell();
    result
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Watch, within};

    #[test]
    fn watched_work_is_told_when_its_time_is_over() {
        let watch = Watch::start(Duration::ZERO);
        while !watch.given_up.is_true() {
            std::thread::yield_now();
        }
        assert!(!Watch::start(Duration::MAX).given_up.is_true());
    }

    #[test]
    fn work_in_time_gives_its_result() {
        assert_eq!(within(Duration::MAX, |_| 7), Some(7));
    }

    #[test]
    fn work_past_its_limit_is_told_and_gives_nothing() {
        let result = within(Duration::ZERO, |given_up| {
            while !given_up.is_true() {
                std::thread::yield_now();
            }
        });
        assert_eq!(result, None);
    }

    #[test]
    fn work_that_panics_gives_nothing() {
        assert_eq!(within(Duration::MAX, |_| assert_eq!(1, 2, "on purpose")), None);
    }
}
