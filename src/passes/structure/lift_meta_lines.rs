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

/// Greatest width of a value that nobody keeps: an original title reaches 70.
const DROPPED: usize = 70;

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
            let text = block.text();
            let below = n >= layout.last;
            let found = read(text).or_else(|| if below { signed(text) } else { unkeyed(text).filter(|_| n > 0) });
            // `时间：…` and `链接：…` between paragraphs tell what the text is about.
            let inside = n > layout.first && n < layout.last;
            let who = |key: &MetaKey| matches!(key, MetaKey::Author | MetaKey::Editor | MetaKey::Publisher);
            let Some(found) = found.filter(|f| !inside || f.iter().any(|(key, _)| who(key))) else { continue };
            // The date under a letter belongs to it, but tells when it was written.
            if let ([(MetaKey::Date, date)], true) = (found.as_slice(), below && is_signature(&layout, n, &lifted)) {
                changes.add_meta(MetaKey::Date, date.as_str(), "signature");
                continue;
            }
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
    let scan = Scan::of(inner);
    // `Published 14 June 2021`
    if let Some(hit) = scan.begins(Class::Date)
        && let Some(date) = whole_date(&inner[hit.range.end..])
    {
        return Some(vec![(MetaKey::Date, date)]);
    }
    // `阅读 2.3万`
    if let Some(hit) = scan.begins(Class::Drop)
        && is_count(inner[hit.range.end..].trim())
    {
        return Some(Vec::new());
    }
    if !inner.contains(|c| is_colon(c) || is_bar(c)) {
        return None;
    }
    let keys: Vec<&Hit> = scan.of_class(KEYS).filter(|h| is_key(inner, h)).collect();
    let starts: Vec<usize> = keys.iter().map(|h| key_start(inner, h)).collect();
    let mut found = Vec::new();
    lead(inner[..*starts.first()?].trim(), &mut found)?;
    for (k, hit) in keys.iter().enumerate() {
        let end = starts.get(k + 1).copied().unwrap_or(inner.len()).max(hit.range.end);
        let value =
            inner[hit.range.end..end].trim_start_matches(|c: char| is_colon(c) || is_bar(c) || c.is_whitespace());
        let value = value.trim_end_matches(|c: char| c.is_whitespace() || "|｜/丨,，、;；([（【".contains(c));
        if chars::width(value) > 80 {
            return None;
        }
        let class = *hit.classes.iter().find(|c| KEYS.contains(c))?;
        // `来源：石桥晚报 2021-05-08`
        let apart = dated(value).filter(|(_, name)| class != Class::Date && !name.trim().is_empty());
        if let Some((date, name)) = apart {
            take(class, name.trim(), &mut found)?;
            found.push((MetaKey::Date, date));
        } else {
            take(class, value, &mut found)?;
        }
    }
    Some(found)
}

/// A number of readers: `1205`, `2.3万`, `10万+`.
fn is_count(text: &str) -> bool {
    let digits = text.trim_end_matches(['万', '萬', '千', '次', '人', '+', 'w', 'k', 'W', 'K']);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
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

fn is_bar(c: char) -> bool {
    matches!(c, '丨' | '︱' | '|' | '｜')
}

/// A line under the title without keys: a medium or reporters, and a date (`石桥日报 2021-05-08 09:30`,
/// `石桥日报 记者：陈小河 2021年5月8日`).
fn unkeyed(text: &str) -> Option<Vec<(MetaKey, String)>> {
    let inner = strip(text);
    let (date, rest) = dated(inner)?;
    let mut found = vec![(MetaKey::Date, date)];
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || "|｜/丨,，·()（）[]".contains(c));
    if people::is_medium(rest) {
        found.push((MetaKey::Publisher, rest.to_owned()));
        return Some(found);
    }
    if let Some(more) = read(rest) {
        found.extend(more);
        return Some(found);
    }
    // `2021-05-08 石桥日报 陈小河`
    let signed = rest.split_once(char::is_whitespace).filter(|(medium, _)| people::is_medium(medium));
    if let Some((medium, names)) = signed
        && let Some(people) = people::of(names)
    {
        found.push((MetaKey::Publisher, medium.to_owned()));
        found.extend(people.names().into_iter().map(|name| (MetaKey::Author, name)));
        return Some(found);
    }
    let people = people::with_role(rest)?;
    found.extend(people.authors.into_iter().map(|name| (MetaKey::Author, name)));
    found.extend(people.editors.into_iter().map(|name| (MetaKey::Editor, name)));
    found.extend(people.outlet.filter(|o| people::is_medium(o)).map(|name| (MetaKey::Publisher, name)));
    Some(found)
}

/// A bracket below the body that names where the text is from: `（石桥日报）`, `（据石桥社）`.
fn signed(text: &str) -> Option<Vec<(MetaKey, String)>> {
    let inner = text.trim().strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?;
    let name = inner.trim_start_matches('据').trim_end_matches(['电', '讯']);
    people::is_medium(name).then(|| vec![(MetaKey::Publisher, name.to_owned())])
}

/// A date at the beginning or the end of a line, and the rest.
fn dated(text: &str) -> Option<(String, &str)> {
    let digit = text.find(|c: char| c.is_ascii_digit())?;
    if let Some(date) = whole_date(&text[digit..]) {
        return Some((date, &text[..digit]));
    }
    let spaces = text.char_indices().filter(|(_, c)| c.is_whitespace() || is_bar(*c)).map(|(at, _)| at).take(6);
    spaces.filter_map(|at| Some((whole_date(&text[..at])?, &text[at..]))).last()
}

/// Whether line `n`, a date, belongs to a letter or an announcement: it is written out, and the line above is who signed.
fn is_signature(layout: &Layout<'_>, n: usize, lifted: &[bool]) -> bool {
    let Some(above) = n.checked_sub(1).and_then(|n| layout.blocks.get(n)) else { return false };
    let name = |c: char| chars::is_han(c) || c.is_whitespace() || "·（）()".contains(c);
    let written = layout.blocks[n].text().contains('年');
    written && n > layout.last && !lifted[n - 1] && is_line(above, 60) && above.text().chars().all(name)
}

/// A key is followed by a colon, and nothing but a separator or a closed value stands before it.
fn is_key(text: &str, hit: &Hit) -> bool {
    let after = text[hit.range.end..].trim_start();
    // `来源丨…`: a bar is a colon where the key opens the line and no other bar follows.
    let barred = || {
        let named = hit.classes.iter().any(|c| matches!(c, Class::Author | Class::Editor | Class::Publisher));
        named && hit.range.start == 0 && after.starts_with(is_bar) && after.matches(is_bar).count() == 1
    };
    if !after.starts_with(is_colon) && !barred() {
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
    let text = without_page(text).trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let dated =
        (6..=14).contains(&digits) && text.chars().count() <= 40 && text.split(not_alphabetic).all(is_date_word);
    if dated { dates::parse_date(text) } else { None }
}

fn not_alphabetic(c: char) -> bool {
    !c.is_alphabetic()
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
        || word.is_ascii() && (matches!(word.len(), 1..=4) || matches!(word.len(), 6..=9) && word.ends_with("day"))
}

/// What stands before the first key: nothing, a date, or the publisher with a date.
fn lead(text: &str, found: &mut Vec<(MetaKey, String)>) -> Option<()> {
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
                Some(people) => people.names().iter().try_for_each(|n| push(key, n)),
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
        Class::Drop => (chars::width(value) <= DROPPED).then_some(()),
        _ => None,
    }
}
