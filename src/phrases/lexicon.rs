//! The phrases of all classes as one trie over folded characters: a text is searched as it stands, without a copy.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::anchors::Anchors;
use super::fold::fold;
use super::trie::{Builder, Node, Trie};
use super::{Class, Hit, letters, rows};
use crate::chars;

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// A trie whose edges are symbols: the characters that occur in phrases, numbered from 1.
pub(super) struct Lexicon {
    /// By code point of the basic plane: the symbol of the folded character, 0 if no phrase has it.
    symbols: Vec<u16>,
    /// How phrases begin.
    openings: Openings,
    /// How those of notices begin, and where they are told: they alone are looked for in long paragraphs.
    legal: Pairs,
    pub(super) anchors: Anchors,
    trie: Trie,
    /// Classes of each phrase; a phrase may stand in several.
    classes: Vec<Vec<Class>>,
}

/// How phrases begin.
struct Openings {
    /// A bit for each code point of the basic plane: whether a phrase begins with it. Most characters begin none, and this
    /// stays in the nearest cache.
    begins: Box<[u64; 1024]>,
    pairs: Pairs,
    /// By symbol: the phrases that begin with it.
    starts: Vec<Start>,
}

/// By first character of ASCII, a bit for each second one: whether a phrase begins with both.
struct Pairs(Box<[u128; 128]>);

/// The phrases that begin with a symbol.
#[derive(Clone, Copy, Default)]
struct Start {
    /// Their node, 0 if there are none.
    node: u16,
    /// As [`Node::mask`]; all bits are set if the symbol alone is a phrase.
    mask: u64,
}

impl Openings {
    /// Those of phrases over `most` symbols.
    fn new(trie: &Trie, symbols: &[u16], most: usize) -> Openings {
        let mut starts = vec![Start::default(); most + 1];
        for (number, node) in trie.get(0).into_iter().flat_map(|root| trie.children(root)) {
            if let (Some(start), Ok(number)) = (starts.get_mut(usize::from(node.symbol)), u16::try_from(number)) {
                *start = Start { node: number, mask: if node.phrase.is_some() { u64::MAX } else { node.mask } };
            }
        }
        let mut begins = Box::new([0; 1024]);
        for (unit, symbol) in symbols.iter().enumerate().filter(|(_, symbol)| **symbol != 0) {
            if starts.get(usize::from(*symbol)).is_some_and(|start| start.node != 0) {
                begins[unit / 64 % 1024] |= 1 << (unit % 64);
            }
        }
        Openings { begins, pairs: Pairs::new(trie, symbols, |_| true), starts }
    }

    #[inline]
    fn begins(&self, unit: u16) -> bool {
        self.begins[usize::from(unit >> 6)] >> (unit & 63) & 1 == 1
    }
}

impl Pairs {
    /// Those of the phrases whose nodes are `wanted`.
    fn new(trie: &Trie, symbols: &[u16], wanted: impl Fn(&Node) -> bool) -> Pairs {
        // By symbol, the characters of ASCII that fold to it.
        let ascii = symbols.get(..128).unwrap_or_default();
        let mut ascii_of = vec![0_u128; usize::from(ascii.iter().copied().max().unwrap_or(0)) + 1];
        for (c, symbol) in ascii.iter().enumerate() {
            ascii_of[usize::from(*symbol)] |= 1 << c;
        }
        let having = |node: &Node| ascii_of.get(usize::from(node.symbol)).copied().unwrap_or(0);
        let mut pairs = Box::new([0; 128]);
        for (_, node) in trie.get(0).into_iter().flat_map(|root| trie.children(root)).filter(|(_, node)| wanted(node)) {
            let firsts = having(node);
            if firsts == 0 {
                continue;
            }
            let next = trie.children(node).filter(|(_, next)| wanted(next)).fold(0, |bits, (_, n)| bits | having(n));
            let seconds = if node.phrase.is_some() { u128::MAX } else { next };
            for (_, pair) in pairs.iter_mut().enumerate().filter(|(first, _)| firsts >> first & 1 == 1) {
                *pair = seconds;
            }
        }
        Pairs(pairs)
    }

