//! Which Han characters stand next to each other in Chinese.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A line per first character; see `src/data/pinyin/README.md`.
const TABLE: &str = include_str!("../../../data/pinyin/pairs.txt");

static LEVELS: LazyLock<HashMap<(char, char), u8>> = LazyLock::new(|| {
    let mut levels = HashMap::with_capacity(280_000);
    for line in TABLE.lines() {
        let mut chars = line.chars();
        let Some(first) = chars.next() else { continue };
        let mut level = 0;
        for c in chars {
            match c.to_digit(10).and_then(|d| u8::try_from(d).ok()) {
                Some(digit) => level = digit,
                None => {
                    levels.insert((first, c), level);
                }
            }
        }
    }
    levels
});

/// What a pair that was never seen costs (nats).
const UNSEEN: f64 = -2.0;

/// How much likelier (nats, -2 to 9) the second character (both simplified) is behind the first than elsewhere.
pub(super) fn affinity(first: char, second: char) -> f64 {
    LEVELS.get(&(first, second)).copied().map_or(UNSEEN, f64::from)
}
