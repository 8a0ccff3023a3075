//! Who wrote a text and when, in lines of letters with capitals: `By Ann Lee, CNN | March 4, 2019`, `Posted by Ann Lee on March 4, 2019`,
//! `Publié le 03/10/2014 par Anne Durand`, `Ann Lee | 14:18 UK time, Saturday, 21 July 2007`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::people::names;
use super::imprints::{Found, whole_date};
use crate::chars;
use crate::dates;
use crate::meta::MetaKey;
use crate::phrases::{Class, Scan, Words};

/// Bytes of the longest such line, and of a piece of it that we need not know: the part of the site, the agency, how long it takes to read.
const LONGEST: usize = 160;
const BESIDE: usize = 32;

/// Pieces of a line.
const PIECES: usize = 6;

static GIVEN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/names/given.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// What a piece of the line says.
enum Piece {
    Writers(Vec<String>, Option<String>),
    Date(String),
    /// A full name that begins with a given name, and no word for who it is.
    Name(String),
    Other,
}

/// The writers of a line, and its date; `None` unless all of it is known for such a line.
pub(in super::super) fn read(text: &str) -> Option<Found> {
    let text = chars::trim(text).trim_matches(['(', ')', '*', '_']);
    if text.len() > LONGEST || !text.contains(char::is_uppercase) || text.contains(chars::is_cjk) {
        return None;
    }
    let pieces: Vec<&str> = pieces(text).collect();
    if pieces.len() > PIECES {
        return None;
    }
    let (mut authors, mut date, mut bare, mut others) = (Vec::new(), None, Vec::new(), 0);
    for piece in &pieces {
        match self::piece(piece)? {
            Piece::Writers(names, day) => {
                authors.extend(names);
                date = date.or(day);
            }
            Piece::Date(day) => date = date.or(Some(day)),
            Piece::Name(name) => bare.push(name),
            Piece::Other => others += 1,
        }
    }
    // `Par Anne Durand - Paul Martin`: a name behind one that is said to have written. Beside a date one stands for itself.
    let beside = authors.is_empty() && bare.len() == 1 && others <= 1;
    if !authors.is_empty() || beside && date.is_some() {
        authors.extend(bare);
    } else {
        return None;
    }
    // A sentence has a verb behind the name.
    if date.is_none() && others > 1 {
        return None;
    }
    let dates = date.into_iter().map(|date| (MetaKey::Date, date));
    Some(authors.into_iter().map(|name| (MetaKey::Author, name)).chain(dates).collect())
}

/// What bars, points, dashes and wide gaps part. A hyphen parts with a space on either side.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let bars = |c: char| matches!(c, '|' | '｜' | '•' | '·' | '–' | '—' | '\t' | '/' | '●' | '◆');
    // `03/10/2014` is one.
    let mut from = 0;
    let mut cuts = Vec::new();
    let list: Vec<(usize, char)> = text.char_indices().collect();
    for (n, (at, c)) in list.iter().enumerate() {
        let near = |k: isize| n.checked_add_signed(k).and_then(|n| list.get(n)).map_or(' ', |(_, c)| *c);
        let digits = near(-1).is_ascii_digit() && near(1).is_ascii_digit();
        let hyphen = *c == '-' && (near(-1) == ' ' || near(1) == ' ') && !digits;
        let gap = *c == ' ' && near(1) == ' ';
        if bars(*c) && !digits || hyphen || gap {
            cuts.push(from..*at);
            from = at + c.len_utf8();
        }
    }
    cuts.push(from..text.len());
    cuts.into_iter().map(|range| text[range].trim().trim_matches([',', ';'])).filter(|piece| !piece.is_empty())
}

fn piece(text: &str) -> Option<Piece> {
    if let Some(date) = date_of(text) {
        return Some(Piece::Date(date));
    }
    if let Some((names, date)) = written(text) {
        return Some(Piece::Writers(names, date));
    }
    // `Saturday`, `5 min read`, `Updated at 10:20`
    let name = || names::split(text).filter(|names| names.len() == 1 && is_given(text));
    if let Some(name) = name().and_then(|names| names.into_iter().next()) {
        return Some(Piece::Name(name));
    }
    (text.len() <= BESIDE && !chars::is_sentence(text)).then_some(Piece::Other)
}

