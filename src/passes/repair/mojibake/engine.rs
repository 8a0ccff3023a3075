//! Finds what to repair: suspicious zones, the chain that explains each best, then the rest of the document by
//! the chains that it was found to hold; and again on the result, for text that was damaged twice.

use std::collections::BTreeMap;

use super::charset::Charset::{Iso8859_2, Latin1, Windows1250, Windows1252};
use super::path::{self, Chain, Run};
use super::plan::{self, Repair};
use super::plausible::BIT;
use super::proof::Placed;
use super::scan::Look;
use super::window::{Possible, Window};
use super::{admit, chains, escapes, scan};
use crate::census::{Census, Traits};

/// How often text can have been damaged in turn; four times was seen.
const ROUNDS: usize = 8;
/// The two ways in which letters and punctuation of Windows became controls: a document is of the one or the other.
const CENTRAL: Chain = Chain { from: Iso8859_2, to: Windows1250 };
const WESTERN: Chain = Chain { from: Latin1, to: Windows1252 };
/// Bits that the runs of a chain must save for the chain to be looked for in the whole document.
const EVIDENCE: i32 = 30;

/// Finds the damaged parts of `text` and repairs them: byte ranges in order, apart from each other.
///
/// Sound text is left alone, and so is damage that cannot be undone. Where bytes were lost, the characters
/// that the others still determine come back and U+FFFD stands for each of the rest.
#[must_use]
pub fn repair(text: &str) -> Vec<Repair> {
    repair_all(&[text]).pop().unwrap_or_default()
}

/// Repairs the parts of one document, each by the evidence of all.
#[must_use]
pub fn repair_all(texts: &[&str]) -> Vec<Vec<Repair>> {
    let counted: Vec<(&str, Census)> = texts.iter().map(|text| (*text, Census::of(text))).collect();
    repair_counted(&counted)
}

/// Whether a text shows nothing that could be damage; a document of such texts needs no repair.
pub(super) fn is_quiet(text: &str, census: &Census) -> bool {
    !census.traits.any(Traits::ESCAPE) && scan::is_quiet(text, census)
}

/// The same where the characters of the texts have been counted.
pub(super) fn repair_counted(texts: &[(&str, Census)]) -> Vec<Vec<Repair>> {
    let mut works: Vec<Work> =
        texts.iter().map(|&(text, census)| Work { text, census, now: None, all: Vec::new() }).collect();
    for _ in 0..ROUNDS {
        let mut looks: Vec<Look> = works.iter().map(|work| scan::look(work.now(), &work.census)).collect();
        if looks.iter().filter(|look| look.faint).count() <= scan::FEW {
            for (work, look) in works.iter().zip(&mut looks) {
                look.faint = false;
                if look.doubtful {
                    look.zones.push(0..work.now().len());
                }
            }
        }
        let mut founds: Vec<Found> = works.iter().zip(looks).map(|(work, look)| search(work, look)).collect();
        if founds.iter().all(Found::is_empty) {
            break;
        }
        let known = evidence(&founds);
        let mut done = true;
        for (work, found) in works.iter_mut().zip(&mut founds) {
            let repairs = std::mem::take(&mut found.escapes);
            let repairs = if repairs.is_empty() { spread(work.now(), found, &known) } else { repairs };
            done &= repairs.is_empty();
            work.add(repairs);
        }
        if done {
            break;
        }
    }
    works.into_iter().map(|work| work.all).collect()
}

/// A text under repair.
struct Work<'a> {
    text: &'a str,
    /// Of the text as it is now.
    census: Census,
    /// As the repairs so far leave it.
    now: Option<String>,
    all: Vec<Repair>,
}

impl Work<'_> {
    fn now(&self) -> &str {
        self.now.as_deref().unwrap_or(self.text)
    }

    fn add(&mut self, repairs: Vec<Repair>) {
        if repairs.is_empty() {
            return;
        }
        let output = plan::apply(self.now(), &repairs);
        let all = std::mem::take(&mut self.all);
        self.all = if self.now.is_none() { repairs } else { plan::compose(self.text, all, repairs) };
        self.census = Census::of(&output);
        self.now = Some(output);
    }
}

/// What a text shows by itself.
#[derive(Default)]
struct Found {
    escapes: Vec<Repair>,
    runs: Vec<Placed>,
}

