//! The tables under `src/data/pinyin`: sorted, and searched where they lie, so that there is nothing to load.

use std::sync::LazyLock;

/// Words of one to six characters, then characters: see `src/data/pinyin/words.py`.
static WORDS: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let mut rest: &[u8] = include_bytes!("../../../data/pinyin/words.bin");
    (1..=LONGEST).chain([1]).map(|length| Table::read(&mut rest, length)).collect()
});
/// Neighbours: see `src/data/pinyin/pairs.py`.
static PAIRS: LazyLock<Table> =
    LazyLock::new(|| Table::read(&mut &include_bytes!("../../../data/pinyin/pairs.bin")[..], 2));
/// Simplified forms: see `src/data/pinyin/forms.py`.
static FORMS: LazyLock<Table> =
    LazyLock::new(|| Table::read(&mut &include_bytes!("../../../data/pinyin/forms.bin")[..], 2));

/// Characters of the longest words.
pub(super) const LONGEST: usize = 6;
/// A level of a word is so many times its negative log-probability.
const SCALE: f64 = 14.0;

/// The log-probability of a word of simplified characters.
pub(super) fn word(word: &[char]) -> Option<f64> {
    let table = WORDS.get(word.len().checked_sub(1)?).filter(|_| word.len() <= LONGEST)?;
    table.get(word).map(|level| f64::from(level) / -SCALE)
}

/// The log-probability of a simplified character among those of all words.
pub(super) fn character(c: char) -> Option<f64> {
    WORDS.get(LONGEST)?.get(&[c]).map(|level| f64::from(level) / -SCALE)
}

/// How much likelier (nats, 0 to 9) the second character (both simplified) is behind the first than elsewhere.
pub(super) fn affinity(first: char, second: char) -> Option<f64> {
    PAIRS.get(&[first, second]).map(f64::from)
}

/// The simplified form of a Han character that is another or is used otherwise in traditional text, and whether the
/// character is what traditional text has for it: 0 yes, 1 at times, 2 no.
pub(super) fn simplified(c: char) -> Option<(char, u8)> {
    FORMS.behind(c).next()
}

/// Keys of as many characters each, in order, and a byte for each; everything big-endian.
struct Table {
    firsts: &'static [u8],
    /// For each first character the number of its first key; one more at the end.
    starts: &'static [u8],
    /// Of each key what is behind its first character.
    rests: &'static [u8],
    /// Bytes of that.
    width: usize,
    values: &'static [u8],
}

impl Table {
    /// Takes a table from the front; a short one gives empty answers, never a panic.
    fn read(from: &mut &'static [u8], length: usize) -> Self {
        let width = 2 * (length - 1);
        let firsts = number(take(from, 4), 0);
        let (firsts, starts) = (take(from, firsts * 2), take(from, (firsts + 1) * 4));
        let keys = number(take(from, 4), 0);
        Table { firsts, starts, rests: take(from, keys * width), width, values: take(from, keys) }
    }

    /// The numbers of the keys that begin with `first`.
    fn range(&self, first: char) -> Option<std::ops::Range<usize>> {
        let at = search(self.firsts, 0..self.firsts.len() / 2, &bytes(first)?)?;
        Some(number(self.starts, at)..number(self.starts, at + 1))
    }

    fn get(&self, key: &[char]) -> Option<u8> {
        let (first, rest) = key.split_first()?;
        let range = self.range(*first)?;
        let mut wanted = [0; 2 * LONGEST];
        for (to, c) in wanted.chunks_exact_mut(2).zip(rest) {
            to.copy_from_slice(&bytes(*c)?);
        }
        let at = match self.width {
            0 => range.start,
            width => search(self.rests, range, wanted.get(..width)?)?,
        };
        self.values.get(at).copied()
    }

    /// The second characters of keys of two, and their bytes.
    fn behind(&self, first: char) -> impl Iterator<Item = (char, u8)> {
        self.range(first).into_iter().flatten().filter_map(|at| {
            let &[high, low] = self.rests.get(at * 2..at * 2 + 2)? else { return None };
            Some((char::from_u32(u32::from(u16::from_be_bytes([high, low])))?, *self.values.get(at)?))
        })
    }
}

fn take(from: &mut &'static [u8], n: usize) -> &'static [u8] {
    let (head, tail) = from.split_at(n.min(from.len()));
    *from = tail;
    head
}

/// The `at`-th number of 32 bits.
fn number(table: &[u8], at: usize) -> usize {
    let Some(&[a, b, c, d]) = table.get(at * 4..at * 4 + 4) else { return 0 };
    usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(0)
}

fn bytes(c: char) -> Option<[u8; 2]> {
    u16::try_from(u32::from(c)).ok().map(u16::to_be_bytes)
}

/// The number of a key among those in `range`.
fn search(keys: &[u8], range: std::ops::Range<usize>, wanted: &[u8]) -> Option<usize> {
    let width = wanted.len();
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        match keys.get(middle * width..(middle + 1) * width)?.cmp(wanted) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(middle),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_there() {
        let of = |text: &str| word(&text.chars().collect::<Vec<_>>());
        assert!(of("我们") > of("美人蕉") && of("美人蕉").is_some());
        assert_eq!(of("们我"), None);
        assert_eq!(of(""), None);
        assert_eq!(of("我们我们我们我"), None);
        assert!(character('的') > character('蕉'));
        assert!(affinity('美', '丽') > affinity('美', '的'));
        assert_eq!(affinity('丽', 'a'), None);
        assert_eq!(simplified('國'), Some(('国', 0)));
        assert_eq!(simplified('后'), Some(('后', 1)));
        assert_eq!(simplified('好'), None);
    }

    #[test]
    fn tables_are_read_to_their_ends() {
        assert!(WORDS.iter().chain([&*PAIRS, &*FORMS]).all(|t| !t.values.is_empty()));
        let bytes: usize =
            WORDS.iter().map(|t| 8 + t.firsts.len() + t.starts.len() + t.rests.len() + t.values.len()).sum();
        assert_eq!(bytes, include_bytes!("../../../data/pinyin/words.bin").len());
    }
}
