//! Dates, writers, editors and sources that are only written on the page, near its title or at the end of its text.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::evidence::{Found, in_review};
use super::flag;
use super::headline;
use super::nearness;
use super::search::{AnyOf, is_short};
use super::signatures::{credit, opened, poster, signed, without_post};
use super::undated;
use super::walk::{Item, Page};
use super::writers;
use crate::dates;
use crate::meta::MetaKey;
use crate::phrases::Words;

/// Blocks before and after the title in which such lines are looked for, and blocks around the end of the content.
pub(super) const BEFORE: usize = 8;
const AFTER: usize = 14;
pub(super) const END: usize = 4;
/// Blocks under the title of which one may be the line of writers.
const UNDER_TITLE: usize = 5;
/// A longer line (characters) is prose.
const LONGEST: usize = 200;

/// A longer block (bytes) is none of the marks that stand alone; in lower case a character may be a third as long.
const LONGEST_MARK: usize = 40;

/// Places whose lines speak of something else than the text. The header of a page has the date of the day it was fetched.
const APART: u32 = flag::ASIDE | flag::NAV | flag::FOOTER | flag::HIDDEN | flag::HEADER;
/// Blocks of the text that may begin with a dateline.
const OPENING: usize = 3;
/// Blocks from the title on of which one may begin with a date: a lead and a line of links stand before it.
const DATED: usize = 6;
/// Dates of a page that are asked in which order they are written.
const MOST_DATES: usize = 40;
/// Letters of the longest agency that is written small.
const AGENCY: usize = 4;
/// Longest name (characters) in a block of its own.
pub(super) const LONGEST_NAME: usize = 40;

/// Adds what is written on the page; `scores` says how likely each block is content, `title` which one is the title.
pub(super) fn collect(page: &Page<'_>, scores: &[u8], title: Option<usize>, found: &mut Found) {
    let content = |n: usize| scores.get(n).copied().unwrap_or(0) >= 40;
    let first = (0..page.items.len()).find(|n| content(*n)).unwrap_or(0);
    let last = (0..page.items.len()).rev().find(|n| content(*n)).unwrap_or(0);
    let head = title.filter(|t| *t <= last).unwrap_or(first);
    let from = head.saturating_sub(BEFORE);
    // A page that puts its title, too, into a `header` or `footer` says nothing by it.
    let apart = APART & !page.items.get(head).map_or(0, |i| i.flags);
    let to = head.max(first.min(head + AFTER)) + AFTER;
    nearness::sort(page, head, &(head.min(first).saturating_sub(BEFORE)..last + END + 1), found);
    for (n, item) in page.items.iter().enumerate().take(to + 1).skip(from) {
        let beyond = n > head.max(last + END);
        line(page, item, n, if beyond { None } else { Some((n >= head, head)) }, apart, found);
    }
    // Where the title found is not the one above the text, the lines around the beginning of the text count too.
    if first > to || first + BEFORE < from {
        for (n, item) in page.items.iter().enumerate().take(first + 3).skip(first.saturating_sub(BEFORE)) {
            line(page, item, n, Some((false, first)), apart, found);
        }
    }
    if let Some(item) = title.and_then(|t| page.items.get(t)).filter(|i| i.kind.is_heading()) {
        found.add(MetaKey::Title, &item.text, "heading");
    }
    headline::collect(page, scores, (first, title), apart, found);
    // The first entry of a page of many, where nothing else has said a date.
    let posted = page.items.iter().find(|i| is_short(&i.text, LONGEST) && is_posted(&i.text));
    if let Some(item) = posted {
        if found.list.iter().all(|e| e.key != MetaKey::Date) {
            found.add(MetaKey::Date, &item.text, "visible-date:posted");
        }
        // Who posted it wrote the text, unless another date says that the line is that of a comment.
        let day = dates::parse_date(&item.text);
        let mut stated = found.list.iter().filter(|e| e.key == MetaKey::Date);
        if let Some(name) = poster(&item.text)
            && stated.all(|e| dates::parse_date(&e.value) == day)
        {
            found.add(MetaKey::Author, name, "byline");
        }
    }
    for item in page.items.iter().skip(head + 1).take(UNDER_TITLE) {
        let n = item.text.chars().take(20).count();
        if (2..20).contains(&n)
            && item.link_chars == 0
            && item.text.chars().next().is_some_and(crate::model::measure::is_ideograph)
            // A line all in kana is no name, but a button.
            && item.text.chars().any(crate::chars::is_han)
        {
            found.add(MetaKey::Author, &item.text, "after-title");
        }
    }
    for pair in page.items.get(from..).unwrap_or_default().windows(2).take(to + last.saturating_sub(from) + END) {
        let [announces, name] = pair else { continue };
        if announces.text.len() <= LONGEST_MARK
            && Words::NextName.has(announces.text.to_lowercase().trim_end_matches([':', '：']))
            && is_short(&name.text, LONGEST_NAME)
        {
            found.add(MetaKey::Author, &name.text, "byline");
        }
    }
    for item in page.items.iter().skip(first).take(OPENING) {
        opened(&item.text, found);
        credit(&item.text, found);
    }
    for item in page.items.iter().skip(first).take(DATED) {
        undated::dated(&item.text, found);
    }
    order(page, found);
    writers::linked(page.items.get(from..(last + END + 1).min(page.items.len())).unwrap_or_default(), apart, found);
    // Below a post of one paragraph stands who answered.
    let title = page.items.get(first).is_some_and(|item| item.kind.is_heading());
    let post = if title { (first + 1..page.items.len()).find(|n| content(*n)).unwrap_or(first) } else { first };
    writers::poster(page, (head, post), apart, found);
    for (n, item) in page.items.iter().enumerate().take(last + END + 1).skip(last.saturating_sub(END)) {
        if n > to && is_short(&item.text, LONGEST) {
            marks(item, found, true);
            if is_posted(&item.text) {
                found.add(MetaKey::Date, &item.text, "visible-date:posted");
            }
        }
        signed(&item.text, found);
    }
    undated::collect(page, head, last, found);
    writers::drop_far(page, (head.min(first), last), found);
}