/// A date, with the word for what happened on it: `Published on March 4, 2019`, `14:18 UK time, Saturday, 21 July 2007`.
fn date_of(text: &str) -> Option<String> {
    let bare = without_verb(text);
    whole_date(bare).or_else(|| {
        let plain: Vec<&str> = bare.split_whitespace().filter(|w| !is_joint(w)).collect();
        whole_date(&plain.join(" "))
    })
}

/// The text without what a page says it did on the day, or that somebody did.
fn without_verb(text: &str) -> &str {
    let scan = Scan::of(text);
    let hit = scan.hits.iter().find(|h| h.range.start == 0 && h.classes.iter().any(|c| matches!(c, Class::Date)));
    let rest = hit.map_or(text, |hit| &text[hit.range.end..]);
    rest.trim_start_matches([':', ' ', ',']).trim()
}

/// `on March 4`, `at 10:20`, `le 3 mai`, `am 3. Mai`.
fn is_joint(word: &str) -> bool {
    matches!(&*word.to_lowercase(), "on" | "at" | "le" | "à" | "am" | "um" | "el" | "del" | "a" | "de" | "time" | "uhr")
}

/// The writers behind the word that says so, and the date before or behind them.
fn written(text: &str) -> Option<(Vec<String>, Option<String>)> {
    let words: Vec<(usize, &str)> =
        text.split(' ').filter(|w| !w.is_empty()).map(|w| (w.as_ptr() as usize - text.as_ptr() as usize, w)).collect();
    let by = |w: &str| Words::Preposition.has(&w.trim_end_matches(':').to_lowercase());
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    let at = (0..words.len().checked_sub(1)?).find(|n| by(words[*n].1) && capital(words[*n + 1].1))?;
    let before = text[..words[at].0].trim().trim_end_matches([',', ':']);
    // `Posted`, `Story`, `Text and photos`, and a date.
    let mut date = None;
    let told = without_verb(before);
    if !told.is_empty() {
        date = Some(date_of(before).or_else(|| verb(before).then(String::new))?).filter(|date| !date.is_empty());
    }
    // The names go on as far as words with capitals, and those that join them.
    let (mut names, mut name, mut end) = (Vec::new(), Vec::new(), at + 1);
    while let Some((_, word)) = words.get(end) {
        let bare = word.trim_end_matches([',', ';', ':', ')']);
        let letters = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'));
        let lower = bare.to_lowercase();
        let dated = dates::is_month(lower.trim_end_matches('.')) && words.get(end + 1).is_some_and(|(_, w)| w.starts_with(|c: char| c.is_ascii_digit()));
        let joins = Words::And.has(&lower) && !name.is_empty();
        let part = name.is_empty() && names.is_empty() || !name.is_empty();
        if joins {
            names.push(std::mem::take(&mut name).join(" "));
        } else if letters && !dated && !dates::is_weekday(&lower) && (capital(bare) || names::is_particle(bare) && part) && !posted(bare) {
            name.push(bare);
            if bare.len() < word.len() {
                let suffix = words.get(end + 1).map(|(_, w)| w.trim_end_matches([',', ';'])).filter(|w| matches!(*w, "Jr." | "Jr" | "Sr." | "Sr" | "III" | "II"));
                if let Some(suffix) = suffix {
                    let last = name.pop()?;
                    names.push([std::mem::take(&mut name).join(" "), format!("{last}, {suffix}")].join(" ").trim().to_owned());
                    end += 2;
                    break;
                }
                names.push(std::mem::take(&mut name).join(" "));
                // `Ann Lee, Tom Hill and Kim Roy`, but `Ann Lee, Staff Writer` and `Ann Lee, CNN`.
                let rest = &text[words.get(end + 1).map_or(text.len(), |(at, _)| *at)..];
                let next = rest.split([',', ';']).next().unwrap_or_default();
                let goes_on = next.split_whitespace().next().is_some_and(|w| GIVEN.contains(w)) && !is_role(next);
                end += 1;
                if goes_on { continue } else { break }
            }
        } else {
            break;
        }
        end += 1;
    }
    if !name.is_empty() {
        names.push(name.join(" "));
    }
    let rest = words.get(end).map_or("", |(at, _)| &text[*at..]).trim().trim_start_matches([',', ';']);
    let full = |n: &String| n.contains(char::is_whitespace) && n.split_whitespace().count() <= 5;
    let dated = date_of(rest).or_else(|| rest.find(|c: char| c.is_ascii_digit()).and_then(|_| after_place(rest)));
    // One word may be what somebody calls themselves, beside a date.
    let alone = dated.is_some() || date.is_some();
    let fits = !names.is_empty() && names.iter().all(|n| full(n) || alone && names.len() == 1 && n.chars().count() > 2);
    let beside = rest.is_empty() || dated.is_some() || rest.len() <= BESIDE && (is_role(rest) || rest.starts_with("in ") || is_outlet(rest));
    (fits && beside && names.iter().all(|n| !is_role(n))).then(|| (names, date.or(dated)))
}

