//! S110: see `lift_meta_lines.md`.

use serde::{Deserialize, Serialize};

use super::imprints::{self, Found, dated, is_bar, strip, whole_date};
use super::layout::{Layout, is_line};
use super::meta_values::{is_name_of_source, take, without_buttons};
use super::{RECORD, keys, page_titles, people};
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Class, Hit, Scan, Words, simplify};

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
const REACH: usize = 16;

/// Greatest width of a metadata line: date, source, author and editor on one line reach about 110.
const WIDEST: usize = 140;

/// Lines under the title in which names stand without a key.
const HEAD: usize = 4;

/// Classes of keys, and what they mean for the record.
const KEYS: &[Class] = &[
    Class::Author,
    Class::Editor,
    Class::Publisher,
    Class::Date,
    Class::Tag,
    Class::Category,
    Class::Url,
    Class::Drop,
    Class::Title,
];

impl Pass for LiftMetaLines {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == RECORD {
            return Verdict::Keep;
        }
        let layout = Layout::of(doc);
        let last = layout.last;
        let page =
            page_titles::find(&layout).filter(|_| doc.format != "html" && doc.meta().get(MetaKey::Title).is_none());
        if let Some((line, _, title)) = page {
            changes.set_meta(MetaKey::Title, title, "page-title");
            changes.relabel(layout.blocks[line], Kind::Meta);
        }
        let letter = keys::letter_head(&layout);
        let mut authored = doc.meta().get(MetaKey::Author).is_some();
        let titled = page.is_some() || doc.meta().get(MetaKey::Title).is_some();
        let mut lifted = vec![false; layout.blocks.len()];
        for (n, block) in layout.blocks.iter().enumerate() {
            let near = n < layout.first.saturating_add(1) && n < REACH * 2
                || n + REACH >= layout.blocks.len().min(last + REACH);
            let kind = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Meta | Kind::Byline);
            let text = imprints::without_address(block.text());
            // `本文原刊于《石桥》杂志第87期，2017年11月。`
            let noted = || {
                n >= last
                    && (text.starts_with("本文") || text.starts_with("原文"))
                    && text.ends_with('。')
                    && text.len() <= WIDEST
            };
            if !near || !kind || !is_line(block, WIDEST) && !noted() {
                continue;
            }
            let below = n >= last;
            let head = n > 0 && !below;
            let keyed = if n < letter { keys::with_colon(text) } else { None };
            let found = read(keyed.as_deref().unwrap_or(text))
                .or_else(|| {
                    if below {
                        imprints::signed(text)
                    } else {
                        imprints::unkeyed(text, n <= HEAD && n < layout.first).filter(|_| head)
                    }
                })
                .or_else(|| imprints::reposted(text).filter(|_| head || below))
                .or_else(|| if head && n < layout.first { medium_beside_date(&layout, n) } else { None })
                .or_else(|| imprints::page_head(text).filter(|_| n < 2 && n + 1 < layout.first))
                .or_else(|| imprints::cited(text).filter(|_| below || n < layout.first))
                .or_else(|| imprints::fields(text).filter(|_| head && n <= HEAD && n < layout.first));
            // `时间：…` and `链接：…` between paragraphs tell what the text is about.
            let inside = n > layout.first && n < last;
            let who = |key: &MetaKey| matches!(key, MetaKey::Author | MetaKey::Editor | MetaKey::Publisher);
            let Some(found) = found.filter(|f| !inside || f.iter().any(|(key, _)| who(key))) else { continue };
            // Beside a place and the like it is the date of an event.
            if matches!(found.as_slice(), [(MetaKey::Date, _)]) && is_event(&layout, n) {
                continue;
            }
            // The date under a letter belongs to it, but tells when it was written.
            if let ([(MetaKey::Date, date)], true) =
                (found.as_slice(), below && is_signature(&layout, n, last, &lifted))
            {
                changes.add_meta(MetaKey::Date, date.as_str(), "signature");
                continue;
            }
            lifted[n] = true;
            // Below the text a writer with a date of their own wrote a reply.
            let reply = below && found.len() > 1 && found.iter().any(|(key, _)| *key == MetaKey::Date);
            if reply && authored {
                changes.relabel(block, Kind::Meta);
                continue;
            }
            authored |= found.iter().any(|(key, _)| *key == MetaKey::Author);
            // Who has a line of the same name above is the site.
            let site = |value: &str| n <= HEAD && doc.all_blocks().take(HEAD).any(|b| b.text().trim() == value);
            for (key, value) in found {
                if key == MetaKey::Title && (titled || below) {
                    continue;
                }
                let key = if key == MetaKey::Author && site(&value) { MetaKey::Publisher } else { key };
                changes.add_meta(key, value, "meta-line");
            }
            changes.relabel(block, Kind::Meta);
        }
        self.lift_strays(&layout, &lifted, changes);
        Verdict::Keep
    }
}