/// Whether a line says when the text was published.
pub(super) fn is_posted(text: &str) -> bool {
    let digit = text.bytes().any(|b| b.is_ascii_digit());
    // Numbers beyond ASCII that dates are written with begin with those of Arabic; no Han character is a number to Unicode.
    let numeric = |c: char| c >= '\u{660}' && !matches!(c, '\u{4e00}'..='\u{9fff}') && c.is_numeric();
    if !digit && !text.chars().any(numeric) {
        return false;
    }
    let lower = lower(text);
    let by = lower.get(..3).is_some_and(|begin| begin.eq_ignore_ascii_case("by "));
    (by || POSTED.is_in(&lower)) && !TODAY.is_in(&lower) && dates::parse_date(text).is_some()
}

/// A text with its letters beyond ASCII in lower case: [`super::search::AnyOf`] asks for no more, and most texts of scripts
/// without cases stay as they are.
fn lower(text: &str) -> Cow<'_, str> {
    // Scripts with two cases stand before the punctuation that all scripts share, but for a few letters that are forms of others.
    if text.chars().any(|c| matches!(c, '\u{80}'..'\u{2000}')) {
        Cow::Owned(text.to_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a line tells the reader what day it is.
pub(super) fn is_today(text: &str) -> bool {
    TODAY.is_in(&lower(text))
}

/// Whether a line says until when the rights to a page are held.
pub(super) fn is_copyright(text: &str) -> bool {
    text.contains('©') || text.get(..9).is_some_and(|begin| begin.eq_ignore_ascii_case("copyright"))
}

/// Adds dates that say whether this page writes the day or the month first, where it has one that does not.
fn order(page: &Page<'_>, found: &mut Found) {
    let unsettled = |text: &str| text.contains('/') && dates::parse_date(text) != dates::parse_date_us(text);
    if !found.list.iter().any(|e| e.key == MetaKey::Date && unsettled(&e.value)) {
        return;
    }
    let slashed = |text: &str| text.matches('/').count() == 2 && dates::parse_date(text).is_some();
    let others = page.items.iter().filter(|item| is_short(&item.text, LONGEST) && slashed(&item.text));
    for item in others.take(MOST_DATES) {
        found.add(MetaKey::Date, &item.text, "visible-date:order");
    }
}

/// Looks at a line near the title, behind it or not; `None` for one beyond a short text.
fn line(page: &Page<'_>, item: &Item, n: usize, place: Option<(bool, usize)>, apart: u32, found: &mut Found) {
    if item.flags & apart != 0 || !is_short(&item.text, LONGEST) {
        return;
    }
    if item.text.bytes().any(|b| b.is_ascii_digit())
        && is_short(&item.text, 120)
        && !is_today(&item.text)
        && !is_copyright(&item.text)
        && !is_other_day(&item.text)
        && dates::parse_date(&item.text).is_some()
        && !in_review(page, item.elem)
    {
        let near = place.is_some_and(|(after, head)| after && n.abs_diff(head) <= 5);
        let from = match (near, is_posted(&item.text)) {
            (true, _) => "visible-date",
            (_, true) => "visible-date:posted",
            _ if place.is_none() => "visible-date:beyond",
            _ => "visible-date:far",
        };
        found.add(MetaKey::Date, &item.text, from);
    }
    credit(&item.text, found);
    if item.flags & flag::FORM == 0 || !page.in_form(item.elem) {
        marks(item, found, false);
    }
}

/// `截止日期：2015年5月10日`, `The exhibition is open until June 1, 2015.`: a day of what the text tells.
pub(super) fn is_other_day(text: &str) -> bool {
    Words::OtherDay.behind(text).is_some() || text.contains(" until ")
}

/// What stands before a name, what it announces, and whether a colon must follow (one may).
const MARKS: [(Words, MetaKey, bool); 4] = [
    (Words::EditorKey, MetaKey::Editor, true),
    (Words::WriterKey, MetaKey::Author, true),
    (Words::WriterMark, MetaKey::Author, false),
    (Words::SourceKey, MetaKey::Publisher, true),
];

/// Marks in scripts without spaces may stand anywhere in a line, the others at its beginning.
static HAN_MARKS: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::new(all_marks(true)));
static OTHER_MARKS: LazyLock<Vec<&str>> = LazyLock::new(|| all_marks(false).collect());

fn all_marks(han: bool) -> impl Iterator<Item = &'static str> {
    MARKS.into_iter().flat_map(|(list, ..)| list.all()).copied().filter(move |mark| is_han(mark) == han)
}

