//! Two output folders of the same inputs compared: what was added, dropped and changed, and by which passes.
//!
//! Both hold their records in the order of the input, in three series each (clean, discards, errors), so six records
//! are all that is in memory at a time.

mod record;
mod series;
mod snippet;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::hash::Fnv;
use crate::page::finished;
use crate::passes::PASSES;
use crate::sink::REPORT;
use record::Change;
use series::{Head, Side};
pub use snippet::{Snippet, Stretch};

/// What two output folders have in common and what not.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Difference {
    /// Settings and versions that differ.
    pub settings: Vec<SettingDifference>,
    /// Records that are the same byte for byte, or in all that they say.
    pub same: u64,
    /// Records that say the same and count other edits.
    pub other_edits: u64,
    /// Records that say something else.
    pub changed: u64,
    /// Changed records by the key that differs.
    pub changed_keys: BTreeMap<String, u64>,
    /// Changed records by the passes whose edits differ, in the order of the run.
    pub passes: Vec<PassDifference>,
    /// Changed records in which the edits of no pass differ: they were read, decoded or parsed in another way, or the
    /// records do not tell enough (`--account full` does).
    pub unexplained: u64,
    /// Records that are kept in B alone, by what became of them in A.
    pub added: BTreeMap<String, u64>,
    /// Records that are kept in A alone, by what became of them in B.
    pub dropped: BTreeMap<String, u64>,
    /// Inputs that are kept in neither, and had another end.
    pub lost_otherwise: u64,
    /// Inputs that are kept in neither, for the same reason.
    pub lost: u64,
    /// Some of the documents that differ.
    pub samples: Vec<Sampled>,
}

/// A setting that differs between the two runs; `None` where it was not set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingDifference {
    /// Its name.
    pub name: String,
    /// In A.
    pub a: Option<String>,
    /// In B.
    pub b: Option<String>,
}

/// How the edits of a pass differ in the records that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PassDifference {
    /// Its code.
    pub code: String,
    /// Its name; empty for a pass that this version does not have.
    pub name: String,
    /// Changed records in which its edits differ.
    pub changed: u64,
    /// Those among them in which it is the first such pass: what differs later may follow from it.
    pub first: u64,
    /// Its edits in those records, in A.
    pub edits_a: u64,
    /// Its edits in those records, in B.
    pub edits_b: u64,
}

/// A document that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sampled {
    /// `changed`, `added` or `dropped`.
    pub kind: &'static str,
    /// The first pass whose edits differ, or what became of the document in the other folder.
    pub by: String,
    /// Where the document is from.
    pub source: String,
    /// What differs in it.
    pub snippets: Vec<Snippet>,
}

impl Difference {
    /// Whether the folders hold the same records, up to the order of keys.
    pub fn is_same(&self) -> bool {
        self.changed + self.other_edits + self.lost_otherwise == 0 && self.added.is_empty() && self.dropped.is_empty()
    }
}

/// Compares the output folders of two finished runs, and shows up to `samples` documents of each kind and pass.
///
/// # Errors
/// A folder that holds no finished run or not all of it, records without `source`, inputs in another order.
pub fn diff(a: &Path, b: &Path, samples: usize) -> Result<Difference> {
    finished(a)?;
    finished(b)?;
    let mut state = State { most: samples, ..State::default() };
    state.difference.settings = settings(a, b)?;
    let (mut left, mut right) = (Side::open(a)?, Side::open(b)?);
    loop {
        match series::pair(&left, &right)? {
            Some((i, j)) => {
                let (x, y) = (left.take(i)?, right.take(j)?);
                if let (Some(x), Some(y)) = (x, y) {
                    state.both(&x, &y)?;
                }
            }
            None => match first(&left, &right) {
                Some((true, i)) => {
                    if let Some(x) = left.take(i)? {
                        state.alone(&x, false)?;
                    }
                }
                Some((false, j)) => {
                    if let Some(y) = right.take(j)? {
                        state.alone(&y, true)?;
                    }
                }
                None => break,
            },
        }
    }
    left.is_whole(a)?;
    right.is_whole(b)?;
    Ok(state.done())
}

/// The record that comes first in the order of the input; `true` for one of the left.
fn first(left: &Side, right: &Side) -> Option<(bool, usize)> {
    let all = left.heads().map(|(i, h)| (h, true, i)).chain(right.heads().map(|(j, h)| (h, false, j)));
    all.min_by(|x, y| series::in_order(&x.0.source, &y.0.source)).map(|(_, side, n)| (side, n))
}

/// Records without a partner that are remembered, to find out that the two runs read their inputs in another order.
const REMEMBERED: usize = 1 << 20;

#[derive(Default)]
struct State {
    most: usize,
    difference: Difference,
    passes: BTreeMap<usize, PassDifference>,
    /// By kind, place of the pass, and reason: documents by rank, those with the lowest.
    samples: BTreeMap<(u8, usize, String), BTreeMap<u64, Sampled>>,
    alone: [HashSet<u64>; 2],
}

impl State {
    /// A document that both runs have met.
    fn both(&mut self, x: &Head, y: &Head) -> Result<()> {
        match (x.fate()?, y.fate()?) {
            (None, None) => self.compare(x, y),
            (None, Some(end)) => {
                self.one_sided(x, "dropped", end);
                Ok(())
            }
            (Some(end), None) => {
                self.one_sided(y, "added", end);
                Ok(())
            }
            (Some(before), Some(after)) => {
                let count =
                    if before == after { &mut self.difference.lost } else { &mut self.difference.lost_otherwise };
                *count += 1;
                Ok(())
            }
        }
    }

