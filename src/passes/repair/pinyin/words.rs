//! Which of several readings of damaged bytes is Chinese: by words, by characters in a row, and by the document itself.

use std::collections::BTreeSet;

use super::tables::{self, LONGEST};
use super::{forms, grams};

// The weights below (nats) were fitted on half 0 of what `tools/eval_shifted.py` damages, each fifth of it with tables counted on
// the rest: by logistic regression on 1,300 characters, each among those that share its first or its second byte, then
// by how many of 2,654 damaged sentences and 1,368 lines of damaged documents came back. They make scores log-odds, or nearly.

/// The log-probability of the best segmentation into words, over
const ROUTE: f64 = 0.11;
/// this much for a character as a word of its own,
const ALONE: f64 = -2.7;
/// this for one that is no word,
const UNKNOWN: f64 = -20.0;
/// and with this for words of three characters and more: they do not come about by chance.
const LONG: f64 = 3.5;
/// The log-probability of a character behind the two before it.
const GRAM: f64 = 0.84;
/// A Han character.
const HAN: f64 = 0.72;
/// A pair of characters that the document has elsewhere.
const KNOWN_PAIR: f64 = 3.65;
/// A character that it has elsewhere.
const KNOWN: f64 = 0.55;
/// In traditional text: a form that is not the usual one,
const SECOND: f64 = -1.5;
/// one that is none,
const ODD: f64 = -2.6;
/// or one of simplified text. (Set by hand; it is the script that is wrong.)
const WRONG_SCRIPT: f64 = -12.0;

/// Scores text by words, in nats (higher is likelier).
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Neighbours, and
    pairs: Vec<(char, char)>,
    /// characters that the document has, both in order.
    characters: Vec<char>,
    traditional: bool,
    /// Quotation marks and wide spaces that it has.
    marks: BTreeSet<char>,
}

impl Words {
    /// Learns the pairs of neighbours in a document, and its script.
    pub fn new(blocks: &[&str]) -> Self {
        let mut words = Self::default();
        let (mut traditional, mut simplified) = (0u64, 0u64);
        for block in blocks {
            let mut before = '\0';
            for c in block.chars() {
                if forms::is_han(c) {
                    words.characters.push(c);
                    if forms::is_han(before) {
                        words.pairs.push((before, c));
                    }
                    simplified += u64::from(forms::simplified_only(c));
                    traditional += u64::from(forms::simplify(c) != c);
                } else if "“”‘’「」『』\u{3000}".contains(c) {
                    words.marks.insert(c);
                }
                before = c;
            }
        }
        words.characters.sort_unstable();
        words.characters.dedup();
        words.pairs.sort_unstable();
        words.pairs.dedup();
        // Damage reads as characters of both scripts.
        words.traditional = traditional * 2 > simplified;
        words
    }

    /// Whether the document is in traditional characters.
    pub fn traditional(&self) -> bool {
        self.traditional
    }

    /// Whether quotations that `close` ends are to be expected: the document has such marks, or it is in traditional
    /// characters and has none, for what the mirrors convert has `“”`.
    pub fn quotes_with(&self, close: char) -> bool {
        let none = || self.marks.iter().all(|&c| c == '\u{3000}');
        self.marks.contains(&close) || close == '”' && self.traditional && none()
    }

    /// Whether the document has wide spaces.
    pub fn is_spaced(&self) -> bool {
        self.marks.contains(&'\u{3000}')
    }

    /// How likely a text is.
    pub fn score(&self, text: &[char]) -> f64 {
        let classes = classes(text);
        let route = self.forward(&classes).last().copied().unwrap_or(0.0);
        let grams: f64 = (0..classes.len()).map(|at| gram(&classes, at)).sum();
        let pairs: f64 = text.windows(2).map(|t| self.pair(t)).sum();
        route + grams + pairs + text.iter().map(|&c| self.character(c)).sum::<f64>()
    }