/// `in News, March 4, 2019`: the date behind another word or two.
fn after_place(text: &str) -> Option<String> {
    let commas = text.match_indices([',', ' ']).map(|(at, _)| at).take(6);
    commas.filter(|at| *at <= BESIDE).find_map(|at| date_of(text[at + 1..].trim_start_matches([',', ' '])))
}

/// What was done by them: `Story`, `Text and photos`, `Written`.
fn verb(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() <= 3 && words.iter().all(|w| Words::Made.has(&w.to_lowercase()) || Words::And.has(w))
}

/// `PublishedJan 29`: the page goes on without a space.
fn posted(word: &str) -> bool {
    Words::RunOn.all().contains(&word)
}

fn is_role(text: &str) -> bool {
    Scan::of(text).coverage(&[Class::Role]) >= 0.6
}

/// `CNN`, `Riverton Gazette`: words with capitals.
fn is_outlet(text: &str) -> bool {
    text.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '&')))
}

/// Two to four words with capitals, of which the first is a given name.
fn is_given(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&words.len()) && words.first().is_some_and(|first| GIVEN.contains(first))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::meta::MetaKey;

    fn said(text: &str) -> (Vec<String>, Option<String>) {
        let found = read(text).unwrap_or_else(|| panic!("{text}"));
        let of = |wanted: MetaKey| found.iter().filter(move |(key, _)| *key == wanted).map(|(_, value)| value.clone());
        (of(MetaKey::Author).collect(), of(MetaKey::Date).next())
    }

    #[test]
    fn writers_and_dates() {
        for (text, authors, date) in [
            ("By Ann Lee, CNN", &["Ann Lee"][..], None),
            ("By ANN LEE and TOM O'NEIL, Staff Writers", &["ANN LEE", "TOM O'NEIL"], None),
            ("By John K. Hanson, Jr.", &["John K. Hanson, Jr."], None),
            ("Written by Ann Lee | March 4, 2019", &["Ann Lee"], Some("2019-03-04")),
            ("Posted by Ann Lee on March 4, 2019 at 10:20 am", &["Ann Lee"], Some("2019-03-04T10:20")),
            ("March 4, 2019 by Ann Lee", &["Ann Lee"], Some("2019-03-04")),
            ("by Ann Lee in News, March 4, 2019", &["Ann Lee"], Some("2019-03-04")),
            ("Posted by admin on March 4, 2019", &["admin"], Some("2019-03-04")),
            ("Story by Ann Lee", &["Ann Lee"], None),
            ("By Ann Lee, Tom Hill and Kim Roy | 5 min read", &["Ann Lee", "Tom Hill", "Kim Roy"], None),
            ("Ann Lee | 14:18 UK time, Saturday, 21 July 2007", &["Ann Lee"], Some("2007-07-21T14:18")),
            ("PUBLIÉ LE 03/10/2014 PAR Solène Durand - Lise Martin -Romain Petit", &["Solène Durand", "Lise Martin", "Romain Petit"], Some("2014-10-03")),
            ("Par Anne Durand | Publié le 03/10/2014 à 10h20", &["Anne Durand"], Some("2014-10-03T10:20")),
            ("Von Anna Berg, 03.10.2014, 10:20 Uhr", &["Anna Berg"], Some("2014-10-03T10:20")),
            ("03.10.2014 - Anna Berg", &["Anna Berg"], Some("2014-10-03")),
        ] {
            let wanted = (authors.iter().map(|a| (*a).to_owned()).collect(), date.map(str::to_owned));
            assert_eq!(said(text), wanted, "{text}");
        }
    }

    #[test]
    fn other_lines_say_nothing() {
        for text in [
            "By Saturday, 21 July 2007",
            "New York | March 4, 2019",
            "By the river",
            "Von Berlin nach Hamburg",
            "Riverton Gazette - March 4, 2019",
            "By Ann Lee the mill was sold, and nobody knew to whom it went after that",
            "Ann Lee",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
