//! Which line of the head of a text is its title. The name of the site, its menu and its date stand above it as often as
//! not, and nothing about a line alone tells them apart: the title speaks of what the text speaks of, and what is known of
//! the text stands below it.

pub(super) mod addresses;
pub(super) mod again;
mod bare;
mod below_day;
pub(super) mod beside_about;
pub(super) mod documents;
pub(super) mod file_titles;
pub(super) mod first_titles;
pub(super) mod houses;
pub(super) mod lookalikes;
pub(super) mod page_titles;
pub(super) mod search;
mod shapes;
pub(super) mod site_tails;
pub(super) mod stated;
pub(super) mod subjects;
pub(super) mod top_headings;

use std::borrow::Cow;

pub(super) use self::bare::bare;
use self::shapes::{is_bracketed, is_capitals, is_motto, is_prompt, is_tag};
pub(super) use self::shapes::{is_row, is_run};

use super::fields::{filings, issues};
use super::headings::numbers;
use super::layout::is_prose;
use super::lift_title::{self, is_title};
use super::people::{self, datelines};
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::{Class, Hit, Scan, Words, simplify};
use subjects::Subject;

/// Paragraphs of the body that are read at most, and letters that tell its script.
const PROSE: usize = 100;
const OPENING: usize = 100;

/// Points by which a line must exceed the first, so that the first is none.
const MARGIN: i32 = 3;

/// Lines above a title that stands apart from them, and the tenths of it that its text speaks of.
const APART: usize = 2;
const MANY: usize = 3;
const SPOKEN: i32 = 5;

/// Greatest width of the name of a section, and up to which nothing else tells it.
pub(super) const SECTION: usize = 8;
const SURE: usize = 6;

/// Least width of a title that is told by being said again.
const SAID: usize = 16;

/// Characters of the key of a field, and the width from which what stands behind it is no value.
const KEY: usize = 4;
const VALUE: usize = 12;

/// Bytes of a phrase for sharing that no title opens with.
const TOLD: usize = 12;

/// Greatest width of the name of a column.
const COLUMN: usize = 24;

/// What a paper calls its pages on the web.
const EDITIONS: [&str; 8] = ["电子版", "電子版", "数字报", "數字報", "电子报", "電子報", "网络版", "多媒体数字版"];

/// A line of the head: a block, and whether it was neither cut nor taken for metadata.
pub(super) type Line<'a> = (&'a Block, bool);

/// A line that is the title.
pub(super) struct Title {
    /// Its number.
    pub line: usize,
    /// Whether nothing above it is of the text.
    pub sure: bool,
}