impl Found {
    fn is_empty(&self) -> bool {
        self.escapes.is_empty() && self.runs.is_empty()
    }
}

fn search(work: &Work, look: Look) -> Found {
    let text = work.now();
    // Most texts of a document with a suspicious one are quiet.
    if look.zones.is_empty() && !work.census.traits.any(Traits::ESCAPE) {
        return Found::default();
    }
    let escapes = if work.census.traits.any(Traits::ESCAPE) { escapes::repairs(text) } else { Vec::new() };
    if !escapes.is_empty() {
        return Found { escapes, runs: Vec::new() };
    }
    let mut runs = Vec::new();
    for window in look.zones.into_iter().flat_map(|zone| Window::split(text, zone)) {
        let possible = Possible::of(&window.chars);
        let mut found = Vec::new();
        // Rare Han look like damage through an East Asian set; symbols and accented letters look like nothing else.
        let holds = |chain: Chain| (!look.faint || chain.from.is_single_byte()) && possible.holds(chain);
        for (chain, price) in chains::all(&window).filter(|(chain, _)| holds(*chain)) {
            found.extend(path::runs(&window, chain, price));
        }
        found.retain(|run| admit::admits(&window.chars, run));
        runs.extend(best(found).into_iter().map(|run| window.place(run)));
    }
    Found { escapes, runs }
}

/// The chains that a document is known to hold.
fn evidence(founds: &[Found]) -> Vec<Chain> {
    let mut sums: BTreeMap<Chain, i64> = BTreeMap::new();
    for placed in founds.iter().flat_map(|found| &found.runs) {
        *sums.entry(placed.run.chain).or_default() += i64::from(placed.run.gain);
    }
    sums.retain(|_, sum| *sum >= i64::from(EVIDENCE * BIT));
    let mut known: Vec<Chain> = sums.into_keys().collect();
    // One is called the other all over the world.
    for (one, other) in [(Latin1, Windows1252), (Windows1252, Latin1)] {
        let twins: Vec<Chain> = known.iter().filter(|c| c.from == one).map(|c| Chain { from: other, ..*c }).collect();
        known.extend(twins.into_iter().filter(|twin| twin.to != other));
    }
    if known.contains(&CENTRAL) {
        known.retain(|chain| *chain != WESTERN);
    }
    known.sort_unstable();
    known.dedup();
    known
}

/// Looks for known chains in all of a text, where less evidence will do.
fn spread(text: &str, found: &mut Found, known: &[Chain]) -> Vec<Repair> {
    let mut runs = std::mem::take(&mut found.runs);
    if !known.is_empty() && !text.is_ascii() {
        let mut wider: Vec<Placed> = Vec::new();
        for window in Window::split(text, 0..text.len()) {
            let mut more = Vec::new();
            for &chain in known {
                more.extend(path::runs(&window, chain, chains::known(chain)));
            }
            more.retain(|run| admit::admits(&window.chars, run));
            wider.extend(best(more).into_iter().map(|run| window.place(run)));
        }
        // What only one zone vouched for stays, where it is not in the way.
        runs = merge(wider, runs);
    }
    runs.iter().flat_map(|placed| placed.repairs(text)).collect()
}

/// All of `first` and those of `second` that do not overlap them; both are in order.
fn merge(first: Vec<Placed>, second: Vec<Placed>) -> Vec<Placed> {
    let mut out = Vec::with_capacity(first.len() + second.len());
    let mut firsts = first.into_iter().peekable();
    for placed in second {
        while let Some(before) = firsts.next_if(|first| first.end() <= placed.start()) {
            out.push(before);
        }
        if firsts.peek().is_none_or(|first| placed.end() <= first.start()) {
            out.push(placed);
        }
    }
    out.extend(firsts);
    out
}

/// Of runs that overlap those that save most, in order.
fn best(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_by_key(|run| (std::cmp::Reverse(run.net), run.chain, run.range().start));
    let mut taken: BTreeMap<usize, (usize, Run)> = BTreeMap::new();
    for run in runs {
        let range = run.range();
        let free = taken.range(..range.end).next_back().is_none_or(|(_, (end, _))| *end <= range.start);
        if free && !range.is_empty() {
            taken.insert(range.start, (range.end, run));
        }
    }
    taken.into_values().map(|(_, run)| run).collect()
}
