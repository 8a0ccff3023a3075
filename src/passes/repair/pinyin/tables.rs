//! The tables under `src/data/pinyin`: sorted, and searched where they lie, so that there is nothing to load.

use std::sync::LazyLock;

/// Words of one to six characters, then characters: see `src/data/pinyin/words.py`.
static WORDS: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let mut rest: &[u8] = include_bytes!("../../../data/pinyin/words.bin");
    (1..=LONGEST).chain([1]).map(|length| Table::read(&mut rest, length)).collect()
});
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

/// The words of so many characters that begin with `head`, to be asked for several that do.
pub(super) fn words_with(head: &[char], length: usize) -> Option<WordsWith> {
    let table = WORDS.get(length.checked_sub(1)?).filter(|_| length <= LONGEST)?;
    let range = table.with(head)?;
    (!range.is_empty()).then_some(WordsWith { table, range })
}

/// See [`words_with`].
pub(super) struct WordsWith {
    table: &'static Table,
    range: std::ops::Range<usize>,
}

impl WordsWith {
    /// As [`word`], of one of them.
    pub(super) fn word(&self, word: &[char]) -> Option<f64> {
        let at = self.table.find_in(self.range.clone(), word.get(1..)?)?;
        self.table.values.get(at).map(|level| f64::from(*level) / -SCALE)
    }
}

/// The log-probability of a simplified character among those of all words.
pub(super) fn character(c: char) -> Option<f64> {
    WORDS.get(LONGEST)?.get(&[c]).map(|level| f64::from(level) / -SCALE)
}

/// The simplified form of a Han character that is another or is used otherwise in traditional text, and whether the
/// character is what traditional text has for it: 0 yes, 1 at times, 2 no.
pub(super) fn simplified(c: char) -> Option<(char, u8)> {
    FORMS.behind(c).next()
}

/// Keys of as many characters each, in order, and a byte for each; everything big-endian.
struct Table {
    /// The number of each first character and 1; 0 where there is none.
    rows: Vec<u16>,
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
        let mut rows = vec![0; 0x1_0000];
        for (row, first) in (1..).zip(take(from, firsts * 2).chunks_exact(2)) {
            let first = first.try_into().map_or(0, u16::from_be_bytes);
            if let Some(slot) = rows.get_mut(usize::from(first)) {
                *slot = row;
            }
        }
        let starts = take(from, (firsts + 1) * 4);
        let keys = number(take(from, 4), 0);
        let (rests, values) = (take(from, keys * width), take(from, keys));
        Table { rows, starts, rests, width, values }
    }

    /// The numbers of the keys that begin with `first`.
    fn range(&self, first: char) -> Option<std::ops::Range<usize>> {
        let at = usize::from(*self.rows.get(first as usize)?).checked_sub(1)?;
        Some(number(self.starts, at)..number(self.starts, at + 1))
    }

    fn get(&self, key: &[char]) -> Option<u8> {
        self.values.get(self.find(key)?).copied()
    }

    /// The number of a key.
    fn find(&self, key: &[char]) -> Option<usize> {
        let (first, rest) = key.split_first()?;
        self.find_in(self.range(*first)?, rest)
    }

    /// The numbers of the keys that begin with `head`.
    fn with(&self, head: &[char]) -> Option<std::ops::Range<usize>> {
        let (first, rest) = head.split_first()?;
        let range = self.range(*first)?;
        let mut wanted = [0; 2 * LONGEST];
        for (to, c) in wanted.chunks_exact_mut(2).zip(rest) {
            to.copy_from_slice(&bytes(*c)?);
        }
        let wanted = wanted.get(..2 * rest.len())?;
        let keys = self.rests.get(range.start * self.width..range.end * self.width)?;
        // The first key that is not below `wanted`, or with `after` the first above all that begin so.
        let edge = |after: bool| {
            let (mut low, mut high) = (0, range.len());
            while low < high {
                let middle = low + (high - low) / 2;
                let head = keys.get(middle * self.width..)?.get(..wanted.len())?;
                if head < wanted || after && head == wanted { low = middle + 1 } else { high = middle }
            }
            Some(range.start + low)
        };
        Some(edge(false)?..edge(true)?)
    }

    /// The number of the key among those in `range` whose characters behind the first are `rest`.
    fn find_in(&self, range: std::ops::Range<usize>, rest: &[char]) -> Option<usize> {
        let mut wanted = [0; 2 * LONGEST];
        for (to, c) in wanted.chunks_exact_mut(2).zip(rest) {
            to.copy_from_slice(&bytes(*c)?);
        }
        match self.width {
            0 => Some(range.start),
            width => search(self.rests, range, wanted.get(..width)?),
        }
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
    match wanted.len() {
        2 => search_by::<2>(keys, range, wanted),
        4 => search_by::<4>(keys, range, wanted),
        6 => search_by::<6>(keys, range, wanted),
        8 => search_by::<8>(keys, range, wanted),
        _ => search_by::<10>(keys, range, wanted),
    }
}

/// The same for keys of `W` bytes, which are compared as numbers.
pub(super) fn search_by<const W: usize>(keys: &[u8], range: std::ops::Range<usize>, wanted: &[u8]) -> Option<usize> {
    let value = |key: &[u8]| {
        let key: &[u8; W] = key.try_into().ok()?;
        let (head, tail) = key.split_at(W.min(8));
        let number = |bytes: &[u8]| bytes.iter().fold(0u64, |value, &byte| value << 8 | u64::from(byte));
        Some((number(head), number(tail)))
    };
    let wanted = value(wanted)?;
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        match value(keys.get(middle * W..(middle + 1) * W)?)?.cmp(&wanted) {
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
        assert_eq!(simplified('國'), Some(('国', 0)));
        assert_eq!(simplified('后'), Some(('后', 1)));
        assert_eq!(simplified('好'), None);
    }

    #[test]
    fn words_of_one_head_are_those_words() {
        let all: Vec<char> = "我们的美丽为什么睿蛐".chars().collect();
        for length in 2..=4 {
            for word in all.windows(length) {
                for head in 1..length {
                    let shared = words_with(&word[..head], length).and_then(|words| words.word(word));
                    assert_eq!(shared, super::word(word), "{word:?}");
                }
            }
        }
    }

    #[test]
    fn tables_are_read_to_their_ends() {
        assert!(WORDS.iter().chain([&*FORMS]).all(|t| !t.values.is_empty()));
        let bytes = |t: &Table| 8 + t.starts.len() / 2 - 2 + t.starts.len() + t.rests.len() + t.values.len();
        let words: usize = WORDS.iter().map(bytes).sum();
        assert_eq!(words, include_bytes!("../../../data/pinyin/words.bin").len());
    }
}