fn is_han(mark: &str) -> bool {
    mark.starts_with(crate::model::measure::is_ideograph)
}

static POSTED: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::new(Words::Posted.all().iter().copied()));
static TODAY: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::new(Words::Today.all().iter().copied()));

/// Whether a line has such a mark.
pub(super) fn is_credit(text: &str) -> bool {
    let folded = lower(text);
    HAN_MARKS.is_in(&folded) || OTHER_MARKS.iter().any(|mark| starts(&folded, mark))
}

/// Finds marks such as `作者：` or `By` in a line.
fn marks(item: &Item, found: &mut Found, end_of_text: bool) {
    let text = item.text.as_str();
    // Below a picture it says who has the right to it, and in a heading what a text is about: `Source control`.
    let of_picture = item.kind.is_heading() || item.pictured || item.flags & (flag::FIGURE | flag::CAPTION) != 0;
    if !is_credit(text) {
        return;
    }
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return;
    }
    let mut taken = 0;
    let all = MARKS.into_iter().flat_map(|(list, key, colon)| list.all().iter().map(move |mark| (*mark, key, colon)));
    for (mark, key, colon) in all {
        let han = is_han(mark);
        let Some(at) = (if han { lower.find(mark) } else { starts(&lower, mark).then_some(0) }) else { continue };
        // At the end of a text only `Written by` says that a name follows, and a key that a source does.
        let ends = mark.starts_with("written") || key == MetaKey::Publisher && text.len() <= LONGEST_MARK * 2;
        if !han && (end_of_text && !ends || text.chars().count() > 120) {
            continue;
        }
        let rest = &text[at + mark.len()..];
        let bare = rest.trim_start();
        let after_colon = bare.strip_prefix([':', '：']);
        if colon && after_colon.is_none() || of_picture && key == MetaKey::Publisher {
            continue;
        }
        let value = after_colon.unwrap_or(bare).trim_start();
        // `记者` in running text is followed by a verb; a name line is short.
        if han && !colon && after_colon.is_none() && text.chars().count() > 60 {
            continue;
        }
        // `作者系石桥大学教授`, `本文作者陈小河为石桥中学教师`
        let value = if mark == "作者" && after_colon.is_none() { without_post(value) } else { value };
        let value = match key {
            _ if han => cut_name(value),
            MetaKey::Publisher => before_number(value),
            _ => value,
        };
        let value = value.trim();
        if value.is_empty() || value.chars().count() > 100 {
            continue;
        }
        // `Source: my grandmother's notebook`, `Source: src/wheel.rs`; hosts and agencies (`dpa`) are written small.
        let host = value.contains('.') && !value.contains([' ', '/']);
        let told = value.starts_with(char::is_lowercase) && !host && value.chars().count() > AGENCY;
        if key == MetaKey::Publisher && (told || Words::PictureHouse.has(&value.to_lowercase())) {
            continue;
        }
        let from = match key {
            MetaKey::Publisher if han => "visible-source",
            MetaKey::Publisher => "visible-source:letters",
            MetaKey::Editor => "visible-editor",
            _ if matches!(mark, "记者" | "記者") => "byline:reporter",
            _ => "byline",
        };
        found.add(key, value, from);
        taken += 1;
        if taken == 3 || !han {
            break;
        }
    }
}

