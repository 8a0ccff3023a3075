//! Dates, writers, editors and sources that are only written on the page, near its title or at the end of its text.

use super::evidence::Found;
use super::walk::{Item, Page, flag};
use crate::dates;
use crate::meta::MetaKey;

/// Blocks before and after the title in which such lines are looked for, and blocks around the end of the content.
const BEFORE: usize = 8;
const AFTER: usize = 14;
const END: usize = 4;
/// A longer line (characters) is prose.
const LONGEST: usize = 200;

/// Marks before a name, lower-case, with what they announce. A colon may follow each; `true`: it must.
const MARKS: &[(&str, MetaKey, bool)] = &[
    ("责任编辑", MetaKey::Editor, true),
    ("責任編輯", MetaKey::Editor, true),
    ("编辑", MetaKey::Editor, true),
    ("編輯", MetaKey::Editor, true),
    ("作者", MetaKey::Author, true),
    ("撰文", MetaKey::Author, true),
    ("撰稿", MetaKey::Author, true),
    ("記者", MetaKey::Author, false),
    ("记者", MetaKey::Author, false),
    ("文/", MetaKey::Author, false),
    ("文／", MetaKey::Author, false),
    ("文:", MetaKey::Author, false),
    ("来源", MetaKey::Publisher, true),
    ("來源", MetaKey::Publisher, true),
    ("出处", MetaKey::Publisher, true),
    ("稿源", MetaKey::Publisher, true),
    ("written by ", MetaKey::Author, false),
    ("posted by ", MetaKey::Author, false),
    ("published by ", MetaKey::Author, false),
    ("by ", MetaKey::Author, false),
    ("by:", MetaKey::Author, false),
    ("author:", MetaKey::Author, false),
    ("von ", MetaKey::Author, false),
    ("par ", MetaKey::Author, false),
    ("por ", MetaKey::Author, false),
    ("autor:", MetaKey::Author, false),
    ("autorin:", MetaKey::Author, false),
    ("auteur :", MetaKey::Author, false),
    ("автор:", MetaKey::Author, false),
    ("του ", MetaKey::Author, false),
    ("著者：", MetaKey::Author, false),
    ("文＝", MetaKey::Author, false),
    ("文・", MetaKey::Author, false),
];

/// What ends a name after a Chinese mark.
const ENDS: &[&str] = &[
    "|",
    "｜",
    "）",
    ")",
    "】",
    "]",
    "来源",
    "來源",
    "编辑",
    "編輯",
    "责任",
    "責任",
    "发布",
    "發布",
    "发表",
    "時間",
    "时间",
    "日期",
    "浏览",
    "瀏覽",
    "点击",
    "點擊",
    "阅读",
    "閱讀",
    "字号",
    "字體",
    "字体",
    "评论",
    "評論",
    "我要",
    "访问",
    "人气",
    "查看",
    "推荐",
    "分享",
    "。",
    "，",
    "：",
    ":",
    "报道",
    "報道",
    "報導",
    "摄",
    "攝",
    "作者",
    "记者",
    "記者",
    "\u{3000}",
    "20",
    "19",
    "通讯员",
];

/// Adds what is written on the page; `scores` says how likely each block is content, `title` which one is the title.
pub(super) fn collect(page: &Page<'_>, scores: &[u8], title: Option<usize>, found: &mut Found) {
    let content = |n: usize| scores.get(n).copied().unwrap_or(0) >= 40;
    let first = (0..page.items.len()).find(|n| content(*n)).unwrap_or(0);
    let last = (0..page.items.len()).rev().find(|n| content(*n)).unwrap_or(0);
    let head = title.filter(|t| *t <= last).unwrap_or(first);
    let from = head.saturating_sub(BEFORE);
    let to = head.max(first.min(head + AFTER)) + AFTER;
    for (n, item) in page.items.iter().enumerate().take(to + 1).skip(from) {
        line(item, n, n >= head, head, found);
    }
    // Where the title found is not the one above the text, the lines around the beginning of the text count too.
    if first > to || first + BEFORE < from {
        for (n, item) in page.items.iter().enumerate().take(first + 3).skip(first.saturating_sub(BEFORE)) {
            line(item, n, false, first, found);
        }
    }
    for item in page.items.iter().skip(head + 1).take(2) {
        let n = item.text.chars().take(20).count();
        if (2..20).contains(&n) && item.text.chars().next().is_some_and(super::measure::is_ideograph) {
            found.add(MetaKey::Author, &item.text, "after-title");
        }
    }
    for (n, item) in page.items.iter().enumerate().take(last + END + 1).skip(last.saturating_sub(END)) {
        if n > to && item.text.chars().take(LONGEST + 1).count() <= LONGEST {
            marks(&item.text, found, true);
        }
        signed(&item.text, found);
    }
}