    #[inline]
    fn have(&self, first: u8, second: u8) -> bool {
        self.0[usize::from(first & 0x7F)] >> (second & 0x7F) & 1 == 1
    }
}

impl Lexicon {
    fn load() -> Lexicon {
        // Folded like the text: Japanese phrases hold characters that folding simplifies (記事).
        let mut phrases: BTreeMap<String, Vec<Class>> = BTreeMap::new();
        for (class, _, phrase) in rows() {
            phrases.entry(phrase.chars().map(fold).collect()).or_default().push(class);
        }
        // The symbol of each code point that a phrase has.
        let mut own = vec![0; 0x1_0000];
        for c in phrases.keys().flat_map(|phrase| phrase.chars()) {
            if let Some(slot) = own.get_mut(c as usize) {
                *slot = 1;
            }
        }
        let mut most = 0;
        for slot in own.iter_mut().filter(|slot| **slot != 0) {
            most += 1;
            *slot = most;
        }
        let symbol = |c: char| own.get(c as usize).copied().unwrap_or(0);
        let mut trie = Builder::new();
        for (number, (phrase, classes)) in phrases.iter().enumerate() {
            trie.add(phrase.chars().map(symbol).filter(|s| *s != 0), number, classes.contains(&Class::Legal));
        }
        let trie = trie.finish();
        let mut symbols = own.clone();
        // Outside these stretches a character folds to itself.
        let folding =
            ('\0'..='\u{1fff}').chain(['\u{3000}']).chain('\u{4e00}'..='\u{9fff}').chain('\u{ff01}'..='\u{ff5e}');
        for c in folding {
            if let Some(slot) = symbols.get_mut(c as usize) {
                *slot = symbol(fold(c));
            }
        }
        let openings = Openings::new(&trie, &symbols, usize::from(most));
        let legal = Pairs::new(&trie, &symbols, |node| node.legal);
        let notices = phrases.iter().filter(|(_, classes)| classes.contains(&Class::Legal));
        let anchors = Anchors::new(notices.map(|(text, _)| text.as_str()), &symbols);
        Lexicon { symbols, openings, legal, anchors, trie, classes: phrases.into_values().collect() }
    }

    pub(super) fn symbol(&self, code: u32) -> u16 {
        self.symbols.get(code as usize).copied().unwrap_or(0)
    }

    /// The longest phrase that a text begins with.
    pub fn opening(&'static self, text: &str) -> Option<Hit> {
        let (code, len) = chars::decode(text.as_bytes())?;
        let unit = u16::try_from(code).ok().filter(|unit| self.openings.begins(*unit))?;
        let (end, phrase) = self.longest(self.start(unit).node, text.as_bytes(), len)?;
        self.hit(text, 0..end, phrase)
    }

    /// A phrase, if it stands on the borders of words.
    fn hit(&'static self, text: &str, range: Range<usize>, phrase: usize) -> Option<Hit> {
        let classes = self.classes.get(phrase).map_or(&[][..], Vec::as_slice);
        on_word_borders(text, range.clone()).then_some(Hit { range, classes })
    }

    /// The phrases in a text, from left to right, the longest of those that begin at one place.
    pub fn find(&'static self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let bytes = text.as_bytes();
        let mut from = 0;
        while let Some((at, len, node)) = self.next(bytes, from) {
            match self.longest(node, bytes, at + len) {
                Some((end, phrase)) => {
                    hits.extend(self.hit(text, at..end, phrase));
                    from = end;
                }
                None => from = at + word(&bytes[at..]).max(len),
            }
        }
        hits
    }

