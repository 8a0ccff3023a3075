//! The one error type: what kind, where, and what to do about it.
//!
//! Errors live at the edges (options, opening, writing). A pass cannot fail.

use std::fmt;
use std::path::Path;

/// A result with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, in the classes that `errors.jsonl` and exit codes distinguish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A command line or configuration value that cannot be used.
    Config,
    /// A file or folder that cannot be opened, read, or written.
    Io,
    /// An input over one of the limits (`--max-bytes`, `--max-depth`, `--timeout`).
    Limit,
    /// A container (gzip, zstd, JSON) that is cut off or malformed.
    Malformed,
    /// Bytes that are no text.
    Binary,
    /// A defect of this program: a panic that was caught.
    Internal,
}

impl ErrorKind {
    /// All kinds.
    pub(crate) const ALL: [ErrorKind; 6] = {
        use ErrorKind::{Binary, Config, Internal, Io, Limit, Malformed};
        [Config, Io, Limit, Malformed, Binary, Internal]
    };

    /// The kind of a name in `errors.jsonl`.
    pub fn from_name(name: &str) -> Option<ErrorKind> {
        ErrorKind::ALL.into_iter().find(|k| k.as_str() == name)
    }

    /// The name in `errors.jsonl`.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Config => "config",
            ErrorKind::Io => "io",
            ErrorKind::Limit => "limit",
            ErrorKind::Malformed => "malformed",
            ErrorKind::Binary => "binary",
            ErrorKind::Internal => "internal",
        }
    }
}

/// An error, one word wide.
pub struct Error(Box<Repr>);

struct Repr {
    kind: ErrorKind,
    message: String,
    place: Option<String>,
}

impl Error {
    /// An error of `kind`; `message` says what happened and what to do.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error(Box::new(Repr { kind, message: message.into(), place: None }))
    }

    /// A mistake in the command line or configuration.
    pub fn config(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Config, message)
    }

    /// A failed system call on `path`.
    pub fn io(path: &Path, source: std::io::Error) -> Error {
        Error::new(ErrorKind::Io, source.to_string()).at(path.display().to_string())
    }

    /// Adds the file, key or option that the error is about.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Error {
        self.0.place = Some(place.into());
        self
    }

    /// The class of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What happened, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.place {
            Some(place) => write!(f, "{place}: {}", self.0.message),
            None => f.write_str(&self.0.message),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.0.kind.as_str())
    }
}

impl std::error::Error for Error {}
