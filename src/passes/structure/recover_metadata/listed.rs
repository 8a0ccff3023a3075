//! Stated names, one by one and without what stands before and behind them.

use super::super::people::names;
use super::credits;
use crate::chars;
use crate::phrases::Words;

/// Splits a list of names and takes off what is no name.
///
/// `spaces`: whether a space between Han separates names.
pub(super) fn split(text: &str, spaces: bool) -> Vec<String> {
    let mut text = text.replace(['\u{a0}', '\u{3000}'], " ");
    let latin = !text.chars().any(chars::is_cjk);
    // A line `By A B | 3 May 2020` says more than names.
    for mark in [
        " | ",
        " • ",
        " · ",
        " – ",
        " — ",
        " - ",
        "\t",
        "Published",
        "Updated",
        "Posted",
        " on ",
        " in ",
        " at ",
        "Follow",
    ] {
        if let Some(at) = text.find(mark).filter(|at| *at > 2) {
            text.truncate(at);
        }
    }
    // Between Han a middle dot joins the parts of a foreign name.
    if latin && let Some(at) = text.find(['•', '·', '⋅', '»', '›', '→']).filter(|at| *at > 2) {
        text.truncate(at);
    }
    let text = before_date(strip_before(text.trim()));
    let mut text = if latin { before_other(text) } else { text }.to_owned();
    let place = latin.then(|| text.rsplit_once(',').map(|(_, last)| last.trim().to_owned())).flatten();
    text = text.split(' ').map(|word| if Words::NameAnd.has(word) { "," } else { word }).collect::<Vec<_>>().join(" ");
    let han = text.chars().filter(|c| chars::is_han(*c)).count() * 2 > text.chars().count();
    if han && spaces {
        text = joined(&text);
    }
    let separators: &[char] = if han && spaces {
        &[',', '，', '、', ';', '；', '/', '／', '|', ' ', '·', '&']
    } else {
        &[',', '，', '、', ';', '；', '/', '|', '&']
    };
    let mut out: Vec<String> = Vec::new();
    if credits::is_dateline(&text) {
        return out;
    }
    // `The millers and farmers of this valley`: what begins as a phrase was none of names.
    let mut parts = text.split(separators).map(|part| strip_before(part.trim()));
    let opens = parts.clone().find(|part| !part.is_empty()).unwrap_or_default();
    if is_phrase(opens) || with_article(opens) && parts.any(is_phrase) {
        return out;
    }
    for whole in text.split(separators) {
        // `Anna Berg 04`: what is left of a date.
        let part = whole.trim().trim_end_matches(|c: char| c.is_ascii_digit());
        let part = if part.ends_with(' ') { part.trim_end() } else { whole.trim() };
        let name = strip_before(part);
        // `Source: Stone Bridge Post`, `Words: Anna Berg`
        let name = match name.split_once(": ") {
            Some((key, _)) if Words::SourceKey.has(&key.to_lowercase()) => continue,
            Some((key, rest)) if latin && !key.contains(' ') => rest,
            _ => name,
        };
        let name = name.trim_matches(|c: char| c.is_whitespace() || "()（）[]【】:：\"'“”‘’*•-–—.@»›→".contains(c));
        let name = name.strip_suffix("报道").or_else(|| name.strip_suffix("報導")).unwrap_or(name).trim();
        if is_person(name) && !out.iter().any(|o| o == name) {
            out.push(name.to_owned());
        }
        if out.len() >= 30 {
            break;
        }
    }
    // `Mia Berg, Lund`, `Mia Berg, Reuters`: one word after full names says where, or for whom.
    let full = |name: &String| name.contains(' ');
    if out.len() > 1
        && out.last() == place.as_ref()
        && out.iter().rev().skip(1).all(full)
        && !out.last().is_some_and(full)
    {
        out.pop();
    }
    out
}

/// What stands before a date that follows the names (`Ann Lee Dec 12`).
fn before_date(text: &str) -> &str {
    let Some(digit) = text.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 3) else { return text };
    let before = text[..digit].trim_end_matches(|c: char| c.is_whitespace() || c == '.' || c == ',');
    let last = before.rsplit([' ', ',']).next().unwrap_or_default();
    let is_month = crate::dates::parse_date(&format!("{last} 1, 2000")).is_some();
    if is_month { before[..before.len() - last.len()].trim_end() } else { text }
}

/// Words of names that stand before what else is said, and words of the names of media among those that end a name.
const FULL: usize = 2;
const OF_MEDIA: [&str; 7] = ["news", "press", "associated", "staff", "for", "special", "no"];

