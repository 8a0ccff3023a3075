//! Counters of a run. Deterministic: no times and no speeds, so that a resumed run reports what an unbroken one does.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::account::Op;
use crate::document::Document;
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
    /// Files of folders whose names no format claims, by ending (`.pdf`): they are not read.
    #[serde(default)]
    pub passed_over: BTreeMap<String, u64>,
    /// Bytes of all documents before decoding.
    pub bytes_in: u64,
    /// Characters of all blocks as they were parsed, over kept and dropped documents.
    pub chars_parsed: u64,
    /// Characters of the blocks of dropped documents, as the filter saw them.
    pub chars_dropped: u64,
    /// Characters of body text of the kept documents.
    pub chars_out: u64,
    /// Dropped documents by code and measure: `F102 chars`.
    pub dropped_by: BTreeMap<String, u64>,
    /// Failed inputs by kind.
    pub failed_by: BTreeMap<String, u64>,
    /// Edits by code, over kept and dropped documents.
    pub edits: BTreeMap<String, Edits>,
    /// Places of damage that were found and left, by code, over kept and dropped documents.
    pub unrepaired: BTreeMap<String, u64>,
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
    /// Characters of text that it took out, replaced ones among them.
    pub removed: u64,
    /// Characters of text that it put in.
    pub inserted: u64,
}

/// What one pass did to one document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flow {
    pub(crate) pass: PassId,
    pub(crate) edits: u64,
    pub(crate) removed: u64,
    pub(crate) inserted: u64,
}

/// What each pass did to `doc`, in the order of the table. Metadata is no text: its edits move no characters.
pub(crate) fn flows(doc: &Document) -> Vec<Flow> {
    let account = doc.account();
    let mut flows: Vec<Flow> = Vec::new();
    // Edits of a pass stand together.
    for run in account.edits().chunk_by(|a, b| a.pass == b.pass) {
        let Some(pass) = run.first().map(|edit| edit.pass) else { continue };
        let (mut removed, mut inserted) = (0, 0);
        for edit in run {
            match edit.op {
                Op::Replace { removed: old, inserted: new, .. } => {
                    removed += account.length(old);
                    inserted += account.length(new);
                }
                Op::Cut { block } => removed += doc.block(block).map_or(0, |b| length(b.text())),
                Op::Restore { block, .. } => inserted += doc.block(block).map_or(0, |b| length(b.text())),
                _ => {}
            }
        }
        let edits = run.len() as u64;
        match flows.iter_mut().find(|f| f.pass == pass) {
            Some(flow) => {
                flow.edits += edits;
                flow.removed += removed;
                flow.inserted += inserted;
            }
            None => flows.push(Flow { pass, edits, removed, inserted }),
        }
    }
    flows.sort_by_key(|f| f.pass);
    flows
}

/// Places of damage that passes found in `doc` and left, by code.
pub(crate) fn unrepaired(doc: &Document) -> BTreeMap<&'static str, u64> {
    let mut left = BTreeMap::new();
    // A record that is read again tells what its first reading found.
    for flag in doc.account().flags().iter().filter(|_| !doc.settled) {
        *left.entry(flag.pass.spec().code).or_default() += 1;
    }
    left
}

/// 1234567 as 1,234,567.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
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
    /// Characters of body text.
    pub(crate) chars: u64,
    /// Characters of all blocks that were not cut.
    pub(crate) live: u64,
    pub(crate) flows: Vec<Flow>,
    /// Places of damage that passes found and left.
    pub(crate) unrepaired: BTreeMap<&'static str, u64>,
    pub(crate) language: Option<String>,
    pub(crate) encoding: &'static str,
    pub(crate) format: &'static str,
    /// For the gate, which has the last word on a document that is kept.
    pub(crate) signature: Option<Signature>,
}

impl Tally {
    /// A document of which nothing is known but its end.
    pub(crate) fn bare(fate: Fate, bytes: u64) -> Tally {
        let (language, encoding, format) = (None, "", "");
        let (flows, unrepaired) = (Vec::new(), BTreeMap::new());
        Tally { fate, bytes, chars: 0, live: 0, flows, unrepaired, language, encoding, format, signature: None }
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
                self.chars_dropped += tally.live;
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
        for (code, places) in &tally.unrepaired {
            *self.unrepaired.entry((*code).to_owned()).or_default() += places;
        }
        // What was parsed is what is left, with every edit taken back.
        let sum = |of: fn(&Flow) -> u64| tally.flows.iter().map(of).sum::<u64>();
        self.chars_parsed += (tally.live + sum(|f| f.removed)).saturating_sub(sum(|f| f.inserted));
        for flow in &tally.flows {
            let spec = flow.pass.spec();
            let row = self.edits.entry(spec.code.to_owned()).or_default();
            if row.name.is_empty() {
                spec.name.clone_into(&mut row.name);
            }
            row.documents += 1;
            row.edits += flow.edits;
            row.removed += flow.removed;
            row.inserted += flow.inserted;
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
