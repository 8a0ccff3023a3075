//! Readings without tone marks that some mirrors put behind characters: `社會(hui) 變遷`, with a space of their own or without.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::{Edit, evidence, forms, readings};

/// The longest reading: `zhuang`.
const LONGEST: usize = 6;

/// Annotations and different characters that show a mirror which annotates what GB 2312 does not have,
const MIRROR: [usize; 2] = [7, 6];
/// and one that annotates here and there, to hide where it copied from.
const HIDDEN: [usize; 2] = [24, 16];

/// Of the readings behind characters so many in a hundred must stand in running text: lists and headwords stand alone.
const RUNNING: usize = 80;

/// The readings of characters less their tones.
static READINGS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (reading, characters) in readings::all() {
        let plain: String = reading.chars().map(without_tone).collect();
        found.entry(plain).or_default().push_str(characters);
    }
    found
});

fn without_tone(c: char) -> char {
    match c {
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        // As keyboards write it.
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        'ḿ' => 'm',
        c => c,
    }
}

/// A character and the reading behind it, with the space behind that.
struct Annotation {
    block: usize,
    range: std::ops::Range<usize>,
    base: char,
    running: bool,
}

/// The quick look: whether a Han character stands before a short word of small letters in brackets, several times.
pub(super) fn suspicious(blocks: &[&str]) -> bool {
    let mut seen = 0;
    for text in blocks {
        let bytes = text.as_bytes();
        for at in memchr::memchr_iter(b'(', bytes) {
            let word = bytes[at + 1..].iter().take(LONGEST).take_while(|b| b.is_ascii_lowercase()).count();
            let han = at.checked_sub(3).is_some_and(|from| matches!(bytes[from], 0xE3..=0xE9));
            seen += usize::from(han && word > 0 && bytes.get(at + 1 + word) == Some(&b')'));
            if seen >= MIRROR[0] {
                return true;
            }
        }
    }
    false
}

/// The annotations of a document, if they are a mirror's.
pub(super) fn edits(blocks: &[&str]) -> Vec<Vec<Edit>> {
    let mut out = vec![Vec::new(); blocks.len()];
    if !suspicious(blocks) || evidence::teaches(blocks) {
        return out;
    }
    let mut found = Vec::new();
    let mut others = 0;
    for (block, text) in blocks.iter().enumerate() {
        others += find(block, text, &mut found);
    }
    let running = found.iter().filter(|a| a.running).count();
    let distinct = found.iter().map(|a| a.base).collect::<BTreeSet<_>>().len();
    // 於 is in GB 2312, too.
    let outside = found.iter().filter(|a| forms::can_be_annotated(a.base)).count() * 5 >= found.len() * 4;
    let [count, different] = if outside { MIRROR } else { HIDDEN };
    let many = found.len() >= count && distinct >= different;
    if many && running * 100 >= found.len() * RUNNING && others * 5 <= found.len() {
        for a in found {
            if let Some(edits) = out.get_mut(a.block) {
                edits.push(Edit { range: a.range, with: String::new() });
            }
        }
    }
    out
}

/// Collects the annotations of a block; how many words in brackets behind Han characters are no reading of them.
fn find(block: usize, text: &str, found: &mut Vec<Annotation>) -> usize {
    let mut others = 0;
    for (at, _) in text.match_indices('(') {
        let Some(base) = text[..at].chars().next_back().filter(|c| forms::is_han(*c)) else { continue };
        let rest = &text[at + 1..];
        let word = rest.bytes().take_while(u8::is_ascii_lowercase).count();
        if word == 0 || !rest[word..].starts_with(')') {
            continue;
        }
        if !READINGS.get(&rest[..word]).is_some_and(|characters| characters.contains(base)) {
            others += 1;
            continue;
        }
        let mut end = at + word + 2;
        // Chinese has no space there.
        if text[end..]
            .strip_prefix(' ')
            .is_some_and(|t| t.starts_with(|c: char| !c.is_ascii() || c.is_ascii_punctuation()))
        {
            end += 1;
        }
        let before = text[..at].chars().rev().nth(1);
        let goes_on = |c: char| forms::is_han(c) || c == ')';
        let running = before.is_some_and(goes_on) || text[end..].starts_with(forms::is_han);
        found.push(Annotation { block, range: at..end, base, running });
    }
    others
}
