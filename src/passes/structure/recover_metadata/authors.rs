//! Authors: the best origin that names people, split and cleaned.

use super::super::people::{self, People, names, persons};
use super::credits;
use super::house::{self, House};
use crate::chars;
use crate::meta::{Evidence, MetaKey, STAND_IN};
use crate::phrases::Words;

/// Origins, most trusted first.
const RANKS: &[&str] = &[
    "site-rule",
    "json-ld",
    "citation_author",
    "itemprop:author",
    "line:han-author",
    "meta:author",
    "rel:author",
    "class:author-name",
    "link:author",
    "byline",
    "byline:reporter",
    "credit",
    "visible-source",
    "twitter:data1",
    "after-title",
    "class:author",
    "line:author",
    "article:author",
    "meta:creator",
    "enpproperty",
    "json-ld:person",
    "json-ld:organization",
];

/// Origins that show a writer to the reader.
const OF_WRITERS: &[&str] = &["rel:author", "class:author-name", "link:author", "byline"];

/// The authors and where they were read.
pub(super) fn decide(list: &[&Evidence], house: &House<'_>) -> Vec<(String, &'static str)> {
    let sites: Vec<String> = list
        .iter()
        .filter(|e| e.key == MetaKey::Publisher && !matches!(e.from, "visible-source" | "line:source" | "credit"))
        .flat_map(|e| e.value.split([',', '，']).map(fold).chain([fold(&e.value)]))
        .collect();
    // Japanese and Korean names have a space inside, Chinese ones between them.
    let spaces = !list.iter().any(|e| {
        e.key == MetaKey::Language && ["ja", "ko"].iter().any(|l| e.value.to_ascii_lowercase().starts_with(l))
    });
    let mut fallback = Vec::new();
    // A tag that names who edited the page yields to a line that names who wrote the text.
    let edited: Vec<&str> =
        list.iter().filter(|e| e.key == MetaKey::Editor && is_of_page(e.from)).map(|e| e.value.as_str()).collect();
    let mut editors: Vec<(String, &'static str)> = Vec::new();
    let mut unshown: Vec<(String, &'static str)> = Vec::new();
    for rank in RANKS {
        let mut out: Vec<(String, &'static str)> = Vec::new();
        let named = |e: &&&Evidence| e.from == *rank && (e.key == MetaKey::Author || *rank == "visible-source");
        for e in list.iter().filter(named) {
            let names = match *rank {
                "credit" | "visible-source" => {
                    credits::of(&e.value).map_or_else(Vec::new, |(_, name)| name.into_iter().collect())
                }
                "citation_author" => vec![swapped(&e.value)],
                // A line of nothing but names; surnames must say so.
                "after-title" => people::listed(&e.value).unwrap_or_default(),
                // `记者` also stands in prose and in what an interviewer says.
                "byline:reporter" => people::of(&e.value).map_or_else(Vec::new, People::names),
                _ if is_address(&e.value) => from_address(&e.value).into_iter().collect(),
                "meta:author" if house.is_stated_by_program(&e.value) => continue,
                "meta:author" if let Some(medium) = persons::medium(&e.value) => vec![medium.to_owned()],
                _ => split(&e.value, spaces),
            };
            let names = house.swapped(&names).map_or(names, |name| vec![name]);
            // Who wrote the program that made the page wrote none of its texts.
            if names.iter().any(|name| house.is_program(name)) {
                continue;
            }
            // `Hafenblatt, Lübeck, Germany`: a publisher with its address.
            let publisher = names.len() > 1 && names.first().is_some_and(|n| sites.contains(&fold(n)));
            let address = *rank == "meta:author" && publisher;
            for name in names.into_iter().filter(|name| !house.signs(name, rank)) {
                let folded = fold(&name);
                // Linked data may name the house as the writer; a reader finds nobody else then.
                if sites.contains(&folded) || rank.starts_with("json-ld") && house::is_host(&name) {
                    if fallback.is_empty() {
                        fallback.push((name, e.from));
                    }
                    continue;
                }
                if address {
                    break;
                }
                let somebody = persons::named(MetaKey::Author, &name).is_some() || persons::medium(&name).is_some();
                if somebody && !out.iter().any(|(o, _)| fold(o) == folded) {
                    out.push((name, e.from));
                }
            }
            // Visible lines repeat and vary; the first that names somebody counts.
            if !out.is_empty()
                && matches!(*rank, "byline" | "byline:reporter" | "class:author" | "json-ld:person" | "after-title")
            {
                break;
            }
        }
        // Every post of a thread has its writer; the page is by the first.
        if matches!(*rank, "itemprop:author" | "rel:author" | "class:author-name") && out.len() > 3 {
            out.truncate(1);
        }
        if matches!(*rank, "meta:author" | "class:author")
            && !out.is_empty()
            && out.iter().all(|(name, _)| edited.contains(&name.as_str()))
        {
            editors = std::mem::take(&mut out).into_iter().map(|(name, _)| (name, STAND_IN)).collect();
        }
        // `Riverpost Media Ltd` in a tag yields to somebody whom the page shows, if it shows nothing of the tag.
        if matches!(*rank, "meta:author" | "json-ld:organization")
            && !out.is_empty()
            && unshown.is_empty()
            && !out.iter().any(|(name, _)| house.shows(name))
        {
            unshown = std::mem::take(&mut out);
        }
        let full = |(name, _): &(String, &str)| name.contains(' ');
        if !unshown.is_empty() && !(OF_WRITERS.contains(rank) && out.iter().all(full)) {
            continue;
        }
        if !out.is_empty() {
            return out;
        }
    }
    if !unshown.is_empty() {
        return unshown;
    }
    if !editors.is_empty() {
        return editors;
    }
    if fallback.is_empty() {
        // Where nobody else signs, the editor does, as is usual on Chinese portals.
        for e in list.iter().filter(|e| e.key == MetaKey::Editor && is_of_page(e.from)).take(1) {
            fallback.extend(split(&e.value, spaces).into_iter().map(|name| (name, STAND_IN)));
        }
    }
    if fallback.is_empty() {
        // Who has an account there.
        let account = list.iter().find(|e| e.key == MetaKey::Author && e.from == "link:account");
        fallback.extend(account.map(|e| (e.value.clone(), e.from)).filter(|(name, _)| is_person(name)));
    }
    fallback
}

/// Whether an editor is named on the page itself.
fn is_of_page(from: &str) -> bool {
    matches!(from, "line:editor" | "visible-editor")
}

pub(super) fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `Markus, Havell` to `Havell Markus`, as citation tags have it.
fn swapped(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{} {}", first.trim(), last.trim()),
        _ => name.trim().to_owned(),
    }
}

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
    let mut text = before_date(strip_before(text.trim())).to_owned();
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
fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with('/') || text.starts_with("www.")
}

/// The name that the address of a writer's page spells: `/profile/ann-lee`.
fn from_address(text: &str) -> Option<String> {
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
fn is_person(name: &str) -> bool {
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
