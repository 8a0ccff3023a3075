//! Finds damaged runs and restores those that can be proven.

use std::collections::BTreeSet;
use std::ops::Range;

use super::choose::Chooser;
use super::eaten::{self, Eaten};
use super::inverse::{self, Original};
use super::proof::Page;
use super::units::{self, Kind, Unit, plain};
use super::words::{HOLE, Words};
use super::{Edit, Unrepaired, forms, gbk};

/// Characters of context on each side by which candidates are compared.
const CONTEXT: usize = 8;
/// A quotation is opened at most this many characters before it is closed.
const LOOK_BACK: usize = 200;
/// A document has at most one damaged place in so many bytes, and `PLACES` more: a bound on the work that hostile text
/// can ask for. Real pages have one in some 500.
const BYTES_PER_PLACE: usize = 32;
/// See `BYTES_PER_PLACE`.
const PLACES: usize = 64;

// In nats, tuned with the weights of `words` (see there), and so that of the texts that those sentences come from, in both scripts,
// none changes.

/// The restored text must be likelier than the damaged by this much,
const LIKELIER: f64 = 1.0;
/// by this much where the document has no annotations,
const LIKELIER_ALONE: f64 = 5.0;
/// or by this much where an inserted reading stands in the damage, which is proof of it.
const LIKELIER_READING: f64 = -10.0;
/// There, a character of the restored text and its context must be this likely on average.
const CHINESE: f64 = -5.15;
/// The best candidate for a lost byte must be ahead of the next by this much,
const AHEAD: f64 = 0.2;
/// unless so many characters of the run are certain: then it is better to guess one, and to say so, than to leave all.
const CERTAIN: usize = 2;

/// An original with an eaten character before ASCII is worth this much more (nats) than its words say, for without one
/// the bytes would have to be an unassigned code by chance; before a wide character, that happens more often.
const EATEN: f64 = 3.0;
/// One whose partner is there is worth this much, for without it that would stand alone.
const PARTNER: f64 = 8.0;

/// What is known of the document while its blocks are restored.
pub(super) struct Restorer<'a> {
    blocks: &'a [&'a str],
    accepted: &'a BTreeSet<char>,
    /// Whether lost bytes took an ASCII character with them.
    eats: bool,
    /// Learned when the first damage is met.
    learned: Option<(Words, Eaten)>,
    /// Places that may still be looked at.
    budget: usize,
}

