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
        Error::os(&source).at(path.display().to_string())
    }

    /// A failed system call on something that the place of the error or the row of a file will name.
    pub(crate) fn os(source: &std::io::Error) -> Error {
        let message = match source.kind() {
            std::io::ErrorKind::NotFound => "no file or folder has this name".to_owned(),
            std::io::ErrorKind::PermissionDenied => {
                "permission denied: whoever runs this must be allowed to use it".to_owned()
            }
            _ => source.to_string(),
        };
        Error::new(ErrorKind::Io, message)
    }

    /// Adds the file, key or option that the error is about.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Error {
        self.0.place = Some(place.into());
        self
    }

    /// Puts the file or table in front that the place of the error is in.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Error {
        self.0.place = Some(match self.0.place.take() {
            Some(place) if place == outer => place,
            Some(place) => format!("{outer}: {place}"),
            None => outer.to_owned(),
        });
        self
    }

    /// A value of a settings file that is of the wrong form, with the key it stands at.
    pub(crate) fn toml(e: &toml::de::Error) -> Error {
        let error = Error::config(e.message().to_owned());
        // The key is told in the long form alone.
        let long = e.to_string();
        let key = long.lines().find_map(|l| l.trim().strip_prefix("in `")?.strip_suffix('`'));
        match key {
            Some(key) => error.at(key),
            None => error,
        }
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
