//! What a text consists of: counted in one look, before any pass reads the text for itself.
//!
//! Most passes change few texts, and which ones can be told by the characters that occur. So each block is read once, by
//! one table look-up a character, and every pass asks the result (`Block::census`) whether there is
//! anything for it to do. The table holds what the passes ask for; a test makes it from their own definitions.

mod generate;

use std::ops::BitOr;

use crate::chars::{ascii_run, decode};

/// Sorts of characters that passes look for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u32);

impl Traits {
    /// Characters that `clean-characters` may remove.
    pub const NOISE: Traits = Traits(1);
    /// `(`, `（` and `?`, beside which the damage of `strip-pinyin` shows.
    pub const BRACKET: Traits = Traits(1 << 1);
    /// Characters that are not surely their own normal form (`normalize-unicode`).
    pub const UNNORMALIZED: Traits = Traits(1 << 2);
    /// Characters that `unify-width` replaces.
    pub const MISFIT: Traits = Traits(1 << 3);
    /// Half-width marks that `unify-punctuation` widens in Chinese.
    pub const MARK: Traits = Traits(1 << 4);
    /// U+0020.
    pub const SPACE: Traits = Traits(1 << 5);
    /// All other white space that `unify-spaces` knows.
    pub const ODD_SPACE: Traits = Traits(1 << 6);
    /// Kana and Hangul: the text is not (only) Chinese.
    pub const KANA_OR_HANGUL: Traits = Traits(1 << 7);
    /// Alphabetic characters that are not Han.
    pub const LETTER: Traits = Traits(1 << 8);
    /// Ends of lines, and of sentences in full-width form: what a line of furniture does not hold.
    pub const STOP: Traits = Traits(1 << 9);
    /// What escapes begin with: `&`, `\`, `%`, `=`.
    pub const ESCAPE: Traits = Traits(1 << 10);
    /// The rarest characters of phrases of notices ([`crate::phrases`]).
    pub const ANCHOR: Traits = Traits(1 << 11);
    /// Ends of lines.
    pub const BREAK: Traits = Traits(1 << 12);
    /// `<` and `>`, which tags and comments have.
    pub const ANGLE: Traits = Traits(1 << 13);
    /// Characters that `unify-script` replaces in some words and OpenCC does not.
    pub const FORM: Traits = Traits(1 << 14);
    /// Digits, of full width too: dates, numbers and counts have them.
    pub const DIGIT: Traits = Traits(1 << 15);
    /// `:` and `：`, which stand behind a key.
    pub const COLON: Traits = Traits(1 << 16);
    /// Characters that captions say with what a picture is, and who took or gave it.
    pub const PICTURE: Traits = Traits(1 << 17);

    /// Whether any of `sorts` occurs.
    pub fn any(self, sorts: Traits) -> bool {
        self.0 & sorts.0 != 0
    }
}

impl BitOr for Traits {
    type Output = Traits;

    fn bitor(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }
}

/// What a text consists of. Counts are of characters and end at `u32::MAX`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Census {
    /// Which sorts of characters occur.
    pub traits: Traits,
    /// Width, as [`crate::chars::width`] counts it.
    pub width: u32,
    /// Han characters, those of simplified text only, and those of traditional text only ([`crate::lang::HanCounts`]).
    pub han: u32,
    /// See `han`.
    pub simplified: u32,
    /// See `han`.
    pub traditional: u32,
    /// How full a bucket gets that characters which speak for damage fill and others drain (`repair-mojibake`).
    pub suspicion: u32,
}

/// What is known of one character, in one word, so that a look takes one load. From the lowest bit: four counts of
/// [`LANE`] bits each (width, Han, simplified, traditional); the traits in three times as many; what the character adds to the
/// bucket of `repair-mojibake`, or drains from it.
#[derive(Clone, Copy, Default)]
struct Facts(u64);

/// Bits of one of the counts of a few characters.
const LANE: u32 = 8;
/// Characters whose counts fit into lanes: one counts 2 at most.
const CHUNK: usize = ((1 << LANE) - 1) / 2;
/// So many of them of three bytes, so many of two, and one of four.
const HALF: usize = (CHUNK - 1) / 2;
/// What a character of ASCII adds to the bucket, controls aside.
const ASCII_WEIGHT: i32 = -4;