    /// The score of `text` with each of the candidates at `place`, but for what they have in common.
    pub fn compare(&self, text: &[char], place: usize, candidates: &[char]) -> Vec<f64> {
        let (mut text, mut classes) = (text.to_vec(), classes(text));
        let before = self.forward(classes.get(..place).unwrap_or_default());
        let after = self.backward(classes.get(place + 1..).unwrap_or_default());
        let mut scores = Vec::with_capacity(candidates.len());
        // All words that hold the place, between the best of what is before and behind. Of those that begin before it the
        // candidates share the beginning, with which most of the longer ones are ruled out together.
        let mut spans: Vec<Held> = Vec::new();
        for start in (place + 1).saturating_sub(LONGEST)..=place {
            for end in place + 1..=(start + LONGEST).min(classes.len()) {
                let (Some(head), Some(tail)) = (before.get(start), after.get(end - place - 1)) else { continue };
                let shared = classes.get(start..place).filter(|_| end - start > 1 && start < place);
                let words = match shared.map(|shared| tables::words_with(shared, end - start)) {
                    Some(None) => continue,
                    words => words.flatten(),
                };
                spans.push(Held { span: start..end, around: (*head, *tail), words });
            }
        }
        for &candidate in candidates {
            if let (Some(t), Some(s)) = (text.get_mut(place), classes.get_mut(place)) {
                (*t, *s) = (candidate, class(candidate));
            }
            let costs = spans.iter().filter_map(|held| {
                let text = classes.get(held.span.clone())?;
                let cost = match &held.words {
                    Some(words) => weighed(text.len(), words.word(text)?),
                    None => word(text)?,
                };
                Some(held.around.0 + cost + held.around.1)
            });
            let best = costs.fold(f64::NEG_INFINITY, f64::max);
            let grams: f64 = (place..(place + GRAMS).min(classes.len())).map(|at| gram(&classes, at)).sum();
            let pairs = [place.checked_sub(1), Some(place)].into_iter().flatten();
            let pairs: f64 = pairs.filter_map(|first| text.get(first..first + 2)).map(|t| self.pair(t)).sum();
            scores.push(best + grams + pairs + self.character(candidate));
        }
        scores
    }

    /// The best scores of all heads of the text.
    fn forward(&self, classes: &[char]) -> Vec<f64> {
        let mut best = vec![f64::NEG_INFINITY; classes.len() + 1];
        if let Some(first) = best.first_mut() {
            *first = 0.0;
        }
        for (start, end, cost) in words(classes) {
            let so_far = best.get(start).copied().unwrap_or(0.0);
            if let Some(slot) = best.get_mut(end) {
                *slot = slot.max(so_far + cost);
            }
        }
        best
    }

    /// The best scores of all tails of the text.
    fn backward(&self, classes: &[char]) -> Vec<f64> {
        let mut best = vec![f64::NEG_INFINITY; classes.len() + 1];
        if let Some(last) = best.last_mut() {
            *last = 0.0;
        }
        let all: Vec<_> = words(classes).collect();
        for (start, end, cost) in all.into_iter().rev() {
            let rest = best.get(end).copied().unwrap_or(0.0);
            if let Some(slot) = best.get_mut(start) {
                *slot = slot.max(rest + cost);
            }
        }
        best
    }

    /// What two neighbours are worth for being known.
    fn pair(&self, text: &[char]) -> f64 {
        let &[a, b] = text else { return 0.0 };
        if self.pairs.binary_search(&(a, b)).is_ok() { KNOWN_PAIR } else { 0.0 }
    }

    /// What a character costs wherever it stands.
    fn character(&self, c: char) -> f64 {
        if !forms::is_han(c) {
            return 0.0;
        }
        let standing = tables::simplified(c).map_or(0, |(_, standing)| standing);
        let form = match standing {
            _ if self.traditional && forms::simplified_only(c) => WRONG_SCRIPT,
            1 if self.traditional => SECOND,
            // A simplified document has no use for other forms, either.
            2 => ODD,
            _ => 0.0,
        };
        let known = if self.characters.binary_search(&c).is_ok() { KNOWN } else { 0.0 };
        HAN + form + known
    }
}

