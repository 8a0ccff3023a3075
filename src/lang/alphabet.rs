//! The alphabets of the n-gram tables: which symbol a character is, how an n-gram is keyed and hashed.
//!
//! The generator of the tables compiles this very file, so that both sides agree.

/// A script that several languages share, so that n-grams must decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// Latin letters, with those of Latin Extended and Extended Additional.
    Latin,
    /// Cyrillic letters, with the supplement.
    Cyrillic,
    /// Arabic letters.
    Arabic,
    /// Devanagari letters; dependent signs are boundaries, as they were in the counts.
    Devanagari,
}

/// The symbol of everything that is no letter of the alphabet: a word boundary.
pub const BOUNDARY: u64 = 1;

/// Bits of a symbol in a key.
pub const BITS: u32 = 12;

/// The longest n-gram, in symbols: five fill 60 bits.
pub const ORDER: u32 = 5;

/// One past the highest character that can be a letter of an alphabet here.
pub const LIMIT: u32 = 0x1F00;

/// Keeps the last `ORDER` symbols of a key.
pub const WINDOW: u64 = (1 << (BITS * ORDER)) - 1;

/// The symbol of a lower-case letter; `BOUNDARY` for everything else. Never 0, so that a key tells its length.
pub fn symbol(alphabet: Alphabet, lower: char) -> u64 {
    let c = u64::from(u32::from(lower));
    match (alphabet, c) {
        (Alphabet::Latin, 0x61..=0x7A | 0xDF..=0xF6 | 0xF8..=0x2AF) => c,
        (Alphabet::Latin, 0x1E00..=0x1EFF) => c - 0x1E00 + 0x300,
        (Alphabet::Cyrillic, 0x430..=0x52F) => c - 0x400 + 2,
        (Alphabet::Arabic, 0x620..=0x6FF) => c - 0x600 + 2,
        (Alphabet::Devanagari, 0x904..=0x97F) => c - 0x900 + 2,
        _ => BOUNDARY,
    }
}

/// Where a key is filed in a table of 2^`bits` buckets, and the fingerprint that tells it from its neighbours.
///
/// One multiplication by the golden ratio's odd 64-bit fraction (Fibonacci hashing); the bucket is its top bits.
#[inline]
pub fn place(key: u64, bits: u32) -> (usize, u16) {
    let h = (key ^ (key >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((h >> (64 - bits)) as usize, (h >> 24) as u16)
}

/// The languages of an alphabet's table, in the order of its columns.
pub fn languages(alphabet: Alphabet) -> &'static [&'static str] {
    match alphabet {
        Alphabet::Latin => &[
            "af", "az", "bs", "ca", "cs", "cy", "da", "de", "en", "eo", "es", "et", "eu", "fi", "fr", "ga", "hr", "hu",
            "id", "is", "it", "la", "lg", "lt", "lv", "mi", "ms", "nb", "nl", "nn", "pl", "pt", "ro", "sk", "sl", "sn",
            "so", "sq", "st", "sv", "sw", "tl", "tn", "tr", "ts", "vi", "xh", "yo", "zu",
        ],
        Alphabet::Cyrillic => &["be", "bg", "kk", "mk", "mn", "ru", "sr", "uk"],
        Alphabet::Arabic => &["ar", "fa", "ur"],
        Alphabet::Devanagari => &["hi", "mr"],
    }
}
