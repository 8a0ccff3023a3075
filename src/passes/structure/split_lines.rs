//! S107: see `split_lines.md`.

use serde::{Deserialize, Serialize};

use super::fields::imprints::whole_date;
use super::page_strings;
use super::people::names;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{self, Class, Words};

pub(crate) const SPEC: Spec = Spec::new::<SplitLines>(
    "S107",
    "split-lines",
    Stage::Structure,
    "Gives a page that was saved as one line its title, its line about the text and its paragraphs back.",
    include_str!("split_lines.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct SplitLines {}

/// Bytes of the shortest and of the longest such line, and its hundredths of the document at least: a notice below the text is long.
const LINE: std::ops::RangeInclusive<usize> = 300..=60_000;
const SHARE: usize = 35;

/// Blocks from the top among which fields stand.
const NEAR: usize = 6;

/// Paragraphs at most beside it: a notice, a menu.
const BESIDE: usize = 8;

/// Greatest and least width of a title, of a word of what stands between it and the text, and of all of that; and how many words these are.
pub(super) const TITLE: std::ops::RangeInclusive<usize> = 8..=100;
const WORD: usize = 40;
const ABOUT: usize = 160;
const WORDS: usize = 24;

/// Least width of the first words of the text, up to a space.
pub(super) const TEXT: usize = 40;

/// Bytes in which the title and what is about the text stand, and the text begins.
pub(super) const HEAD: usize = 1600;

/// Sentences that end before a space, at least, and tenths of all sentences, at most: some people write a space behind each.
const PARAGRAPHS: usize = 2;
const HABIT: usize = 7;

/// Paragraphs that such a line is parted into at most.
const MOST: usize = 500;

/// What stands beside a text, with a colon.
const KEYS: [Class; 6] = [Class::Author, Class::Editor, Class::Publisher, Class::Date, Class::Drop, Class::Category];

impl Pass for SplitLines {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if let Some((block, gap)) = doc.blocks().next().and_then(|b| Some((b, before_own_news(b)?))) {
            if doc.meta().get(MetaKey::Title).is_none() {
                changes.set_meta(MetaKey::Title, block.text()[..gap.start].trim(), "first-line");
            }
            changes.replace(block, gap.clone(), "");
            changes.split(block, gap.start, block.kind());
            return Verdict::Keep;
        }
        if doc.format != "text" && doc.format != "markdown" {
            return Verdict::Keep;
        }
        if doc.format == "markdown" {
            part_fields(doc, changes);
        }
        let all: usize = doc.blocks().map(|b| b.text().len()).sum();
        let long = |b: &&Block| {
            b.kind() == Kind::Paragraph && LINE.contains(&b.text().len()) && b.text().len() * 100 >= all * SHARE
        };
        // Of scripts with spaces nothing tells the end of a title from the beginning of a text.
        let han = |b: &&Block| b.census().han as usize * 6 >= b.text().len();
        let Some(block) = doc
            .blocks()
            .filter(long)
            .max_by_key(|b| b.text().len())
            .filter(han)
            .filter(|_| doc.blocks().nth(BESIDE).is_none())
        else {
            return Verdict::Keep;
        };
        let text = block.text();
        let page = page_strings::read(text);
        let title = page.title.filter(|_| doc.meta().get(MetaKey::Title).is_none());
        for gap in page.ends.iter().take(MOST) {
            let is_title = title.as_ref().is_some_and(|title| title.end == gap.start);
            changes.replace(block, gap.clone(), "");
            changes.split(block, gap.start, if is_title { Kind::Meta } else { block.kind() });
        }
        if let Some(title) = title {
            changes.set_meta(MetaKey::Title, &text[title], "said-again");
        }
        if !page.ends.is_empty() {
            return Verdict::Keep;
        }
        // The head is looked for where it stands; most documents have none.
        let near = &text[..text.floor_char_boundary(HEAD)];
        if !chars::any_byte(near, |b| b.is_ascii_digit()) {
            return Verdict::Keep;
        }
        let mut parts = head(near, &gaps(near));
        // Without a head nothing says that spaces behind full stops are ends of lines: references that were taken out leave them too.
        let Some(body) = parts.last().copied() else { return Verdict::Keep };
        let gaps = gaps(text);
        parts.extend(paragraphs(block.text(), &gaps, body).take(MOST));
        for gap in gaps.iter().filter(|gap| parts.binary_search(&gap.end).is_ok()) {
            changes.replace(block, gap.clone(), "");
            changes.split(block, gap.start, block.kind());
        }
        Verdict::Keep
    }
}

/// Parts a paragraph of short lines near the top of a text in Markdown that are fields, most of them: `**作者**：陈小河` over `**来源**：石桥网`.
fn part_fields(doc: &Document, changes: &mut Changes) {
    let near = doc.blocks().take(NEAR).filter(|b| b.kind() == Kind::Paragraph && b.text().len() <= HEAD);
    for block in near.filter(|b| b.text().contains('\n')) {
        let text = block.text();
        let lines = text.split('\n').count();
        // `2019年11月25日 16:04` over `来源：石桥网`
        let dated = |line: &str| line.len() <= WORD && whole_date(line.trim()).is_some();
        let fields = text.split('\n').filter(|line| keyed(line.trim_start()) || dated(line)).count();
        // `时间：` over `地点：` is what an event needs.
        let event = ["地点", "地點", "地址"].iter().any(|key| text.split('\n').any(|line| line.starts_with(key)));
        if fields < 2 || fields * 2 < lines || event {
            continue;
        }
        for (at, line) in text.match_indices('\n') {
            changes.replace(block, at..at + line.len(), "");
            changes.split(block, at, block.kind());
        }
    }
}

/// The space between a title and the text that begins with a paper's word for its own news: `水车停了一天 本报讯（记者 陈小河）……`.
fn before_own_news(block: &Block) -> Option<std::ops::Range<usize>> {
    let near = &block.text()[..block.text().floor_char_boundary(3 * TITLE.end())];
    if block.kind() != Kind::Paragraph || !chars::contains_any(near, ['讯', '訊']) {
        return None;
    }
    let opens = |at: &usize| Words::OwnNews.behind(&near[*at..]).is_some();
    let at = near.match_indices('本').map(|(at, _)| at).find(opens).filter(|at| *at > 0)?;
    let title = near[..at].trim_end();
    let dateline = near[at..]
        .char_indices()
        .nth(3)
        .is_some_and(|(end, _)| near[at + end..].starts_with(['(', '（', ' ', '　', '记']));
    let fits = title.len() < at
        && dateline
        && TITLE.contains(&chars::width(title))
        && !title.contains(['。', '；', '：', '“'])
        && title.matches('，').count() <= 1
        && !title.ends_with(['，', '、', '》', '）', ')']);
    fits.then_some(title.len()..at)
}

/// The spaces of a line.
pub(super) fn gaps(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut gaps: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
        match gaps.last_mut().filter(|gap| gap.end == at) {
            Some(gap) => gap.end = at + c.len_utf8(),
            None => gaps.push(at..at + c.len_utf8()),
        }
    }
    // Those at either end part nothing.
    gaps.retain(|gap| gap.start > 0 && gap.end < text.len());
    gaps
}