impl LiftMetaLines {
    /// A short item without a key in a list of metadata lines (`• …传媒中心出品`) belongs to it.
    fn lift_strays(&self, layout: &Layout<'_>, lifted: &[bool], changes: &mut Changes) {
        for (n, block) in layout.blocks.iter().enumerate() {
            let item = block.kind() == Kind::ListItem && !lifted[n] && is_line(block, 60);
            let near = |m: Option<usize>| {
                m.and_then(|m| layout.blocks.get(m).map(|b| lifted[m] && b.kind() == Kind::ListItem)).unwrap_or(false)
            };
            let above = near(n.checked_sub(1)) && near(n.checked_sub(2));
            let below = near(Some(n + 1)) && near(Some(n + 2));
            let between = near(n.checked_sub(1)) && near(Some(n + 1));
            if item && n < layout.first && (above || below || between) {
                changes.relabel(block, Kind::Meta);
            }
        }
    }
}

/// The name of a medium on a line of its own, above or below the date.
fn medium_beside_date(layout: &Layout<'_>, n: usize) -> Option<Found> {
    let text = chars::trim(layout.blocks[n].text());
    let dated = |m: Option<usize>| m.and_then(|m| layout.blocks.get(m)).is_some_and(|b| whole_date(b.text()).is_some());
    let beside = (dated(n.checked_sub(1)) || dated(Some(n + 1))) && people::is_medium(text);
    beside.then(|| vec![(MetaKey::Publisher, text.to_owned())])
}

/// Whether a line directly beside line `n` is one of an event: `地点：…`, `时间：下午6时`.
fn is_event(layout: &Layout<'_>, n: usize) -> bool {
    let field = |b: &&&Block| {
        let key = b.text().split([':', '：']).next().unwrap_or_default();
        key.len() < b.text().len() && is_line(b, WIDEST) && Words::Event.has(&simplify(key.trim()).to_lowercase())
    };
    let beside = [n.checked_sub(1), Some(n + 1), Some(n + 2)];
    beside.into_iter().flatten().filter_map(|m| layout.blocks.get(m)).any(|b| field(&b))
}

/// What a metadata line says; `None` unless all of it is keys, values, dates and marks.
pub(super) fn read(text: &str) -> Option<Found> {
    let tight = keys::tightened(text);
    let text = keys::without_button(tight.as_deref().unwrap_or(text));
    read_keys(text).or_else(|| read_columns(text))
}

/// A line of fields that wide spaces part, of which some have keys that we do not know: `有效性：有效　　发布机构：…`. Those say
/// nothing to us, but that the line is made of such fields.
fn read_columns(text: &str) -> Option<Found> {
    let inner = strip(text);
    if !inner.contains("  ") && !inner.contains(['\u{3000}', '\t', '|', '｜']) {
        return None;
    }
    let columns: Vec<&str> = inner
        .split(['\u{3000}', '\t', '|', '｜'])
        .flat_map(|f| f.split("  "))
        .map(str::trim)
        .filter(|f| !f.is_empty())
        .collect();
    let mut found = Vec::new();
    let mut known = 0;
    for column in &columns {
        match read_keys(column) {
            Some(more) => {
                found.extend(more);
                known += 1;
            }
            None if let Some(more) = keys::spaced_field(column) => found.extend(more),
            None if is_unknown_field(column) => {}
            None => return None,
        }
    }
    (columns.len() >= 2 && known > 0).then_some(found)
}

/// `有效性：有效`: a short word, a colon and a short value; or a button.
fn is_unknown_field(text: &str) -> bool {
    match text.split_once([':', '：']) {
        Some((key, value)) => {
            (2..=6).contains(&key.chars().count())
                && key.chars().all(chars::is_han)
                && chars::width(value) <= 40
                && !value.contains(['，', '。', '？', '！'])
        }
        None => {
            let scan = Scan::of(text);
            let counts = || text.len() <= 48 && text.contains(|c: char| c.is_ascii_digit());
            scan.coverage(&[Class::Share, Class::Button, Class::Nav]) >= 0.8
                || scan.of_class(&[Class::Drop]).next().is_some() && counts()
        }
    }
}

