//! The documents that `report.html` shows: a fixed number of them, the same for any number of threads and for a run
//! that was killed and resumed.
//!
//! Of each group (all documents, those that a pass changed, that a filter dropped, that failed in one way) the sample
//! holds those with the lowest rank, a hash of the source. So it depends on the set of documents alone, and what is
//! lost with a kill can be read back from any later state: a document of the final sample is in the sample of every
//! part of the run that it belongs to.

mod entry;
mod log;
mod trace;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

pub(crate) use entry::{Entry, Fate, Meta, Part, Row};
pub(crate) use log::{LOG, Log, SAMPLE, read};

use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::hash::Fnv;
use crate::pass::{PassId, Reason, Stage};
use crate::passes::PASSES;
use crate::report::{self, Tally};

/// Documents of each kind of group. Enough to browse and to have examples of everything, small enough that the page of
/// ten million documents opens at once: about a hundred documents, 1 MB.
const OF_ALL: usize = 40;
const OF_EDITED: usize = 2;
const OF_DROPPED: usize = 5;
const OF_FAILED: usize = 5;

/// A group of documents that has its own share of the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group(usize);

const ALL: Group = Group(0);
const EDITED: usize = 1;
const DROPPED: usize = EDITED + PASSES.len();
const FAILED: usize = DROPPED + PASSES.len();
const GROUPS: usize = FAILED + ErrorKind::ALL.len();

impl Group {
    fn most(self) -> usize {
        match self.0 {
            0 => OF_ALL,
            n if n < DROPPED => OF_EDITED,
            n if n < FAILED => OF_DROPPED,
            _ => OF_FAILED,
        }
    }

    fn failed(kind: ErrorKind) -> Group {
        Group(FAILED + ErrorKind::ALL.iter().position(|k| *k == kind).unwrap_or_default())
    }

    /// The groups of a document whose end is known.
    fn of(tally: &Tally) -> Vec<Group> {
        let mut groups = vec![ALL];
        groups.extend(tally.flows.iter().map(|f| Group(EDITED + usize::from(f.pass.0))));
        match &tally.fate {
            report::Fate::Kept => {}
            report::Fate::Dropped(pass, _) => groups.push(Group(DROPPED + usize::from(pass.0))),
            report::Fate::Failed(kind) => groups.push(Group::failed(*kind)),
            report::Fate::Blank => groups.clear(),
        }
        groups
    }

    /// The same groups, of a document that was read back.
    fn of_entry(entry: &Entry) -> Vec<Group> {
        let row = |code: &str| PASSES.iter().position(|s| s.code == code);
        let mut groups = vec![ALL];
        groups.extend(entry.edits.keys().filter_map(|c| row(c)).map(|n| Group(EDITED + n)));
        match &entry.fate {
            Fate::Kept => {}
            Fate::Dropped(cut) => {
                // The gate judges after the groups were found.
                let filter = row(&cut.code).filter(|n| PASSES[*n].stage != Stage::Gate);
                groups.extend(filter.map(|n| Group(DROPPED + n)));
            }
            Fate::Failed(failure) => groups.extend(ErrorKind::from_name(&failure.kind).map(Group::failed)),
        }
        groups
    }
}

/// The rank of a document: where it is from, stirred.
fn rank(source: &str) -> u64 {
    let mut hash = Fnv::default();
    hash.update(source.as_bytes());
    hash.mixed()
}

/// How low a rank must be to enter each group. Shared by the workers, so that they write down only those documents
/// that may enter; what they see may be old, and then they write down one too many.
///
/// A worker lowers a bar as soon as enough of a group were seen, however long the writer takes to come to them: whatever
/// becomes of the run, they will be in it.
pub(crate) struct Bars {
    /// By group.
    highest: [AtomicU64; GROUPS],
    /// By group, the lowest ranks that workers have seen, as many as there is room for.
    seen: Mutex<BTreeMap<Group, BTreeSet<u64>>>,
}

impl Default for Bars {
    fn default() -> Self {
        Bars { highest: [const { AtomicU64::new(u64::MAX) }; GROUPS], seen: Mutex::default() }
    }
}

impl Bars {
    /// What the sample would hold of a cleaned document, if it may enter.
    pub(crate) fn document(&self, doc: &Document, dropped: Option<&Reason>, tally: &Tally) -> Option<Candidate> {
        self.candidate(&doc.source, tally, || entry::of_document(doc, dropped, tally))
    }

    /// The same of one that failed.
    pub(crate) fn failure(&self, source: &str, error: &Error, tally: &Tally) -> Option<Candidate> {
        self.candidate(source, tally, || entry::of_failure(source, error))
    }