    /// Whether not more than `most` letters of a text may stand outside of phrases: it is read until there are more.
    pub fn may_cover(&self, text: &str, most: usize) -> bool {
        let bytes = text.as_bytes();
        // Behind the last phrase or letter that was counted, and where to go on.
        let (mut free, mut from, mut left) = (0, 0, most);
        while let Some((at, len, node)) = self.next(bytes, from) {
            let outside = letters(&text[free..at]);
            if outside > left {
                return false;
            }
            left -= outside;
            free = at;
            match self.longest(node, bytes, at + len) {
                Some((end, _)) => (free, from) = (end, end),
                None => from = at + word(&bytes[at..]).max(len),
            }
        }
        letters(&text[free..]) <= left
    }

    /// The next place from byte `from` on where one of the phrases may begin: where it is, the length of its first
    /// character, and the node behind it.
    #[inline]
    fn next(&self, bytes: &[u8], from: usize) -> Option<(usize, usize, u16)> {
        let mut at = from;
        loop {
            let rest = bytes.get(at..)?;
            let skipped = self.idle(rest);
            at += skipped;
            let rest = rest.get(skipped..).unwrap_or_default();
            let (code, len) = match *rest {
                [] => return None,
                // No phrase begins within a word.
                [a, b @ 0..=0x7F, ..] if a.is_ascii_alphabetic() && !self.openings.pairs.have(a, b) => {
                    at += word(rest);
                    continue;
                }
                [a @ 0..=0x7F, ..] => (u16::from(a), 1),
                [a @ 0xE0..=0xEF, b, c, ..] => (unit(a, b, c), 3),
                [a @ 0xC0..=0xDF, b, ..] => (u16::from(a & 0x1F) << 6 | u16::from(b & 0x3F), 2),
                // Beyond the basic plane, where no phrase has a character.
                _ => (0, 4),
            };
            if self.openings.begins(code) {
                return Some((at, len, self.start(code).node));
            }
            at += len;
        }
    }

    /// Bytes of the characters of three bytes each, most of all Chinese text, with which no phrase begins.
    #[inline]
    fn idle(&self, bytes: &[u8]) -> usize {
        // Three bytes at a time, so that nothing is asked of the length.
        let threes = bytes.as_chunks::<3>().0;
        for (n, &[a, b, c]) in threes.iter().enumerate() {
            if a & 0xF0 != 0xE0 {
                return 3 * n;
            }
            let first = unit(a, b, c);
            if self.openings.begins(first) {
                // Most characters that begin a phrase are common ones, and the next one says that they begin none here.
                let Some(&[a @ 0xE0..=0xEF, b, c]) = threes.get(n + 1) else { return 3 * n };
                let second = self.symbol(unit(a, b, c).into());
                if self.start(first).mask >> (second % 64) & 1 == 1 {
                    return 3 * n;
                }
            }
        }
        3 * threes.len()
    }

    /// The phrases that begin with a character.
    #[inline]
    fn start(&self, unit: u16) -> Start {
        self.openings.starts.get(usize::from(self.symbol(unit.into()))).copied().unwrap_or_default()
    }

    /// Whether a phrase of notices begins with `first` and `second`.
    #[inline]
    pub(super) fn may_open_notice(&self, first: u8, second: u8) -> bool {
        self.legal.have(first, second)
    }

    /// Whether a phrase of notices begins at byte `at`, be it the beginning of a longer word.
    pub(super) fn opens_notice(&self, bytes: &[u8], mut at: usize) -> bool {
        let Some((code, len)) = bytes.get(at..).and_then(chars::decode) else { return false };
        let Ok(unit) = u16::try_from(code) else { return false };
        if !self.openings.begins(unit) {
            return false;
        }
        let mut node = self.trie.get(self.start(unit).node.into());
        at += len;
        while let Some(here) = node.filter(|node| node.legal) {
            if here.phrase.and_then(|phrase| self.classes.get(phrase)).is_some_and(|c| c.contains(&Class::Legal)) {
                return true;
            }
            let Some((code, len)) = bytes.get(at..).and_then(chars::decode) else { return false };
            node = self.trie.next(here, self.symbol(code));
            at += len;
        }
        false
    }