/// [`read`] of a line whose parts are all known.
fn read_keys(text: &str) -> Option<Found> {
    let inner = strip(text);
    if let Some(date) = whole_date(inner) {
        return Some(vec![(MetaKey::Date, date)]);
    }
    let scan = Scan::of(inner);
    // `该菜谱创建于2019-11-02 21:30:12`, `本页面最后修订于2017年12月2日。`
    if let Some(hit) = scan.begins(Class::Page) {
        return about_page(&inner[hit.range.end..]);
    }
    // `Published 14 June 2021`
    if let Some(hit) = scan.begins(Class::Date)
        && let Some(date) = whole_date(&inner[hit.range.end..])
    {
        return Some(vec![(MetaKey::Date, date)]);
    }
    // `입력 2021.05.08 09:30 수정 2021.05.08 11:02`
    let dates: Vec<&Hit> = scan.of_class(&[Class::Date]).take(2).collect();
    if let [first, second] = dates.as_slice()
        && scan.begins(Class::Date).is_some()
        && let Some(date) = whole_date(inner[first.range.end..second.range.start].trim_start_matches(is_colon))
        && whole_date(inner[second.range.end..].trim_start_matches(is_colon)).is_some()
    {
        return Some(vec![(MetaKey::Date, date)]);
    }
    // `2015年5月6日 08:00 最后更新 2015年5月6日 10:00`
    let mut updates = scan.of_class(&[Class::Date, Class::Drop]);
    if let (Some(hit), None) = (updates.next(), updates.next())
        && let Some(date) = whole_date(&inner[..hit.range.start])
        && whole_date(inner[hit.range.end..].trim_start_matches(is_colon)).is_some()
    {
        return Some(vec![(MetaKey::Date, date)]);
    }
    // `Posted on 2022-06-12 by Ann Lee`
    if let Some(hit) = scan.begins(Class::Date)
        && let Some((date, name)) = inner[hit.range.end..].split_once(" by ")
        && let Some(date) = whole_date(date)
        && (2..=40).contains(&chars::width(name.trim()))
        && !name.contains(|c: char| c.is_ascii_digit())
    {
        return Some(vec![(MetaKey::Date, date), (MetaKey::Author, name.trim().to_owned())]);
    }
    // `阅读 2.3万`, `原题为《小山上的灯》`
    if let Some(hit) = scan.begins(Class::Drop) {
        let value = inner[hit.range.end..].trim();
        if is_count(value) || value.starts_with('《') && value.find('》') == value.rfind('》') && value.ends_with('》')
        {
            return Some(Vec::new());
        }
    }
    if !inner.contains(|c| is_colon(c) || is_bar(c)) {
        return keys::spaced(&scan, KEYS).and_then(|line| read_keys(&line));
    }
    let barred = keys::has_only_bars_of(&scan, KEYS);
    let keys: Vec<&Hit> = scan.of_class(KEYS).filter(|h| is_key(inner, h, barred)).collect();
    let starts: Vec<usize> = keys.iter().map(|h| key_start(inner, h)).collect();
    let mut found = Vec::new();
    lead(inner[..*starts.first()?].trim(), &mut found)?;
    for (k, hit) in keys.iter().enumerate() {
        let end = starts.get(k + 1).copied().unwrap_or(inner.len()).max(hit.range.end);
        let value =
            inner[hit.range.end..end].trim_start_matches(|c: char| is_colon(c) || is_bar(c) || c.is_whitespace());
        let value = value.trim_end_matches(|c: char| c.is_whitespace() || "|｜/丨,，、;；([（【".contains(c));
        let value =
            if value.contains(['［', '[', '【']) { value } else { value.trim_end_matches(['］', ']', '】']) };
        let value = without_buttons(value);
        if chars::width(value) > 80 {
            return None;
        }
        let class = *hit.classes.iter().find(|c| KEYS.contains(c))?;
        // `石桥社区 (Sun Apr 17 23:08:41 2005), 站内`
        let value = match value.split_once(['(', '（']) {
            // `来源丨石桥财经（ID：shiqiao）`
            Some((name, rest)) if class == Class::Publisher && rest.starts_with("ID") => name.trim(),
            Some((name, rest)) if class == Class::Publisher => match rest.split_once([')', '）']) {
                Some((date, _)) if let Some(date) = whole_date(date) => {
                    found.push((MetaKey::Date, date));
                    name.trim()
                }
                _ => value,
            },
            _ => value,
        };
        // `来源：石桥晚报 2021-05-08`
        let apart = dated(value).filter(|(_, name)| class != Class::Date && !name.trim().is_empty());
        if let Some((date, name)) = apart {
            take(class, name.trim_matches(|c: char| c.is_whitespace() || is_bar(c)), &mut found)?;
            found.push((MetaKey::Date, date));
        } else {
            take(class, value, &mut found)?;
        }
    }
    Some(found)
}

