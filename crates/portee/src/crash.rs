//! What a defect of ours may leave behind while visitors are served: where it is in the program, never what they asked.

use std::any::Any;
use std::panic::{self, Location};

/// Where Linux is told which parts of a process's memory a core dump may hold.
const CORE_DUMP: &str = "/proc/self/coredump_filter";

/// From now on a panic is one line of the log that holds no value, and a core dump holds no memory.
pub(crate) fn say_only_where() {
    // Elsewhere than on Linux there is no such file: what is dumped is then the system's to say.
    if let Err(error) = std::fs::write(CORE_DUMP, "0") {
        tracing::debug!(%error, "a core dump, if the system makes one, holds memory");
    }
    panic::set_hook(Box::new(|info| {
        tracing::error!("{}", line(info.payload(), info.location()));
    }));
}

/// A message that is written in the program is told. One that was put together holds values, and those may be a visitor's.
fn line(payload: &(dyn Any + Send), location: Option<&Location<'_>>) -> String {
    let message = payload.downcast_ref::<&'static str>().copied();
    let place = location.map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
    format!(
        "a defect of the program{place}: {}",
        message.unwrap_or("its message holds values, which are not logged")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_the_program_is_told_with_its_place_and_one_that_holds_values_is_not() {
        let here = Location::caller();
        let told = line(&"an index is out of bounds", Some(here));
        assert!(told.contains("an index is out of bounds") && told.contains(&format!("crash.rs:{}", here.line())));
        let kept = line(&"no number: 44.7513579".to_owned(), Some(here));
        assert!(kept.contains("crash.rs") && !kept.contains("44.75"), "{kept}");
        assert!(!line(&44.751_357_9_f64, None).contains("44.75"));
    }
}
