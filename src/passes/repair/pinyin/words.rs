//! Which of several readings of damaged bytes is Chinese: word frequencies, neighbours, and the document itself.

use std::collections::HashSet;

use super::forms;
use super::tables::{self, LONGEST};

// The weights below (nats) were fitted by logistic regression on 3,200 characters of mixed Chinese text (half 0 of what
// `tools/eval_shifted.py` damages), each among those that share its first or its second byte. They make scores log-odds,
// or nearly.

/// The log-probability of the best segmentation into words, over
const ROUTE: f64 = 0.42;
/// this much for a character as a word of its own,
const ALONE: f64 = -1.5;
/// this for one that is no word,
const UNKNOWN: f64 = -20.0;
/// and with this for words of three characters and more: they do not come about by chance.
const LONG: f64 = 3.5;
/// How much likelier two characters are next to each other than elsewhere,
const AFFINITY: f64 = 0.42;
/// with this much for a pair never seen.
const UNSEEN: f64 = -2.0;
/// The log-probability of a character.
const FREQUENCY: f64 = 0.38;
/// That of one that no word has.
const RARE: f64 = -16.0;
/// A Han character.
const HAN: f64 = 1.46;
/// Punctuation.
const MARK: f64 = -1.46;
/// A pair of characters that the document has elsewhere.
const KNOWN_PAIR: f64 = 3.3;
/// A character that it has elsewhere.
const KNOWN: f64 = 0.55;
/// In traditional text: a form that is not the usual one,
const SECOND: f64 = -2.1;
/// one that is none,
const ODD: f64 = -4.5;
/// or one of simplified text. (Set by hand; it is the script that is wrong.)
const WRONG_SCRIPT: f64 = -12.0;

/// Scores text by words, in nats (higher is likelier).
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Neighbours, and
    pairs: HashSet<(char, char)>,
    /// characters that the document has.
    characters: HashSet<char>,
    traditional: bool,
    quotes: HashSet<char>,
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
                    words.characters.insert(c);
                    if forms::is_han(before) {
                        words.pairs.insert((before, c));
                    }
                    simplified += u64::from(forms::simplified_only(c));
                    traditional += u64::from(forms::simplify(c) != c);
                } else if "“”‘’「」『』".contains(c) {
                    words.quotes.insert(c);
                }
                before = c;
            }
        }
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
        self.quotes.contains(&close) || close == '”' && self.quotes.is_empty() && self.traditional
    }

    /// The log-probability of the best segmentation.
    pub fn score(&self, text: &[char]) -> f64 {
        let simple = simplified(text);
        let route = self.forward(&simple).last().copied().unwrap_or(0.0);
        let pairs: f64 = text.windows(2).zip(simple.windows(2)).map(|(t, s)| self.pair(t, s)).sum();
        route + pairs + text.iter().map(|&c| self.character(c)).sum::<f64>()
    }

    /// The score of `text` with each of the candidates at `place`, but for what they have in common.
    pub fn compare(&self, text: &[char], place: usize, candidates: &[char]) -> Vec<f64> {
        let (mut text, mut simple) = (text.to_vec(), simplified(text));
        let before = self.forward(simple.get(..place).unwrap_or_default());
        let after = self.backward(simple.get(place + 1..).unwrap_or_default());
        let mut scores = Vec::with_capacity(candidates.len());
        for &candidate in candidates {
            if let (Some(t), Some(s)) = (text.get_mut(place), simple.get_mut(place)) {
                (*t, *s) = (candidate, forms::simplify(candidate));
            }
            // All words that hold the place, between the best of what is before and behind.
            let mut best = f64::NEG_INFINITY;
            for start in (place + 1).saturating_sub(LONGEST)..=place {
                let Some(head) = before.get(start) else { continue };
                for end in place + 1..=(start + LONGEST).min(simple.len()) {
                    let cost = simple.get(start..end).and_then(word);
                    if let (Some(cost), Some(tail)) = (cost, after.get(end - place - 1)) {
                        best = best.max(head + cost + tail);
                    }
                }
            }
            let mut score = best + self.character(candidate);
            for first in [place.checked_sub(1), Some(place)].into_iter().flatten() {
                if let (Some(t), Some(s)) = (text.get(first..first + 2), simple.get(first..first + 2)) {
                    score += self.pair(t, s);
                }
            }
            scores.push(score);
        }
        scores
    }

    /// The best scores of all heads of the text.
    fn forward(&self, simple: &[char]) -> Vec<f64> {
        let mut best = vec![f64::NEG_INFINITY; simple.len() + 1];
        if let Some(first) = best.first_mut() {
            *first = 0.0;
        }
        for (start, end, cost) in words(simple) {
            let so_far = best.get(start).copied().unwrap_or(0.0);
            if let Some(slot) = best.get_mut(end) {
                *slot = slot.max(so_far + cost);
            }
        }
        best
    }

    /// The best scores of all tails of the text.
    fn backward(&self, simple: &[char]) -> Vec<f64> {
        let mut best = vec![f64::NEG_INFINITY; simple.len() + 1];
        if let Some(last) = best.last_mut() {
            *last = 0.0;
        }
        let all: Vec<_> = words(simple).collect();
        for (start, end, cost) in all.into_iter().rev() {
            let rest = best.get(end).copied().unwrap_or(0.0);
            if let Some(slot) = best.get_mut(start) {
                *slot = slot.max(rest + cost);
            }
        }
        best
    }

    /// Two neighbours, over each by itself.
    fn pair(&self, text: &[char], simple: &[char]) -> f64 {
        let (&[a, b], &[x, y]) = (text, simple) else { return 0.0 };
        if forms::is_han(a) && forms::is_han(b) {
            let known = if self.pairs.contains(&(a, b)) { KNOWN_PAIR } else { 0.0 };
            return known + AFFINITY * tables::affinity(x, y).unwrap_or(UNSEEN);
        }
        beside(a, b)
    }

    /// What a character costs wherever it stands.
    fn character(&self, c: char) -> f64 {
        if !forms::is_han(c) {
            return 0.0;
        }
        let (simple, standing) = tables::simplified(c).unwrap_or((c, 0));
        let form = match standing {
            _ if self.traditional && forms::simplified_only(c) => WRONG_SCRIPT,
            1 if self.traditional => SECOND,
            // A simplified document has no use for other forms, either.
            2 => ODD,
            _ => 0.0,
        };
        let known = if self.characters.contains(&c) { KNOWN } else { 0.0 };
        HAN + FREQUENCY * tables::character(simple).unwrap_or(RARE) + form + known
    }
}

