//! What the operator reads: lines on standard output, progress on standard error.

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use std::{collections::BTreeMap, io::Write, sync::Mutex, time::Instant};

/// Prints one line on standard output. A closed pipe is nobody's error: the reader had enough.
pub(crate) fn say(line: impl AsRef<str>) {
    let _ = writeln!(std::io::stdout().lock(), "{}", line.as_ref());
}

/// Prints why the command stops, on standard error.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "portee : {message}");
}

/// A count with thin spaces between thousands, as French writes it: `12 345`.
pub(crate) fn count(n: usize) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    groups.join("\u{202f}")
}

/// The progress of long steps, several at once if need be: a bar on a terminal, one line when each step ends elsewhere
/// (a CI log, a file).
#[derive(Default)]
pub(crate) struct Progress {
    bars: MultiProgress,
    steps: Mutex<BTreeMap<String, Step>>,
}

struct Step {
    bar: ProgressBar,
    since: Instant,
}

impl Progress {
    /// Reports that `done` of `total` (bytes, rows, polygons…) of the step called `name` are done; the step ends when
    /// all are. A total of 0 means that it is not known: such a step ends with [`Progress::end`].
    pub(crate) fn report(&self, name: &str, done: u64, total: u64) {
        let Ok(mut steps) = self.steps.lock() else { return };
        let step = steps
            .entry(name.to_owned())
            .or_insert_with(|| Step::begin(&self.bars, name));
        step.bar.set_length(total);
        step.bar.set_position(done);
        if total > 0
            && done >= total
            && let Some(step) = steps.remove(name)
        {
            self.finish(name, &step);
        }
    }

    /// Ends the steps under way.
    pub(crate) fn end(&self) {
        let Ok(mut steps) = self.steps.lock() else { return };
        for (name, step) in std::mem::take(&mut *steps) {
            self.finish(&name, &step);
        }
    }

    fn finish(&self, name: &str, step: &Step) {
        step.bar.finish_and_clear();
        let took = format!("{:.1} s", step.since.elapsed().as_secs_f64()).replace('.', ",");
        self.bars.suspend(|| {
            let _ = writeln!(std::io::stderr().lock(), "✓ {name} ({took})");
        });
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

impl Step {
    fn begin(bars: &MultiProgress, name: &str) -> Self {
        let bar = bars.add(ProgressBar::new(0));
        if let Ok(style) = ProgressStyle::with_template("  {msg:<48} {bar:28} {percent:>3} %") {
            bar.set_style(style);
        }
        bar.set_message(name.to_owned());
        Self {
            bar,
            since: Instant::now(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn thousands_are_kept_apart() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(12_345), "12\u{202f}345");
        assert_eq!(count(1_234_567), "1\u{202f}234\u{202f}567");
    }
}