/// Where the line about the text and the text begin behind the title; nothing, if no date or key tells the three apart.
fn head(text: &str, gaps: &[std::ops::Range<usize>]) -> Vec<usize> {
    let starts: Vec<usize> = std::iter::once(0).chain(gaps.iter().map(|gap| gap.end)).take(WORDS + 1).collect();
    let word = |n: usize| {
        let end = gaps.get(n).map_or(text.len(), |gap| gap.start);
        starts.get(n).map_or("", |start| &text[*start..end])
    };
    let opens = |w: &str| chars::width(w) >= TEXT && w.contains(['，', ',', '。', '、', '；']);
    let Some(body) = (1..starts.len()).find(|n| opens(word(*n))) else { return Vec::new() };
    let about = |w: &str| {
        let bare = w.trim_start_matches(['|', '｜', '【', '[', '（', '(']);
        is_date(bare) || keyed(bare)
    };
    let Some(told) = (1..body).find(|n| about(word(*n))) else { return Vec::new() };
    // `… 陈小河 |2024.07.16`: the name before the date.
    let named = |n: usize| names::split(word(n)).is_some_and(|names| names.len() == 1) && chars::width(word(n)) <= 8;
    let first = if told >= 2 && named(told - 1) && !keyed(word(told)) { told - 1 } else { told };
    let title = &text[..gaps[first - 1].start];
    let lines = &text[starts[first]..starts[body]];
    // What an event needs is text, and so is a day that others follow.
    let event = (first..body).any(|n| ["地点", "地點", "地址"].iter().any(|key| word(n).starts_with(key)));
    let diary = (body..starts.len()).any(|n| is_date(word(n)));
    let short = (first..body).all(|n| chars::width(word(n)) <= WORD);
    let fits = TITLE.contains(&chars::width(title))
        && !title.contains(['。', '；'])
        && title.matches('，').count() <= 1
        && chars::width(lines) <= ABOUT
        && short
        && !event
        && !diary;
    if fits { vec![starts[first], starts[body]] } else { Vec::new() }
}

/// A date with a year, or the beginning of one: `2021-09-25`, `2024.07.16`, `2018年9月3日`.
pub(super) fn is_date(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && whole_date(word).is_some()
}

/// A key of metadata and a colon.
pub(super) fn keyed(word: &str) -> bool {
    phrases::opening(word).is_some_and(|hit| {
        let behind = &word[hit.range.end..];
        hit.range.start == 0 && hit.classes.iter().any(|class| KEYS.contains(class)) && behind.starts_with([':', '：'])
    })
}

/// Where the paragraphs behind the first one begin, and what stands below the text: behind the spaces that follow a sentence, and before keys.
pub(super) fn paragraphs<'g>(
    text: &'g str,
    gaps: &'g [std::ops::Range<usize>],
    body: usize,
) -> impl Iterator<Item = usize> + 'g {
    let ends = |gap: &std::ops::Range<usize>| {
        let before = text[..gap.start].trim_end_matches(chars::is_closing);
        before.ends_with(['。', '！', '？', '…']) || text[..gap.start].ends_with(['】', ')', '）'])
    };
    let inside = gaps.iter().filter(move |gap| gap.start > body);
    let parted = inside.clone().filter(|gap| ends(gap)).count();
    let all = text[body..].matches(['。', '！', '？']).count();
    // Text in the other script stands between spaces, and so do words in it.
    // `“水车转了。” 他说。`
    let said = |gap: &std::ops::Range<usize>| {
        text[..gap.start].ends_with(['”', '」', '』', '"'])
            && text[gap.end..].starts_with(['他', '她', '它', '说', '道', '我'])
    };
    let han = |gap: &std::ops::Range<usize>| {
        text[gap.end..].chars().next().is_some_and(|c| chars::is_cjk(c) || c.is_ascii_digit() || "“‘(【".contains(c))
    };
    let paragraphs = parted >= PARAGRAPHS && parted * 10 <= all * HABIT;
    inside
        .filter(move |gap| han(gap) && !said(gap) && paragraphs && (ends(gap) || keyed(&text[gap.end..])))
        .map(|gap| gap.end)
}