impl<'a> Restorer<'a> {
    /// For a document in which the `accepted` characters are annotated.
    pub fn new(blocks: &'a [&'a str], accepted: &'a BTreeSet<char>) -> Self {
        let bytes: usize = blocks.iter().map(|b| b.len()).sum();
        let budget = PLACES + bytes / BYTES_PER_PLACE;
        Restorer { blocks, accepted, eats: eats(blocks), learned: None, budget }
    }

    /// The edits of a block; the places that were left go to `unrepaired`.
    pub fn restore(&mut self, block: usize, unrepaired: &mut Vec<Unrepaired>) -> Vec<Edit> {
        let text = self.blocks.get(block).copied().unwrap_or_default();
        let all = units::units(text, self.accepted);
        let page = Page::new(text, &all, self.eats);
        let mut edits = Vec::new();
        // The characters before `at`, as restored so far.
        let mut done: Vec<char> = Vec::new();
        let mut at = 0;
        // Behind the last restored run.
        let mut floor = 0;
        while let Some(unit) = all.get(at) {
            let vanished = || !self.accepted.is_empty() && is_vanished(&all, at);
            if !(starts(&all, at) || vanished()) || self.budget == 0 {
                done.extend(plain(text, &all, at..at + 1));
                at += 1;
                continue;
            }
            self.budget -= 1;
            let start = unit.range.start;
            match self.best(&page, floor..at, &done) {
                Some(Restored { text: with, end, guessed, .. }) => {
                    if guessed || with.ends_with(eaten::UNKNOWN) {
                        unrepaired.push(Unrepaired { block, range: unit.range.clone() });
                    }
                    done.extend(with.chars());
                    let to = all.get(end - 1).map_or(start, |u| u.range.end);
                    edits.push(Edit { range: start..to, with });
                    (at, floor) = (end, end);
                }
                None => {
                    if certain(unit) {
                        unrepaired.push(Unrepaired { block, range: unit.range.clone() });
                    }
                    done.extend(plain(text, &all, at..at + 1));
                    at += 1;
                }
            }
        }
        edits
    }

    /// The likeliest proven original of the run that starts behind the `intact` units. If that one may not be taken, there is
    /// none: another would only be surer of something less likely.
    fn best(&mut self, page: &Page<'_>, intact: Range<usize>, done: &[char]) -> Option<Restored> {
        let mut best: Option<Restored> = None;
        let blocks = self.blocks;
        let learned = self.learned.take().unwrap_or_else(|| (Words::new(blocks), Eaten::new(blocks)));
        let rest = |end: usize| {
            let from = page.units.get(end).map_or(page.text.len(), |u| u.range.start);
            page.text.get(from..).unwrap_or_default()
        };
        let eaten = |original: &Original| {
            let end = original.end;
            let marked = page.units.get(end).is_none_or(|u| units::separator(&u.kind).is_some());
            // There the piece ended anyway.
            let ended = marked || rest(end).starts_with(['\n', '。', '、']);
            (self.eats && !ended).then(|| {
                let before: Vec<char> = done.iter().copied().chain(original.certain()).collect();
                let (eaten, how) = learned.1.between(&before, rest(end));
                (if eaten == eaten::UNKNOWN { HOLE } else { eaten }, how)
            })
        };
        for original in inverse::originals(page.units, intact.end, self.accepted, eaten) {
            let Some(mut found) = self.judge(&learned.0, page, intact.clone(), done, &original) else {
                continue;
            };
            let wide = !rest(original.end).starts_with(|c: char| c.is_ascii());
            found.gain += match original.eaten {
                inverse::Eaten::No => 0.0,
                inverse::Eaten::Partner => PARTNER,
                inverse::Eaten::Yes if wide => -EATEN,
                inverse::Eaten::Yes => EATEN,
            };
            if best.as_ref().is_none_or(|b| found.gain > b.gain) {
                best = Some(found);
            }
        }
        self.learned = Some(learned);
        best.filter(|found| found.clear)
    }

    /// Chooses the lost characters. If the result is likelier than what is there, and the damage model makes exactly
    /// the damaged text of it: by how much, and the result.
    fn judge(
        &self,
        words: &Words,
        page: &Page<'_>,
        intact: Range<usize>,
        done: &[char],
        original: &Original,
    ) -> Option<Restored> {
        let (all, at, end) = (page.units, intact.end, original.end);
        let before = done.get(done.len().saturating_sub(CONTEXT)..).unwrap_or_default();
        let mut after = plain(page.text, all, end..(end + CONTEXT).min(all.len()));
        if end == all.len() {
            after.push('\n');
        }
        let opened = done.get(done.len().saturating_sub(LOOK_BACK)..).unwrap_or_default();
        let chooser = Chooser { words, opened };
        let (restored, ahead) = chooser.choose(before, &original.slots, &after)?;
        let damaged = [before, &plain(page.text, all, at..end), &after].concat();
        let whole = [before, &restored, &after].concat();
        let likely = words.score(&whole);
        let gain = likely - words.score(&damaged);
        let sure = all.get(at).is_some_and(certain);
        let least = match sure {
            true => LIKELIER_READING,
            false if self.accepted.is_empty() => LIKELIER_ALONE,
            false => LIKELIER,
        };
        let length = u32::try_from(whole.len()).map_or(f64::MAX, f64::from);
        let alone = self.accepted.is_empty();
        // Nobody takes an ASCII character away from its partner.
        let torn = original.eaten == inverse::Eaten::Partner;
        if !sure && !torn && !restored.iter().any(|&c| forms::is_han(c)) {
            let rest = page.units.get(end).map_or(page.text.len(), |u| u.range.start);
            let rest = page.text.get(rest..).unwrap_or_default();
            let speech = words.traditional() && ends_speech(&restored);
            let quoted = words.traditional() && chooser.closes(&restored, rest);
            if !quoted && (asks(before) || alone && !speech) {
                return None;
            }
        }
        if !sure && alone && likely < CHINESE * length {
            return None;
        }
        let text: String = restored.into_iter().map(|c| if c == HOLE { eaten::UNKNOWN } else { c }).collect();
        (gain >= least && page.proves(intact, original, &text)).then(|| Restored {
            gain: gain + prior(original, self.accepted, words),
            clear: ahead >= AHEAD || original.certain().filter(|&c| forms::is_han(c)).count() >= CERTAIN,
            guessed: ahead < AHEAD,
            text,
            end,
        })
    }
}

