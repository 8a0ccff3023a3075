//! Lines under a title that have a date and names apart from each other, and no keys: `骆英　《江左日报》　2018-11-08`,
//! `小山周刊 2021-06-01`, `原创 阿桐 小山读书会 2021-06-01 07:30 上海`.

use super::super::people::{self, full_names, names};
use super::by_line;
use super::imprints::{Found, is_bar, whole_date};
use super::issues::tight_numbers;
use super::trimmed::{is_code, without_buttons};
use crate::chars;
use crate::meta::MetaKey;
use crate::phrases::{Class, Scan, Words, simplify};

/// Most pieces of a line, and the longest name among them.
const PIECES: usize = 7;
pub(super) const NAME: usize = 10;

/// Greatest width of a line.
const WIDEST: usize = 80;

/// Bytes of the longest note of a place that an account posted from.
const FROM: usize = 24;

/// What such a line says. In a Japanese text (`kana`) three to five Han characters that are no medium are a name.
pub(in super::super) fn read(text: &str, kana: bool) -> Option<Found> {
    let text = without_place(without_buttons(chars::trim(text)));
    // `2019 年 5 月 17 日 石桥小记`
    let tight = text.contains(" 年 ").then(|| tight_numbers(text));
    let text = tight.as_deref().unwrap_or(text);
    if !may_be(text) {
        return None;
    }
    let pieces: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || is_bar(c)).filter(|p| !p.is_empty()).take(PIECES + 1).collect();
    let line = Line::of(text, &pieces)?;
    let rest = [line.before, line.behind].concat();
    let rest = without_first_site(&rest, &line);
    if let Some(found) = several(rest, &line) {
        return Some(found);
    }
    if rest.is_empty() || rest.len() > 2 || !rest.iter().all(|p| is_name(p)) {
        return None;
    }
    // `Eröffnung am 13.4.2018` is what happens on the day.
    if rest.len() > 1 && line.before.last().is_some_and(|p| by_line::is_joint(p)) {
        return None;
    }
    // `Ann Lee 2021-03-04`; `Spring edition 2021-03-04` names neither a writer nor a medium.
    let lettered = |p: &&str| !p.contains(|c| chars::is_cjk(c) || chars::is_hangul(c));
    if rest.len() == 2 && rest.iter().all(lettered) {
        let name = rest.join(" ");
        return full_names::is_name(&name).then(|| vec![(MetaKey::Date, line.date), (MetaKey::Author, name)]);
    }
    // `第一天 2014年5月4日`: words that name no medium and nobody, beside a day as it is written by hand.
    let medium = |p: &str| people::is_medium(p) || p.starts_with('《');
    let person = |p: &str| names::split(p).is_some_and(|n| n.len() == 1);
    let by_hand = text.contains('年') && !line.date.contains('T') && line.behind.is_empty();
    if by_hand && !line.account && rest.len() == 1 && !kana && !medium(rest[0]) && !person(rest[0]) {
        return None;
    }
    Some(writer_and_medium(rest, line, kana))
}

/// Only spaces and bars part the pieces.
fn may_be(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && chars::width(text) <= WIDEST
        && !text.contains(['，', ',', '。', '：', '？', '！', '“'])
        && text.contains(['-', '/', '年', '.'])
}

/// `陈小河 石桥日报 2019-05-17 09:30 发表于江州`: where an account posted from.
fn without_place(text: &str) -> &str {
    let from = |last: &str| Words::PostedOn.behind(last).is_some_and(|place| !place.is_empty());
    text.rsplit_once(' ').filter(|(_, last)| last.len() <= FROM && from(last)).map_or(text, |(before, _)| before)
}

/// The pieces of a line before its date and behind it, without words for what they are.
struct Line<'p> {
    date: String,
    before: &'p [&'p str],
    behind: &'p [&'p str],
    /// Whether it is that of an account.
    account: bool,
}

impl<'p> Line<'p> {
    fn of(text: &str, pieces: &'p [&'p str]) -> Option<Line<'p>> {
        let dates = |p: &&str| p.starts_with(|c: char| c.is_ascii_digit());
        let first = pieces.iter().position(dates)?;
        let count = pieces[first..].iter().take_while(|p| dates(p)).count();
        let date = whole_date(&pieces[first..first + count].join(" "))?;
        if pieces.len() > PIECES {
            return None;
        }
        let account = is_account(text);
        let before = names_before(&pieces[usize::from(account)..first]);
        // Behind the date of an account stands the place it wrote from.
        let behind = if account { &[] } else { names_behind(&pieces[first + count..]) };
        Some(Line { date, before, behind, account })
    }
}

