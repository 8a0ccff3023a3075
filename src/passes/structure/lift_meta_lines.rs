//! S110: see `lift_meta_lines.md`.

use serde::{Deserialize, Serialize};

use super::fields::events::{has_span, is_event};
use super::fields::imprints::{self, Found};
use super::fields::mail_heads::Heads;
use super::fields::meta_line::read;
use super::fields::readers::{self, Line};
use super::fields::{
    accounts, beside_title, boxed, by_line, casts, day_lines, keys, lists, mail_heads, rival_dates, series,
    set_as_headings, site_columns, sources, stamps, strays, usual,
};
use super::furniture::{remains, spoken};
use super::layout::{Layout, is_line};
use super::lift_title;
use super::people::byline::byline;
use super::people::{members, persons, several};
use super::surroundings::Saved;
use super::titles::page_titles;
use crate::census::Traits;
use crate::changes::Changes;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Class, Words, simplify};

pub(crate) const SPEC: Spec = Spec::new::<LiftMetaLines>(
    "S110",
    "lift-meta-lines",
    Stage::Structure,
    "Turns lines such as `来源:…`, `责任编辑:…` or a date into metadata.",
    include_str!("lift_meta_lines.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LiftMetaLines {}

/// Blocks from either end of the prose in which metadata lines are looked for. In the pages looked at they stand
/// within 6 of the title or of the end; 16 leaves room for mastheads and notices between.
pub(super) const REACH: usize = 16;

/// Greatest width of a metadata line: date, source, author and editor on one line reach about 110.
pub(super) const WIDEST: usize = 140;

/// Paragraphs of prose between a title and the line with the writer and the date.
pub(super) const STANDFIRST: usize = 2;

/// Lines below the first paragraph of prose among which the date of a text may stand with its key.
const UNDER: usize = 5;

/// Lines under the title in which names stand without a key.
pub(super) const HEAD: usize = 4;

/// Buttons for the size of the letters, behind the date.
const SIZES: [&str; 2] = [" 大字", " 小字"];

/// What ends a line with a date and no sentence.
const TIMED: [&str; 5] = ["a.m.", "p.m.", " г.", " h.", " hs."];

/// What stands where a script writes a number.
const LOADING: [&str; 3] = ["载入中...", "加载中...", "載入中..."];

impl Pass for LiftMetaLines {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        // In HTML what was cut is of the page around the text, and its evidence is in the markup.
        let layout = if doc.format == "html" { Layout::of(doc) } else { Layout::before(doc, SPEC.name) };
        let last = layout.last;
        let untitled = doc.format != "html" && doc.meta().get(MetaKey::Title).is_none();
        let page = if untitled { page_titles::find(&layout) } else { None };
        if let Some((line, again, title)) = page {
            changes.set_meta(MetaKey::Title, title, "page-title");
            changes.relabel(layout.blocks[line], Kind::Meta);
            if again >= layout.first {
                changes.relabel(layout.blocks[again], Kind::Meta);
            }
        }
        let mut authored = doc.meta().get(MetaKey::Author).is_some();
        let titled = page.is_some() || doc.meta().get(MetaKey::Title).is_some();
        // In a second run a later pass has set one; evidence is only what the first one saw.
        let stated = page.is_some() || lift_title::is_stated(doc);
        let mut lifted = vec![false; layout.blocks.len()];
        let member = members::find(&layout).filter(|_| doc.format != "html");
        if let Some(member) = &member {
            let name = layout.blocks[member.name];
            if !authored {
                changes.add_meta(MetaKey::Author, name.text().trim(), "member");
                authored = true;
            }
            changes.relabel(name, Kind::Byline);
            for n in member.fields.clone() {
                lifted[n] = true;
                changes.relabel(layout.blocks[n], Kind::Meta);
            }
            if let Some((icon, line)) = member.icon.zip(layout.blocks.get(member.fields.end)).filter(|_| !titled) {
                changes.set_meta(MetaKey::Title, &line.text()[icon..], "member");
                changes.relabel(line, Kind::Meta);
            }
        }
        let mut lines = candidates(doc, &layout);
        series::drop_parts(&layout, &mut lines);
        lines.retain(|(n, _)| !rival_dates::is_of_facts(layout.blocks[*n].text()));
        rival_dates::drop_day_of_call(&layout, &mut lines);
        rival_dates::drop_updates(&layout, &mut lines);
        day_lines::join_times(&layout, &mut lines);
        // In a thread each post has a line with who wrote it.
        if doc.format != "html" {
            lists::drop_rows(&layout, &mut lines);
        }
        let introduced = if doc.format == "html" { Vec::new() } else { spoken::introduced(&layout.blocks) };
        lines.retain(|(n, _)| !introduced.contains(&layout.blocks[*n].id()));
        let mut staged = casts::of_text(&layout);
        let mail = if doc.format == "html" { Heads::default() } else { mail_heads::find(&layout) };
        staged.extend(mail.put_first(&layout, &mut lines));
        let writes = |(key, _): &(MetaKey, String)| matches!(key, MetaKey::Author | MetaKey::Editor);
        // Who printed a book is of it, too: `出版：石桥出版社`.
        let of_text = |n: usize, found: &Found| found.iter().all(writes) || layout.blocks[n].text().starts_with('出');
        lines.retain(|(n, found)| !staged.contains(&layout.blocks[*n].id()) || !of_text(*n, found));
        // `Publisher: whose site it is` says what a word means.
        let names = |key: &MetaKey| matches!(key, MetaKey::Author | MetaKey::Editor | MetaKey::Publisher);
        lines.retain(|(_, found)| !matches!(found.as_slice(), [(key, value)] if names(key) && persons::is_told(value)));
        for (key, value) in accounts::join(doc, &layout, &mut lines, stated) {
            authored |= key == MetaKey::Author;
            changes.add_meta(key, value, "account");
        }
        let traced = if doc.format == "html" { 0 } else { mail_heads::traced(&layout) };
        let boxed = |n: &usize| member.as_ref().is_some_and(|m| *n == m.name || m.fields.contains(n));
        let mut dated = doc.meta().get(MetaKey::Date).is_some();
        for (n, found) in lines.into_iter().filter(|(n, _)| !boxed(n)) {
            let block = layout.blocks[n];
            let below = n >= last && n >= traced;
            // Beside a place and the like it is the date of an event.
            if matches!(found.as_slice(), [(MetaKey::Date, _)]) && (is_event(&layout, n) || has_span(block.text())) {
                continue;
            }
            // The date under a letter belongs to it, but tells when it was written.
            if let ([(MetaKey::Date, date)], true) =
                (found.as_slice(), below && day_lines::is_signature(&layout, n, last, &lifted))
            {
                changes.add_meta(MetaKey::Date, date.as_str(), "signature");
                continue;
            }
            // `采访：一位修钟表的老人` in the first line is what the text is called.
            let value = block.text().split_once([':', '：']).map_or("", |(_, value)| value);
            if n == 0 && !titled && found.is_empty() && persons::is_somebody(value) {
                continue;
            }
            // `题目：我的老师` below the text is of an exercise.
            let only_title = !found.is_empty() && found.iter().all(|(key, _)| *key == MetaKey::Title);
            if only_title && !stated && below && !mail.is_top(n) && n >= keys::letter_head(&layout) {
                continue;
            }
            lifted[n] = true;
            // Below the text a writer with a date of their own wrote a reply.
            let who = found.iter().any(|(key, _)| !matches!(key, MetaKey::Date | MetaKey::Tag));
            let reply = below && who && found.len() > 1 && found.iter().any(|(key, _)| *key == MetaKey::Date);
            if reply && authored {
                changes.relabel(block, Kind::Meta);
                continue;
            }
            authored |= found.iter().any(|(key, _)| *key == MetaKey::Author);
            dated |= found.iter().any(|(key, _)| *key == MetaKey::Date);
            // Who has a line of the same name above is the site.
            let other = |b: &Block, value: &str| b.id() != block.id() && b.text().trim() == value;
            let site = |value: &str| n <= HEAD && doc.all_blocks().take(HEAD).any(|b| other(b, value));
            // The media that the line names.
            let media = found.iter().filter(|(key, _)| *key == MetaKey::Publisher);
            let media: Vec<String> = media.map(|(_, value)| value.clone()).collect();
            for (key, value) in found {
                let medium = |name: &String| *name == value || simplify(name) == simplify(&value);
                let column = || site_columns::is_column(&layout, n, &value);
                if key == MetaKey::Author && (media.iter().any(medium) || column()) {
                    continue;
                }
                // A letter of short lines has no prose that anything could stand above.
                if key == MetaKey::Title && (titled || below && !mail.is_top(n) && n >= keys::letter_head(&layout)) {
                    continue;
                }
                let key = if key == MetaKey::Author && site(&value) { MetaKey::Publisher } else { key };
                if let Some((key, value)) = persons::entry(key, &value) {
                    changes.add_meta(key, value, "meta-line");
                }
            }
            changes.relabel(block, Kind::Meta);
        }
        let strays = strays::find(&layout, &lifted, &staged);
        strays.into_iter().for_each(|block| changes.relabel(block, Kind::Meta));
        let page = if dated { None } else { Saved::of(doc) };
        if let Some((block, date)) = page.as_ref().and_then(|page| beside_title::date(beside_title::beside(page))) {
            changes.add_meta(MetaKey::Date, date, "beside-title");
            if block.kind() == Kind::Paragraph && block.cut_by().is_none() && byline(block.text()).is_none() {
                changes.relabel(block, Kind::Meta);
            }
        } else if let Some(date) = beside_title::lone_key(doc).filter(|_| !dated && doc.format != "html") {
            changes.add_meta(MetaKey::Date, date, "below-text");
        }
        Verdict::Keep
    }
}

/// The lines near either end of the prose that can be metadata, and what they say.
pub(super) fn candidates(doc: &Document, layout: &Layout<'_>) -> Vec<(usize, Found)> {
    // Lines below the prose that are looked at: what goes on longer is a list, and rules compare each line with the others.
    const TAIL: usize = 1000;
    let last = layout.last;
    let letter = keys::letter_head(layout);
    let table = remains::table(doc);
    let kana = layout.blocks.get(layout.first).is_some_and(|b| b.census().traits.any(Traits::KANA_OR_HANGUL));
    let mut lines = Vec::new();
    let day = if doc.format == "markdown" { set_as_headings::lone_day(layout) } else { None };
    for (n, block) in layout.blocks.iter().enumerate() {
        let foot = n + REACH >= layout.blocks.len() || n >= last && n - last <= TAIL;
        let near = n < layout.first.saturating_add(1) && n < REACH * 2 || foot;
        let kind = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Meta | Kind::Byline)
            || block.kind() == Kind::Quote && (n < layout.first || n >= last && block.text().starts_with('本'))
            || set_as_headings::is_small(block) && (n <= layout.first || n >= last)
            || n < layout.first && (day == Some(n) || set_as_headings::is_dated(block));
        // What a table tells of somebody is nothing of the text, nor is `from: …` over `to: …`.
        let mapped = || {
            let next = layout.blocks.get(n + 1).map_or("", |b| b.text());
            next.starts_with("to:") && block.text().contains("from:")
        };
        let in_table = || {
            let cells = block.text().trim_end_matches([' ', '|']);
            table.contains(&block.id()) && cells.contains('|')
        };
        // `刊登于 2021-03-04` below a paragraph or two that sum up, with captions and who wrote between.
        if (layout.first + 1..=layout.first + UNDER).contains(&n)
            && n < last
            && doc.meta().get(MetaKey::Date).is_none()
            && let Some(found) = stamps::keyed(block)
                .or_else(|| day_lines::under_writer(&layout.blocks, n))
                .or_else(|| beside_title::signed(block.text()).filter(|_| n <= layout.first + STANDFIRST))
            && !lines.iter().any(|(_, found): &(usize, Found)| found.iter().any(|(key, _)| *key == MetaKey::Date))
        {
            lines.push((n, found));
            continue;
        }
        if let Some(found) = boxed::read(block).filter(|_| n < layout.first) {
            lines.push((n, found));
            continue;
        }
        if !near || !kind || in_table() || mapped() {
            continue;
        }
        // `转载本文请联系原作者，同时请注明本文来自陈小河博客。` is as long as prose.
        if let Some(found) = sources::read(block.text()).filter(|_| n > 0 && n >= last) {
            lines.push((n, found));
            continue;
        }
        let text = imprints::without_address(block.text());
        let text = if n < layout.first { usual::usual(text) } else { text.into() };
        let text = text.as_ref();
        // `收稿日期：2017-11-12；修回日期：2018-01-05`
        let list = || {
            let stopped = block.census().traits.any(Traits::STOP) && text.len() <= WIDEST && text.contains('；');
            stopped && text.split('；').all(|part| read(part).is_some())
        };
        // `本文原刊于《石桥》杂志第87期，2017年11月。`
        let noted = || {
            let opens = ["本文", "原文", "文章来", "作者"].iter().any(|word| text.starts_with(word));
            let short = text.len() <= if n >= last { WIDEST } else { 2 * WIDEST };
            // Two sentences of it are as long as prose.
            let posted = || n + 1 == last && text.contains("公众号");
            (n >= last || n <= HEAD && n <= layout.first || posted()) && opens && text.ends_with(['。', '！']) && short
        };
        // `Published: April 18, 2019 at 6:05 a.m.`, `Дата публикации: 17 мая 2019 г.`
        let timed = || text.len() <= WIDEST && TIMED.iter().any(|end| text.ends_with(end));
        // `点击：载入中...`
        let loading = || text.len() <= 2 * WIDEST && LOADING.iter().any(|word| text.ends_with(word));
        let mut line = Line { doc, layout, n, block, text, keyed: None, kana };
        let written = readers::of_system(&line);
        // Below the first paragraph, which may stand out from the text, a date vouches for it.
        let is_date = |(key, _): &(MetaKey, String)| *key == MetaKey::Date;
        let known = || {
            let said = lines.iter().any(|(_, found): &(usize, Found)| found.iter().any(is_date));
            let again = layout.blocks.iter().skip(n + 1).any(|b| by_line::read(b.text()).is_some());
            said || again || doc.meta().get(MetaKey::Date).is_some()
        };
        let dated = |found: &Found| n <= layout.first || n >= last || found.iter().any(is_date) && !known();
        if let Some(found) = written {
            if dated(&found) {
                lines.push((n, found));
                continue;
            }
            // Nothing else reads the day and the writer of another text.
            if found.iter().any(is_date) {
                continue;
            }
        }
        // `作者：陈小河（石桥大学副校长）；李敏之（河口学院副教授）`
        let several = || n < layout.first && several::keyed(text).is_some();
        if !is_line(block, WIDEST) && !noted() && !list() && !timed() && !loading() && !several() {
            continue;
        }
        let text = imprints::without_feast(text);
        let text = SIZES.iter().find_map(|size| text.strip_suffix(size)).unwrap_or(&text);
        line.text = text;
        line.keyed = if n < letter { keys::with_colon(text) } else { None };
        let found = readers::read(&line);
        // `时间：…` and `链接：…` between paragraphs tell what the text is about.
        let inside = n > layout.first && n < last;
        let who = |key: &MetaKey| matches!(key, MetaKey::Author | MetaKey::Editor | MetaKey::Publisher);
        // `中图分类号：P642　文献标志码：A　文章编号：…` below the summary of a paper.
        let numbers =
            |f: &Found| f.is_empty() && n <= layout.first + HEAD && block.scan().of_class(&[Class::Drop]).count() >= 2;
        // Below what stands out from the text the word for what was done, or the writer above, tells of the day: `Published June 2, 2000`.
        // `时间：…` is of what the text tells.
        let event = || Words::EventTime.behind(text).is_some();
        let keyed = || {
            day_lines::read(text).is_some()
                || !event() && block.scan().begins(Class::Date).is_some()
                || n > 0 && byline(layout.blocks[n - 1].text()).is_some()
        };
        let published = |f: &Found| {
            n <= layout.first + STANDFIRST && matches!(f.as_slice(), [(MetaKey::Date, _)]) && !known() && keyed()
        };
        let fits = |f: &Found| !inside || published(f) || f.iter().any(|(key, _)| who(key)) || numbers(f);
        lines.extend(found.filter(fits).map(|found| (n, found)));
    }
    if !lines.iter().any(|(_, found)| found.iter().any(|(key, _)| *key == MetaKey::Editor)) {
        lines.extend(sources::inside(layout, read));
        lines.sort_by_key(|(n, _)| *n);
    }
    // Whoever passed a letter on did not write it; the head of the letter itself stands below the note.
    if letter > 0 && layout.blocks.get(letter).is_some_and(|b| keys::is_passed_on(b.text())) {
        let writes = |(n, found): &(usize, Found)| *n > letter && found.iter().any(|(key, _)| *key == MetaKey::Author);
        if lines.iter().any(writes) {
            let above = lines.iter_mut().filter(|(n, _)| *n < letter);
            above.for_each(|(_, found)| found.retain(|(key, _)| *key != MetaKey::Author));
        }
        lines.push((letter, Found::new()));
        lines.sort_by_key(|(n, _)| *n);
    }
    lines
}