/// The title among the lines above the body, where something tells it from those above it; otherwise the first may be it.
/// `body` is read only where there is a choice.
pub(super) fn choose<'a>(head: &[Line<'_>], body: impl Iterator<Item = &'a Block>) -> Option<Title> {
    let fits = |(block, live): &Line<'_>| {
        // `——老街改造三年回访` stands below a title.
        let kind = matches!(block.kind(), Kind::Paragraph | Kind::Heading(_)) && !block.text().starts_with("——");
        *live && kind && is_title(block) && !houses::is_site(block.text().trim())
    };
    let lines: Vec<usize> = (0..head.len()).filter(|n| fits(&head[*n])).collect();
    let first = *lines.first()?;
    if lines.len() < 2 {
        return None;
    }
    // `School buses` over `School buses : what the house voted` is the rubric.
    if let Some(second) = lines.get(1).copied().filter(|_| names_column(head[first].0.text(), head[lines[1]].0.text()))
    {
        return Some(Title { line: second, sure: true });
    }
    let about = |n: usize| head.get(n + 1).is_some_and(|(b, live)| *live && is_about(b));
    let level = |b: &Block| if let Kind::Heading(level) = b.kind() { Some(level) } else { None };
    let mut tops: Vec<u8> = lines.iter().filter_map(|n| level(head[*n].0)).collect();
    let mut again = Again::default();
    let mut posted = false;
    let body = body.inspect(|b| {
        posted |= b.kind() == Kind::Meta && filings::is_foot(b.text());
        tops.extend(level(b));
        again.look(head, &lines, b);
    });
    let body: Vec<&Block> = body.filter(|b| is_prose(b)).take(PROSE).collect();
    let cjk = body.first().is_some_and(|b| is_cjk(b.text()));
    if let Some(line) = again.title(head, &lines, cjk) {
        return Some(Title { line, sure: true });
    }
    // Who issues it is the first line of its title.
    let issues = |n: usize| head.get(n + 1).is_some_and(|(b, live)| *live && is_issued(head[n].0.text(), b.text()));
    // In Markdown the one heading of the first level, and in Chinese the one line with its sign: in code there are several.
    let signed = |n: &usize| head[*n].0.kind() == Kind::Heading(1) || cjk && head[*n].0.text().starts_with("# ");
    let mut all = lines.iter().copied().filter(signed);
    let marked = all.next().filter(|_| all.next().is_none());
    // So is the one heading of the highest level there is, if what is known of the text stands below it.
    tops.sort_unstable();
    let alone = tops.first().filter(|top| tops.get(1).is_none_or(|next| next > top)).copied();
    let highest = |n: &usize| alone.is_some() && level(head[*n].0) == alone && about(*n);
    let marked = marked.or_else(|| lines.iter().copied().find(highest));
    // `小路上的歌■陈小河`
    let signed = lines.iter().copied().find(|n| about(*n) && lift_title::signed(head[*n].0.text()).is_some());
    let marked = marked.or(signed);
    // Over a line that what is known of the text stands below, while it stands below none of several above it.
    let meta = |n: usize| head.get(n + 1).is_some_and(|(b, live)| *live && b.kind() == Kind::Meta);
    // So does the text of news, which begins with a dateline.
    let dated = |n: usize| n + 1 == head.len() && body.first().is_some_and(|b| datelines::read(b.text()).is_some());
    let apart =
        |n: usize| (meta(n) || dated(n)) && !about(first) && lines.iter().take_while(|m| **m < n).count() >= APART;
    // `文章`, the name of a section, over a line that what is known of the text stands below.
    let section = |n: usize| chars::width(chars::trim(head[n].0.text())) <= SECTION;
    let under_date = below_day::find(head, &lines);
    let named = section(first) && lines.iter().any(|n| about(*n) && chars::width(head[*n].0.text()) >= SAID);
    // Most texts begin with a line that has nothing odd about it, and are looked at no further.
    let begins = !named && marked.is_none() && !is_odd(head[first].0, cjk) && !head[first..].iter().any(is_menu);
    if begins && under_date.is_none() && !lines.iter().any(|n| apart(*n)) {
        return None;
    }
    // The second line of a headline is a part of the first.
    let second = |n: usize| {
        let above = n.checked_sub(1).filter(|above| lines.contains(above));
        head[n].0.joined() && above.is_some_and(|above| !is_odd(head[above].0, cjk))
    };
    let lines: Vec<usize> = lines.iter().copied().filter(|n| !second(*n)).collect();
    let texts: Vec<&str> = lines.iter().map(|n| chars::trim(head[*n].0.text())).collect();
    let subject = Subject::of(&body, &texts);
    if let Some(line) = under_date
        .filter(|line| marked.is_none() && (posted || below_day::is_title(head, &lines, *line, &subject, cjk)))
    {
        return Some(Title { line, sure: true });
    }
    let scores: Vec<i32> = lines.iter().map(|n| score(head, *n, &subject, cjk)).collect();
    let score = |n: usize| lines.iter().position(|m| *m == n).map_or(0, |at| scores[at]);
    let best = marked.or_else(|| lines.iter().copied().rev().max_by_key(|n| score(*n)))?;
    // The name of a site stands over its menu or path, whatever the name is.
    // Below a line about the text stand counters and buttons.
    let over_menu = |n: usize| head[n..best].iter().take_while(|(b, live)| !(*live && is_about(b))).any(is_menu);
    // Of a longer one the text says nothing, and much of the title.
    let sure = |n: usize| {
        let (width, overlap) = (chars::width(texts_of(head, n)), |n: usize| subject.overlap(texts_of(head, n)));
        width <= SURE || overlap(n) == 0 && overlap(best) >= SPOKEN
    };
    let odd = |n: usize| (is_odd(head[n].0, cjk) || over_menu(n) || named && section(n) && sure(n)) && !issues(n);
    let most = |n: usize| score(best) - if over_menu(n) { 0 } else { MARGIN };
    let above = || lines.iter().copied().take_while(|n| *n < best);
    // Below a line that is none, and over one about the text, the name of a column is told by its being short.
    let title = chars::width(chars::trim(head[best].0.text()));
    let column = |n: usize| {
        let width = chars::width(chars::trim(head[n].0.text()));
        n > first && about(best) && odd(first) && width <= COLUMN && width < title
    };
    // What stands over a line about the text, which stands over the title, is none of the text.
    let over_about = |n: usize| marked.is_some() && head[n..best].iter().any(|(b, live)| *live && is_about(b));
    // What the text speaks nothing of, while it speaks of the title.
    let strange = |n: usize| {
        let overlap = |n: usize| subject.overlap(chars::trim(head[n].0.text()));
        let (title, line) = (overlap(best), overlap(n));
        let far = above().nth(MANY).is_some() && title >= SPOKEN && line + MARGIN <= title;
        apart(best) && (far || title >= SPOKEN && line <= SPOKEN - MARGIN || title >= MARGIN && line == 0)
    };
    let odd = signed == Some(best)
        || above()
            .all(|n| (odd(n) || column(n) || over_about(n) || strange(n)) && (marked.is_some() || score(n) <= most(n)));
    // `类型：文字`
    let is_field = head[best].0.text().split_once([':', '：']).is_some_and(|(key, value)| {
        // `石桥：护林员的一天`, over what is known of the text.
        let titular = about(best) && chars::width(value) >= VALUE;
        key.trim().chars().count() <= KEY && !titular
    });
    let told = marked.is_some() || odd && !is_odd(head[best].0, cjk) && !is_field;
    // A motto may stand above a title, but no title is above another.
    let sure = odd && !above().any(|n| is_motto(head[n].0.text()));
    (told && best > first).then_some(Title { line: best, sure })
}

