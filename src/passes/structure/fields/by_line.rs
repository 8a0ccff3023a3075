//! Who wrote a text and when, in lines of letters with capitals: `By Ann Lee, CNN | March 4, 2019`, `Posted by Ann Lee on March 4, 2019`,
//! `Publié le 03/10/2014 par Anne Durand`, `Ann Lee | 14:18 UK time, Saturday, 21 July 2007`.

use super::super::people::{self, names};
use super::imprints::{Found, whole_date};
use super::{filings, written};
use crate::chars;
use crate::dates;
use crate::meta::MetaKey;
use crate::phrases::{Class, Scan, Words};

/// Bytes of the longest such line, and of a piece of it that we need not know: the part of the site, the agency, how long it takes to read.
const LONGEST: usize = 160;
pub(super) const BESIDE: usize = 32;

/// Bytes of a date with a day.
const DAY: usize = 10;

/// Pieces of a line.
const PIECES: usize = 6;

/// What a piece of the line says.
enum Piece {
    Writers(Vec<String>, Option<String>),
    Date(String),
    Paper(String),
    /// A full name that begins with a given name, and no word for who it is.
    Name(String),
    /// What somebody is, behind their name.
    Role,
    Other,
}

/// The writers of a line, and its date; `None` unless all of it is known for such a line.
pub(in super::super) fn read(text: &str) -> Option<Found> {
    if text.len() > LONGEST {
        return None;
    }
    let text = chars::trim(text);
    // The first bytes of Hangul syllables are no others', and tell most lines without; those of Han, kana and their marks likewise.
    if chars::any_byte(text, |b| (0xEA..=0xED).contains(&b)) && text.contains(chars::is_hangul) {
        return korean(text);
    }
    let text = text.trim_matches(['(', ')', '*', '_']);
    let may_be_cjk = chars::any_byte(text, |b| (0xE3..=0xE9).contains(&b) | (b >= 0xEF));
    if may_be_cjk && text.contains(chars::is_cjk) || !text.contains(char::is_uppercase) {
        return None;
    }
    let text = filings::without(text);
    if let Some(found) = filings::by_given(text, date_of) {
        return Some(found);
    }
    if !may_tell(text) {
        return None;
    }
    let apart = apart(text);
    let text = apart.as_deref().unwrap_or(text);
    let pieces: Vec<&str> = pieces(text).collect();
    if pieces.len() > PIECES {
        return None;
    }
    Said::of(&pieces)?.found()
}

/// Without a date only a word for who wrote tells.
fn may_tell(text: &str) -> bool {
    let by = |w: &str| (2..=4).contains(&w.len()) && Words::Preposition.has(&w.trim_end_matches(':').to_lowercase());
    chars::any_byte(text, |b| b.is_ascii_digit()) || text.split(' ').any(by)
}

/// `By Ann MillerPublished: Jan 29, 2025`: the space is missing.
fn apart(text: &str) -> Option<String> {
    let mut keys = Words::RunOn.all().iter().filter_map(|key| text.find(key));
    let at = keys.find(|at| text[..*at].ends_with(char::is_alphanumeric))?;
    Some(format!("{} | {}", &text[..at], &text[at..]))
}

/// What the pieces of a line say.
#[derive(Default)]
struct Said {
    authors: Vec<String>,
    date: Option<String>,
    paper: Option<String>,
    /// Names without a word for who they are.
    bare: Vec<String>,
    /// How many pieces say what we do not know.
    others: usize,
}

