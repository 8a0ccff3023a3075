//! How likely a character is behind the two before it: `src/data/pinyin/grams.bin`, a tree searched where it lies. Its form is
//! described in `grams.py` beside it.

use std::sync::LazyLock;

use super::tables::search_by;

/// Characters in a row that are looked at.
pub(super) const LONGEST: usize = 3;
/// A level is so many times a negative log-probability.
const SCALE: f64 = 14.0;
/// The log-probability of a character that the table does not have.
const UNSEEN: f64 = -12.0;

static GRAMS: LazyLock<Grams> = LazyLock::new(|| Grams::read(include_bytes!("../../../data/pinyin/grams.bin")));

/// The log-probability of the last of one to three characters behind the others. They are simplified, and what is not Han
/// is a class of `words::class`.
pub(super) fn behind(gram: &[char]) -> f64 {
    let mut gram = gram;
    let mut sum = 0.0;
    while let Some((last, head)) = gram.split_last() {
        let at = GRAMS.find(head);
        if let Some(probability) = GRAMS.last(head.len(), at, *last) {
            return sum + probability;
        }
        sum += at.map_or(0.0, |at| GRAMS.factor(head.len(), at));
        gram = gram.get(1..).unwrap_or_default();
    }
    sum + UNSEEN
}

/// The characters, pairs or triples: the last characters of all that have the same head stand together, in order.
struct Level {
    /// Last characters, 16 bits each.
    last: &'static [u8],
    probabilities: &'static [u8],
    /// Of what was not seen behind them; none for triples.
    factors: &'static [u8],
    /// Of each the number of the first that begins with it; one more at the end.
    starts: Vec<u32>,
}

struct Grams {
    /// Where characters stand, and 1; 0 where they do not.
    rows: Vec<u16>,
    levels: [Level; LONGEST],
}

impl Grams {
    /// A short table gives empty answers, never a panic.
    fn read(mut from: &'static [u8]) -> Self {
        let size = take(&mut from, 4).try_into().map_or(0, u32::from_be_bytes);
        let mut size = usize::try_from(size).unwrap_or(0);
        // Bytes of the number of those that begin with it.
        let levels = [2, 1, 0].map(|width| {
            let last = take(&mut from, 2 * size);
            let probabilities = take(&mut from, size);
            let factors = take(&mut from, size * usize::from(width > 0));
            let mut starts = vec![0];
            let mut start = 0;
            if width > 0 {
                for below in take(&mut from, width * size).chunks_exact(width) {
                    start += below.iter().fold(0, |n, &byte| n << 8 | u32::from(byte));
                    starts.push(start);
                }
            }
            size = usize::try_from(start).unwrap_or(0);
            Level { last, probabilities, factors, starts }
        });
        let mut rows = vec![0; 0x1_0000];
        for (row, c) in (1..).zip(levels[0].last.chunks_exact(2)) {
            if let Some(slot) = c.try_into().ok().and_then(|c| rows.get_mut(usize::from(u16::from_be_bytes(c)))) {
                *slot = row;
            }
        }
        Grams { rows, levels }
    }

    /// The number of a character or pair among those of its length.
    fn find(&self, gram: &[char]) -> Option<usize> {
        let (last, head) = gram.split_last()?;
        self.search(head.len(), self.find(head), *last)
    }

    /// The number of what is `head` (of this length, with this number) and `last`.
    fn search(&self, head: usize, at: Option<usize>, last: char) -> Option<usize> {
        if head == 0 {
            return usize::from(*self.rows.get(last as usize)?).checked_sub(1);
        }
        let starts = &self.levels.get(head - 1)?.starts;
        let start = |at: usize| usize::try_from(*starts.get(at)?).ok();
        let range = start(at?)?..start(at? + 1)?;
        search_by::<2>(self.levels.get(head)?.last, range, &u16::try_from(u32::from(last)).ok()?.to_be_bytes())
    }

    fn last(&self, head: usize, at: Option<usize>, last: char) -> Option<f64> {
        let at = self.search(head, at, last)?;
        self.levels.get(head)?.probabilities.get(at).map(|&level| nats(level))
    }

    /// Of what was not seen behind a head.
    fn factor(&self, length: usize, at: usize) -> f64 {
        let level = length.checked_sub(1).and_then(|n| self.levels.get(n)?.factors.get(at));
        level.map_or(0.0, |&level| nats(level))
    }
}

fn nats(level: u8) -> f64 {
    f64::from(level) / -SCALE
}

fn take(from: &mut &'static [u8], n: usize) -> &'static [u8] {
    let (head, tail) = from.split_at(n.min(from.len()));
    *from = tail;
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_likely_behind_what_they_stand_behind() {
        let behind = |text: &str| behind(&text.chars().collect::<Vec<_>>());
        assert!(behind("美丽") > behind("美的") && behind("为什么") > behind("什么"));
        assert!(behind("么") > behind("\u{E000}") && behind("\u{E000}") > behind("么\u{E000}"));
        // Nobody has seen this: it is as likely as without what is in front.
        assert!(behind("睿蛐。") <= behind("。"));
        assert_eq!(behind(""), UNSEEN);
    }

    #[test]
    fn the_table_is_read_to_its_end() {
        let bytes = |l: &Level| l.last.len() + l.probabilities.len() + l.factors.len();
        let [one, two, three] = &GRAMS.levels;
        let numbers = 4 + 2 * one.probabilities.len() + two.probabilities.len();
        let all = numbers + bytes(one) + bytes(two) + bytes(three);
        assert_eq!(all, include_bytes!("../../../data/pinyin/grams.bin").len());
        for level in [one, two] {
            assert_eq!(level.starts.len(), level.probabilities.len() + 1);
        }
    }
}