/// Number of classes, their facts, and the class of each code point of the basic plane; `data/chars/README.md`.
static TABLE: &[u8; 1 + CLASSES * ROW + PLANE] = include_bytes!("../data/chars/classes.bin");
/// Classes of characters that differ in any fact.
const CLASSES: usize = 112;
/// Bytes of the facts of a class: traits (three, the low one first), weight, width, Han variant.
const ROW: usize = 6;
const PLANE: usize = 0x1_0000;

static FACTS: [Facts; 256] = facts();

const fn facts() -> [Facts; 256] {
    let mut out = [Facts(0); 256];
    let mut class = 0;
    while class < CLASSES {
        let at = 1 + class * ROW;
        let traits = TABLE[at] as u32 | (TABLE[at + 1] as u32) << 8 | (TABLE[at + 2] as u32) << 16;
        out[class] = Facts::new(traits, TABLE[at + 3].cast_signed(), TABLE[at + 4], TABLE[at + 5]);
        class += 1;
    }
    out
}

impl Facts {
    const fn new(traits: u32, weight: i8, width: u8, variant: u8) -> Facts {
        let counts = width as u32
            | ((variant > 0) as u32) << LANE
            | ((variant == 2) as u32) << (2 * LANE)
            | ((variant == 3) as u32) << (3 * LANE);
        Facts(counts as u64 | (traits as u64) << 32 | ((weight as i64) << 56).cast_unsigned())
    }

    const fn traits(self) -> u32 {
        (self.0 >> 32) as u32 & 0xFF_FFFF
    }

    #[inline]
    fn weight(self) -> i16 {
        (self.0.cast_signed() >> 56) as i16
    }

    #[inline]
    fn of(unit: u16) -> &'static Facts {
        &FACTS[usize::from(TABLE[1 + CLASSES * ROW + usize::from(unit)])]
    }

    /// Of a character beyond the basic plane: rare Han are suspicious, pictures are not.
    #[cold]
    fn beyond(c: char) -> Facts {
        let variant = match crate::lang::han_counts(c.encode_utf8(&mut [0; 4])) {
            counts if counts.han == 0 => 0,
            counts if counts.simplified > 0 => 2,
            counts if counts.traditional > 0 => 3,
            _ => 1,
        };
        let picture = matches!(c, '\u{1f000}'..='\u{1ffff}');
        let letter = if c.is_alphabetic() && !crate::chars::is_han(c) { Traits::LETTER.0 } else { 0 };
        let traits = letter | Traits::UNNORMALIZED.0 | Traits::NOISE.0;
        Facts::new(traits, if picture { -4 } else { 4 }, if crate::chars::is_wide(c) { 2 } else { 1 }, variant)
    }
}

/// The traits of the characters of ASCII, which differ in nothing else but the weights of controls.
static ASCII: [u32; 128] = {
    let mut out = [0; 128];
    let mut code = 0;
    while code < 128 {
        out[code] = FACTS[TABLE[1 + CLASSES * ROW + code] as usize].traits();
        code += 1;
    }
    out
};

/// The sorts that a character is of.
pub(crate) fn traits(c: char) -> Traits {
    match u16::try_from(u32::from(c)) {
        Ok(unit) => Traits(Facts::of(unit).traits()),
        Err(_) => Traits(Facts::beyond(c).traits()),
    }
}

/// What `c` adds to the bucket of `repair-mojibake`, or drains from it.
pub(crate) fn weight(c: char) -> i16 {
    match u16::try_from(u32::from(c)) {
        Ok(unit) => Facts::of(unit).weight(),
        Err(_) => Facts::beyond(c).weight(),
    }
}

