//! Who took a picture, in languages with letters: `… . Photo: Ann Lee`, `(AP Photo/Ann Lee)`, `© Anne Durand`, `사진=김민수`, `＝2019年5月、石橋村`.

use super::super::people;
use super::super::people::{full_names, names};
use crate::chars;
use crate::phrases::Words;

/// Greatest width of a credit, and its words.
const CREDIT: usize = 64;
const WORDS: usize = 10;

/// Bytes at the end of a line in which a credit stands.
const TAIL: usize = 2 * CREDIT;

/// Whether a line is a credit, or ends in one.
pub(super) fn is_credited(text: &str) -> bool {
    // `Image copyright AP Image caption The wheel turns again`: words that one broadcaster leaves in every language.
    if text.len() <= 6 * CREDIT
        && ["Image copyright ", "Image caption ", "Image source, ", "IMAGE SOURCE, "]
            .iter()
            .any(|w| text.starts_with(w))
    {
        return true;
    }
    // What it ends in says in which letters it is.
    let from = text.floor_char_boundary(text.len().saturating_sub(TAIL));
    let (whole, text) = (from == 0, &text[from..]);
    if chars::any_byte(text, |b| (0xEA..=0xED).contains(&b)) && text.contains(chars::is_hangul) {
        return korean(text);
    }
    if chars::any_byte(text, |b| (0xE3..=0xE9).contains(&b) | (b >= 0xEF)) && text.contains(chars::is_cjk) {
        return japanese(text);
    }
    // A word for pictures has a mark beside it, or stands in a sentence of its own.
    let marked = chars::any_byte(text, |b| {
        (b == b':') | (b == b'/') | (b == b'(') | (b == b'.') | (b == b'|') | (b == b'[') | (b == 0xC2)
    });
    if !marked && !whole {
        return false;
    }
    if whole && is_credit(text) || is_told_behind(text) || is_name_behind(text) || is_signed_behind(text) {
        return true;
    }
    if let Some(inner) = text.strip_suffix([')', ']']).and_then(|t| Some(&t[t.rfind(['(', '['])? + 1..])) {
        return is_credit(inner) || of_agency(inner);
    }
    // Behind the last sentence, or behind the sign for a right.
    let ends = text.rfind(". ").map(|at| at + 2).into_iter().chain(text.rfind(['©', '|']).filter(|at| *at > 0));
    ends.map(|at| text[at..].trim_matches(['|', ' ']))
        .any(|tail| is_credit(tail) || is_right(tail) || in_capitals(tail))
}

/// Words of a name behind the word for pictures.
const NAME: usize = 4;

/// `The wheel in spring, Photo: ann`, `وزير الثقافة تصوير : حازم`: at the end the word for pictures, a colon, and a name, whoever that is.
fn is_told_behind(text: &str) -> bool {
    let Some((before, name)) = text.rsplit_once(':') else { return false };
    let before = before.trim_end();
    let (shows, word) = before.rsplit_once([' ', '(']).unwrap_or(("", before));
    let words = name.split_whitespace();
    let letters = name.trim_end_matches(')').chars().all(|c| c.is_alphabetic() || " .'’-/&".contains(c));
    // `Das Foto: ein Bild aus …` goes on.
    let parted = shows.trim_end().ends_with([',', '.', '|', '-', '–', '—', '!', '?']) || text.contains(is_arabic);
    let capital = !word.starts_with(char::is_lowercase);
    parted && capital && letters && (1..=NAME).contains(&words.count()) && Words::Shown.has(&bare(word))
}

/// `La rueda del molino, este lunes. / Ana Ruiz`: behind the sentence and a stroke a name.
fn is_name_behind(text: &str) -> bool {
    // The sign for a right begins with C2.
    if !chars::any_byte(text, |b| (b == b'/') | (b == b'|') | (b == 0xC2)) {
        return false;
    }
    let behind = text.rsplit_once(" / ").or_else(|| text.rsplit_once(" | ")).or_else(|| text.rsplit_once(" © "));
    behind.is_some_and(|(shows, name)| {
        shows.trim_end().ends_with('.') && (names::is_given(name.trim()) || Words::Agency.has(&bare(name)))
    })
}

/// `The wheel on Monday. Ann Lee/Getty Images`, `La rueda, ayer. / ANA RUIZ`, `La roue. A. DURAND / LE MESSAGER`: behind a sentence a name and for whom they
/// took it.
fn is_signed_behind(text: &str) -> bool {
    let Some((left, house)) = text.rsplit_once('/') else { return false };
    let (left, house) = (left.trim_end(), house.trim());
    let ends = |text: &str| text.trim_end().ends_with(['.', '!', '?', ')', '”']);
    if ends(left) && left.len() + 3 <= text.len() && full_names::is_name(house) && house.split(' ').count() <= 3 {
        return true;
    }
    let capitals = house.split(' ').all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    let agency = Words::Agency.has(&bare(house.split(' ').next().unwrap_or_default()));
    let shout = !house.contains(char::is_lowercase);
    if house.len() > CREDIT / 2 || !capitals || !(agency || shout || people::is_paper(house)) {
        return false;
    }
    let spaces: Vec<usize> = left.match_indices(' ').map(|(at, _)| at).collect();
    spaces.iter().rev().take(3).any(|at| full_names::is_name(&left[at + 1..]) && ends(&left[..*at]))
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}')
}

