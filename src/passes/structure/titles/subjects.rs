//! What the lines of a head and the body both speak of.

use std::collections::HashSet;

use crate::chars;
use crate::document::Block;
use crate::model::measure::{BASIS, Hashed, step};

/// Bytes of the body that are read for what it speaks of.
const BODY: usize = 16 * 1024;

/// Letters of a word that says something of a subject.
const WORD: usize = 4;

/// What the lines of a head and the body both speak of: pairs of Han characters and kana, and longer words.
pub(in super::super) struct Subject {
    pairs: HashSet<u64, Hashed>,
    words: HashSet<u64, Hashed>,
}

impl Subject {
    /// Of the prose alone: the foot of a page speaks of its site. The body is long and the lines are few, so it is asked
    /// for what they hold, instead of being put into a set.
    pub(in super::super) fn of(body: &[&Block], lines: &[&str]) -> Subject {
        let asked_pairs: HashSet<u64, Hashed> = lines.iter().flat_map(|line| pairs(line)).map(key).collect();
        let asked_words: HashSet<u64, Hashed> = lines.iter().flat_map(|line| words(line)).map(folded).collect();
        let mut near = [false; NEAR];
        lines.iter().flat_map(|line| pairs(line)).for_each(|pair| near[place(pair)] = true);
        let mut subject = Subject { pairs: HashSet::default(), words: HashSet::default() };
        let mut left = BODY;
        for block in body {
            let text = &block.text()[..block.text().floor_char_boundary(left)];
            let mut before = '\0';
            let found = text.chars().map(|c| (std::mem::replace(&mut before, c), c));
            let near = found.filter(|pair| near[place(*pair)]).map(key);
            subject.pairs.extend(near.filter(|pair| asked_pairs.contains(pair)));
            if !asked_words.is_empty() {
                subject.words.extend(words(text).map(folded).filter(|word| asked_words.contains(word)));
            }
            left -= text.len();
        }
        subject
    }

    /// From 0 to 10: the share of a line that the body has too.
    pub(in super::super) fn overlap(&self, text: &str) -> i32 {
        let (mut hits, mut all) = (0, 0);
        let mut count = |known: bool| (hits, all) = (hits + usize::from(known), all + 1);
        pairs(text).for_each(|pair| count(self.pairs.contains(&key(pair))));
        words(text).for_each(|word| count(self.words.contains(&folded(word))));
        i32::try_from((hits * 10).checked_div(all).unwrap_or(0)).unwrap_or(0)
    }
}

/// Places of pairs: most pairs of a body stand where none of a line does, and that is told without hashing.
const NEAR: usize = 1 << 12;

fn place((a, b): (char, char)) -> usize {
    (a as usize ^ (b as usize) << 5) % NEAR
}

/// A pair as a number.
fn key((a, b): (char, char)) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    let letter = |c: char| chars::is_cjk(c) && chars::is_alphabetic(c);
    text.chars().zip(text.chars().skip(1)).filter(move |(a, b)| letter(*a) && letter(*b))
}

/// A word as a number, the same in capitals as without: headlines begin words with them.
fn folded(word: &str) -> u64 {
    if word.is_ascii() {
        return word.bytes().fold(BASIS, |hash, b| step(hash, u64::from(b.to_ascii_lowercase())));
    }
    word.chars().flat_map(char::to_lowercase).fold(BASIS, |hash, c| step(hash, u64::from(c)))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let word = |w: &&str| w.len() >= WORD && (w.is_ascii() || w.chars().count() >= WORD && !w.contains(chars::is_cjk));
    text.split(|c: char| !chars::is_alphabetic(c)).filter(word)
}
