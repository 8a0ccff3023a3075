//! Colours, where they are wanted.

use std::io::IsTerminal;

use super::args::When;

/// Wraps words in colour, or does not.
pub(crate) struct Paint {
    out: bool,
    err: bool,
}

impl Paint {
    pub(crate) fn new(when: When) -> Paint {
        // https://no-color.org: any value that is not empty.
        let no = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
            || std::env::var_os("TERM").is_some_and(|v| v == "dumb");
        match when {
            When::Always => Paint { out: true, err: true },
            When::Never => Paint { out: false, err: false },
            When::Auto => {
                Paint { out: !no && std::io::stdout().is_terminal(), err: !no && std::io::stderr().is_terminal() }
            }
        }
    }

    /// Whether standard output is coloured.
    pub(crate) fn is_colored(&self) -> bool {
        self.out
    }

    fn wrap(on: bool, code: &str, text: &str) -> String {
        if on { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// A message of failure, on standard error.
    pub(crate) fn error(&self, text: &str) -> String {
        Paint::wrap(self.err, "1;31", text)
    }

    /// A number that stands out, on standard error.
    pub(crate) fn figure(&self, text: &str) -> String {
        Paint::wrap(self.err, "1", text)
    }

    /// A title.
    pub(crate) fn title(&self, text: &str) -> String {
        Paint::wrap(self.out, "1", text)
    }

    /// A code or a kind.
    pub(crate) fn label(&self, text: &str) -> String {
        Paint::wrap(self.out, "36", text)
    }

    /// What is of less weight.
    pub(crate) fn faint(&self, text: &str) -> String {
        Paint::wrap(self.out, "2", text)
    }

    /// What was taken out.
    pub(crate) fn removed(&self, text: &str) -> String {
        Paint::wrap(self.out, "31", text)
    }

    /// What was put in.
    pub(crate) fn added(&self, text: &str) -> String {
        Paint::wrap(self.out, "32", text)
    }
}
