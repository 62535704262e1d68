//! Work that must not take forever: on a thread of its own, with a limit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
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
    given_up.0.store(true, Ordering::Relaxed);
    result
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::within;

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
