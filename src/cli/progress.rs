//! The progress bar: only on a terminal.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use corpusclean::{Progress, Watch};
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

pub(crate) struct Bar {
    bar: Option<ProgressBar>,
    started: Instant,
    told: Instant,
    begun: bool,
}

/// Time between two drawings.
const TICK: Duration = Duration::from_millis(100);

impl Bar {
    pub(crate) fn new(wanted: bool) -> Bar {
        let bar = (wanted && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
            let template = "{bar:30} {percent:>3}%  {msg}  {decimal_bytes_per_sec}  {eta} left";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar
        });
        Bar { bar, started: Instant::now(), told: Instant::now(), begun: false }
    }
}

impl Watch for Bar {
    fn progress(&mut self, progress: &Progress<'_>) {
        let Some(bar) = &self.bar else { return };
        if self.told.elapsed() < TICK {
            return;
        }
        self.told = Instant::now();
        match progress.bytes_total {
            Some(total) => bar.set_length(total),
            None => bar.unset_length(),
        }
        let (read, failed) = (progress.report.read, progress.report.failed);
        let rate = (read - progress.resumed.min(read)) as f64 / self.started.elapsed().as_secs_f64().max(0.001);
        let failed = if failed > 0 { format!(", {} failed", HumanCount(failed)) } else { String::new() };
        bar.set_message(format!("{} docs{failed}  {} docs/s", HumanCount(read), HumanCount(rate as u64)));
        bar.set_position(progress.bytes_read);
        if !std::mem::replace(&mut self.begun, true) && progress.resumed > 0 {
            // What an earlier run has done is no speed of this one.
            bar.reset_eta();
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