/// A proven original.
struct Restored {
    /// How much likelier (nats) it is than the damaged text.
    gain: f64,
    /// Whether it may be taken.
    clear: bool,
    /// Whether its lost characters are not well ahead of others.
    guessed: bool,
    text: String,
    /// The unit behind the run.
    end: usize,
}

/// Characters of questions, in both scripts.
const QUESTIONS: &str = "嗎吗呢誰谁哪怎麼么何幾几啥吧";
/// Not in questions before `麼`.
const SO: &str = "那這这多";

/// Whether a question ends behind `before`, so that the author may have set just the marks that stand there (`真的嗎?！?`).
fn asks(before: &[char]) -> bool {
    let clause = before.rsplit(|c| "。！？".contains(*c)).next().unwrap_or_default();
    let so = |at: usize| at.checked_sub(1).and_then(|i| clause.get(i)).is_some_and(|&c| SO.contains(c));
    clause.iter().enumerate().any(|(at, &c)| QUESTIONS.contains(c) && !("麼么".contains(c) && so(at)))
}

/// Whether restored marks are such as end somebody's speech: a full stop and a closing mark, or three full stops and more.
fn ends_speech(restored: &[char]) -> bool {
    let trails_off = restored.len() > 2 && restored.iter().all(|&c| c == '。');
    trails_off || matches!(restored, [.., '。', '”' | '’' | '」' | '』'])
}

/// How likely (nats) the characters are that must have been annotated: known ones first, then by frequency, for rare
/// characters are not annotated.
fn prior(original: &Original, accepted: &BTreeSet<char>, words: &Words) -> f64 {
    let annotated = original.pairs.iter().filter_map(|([a, b], _)| gbk::decode(*a, *b));
    annotated.map(|c| if accepted.contains(&c) { 0.0 } else { words.score(&[c]) }).sum()
}

/// Whether lost bytes took an ASCII character with them in this document: the bracket of a reading shows it. Pages
/// without such a place are taken to be like most.
fn eats(blocks: &[&str]) -> bool {
    let (mut yes, mut no) = (0usize, 0usize);
    for text in blocks {
        for at in memchr::memchr_iter(b'?', text.as_bytes()) {
            match units::annotation_tail(text.get(at + 1..).unwrap_or_default()) {
                Some(tail) if tail.bracket => no += 1,
                Some(_) => yes += 1,
                None => {}
            }
        }
    }
    yes >= no
}

/// Whether damage may start at a unit.
fn starts(all: &[Unit], at: usize) -> bool {
    let kind = |i: usize| all.get(i).map(|u| &u.kind);
    match kind(at) {
        Some(Kind::Question) => {
            // Two question marks may be a lost byte and a mark; more are emphasis.
            let more =
                [at.checked_sub(1), Some(at + 2)].into_iter().flatten().any(|i| kind(i) == Some(&Kind::Question));
            let several = kind(at + 1) == Some(&Kind::Question) && more;
            kind(at + 1).and_then(units::separator).is_some() && !several
        }
        _ => all.get(at).is_some_and(certain),
    }
}

/// Whether damage may start at a `!` before which a byte vanished, the first of a full stop before a mark: `閱!敝醒霙Q` is 閱。”中央決.
fn is_vanished(all: &[Unit], at: usize) -> bool {
    let kind = |at: Option<usize>| at.and_then(|i| all.get(i)).map(|u| &u.kind);
    let cry = matches!(kind(Some(at)), Some(Kind::One(b'!') | Kind::Two(0xA3, 0xA1)));
    let beside = [at.checked_sub(1), Some(at + 1)];
    cry && beside.into_iter().all(|at| matches!(kind(at), Some(Kind::Two(..))))
}

/// Whether a unit is damage for certain, proven or not.
fn certain(unit: &Unit) -> bool {
    match unit.kind {
        Kind::Reading(_) => true,
        Kind::One(_) => unit.inserted.is_some(),
        _ => false,
    }
}