fn names_before<'p>(pieces: &'p [&'p str]) -> &'p [&'p str] {
    // `陈小河 发表于 2019-03-04`
    let pieces = without_last(pieces, |p| Scan::of(p).begins(Class::Date).is_some_and(|h| h.range.len() == p.len()));
    // `记者 陈小河 发布于 2019-05-17`
    let role = |p: &&str| Scan::of(p).begins(Class::Role).is_some_and(|hit| hit.range.len() == p.len());
    &pieces[usize::from(pieces.first().is_some_and(role))..]
}

fn names_behind<'p>(pieces: &'p [&'p str]) -> &'p [&'p str] {
    let pieces = without_last(pieces, |p| Words::Place.has(&simplify(p)));
    // `央视新闻客户端 TF060`: the code of who edited.
    without_last(pieces, |p| p.contains(|c: char| c.is_ascii_digit()) && is_code(p))
}

fn without_last<'p>(pieces: &'p [&'p str], is: impl Fn(&str) -> bool) -> &'p [&'p str] {
    match pieces {
        [before @ .., last] if is(last) => before,
        _ => pieces,
    }
}

/// `石桥网 2019-05-17 09:30 石桥日报 陈小河`: the site in front only passes it on.
fn without_first_site<'r>(names: &'r [&'r str], line: &Line<'_>) -> &'r [&'r str] {
    let media = || names.iter().filter(|p| people::is_medium(p)).count();
    match names {
        [site, rest @ ..] if line.before.len() == 1 && people::is_medium(site) && media() == 2 => rest,
        _ => names,
    }
}

/// `顾浩 周楷宸 王兰 国际城市规划 2022-07-10`: several authors, and the account.
fn several(names: &[&str], line: &Line<'_>) -> Option<Found> {
    let one = |p: &&str| names::split(p).is_some_and(|n| n.len() == 1) && p.chars().count() <= 3;
    let [authors @ .., account] = names else { return None };
    let run = (2..PIECES).contains(&authors.len()) && line.behind.is_empty();
    if !run || !authors.iter().all(one) || one(account) || !is_name(account) {
        return None;
    }
    let authors = authors.iter().map(|name| (MetaKey::Author, (*name).to_owned()));
    Some(authors.chain([(MetaKey::Publisher, (*account).to_owned()), (MetaKey::Date, line.date.clone())]).collect())
}

/// A name or two, and which of them is the medium.
fn writer_and_medium(names: &[&str], line: Line<'_>, kana: bool) -> Found {
    let quoted = |p: &str| p.starts_with('《') && p.ends_with('》');
    let full = |p: &str| kana && (3..=5).contains(&p.chars().count()) && p.chars().all(chars::is_han);
    let person = |p: &str| names::split(p).is_some_and(|n| n.len() == 1) || full(p);
    // Of two the medium is the one that says so; of an account it is the second, otherwise the one that is no name.
    let said = names.iter().position(|p| quoted(p) || people::is_medium(p));
    let other = || if line.account { names.len().checked_sub(1) } else { names.iter().position(|p| !person(p)) };
    let medium = said.or_else(other);
    let mut found = vec![(MetaKey::Date, line.date)];
    for (n, piece) in names.iter().enumerate() {
        let key = if Some(n) == medium { MetaKey::Publisher } else { MetaKey::Author };
        // `Lokales 12.05.2019 09:30`, `책읽기 2010/02/03 17:40`: one word alone is a part of the site.
        let part = names.len() == 1 && !line.account && !person_alone(piece);
        if key == MetaKey::Author && (people::is_medium(piece) || part) {
            continue;
        }
        found.push((key, piece.trim_matches(['《', '》']).to_owned()));
    }
    found
}

/// Whether a piece is short and plain enough for a name.
fn is_name(piece: &str) -> bool {
    let inner = piece.trim_matches(['《', '》']);
    (2..=NAME).contains(&inner.chars().count()) && inner.chars().all(char::is_alphanumeric)
}

/// Whether one word beside a date may be somebody: a full name in Han or Hangul, or letters of which nobody knows.
fn person_alone(word: &str) -> bool {
    match word.contains(chars::is_hangul) {
        true => names::is_korean(word),
        false => !word.starts_with(char::is_uppercase) || word.contains(chars::is_cjk),
    }
}

/// The line of an account, which may also stand above the title: `原创 阿桐 小山读书会 2021-06-01`.
pub(in super::super) fn is_account(text: &str) -> bool {
    let rest = text.strip_prefix("原创").or_else(|| text.strip_prefix("原創"));
    rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
}
