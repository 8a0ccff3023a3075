//! The readings of Han characters.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Reading, then characters by standing: practically their only reading, the
/// usual one of several, another one. See `src/data/pinyin/README.md`.
const TABLE: &str = include_str!("../../../data/pinyin/readings.txt");

static LINES: LazyLock<BTreeMap<&'static str, [&'static str; 3]>> = LazyLock::new(|| {
    TABLE
        .lines()
        .filter_map(|line| {
            let mut f = line.split('\t');
            Some((f.next()?, [f.next()?, f.next()?, f.next()?]))
        })
        .collect()
});

/// How a reading stands among those of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Practically the only one.
    Sole,
    /// The usual one of several.
    Usual,
    /// Another one.
    Other,
}

/// How `reading` (folded) stands among the readings of `c`; `None` if it is none of them.
pub(super) fn standing(c: char, reading: &str) -> Option<Standing> {
    let [sole, usual, other] = LINES.get(reading)?;
    if sole.contains(c) {
        Some(Standing::Sole)
    } else if usual.contains(c) {
        Some(Standing::Usual)
    } else if other.contains(c) {
        Some(Standing::Other)
    } else {
        None
    }
}

/// All readings with their characters.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    LINES.iter().flat_map(|(reading, standings)| standings.iter().map(|characters| (*reading, *characters)))
}

/// Whether any character is read so.
pub(super) fn is_reading(reading: &str) -> bool {
    LINES.contains_key(reading)
}

/// Folds the look-alike letters that GBK has for pinyin: U+0261 and U+0251,
/// and a caron written as a breve. `None` if it is no letter of pinyin.
pub(super) fn fold(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' => c,
        'ɑ' => 'a',
        'ɡ' => 'g',
        'ă' => 'ǎ',
        'ĕ' => 'ě',
        'ĭ' => 'ǐ',
        'ŏ' => 'ǒ',
        'ŭ' => 'ǔ',
        'ā' | 'á' | 'ǎ' | 'à' | 'ē' | 'é' | 'ě' | 'è' | 'ī' | 'í' | 'ǐ' | 'ì' | 'ō' | 'ó' | 'ǒ' | 'ò' | 'ū' | 'ú'
        | 'ǔ' | 'ù' | 'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ê' | 'ń' | 'ň' | 'ǹ' | 'ḿ' => c,
        _ => return None,
    })
}