/// `（总台记者 张倩）`, `（姚峰 上海报道）` at the end of a paragraph.
fn signed(text: &str, found: &mut Found) {
    let Some(inner) = text.trim_end().strip_suffix(['）', ')']) else { return };
    let Some(open) = inner.rfind(['（', '(']) else { return };
    let inner = inner[open..].trim_start_matches(['（', '(']);
    if inner.chars().count() > 40 {
        return;
    }
    for mark in ["记者", "記者", "作者", "撰文"] {
        if let Some(at) = inner.find(mark) {
            let name = inner[at + mark.len()..].trim_start_matches([':', '：', ' ', '\u{3000}']);
            found.add(MetaKey::Author, cut_name(name), "byline");
            return;
        }
    }
    if inner.ends_with("报道") || inner.ends_with("報導") {
        // The place may stand between the name and the word.
        let name = inner.split([' ', '\u{3000}']).next().unwrap_or_default();
        found.add(MetaKey::Author, cut_name(name), "byline");
    }
}

fn line(item: &Item, n: usize, after: bool, head: usize, found: &mut Found) {
    let long = item.text.chars().take(LONGEST + 1).count() > LONGEST;
    if item.flags & (flag::ASIDE | flag::NAV | flag::FOOTER | flag::HIDDEN) != 0 {
        return;
    }
    if long {
        return;
    }
    if item.text.bytes().any(|b| b.is_ascii_digit())
        && item.text.chars().count() <= 120
        && dates::parse_date(&item.text).is_some()
    {
        let near = n.abs_diff(head) <= 5;
        found.add(MetaKey::Date, &item.text, if after && near { "visible-date" } else { "visible-date:far" });
    }
    marks(&item.text, found, false);
}

/// Finds marks such as `作者：` or `By` in a line.
fn marks(text: &str, found: &mut Found, end_of_text: bool) {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return;
    }
    let mut taken = 0;
    for (mark, key, colon) in MARKS {
        let han = !mark.starts_with(|c: char| c.is_ascii() || c.is_alphabetic() && !super::measure::is_ideograph(c));
        let Some(at) = (if han { lower.find(mark) } else { lower.starts_with(mark).then_some(0) }) else { continue };
        if !han && (end_of_text || text.chars().count() > 120) {
            continue;
        }
        let rest = &text[at + mark.len()..];
        let bare = rest.trim_start();
        let after_colon = bare.strip_prefix([':', '：']);
        if *colon && after_colon.is_none() {
            continue;
        }
        let value = after_colon.unwrap_or(bare).trim_start();
        // `记者` in running text is followed by a verb; a name line is short.
        if han && !*colon && after_colon.is_none() && text.chars().count() > 60 {
            continue;
        }
        let value = if han { cut_name(value) } else { value };
        let value = value.trim();
        if value.is_empty() || value.chars().count() > 100 {
            continue;
        }
        let from = match *key {
            MetaKey::Publisher => "visible-source",
            MetaKey::Editor => "visible-editor",
            _ => "byline",
        };
        found.add(*key, value, from);
        taken += 1;
        if taken == 3 || !han {
            break;
        }
    }
}

fn cut_name(value: &str) -> &str {
    let end = ENDS.iter().filter_map(|e| value.find(e)).min().unwrap_or(value.len());
    &value[..end]
}