impl Said {
    fn of(pieces: &[&str]) -> Option<Said> {
        let mut said = Said::default();
        // The piece before, if nothing is known of it.
        let mut open = None;
        for (n, piece) in pieces.iter().enumerate() {
            let before = open.take();
            match self::piece(piece)? {
                // `Jia-Rui Chong | Times Staff Writer`: the role vouches for a rare name.
                Piece::Role if let Some(name) = before.filter(|name: &&str| is_full(name)) => {
                    said.others -= 1;
                    said.authors.push(name.to_owned());
                }
                Piece::Role if n > 0 && said.bare.last().is_some_and(|name| name == pieces[n - 1]) => {
                    said.authors.extend(said.bare.pop());
                }
                Piece::Role => said.others += 1,
                Piece::Writers(names, day) => {
                    said.authors.extend(names.into_iter().map(filings::without_post));
                    said.date = said.date.or(day);
                }
                Piece::Date(day) => said.date = said.date.or(Some(day)),
                Piece::Paper(name) => said.paper = said.paper.or(Some(name)),
                Piece::Name(name) => said.bare.push(name),
                Piece::Other => {
                    said.others += 1;
                    open = Some(*piece);
                }
            }
        }
        Some(said)
    }

    /// The same for the record; `None` if it names nobody.
    fn found(self) -> Option<Found> {
        let Said { mut authors, date, paper, bare, others } = self;
        // `Par Anne Durand - Paul Martin`: a name behind one that is said to have written. Beside a date one stands for itself.
        let beside = authors.is_empty() && bare.len() == 1 && others <= 1;
        // `Marie Curie – 7 novembre 1867`
        let recent = date.as_deref().is_some_and(dates::is_of_web);
        if authors.is_empty() && !(beside && recent) {
            return None;
        }
        authors.extend(bare);
        // A sentence has a verb behind the name.
        if date.is_none() && others > 1 {
            return None;
        }
        let dates = date.into_iter().map(|date| (MetaKey::Date, date));
        let papers = paper.into_iter().map(|name| (MetaKey::Publisher, name));
        Some(authors.into_iter().map(|name| (MetaKey::Author, name)).chain(papers).chain(dates).collect())
    }
}

/// `(전주=한강뉴스) 김민수 기자 | 2016-05-06 15:29 송고`: the reporter and the day in a line of Korean.
fn korean(text: &str) -> Option<Found> {
    let (before, rest) = text.split_once("기자")?;
    let rest = rest.strip_prefix('명').unwrap_or(rest);
    let (bracket, name) = match before.trim().strip_prefix('(').and_then(|t| t.split_once(')')) {
        Some((bracket, name)) => (bracket, name.trim()),
        None => ("", before.trim()),
    };
    // `김민수 한강뉴스 기자(min@example.kr)`
    let (name, beside) = match name.split_once(' ') {
        Some((first, paper)) if bracket.is_empty() && names::is_korean(first) && !paper.contains(' ') => (first, paper),
        _ => (name, ""),
    };
    // `기자명 김민수`
    let name = if name.is_empty() { rest.split_whitespace().next()? } else { name };
    let digit = rest.find(|c: char| c.is_ascii_digit())?;
    let date = dates::parse_date(&rest[digit..]).filter(|date| date.len() >= DAY)?;
    let outlet = bracket.split_once('=').map(|(_, outlet)| outlet.trim()).or((!beside.is_empty()).then_some(beside));
    let outlet = outlet.map(|outlet| (MetaKey::Publisher, outlet.to_owned()));
    let author = names::is_korean(name).then(|| (MetaKey::Author, name.to_owned()))?;
    Some([author].into_iter().chain(outlet).chain([(MetaKey::Date, date)]).collect())
}

/// What bars, points, dashes and wide gaps part. A hyphen parts with a space on either side.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let bars = |c: char| matches!(c, '|' | '｜' | '•' | '·' | '–' | '—' | '\t' | '/' | '●' | '◆' | ';');
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
    // Short names may be of a date too: `March 4, 2019 by Ann Lee`.
    if let Some((names, date)) = written::read(text) {
        return Some(Piece::Writers(names, date));
    }
    // `Anna Berg, 12.05.2019 18:30`, `Ann Lee May 12, 2019`
    if let Some((name, date)) = filings::name_and_day(text, date_of) {
        return Some(Piece::Writers(vec![name.to_owned()], Some(date)));
    }
    if let Some(date) = date_of(text) {
        return Some(Piece::Date(date));
    }
    if people::is_paper(text) && is_outlet(text) && text.len() <= BESIDE {
        return Some(Piece::Paper(text.to_owned()));
    }
    // `Saturday`, `5 min read`, `Updated at 10:20`
    let name = || names::split(text).filter(|names| names.len() == 1 && names::is_given(text));
    if let Some(name) = name().and_then(|names| names.into_iter().next()) {
        return Some(Piece::Name(name));
    }
    if is_role(text) {
        return Some(Piece::Role);
    }
    (text.len() <= BESIDE && !chars::is_sentence(text)).then_some(Piece::Other)
}

