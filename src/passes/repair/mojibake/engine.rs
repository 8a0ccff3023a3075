//! Finds what to repair: suspicious zones, the chain that explains each best, then the rest of the document by
//! the chains that it was found to hold; and again on the result, for text that was damaged twice.

use std::collections::BTreeMap;
use std::ops::Range;

use super::charset::Charset::{Iso8859_2, Latin1, Windows1250, Windows1252};
use super::path::{self, Chain, Run};
use super::plan::{self, Repair};
use super::plausible::{BIT, MODEL};
use super::proof::Placed;
use super::scan::Look;
use super::window::{Possible, Window};
use super::{admit, chains, escapes, long, scan};
use crate::census::{Census, Traits};

/// How often text can have been damaged in turn; four times was seen.
const ROUNDS: usize = 8;
/// The two ways in which letters and punctuation of Windows became controls: a document is of the one or the other.
const CENTRAL: Chain = Chain { from: Iso8859_2, to: Windows1250 };
const WESTERN: Chain = Chain { from: Latin1, to: Windows1252 };
/// Bits that the runs of a chain must save for the chain to be looked for in the whole document.
const EVIDENCE: i32 = 30;

/// Bytes of suspicious text in which every chain is looked for before those found so far are tried first; longer texts are taken
/// in parts of as many.
const OPENING: usize = 1 << 15;
/// Characters in which every chain is looked for, in all rounds together: beyond that the time no longer grows by what takes
/// most of it.
const SEARCHED: usize = 3 << 20;
/// Bytes of a document that is long: there, what looks sound after the first round is taken for it,
const LONG: usize = 1 << 17;
/// and at most so many chains are looked for in all of it, the strongest first, and by how much one may save less
/// than the strongest: those found by chance save little.
const STRONGEST: usize = 3;
const MINOR: i64 = 1000;

/// Bytes on both sides of the repairs that show what is left, and the cost of a character that text seldom has: 4 % of those
/// of clean Chinese cost as much, 60 % of those of damaged Chinese.
const AROUND: usize = 48;
const RARE: i32 = 17 * BIT;
/// One in so many may be such characters and `?`; marks of loss are no evidence, for the chain explains them.
const RUIN: usize = 4;

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
    repair_counted(&counted).unwrap_or_else(|| vec![Vec::new(); texts.len()])
}

/// Whether a text shows nothing that could be damage; a document of such texts needs no repair.
pub(super) fn is_quiet(text: &str, census: &Census) -> bool {
    !census.traits.any(Traits::ESCAPE) && scan::is_quiet(text, census)
}

/// The same where the characters of the texts have been counted; `None` if none of them is damaged. A long text is taken in
/// parts, so that all of it gains from what its beginning shows.
pub(super) fn repair_counted(texts: &[(&str, Census)]) -> Option<Vec<Vec<Repair>>> {
    let whole = |(text, census): &(&str, Census)| text.len() <= 2 * OPENING || is_quiet(text, census);
    if texts.iter().all(whole) {
        return repair_parts(texts);
    }
    let mut parts: Vec<(&str, Census)> = Vec::with_capacity(texts.len());
    let mut places: Vec<(usize, usize)> = Vec::with_capacity(texts.len());
    for (number, &(text, census)) in texts.iter().enumerate() {
        if whole(&(text, census)) {
            parts.push((text, census));
            places.push((number, 0));
            continue;
        }
        for range in long::parts(text, OPENING) {
            let part = text.get(range.clone()).unwrap_or_default();
            parts.push((part, Census::of(part)));
            places.push((number, range.start));
        }
    }
    let mut out = vec![Vec::new(); texts.len()];
    for ((number, start), repairs) in places.into_iter().zip(repair_parts(&parts)?) {
        let shifted = |r: Repair| Repair { range: r.range.start + start..r.range.end + start, ..r };
        if let Some(all) = out.get_mut(number) {
            all.extend(repairs.into_iter().map(shifted));
        }
    }
    Some(out)
}

