//! Which lines near either end of the prose can be metadata, and what they say.

use std::borrow::Cow;

use super::super::furniture::remains;
use super::super::layout::{Layout, is_line};
use super::super::lift_meta_lines::{HEAD, REACH, STANDFIRST, WIDEST};
use super::super::people;
use super::super::people::byline::byline;
use super::super::people::several;
use super::imprints::{self, Found};
use super::meta_line::read;
use super::readers::{self, Line};
use super::{beside_title, boxed, by_line, day_lines, keys, set_as_headings, sources, stamps, usual};
use crate::census::Traits;
use crate::document::{Block, BlockId, Document, Kind};
use crate::meta::MetaKey;
use crate::phrases::{Class, Words};

/// Lines below the first paragraph of prose among which the date of a text may stand with its key.
const UNDER: usize = 5;

/// Lines below the prose that are looked at: what goes on longer is a list, and rules compare each line with the others.
const TAIL: usize = 1000;

/// Buttons for the size of the letters, behind the date.
const SIZES: [&str; 2] = [" 大字", " 小字"];

/// What ends a line with a date and no sentence.
const TIMED: [&str; 5] = ["a.m.", "p.m.", " г.", " h.", " hs."];

/// What stands where a script writes a number.
const LOADING: [&str; 3] = ["载入中...", "加载中...", "載入中..."];

/// What notes on a text begin with.
const NOTES: [&str; 4] = ["本文", "原文", "文章来", "作者"];

/// The number of a line, and what it says.
pub(in super::super) type Candidate = (usize, Found);

/// The lines near either end of the prose that can be metadata, and what they say.
pub(in super::super) fn find(doc: &Document, layout: &Layout<'_>) -> Vec<Candidate> {
    let mut search = Search {
        doc,
        layout,
        letter: keys::letter_head(layout),
        table: remains::table(doc),
        kana: layout.blocks.get(layout.first).is_some_and(|b| b.census().traits.any(Traits::KANA_OR_HANGUL)),
        day: if doc.format == "markdown" { set_as_headings::lone_day(layout) } else { None },
        lines: Vec::new(),
    };
    for (n, block) in layout.blocks.iter().enumerate() {
        if let Some(found) = search.read(n, block) {
            search.lines.push((n, found));
        }
    }
    let has_editor = search.lines.iter().any(|(_, found)| has(found, MetaKey::Editor));
    let letter = search.letter;
    let mut lines = search.lines;
    if !has_editor {
        lines.extend(sources::inside(layout, read));
        lines.sort_by_key(|(n, _)| *n);
    }
    if letter > 0 && layout.blocks.get(letter).is_some_and(|b| keys::is_passed_on(b.text())) {
        pass_on(letter, &mut lines);
    }
    lines
}

/// Whoever passed a letter on did not write it; the head of the letter itself stands below the note.
fn pass_on(letter: usize, lines: &mut Vec<Candidate>) {
    if lines.iter().any(|(n, found)| *n > letter && has(found, MetaKey::Author)) {
        let above = lines.iter_mut().filter(|(n, _)| *n < letter);
        above.for_each(|(_, found)| found.retain(|(key, _)| *key != MetaKey::Author));
    }
    lines.push((letter, Found::new()));
    lines.sort_by_key(|(n, _)| *n);
}

fn has(found: &Found, wanted: MetaKey) -> bool {
    found.iter().any(|(key, _)| *key == wanted)
}

/// What is known while the lines are read in their order.
struct Search<'l, 'a> {
    doc: &'l Document,
    layout: &'l Layout<'a>,
    /// Where the head of a letter ends, 0 if there is none.
    letter: usize,
    /// Lines of a table.
    table: Vec<BlockId>,
    /// Whether the text is Japanese or Korean.
    kana: bool,
    /// The one heading of Markdown that is a day.
    day: Option<usize>,
    /// What was read so far.
    lines: Vec<Candidate>,
}