    fn candidate(&self, source: &str, tally: &Tally, entry: impl FnOnce() -> Entry) -> Option<Candidate> {
        let rank = rank(source);
        let groups = Group::of(tally);
        let enters = groups.iter().any(|g| rank <= self.highest[g.0].load(Ordering::Relaxed));
        enters.then(|| {
            self.note(rank, &groups);
            Candidate { rank, groups, entry: entry() }
        })
    }

    fn note(&self, rank: u64, groups: &[Group]) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        for group in groups {
            let ranks = seen.entry(*group).or_default();
            ranks.insert(rank);
            if ranks.len() > group.most() {
                ranks.pop_last();
            }
            if ranks.len() == group.most()
                && let Some(highest) = ranks.last()
            {
                self.lower(*group, *highest);
            }
        }
    }

    fn lower(&self, group: Group, highest: u64) {
        self.highest[group.0].fetch_min(highest, Ordering::Relaxed);
    }
}

/// A document that may enter the sample.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    rank: u64,
    groups: Vec<Group>,
    entry: Entry,
}

impl Candidate {
    /// The gate dropped the document. Its groups stay: a worker could not know, and the sample must not depend on what it
    /// happened to write down.
    pub(crate) fn drop_by(&mut self, pass: PassId, reason: &Reason) {
        self.entry.fate = entry::dropped(pass, reason);
    }
}

/// The sample so far, on the writer's thread.
#[derive(Default)]
pub(crate) struct Sample {
    /// By group: rank and number of its documents.
    groups: BTreeMap<Group, BTreeSet<(u64, u64)>>,
    /// By number of the document: in how many groups it is.
    entries: BTreeMap<u64, (usize, Entry)>,
}

impl Sample {
    /// Takes document `number` in where it belongs; the entry if it was taken.
    fn offer(&mut self, number: u64, candidate: Candidate, bars: &Bars) -> Option<&Entry> {
        let Candidate { rank, groups, mut entry } = candidate;
        entry.number = number;
        let mut taken = 0;
        let mut gone = Vec::new();
        for group in groups {
            let members = self.groups.entry(group).or_default();
            members.insert((rank, number));
            taken += 1;
            if members.len() > group.most()
                && let Some((_, last)) = members.pop_last()
            {
                gone.push(last);
            }
            if members.len() == group.most()
                && let Some((highest, _)) = members.last()
            {
                bars.lower(group, *highest);
            }
        }
        self.entries.insert(number, (taken, entry));
        for number in gone {
            if let Some((members, _)) = self.entries.get_mut(&number) {
                *members -= 1;
                if *members == 0 {
                    self.entries.remove(&number);
                }
            }
        }
        self.entries.get(&number).map(|(_, entry)| entry)
    }

    /// The documents in the order of the input.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values().map(|(_, entry)| entry)
    }
}

#[cfg(test)]
mod tests {
    use super::entry::Failure;
    use super::*;

    fn candidate(source: &str, fate: Fate) -> Candidate {
        let entry = Entry { source: source.to_owned(), fate, ..Entry::default() };
        Candidate { rank: rank(source), groups: Group::of_entry(&entry), entry }
    }

    fn failed(n: u64) -> Fate {
        match n % 10 {
            0 => Fate::Failed(Failure { kind: "binary".to_owned(), message: String::new() }),
            _ => Fate::Kept,
        }
    }

    fn sources(sample: &Sample) -> Vec<String> {
        sample.entries().map(|e| e.source.clone()).collect()
    }

    #[test]
    fn the_sample_is_spread_and_can_be_taken_up_from_any_later_state() {
        let all: Vec<(u64, String)> = (0..5000).map(|n| (n, format!("crawl/part-0.jsonl#{n}"))).collect();
        let bars = Bars::default();
        let mut whole = Sample::default();
        for (n, source) in &all {
            whole.offer(*n, candidate(source, failed(*n)), &bars);
        }
        let numbers: Vec<u64> = whole.entries().map(|e| e.number).collect();
        assert!((40..=45).contains(&numbers.len()), "{numbers:?}");
        let (first, last) = (numbers.partition_point(|n| *n < 2500), numbers.len());
        assert!(first > last / 4 && first < last * 3 / 4, "not spread: {numbers:?}");
        // Killed after document 3,000 and taken up at 1,000, with what was there at 3,000.
        let mut late = Sample::default();
        for (n, source) in &all[..3000] {
            late.offer(*n, candidate(source, failed(*n)), &Bars::default());
        }
        let mut again = Sample::default();
        for entry in late.entries().filter(|e| e.number < 1000) {
            again.offer(entry.number, candidate(&entry.source, entry.fate.clone()), &Bars::default());
        }
        for (n, source) in &all[1000..] {
            again.offer(*n, candidate(source, failed(*n)), &Bars::default());
        }
        assert_eq!(sources(&whole), sources(&again));
    }
}