fn repair_parts(texts: &[(&str, Census)]) -> Option<Vec<Vec<Repair>>> {
    let mut left = Left { budget: SEARCHED, ..Left::default() };
    // In the first round nothing is found in quiet texts, and most documents are sound: of them only the others are looked at.
    let loud: Vec<usize> = (0..texts.len()).filter(|n| !is_quiet(texts[*n].0, &texts[*n].1)).collect();
    let some: Vec<Work> = loud.iter().map(|n| Work::of(texts[*n])).collect();
    let bytes = |works: &[Work]| works.iter().map(|work| work.now().len()).sum::<usize>();
    let long = texts.iter().map(|(text, _)| text.len()).sum::<usize>() > LONG;
    let (found, mut sums) = look(&some, 0, long, &mut left);
    if found.iter().all(Found::is_empty) {
        return None;
    }
    let mut works: Vec<Work> = texts.iter().map(|text| Work::of(*text)).collect();
    let mut founds: Vec<Found> = texts.iter().map(|_| Found::default()).collect();
    for (n, found) in loud.into_iter().zip(found) {
        founds[n] = found;
    }
    for round in 0..ROUNDS {
        let long = bytes(&works) > LONG;
        if round > 0 {
            (founds, sums) = look(&works, round, long, &mut left);
        }
        if founds.iter().all(Found::is_empty) {
            break;
        }
        let known = known(&sums, long);
        let mut done = true;
        for (work, found) in works.iter_mut().zip(&mut founds) {
            let repairs = std::mem::take(&mut found.escapes);
            let repairs = if repairs.is_empty() { spread(work, found, &known, &mut left) } else { repairs };
            done &= repairs.is_empty();
            work.add(repairs);
        }
        if done {
            break;
        }
    }
    // A text on damage quotes it, and is whole itself, quotation marks and all.
    if works.iter().all(|work| work.all.iter().all(|repair| is_quoted(work.text, &repair.range))) {
        return None;
    }
    Some(works.into_iter().map(|work| work.all).collect())
}

/// What each of the texts of a document shows by itself, and what the runs of each chain save in all of them; `long` says
/// whether the document is.
fn look(works: &[Work], round: usize, long: bool, left: &mut Left) -> (Vec<Found>, Sums) {
    let mut looks: Vec<Look> = works.iter().map(|work| scan::look(work.now(), &work.census)).collect();
    if looks.iter().filter(|look| look.faint).count() <= scan::FEW {
        for (work, look) in works.iter().zip(&mut looks) {
            look.faint = false;
            if look.doubtful {
                look.zones.push(0..work.now().len());
            }
        }
    }
    let mut opening = 0;
    let mut sums = std::mem::take(&mut left.late);
    let mut founds: Vec<Found> = Vec::with_capacity(works.len());
    for (work, look) in works.iter().zip(looks) {
        let suspicious: usize = look.zones.iter().map(Range::len).sum();
        let opened = suspicious > 0 && opening >= OPENING;
        let postponed = opened && !known(&sums, long).is_empty();
        opening += suspicious;
        let marked = work.census.traits.any(Traits::ESCAPE);
        let escapes = if marked { escapes::repairs(work.now()) } else { Vec::new() };
        // In a long text what looks sound after the first round is; and what does not is rare or lost where as much before it
        // held nothing.
        let sound = round > 0 && (long && look.zones.is_empty() && !marked || opened && !postponed);
        let found = if !escapes.is_empty() {
            Found { escapes, ..Found::default() }
        } else if sound {
            Found { sound, ..Found::default() }
        } else if postponed {
            Found { later: Some(look), ..Found::default() }
        } else {
            search(work, look, &mut left.budget)
        };
        count(&mut sums, &found.runs);
        founds.push(found);
    }
    (founds, sums)
}

/// Whether a stretch is all that stands between two quotation marks, or one that other letters stand beside there. Marks of ASCII come
/// through any damage, the others none.
fn is_quoted(text: &str, range: &Range<usize>) -> bool {
    const MARKS: [(char, char); 5] = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('«', '»')];
    let before = text[..range.start].chars().rev().find(|c| !c.is_alphanumeric());
    let after = text[range.end..].chars().find(|c| !c.is_alphanumeric());
    MARKS.iter().any(|(open, close)| before == Some(*open) && after == Some(*close))
}

