//! What is generated from the definition of the command line: completions and the manual page.

use std::path::Path;

use clap::CommandFactory;
use corpusclean::{Error, Result};

use super::args::{Cli, CompletionsArgs, ManArgs};

pub(crate) fn completions(args: &CompletionsArgs) -> Result<u8> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "corpusclean", &mut out);
    super::print(&String::from_utf8_lossy(&out)).map(|()| 0)
}

pub(crate) fn man(args: &ManArgs) -> Result<u8> {
    // Without a page for `help`, which has nothing of its own to say.
    let mut all = Cli::command().disable_help_subcommand(true);
    all.build();
    if let Some(folder) = &args.into {
        std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        return clap_mangen::generate_to(all, folder).map_err(|e| Error::io(folder, e)).map(|()| 0);
    }
    let page = match &args.command {
        None => all,
        Some(name) => match all.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                let names: Vec<&str> = all.get_subcommands().map(clap::Command::get_name).collect();
                let message = format!("is no command; valid: {}", names.join(", "));
                return Err(Error::config(message).at(name.clone()));
            }
        },
    };
    let mut out = Vec::new();
    let rendered = clap_mangen::Man::new(page).render(&mut out);
    rendered.map_err(|e| Error::io(Path::new("standard output"), e))?;
    super::print(&String::from_utf8_lossy(&out)).map(|()| 0)
}

/// The command that a word is most likely a slip of.
pub(crate) fn nearest_command(word: &Path) -> Option<String> {
    let word = word.to_str()?;
    let command = Cli::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    corpusclean::nearest(word, names).map(str::to_owned)
}

/// Whether a path is the name of a command.
pub(crate) fn is_command(path: &Path) -> bool {
    Cli::command().get_subcommands().any(|c| path == Path::new(c.get_name()))
}
