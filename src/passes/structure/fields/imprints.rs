//! Lines that say without keys where and when a text appeared: a medium and a date, a title in quotes with its issue.

use std::borrow::Cow;

use super::super::people::{self, names};
use super::date_and_names::is_account;
use super::issues::is_page;
use super::meta_line::read;
use super::trimmed::is_code;
use crate::meta::MetaKey;
use crate::phrases::{Words, simplify};
use crate::{chars, dates};

/// What a line says of a document.
pub(in super::super) type Found = Vec<(MetaKey, String)>;

/// Characters of the longest run of names behind a date.
const RUN: usize = 16;

/// Greatest width of a date line.
const WIDEST_DATE: usize = 40;

/// The line without the solar term or feast that newspapers print beside the date: `2021-04-04 清明 星期日`.
pub(in super::super) fn without_feast(text: &str) -> Cow<'_, str> {
    let short = |word: &&str| matches!(word.len(), 6 | 9) && word.chars().all(chars::is_han);
    // `农历四月十三`
    let lunar = |word: &&str| ["农历", "農曆", "夏历"].iter().any(|key| word.starts_with(key)) && word.len() <= 27;
    let feast = |word: &&str| lunar(word) || short(word) && Words::Feast.has(&simplify(word));
    let dated = text.len() <= 3 * WIDEST_DATE && text.starts_with(|c: char| c.is_ascii_digit());
    if !dated {
        return text.into();
    }
    match text.split_whitespace().find(feast) {
        Some(word) => text.replacen(word, "", 1).into(),
        None => text.into(),
    }
}

/// The line without the address of the site that stands before a date: `http://www.example.com 2010年03月12日 08:33 石桥财经`.
pub(in super::super) fn without_address(text: &str) -> &str {
    if !text.starts_with("http") && !text.starts_with("www.") {
        return text;
    }
    let rest = text.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start());
    if rest.starts_with(|c: char| c.is_ascii_digit()) { rest } else { text }
}

/// The date line of a page: `河口日报　港闻　2024年1月22日　星期一`; the medium and the date.
pub(in super::super) fn page_head(text: &str) -> Option<Found> {
    let parts = |c: char| matches!(c, '\u{3000}' | '|' | '｜');
    if !text.contains(parts) {
        return None;
    }
    let mut pieces = text.split(parts).map(str::trim).filter(|p| !p.is_empty());
    let medium = pieces.next().filter(|p| people::is_medium(p))?;
    let rest: Vec<&str> = pieces.collect();
    let at = rest.iter().position(|p| p.starts_with(|c: char| c.is_ascii_digit())).filter(|at| *at <= 1)?;
    let date = whole_date(&rest[at..].join(" "))?;
    Some(vec![(MetaKey::Publisher, medium.to_owned()), (MetaKey::Date, date)])
}

/// What stands beside the date of a line.
struct Beside<'a> {
    text: &'a str,
    /// Whether the line stands under the title.
    under_title: bool,
    /// Whether the line ends in Han, and whether it has a colon.
    han: bool,
    keyed: bool,
}

