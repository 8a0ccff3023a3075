//! Places from which reporters report, behind their names.

use super::datelines::{CLOSE, LEAD, VERBS, without_day};
use super::{JOINTS, People, names, with_role};
use crate::chars;
use crate::phrases::{Words, simplify};

/// What the names of places end in.
pub(in super::super) const UNITS: &[char] = &['州', '市', '县', '区', '省', '镇', '乡', '村', '港', '京'];

/// Whether a word is a village, a town or a city by its ending, as bare names of people hardly are: 石 of 石桥镇 is the name of a
/// family, too.
pub(in super::super) fn is_settlement(word: &str) -> bool {
    word.chars().count() >= 3
        && word.chars().all(chars::is_han)
        && simplify(word).ends_with(['镇', '县', '区', '市', '乡', '村'])
}

/// `Reporting by Ann Lee in Riverton and Tom Hill in New York; Editing by Kim Roy`: the line without the places.
pub(in super::super) fn without_where(text: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let capital = |w: &&str| w.starts_with(char::is_uppercase);
        if word != "in" || !words.peek().is_some_and(capital) {
            out.push(word);
            continue;
        }
        // As far as words with capitals go; the mark behind the last belongs to the name before.
        while let Some(place) = words.next_if(capital) {
            if place.ends_with([';', ',']) {
                out.push(if place.ends_with(';') { ";" } else { "," });
                break;
            }
        }
    }
    out.join(" ").replace(" ;", ";").replace(" ,", ",")
}

/// Where in `before` a place begins that a reporter reports from: `记者 甲 武汉报道`, `记者甲／台北报导`. It is no name, or
/// one of a list.
pub(super) fn place_at(before: &str, role: &str) -> Option<usize> {
    if !matches!(&*simplify(role), "报道" | "报导" | "摄影报道") {
        return None;
    }
    let bare = before.trim_end();
    let Some(at) = bare.rfind(|c: char| c.is_whitespace() || JOINTS.contains(&c)) else {
        return place_behind(bare, role.ends_with(['導', '导']));
    };
    let start = at + bare[at..].chars().next().map_or(0, char::len_utf8);
    let word = &bare[start..];
    let place = (2..=6).contains(&word.chars().count()) && word.chars().all(chars::is_han);
    // `記者甲／江州報導`: behind a stroke stands where from.
    // `甲／乙乙乙報導`: most names have three characters, most places two.
    let stroke = || {
        bare[at..].starts_with(['/', '／', '╱'])
            && bare[..at].contains(char::is_alphanumeric)
            && word.chars().count() != 3
    };
    let named = |word: &str| Words::Place.has(word) || word.ends_with(UNITS);
    (place && (stroke() || names::split(word).is_none() || named(&simplify(word)))).then_some(start)
}

/// `陳小河、李敏／宜蘭` before the verb: behind a stroke a place, where something else parts the names.
pub(super) fn is_behind_stroke(before: &str) -> bool {
    let Some((names, place)) = before.trim_end().rsplit_once(['/', '／', '╱']) else { return false };
    names.contains('、') && !place.contains('、') || Words::Place.has(&simplify(place))
}

/// Whether the character before `end`, a role elsewhere, ends the name of who reports from a place: `陳可文╱澎湖報導`.
pub(super) fn ends_name(text: &str, end: usize) -> bool {
    let name = text[..end].rsplit(|c| !chars::is_han(c)).next().unwrap_or_default();
    let name = ["記者", "记者"].iter().find_map(|role| name.strip_prefix(role)).unwrap_or(name);
    let whole = text.trim_end_matches(CLOSE);
    ["報導", "报导", "報道", "报道"].iter().any(|verb| whole.ends_with(verb))
        && name.chars().count() == 3
        && names::split(name).is_some_and(|names| names.len() == 1)
}

/// Whether what stands behind the verb is a place and nothing else: ` / 苗栗縣`.
pub(super) fn is_place_behind(text: &str, role: &str) -> bool {
    let word = text.trim_matches(|c: char| c.is_whitespace() || JOINTS.contains(&c));
    matches!(&*simplify(role), "报道" | "报导")
        && text.trim_start().starts_with(JOINTS)
        && (2..=6).contains(&word.chars().count())
        && (word.ends_with(UNITS) || word.ends_with('縣') || Words::Place.has(&simplify(word)))
}

/// Where a place begins behind names that nothing parts from it: `李静王国栋张可心滨海`. Papers of Taiwan (`taiwan`) name one reporter
/// and always the place: `記者林大成埔心報導`.
fn place_behind(run: &str, taiwan: bool) -> Option<usize> {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
    let cut = |count: usize| {
        let at = *starts.get(starts.len().checked_sub(count)?)?;
        names::split(&run[..at]).is_some_and(|names| !names.is_empty()).then_some(at)
    };
    // A longer place must say that it is one; two characters that are no name can be nothing else. Of `陈小河香港` the place is
    // known, and `河香港` only ends like one.
    let listed = |at: &usize| Words::Place.has(&simplify(&run[*at..]));
    let lengths = || [4, 3, 2].into_iter().filter_map(cut);
    let known = || lengths().find(listed).or_else(|| lengths().find(|at| simplify(&run[*at..]).ends_with(UNITS)));
    let one = |at: &usize| names::split(&run[..*at]).is_some_and(|names| names.len() == 1);
    let local = || cut(2).filter(|at| taiwan && starts.len() == 5 && one(at));
    known().or_else(local).or_else(|| cut(2).filter(|_| names::split(run).is_none()))
}

/// `记者 谢国平2日在舟山定海报道——`: a line of who reports, when and from where, above the title as often as below it.
pub(in super::super) fn stationed(text: &str) -> Option<People> {
    let text = chars::trim(text).trim_end_matches(['—', '-', '：', ':', ' ']);
    let bare = VERBS[5..].iter().find_map(|verb| text.strip_suffix(*verb)).filter(|t| chars::width(t) <= LEAD)?;
    let (before, place) = bare.split_at(bare.rfind(['在', '从', '從'])?);
    let han = |c: char| chars::is_han(c) || c == '、';
    let place = (3..=10).contains(&place.chars().count()) && place.chars().all(han);
    let (who, day) = without_day(before);
    let people = with_role(who.trim()).filter(|people| !people.authors.is_empty())?;
    (place && day.is_some()).then_some(people)
}
