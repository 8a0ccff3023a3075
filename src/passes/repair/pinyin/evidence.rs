//! Decides from the whole document whether annotations are the mirrors' or
//! the author's.

use super::annotation::{Found, bracketed};
use super::readings::{self, Standing};
use super::{forms, tables};
use crate::phrases::{Words, simplify};
use std::collections::{BTreeMap, BTreeSet};

/// Below this score annotations stay; see `judge`.
const ENOUGH: i64 = 2;

/// Characters of the mirrors beside one that they do not annotate, from which on that is the author's gloss.
const ONE_GLOSS: usize = 6;

#[derive(Debug, Default)]
struct Character<'a> {
    annotated: i64,
    readings: BTreeSet<&'a str>,
    bare: i64,
    alone: i64,
}

/// The characters whose annotations go if they are the mirrors', and what speaks for and against that.
#[derive(Debug, Default)]
pub(super) struct Judgement {
    annotated: BTreeSet<char>,
    good: i64,
    bad: i64,
    doubt: i64,
    /// Whether the text shows damage by itself.
    damaged: bool,
}

impl Judgement {
    /// The characters whose annotations go. `damaged`: whether shifted bytes were found and restored already.
    pub fn accepted(&self, damaged: bool) -> BTreeSet<char> {
        let good = self.good + if damaged || self.damaged { 4 } else { 0 };
        let enough = good - self.bad - self.doubt >= ENOUGH && good >= 4 * self.bad;
        if enough { self.annotated.clone() } else { BTreeSet::new() }
    }
}

/// Weighs the annotations of a document.
///
/// The mirrors annotate a character everywhere, always with the same reading, and only characters outside of GB 2312
/// (see `forms::can_be_annotated`). People gloss what is hard, once, in quotation marks or lists, and characters of
/// GB 2312 too. Every annotation is evidence for one or the other: `good` and `bad` count it. The weights were set by
/// hand on glossed textbook sentences and on the annotated samples, of which the hardest have one annotation.
pub(super) fn judge(blocks: &[&str], found: &Found) -> Judgement {
    let mut characters: BTreeMap<char, Character<'_>> = BTreeMap::new();
    for a in &found.annotations {
        let c = characters.entry(a.base).or_default();
        c.annotated += 1;
        c.readings.insert(&a.reading);
        if let Some(text) = blocks.get(a.block) {
            c.alone += i64::from(stands_alone(text, &a.range, a.base));
        }
    }
    // Most characters are none of these, which their lowest bits show.
    let mut low_bits = [false; 1024];
    for &c in characters.keys() {
        if let Some(low) = low_bits.get_mut(c as usize % 1024) {
            *low = true;
        }
    }
    // Where `?` stands behind a character, damage took its annotation: `當?shù)亟?jīng)濟`.
    let pairs = blocks.iter().flat_map(|text| text.chars().zip(text.chars().skip(1).chain([' '])));
    for (c, _) in pairs.filter(|(_, next)| *next != '?') {
        let may_be = low_bits.get(c as usize % 1024) == Some(&true);
        if let Some(entry) = may_be.then(|| characters.get_mut(&c)).flatten() {
            entry.bare += 1;
        }
    }
    let (mut good, mut bad, mut doubt) = (0, 3 * i64::try_from(found.other_glosses).unwrap_or(i64::MAX / 64), 0);
    let (mut foreign, mut foreign_kinds) = (0, 0);
    let mut annotated = BTreeSet::new();
    let sure = found.other_glosses == 0 && are_many(&characters);
    for (&base, c) in &characters {
        let bare = c.bare - c.annotated;
        // Damage can leave a bare one in many; one in eight is no rule any more.
        let everywhere = bare * 8 <= c.annotated || sure;
        if !forms::can_be_annotated(base) {
            foreign += c.annotated;
            foreign_kinds += 1;
        } else if c.readings.len() > 1 || !everywhere {
            bad += 2 * c.annotated + bare.min(8);
        } else {
            let standing = c.readings.first().and_then(|r| readings::standing(base, r));
            good += match standing {
                Some(Standing::Sole) if common(base) => 2,
                Some(Standing::Usual) if common(base) => 1,
                _ => 0,
            };
            good += (c.annotated - 1).min(8);
            doubt += 2 * c.alone;
            annotated.insert(base);
        }
    }
    // Of the characters that people gloss about half are in GB 2312; one beside many of the mirrors' is a gloss of the author, whose text
    // was mirrored: `數(shù)`, `現(xiàn)`, … and `耳畔(pàn)`.
    bad += foreign * if annotated.len() >= ONE_GLOSS * foreign_kinds { 2 } else { 5 };
    if teaches(blocks) {
        doubt += 6;
    }
    Judgement { annotated, good, bad, doubt, damaged: blocks.iter().any(|b| shows_damage(b)) }
}

/// Whether so many characters are annotated, all of them of those that the mirrors annotate, that it does not matter whether
/// some stand bare elsewhere: parts of a page come from other programs. Half of the characters that people gloss are none of these.
fn are_many(characters: &BTreeMap<char, Character<'_>>) -> bool {
    const KINDS: usize = 10;
    let one = |(base, c): (&char, &Character<'_>)| {
        let reading = c.readings.first().filter(|_| c.readings.len() == 1);
        forms::can_be_annotated(*base) && reading.is_some_and(|r| readings::standing(*base, r).is_some())
    };
    characters.len() >= KINDS && characters.iter().all(one)
}

/// Whether a character is one of the thousand commonest. The mirrors annotate common characters, people rare ones.
fn common(c: char) -> bool {
    /// Of the 90 characters seen annotated in real pages, 87 are more frequent (nats).
    const COMMON: f64 = -8.9;
    tables::character(forms::simplify(c)).is_some_and(|frequency| frequency > COMMON)
}

/// Whether a lost byte took the bracket of an annotation with it (`?qū)`): nobody writes so.
fn shows_damage(text: &str) -> bool {
    text.match_indices('?').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        bracketed(rest).is_some_and(|(reading, _)| !reading.is_ascii() && readings::is_reading(&reading))
    })
}

/// Whether an annotated character stands by itself, as a headword or in quotation marks.
fn stands_alone(text: &str, range: &std::ops::Range<usize>, base: char) -> bool {
    let start = range.start - base.len_utf8();
    let before = text.get(..start).and_then(|s| s.chars().next_back());
    // What unification swallows or folds must not be news to a second run: spaces beside a bracket of full width, radicals,
    // accents apart from their letters.
    let wide = text.get(..range.end).is_some_and(|s| s.ends_with('）'));
    let after = text.get(range.end..).and_then(|s| s.chars().find(|c| !(wide && c.is_whitespace())));
    let folded = |c| matches!(c, '\u{2e80}'..='\u{2fd5}' | '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}');
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || folded(c));
    !word(before) && !word(after)
}

/// Whether a text speaks of reading and characters. That only weighs (see `judge`): a page of news about a language school has
/// enough annotations of its own to outweigh it.
pub(super) fn teaches(blocks: &[&str]) -> bool {
    blocks.iter().any(|b| Words::Teaching.stands_in(&simplify(b)))
}