/// When a page was made: a date at the end of what it says of itself.
fn about_page(text: &str) -> Option<Found> {
    let made =
        ["创建于", "發布於", "发布于", "发表于", "發表於", "創建於"].iter().find_map(|word| text.strip_prefix(word))?;
    Some(vec![(MetaKey::Date, whole_date(made.trim_end_matches('。'))?)])
}

/// A number of readers or characters: `1205`, `2.3万`, `10万+`, `1200字，阅读需要4分钟`.
fn is_count(text: &str) -> bool {
    let scan = Scan::of(text);
    let key = |at: usize| scan.of_class(&[Class::Drop]).any(|h| h.range.contains(&at));
    text.contains(|c: char| c.is_ascii_digit())
        && text.char_indices().all(|(at, c)| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || "万萬千次人字个個条條分钟鐘约約+wkWK.,，、".contains(c)
                || key(at)
        })
}

pub(super) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '︰' | '∶')
}

/// Whether line `n`, a date, belongs to a letter or an announcement: it is written out, and the line above is who signed.
fn is_signature(layout: &Layout<'_>, n: usize, last: usize, lifted: &[bool]) -> bool {
    let Some(above) = n.checked_sub(1).and_then(|n| layout.blocks.get(n)) else { return false };
    let name = |c: char| chars::is_han(c) || c.is_whitespace() || "·（）()".contains(c);
    let written = layout.blocks[n].text().contains('年');
    written && n > last && !lifted[n - 1] && is_line(above, 60) && above.text().chars().all(name)
}

/// A key is followed by a colon, and nothing but a separator or a closed value stands before it.
fn is_key(text: &str, hit: &Hit, barred: bool) -> bool {
    let after = text[hit.range.end..].trim_start();
    // `来源丨…`
    let kinds = [Class::Author, Class::Editor, Class::Publisher, Class::Drop];
    let named = || hit.classes.iter().any(|c| kinds.contains(c));
    if !(after.starts_with(is_colon) || barred && after.starts_with(is_bar) && named()) {
        return false;
    }
    // `经文：…` has no key of one character in it.
    let short = hit.range.len() <= 3;
    text[..hit.range.start].chars().next_back().is_none_or(|c| !c.is_alphabetic() || !short && chars::is_cjk(c))
}

/// Where a key begins: an editor's or author's key may have a word in front that says which (视觉编辑, 本版作者).
fn key_start(text: &str, hit: &Hit) -> usize {
    let start = hit.range.start;
    if !hit.classes.iter().any(|c| matches!(c, Class::Author | Class::Editor)) {
        return start;
    }
    let word: Vec<char> = text[..start].chars().rev().take_while(|c| chars::is_han(*c)).take(5).collect();
    // Longer runs are a value or prose.
    if word.len() > 4 { start } else { start - word.iter().map(|c| c.len_utf8()).sum::<usize>() }
}

/// What stands before the first key: nothing, a date, or the publisher with a date.
fn lead(text: &str, found: &mut Found) -> Option<()> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "|｜/丨,，".contains(c));
    if text.is_empty() {
        return Some(());
    }
    if people::is_medium(text) {
        found.push((MetaKey::Publisher, text.to_owned()));
        return Some(());
    }
    let (value, name) = dated(text)?;
    let name = name.trim();
    if !name.is_empty() && is_name_of_source(name) {
        found.push((MetaKey::Publisher, name.to_owned()));
    } else if !name.is_empty() {
        return None;
    }
    found.push((MetaKey::Date, value));
    Some(())
}
