//! Chooses lost characters by the words that they make.

use super::words::{HOLE, Words};

/// Characters on each side of a slot by which its candidates are compared.
const WINDOW: usize = 8;
/// Slots at most this far apart are decided together,
const NEAR: usize = 3;
/// from this many of the best of each.
const JOINT: usize = 24;
/// What a closing mark that nothing opened costs (nats).
const UNOPENED: f64 = 9.0;
/// What one at the end of the first sentence costs where nothing was opened before: the beginning may be missing.
const UNOPENED_SPEECH: f64 = 1.9;
/// What one that closes something is worth (nats): what was opened wants to be closed.
const CLOSES: f64 = 3.0;

/// A full stop costs so much (nats) before a mark that is no end,
const STOP_AND_MARK: f64 = 3.0;
/// this behind another,
const DOUBLED: f64 = 2.5;
/// this before text,
const MID_STOP: f64 = 0.5;
/// and this in quotation marks or brackets
const STOP_IN_NAME: f64 = 4.0;
/// with at most so many characters, which are no sentence.
const SHORT: usize = 4;
/// What a wide space costs (nats) where the document has no other.
const ONLY_SPACE: f64 = 6.0;

/// The evidence that choices are made by.
pub(super) struct Chooser<'a> {
    pub words: &'a Words,
    /// The text before the run, as far back as a quotation can have been opened.
    pub opened: &'a [char],
}

/// Marks that come in pairs.
const PAIRS: [(char, char); 8] =
    [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉'), ('（', '）'), ('【', '】')];

impl Chooser<'_> {
    /// Fills the slots by what makes words; also by how much (nats) the closest decision was won.
    pub fn choose(&self, before: &[char], slots: &[Vec<char>], after: &[char]) -> Option<(Vec<char>, f64)> {
        let base = before.len();
        let mut whole: Vec<char> = before.to_vec();
        whole.extend(slots.iter().map(|slot| if let [only] = slot.as_slice() { *only } else { HOLE }));
        whole.extend_from_slice(after);
        let open: Vec<usize> = (0..slots.len()).filter(|&i| slots.get(i).is_some_and(|s| s.len() > 1)).collect();
        let mut ahead = f64::INFINITY;
        let mut i = 0;
        while let Some(&a) = open.get(i) {
            let won = match open.get(i + 1) {
                Some(&b) if b - a <= NEAR => {
                    i += 1;
                    self.joint(&mut whole, (base + a, slots.get(a)?), (base + b, slots.get(b)?))?
                }
                _ => {
                    let ranked = self.rank(&whole, base + a, slots.get(a)?);
                    let &(best, score) = ranked.first()?;
                    *whole.get_mut(base + a)? = best;
                    ranked.get(1).map_or(f64::INFINITY, |(_, second)| score - second)
                }
            };
            ahead = ahead.min(won);
            i += 1;
        }
        Some((whole.get(base..base + slots.len())?.to_vec(), ahead))
    }

    /// Whether the last of the restored marks closes what is open before them, and `rest` does not close it.
    pub fn closes(&self, restored: &[char], rest: &str) -> bool {
        let Some((open, close)) = restored.last().and_then(|c| PAIRS.iter().find(|(_, close)| close == c)) else {
            return false;
        };
        let opened = self.opened.iter().rev().find(|c| *c == open || *c == close) == Some(open);
        let line = rest.split('\n').next().unwrap_or_default();
        opened && line.chars().find(|c| c == open || c == close) != Some(*close)
    }

    /// What a candidate costs or is worth by what is open before the place.
    fn closing(&self, whole: &[char], place: usize, c: char) -> f64 {
        if c == '。' {
            return stop(whole, place);
        }
        if c == '\u{3000}' {
            return if self.words.is_spaced() { 0.0 } else { ONLY_SPACE };
        }
        let Some((open, close)) = PAIRS.iter().find(|(_, close)| *close == c) else { return 0.0 };
        let before = || whole.get(..place).unwrap_or_default().iter().rev().chain(self.opened.iter().rev());
        let ends = |c: &&char| matches!(c, '。' | '！' | '？');
        let speech = before().filter(ends).count() <= 1 && before().take_while(ends).count() == 1
            || before().next() == Some(&HOLE) && before().filter(ends).count() == 0;
        match before().find(|&x| x == open || x == close) {
            Some(x) if x == open => -CLOSES,
            None if speech && self.words.quotes_with(c) => UNOPENED_SPEECH,
            _ => UNOPENED,
        }
    }

    /// The candidates for a place, best first, by the words around it.
    fn rank(&self, whole: &[char], place: usize, slot: &[char]) -> Vec<(char, f64)> {
        let from = place.saturating_sub(WINDOW);
        let window = whole.get(from..(place + WINDOW + 1).min(whole.len())).unwrap_or_default();
        let scores = self.words.compare(window, place - from, slot);
        let cost = |c| self.closing(whole, place, c);
        let mut ranked: Vec<(char, f64)> = slot.iter().zip(scores).map(|(&c, score)| (c, score - cost(c))).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }

    /// Two places near each other, decided together; by how much they were won.
    fn joint(&self, whole: &mut [char], a: (usize, &[char]), b: (usize, &[char])) -> Option<f64> {
        let first = self.rank(whole, a.0, a.1);
        let second: Vec<char> = self.rank(whole, b.0, b.1).into_iter().take(JOINT).map(|x| x.0).collect();
        let mut found: Vec<(f64, char, char)> = Vec::new();
        for &(c, _) in first.iter().take(JOINT) {
            // Ranking is relative to what the candidates have in common, so the pairs are scored in full.
            *whole.get_mut(a.0)? = c;
            for (d, _) in self.rank(whole, b.0, &second).into_iter().take(3) {
                *whole.get_mut(b.0)? = d;
                let from = a.0.saturating_sub(WINDOW);
                let window = whole.get(from..(b.0 + WINDOW + 1).min(whole.len())).unwrap_or_default();
                let cost = self.closing(whole, a.0, c) + self.closing(whole, b.0, d);
                found.push((self.words.score(window) - cost, c, d));
            }
            *whole.get_mut(b.0)? = HOLE;
        }
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let &(best, c, d) = found.first()?;
        *whole.get_mut(a.0)? = c;
        *whole.get_mut(b.0)? = d;
        Some(found.get(1).map_or(f64::INFINITY, |&(next, ..)| best - next))
    }
}

/// What a full stop at `place` costs.
fn stop(whole: &[char], place: usize) -> f64 {
    let inside = whole.get(place.saturating_sub(SHORT)..place);
    let opened = inside.is_some_and(|w| PAIRS.iter().any(|(open, _)| w.contains(open)));
    let before = place.checked_sub(1).and_then(|at| whole.get(at));
    let beside = match whole.get(place + 1) {
        Some('，' | '、' | '；' | '：' | ',' | ';' | ':' | '·') => STOP_AND_MARK,
        _ if before == Some(&'。') => DOUBLED,
        Some('\n') | None => 0.0,
        _ => MID_STOP,
    };
    beside + if opened { STOP_IN_NAME } else { 0.0 }
}
