//! What is generated from the definition of the command line: completions and the manual page.

use std::path::Path;

use clap::CommandFactory;
use corpusclean::{Error, Result};

use super::args::{Cli, CompletionsArgs};

pub(crate) fn completions(args: &CompletionsArgs) -> Result<u8> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "corpusclean", &mut out);
    super::print(&String::from_utf8_lossy(&out)).map(|()| 0)
}

pub(crate) fn man() -> Result<u8> {
    let mut out = Vec::new();
    let rendered = clap_mangen::Man::new(Cli::command()).render(&mut out);
    rendered.map_err(|e| Error::io(Path::new("corpusclean.1"), e))?;
    super::print(&String::from_utf8_lossy(&out)).map(|()| 0)
}

/// Whether a path is the name of a command.
pub(crate) fn is_command(path: &Path) -> bool {
    Cli::command().get_subcommands().any(|c| path == Path::new(c.get_name()))
}