impl Search<'_, '_> {
    fn read(&self, n: usize, block: &Block) -> Option<Found> {
        let layout = self.layout;
        let outright = self.below_summary(n, block).or_else(|| boxed::read(block).filter(|_| n < layout.first));
        if outright.is_some() {
            return outright;
        }
        if !self.is_near(n) || !self.is_open(n, block) || self.is_cell(block) || self.is_sent_on(n, block) {
            return None;
        }
        // `转载本文请联系原作者，同时请注明本文来自陈小河博客。` is as long as prose.
        if let Some(found) = sources::read(block.text()).filter(|_| n > 0 && n >= layout.last) {
            return Some(found);
        }
        let text = imprints::without_address(block.text());
        let text: Cow<'_, str> = if n < layout.first { usual::usual(text) } else { text.into() };
        let text = text.as_ref();
        let mut line = Line { doc: self.doc, layout, n, block, text, keyed: None, kana: self.kana };
        if let Some(found) = readers::of_system(&line) {
            if self.is_vouched_for(n, &found) {
                return Some(found);
            }
            // Nothing else reads the day and the writer of another text.
            if has(&found, MetaKey::Date) {
                return None;
            }
        }
        if !self.may_be_read(&line) {
            return None;
        }
        let text = imprints::without_feast(text);
        let text = SIZES.iter().find_map(|size| text.strip_suffix(size)).unwrap_or(&text);
        line.text = text;
        line.keyed = if n < self.letter { keys::with_colon(text) } else { None };
        readers::read(&line).filter(|found| self.is_of_its_place(&line, found))
    }

    /// `刊登于 2021-03-04` below a paragraph or two that sum up, with captions and who wrote between.
    fn below_summary(&self, n: usize, block: &Block) -> Option<Found> {
        let layout = self.layout;
        let under = (layout.first + 1..=layout.first + UNDER).contains(&n) && n < layout.last;
        if !under || self.doc.meta().get(MetaKey::Date).is_some() {
            return None;
        }
        let found = stamps::keyed(block)
            .or_else(|| day_lines::under_writer(&layout.blocks, n))
            .or_else(|| beside_title::signed(block.text()).filter(|_| n <= layout.first + STANDFIRST))?;
        (!self.lines.iter().any(|(_, found)| has(found, MetaKey::Date))).then_some(found)
    }

    /// Whether a line stands near an end of the prose or of the page.
    fn is_near(&self, n: usize) -> bool {
        let Layout { first, last, .. } = *self.layout;
        n < first.saturating_add(1) && n < REACH * 2
            || n + REACH >= self.layout.blocks.len()
            || n >= last && n - last <= TAIL
    }

