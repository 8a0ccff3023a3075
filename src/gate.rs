//! The only place that looks at two documents: which texts were met before, asked in the order of the input.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::pass::PassId;

/// What a document is compared by, and what it is called when it turns out to be the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signature {
    pub(crate) pass: PassId,
    pub(crate) hash: u128,
    pub(crate) name: String,
}

impl Signature {
    /// For the file that a run resumes from.
    pub(crate) fn line(&self) -> Vec<u8> {
        format!("{}\n", serde_json::json!([format!("{:032x}", self.hash), self.name])).into_bytes()
    }
}

/// The signatures of all documents that were let through, each with the name of its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gate(HashMap<u128, Box<str>>);

impl Gate {
    /// Lets the first document of a signature through and remembers it; for any other, the name of the first.
    pub(crate) fn admit(&mut self, signature: &Signature) -> Option<&str> {
        match self.0.entry(signature.hash) {
            Entry::Occupied(first) => Some(first.into_mut()),
            Entry::Vacant(place) => {
                place.insert(signature.name.as_str().into());
                None
            }
        }
    }

    /// As it was when the lines of a file were written; nothing for a file that is not there.
    pub(crate) fn read(path: &Path) -> Result<Gate> {
        let file = match File::open(path) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Gate::default()),
            other => other.map_err(|e| Error::io(path, e))?,
        };
        let damaged = || {
            let message = "is damaged; the run cannot be continued, start it again with --overwrite";
            Error::new(ErrorKind::Malformed, message).at(path.display().to_string())
        };
        let mut gate = Gate::default();
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|e| Error::io(path, e))?;
            let (hash, name): (String, Box<str>) = serde_json::from_str(&line).map_err(|_| damaged())?;
            gate.0.insert(u128::from_str_radix(&hash, 16).map_err(|_| damaged())?, name);
        }
        Ok(gate)
    }
}