fn texts_of<'h>(head: &[Line<'h>], n: usize) -> &'h str {
    head.get(n).map_or("", |(block, _)| chars::trim(block.text()))
}

/// Whether the first of two lines is the office that issues what the second is about: both are the title of an announcement.
pub(super) fn is_issued(office: &str, line: &str) -> bool {
    line.starts_with(['关', '關']) && Words::Office.ends(&simplify(office))
}

/// Whether the body speaks of most of what a line says.
pub(super) fn is_said(line: &Block, body: &[&Block]) -> bool {
    let prose: Vec<&Block> = body.iter().copied().filter(|b| is_prose(b)).take(PROSE).collect();
    let text = chars::trim(line.text());
    Subject::of(&prose, &[text]).overlap(text) >= SPOKEN
}

/// Lines of the head that the page says again: its title stands above the text once more, or below it, and the name of the site
/// only where the page begins.
#[derive(Default)]
struct Again {
    below: Vec<usize>,
}

impl Again {
    fn look(&mut self, head: &[Line<'_>], lines: &[usize], block: &Block) {
        self.below.extend(lines.iter().filter(|n| head[**n].0.text() == block.text()));
    }

    /// The line of the title, if it is told by being said again and is not the first. Several lines that are said again are
    /// those of a table of contents.
    fn title(&self, head: &[Line<'_>], lines: &[usize], cjk: bool) -> Option<usize> {
        let text = |n: usize| head[n].0.text();
        let wide =
            |n: usize| chars::width(text(n)) >= SAID && !is_odd(head[n].0, cjk) && numbers::read(text(n)).is_none();
        let first = *lines.first()?;
        if let [line] = *self.below.as_slice() {
            let above = lines.iter().filter(|n| **n < line);
            let short = above.clone().all(|n| chars::width(text(*n)) * 2 <= chars::width(text(line)));
            return (wide(line) && above.count() == 1 && short).then_some(line);
        }
        // Directly below itself it stands under a picture.
        let twice = |n: &usize| match lines.iter().filter(|m| text(**m) == text(*n)).collect::<Vec<_>>()[..] {
            [one, two] => one + 1 < *two,
            _ => false,
        };
        let line = lines.iter().copied().rev().find(|n| wide(*n) && twice(n))?;
        (self.below.is_empty() && line > first + 1).then_some(line)
    }
}

/// Whether the second of two lines begins with the first and a colon.
fn names_column(first: &str, second: &str) -> bool {
    let (first, second) = (chars::trim(first), chars::trim(second));
    let rest = second.strip_prefix(first).map(str::trim_start);
    rest.and_then(|rest| rest.strip_prefix([':', '：'])).is_some_and(|rest| chars::width(rest) >= SAID)
}

/// A menu or a path, which stands above a title; a bar to share by stands below one.
fn is_menu((block, live): &Line<'_>) -> bool {
    // `Home About Archives RSS` over Chinese text.
    let home = || {
        block.text().is_ascii()
            && is_capitals(block.text())
            && block.text().split(' ').count() >= 3
            && block.scan().begins(Class::Nav).is_some()
    };
    // `浏览次数：517` stands below a title.
    let counter = || block.scan().of_class(&[Class::Drop]).next().is_some();
    let nav = block.cut_by().is_some_and(|id| id.spec().code == "S120") && !live && !counter();
    (nav || is_row(block.text()) || home()) && block.scan().coverage(&[Class::Share]) < 0.5
}

/// Whether a block says something of the text.
fn is_about(block: &Block) -> bool {
    matches!(block.kind(), Kind::Meta | Kind::Byline)
}

/// How much line `n` of the head looks like a title. The weights were set on some 100 made documents of Chinese pages whose
/// title is known.
fn score(head: &[Line<'_>], n: usize, subject: &Subject, cjk: bool) -> i32 {
    let block = head[n].0;
    let text = chars::trim(block.text());
    let mut points = subject.overlap(text);
    if head.get(n + 1).is_some_and(|(block, live)| *live && is_about(block)) {
        points += 2;
        // A date and a clock behind it are those of this text.
        let stamp = head.get(n + 1).is_some_and(|(block, _)| {
            let text = block.text();
            text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(':') && text.contains(['来', '來'])
        });
        points += if stamp && chars::width(text) >= 2 * COLUMN { 3 } else { 0 };
    }
    if chars::width(text) < 8 {
        points -= 2;
    }
    if is_odd(block, cjk) { points - 4 } else { points }
}

/// Whether a line has something that titles hardly ever have: it names a house, or it is a row of names, a remark in brackets,
/// in another script than the text, or furniture.
pub(super) fn is_odd(block: &Block, cjk: bool) -> bool {
    let text = chars::trim(block.text());
    let furniture = [Class::Nav, Class::Share, Class::Button, Class::Urge, Class::Channel, Class::Drop];
    // `石桥电视 APP下载`
    let button = text
        .rsplit_once(' ')
        .is_some_and(|(_, last)| last.len() >= TOLD / 2 && Scan::of(last).coverage(&[Class::Share]) >= 1.0);
    let row = text.contains(['|', '｜', '»', '›', '→', '▾', '▼'])
        || button
        || text.contains(">>")
        || text.contains(" -> ")
        || is_prompt(text)
        || text.contains(" / ")
        || text.contains(" > ")
        || is_tag(text)
        || is_row(text)
        || is_run(block);
    // `水边记的书评 (37)`
    let counted = text
        .strip_suffix(')')
        .and_then(|t| t.rsplit_once(" ("))
        .is_some_and(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
    is_house(text, block)
        || is_told(block)
        || counted
        || row
        || is_bracketed(text)
        || cjk && !text.chars().any(chars::is_cjk)
        || block.scan().coverage(&furniture) >= 0.5
}

/// A short value behind a key, or a remark in brackets: `投诉人：徐先生`, `(in der Mehrzweckhalle)`.
pub(super) fn is_aside(block: &Block) -> bool {
    let text = chars::trim(block.text());
    let field = text.split_once([':', '：']);
    let short = |(key, value): (&str, &str)| key.trim().chars().count() <= KEY && chars::width(value.trim()) < VALUE;
    is_bracketed(text) || field.is_some_and(short)
}

/// `签到天数：2 天`: a line that begins with a phrase of a page.
pub(super) fn is_told(block: &Block) -> bool {
    // `扫描二维码的老人们` is a title.
    let apart = |rest: &str| {
        let rest = rest.trim_start();
        rest.is_empty()
            || rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, ':' | '：' | '|' | '[' | '（' | '('))
    };
    let told = |hit: &Hit| {
        let share = hit.classes.contains(&Class::Share) && hit.range.len() >= TOLD;
        share && hit.range.start == 0 && apart(&block.text()[hit.range.end..])
    };
    block.text().len() <= 3 * COLUMN && block.opening().is_some_and(told)
}

/// The name of a house, of a column or of an issue.
fn is_house(text: &str, block: &Block) -> bool {
    let bare = text.trim_matches(['*', '#', ' ']);
    let last = |scan: Scan<'_>| scan.of_class(&[Class::Masthead]).last().is_some_and(|hit| hit.range.end == bare.len());
    people::is_medium(bare)
        // `石桥文学网 - 原创文学社区`
        || bare.split_once(" - ").is_some_and(|(name, _)| people::is_medium(name) && bare.contains(chars::is_han))
        || EDITIONS.iter().any(|end| bare.strip_suffix(end).is_some_and(people::is_medium))
        || houses::is_paper(bare)
        || houses::is_site(bare)
        || issues::is_issue(bare)
        || issues::issue(&if bare.contains('*') { bare.replace('*', "").into() } else { Cow::from(bare) }).is_some()
        || Words::Office.ends(&simplify(bare))
        || last(block.scan_of(bare))
        // `A3：聚焦 总第1875期 2022-06-10编印`
        || is_issue_of(text)
        || text.contains("Vol.") && text.contains(|c: char| c.is_ascii_digit())
}

/// The number of an issue with nothing but a day behind it.
fn is_issue_of(text: &str) -> bool {
    let Some((_, number)) = text.split_once("总第") else { return false };
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix('期').filter(|_| rest.len() < number.len());
    rest.is_some_and(|rest| !rest.starts_with(chars::is_cjk))
}

/// Whether a text is mostly of Han, kana or Hangul.
fn is_cjk(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(OPENING);
    let (cjk, other): (Vec<char>, Vec<char>) = letters.partition(|c| chars::is_cjk(*c));
    cjk.len() > other.len()
}