    /// A document that only one run has met.
    fn alone(&mut self, head: &Head, right: bool) -> Result<()> {
        let mut hash = Fnv::default();
        hash.update(head.source.as_bytes());
        let hash = hash.mixed();
        if self.alone[usize::from(!right)].contains(&hash) {
            let message = "stands in another place of the other folder: clean both with the inputs named in the same \
                           order, and compare again";
            return Err(Error::config(message).at(head.source.clone()));
        }
        if self.alone[usize::from(right)].len() < REMEMBERED {
            self.alone[usize::from(right)].insert(hash);
        }
        if head.fate()?.is_none() {
            let (kind, end) = if right { ("added", "not in A") } else { ("dropped", "not in B") };
            self.one_sided(head, kind, end.to_owned());
        } else {
            self.difference.lost_otherwise += 1;
        }
        Ok(())
    }

    fn one_sided(&mut self, head: &Head, kind: &'static str, end: String) {
        let difference = &mut self.difference;
        let (counts, order) = if kind == "added" { (&mut difference.added, 1) } else { (&mut difference.dropped, 2) };
        *counts.entry(end.clone()).or_default() += 1;
        self.sample((order, 0, end), kind, &head.source, || {
            record::beginning(&head.line).map(|text| snippet::whole(&text, kind == "added")).into_iter().collect()
        });
    }

    fn compare(&mut self, x: &Head, y: &Head) -> Result<()> {
        let Some(change) = record::compare(&x.line, &y.line, &x.source)? else {
            self.difference.same += 1;
            return Ok(());
        };
        if change.keys.is_empty() {
            self.difference.other_edits += 1;
            return Ok(());
        }
        self.difference.changed += 1;
        for key in &change.keys {
            *self.difference.changed_keys.entry(key.clone()).or_default() += 1;
        }
        let Change { passes, .. } = &change;
        if passes.is_empty() {
            self.difference.unexplained += 1;
        }
        // Passes of other versions come last.
        let place = |code: &str| PASSES.iter().position(|s| s.code == code).unwrap_or(PASSES.len());
        let first = passes.keys().min_by_key(|c| (place(c), c.as_str())).cloned().unwrap_or_default();
        for (code, (edits_a, edits_b)) in passes {
            // Unknown ones share a row only with their like.
            let row = place(code);
            let row = if row < PASSES.len() { row } else { row + code_number(code) };
            let row = self.passes.entry(row).or_default();
            row.code.clone_from(code);
            row.name = crate::passes::find(code).map_or_else(String::new, |id| id.spec().name.to_owned());
            row.changed += 1;
            row.first += u64::from(*code == first);
            row.edits_a += edits_a;
            row.edits_b += edits_b;
        }
        self.sample((0, place(&first), first), "changed", &x.source, || record::snippets(&change));
        Ok(())
    }

    fn sample(
        &mut self,
        group: (u8, usize, String),
        kind: &'static str,
        source: &str,
        snippets: impl FnOnce() -> Vec<Snippet>,
    ) {
        let mut hash = Fnv::default();
        hash.update(source.as_bytes());
        let rank = hash.mixed();
        let by = group.2.clone();
        let members = self.samples.entry(group).or_default();
        if members.len() >= self.most && members.last_key_value().is_none_or(|(last, _)| rank >= *last) {
            return;
        }
        members.insert(rank, Sampled { kind, by, source: source.to_owned(), snippets: snippets() });
        if members.len() > self.most {
            members.pop_last();
        }
    }

    fn done(self) -> Difference {
        let mut difference = self.difference;
        difference.passes = self.passes.into_values().collect();
        difference.samples = self.samples.into_values().flat_map(BTreeMap::into_values).collect();
        difference
    }
}

/// A number for a code that the table does not hold, in the order of stages.
fn code_number(code: &str) -> usize {
    code.bytes().take(5).fold(0, |n, b| n * 256 + usize::from(b))
}

/// The settings that differ, by the two reports.
fn settings(a: &Path, b: &Path) -> Result<Vec<SettingDifference>> {
    let read = |folder: &Path| -> Result<BTreeMap<String, String>> {
        let path = folder.join(REPORT);
        let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
        let report: serde_json::Value = serde_json::from_slice(&bytes).map_err(|e| {
            Error::new(crate::error::ErrorKind::Malformed, e.to_string()).at(path.display().to_string())
        })?;
        let text = |v: &serde_json::Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
        let mut all: BTreeMap<String, String> = match &report["settings"] {
            serde_json::Value::Object(settings) => settings.iter().map(|(k, v)| (k.clone(), text(v))).collect(),
            _ => BTreeMap::new(),
        };
        all.insert("version".to_owned(), text(&report["version"]));
        Ok(all)
    };
    let (a, b) = (read(a)?, read(b)?);
    let mut keys: Vec<&String> = a.keys().chain(b.keys()).collect();
    keys.sort();
    keys.dedup();
    let differing = keys.into_iter().filter(|k| a.get(*k) != b.get(*k));
    let row =
        |name: &String| SettingDifference { name: name.clone(), a: a.get(name).cloned(), b: b.get(name).cloned() };
    Ok(differing.map(row).collect())
}
