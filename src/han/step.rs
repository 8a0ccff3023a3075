//! One conversion step: a set of dictionaries merged into one automaton that finds the longest key at each place.
//!
//! A character's entry in `heads` says all there is to know of it in one load: whether it begins a key, what it becomes
//! on its own, and where its longer keys branch. Longer keys lie in a double array of 64-bit slots. Every state has a
//! base of its own, so a slot is checked by its label alone.

use super::ids;
use crate::chars::{ascii_run, decode};

/// Bits of a base, stored with a bias so that it may point before the array (labels are whole code points).
pub(super) const BASE_BITS: u32 = 22;
pub(super) const BASE_MASK: u64 = (1 << BASE_BITS) - 1;
pub(super) const BASE_BIAS: u32 = 1 << (BASE_BITS - 1);
/// Bits of a code point: the label of a slot, the replacement in a head.
pub(super) const CHAR_BITS: u32 = 21;
pub(super) const CHAR_MASK: u64 = (1 << CHAR_BITS) - 1;
/// A head is base (22), kind (2), value (21).
pub(super) const KIND_SHIFT: u32 = BASE_BITS;
pub(super) const HEAD_VALUE_SHIFT: u32 = BASE_BITS + 2;
/// A slot is label (21), base (22), value (20).
pub(super) const SLOT_BASE_SHIFT: u32 = CHAR_BITS;
pub(super) const SLOT_VALUE_SHIFT: u32 = CHAR_BITS + BASE_BITS;
/// A slot that nothing uses: its label is no code point.
pub(super) const FREE_SLOT: u64 = CHAR_MASK;

/// The character alone: is no key; becomes a character; becomes a text; opens a description sequence.
pub(super) const KIND_NONE: u64 = 0;
pub(super) const KIND_CHAR: u64 = 1;
pub(super) const KIND_TEXT: u64 = 2;
pub(super) const KIND_IDS: u64 = 3;

/// Value of a slot: is no key; each character becomes what it becomes alone; from here on, 2 + an offset into `texts`.
pub(super) const VALUE_NONE: u64 = 0;
pub(super) const VALUE_CHARWISE: u64 = 1;
pub(super) const VALUE_TEXT: u64 = 2;

/// A key by itself, or a description operator.
const ALONE: u8 = 1;
/// Begins a key of two characters or more.
const FIRST: u8 = 2;
/// Goes on in a key of two characters or more. It is twice `FIRST`, so that a shift brings the one over the other.
const SECOND: u8 = FIRST << 1;

/// What a key becomes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Becomes<'t> {
    /// One character.
    Char(char),
    /// Each of its characters what [`Step::alone`] says.
    Charwise,
    /// This text.
    Text(&'t str),
}

/// A key found in a text: its bytes `start..end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit<'t> {
    pub start: usize,
    pub end: usize,
    pub becomes: Becomes<'t>,
}

impl Hit<'_> {
    /// Whether the key is a single character.
    pub(super) fn is_char(&self) -> bool {
        matches!(self.becomes, Becomes::Char(_))
    }
}

/// A merged set of dictionaries, ready to search.
pub(super) struct Step {
    /// Entries of the Basic Multilingual Plane, by code unit.
    heads: Box<[u64; 0x1_0000]>,
    /// What the hot loop must know of each code unit: `ALONE`, `FIRST`, `SECOND`.
    classes: Box<[u8; 0x1_0000]>,
    /// Entries of the other planes, sorted by code point.
    far_heads: Vec<(u32, u64)>,
    slots: Vec<u64>,
    /// Replacements that are not character by character, each after a byte with its length.
    texts: String,
    /// Whether any key begins with an ASCII character; if none does, runs of ASCII are skipped in bulk.
    ascii: bool,
}

impl Step {
    /// Reads a table as `generate` writes it, little-endian: how many heads, slots and bytes of text there are (and a zero);
    /// heads as (u32, u64); a bit for each slot, whether it is used; the used slots as u64; the text.
    /// A short input gives a step with fewer keys, never a panic.
    pub(super) fn load(table: &[u8]) -> Self {
        let mut input = Input(table);
        let [heads_len, slots_len, texts_len, _] = std::array::from_fn(|_| input.u32() as usize);
        let mut step = Step {
            // Straight from the zeroed heap: pages of scripts that no key begins with are never touched.
            heads: vec![0u64; 0x1_0000].into_boxed_slice().try_into().unwrap_or_else(|_| Box::new([0; 0x1_0000])),
            classes: vec![0u8; 0x1_0000].into_boxed_slice().try_into().unwrap_or_else(|_| Box::new([0; 0x1_0000])),
            far_heads: Vec::new(),
            slots: Vec::new(),
            texts: String::new(),
            ascii: false,
        };
        for operator in ids::FIRST_OPERATOR..=ids::LAST_OPERATOR {
            step.set_head(operator, KIND_IDS << KIND_SHIFT);
        }
        for _ in 0..heads_len {
            let (head, entry) = (input.u32(), input.u64());
            step.set_head(head, entry);
        }
        let used = input.take(slots_len.div_ceil(8));
        step.slots = vec![FREE_SLOT; used.len() * 8];
        for (slot, at) in step.slots.iter_mut().zip(0usize..) {
            if used.get(at / 8).is_some_and(|eight| eight >> (at % 8) & 1 == 1) {
                *slot = input.u64();
                if let Ok(unit) = u16::try_from(*slot & CHAR_MASK) {
                    step.classes[usize::from(unit)] |= SECOND;
                }
            }
        }
        step.texts = String::from_utf8_lossy(input.take(texts_len)).into_owned();
        step
    }

