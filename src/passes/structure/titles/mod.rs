//! Which line of the head of a text is its title. The name of the site, its menu and its date stand above it as often as
//! not, and nothing about a line alone tells them apart: the title speaks of what the text speaks of, and what is known of
//! the text stands below it.

pub(super) mod addresses;
pub(super) mod again;
mod bare;
mod below_day;
pub(super) mod beside_about;
mod choice;
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

pub(super) use self::bare::{bare, behind_day};
pub(super) use self::choice::{Title, choose};
use self::shapes::{is_bracketed, is_capitals, is_motto, is_prompt, is_tag};
pub(super) use self::shapes::{is_row, is_run};

use super::fields::issues;
use super::layout::is_prose;
use super::people;
use crate::chars;
use crate::document::Block;
use crate::phrases::{Class, Hit, Scan, Words, simplify};
use subjects::Subject;

/// Paragraphs of the body that are read at most.
const PROSE: usize = 100;

/// Points by which a line must exceed the first, so that the first is none.
const MARGIN: i32 = 3;

/// Lines above a title that stands apart from them, and the tenths of it that its text speaks of.
const APART: usize = 2;
const SPOKEN: i32 = 5;

/// Greatest width of the name of a section.
pub(super) const SECTION: usize = 8;

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