impl Census {
    /// Counts the characters of a text.
    pub fn of(text: &str) -> Census {
        let mut out = Census::default();
        let mut bucket = Bucket::default();
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let (run, tail) = rest.split_at(ascii_run(rest));
            if !run.is_empty() {
                out.add_ascii(run, &mut bucket);
            }
            rest = out.add_beyond_ascii(tail, &mut bucket);
        }
        out.suspicion = bucket.peak.unsigned_abs();
        out
    }

    /// Counts a run of ASCII, of which nothing but the width is counted.
    #[inline]
    fn add_ascii(&mut self, run: &[u8], bucket: &mut Bucket) {
        let traits = Traits(run.iter().fold(0, |traits, &b| traits | ASCII[usize::from(b & 0x7F)]));
        self.traits = self.traits | traits;
        self.width = self.width.saturating_add(u32::try_from(run.len()).unwrap_or(u32::MAX));
        // Controls fill the bucket, all else drains it.
        if traits.any(Traits::NOISE) {
            run.iter().for_each(|&b| bucket.add(Facts::of(b.into()).weight().into()));
        } else {
            bucket.add(i32::try_from(run.len()).unwrap_or(i32::MAX).saturating_mul(ASCII_WEIGHT));
        }
    }

    /// Counts the characters up to the next one of ASCII, or [`CHUNK`] of them; returns what follows.
    #[inline]
    fn add_beyond_ascii<'a>(&mut self, rest: &'a [u8], bucket: &mut Bucket) -> &'a [u8] {
        let (rest, mut chunk) = Chunk::of_three(rest, bucket);
        let mut rest = chunk.add_two(rest, bucket);
        if let [0xF0..=0xFF, ..] = *rest {
            let Some((code, len)) = decode(rest) else { return &[] };
            chunk.add(Facts::beyond(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)), bucket);
            rest = rest.get(len..).unwrap_or_default();
        }
        self.traits = self.traits | Traits(Facts(chunk.all).traits());
        let sums = [&mut self.width, &mut self.han, &mut self.simplified, &mut self.traditional];
        for (sum, n) in sums.into_iter().zip(0..) {
            *sum = sum.saturating_add(chunk.counts >> (n * LANE) & ((1 << LANE) - 1));
        }
        rest
    }
}

/// The marks of the second and third byte of a character, where their bits are put together by addition.
const MARKS: u32 = (0x80 << 6) + 0x80;

/// What a few characters have together.
#[derive(Default)]
struct Chunk {
    /// Their facts by `|`.
    all: u64,
    /// Their counts, in lanes.
    counts: u32,
}

impl Chunk {
    /// The characters of three bytes each that `rest` begins with, [`HALF`] at most, and what follows.
    ///
    /// They are most of all Chinese text: they are taken three bytes at a time, so that nothing is asked of the length, and
    /// the marks of UTF-8 are taken off together. That is half the instructions of a loop that tells all lengths apart.
    #[inline]
    fn of_three<'a>(rest: &'a [u8], bucket: &mut Bucket) -> (&'a [u8], Chunk) {
        let threes = rest.as_chunks::<3>().0;
        let threes = threes.get(..HALF).unwrap_or(threes);
        let mut chunk = Chunk::default();
        let mut left = threes;
        let Bucket { mut level, mut peak } = *bucket;
        while let [[a, b, c], ref tail @ ..] = *left {
            let lead = u32::from(a).wrapping_sub(0xE0);
            if lead > 0x0F {
                break;
            }
            let sum = (lead << 12).wrapping_add(u32::from(b) << 6).wrapping_add(u32::from(c));
            let facts = Facts::of(sum.wrapping_sub(MARKS) as u16);
            chunk.all |= facts.0;
            chunk.counts = chunk.counts.wrapping_add(facts.0 as u32);
            // So few weights cannot overflow what is far from full.
            level = level.wrapping_add(i32::from(facts.weight())).max(0);
            peak = peak.max(level);
            left = tail;
        }
        *bucket = Bucket { level: level.min(FULL), peak };
        (rest.get(3 * (threes.len() - left.len())..).unwrap_or_default(), chunk)
    }

    /// Adds the characters of two bytes each that `rest` begins with, [`HALF`] at most; returns what follows.
    #[inline]
    fn add_two<'a>(&mut self, mut rest: &'a [u8], bucket: &mut Bucket) -> &'a [u8] {
        for _ in 0..HALF {
            let [a @ 0xC0..=0xDF, b, ref tail @ ..] = *rest else { break };
            self.add(*Facts::of(u16::from(a & 0x1F) << 6 | u16::from(b & 0x3F)), bucket);
            rest = tail;
        }
        rest
    }

    #[inline]
    fn add(&mut self, facts: Facts, bucket: &mut Bucket) {
        self.all |= facts.0;
        self.counts += facts.0 as u32;
        bucket.add(facts.weight().into());
    }
}

/// A bucket gets no fuller than this; what is asked for is a few dozen.
const FULL: i32 = 1 << 24;

/// See [`Census::suspicion`].
#[derive(Default)]
struct Bucket {
    level: i32,
    peak: i32,
}

impl Bucket {
    #[inline]
    fn add(&mut self, weight: i32) {
        self.level = self.level.saturating_add(weight).clamp(0, FULL);
        self.peak = self.peak.max(self.level);
    }
}
