//! How improbable a text is: bits for each character after the one before it.
//!
//! Letters cost what the tables say (letter pairs of 70 languages, Han words of both scripts); the rest costs
//! by class and neighbours. Absolute figures do not matter, only the difference between a damaged reading and
//! a repaired one. Rare characters are capped near 20 bits, so that one odd character never proves anything.

use std::sync::LazyLock;

use super::class::{self, Class, Script};
/// Packed by generate.py; README.md beside it says how and of what.
const PLAUSIBILITY: &[u8] = include_bytes!("../../../data/mojibake/plausibility.bin");

/// Costs are in eighths of a bit.
pub(super) const BIT: i32 = 8;

/// What the tables know of a code point of the basic plane.
#[derive(Clone, Copy)]
struct Entry {
    class: Class,
    script: Script,
    upper: bool,
    ascii: bool,
    /// Cost without context.
    alone: u8,
    /// Number in the table of pairs (of the lower case letter), `NO_INDEX` for none.
    index: u16,
}

const NO_INDEX: u16 = u16::MAX;

/// Stretches of code points of which all is alike, as long as the tables say nothing of them: two thirds of the basic plane.
const ALIKE: [(u32, u32); 5] =
    [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xD800, 0xDFFF), (0xE000, 0xF8FF)];

impl Entry {
    /// What is known of a code point without the tables.
    fn of(code: u32) -> Entry {
        let c = char::from_u32(code).unwrap_or('\u{FFFD}');
        let (class, script) = class::of(c);
        Entry {
            class,
            script,
            // Most characters are of scripts without capitals.
            upper: !script.is_cjk() && class != Class::Private && !crate::chars::is_wide(c) && c.is_uppercase(),
            ascii: c.is_ascii(),
            alone: class::rare(c, script),
            index: NO_INDEX,
        }
    }
}

pub(super) struct Model {
    entries: Vec<Entry>,
    /// Where the successors of a character begin.
    starts: Vec<u32>,
    /// Successor and cost in bits, sorted by successor.
    pairs: Vec<(u16, u8)>,
    astral: Vec<(u32, u8)>,
}

pub(super) static MODEL: LazyLock<Model> = LazyLock::new(Model::load);

struct Reader {
    at: usize,
}

impl Reader {
    fn byte(&mut self) -> u8 {
        let byte = PLAUSIBILITY.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        byte
    }

    fn varint(&mut self) -> usize {
        let mut value = 0;
        let mut shift = 0;
        loop {
            let byte = self.byte();
            value |= usize::from(byte & 0x7F) << shift;
            shift += 7;
            if byte < 0x80 || shift > 28 {
                return value;
            }
        }
    }
}

impl Model {
    fn load() -> Self {
        let mut entries: Vec<Entry> = Vec::with_capacity(0x1_0000);
        while let Some(code) = u32::try_from(entries.len()).ok().filter(|code| *code < 0x1_0000) {
            let end = ALIKE.iter().find(|(first, _)| *first == code).map_or(code, |(_, last)| *last);
            entries.resize(end as usize + 1, Entry::of(code));
        }
        let mut reader = Reader { at: 0 };
        let count = reader.varint();
        let mut astral = Vec::new();
        let mut code = 0;
        for index in 0..count {
            code += reader.varint();
            let cost = reader.byte();
            match entries.get_mut(code) {
                Some(entry) => {
                    entry.alone = cost.min(entry.alone);
                    entry.index = u16::try_from(index).unwrap_or(NO_INDEX);
                }
                None => astral.push((u32::try_from(code).unwrap_or(0), cost)),
            }
        }
        for code in 0..entries.len() {
            if !entries.get(code).is_some_and(|entry| entry.upper) {
                continue;
            }
            let Some(c) = u32::try_from(code).ok().and_then(char::from_u32) else { continue };
            let Some(lower) = c.to_lowercase().next() else { continue };
            let Some(&twin) = entries.get(u32::from(lower) as usize) else { continue };
            if let Some(entry) = entries.get_mut(code) {
                entry.index = twin.index;
                entry.alone = twin.alone;
            }
        }
        let mut starts = Vec::with_capacity(count + 1);
        let mut pairs = Vec::new();
        for _ in 0..count {
            starts.push(u32::try_from(pairs.len()).unwrap_or(u32::MAX));
            let mut next = 0;
            for _ in 0..reader.varint() {
                let packed = reader.varint();
                next += packed >> 4;
                pairs.push((u16::try_from(next).unwrap_or(NO_INDEX), (packed & 15) as u8));
            }
        }
        starts.push(u32::try_from(pairs.len()).unwrap_or(u32::MAX));
        Self { entries, starts, pairs, astral }
    }

