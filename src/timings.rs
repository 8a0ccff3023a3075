//! The slowest documents of a run, for `--timings`: the one thing of a run that is not the same every time.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// The file in the output folder.
pub(crate) const TIMINGS: &str = "timings.json";

/// Documents that are remembered.
const MOST: usize = 20;

/// The content of `timings.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Timings {
    /// Time of all documents together, on however many workers.
    pub(crate) microseconds: u64,
    /// The slowest first.
    pub(crate) slowest: Vec<Slow>,
}

/// The time of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slow {
    pub(crate) microseconds: u64,
    /// Bytes before decoding.
    pub(crate) bytes: u64,
    pub(crate) source: String,
}

impl Timings {
    pub(crate) fn add(&mut self, source: &str, bytes: u64, microseconds: u64) {
        self.microseconds += microseconds;
        let place = self.slowest.partition_point(|s| s.microseconds >= microseconds);
        if place < MOST {
            self.slowest.insert(place, Slow { microseconds, bytes, source: source.to_owned() });
            self.slowest.truncate(MOST);
        }
    }

    /// The content of the file.
    pub(crate) fn text(&self) -> Result<String> {
        let text = serde_json::to_string_pretty(self).map_err(|e| Error::new(ErrorKind::Internal, e.to_string()))?;
        Ok(format!("{text}\n"))
    }
}