/// What stands before a number, a day or another word behind a full name: `Ann Lee 4 May 2015`, `Ann Lee Last updated May 5`, `Ann Lee Photos
/// by Tom Ashe`.
fn before_other(text: &str) -> &str {
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let number = |w: &&str| w.starts_with(|c: char| c.is_ascii_digit());
    let plain = |w: &str| w.trim_end_matches([',', '.', ':']).to_lowercase();
    // `AP Auto Writer` names nobody.
    let named = |n: usize| names::is_given(&words[..n].join(" "));
    let stops = |n: usize| {
        let word = plain(words[n]);
        Words::NameStop.has(&word) && !OF_MEDIA.contains(&word.as_str()) && named(n)
    };
    let day = |n: usize| {
        let dated = crate::dates::is_weekday(&plain(words[n])) || crate::dates::is_month(&plain(words[n]));
        dated && words.get(n + 1).is_some_and(number)
    };
    let other = (FULL..words.len()).find(|n| number(&words[*n]) || stops(*n) || day(*n));
    let full = || words[..FULL].iter().all(|w| w.starts_with(char::is_uppercase));
    let Some(mut other) = other.filter(|_| full()) else { return text };
    // `Anne Durand, publié le 3 mai 2014`
    while words[other - 1].starts_with(char::is_lowercase) {
        other -= 1;
    }
    text[..words[other].as_ptr() as usize - text.as_ptr() as usize].trim_end_matches([' ', ','])
}

/// Closes up names of two Han that are spread to the width of three: `张 三`.
fn joined(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut lone = false;
    for piece in text.split_whitespace() {
        let single = piece.chars().count() == 1 && piece.chars().all(chars::is_han);
        match out.last_mut() {
            Some(last) if single && lone => {
                last.push_str(piece);
                lone = false;
            }
            _ => {
                out.push(piece.to_owned());
                lone = single;
            }
        }
    }
    out.join(" ")
}

/// An address instead of a name.
pub(super) fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with('/') || text.starts_with("www.")
}

/// The name that the address of a writer's page spells: `/profile/ann-lee`.
pub(super) fn from_address(text: &str) -> Option<String> {
    let mut parts = text.trim_end_matches('/').rsplit('/');
    let (slug, place) = (parts.next()?, parts.next()?);
    let words: Vec<&str> = slug.split('-').collect();
    let named = (2..=4).contains(&words.len())
        && words.iter().all(|w| w.len() > 1 && w.chars().all(|c| c.is_ascii_lowercase()));
    let capital = |w: &&str| format!("{}{}", w[..1].to_ascii_uppercase(), &w[1..]);
    let known = Words::PathWriter.has(place) || matches!(place, "editors" | "by" | "people");
    (named && known).then(|| words.iter().map(capital).collect::<Vec<_>>().join(" "))
}

/// A name without the words before it, of which there may be several.
fn strip_before(text: &str) -> &str {
    const MOST: usize = 6;
    let mut rest = text;
    for _ in 0..MOST {
        let longest =
            Words::BeforeName.all().iter().filter_map(|word| after(rest, word)).min_by_key(|after| after.len());
        let Some(after) = longest else { break };
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || ":：/／|｜".contains(c));
    }
    rest
}

/// What follows a word at the beginning of a text, if nothing makes it a longer word.
fn after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    if head.to_lowercase() != word {
        return None;
    }
    let spaced = word.ends_with(|c: char| c.is_alphabetic() && !chars::is_cjk(c));
    // `文` alone is also a surname.
    let apart = |c: char| c.is_whitespace() || ":：/／|｜".contains(c) || c == ',' && spaced;
    let whole = rest.starts_with(apart) || spaced && rest.is_empty();
    (whole || !spaced && word != "文").then_some(rest)
}

/// A name of an account, which may end in digits as no other name does: `mira2041`.
fn is_account(name: &str) -> bool {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.len() >= 3 && letters.chars().all(|c| c.is_ascii_alphabetic() || "_-.".contains(c))
}

/// Whether words are more than a name: they begin with what is done, are too many, or are written small.
fn is_phrase(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    words > 1 && Words::NoNameBegins.has(&first) || words > 8 || words > 2 && small_words(text) > 1
}

fn with_article(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    ["The", "A", "An"].contains(&first)
}

/// How many words are written small that are in names only at their beginning.
fn small_words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.starts_with(char::is_lowercase) && !names::is_particle(w)).count()
}

/// Whether a piece can be the name of a person or of an office that signs.
pub(super) fn is_person(name: &str) -> bool {
    let lower = name.to_lowercase();
    let n = name.chars().count();
    let han = name.chars().all(|c| chars::is_cjk(c) || c == '·');
    let words = name.split_whitespace().count();
    let small = small_words(name);
    // Two Latin letters are initials; a phrase has more small words than a name.
    n >= if name.is_ascii() { 3 } else { 2 }
        && (if han { n <= 12 } else { n <= 50 && words <= 6 && (words < 3 || small < 2) })
        && !Words::NoName.has(&lower)
        // `网络编辑：陈小河`
        && (!name.contains([':', '：']) || !name.chars().any(chars::is_han))
        && !is_phrase(name)
        && !lower.contains("http")
        && !lower.contains("www.")
        && !lower.contains('@')
        && !lower.ends_with(".com")
        && name.chars().any(char::is_alphabetic)
        // `24. Januar`
        && !(name.starts_with(|c: char| c.is_ascii_digit()) && name.contains(". "))
        && (name.chars().filter(char::is_ascii_digit).count() <= 2 || is_account(name))
}