    fn set_head(&mut self, head: u32, entry: u64) {
        self.ascii |= head < 0x80;
        match u16::try_from(head) {
            Ok(unit) => {
                self.heads[usize::from(unit)] = entry;
                let alone = entry >> KIND_SHIFT & 3 != KIND_NONE;
                let first = entry & BASE_MASK != 0;
                self.classes[usize::from(unit)] |= (u8::from(alone) * ALONE) | (u8::from(first) * FIRST);
            }
            Err(_) => self.far_heads.push((head, entry)),
        }
    }

    /// The first key at or after byte `at` of `text`, the longest of those that begin there.
    #[inline]
    pub(super) fn next<'t>(&'t self, text: &str, mut at: usize) -> Option<Hit<'t>> {
        let bytes = text.as_bytes();
        loop {
            at = self.skip(bytes, at);
            let rest = bytes.get(at..)?;
            let (c, len) = match *rest {
                [lead, ..] if lead < 0x80 => {
                    if !self.ascii {
                        at += ascii_run(rest);
                        continue;
                    }
                    (u32::from(lead), 1)
                }
                _ => decode(rest)?,
            };
            let entry = self.head(c);
            if entry == 0 {
                at += len;
                continue;
            }
            let base = (entry & BASE_MASK) as u32;
            if base != 0
                && let Some((end, becomes)) = self.longest(bytes, at + len, base)
            {
                return Some(Hit { start: at, end, becomes });
            }
            let value = entry >> HEAD_VALUE_SHIFT & CHAR_MASK;
            let becomes = match entry >> KIND_SHIFT & 3 {
                KIND_CHAR => char::from_u32(value as u32).map(Becomes::Char),
                KIND_TEXT => Some(Becomes::Text(self.text_at(value as usize))),
                KIND_IDS => {
                    at += text.get(at..).and_then(ids::sequence_len).unwrap_or(len);
                    continue;
                }
                _ => None,
            };
            match becomes {
                Some(becomes) => return Some(Hit { start: at, end: at + len, becomes }),
                None => at += len,
            }
        }
    }

    /// Where the next key may begin: passes over characters of three bytes as long as none is a key and no two begin one.
    /// One branch a character; what the class says of the one before is carried along.
    #[inline]
    fn skip(&self, bytes: &[u8], at: usize) -> usize {
        let mut rest = bytes.get(at..).unwrap_or_default();
        let mut before = 0;
        while let [a @ 0xE0..=0xEF, b, c, tail @ ..] = rest {
            let unit = u16::from(a & 0x0F) << 12 | u16::from(b & 0x3F) << 6 | u16::from(c & 0x3F);
            let class = self.classes[usize::from(unit)];
            if (class & ALONE) | (class & before & SECOND) != 0 {
                break;
            }
            before = class << 1;
            rest = tail;
        }
        // The last one passed over may begin a key with what stands here.
        bytes.len() - rest.len() - if before & SECOND != 0 { 3 } else { 0 }
    }

    /// What a character becomes alone, if it changes and becomes one character.
    #[inline]
    pub(super) fn alone(&self, c: char) -> Option<char> {
        let entry = self.head(c as u32);
        match entry >> KIND_SHIFT & 3 {
            KIND_CHAR => char::from_u32((entry >> HEAD_VALUE_SHIFT & CHAR_MASK) as u32),
            _ => None,
        }
    }

    #[inline]
    fn head(&self, c: u32) -> u64 {
        match u16::try_from(c) {
            Ok(unit) => self.heads[usize::from(unit)],
            Err(_) => {
                let at = self.far_heads.binary_search_by_key(&c, |far| far.0);
                at.ok().and_then(|at| self.far_heads.get(at)).map_or(0, |far| far.1)
            }
        }
    }

    /// The longest key that goes on at byte `at` from the state `base`.
    #[inline]
    fn longest<'t>(&'t self, bytes: &[u8], mut at: usize, mut base: u32) -> Option<(usize, Becomes<'t>)> {
        let mut found = None;
        while let Some((c, len)) = bytes.get(at..).and_then(decode) {
            let index = base.wrapping_add(c).wrapping_sub(BASE_BIAS) as usize;
            let Some(&slot) = self.slots.get(index) else { break };
            if slot & CHAR_MASK != u64::from(c) {
                break;
            }
            at += len;
            let value = slot >> SLOT_VALUE_SHIFT;
            if value != VALUE_NONE {
                found = Some((at, value));
            }
            base = (slot >> SLOT_BASE_SHIFT & BASE_MASK) as u32;
            if base == 0 {
                break;
            }
        }
        found.map(|(end, value)| match value {
            VALUE_CHARWISE => (end, Becomes::Charwise),
            text => (end, Becomes::Text(self.text_at((text - VALUE_TEXT) as usize))),
        })
    }

    #[inline]
    fn text_at(&self, at: usize) -> &str {
        let len = self.texts.as_bytes().get(at).map_or(0, |&len| usize::from(len));
        self.texts.get(at + 1..at + 1 + len).unwrap_or_default()
    }
}

/// Reads little-endian numbers off a slice; past its end everything is zero or empty.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, len: usize) -> &'a [u8] {
        let (head, tail) = self.0.split_at_checked(len).unwrap_or((self.0, &[]));
        self.0 = tail;
        head
    }

    fn u32(&mut self) -> u32 {
        self.take(4).try_into().map_or(0, u32::from_le_bytes)
    }

    fn u64(&mut self) -> u64 {
        self.take(8).try_into().map_or(0, u64::from_le_bytes)
    }
}
