//! The command line: what was typed, and which command answers it.

mod args;
mod check;
mod clean;
mod diff;
mod explain;
mod generate;
mod paint;
mod progress;
mod report;
mod show;
mod summary;

use std::io::{ErrorKind as IoKind, Write};
use std::process::ExitCode;

use clap::Parser;
use corpusclean::{Error, ErrorKind};

use args::{Cli, Command};
use paint::Paint;

/// Something failed: an input, an option, or the run.
const FAILED: u8 = 2;

pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    corpusclean::catch_quietly();
    let paint = Paint::new(cli.color);
    let result = match cli.command {
        None => clean::run(&cli.clean, &paint),
        Some(Command::Clean(args)) => clean::run(&args, &paint),
        Some(Command::Check(args)) => check::run(&args, &paint),
        Some(Command::Passes(args)) => explain::passes(&args, &paint),
        Some(Command::Explain(args)) => explain::explain(&args, &paint),
        Some(Command::Show(args)) => show::run(&args, &paint),
        Some(Command::Report(args)) => report::run(&args),
        Some(Command::Diff(args)) => diff::run(&args, &paint),
        Some(Command::Completions(args)) => generate::completions(&args),
        Some(Command::Man(args)) => generate::man(&args),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(e) if is_broken_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            let _ = writeln!(std::io::stderr(), "{} {e}", paint.error("error:"));
            ExitCode::from(FAILED)
        }
    }
}

/// Whoever read our output has seen enough: no failure.
fn is_broken_pipe(e: &Error) -> bool {
    e.kind() == ErrorKind::Io && e.message() == std::io::Error::from(IoKind::BrokenPipe).to_string()
        || e.message().contains("Broken pipe")
}

/// Writes to standard output.
fn print(text: &str) -> corpusclean::Result<()> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|e| Error::io(std::path::Path::new("standard output"), e))
}
