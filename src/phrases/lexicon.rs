//! The phrases of all classes as one trie over folded characters: a text is searched as it stands, without a copy.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::{Class, Hit, rows};
use crate::chars;
use crate::han::{Convert, Converter};

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// A trie whose edges are symbols: the characters that occur in phrases, numbered from 1.
pub(super) struct Lexicon {
    /// By code point of the basic plane: the symbol of the folded character, 0 if no phrase has it.
    symbols: Vec<u16>,
    /// How all phrases begin.
    all: Openings,
    /// How those of notices begin: they alone are looked for in long paragraphs.
    legal: Openings,
    nodes: Vec<Node>,
    /// Classes of each phrase; a phrase may stand in several.
    classes: Vec<Vec<Class>>,
}

/// How some of the phrases begin.
struct Openings {
    /// A bit for each code point of the basic plane: whether a phrase begins with it. Most characters begin none, and this
    /// stays in the nearest cache.
    begins: Box<[u64; 1024]>,
    /// By first character of ASCII, a bit for each second one: whether a phrase begins with both or with the first and
    /// something beyond ASCII.
    pairs: Box<[u128; 128]>,
    /// By symbol: the phrases that begin with it.
    starts: Vec<Start>,
}

/// The phrases that begin with a symbol.
#[derive(Clone, Copy, Default)]
struct Start {
    /// Their node, 0 if there are none.
    node: u16,
    /// As [`Node::mask`]; all bits are set if the symbol alone is a phrase.
    mask: u64,
}

#[derive(Default)]
struct Node {
    /// Whether a phrase of a notice ends here or further on.
    legal: bool,
    edges: Vec<(u16, u32)>,
    /// Bit n is set if an edge has a symbol that is n modulo 64: tells most characters without a search.
    mask: u64,
    /// The phrase that ends here.
    phrase: Option<usize>,
}

impl Node {
    fn next(&self, symbol: u16) -> Option<u32> {
        if self.mask >> (symbol % 64) & 1 == 0 {
            return None;
        }
        self.edges.iter().find(|(s, _)| *s == symbol).map(|(_, node)| *node)
    }
}

impl Openings {
    /// Those of the phrases whose nodes are `wanted`, over `most` symbols.
    fn new(nodes: &[Node], symbols: &[u16], most: usize, wanted: impl Fn(&Node) -> bool) -> Openings {
        let get = |number: u32| nodes.get(number as usize).filter(|node| wanted(node));
        let start = |symbol| {
            let number = nodes.first().and_then(|root| root.next(symbol));
            let Some((number, node)) = number.and_then(|n| Some((u16::try_from(n).ok()?, get(n)?))) else {
                return Start::default();
            };
            let edges = node.edges.iter().filter(|(_, to)| get(*to).is_some());
            let mask = edges.fold(0, |mask, (symbol, _)| mask | 1 << (symbol % 64));
            Start { node: number, mask: if node.phrase.is_some() { u64::MAX } else { mask } }
        };
        let starts: Vec<Start> = (0..=u16::try_from(most).unwrap_or(u16::MAX)).map(start).collect();
        let mut begins = Box::new([0; 1024]);
        for (bits, symbols) in begins.iter_mut().zip(symbols.chunks(64)) {
            let begins = |symbol: &u16| starts.get(usize::from(*symbol)).is_some_and(|start| start.node != 0);
            *bits = symbols.iter().rev().fold(0, |bits, symbol| bits << 1 | u64::from(begins(symbol)));
        }
        let symbol = |c: char| symbols.get(c as usize).copied().unwrap_or(0);
        let mut pairs = Box::new([0; 128]);
        for (first, seconds) in ('\0'..='\x7f').zip(pairs.iter_mut()) {
            let start = starts.get(usize::from(symbol(first))).copied().unwrap_or_default();
            let Some(node) = nodes.get(usize::from(start.node)).filter(|_| start.node != 0) else { continue };
            let follows = |second: char| node.phrase.is_some() || node.next(symbol(second)).and_then(get).is_some();
            *seconds = ('\0'..='\x7f').rev().fold(0, |bits, second| bits << 1 | u128::from(follows(second)));
        }
        Openings { begins, pairs, starts }
    }

    #[inline]
    fn begins_with(&self, first: u8, second: u8) -> bool {
        self.pairs[usize::from(first & 0x7F)] >> (second & 0x7F) & 1 == 1
    }

    #[inline]
    fn begins(&self, unit: u16) -> bool {
        self.begins[usize::from(unit >> 6)] >> (unit & 63) & 1 == 1
    }
}