/// All words in the text, in order of their starts, with what they count for.
fn words(simple: &[char]) -> impl Iterator<Item = (usize, usize, f64)> {
    (0..simple.len()).flat_map(move |start| {
        (start + 1..=(start + LONGEST).min(simple.len()))
            .filter_map(move |end| Some((start, end, simple.get(start..end).and_then(word)?)))
    })
}

/// What a word counts for; any character may be one.
fn word(word: &[char]) -> Option<f64> {
    match *word {
        [c] if !forms::is_han(c) => Some(punctuation(c)),
        [_] => Some(ROUTE * tables::word(word).map_or(UNKNOWN, |p| p + ALONE)),
        [_, _] => tables::word(word).map(|p| ROUTE * p),
        _ => tables::word(word).map(|p| ROUTE * (p + LONG)),
    }
}

fn simplified(text: &[char]) -> Vec<char> {
    text.iter().map(|&c| forms::simplify(c)).collect()
}

/// What a character that is not Han counts for. NUL stands for one not yet known.
fn punctuation(c: char) -> f64 {
    let log_probability = match c {
        '，' | ',' | '。' => -3.5,
        '、' => -5.0,
        '“' | '”' | '：' | ':' | '(' | ')' | '（' | '）' => -6.0,
        '；' | ';' | '！' | '!' | '《' | '》' | '「' | '」' => -7.0,
        '？' | '‘' | '’' | '『' | '』' | '…' | '—' | ' ' | '\n' | '·' => -8.0,
        '\0' => -10.0,
        '?' => -9.0,
        _ if c.is_ascii_alphanumeric() => -6.0,
        _ if c.is_ascii() => -9.0,
        _ => -20.0,
    };
    ROUTE * log_probability + MARK
}

/// How much likelier (nats) two neighbours are than by themselves, where one is punctuation or the end of the block.
fn beside(a: char, b: char) -> f64 {
    const STOPS: &str = "。，、：；！？,:;!?";
    const OPENING: &str = "“‘「『《〈（(【";
    const CLOSING: &str = "”’」』》〉）)】";
    let (stop, opening, closing) = (STOPS.contains(a), OPENING.contains(a), CLOSING.contains(a));
    match (a, b) {
        ('。', '。') => -1.0,
        _ if stop && STOPS.contains(b) => -6.0,
        _ if opening && b == '\n' => -8.0,
        _ if opening && (STOPS.contains(b) || CLOSING.contains(b)) => -6.0,
        ('。', '\n') => 3.0,
        _ if closing && b == '\n' => 3.0,
        ('。' | '！' | '？' | '!' | '?', _) if CLOSING.contains(b) => 3.0,
        ('、' | '，' | '：' | '；' | ',' | ':' | ';', _) if CLOSING.contains(b) => -4.0,
        ('。' | '，' | '：' | '、' | ',' | ':', _) if OPENING.contains(b) => 2.0,
        _ if closing && STOPS.contains(b) => 2.0,
        _ => 0.0,
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
