//! Who took a picture, in languages with letters: `… . Photo: Ann Lee`, `(AP Photo/Ann Lee)`, `© Anne Durand`, `사진=김민수`, `＝2019年5月、石橋村`.

use super::super::people;
use super::super::people::names;
use crate::chars;
use crate::phrases::Words;

/// Greatest width of a credit, and its words.
const CREDIT: usize = 64;
const WORDS: usize = 10;

/// Bytes at the end of a line in which a credit stands.
const TAIL: usize = 2 * CREDIT;

/// Whether a line is a credit, or ends in one.
pub(super) fn is_credited(text: &str) -> bool {
    // What it ends in says in which letters it is.
    let from = text.floor_char_boundary(text.len().saturating_sub(TAIL));
    let (whole, text) = (from == 0, &text[from..]);
    if !text.is_ascii() {
        if text.chars().any(chars::is_hangul) {
            return korean(text);
        }
        if text.chars().any(chars::is_cjk) {
            return japanese(text);
        }
    }
    // A word for pictures has a mark beside it, or stands in a sentence of its own.
    let marked = chars::any_byte(text, |b| {
        (b == b':') | (b == b'/') | (b == b'(') | (b == b'.') | (b == b'|') | (b == b'[') | (b == 0xC2)
    });
    if !marked && !whole {
        return false;
    }
    if whole && is_credit(text) {
        return true;
    }
    if let Some(inner) = text.strip_suffix([')', ']']).and_then(|t| Some(&t[t.rfind(['(', '['])? + 1..])) {
        return is_credit(inner) || of_agency(inner);
    }
    // Behind the last sentence, or behind the sign for a right.
    let ends = text.rfind(". ").map(|at| at + 2).into_iter().chain(text.rfind(['©', '|']).filter(|at| *at > 0));
    ends.map(|at| text[at..].trim_matches(['|', ' '])).any(is_credit) || by_stroke(text)
}

/// `The wheel turns again / Ann Lee`
fn by_stroke(text: &str) -> bool {
    text.rsplit_once(" / ")
        .is_some_and(|(line, name)| names::is_given(name.trim()) && line.split_whitespace().count() > 2)
}

/// Whether all of a text is a word for a picture or a right, and names: `Photo: Ann Lee`, `AP Photo/Ann Lee`, `Photo courtesy of Riverton Gazette`.
fn is_credit(text: &str) -> bool {
    let text = text.trim();
    if chars::width(text) > CREDIT || text.contains([',', ';', '?', '!']) && !text.contains('©') {
        return false;
    }
    let words: Vec<&str> = text.split([' ', '/', '\u{a0}']).filter(|w| !w.is_empty()).collect();
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let shown = |w: &&&str| Words::Shown.has(&bare(w)) || w.starts_with('©');
    let agency = |w: &&&str| Words::Agency.has(&bare(w));
    let small = |w: &str| {
        matches!(&*bare(w), "by" | "courtesy" | "of" | "via" | "the" | "par" | "von" | "de" | "di" | "from" | "")
    };
    let named = |w: &&str| {
        w.starts_with(|c: char| c.is_uppercase() || c == '©' || c.is_ascii_digit())
            || small(w)
            || names::is_particle(w)
            || Words::Shown.has(&bare(w))
    };
    if words.len() > WORDS || !words.iter().all(named) {
        return false;
    }
    // `Photo Gallery` is a heading, `Photo: Ann Lee` a credit.
    let joined = || {
        text.contains([':', '/', '©', '|'])
            || words.iter().any(|w| matches!(&*bare(w), "by" | "courtesy" | "via" | "par" | "von"))
    };
    let full = || words.len() >= 3 && names::is_given(&words[1..].join(" "));
    let (shown, agency) = (words.iter().filter(shown).count(), words.iter().filter(agency).count());
    words.len() > 1 && (shown > 0 && (joined() || full()) && words.len() > shown || shown > 0 && agency > 0)
}

/// `Ann Lee/Riverton Gazette`: who took it, and for whom.
fn of_agency(text: &str) -> bool {
    let Some((name, house)) = text.split_once('/') else { return false };
    let agency = |w: &str| people::is_paper(w) || w.split_whitespace().any(|w| Words::Agency.has(&w.to_lowercase()));
    chars::width(text) <= CREDIT
        && (names::is_given(name.trim()) || agency(house) || agency(name))
        && names::split(house).is_some()
}

/// `물레방아 (사진=김민수)`, `사진=한강뉴스`, `물레방아. 김민수 기자`
fn korean(text: &str) -> bool {
    let tail = match text.strip_suffix([')', ']']).and_then(|t| t.rsplit_once(['(', '['])) {
        Some((_, inner)) => inner,
        None => text.rsplit_once(". ").map_or(text, |(_, tail)| tail),
    };
    let tail = tail.trim();
    let shown = ["사진", "자료", "자료사진"]
        .iter()
        .any(|word| tail.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(['=', ':', '|', '/'])));
    let taken =
        || tail.len() < text.len() && tail.strip_suffix("기자").is_some_and(|name| names::is_korean(name.trim()));
    chars::width(tail) <= CREDIT && (shown || taken())
}

/// `水車が回る＝2019年5月、石橋村`: behind the sign when and where it was taken.
fn japanese(text: &str) -> bool {
    let Some((line, tail)) = text.rsplit_once(['＝', '=']) else { return false };
    let kana = |c: char| matches!(c, '\u{3040}'..='\u{30ff}');
    let told = tail.contains(['月', '日']) && tail.contains(|c: char| c.is_numeric())
        || ["撮影", "提供"].iter().any(|end| tail.ends_with(end));
    line.contains(kana) && chars::width(tail) <= CREDIT && told && !line.contains('。')
}