impl Lexicon {
    fn load() -> Lexicon {
        // Folded like the text: Japanese phrases hold characters that folding simplifies (記事).
        let mut phrases: BTreeMap<String, Vec<Class>> = BTreeMap::new();
        for (class, _, phrase) in rows() {
            phrases.entry(phrase.chars().map(fold).collect()).or_default().push(class);
        }
        let numbers: BTreeMap<char, u16> = {
            let all: std::collections::BTreeSet<char> = phrases.keys().flat_map(|p| p.chars()).collect();
            all.into_iter().zip(1..).collect()
        };
        let mut nodes = vec![Node::default()];
        for (phrase, text) in phrases.keys().enumerate() {
            let mut at = 0;
            for symbol in text.chars().filter_map(|c| numbers.get(&c)) {
                let next = nodes[at].next(*symbol).unwrap_or_else(|| {
                    let new = u32::try_from(nodes.len()).unwrap_or(0);
                    nodes[at].edges.push((*symbol, new));
                    nodes[at].mask |= 1 << (symbol % 64);
                    nodes.push(Node::default());
                    new
                });
                at = next as usize;
            }
            nodes[at].phrase = Some(phrase);
        }
        // The same by code point: it is asked for every character that folds to another.
        let mut own = vec![0; 0x1_0000];
        for (c, number) in &numbers {
            if let Some(slot) = own.get_mut(*c as usize) {
                *slot = *number;
            }
        }
        let symbol = |c: char| own.get(c as usize).copied().unwrap_or(0);
        let mut symbols = vec![0; 0x1_0000];
        // Outside these stretches a character folds to itself.
        let folding =
            ('\0'..='\u{1fff}').chain(['\u{3000}']).chain('\u{4e00}'..='\u{9fff}').chain('\u{ff01}'..='\u{ff5e}');
        let folded = numbers.keys().map(|c| (*c, *c)).chain(folding.map(|c| (c, fold(c))));
        for (c, to) in folded {
            if let Some(slot) = symbols.get_mut(c as usize) {
                *slot = symbol(to);
            }
        }
        for (text, _) in phrases.iter().filter(|(_, classes)| classes.contains(&Class::Legal)) {
            let mut at = 0;
            nodes[at].legal = true;
            for symbol in text.chars().filter_map(|c| numbers.get(&c)) {
                at = nodes[at].next(*symbol).map_or(0, |next| next as usize);
                nodes[at].legal = true;
            }
        }
        let all = Openings::new(&nodes, &symbols, numbers.len(), |_| true);
        let legal = Openings::new(&nodes, &symbols, numbers.len(), |node| node.legal);
        Lexicon { symbols, all, legal, nodes, classes: phrases.into_values().collect() }
    }

    fn symbol(&self, code: u32) -> u16 {
        self.symbols.get(code as usize).copied().unwrap_or(0)
    }