    fn is_open(&self, n: usize, block: &Block) -> bool {
        let Layout { first, last, .. } = *self.layout;
        matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Meta | Kind::Byline)
            // In a text without markup it is what somebody else posted: `[quote]陈小河 发表于 2020-3-4`.
            || block.kind() == Kind::Quote && (n < first && self.doc.format != "text" || n >= last && block.text().starts_with('本'))
            || set_as_headings::is_small(block) && (n <= first || n >= last)
            || n < first && (self.day == Some(n) || set_as_headings::is_dated(block))
    }

    /// What a table tells of somebody is nothing of the text.
    fn is_cell(&self, block: &Block) -> bool {
        self.table.contains(&block.id()) && block.text().trim_end_matches([' ', '|']).contains('|')
    }

    /// `from: …` over `to: …`
    fn is_sent_on(&self, n: usize, block: &Block) -> bool {
        let next = self.layout.blocks.get(n + 1).map_or("", |b| b.text());
        next.starts_with("to:") && block.text().contains("from:")
    }

    /// Whether the date, the writer and the like of a system is of the text. Below the first paragraph, which may stand out from
    /// the text, a date vouches for it.
    fn is_vouched_for(&self, n: usize, found: &Found) -> bool {
        n <= self.layout.first || n >= self.layout.last || has(found, MetaKey::Date) && !self.is_date_known(n)
    }

    /// Whether another line or the metadata say when the text was published.
    fn is_date_known(&self, n: usize) -> bool {
        self.lines.iter().any(|(_, found)| has(found, MetaKey::Date))
            || self.layout.blocks.iter().skip(n + 1).any(|b| by_line::read(b.text()).is_some())
            || self.doc.meta().get(MetaKey::Date).is_some()
    }

    /// Whether a line has the form of one that tells of the text: a short one, or one of few kinds of sentences.
    fn may_be_read(&self, line: &Line<'_>) -> bool {
        let Layout { first, last, .. } = *self.layout;
        let &Line { n, block, text, .. } = line;
        // `收稿日期：2017-11-12；修回日期：2018-01-05`
        let list = || {
            let stopped = block.census().traits.any(Traits::STOP) && text.len() <= WIDEST && text.contains('；');
            stopped && text.split('；').all(|part| read(part).is_some())
        };
        // `本文原刊于《石桥》杂志第87期，2017年11月。`
        let noted = || {
            let opens = NOTES.iter().any(|word| text.starts_with(word));
            let short = text.len() <= if n >= last { WIDEST } else { 2 * WIDEST };
            // Two sentences of it are as long as prose.
            let posted = || n + 1 == last && text.contains("公众号");
            (n >= last || n <= HEAD && n <= first || posted()) && opens && text.ends_with(['。', '！']) && short
        };
        // `Published: April 18, 2019 at 6:05 a.m.`, `Дата публикации: 17 мая 2019 г.`
        let timed = || text.len() <= WIDEST && TIMED.iter().any(|end| text.ends_with(end));
        // `点击：载入中...`
        let loading = || text.len() <= 2 * WIDEST && LOADING.iter().any(|word| text.ends_with(word));
        // `作者：陈小河（石桥大学副校长）；李敏之（河口学院副教授）`
        let several = || n < first && several::keyed(text).is_some();
        is_line(block, WIDEST) || noted() || list() || timed() || loading() || several()
    }

    /// Whether what a line says is said of the text where the line stands: `时间：…` and `链接：…` between paragraphs tell what the
    /// text is about.
    fn is_of_its_place(&self, line: &Line<'_>, found: &Found) -> bool {
        let Layout { first, last, .. } = *self.layout;
        let n = line.n;
        // `来源：地下水` between paragraphs is of what they tell.
        let keyed = line.block.opening().is_some_and(|hit| hit.classes.contains(&Class::Publisher));
        let medium = |value: &str| {
            people::is_medium(value) || value.contains(['.', '《', '【']) || value.contains(char::is_uppercase)
        };
        let names = |(key, value): &(MetaKey, String)| match key {
            MetaKey::Author | MetaKey::Editor => true,
            MetaKey::Publisher => !keyed || medium(value),
            _ => false,
        };
        // `中图分类号：P642　文献标志码：A　文章编号：…` below the summary of a paper.
        let numbers =
            || found.is_empty() && n <= first + HEAD && line.block.scan().of_class(&[Class::Drop]).count() >= 2;
        // `二审：周晓` below `编辑：李敏`, where a notice stands further below.
        let goes_on = || found.is_empty() && self.lines.last().is_some_and(|(above, _)| above + 1 == n);
        n <= first || n >= last || goes_on() || self.is_published(line, found) || found.iter().any(names) || numbers()
    }

    /// Below what stands out from the text the word for what was done, or the writer above, tells of the day: `Published June 2,
    /// 2000`.
    fn is_published(&self, line: &Line<'_>, found: &Found) -> bool {
        let n = line.n;
        // `时间：…` is of what the text tells.
        let event = || Words::EventTime.behind(line.text).is_some();
        let keyed = || {
            day_lines::read(line.text).is_some()
                || !event() && line.block.scan().begins(Class::Date).is_some()
                || n > 0 && byline(self.layout.blocks[n - 1].text()).is_some()
        };
        n <= self.layout.first + STANDFIRST
            && matches!(found.as_slice(), [(MetaKey::Date, _)])
            && !self.is_date_known(n)
            && keyed()
    }
}