    fn entry(&self, c: char) -> Entry {
        if let Some(&entry) = self.entries.get(u32::from(c) as usize) {
            return entry;
        }
        let (class, script) = class::of(c);
        let alone = match self.astral.binary_search_by_key(&u32::from(c), |row| row.0) {
            Ok(at) => self.astral.get(at).map_or(0, |row| row.1),
            Err(_) => class::rare(c, script),
        };
        Entry { class, script, upper: false, ascii: false, alone, index: NO_INDEX }
    }

    fn pair(&self, a: u16, b: u16) -> Option<i32> {
        let range = *self.starts.get(usize::from(a))? as usize..*self.starts.get(usize::from(a) + 1)? as usize;
        let row = self.pairs.get(range)?;
        let at = row.binary_search_by_key(&b, |pair| pair.0).ok()?;
        Some(i32::from(row.get(at)?.1) * BIT + BIT / 2)
    }

    /// Cost of `c` after `prev` (`'\n'` where a text begins).
    pub(super) fn cost(&self, prev: char, c: char) -> i32 {
        let p = self.entry(prev);
        let e = self.entry(c);
        if prev == c && !matches!(e.class, Class::Letter | Class::Private | Class::C1 | Class::Control) {
            return 3 * BIT;
        }
        if e.class == Class::Letter {
            return self.letter(p, e);
        }
        BIT * class::cost(p.class, p.script, e.class, c)
    }

    fn letter(&self, p: Entry, e: Entry) -> i32 {
        let alone = i32::from(e.alone);
        if p.class != Class::Letter {
            let start = match e.upper {
                true if e.script == Script::Latin && !e.ascii => 5,
                true => 2,
                false => 0,
            };
            return alone + BIT * (start + class::after(p.class, e.script));
        }
        if e.index == p.index && e.index != NO_INDEX && e.script == Script::Han {
            // Doubled characters are common in verse and in names.
            return alone.min(9 * BIT);
        }
        let base = match (p.index != NO_INDEX && e.index != NO_INDEX).then(|| self.pair(p.index, e.index)).flatten() {
            Some(cost) => cost,
            None if p.script == e.script && e.script.is_cjk() => alone + BIT,
            None if p.script == e.script => (alone + 4 * BIT).max(13 * BIT),
            None => alone + BIT * class::switch(p.script, e.script),
        };
        // A capital inside a word is rare, a rare capital more so; among capitals it costs little.
        let case = match (p.upper, e.upper) {
            (false, true) if e.script.is_cased() && p.script.is_cased() => 7 + i32::from(!e.ascii) * 4,
            (true, true) => 1 + i32::from(alone > 9 * BIT) * 2,
            (_, true) => 2,
            _ => 0,
        };
        base + case * BIT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_is_so() {
        let facts = |code: u32| {
            let Entry { class, script, upper, ascii, alone, index } = Entry::of(code);
            (class, script, upper, ascii, alone, index)
        };
        for (first, last) in ALIKE {
            assert!((first..=last).all(|code| facts(code) == facts(first)), "{first:X}");
        }
    }
}