    /// The longest phrase that a text begins with.
    pub fn opening(&'static self, text: &str) -> Option<Hit> {
        let (code, len) = chars::decode(text.as_bytes())?;
        let unit = u16::try_from(code).ok().filter(|unit| self.all.begins(*unit))?;
        let (end, phrase) = self.longest(self.start(&self.all, unit).node, text.as_bytes(), len)?;
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
        while let Some((at, len, node)) = self.next(&self.all, bytes, from) {
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

    /// Whether a phrase of notices stands in a text, be it within another word or phrase. Half the cost of finding all
    /// phrases, for few characters begin one.
    pub fn may_be_legal(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut from = 0;
        while let Some((at, len, node)) = self.next(&self.legal, bytes, from) {
            if self.reaches_legal(node, bytes, at + len) {
                return true;
            }
            from = at + word(&bytes[at..]).max(len);
        }
        false
    }

    /// The next place from byte `from` on where one of the phrases may begin: where it is, the length of its first
    /// character, and the node behind it.
    #[inline]
    fn next(&self, openings: &Openings, bytes: &[u8], from: usize) -> Option<(usize, usize, u16)> {
        let mut at = from;
        loop {
            let rest = bytes.get(at..)?;
            let skipped = self.idle(openings, rest);
            at += skipped;
            let rest = rest.get(skipped..).unwrap_or_default();
            let (code, len) = match *rest {
                [] => return None,
                // No phrase begins within a word.
                [a, b @ 0..=0x7F, ..] if a.is_ascii_alphabetic() && !openings.begins_with(a, b) => {
                    at += word(rest);
                    continue;
                }
                [a @ 0..=0x7F, ..] => (u16::from(a), 1),
                [a @ 0xE0..=0xEF, b, c, ..] => (unit(a, b, c), 3),
                [a @ 0xC0..=0xDF, b, ..] => (u16::from(a & 0x1F) << 6 | u16::from(b & 0x3F), 2),
                // Beyond the basic plane, where no phrase has a character.
                _ => (0, 4),
            };
            if openings.begins(code) {
                return Some((at, len, self.start(openings, code).node));
            }
            at += len;
        }
    }

    /// Bytes of the characters of three bytes each, most of all Chinese text, with which no phrase begins.
    #[inline]
    fn idle(&self, openings: &Openings, bytes: &[u8]) -> usize {
        // Three bytes at a time, so that nothing is asked of the length.
        let threes = bytes.as_chunks::<3>().0;
        for (n, &[a, b, c]) in threes.iter().enumerate() {
            if a & 0xF0 != 0xE0 {
                return 3 * n;
            }
            let first = unit(a, b, c);
            if openings.begins(first) {
                // Most characters that begin a phrase are common ones, and the next one says that they begin none here.
                let Some(&[a @ 0xE0..=0xEF, b, c]) = threes.get(n + 1) else { return 3 * n };
                let second = self.symbol(unit(a, b, c).into());
                if self.start(openings, first).mask >> (second % 64) & 1 == 1 {
                    return 3 * n;
                }
            }
        }
        3 * threes.len()
    }

    /// The phrases that begin with a character.
    #[inline]
    fn start(&self, openings: &Openings, unit: u16) -> Start {
        openings.starts.get(usize::from(self.symbol(unit.into()))).copied().unwrap_or_default()
    }

    /// Whether a phrase of notices lies on the way from a node that goes on at byte `at`.
    fn reaches_legal(&self, node: u16, bytes: &[u8], mut at: usize) -> bool {
        let mut node = self.nodes.get(usize::from(node));
        while let Some(here) = node.filter(|node| node.legal) {
            if here.phrase.and_then(|phrase| self.classes.get(phrase)).is_some_and(|c| c.contains(&Class::Legal)) {
                return true;
            }
            let Some((code, len)) = bytes.get(at..).and_then(chars::decode) else { return false };
            node = here.next(self.symbol(code)).and_then(|n| self.nodes.get(n as usize));
            at += len;
        }
        false
    }

    /// The longest phrase on the way from a node that goes on at byte `at`, and where it ends.
    fn longest(&self, node: u16, bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
        let mut best = None;
        let mut node = self.nodes.get(usize::from(node))?;
        loop {
            if let Some(phrase) = node.phrase {
                best = Some((at, phrase));
            }
            let Some((code, len)) = bytes.get(at..).and_then(chars::decode) else { return best };
            let next = node.next(self.symbol(code)).and_then(|n| self.nodes.get(n as usize));
            let Some(next) = next else { return best };
            (node, at) = (next, at + len);
        }
    }
}

/// The code point of a character of three bytes.
#[inline]
fn unit(a: u8, b: u8, c: u8) -> u16 {
    u16::from(a & 0x0F) << 12 | u16::from(b & 0x3F) << 6 | u16::from(c & 0x3F)
}

/// Bytes of the word of ASCII that `bytes` begin with.
#[inline]
fn word(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count()
}

/// A phrase of letters with word borders must stand on them; scripts without spaces have none.
fn on_word_borders(text: &str, range: Range<usize>) -> bool {
    let is_bordered = |c: char| c.is_alphabetic() && !chars::is_cjk(c) && !chars::is_hangul(c);
    let (before, inner, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let bordered = |c: Option<char>| c.is_some_and(|c| is_bordered(fold(c)));
    let joins = |a: Option<char>, b: Option<char>| bordered(a) && bordered(b);
    !joins(before.chars().next_back(), inner.chars().next()) && !joins(inner.chars().next_back(), after.chars().next())
}

/// The simplified form of each character of U+4E00..=U+9FFF, alone.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let all = '\u{4e00}'..='\u{9fff}';
    let Some(converter) = Converter::named("t2s") else { return all.collect() };
    // All at once, a line each: no word reaches beyond its line.
    let lines: String = all.clone().flat_map(|c| [c, '\n']).collect();
    let converted = converter.convert(&lines);
    let simplify = |(c, line): (char, &str)| {
        let mut chars = line.chars();
        chars.next().filter(|_| chars.next().is_none()).unwrap_or(c)
    };
    all.zip(converted.lines()).map(simplify).collect()
});

/// A character as phrases are matched: simplified Han, half-width, lower-case.
fn fold(c: char) -> char {
    match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        '\u{4e00}'..='\u{9fff}' => SIMPLIFIED.get(c as usize - 0x4e00).copied().unwrap_or(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{80}'..='\u{1fff}' => c.to_lowercase().next().unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn what_may_be_legal_is_all_that_is() {
        for (class, _, phrase) in rows() {
            let text = format!("春天，{phrase}。");
            let found = LEXICON.find(&text).iter().any(|h| h.classes.contains(&Class::Legal));
            assert!(LEXICON.may_be_legal(&text) || !found && class != Class::Legal, "{phrase}");
        }
        for text in ["", "春天来了，河边的柳树绿了。", "The river had risen.", "版权页上写着", "本来未必不行"]
        {
            assert!(!LEXICON.may_be_legal(text), "{text}");
        }
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