/// Whether a text begins with a mark and not with a longer word.
fn starts(text: &str, mark: &str) -> bool {
    let rest = text.get(..mark.len()).filter(|begin| begin.eq_ignore_ascii_case(mark)).and(text.get(mark.len()..));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == ':' || c == '：'))
}

/// `Riverpost 09/11/11-11:49`: a source without the date behind it.
fn before_number(value: &str) -> &str {
    let number = |at: &usize| value[*at..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    let gap = value.match_indices(char::is_whitespace).map(|(at, _)| at).find(number);
    value[..gap.unwrap_or(value.len())].trim_end_matches([' ', '|', '-', '–', ','])
}

/// A name without what follows it in its line.
pub(super) fn cut_name(value: &str) -> &str {
    let ends = Words::NameEnd.all().iter().filter_map(|e| value.find(e));
    let end = ends.chain(value.find('\u{3000}')).min().unwrap_or(value.len());
    &value[..end]
}

#[cfg(test)]
mod tests {
    use super::is_today;

    #[test]
    fn a_line_that_tells_the_day_is_no_date_of_a_text() {
        for line in [
            "今天是2024年6月18日 星期二",
            "今日是2024年6月18日",
            "今天日期：2024-06-18",
            "Today is Tuesday, June 18, 2024",
            "Today: 18 June 2024",
            "Heute ist Dienstag, der 18. Juni 2024",
            "Nous sommes aujourd'hui le 18 juin 2024",
            "Aujourd’hui, 18 juin 2024",
            "Hoy es martes, 18 de junio de 2024",
            "Oggi è martedì 18 giugno 2024",
            "Сегодня: 18 июня 2024",
            "本日は2024年6月18日です",
            "오늘은 2024년 6월 18일",
            "اليوم: 18 يونيو 2024",
        ] {
            assert!(is_today(line), "{line}");
        }
        for line in ["发布时间：2024年6月18日", "Published today, June 18, 2024", "18 juin 2024"] {
            assert!(!is_today(line), "{line}");
        }
    }
}