/// Two to four words with capitals, of letters alone.
fn is_full(text: &str) -> bool {
    let word =
        |w: &str| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c));
    (2..=4).contains(&text.split(' ').count()) && text.split(' ').all(word) && !people::is_paper(text)
}

/// A date, with the word for what happened on it: `Published on March 4, 2019`, `14:18 UK time, Saturday, 21 July 2007`.
pub(in super::super) fn date_of(text: &str) -> Option<String> {
    let bare = without_verb(text);
    whole_date(bare).or_else(|| {
        let plain: Vec<&str> = bare.split_whitespace().filter(|w| !is_joint(w)).collect();
        whole_date(&plain.join(" "))
    })
}

/// The text without what a page says it did on the day, or that somebody did.
pub(super) fn without_verb(text: &str) -> &str {
    let scan = Scan::of(text);
    let hit = scan.hits.iter().find(|h| h.range.start == 0 && h.classes.iter().any(|c| matches!(c, Class::Date)));
    let rest = hit.map_or(text, |hit| &text[hit.range.end..]);
    rest.trim_start_matches([':', ' ', ',']).trim()
}

/// `on March 4`, `at 10:20`, `le 3 mai`, `am 3. Mai`.
pub(super) fn is_joint(word: &str) -> bool {
    let lower = word.to_lowercase();
    Words::OfDay.has(&lower) || Words::At.has(&lower)
}

pub(in super::super) fn is_role(text: &str) -> bool {
    Scan::of(text).coverage(&[Class::Role]) >= 0.6
}

/// `CNN`, `Riverton Gazette`: words with capitals.
pub(super) fn is_outlet(text: &str) -> bool {
    text.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '&')))
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
            ("Posted by Ann Lee on March 4, 2019 at 10:20 am", &["Ann Lee"], Some("2019-03-04T10:20:00")),
            ("March 4, 2019 by Ann Lee", &["Ann Lee"], Some("2019-03-04")),
            ("by Ann Lee in News, March 4, 2019", &["Ann Lee"], Some("2019-03-04")),
            ("Posted by admin on March 4, 2019", &["admin"], Some("2019-03-04")),
            ("Story by Ann Lee; photographs by Tom Hill", &["Ann Lee"], None),
            ("Text and photos by Ann Lee", &["Ann Lee"], None),
            ("By Ann Lee | Staff Writer | March 4, 2019", &["Ann Lee"], Some("2019-03-04")),
            ("Ann Lee | Staff Writer | March 4, 2019", &["Ann Lee"], Some("2019-03-04")),
            ("March 4, 2019 | Jia-Rui Chong | Times Staff Writer", &["Jia-Rui Chong"], Some("2019-03-04")),
            ("By Michael Faraday | March 4, 2019", &["Michael Faraday"], Some("2019-03-04")),
            ("By Ann Lee, Tom Hill and Kim Roy | 5 min read", &["Ann Lee", "Tom Hill", "Kim Roy"], None),
            ("Ann Lee | 14:18 UK time, Saturday, 21 July 2007", &["Ann Lee"], Some("2007-07-21T14:18:00")),
            (
                "PUBLIÉ LE 03/10/2014 PAR Solène Durand - Lise Martin -Romain Petit",
                &["Solène Durand", "Lise Martin", "Romain Petit"],
                Some("2014-10-03"),
            ),
            ("Par Anne Durand | Publié le 03/10/2014 à 10h20", &["Anne Durand"], Some("2014-10-03T10:20:00")),
            ("Von Anna Berg, 03.10.2014, 10:20 Uhr", &["Anna Berg"], Some("2014-10-03T10:20:00")),
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
