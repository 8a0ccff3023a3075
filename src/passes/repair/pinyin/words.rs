//! Which of several readings of damaged bytes is Chinese: word frequencies, neighbours, and the document itself.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::{forms, neighbours};

/// About 350,000 words with frequencies; loaded when the first damage is met.
static DICTIONARY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Sum of the frequencies in the dictionary.
const TOTAL: f64 = 60_101_967.0;
/// Words of the dictionary are longer only in a handful of cases.
const LONGEST: usize = 6;

// The weights below (nats) were tuned on 1,500 damaged sentences of mixed Chinese text; none of them is critical.

/// A pair of characters that the document has elsewhere.
const KNOWN_PAIR: f64 = 3.0;
/// A Han character as a word of its own, over its frequency.
const ALONE: f64 = -1.5;
/// A Han character that is no word of the dictionary.
const UNKNOWN: f64 = -20.0;
/// A character of simplified text in a traditional document.
const WRONG_SCRIPT: f64 = -12.0;

/// Scores text by words, in nats (higher is likelier).
#[derive(Debug, Default)]
pub(super) struct Words {
    cache: HashMap<String, Option<f64>>,
    pairs: HashSet<(char, char)>,
    traditional: bool,
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
                    if forms::is_han(before) {
                        words.pairs.insert((before, c));
                    }
                    simplified += u64::from(forms::simplified_only(c));
                    traditional += u64::from(forms::simplify(c) != c);
                }
                before = c;
            }
        }
        words.traditional = traditional > simplified;
        words
    }

    /// The log-probability of the best segmentation.
    pub fn score(&mut self, text: &[char]) -> f64 {
        let simple = simplified(text);
        let route = self.forward(&simple).last().copied().unwrap_or(0.0);
        let pairs: f64 = text.windows(2).zip(simple.windows(2)).map(|(t, s)| self.pair(t, s)).sum();
        route + pairs + text.iter().map(|&c| self.character(c)).sum::<f64>()
    }

    /// The score of `text` with each of the candidates at `place`, but for what they have in common.
    pub fn compare(&mut self, text: &[char], place: usize, candidates: &[char]) -> Vec<f64> {
        let (mut text, mut simple) = (text.to_vec(), simplified(text));
        let before = self.forward(simple.get(..place).unwrap_or_default());
        let after = self.backward(simple.get(place + 1..).unwrap_or_default());
        let mut word = String::new();
        let mut scores = Vec::with_capacity(candidates.len());
        for &candidate in candidates {
            if let (Some(t), Some(s)) = (text.get_mut(place), simple.get_mut(place)) {
                (*t, *s) = (candidate, forms::simplify(candidate));
            }
            // All words that hold the place, between the best of what is before and behind.
            let mut best = f64::NEG_INFINITY;
            for start in (place + 1).saturating_sub(LONGEST)..=place {
                let Some(head) = before.get(start) else { continue };
                word.clear();
                for (end, &c) in simple.iter().enumerate().skip(start).take(LONGEST) {
                    if end > start && !forms::is_han(c) {
                        break;
                    }
                    word.push(c);
                    if end < place {
                        if !forms::is_han(c) {
                            break;
                        }
                        continue;
                    }
                    let cost = if end == start { Some(self.single(c, &word)) } else { self.word(&word) };
                    if let (Some(cost), Some(tail)) = (cost, after.get(end - place)) {
                        best = best.max(head + cost + tail);
                    }
                    if !forms::is_han(c) {
                        break;
                    }
                }
            }
            for first in [place.checked_sub(1), Some(place)].into_iter().flatten() {
                if let (Some(t), Some(s)) = (text.get(first..first + 2), simple.get(first..first + 2)) {
                    best += self.pair(t, s);
                }
            }
            scores.push(best + self.character(candidate));
        }
        scores
    }

    /// The best scores of all heads of the text.
    fn forward(&mut self, simple: &[char]) -> Vec<f64> {
        let mut best = vec![f64::NEG_INFINITY; simple.len() + 1];
        if let Some(first) = best.first_mut() {
            *first = 0.0;
        }
        self.route(simple, |start, end, cost| {
            let so_far = best.get(start).copied().unwrap_or(0.0);
            if let Some(slot) = best.get_mut(end) {
                *slot = slot.max(so_far + cost);
            }
        });
        best
    }

    /// The best scores of all tails of the text.
    fn backward(&mut self, simple: &[char]) -> Vec<f64> {
        let mut best = vec![f64::NEG_INFINITY; simple.len() + 1];
        if let Some(last) = best.last_mut() {
            *last = 0.0;
        }
        let mut edges = Vec::new();
        self.route(simple, |start, end, cost| edges.push((start, end, cost)));
        for (start, end, cost) in edges.into_iter().rev() {
            let rest = best.get(end).copied().unwrap_or(0.0);
            if let Some(slot) = best.get_mut(start) {
                *slot = slot.max(rest + cost);
            }
        }
        best
    }

    /// All words in the text, in order of their starts.
    fn route(&mut self, simple: &[char], mut edge: impl FnMut(usize, usize, f64)) {
        let mut word = String::new();
        for start in 0..simple.len() {
            word.clear();
            for (n, &c) in simple.iter().enumerate().skip(start).take(LONGEST) {
                if n > start && !forms::is_han(c) {
                    break;
                }
                word.push(c);
                let cost = if n == start { Some(self.single(c, &word)) } else { self.word(&word) };
                if let Some(cost) = cost {
                    edge(start, n + 1, cost);
                }
                if !forms::is_han(c) {
                    break;
                }
            }
        }
    }

    fn word(&mut self, word: &str) -> Option<f64> {
        if let Some(known) = self.cache.get(word) {
            return *known;
        }
        let score = DICTIONARY.has_word(word).then(|| {
            // For a word of the dictionary this is its frequency, give or take one.
            let frequency = u32::try_from(DICTIONARY.suggest_freq(word)).unwrap_or(u32::MAX);
            (f64::from(frequency.max(1)) / TOTAL).ln()
        });
        self.cache.insert(word.to_owned(), score);
        score
    }

    /// A character as a word of its own.
    fn single(&mut self, c: char, word: &str) -> f64 {
        if forms::is_han(c) { self.word(word).map_or(UNKNOWN, |s| s + ALONE) } else { punctuation(c) }
    }

    /// Two neighbours, over each by itself.
    fn pair(&self, text: &[char], simple: &[char]) -> f64 {
        let (&[a, b], &[x, y]) = (text, simple) else { return 0.0 };
        if forms::is_han(a) && forms::is_han(b) {
            let known = if self.pairs.contains(&(a, b)) { KNOWN_PAIR } else { 0.0 };
            return known + neighbours::affinity(x, y);
        }
        beside(a, b)
    }

    /// What a character costs wherever it stands.
    fn character(&self, c: char) -> f64 {
        if self.traditional && forms::simplified_only(c) { WRONG_SCRIPT } else { 0.0 }
    }
}

fn simplified(text: &[char]) -> Vec<char> {
    text.iter().map(|&c| forms::simplify(c)).collect()
}

/// The log-probability of a character that is not Han. NUL stands for one not yet known.
fn punctuation(c: char) -> f64 {
    match c {
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
    }
}

/// How much likelier (nats) two neighbours are than by themselves, where one is punctuation or the end of the block.
fn beside(a: char, b: char) -> f64 {
    const STOPS: &str = "。，、：；！？,:;!?";
    const OPENING: &str = "“‘「『《〈（(【";
    const CLOSING: &str = "”’」』》〉）)】";
    let (stop, opening, closing) = (STOPS.contains(a), OPENING.contains(a), CLOSING.contains(a));
    match (a, b) {
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
        let mut words = Words::new(&["振興縣域經濟"]);
        let score = |words: &mut Words, text: &str| words.score(&text.chars().collect::<Vec<_>>());
        assert!(score(&mut words, "美麗幸福的新篇章") > score(&mut words, "美麗幸海的新篇章"));
        assert!(score(&mut words, "新時代") > score(&mut words, "睂幗蛐"));
    }

    #[test]
    fn comparing_is_scoring() {
        let mut words = Words::new(&[]);
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