    /// The longest phrase on the way from a node that goes on at byte `at`, and where it ends.
    fn longest(&self, node: u16, bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
        let mut best = None;
        let mut node = self.trie.get(node.into())?;
        loop {
            if let Some(phrase) = node.phrase {
                best = Some((at, phrase));
            }
            let Some((code, len)) = bytes.get(at..).and_then(chars::decode) else { return best };
            let Some(next) = self.trie.next(node, self.symbol(code)) else { return best };
            (node, at) = (next, at + len);
        }
    }
}

/// The code point of a character of three bytes.
#[inline]
pub(super) fn unit(a: u8, b: u8, c: u8) -> u16 {
    u16::from(a & 0x0F) << 12 | u16::from(b & 0x3F) << 6 | u16::from(c & 0x3F)
}

/// Bytes of the word of ASCII that `bytes` begin with.
#[inline]
pub(super) fn word(bytes: &[u8]) -> usize {
    let mut len = 0;
    while let Some(eight) = bytes.get(len..).and_then(<[u8]>::first_chunk) {
        let others = no_letters(u64::from_le_bytes(*eight));
        if others != 0 {
            return len + others.trailing_zeros() as usize / 8;
        }
        len += 8;
    }
    len + bytes.iter().skip(len).take_while(|b| b.is_ascii_alphabetic()).count()
}

/// Of eight bytes, the highest bits of those that are no letters of ASCII.
#[inline]
fn no_letters(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // In lower case; with the highest bits out of the way no sum reaches into the next byte.
    let low = (eight | (ONES * 0x20)) & (ONES * 0x7F);
    let from_a = low + ONES * (0x80 - b'a' as u64);
    let beyond_z = low + ONES * (0x80 - (b'z' as u64 + 1));
    (!from_a | beyond_z | eight) & (ONES * 0x80)
}

/// A phrase of letters with word borders must stand on them; scripts without spaces have none.
fn on_word_borders(text: &str, range: Range<usize>) -> bool {
    let is_bordered = |c: char| !chars::is_cjk(c) && !chars::is_hangul(c) && c.is_alphabetic();
    let (before, inner, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let bordered = |c: Option<char>| c.is_some_and(|c| is_bordered(fold(c)));
    let joins = |a: Option<char>, b: Option<char>| bordered(a) && bordered(b);
    !joins(before.chars().next_back(), inner.chars().next()) && !joins(inner.chars().next_back(), after.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_the_first_other_byte() {
        for b in 0..=u8::MAX {
            for n in 0..20 {
                let text = [vec![b'q'; n], vec![b], vec![b'Z'; 12]].concat();
                let simple = text.iter().take_while(|b| b.is_ascii_alphabetic()).count();
                assert_eq!(word(&text), simple, "{b} behind {n}");
            }
        }
    }

    #[test]
    fn folding_is_in_the_table() {
        let folded: std::collections::BTreeSet<char> = rows().flat_map(|(_, _, p)| p.chars()).map(fold).collect();
        for c in '\0'..='\u{ffff}' {
            assert_eq!(LEXICON.symbol(c.into()) != 0, folded.contains(&fold(c)), "U+{:04X}", u32::from(c));
        }
        assert!(
            rows().all(|(_, _, p)| p.chars().all(|c| LEXICON.symbol(c.into()) != 0)),
            "a phrase beyond the basic plane"
        );
    }

    #[test]
    fn the_longest_phrase_wins() {
        let found = |text: &'static str| LEXICON.find(text).into_iter().map(|h| &text[h.range]).collect::<Vec<_>>();
        assert_eq!(found("返回首页"), ["返回首页"]);
        assert_eq!(found("某返回首頁某首页"), ["返回首頁", "首页"]);
        assert_eq!(found("Ｂack to Top"), ["Ｂack to Top"]);
        assert_eq!(found("homework"), Vec::<&str>::new());
    }
}
