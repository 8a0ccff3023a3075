//! Counters of a run. Deterministic: no times and no speeds, so that a resumed run reports what an unbroken one does.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::ErrorKind;
use crate::gate::Signature;
use crate::pass::PassId;

/// What became of all documents. The content of `report.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Documents and records that were met.
    pub read: u64,
    /// Documents in `clean-*`.
    pub kept: u64,
    /// Documents in `discards-*`.
    pub dropped: u64,
    /// Inputs in `errors.jsonl`.
    pub failed: u64,
    /// Bytes of all documents before decoding.
    pub bytes_in: u64,
    /// Characters of body text of the kept documents.
    pub chars_out: u64,
    /// Dropped documents by code and measure: `F102 chars`.
    pub dropped_by: BTreeMap<String, u64>,
    /// Failed inputs by kind.
    pub failed_by: BTreeMap<String, u64>,
    /// Edits by code, over kept and dropped documents.
    pub edits: BTreeMap<String, Edits>,
    /// Kept documents by language.
    pub languages: BTreeMap<String, u64>,
    /// Kept and dropped documents by encoding.
    pub encodings: BTreeMap<String, u64>,
    /// Kept and dropped documents by format.
    pub formats: BTreeMap<String, u64>,
    /// Kept documents by length of the body in characters, by powers of two: the key is the smallest length.
    pub lengths: BTreeMap<u64, u64>,
    /// Version of the program.
    pub version: String,
    /// What the run was asked for: everything that the output depends on besides the inputs.
    pub settings: BTreeMap<String, String>,
}

/// What one pass did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edits {
    /// The pass.
    pub name: String,
    /// Documents that it changed.
    pub documents: u64,
    /// Edits that it made.
    pub edits: u64,
}

/// The end of one document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fate {
    Kept,
    Dropped(PassId, &'static str),
    Failed(ErrorKind),
    /// A blank line, answered by one and not counted.
    Blank,
}

/// What the report wants to know of one document.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    pub(crate) fate: Fate,
    pub(crate) bytes: u64,
    pub(crate) chars: u64,
    pub(crate) edits: Vec<(PassId, usize)>,
    pub(crate) language: Option<String>,
    pub(crate) encoding: &'static str,
    pub(crate) format: &'static str,
    /// For the gate, which has the last word on a document that is kept.
    pub(crate) signature: Option<Signature>,
}

impl Tally {
    /// A document of which nothing is known but its end.
    pub(crate) fn bare(fate: Fate, bytes: u64) -> Tally {
        Tally { fate, bytes, chars: 0, edits: Vec::new(), language: None, encoding: "", format: "", signature: None }
    }
}

impl Report {
    pub(crate) fn add(&mut self, tally: &Tally) {
        if tally.fate == Fate::Blank {
            return;
        }
        self.read += 1;
        self.bytes_in += tally.bytes;
        match &tally.fate {
            Fate::Kept => {
                self.kept += 1;
                self.chars_out += tally.chars;
                count(&mut self.languages, tally.language.as_deref().unwrap_or("und"));
                let least = if tally.chars == 0 { 0 } else { 1 << tally.chars.ilog2() };
                *self.lengths.entry(least).or_default() += 1;
            }
            Fate::Dropped(pass, what) => {
                self.dropped += 1;
                count(&mut self.dropped_by, &format!("{} {what}", pass.spec().code));
            }
            Fate::Failed(kind) => {
                self.failed += 1;
                count(&mut self.failed_by, kind.as_str());
                return;
            }
            Fate::Blank => return,
        }
        count(&mut self.encodings, tally.encoding);
        count(&mut self.formats, tally.format);
        for (pass, n) in &tally.edits {
            let row = self.edits.entry(pass.spec().code.to_owned()).or_default();
            if row.name.is_empty() {
                pass.spec().name.clone_into(&mut row.name);
            }
            row.documents += 1;
            row.edits += *n as u64;
        }
    }

    /// Whether every document that was met has exactly one end.
    pub fn is_whole(&self) -> bool {
        self.read == self.kept + self.dropped + self.failed
    }
}

fn count(map: &mut BTreeMap<String, u64>, key: &str) {
    match map.get_mut(key) {
        Some(n) => *n += 1,
        None => {
            map.insert(key.to_owned(), 1);
        }
    }
}