/// A rule.
struct Reader {
    /// Whether the line stands and looks as the rule has it: little work.
    asks: fn(&Beside<'_>) -> bool,
    /// What it says beside its date.
    read: fn(&Beside<'_>) -> Option<Found>,
}

/// Rules for what stands beside a date, in the order in which they are asked.
const READERS: &[Reader] = &[
    // `第1版：要闻 2019-05-17`
    Reader { asks: |b| is_page(b.text), read: |_| Some(Found::new()) },
    // `石桥镇 2019年5月17日`
    Reader { asks: |b| b.under_title && people::places::is_settlement(b.text), read: |_| Some(Found::new()) },
    Reader { asks: |b| b.under_title && b.han, read: names_run_together },
    Reader { asks: |_| true, read: name_and_medium },
    Reader { asks: |_| true, read: |b| people::is_medium(b.text).then(|| vec![of_medium(b.text)]) },
    Reader { asks: |_| true, read: |b| read(b.text) },
    Reader { asks: |_| true, read: medium_and_names },
    // `12.05.2019 | Oberbach`: one word in letters is a place or a part of the site.
    Reader {
        asks: |b| b.under_title && b.text.starts_with(|c: char| c.is_uppercase()) && !b.text.contains(' '),
        read: |_| Some(Found::new()),
    },
    Reader { asks: |_| true, read: reporters },
];

/// A line under the title without keys: a medium or reporters, and a date (`石桥日报 2021-05-08 09:30`,
/// `石桥日报 记者：陈小河 2021年5月8日`).
pub(in super::super) fn unkeyed(text: &str, under_title: bool) -> Option<Found> {
    let inner = strip(text);
    let (date, rest) = dated(inner)?;
    let mut found = vec![(MetaKey::Date, date)];
    // `2019-05-17 09:30 石桥网[整理] 1`
    if rest.contains(['[', '［', '（', '('])
        && let Some(medium) = people::medium_in(rest)
    {
        found.push(of_medium(medium));
        return Some(found);
    }
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || "|｜/丨,，·()（）[]【】".contains(c));
    // `Día Sábado, 07 de Marzo de 2026`
    let weekday = |w: &str| dates::is_weekday(&w.trim_end_matches(',').to_lowercase());
    if is_account(rest) || rest.rsplit(' ').next().is_some_and(weekday) {
        return None;
    }
    // `央视新闻客户端 TF060`
    let rest = rest.rsplit_once(char::is_whitespace).filter(|(_, code)| is_code(code)).map_or(rest, |(name, _)| name);
    // `江州日报 A05版`
    let rest = rest.rsplit_once(char::is_whitespace).filter(|(_, page)| is_page(page)).map_or(rest, |(name, _)| name);
    let (han, keyed) = (inner.ends_with(chars::is_han), text.contains([':', '：']));
    let beside = Beside { text: rest, under_title, han, keyed };
    found.extend(READERS.iter().filter(|rule| (rule.asks)(&beside)).find_map(|rule| (rule.read)(&beside))?);
    Some(found)
}

fn of_medium(name: &str) -> (MetaKey, String) {
    (MetaKey::Publisher, name.to_owned())
}

fn of_writers(names: Vec<String>) -> impl Iterator<Item = (MetaKey, String)> {
    names.into_iter().map(|name| (MetaKey::Author, name))
}

/// `2019-01-20 04:10陈小河`: nothing parts them.
fn names_run_together(beside: &Beside<'_>) -> Option<Found> {
    let text = beside.text;
    if !text.chars().all(chars::is_han) || text.chars().count() > RUN {
        return None;
    }
    let authors = names::split(text).filter(|names| names.iter().all(|n| n.chars().count() <= 4))?;
    (!people::is_medium(text)).then(|| of_writers(authors).collect())
}

/// `2021-05-08 陈小河 石桥日报`
fn name_and_medium(beside: &Beside<'_>) -> Option<Found> {
    let (name, medium) = beside.text.split_once(char::is_whitespace)?;
    let both = people::is_medium(medium)
        && (2..=3).contains(&name.chars().count())
        && names::split(name).is_some_and(|names| names.len() == 1);
    both.then(|| vec![(MetaKey::Author, name.to_owned()), of_medium(medium.trim())])
}

/// `2021-05-08 石桥日报 陈小河`
fn medium_and_names(beside: &Beside<'_>) -> Option<Found> {
    let (medium, names) = beside.text.split_once(char::is_whitespace).filter(|(name, _)| people::is_medium(name))?;
    Some([of_medium(medium)].into_iter().chain(of_writers(people::of(names)?.names())).collect())
}

/// `石桥日报 记者：陈小河 2021年5月8日`, `Tom Hallam | 2 June 2019`
fn reporters(beside: &Beside<'_>) -> Option<Found> {
    let may_be_bare = beside.under_title && !beside.keyed;
    let bare =
        || people::bare(beside.text, true).map(|authors| people::People { authors, ..people::People::default() });
    let people = people::with_role(beside.text).or_else(|| may_be_bare.then(bare)?)?;
    let editors = people.editors.into_iter().map(|name| (MetaKey::Editor, name));
    let outlet = people.outlet.filter(|o| people::is_medium(o)).map(|name| (MetaKey::Publisher, name));
    Some(of_writers(people.authors).chain(editors).chain(outlet).collect())
}

/// A bracket below the body that names where the text is from: `（石桥日报）`, `（据石桥社）`.
pub(in super::super) fn signed(text: &str) -> Option<Found> {
    let inner = chars::trim(text).strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?;
    // `（此件公开发布）` ends like the name of a medium.
    // `（石桥市融媒体中心 供稿）`
    // `（石桥早报记者报道）`
    let inner = ["供稿", "供图", "记者报道", "記者報導", "记者报导"]
        .iter()
        .find_map(|word| inner.strip_suffix(word))
        .map_or(inner, str::trim_end);
    let name = inner.trim_start_matches('据').trim_end_matches(['电', '讯']);
    if name.starts_with(['此', '该', '本']) || name.contains(char::is_whitespace) {
        return None;
    }
    people::is_medium(name).then(|| vec![(MetaKey::Publisher, name.to_owned())])
}

/// A date at the beginning or the end of a line, and the rest.
pub(in super::super) fn dated(text: &str) -> Option<(String, &str)> {
    let digit = text.find(|c: char| c.is_ascii_digit())?;
    // `江州日报 A04版 2019-05-17`: the number of the page is none of the date.
    let start = text[..digit].rfind(char::is_whitespace).map_or(0, |at| at + 1);
    if let Some((page, date)) = text.get(start..).and_then(|t| t.split_once(char::is_whitespace))
        && start > 0
        && is_page(page)
        && let Some(date) = whole_date(date)
    {
        return Some((date, &text[..start]));
    }
    if let Some(date) = whole_date(&text[digit..]) {
        return Some((date, &text[..digit]));
    }
    // `第1版：要闻 2019-05-17`
    if text.starts_with('第')
        && let Some((page, date)) = text.rsplit_once(char::is_whitespace)
        && is_page(page.trim_end())
        && let Some(date) = whole_date(date)
    {
        return Some((date, page));
    }
    // `04 2019年05月17日`: the number of the page.
    let page = &text[digit..];
    if let Some((number, date)) = page.split_once(char::is_whitespace)
        && number.len() <= 3
        && let Some(date) = whole_date(date)
    {
        return Some((date, &text[..digit + number.len()]));
    }
    let spaces = text.char_indices().filter(|(_, c)| c.is_whitespace() || is_bar(*c)).map(|(at, _)| at).take(6);
    let apart = spaces.filter_map(|at| Some((whole_date(&text[..at])?, &text[at..]))).last();
    // `2019-01-20 04:10陈小河`
    let run = || {
        let end = text.find(|c: char| !(c.is_ascii_digit() || "-/:. ".contains(c)))?;
        let glued = text[..end].ends_with(|c: char| c.is_ascii_digit()) && text[end..].chars().all(chars::is_han);
        glued.then(|| Some((whole_date(&text[..end])?, &text[end..])))?
    };
    run().or(apart)
}

pub(in super::super) fn whole_date(text: &str) -> Option<String> {
    // `2 June 2019` has five.
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    if digits(text) < 5 {
        return spelled_date(text);
    }
    let text = without_page(text).trim();
    let least = if text.contains(chars::is_alphabetic) { 5 } else { 6 };
    // `2019-05-17T09:30:12+08:00`
    let most = if text.contains(['+', 'T']) { 18 } else { 14 };
    let dated = (least..=most).contains(&digits(text))
        && text.chars().count() <= 48
        && text.split(|c: char| !chars::is_alphabetic(c)).all(is_date_word);
    if dated { dates::parse_date(text) } else { None }
}

/// `二〇一九年五月十七日`
fn spelled_date(text: &str) -> Option<String> {
    let text = text.trim();
    let spelled = |c: char| "〇零○一二三四五六七八九十年月日".contains(c);
    let fits = text.ends_with('日') && text.contains('年') && (8..=12).contains(&text.chars().count());
    (fits && text.chars().all(spelled)).then(|| dates::parse_date(text))?
}

/// The date in the head of a page of a newspaper: `2022年3月10日 星期四 第03版：县域新闻`.
fn without_page(text: &str) -> &str {
    let Some(at) = text.find('第').filter(|at| *at > 0) else { return text };
    let rest = text[at + '第'.len_utf8()..].trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    if rest.starts_with('版') { &text[..at] } else { text }
}

/// Letters that occur in a date: units, days of the week, zones. Anything else says more than a date.
fn is_date_word(word: &str) -> bool {
    const UNITS: &str =
        "年月日号號时時点點分秒星期周週一二三四五六日天上下午晨晚早午曜火水木金土년월일시분초오전후요화수목금토";
    word.chars().all(|c| UNITS.contains(c))
        || word.chars().count() == 1
        || dates::is_month(&word.to_lowercase())
        || dates::is_weekday(&word.to_lowercase())
        || word.is_ascii() && (matches!(word.len(), 1..=4) || matches!(word.len(), 6..=9) && word.ends_with("day"))
}

/// Outer brackets and the marks of list items and of metadata bars.
pub(in super::super) fn strip(text: &str) -> &str {
    const MARKS: [char; 9] = ['•', '·', '●', '▪', '◦', '-', '*', '>', '»'];
    let text = chars::trim(chars::trim(text).trim_start_matches(MARKS));
    let (open, close) = match text.chars().next() {
        Some('(') => ('(', ')'),
        Some('（') => ('（', '）'),
        Some('[') => ('[', ']'),
        Some('［') => ('［', '］'),
        Some('【') => ('【', '】'),
        Some('〔') => ('〔', '〕'),
        _ => return text,
    };
    match text.strip_prefix(open).and_then(|t| t.strip_suffix(close)) {
        Some(inner) if !inner.contains([open, close]) => chars::trim(inner),
        _ => text,
    }
}

pub(in super::super) fn is_bar(c: char) -> bool {
    matches!(c, '丨' | '︱' | '|' | '｜')
}