/// `ANN LEE/RIVERTON GAZETTE`: who took it, and for whom, in capitals.
fn in_capitals(text: &str) -> bool {
    let Some((name, house)) = text.split_once('/') else { return false };
    let capital = |w: &str| w.chars().all(|c| c.is_uppercase() || c == '.');
    let first = name.split(' ').next().unwrap_or_default();
    let given =
        first.chars().next().map(|c| c.to_string() + &first.get(c.len_utf8()..).unwrap_or_default().to_lowercase());
    (2..=4).contains(&name.trim().split(' ').count())
        && chars::width(text) <= CREDIT
        && text.split([' ', '/']).all(capital)
        && !house.is_empty()
        && given.is_some_and(|given| names::is_given_word(&given))
}

/// `© Anne Durand`, behind what the picture shows.
fn is_right(text: &str) -> bool {
    let Some(name) = text.strip_prefix('©') else { return false };
    let words = || name.split_whitespace();
    let capitals = words().all(|w| w.starts_with(char::is_uppercase) || names::is_particle(w));
    (2..=4).contains(&words().count()) && capitals && !name.contains(|c: char| c.is_ascii_digit())
        || is_source(name.trim())
}

/// Whether all of a text is a word for a picture and whose it is: `Photo: Ann Lee`, `AP Photo/Ann Lee`, `Photo courtesy of Riverton Gazette`,
/// `Photo Anne Durand`, `Getty Images`.
fn is_credit(text: &str) -> bool {
    let text = text.trim();
    if chars::width(text) > CREDIT || text.contains([',', ';', '?', '!']) {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().take(WORDS + 1).collect();
    let agency = |w: &str| Words::Agency.has(&bare(w));
    // At most the name of an agency stands before the word.
    let shown = |w: &str| w.split(['/', ':']).next().is_some_and(|w| Words::Shown.has(&bare(w)));
    let Some(at) = words.iter().position(|w| shown(w)).filter(|at| *at <= 1 && words.len() <= WORDS) else {
        return false;
    };
    if at == 1 && !agency(words[0]) {
        return false;
    }
    let word = words[at];
    let rest = words[at + 1..].join(" ");
    if let Some((_, name)) = word.split_once(['/', ':']) {
        return is_source(format!("{name} {rest}").trim());
    }
    match words.get(at + 1) {
        // `Getty Images`
        None => at == 1,
        Some(w) if matches!(&*bare(w), "by" | "courtesy" | "via" | "par" | "von") => words.len() > at + 2,
        Some(_) => rest.split('/').any(names::is_given),
    }
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whose a picture may be: a name, an agency, a paper.
fn is_source(text: &str) -> bool {
    let agency = |w: &str| Words::Agency.has(&bare(w));
    text.split('/').any(|part| names::is_given(part.trim()) || people::is_paper(part))
        || text.split([' ', '/']).any(agency)
}

/// `Ann Lee/Riverton Gazette`: who took it, and for whom.
fn of_agency(text: &str) -> bool {
    let Some((name, house)) = text.split_once('/') else { return false };
    chars::width(text) <= CREDIT && names::is_given(name.trim()) && names::split(house).is_some()
}

/// `물레방아 (사진=김민수)`, `사진=한강뉴스`
fn korean(text: &str) -> bool {
    let tail = match text.strip_suffix([')', ']']).and_then(|t| t.rsplit_once(['(', '['])) {
        Some((_, inner)) => inner,
        None => text.rsplit_once(". ").map_or(text, |(_, tail)| tail),
    };
    let rest = Words::PictureBy.behind(tail.trim());
    chars::width(tail) <= CREDIT && rest.is_some_and(|rest| rest.trim_start().starts_with(['=', ':', '|', '/']))
}

/// Least width of what a picture shows before the sign: heads of notices are shorter (`申し込み締め切り＝5月3日`).
const SHOWN: usize = 24;

/// `試験で水車が回るのを見る子どもたち＝2019年5月、石橋村`: behind the sign when and where it was taken.
fn japanese(text: &str) -> bool {
    if !chars::contains_any(text, ['＝', '=']) {
        return false;
    }
    let Some((line, tail)) = text.rsplit_once(['＝', '=']) else { return false };
    let kana = |c: char| matches!(c, '\u{3040}'..='\u{30ff}');
    let dated = tail.starts_with(|c: char| c.is_numeric()) && tail.contains(['月', '日']);
    let told = dated || ["撮影", "提供"].iter().any(|end| tail.ends_with(end));
    line.contains(kana) && chars::width(line) >= SHOWN && chars::width(tail) <= CREDIT && told && !line.contains('。')
}

#[cfg(test)]
mod tests {
    use super::{is_signed_behind, is_told_behind};

    #[test]
    fn names_behind_sentences() {
        for line in [
            "The wheel turns on Monday. Ann Lee/Getty Images",
            "La rueda del molino, ayer. / ANA RUIZ",
            "La roue du moulin. A. DURAND / LE MESSAGER",
        ] {
            assert!(is_signed_behind(line), "{line}");
        }
        for line in
            ["The wheel turns. It has and/or had a lock", "Prices rose. A and B/C", "The mill of Ann Lee/Getty Images"]
        {
            assert!(!is_signed_behind(line), "{line}");
        }
    }

    #[test]
    fn names_behind_words_for_pictures() {
        for line in [
            "Das Mühlenfest am Freitag, Foto: jule",
            "The wheel in spring. Photo: Ann Lee",
            "طاحونة القرية تصوير : حازم",
        ] {
            assert!(is_told_behind(line), "{line}");
        }
        for line in ["Das Foto: ein Bild der Mühle", "What the photo shows: the wheel", "Notes, photo: 12 of 30"] {
            assert!(!is_told_behind(line), "{line}");
        }
    }
}
