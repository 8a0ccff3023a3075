//! S110: see `lift_meta_lines.md`.

use serde::{Deserialize, Serialize};

use super::layout::{Layout, is_line};
use super::{RECORD, people};
use crate::changes::Changes;
use crate::document::{Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Class, Hit, Scan};
use crate::{chars, dates};

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
];

impl Pass for LiftMetaLines {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == RECORD {
            return Verdict::Keep;
        }
        let layout = Layout::of(doc);
        let mut lifted = vec![false; layout.blocks.len()];
        for (n, block) in layout.blocks.iter().enumerate() {
            let near = n < layout.first.saturating_add(1) && n < REACH * 2
                || n + REACH >= layout.blocks.len().min(layout.last + REACH);
            let kind = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Meta | Kind::Byline);
            if !near || !kind || !is_line(block, WIDEST) {
                continue;
            }
            let Some(found) = read(block.text()) else { continue };
            lifted[n] = true;
            for (key, value) in found {
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

/// What a metadata line says; `None` unless all of it is keys, values, dates and marks.
pub(super) fn read(text: &str) -> Option<Vec<(MetaKey, String)>> {
    let inner = strip(text);
    if let Some(date) = whole_date(inner) {
        return Some(vec![(MetaKey::Date, date)]);
    }
    if !inner.contains(is_colon) {
        return None;
    }
    let scan = Scan::of(inner);
    let keys: Vec<&Hit> = scan.of_class(KEYS).filter(|h| is_key(inner, h)).collect();
    let starts: Vec<usize> = keys.iter().map(|h| key_start(inner, h)).collect();
    let mut found = Vec::new();
    lead(inner[..*starts.first()?].trim(), &mut found)?;
    for (k, hit) in keys.iter().enumerate() {
        let end = starts.get(k + 1).copied().unwrap_or(inner.len()).max(hit.range.end);
        let value = inner[hit.range.end..end].trim_start_matches(|c: char| is_colon(c) || c.is_whitespace());
        let value = value.trim_end_matches(|c: char| c.is_whitespace() || "|｜/丨,，、;；([（【".contains(c));
        if chars::width(value) > 80 {
            return None;
        }
        let class = *hit.classes.iter().find(|c| KEYS.contains(c))?;
        take(class, value, &mut found)?;
    }
    Some(found)
}

/// Outer brackets and the marks of list items and of metadata bars.
fn strip(text: &str) -> &str {
    const PAIRS: &[(char, char)] = &[('(', ')'), ('（', '）'), ('[', ']'), ('【', '】'), ('〔', '〕')];
    let text = text.trim().trim_start_matches(['•', '·', '●', '▪', '◦', '-', '*', '>', '»']).trim();
    for (open, close) in PAIRS {
        if let Some(inner) = text.strip_prefix(*open).and_then(|t| t.strip_suffix(*close))
            && !inner.contains([*open, *close])
        {
            return inner.trim();
        }
    }
    text
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '︰' | '∶')
}

/// A key is followed by a colon, and nothing but a separator or a closed value stands before it.
fn is_key(text: &str, hit: &Hit) -> bool {
    let after = text[hit.range.end..].trim_start();
    if !after.starts_with(is_colon) {
        return false;
    }
    text[..hit.range.start].chars().next_back().is_none_or(|c| !c.is_alphabetic() || chars::is_cjk(c))
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

fn whole_date(text: &str) -> Option<String> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let dated =
        (6..=14).contains(&digits) && text.chars().count() <= 40 && text.split(not_alphabetic).all(is_date_word);
    if dated { dates::parse_date(text) } else { None }
}

fn not_alphabetic(c: char) -> bool {
    !c.is_alphabetic()
}

/// Letters that occur in a date: units, days of the week, zones. Anything else says more than a date.
fn is_date_word(word: &str) -> bool {
    const UNITS: &str =
        "年月日号號时時点點分秒星期周週一二三四五六日天上下午晨晚早午曜火水木金土년월일시분초오전후요화수목금토";
    word.chars().all(|c| UNITS.contains(c))
        || word.is_ascii() && (matches!(word.len(), 1..=4) || matches!(word.len(), 6..=9) && word.ends_with("day"))
}

/// What stands before the first key: nothing, a date, or the publisher with a date.
fn lead(text: &str, found: &mut Vec<(MetaKey, String)>) -> Option<()> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "|｜/丨,，".contains(c));
    if text.is_empty() {
        return Some(());
    }
    let date = text.find(|c: char| c.is_ascii_digit())?;
    let value = whole_date(&text[date..])?;
    let name = text[..date].trim();
    if !name.is_empty() && is_name_of_source(name) {
        found.push((MetaKey::Publisher, name.to_owned()));
    } else if !name.is_empty() {
        return None;
    }
    found.push((MetaKey::Date, value));
    Some(())
}

fn is_name_of_source(text: &str) -> bool {
    chars::width(text) <= 40 && !text.contains(['，', ',', '。', '“', '"'])
}

fn take(class: Class, value: &str, found: &mut Vec<(MetaKey, String)>) -> Option<()> {
    let mut push = |key, value: &str| {
        if !value.is_empty() {
            found.push((key, value.to_owned()));
        }
        Some(())
    };
    match class {
        Class::Author | Class::Editor => {
            let key = if class == Class::Author { MetaKey::Author } else { MetaKey::Editor };
            match people::of(value) {
                Some((names, _)) => names.iter().try_for_each(|n| push(key, n)),
                // An editor who is an office or a nickname is kept as written, if it looks like one.
                None if value.is_empty() || is_name_of_source(value) => push(key, value),
                None => None,
            }
        }
        Class::Publisher if is_name_of_source(value) => push(MetaKey::Publisher, value),
        Class::Date => {
            let date = dates::parse_date(value)?;
            push(MetaKey::Date, &date)
        }
        Class::Tag | Class::Category => {
            let key = if class == Class::Tag { MetaKey::Tag } else { MetaKey::Category };
            value.split(['、', ',', '，', ';', '；', ' ', '/', '|']).try_for_each(|v| push(key, v.trim()))
        }
        Class::Url if value.starts_with("http") && !value.contains(char::is_whitespace) => push(MetaKey::Url, value),
        Class::Drop => (chars::width(value) <= 24).then_some(()),
        _ => None,
    }
}