/// All words in the text, in order of their starts, with what they count for.
fn words(classes: &[char]) -> impl Iterator<Item = (usize, usize, f64)> {
    (0..classes.len()).flat_map(move |start| {
        (start + 1..=(start + LONGEST).min(classes.len()))
            .filter_map(move |end| Some((start, end, classes.get(start..end).and_then(word)?)))
    })
}

/// What a word counts for; any character may be one.
fn word(word: &[char]) -> Option<f64> {
    match *word {
        [c] if !forms::is_han(c) => Some(0.0),
        [_] => Some(ROUTE * tables::word(word).map_or(UNKNOWN, |p| p + ALONE)),
        _ => tables::word(word).map(|p| weighed(word.len(), p)),
    }
}

/// What a word of two characters or more counts for, by its log-probability.
fn weighed(length: usize, probability: f64) -> f64 {
    ROUTE * if length > 2 { probability + LONG } else { probability }
}

/// Words that hold a place.
struct Held {
    span: std::ops::Range<usize>,
    /// The best of what is before and behind them.
    around: (f64, f64),
    /// Those that begin like them, if they begin before the place.
    words: Option<tables::WordsWith>,
}

/// Characters of the longest that are counted in a row.
const GRAMS: usize = grams::LONGEST;

/// What a character counts for behind those before it; one that is not known as much as characters do on average. What comes
/// before such a one does not matter.
fn gram(classes: &[char], at: usize) -> f64 {
    const AVERAGE: f64 = -4.0;
    let gram = classes.get((at + 1).saturating_sub(GRAMS)..=at).unwrap_or_default();
    match gram.iter().rposition(|&c| c == HOLE) {
        Some(hole) if hole + 1 == gram.len() => GRAM * AVERAGE,
        Some(hole) => GRAM * grams::behind(gram.get(hole + 1..).unwrap_or_default()),
        None => GRAM * grams::behind(gram),
    }
}

/// Stands for a character not yet known, or that nobody can know.
pub(super) const HOLE: char = '\0';

fn classes(text: &[char]) -> Vec<char> {
    text.iter().map(|&c| class(c)).collect()
}

/// What a character counts as: `kind` in `grams.py` is the same.
fn class(c: char) -> char {
    match c {
        ',' => '，',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        '!' => '！',
        '?' => '？',
        ';' => '；',
        '「' | '『' => '“',
        '」' | '』' => '”',
        HOLE | '\n' | '，' | '：' | '（' | '）' | '！' | '？' | '；' | '。' | '、' => c,
        '“' | '”' | '‘' | '’' | '《' | '》' | '—' | '…' | '·' => c,
        '0'..='9' | '０'..='９' => '0',
        ' ' | '\u{3000}' => ' ',
        _ if c.is_ascii_alphabetic() => 'a',
        _ if c.is_ascii() => '#',
        _ if forms::is_han(c) => forms::simplify(c),
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beat_garbage() {
        let words = Words::new(&["振興縣域經濟"]);
        let score = |words: &Words, text: &str| words.score(&text.chars().collect::<Vec<_>>());
        assert!(score(&words, "美麗幸福的新篇章") > score(&words, "美麗幸海的新篇章"));
        assert!(score(&words, "新時代") > score(&words, "睂幗蛐"));
    }

    #[test]
    fn comparing_is_scoring() {
        let words = Words::new(&[]);
        let mut text: Vec<char> = "我們的幸\0生活，".chars().collect();
        let candidates = ['福', '海', '。', '常'];
        let compared = words.compare(&text, 4, &candidates);
        let scored: Vec<f64> = candidates
            .iter()
            .map(|&c| {
                text[4] = c;
                words.score(&text)
            })
            .collect();
        let offset = compared[0] - scored[0];
        for (a, b) in compared.iter().zip(&scored) {
            assert!((a - b - offset).abs() < 1e-9, "{compared:?} {scored:?}");
        }
    }
}
