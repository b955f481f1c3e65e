//! A fault in the program ends one command, not the sequencer.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// What the work comes to, or what it said when it panicked.
///
/// What the work borrows may be left half changed: whoever calls throws it away, as
/// [`store::Writer`] does with what it keeps of the database.
pub(super) async fn caught<T>(work: impl Future<Output = T>) -> Result<T, String> {
    let mut work = pin!(work);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(done)) => Poll::Ready(Ok(done)),
        Err(panic) => Poll::Ready(Err(message(&*panic))),
    })
    .await
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().map(str::to_owned);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[tokio::test]
    async fn a_panic_is_told() {
        assert_eq!(caught(async { 1 }).await, Ok(1));
        let late = async {
            tokio::task::yield_now().await;
            panic!("at {}", 7)
        };
        assert_eq!(caught::<u8>(late).await, Err("at 7".to_owned()));
        assert_eq!(caught::<u8>(async { panic!("plain") }).await, Err("plain".to_owned()));
    }
}