/// What is left to do in a document.
#[derive(Default)]
struct Left {
    /// Characters in which every chain may still be looked for.
    budget: usize,
    /// What postponed searches came upon: known in the next round.
    late: Sums,
    /// Bytes that the known chains did not explain, since in such bytes something was found last.
    barren: usize,
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

impl<'a> Work<'a> {
    fn of((text, census): (&'a str, Census)) -> Self {
        Self { text, census, now: None, all: Vec::new() }
    }

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
    /// It is searched only if the chains that the document is known to hold leave something unexplained.
    later: Option<Look>,
    /// Nothing needs to be looked for in it.
    sound: bool,
}

impl Found {
    fn is_empty(&self) -> bool {
        self.escapes.is_empty() && self.runs.is_empty() && self.later.is_none()
    }
}

/// Searches a text for every chain; `budget` is how many characters may still be.
fn search(work: &Work, look: Look, budget: &mut usize) -> Found {
    let text = work.now();
    let mut runs = Vec::new();
    for window in look.zones.into_iter().flat_map(|zone| Window::split(text, zone)) {
        let Some(left) = budget.checked_sub(window.chars.len()) else { break };
        *budget = left;
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
    Found { runs, ..Found::default() }
}

/// Bits that the runs of each chain save.
type Sums = BTreeMap<Chain, i64>;

fn count(sums: &mut Sums, runs: &[Placed]) {
    for placed in runs {
        *sums.entry(placed.run.chain).or_default() += i64::from(placed.run.gain);
    }
}

/// The chains that a document is known to hold; of a long one the strongest.
fn known(sums: &Sums, long: bool) -> Vec<Chain> {
    let enough = sums.iter().filter(|(_, sum)| **sum >= i64::from(EVIDENCE * BIT));
    let mut ranked: Vec<(std::cmp::Reverse<i64>, Chain)> =
        enough.map(|(c, sum)| (std::cmp::Reverse(*sum), *c)).collect();
    ranked.sort_unstable();
    let least = ranked.first().filter(|_| long).map_or(0, |(std::cmp::Reverse(most), _)| most / MINOR);
    ranked.retain(|(std::cmp::Reverse(sum), _)| *sum >= least);
    ranked.truncate(if long { STRONGEST } else { usize::MAX });
    let mut known: Vec<Chain> = ranked.into_iter().map(|(_, chain)| chain).collect();
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
fn spread(work: &Work, found: &mut Found, known: &[Chain], left: &mut Left) -> Vec<Repair> {
    let text = work.now();
    let mut runs = std::mem::take(&mut found.runs);
    let later = found.later.take();
    if !known.is_empty() && !text.is_ascii() && !found.sound {
        let mut wider: Vec<Placed> = Vec::new();
        for window in Window::split(text, 0..text.len()) {
            let mut more = Vec::new();
            for &chain in known {
                more.extend(path::runs(&window, chain, chains::known(chain)));
            }
            more.retain(|run| admit::admits(&window.chars, run));
            wider.extend(best(more).into_iter().map(|run| window.place(run)));
        }
        if let Some(look) = later.filter(|_| left.barren < OPENING) {
            let zones = unexplained(&wider, text);
            let searched: usize = zones.iter().map(Range::len).sum();
            runs = search(work, Look { zones, ..look }, &mut left.budget).runs;
            left.barren = if runs.is_empty() { left.barren + searched } else { 0 };
            count(&mut left.late, &runs);
        }
        // What only one zone vouched for stays, where it is not in the way.
        runs = merge(wider, runs);
    }
    if is_ruin(text, &runs) {
        runs.retain(|placed| !placed.run.chain.is_chinese());
    }
    runs.iter().flat_map(|placed| placed.repairs(text)).collect()
}

/// What is suspicious of a text outside of `runs`.
fn unexplained(runs: &[Placed], text: &str) -> Vec<Range<usize>> {
    let gaps = std::iter::once(0).chain(runs.iter().map(Placed::end));
    let ends = runs.iter().map(Placed::start).chain([text.len()]);
    scan::zones(text, gaps.zip(ends).map(|(start, end)| start..end))
}

/// Whether Chinese read as other Chinese is beyond repair: of the stretch that the repairs span, much is left that is no text
/// and that the chain does not explain. It was damaged twice, and what stood in between cannot be known; what comes out of
/// the rest is words by chance.
fn is_ruin(text: &str, runs: &[Placed]) -> bool {
    let chinese = || runs.iter().filter(|placed| placed.run.chain.is_chinese());
    let (Some(first), Some(last)) = (chinese().next(), chinese().next_back()) else { return false };
    let start = text.floor_char_boundary(first.start().saturating_sub(AROUND));
    let end = text.ceil_char_boundary((last.end() + AROUND).min(text.len()));
    let (mut all, mut odd, mut read, mut at) = (0, 0, 0, start);
    let mut left = |range: Range<usize>| {
        for c in text.get(range).unwrap_or_default().chars() {
            let ruined = matches!(c, '?' | '□') || !c.is_ascii() && c != '\u{FFFD}' && MODEL.cost(' ', c) >= RARE;
            odd += usize::from(ruined);
            all += usize::from(ruined || !c.is_ascii());
        }
    };
    for (piece, range) in chinese().flat_map(|placed| placed.run.pieces.iter().zip(&placed.ranges)) {
        left(at..range.start);
        at = range.end;
        read += piece.with.chars().filter(|c| !c.is_ascii()).count();
    }
    left(at..end);
    odd * RUIN > all + read
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
