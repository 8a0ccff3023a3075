//! The people of a byline: roles and marks stripped, names split.

use super::names;
use crate::chars;
use crate::phrases::{Class, Scan};

/// Marks that open a byline in Chinese newspapers.
pub(super) const BYLINE_MARKS: &[char] = &['□', '■', '◎', '●', '○', '◆', '◇', '△', '▲', '☆', '★', '▢', '❏'];

/// The names in a byline without its marks, and whether a role ("记者", "By") was among them.
///
/// Everything but names must be a role word, a mark or a separator; otherwise `None`.
pub(super) fn of(text: &str) -> Option<(Vec<String>, bool)> {
    read(text, false)
}

/// The names in a text that has a role in it.
pub(super) fn with_role(text: &str) -> Option<Vec<String>> {
    read(text, true).map(|(names, _)| names)
}

fn read(text: &str, needs_role: bool) -> Option<(Vec<String>, bool)> {
    let text = text.trim().trim_start_matches(BYLINE_MARKS).trim();
    let scan = Scan::of(text);
    let mut bare = String::new();
    let mut roles = false;
    let mut at = 0;
    for hit in scan.of_class(&[Class::Role, Class::Author, Class::Editor]) {
        if !is_role_at(text, hit.range.clone()) {
            continue;
        }
        let before = &text[at..hit.range.start];
        if !roles && is_outlet(before, &text[hit.range.end..]) {
            // 某某报记者: what stands before the first role without a space is the paper, not a person.
        } else {
            bare.push_str(before);
        }
        bare.push('、');
        roles = true;
        at = hit.range.end;
    }
    if needs_role && !roles {
        return None;
    }
    bare.push_str(&text[at..]);
    let bare: String =
        bare.chars().map(|c| if matches!(c, ':' | '：' | '(' | ')' | '（' | '）') { '、' } else { c }).collect();
    Some((names::split(&bare)?, roles))
}

/// The names in a line under a title that says nothing else; at least half of them begin with a surname.
///
/// In a list a rare surname or a pen name is vouched for by the others.
pub(super) fn listed(text: &str) -> Option<Vec<String>> {
    if let Some((names, _)) = of(text) {
        return Some(names);
    }
    let parts: Vec<&str> = text.split(['、', '，', ' ', '\u{3000}', '\u{a0}']).filter(|p| !p.is_empty()).collect();
    let whole =
        parts.len() >= 2 && parts.iter().all(|p| (2..=4).contains(&p.chars().count()) && p.chars().all(chars::is_han));
    let named = parts.iter().filter(|p| names::split(p).is_some_and(|n| n.len() == 1)).count();
    (whole && named * 2 >= parts.len()).then(|| parts.into_iter().map(str::to_owned).collect())
}

/// A preposition (by, von, par) opens the line, and elsewhere is part of a name or of prose. A one-character role (文,
/// 图, 摄) needs a mark after or before it; longer ones stand as they are.
fn is_role_at(text: &str, range: std::ops::Range<usize>) -> bool {
    let word = &text[range.clone()];
    if matches!(word.to_lowercase().as_str(), "by" | "von" | "par" | "por") {
        return !text[..range.start].contains(char::is_alphanumeric);
    }
    if word.chars().count() > 1 {
        return true;
    }
    let marked = |c: Option<char>| c.is_some_and(|c| matches!(c, '/' | '／' | ':' | '：' | '|' | '丨'));
    let after = text[range.end..].chars().next();
    marked(after) || (word == "摄" && after.is_none_or(|c| !c.is_alphanumeric()))
}

/// The name of a newspaper or agency directly in front of the first role: it ends in a word for one, or it is no name
/// of a person and names follow (`某某晚报·某某客户端记者 甲`).
fn is_outlet(before: &str, after: &str) -> bool {
    const ENDS: &[&str] =
        &["报", "報", "社", "网", "網", "台", "臺", "刊", "晚报", "日报", "客户端", "新闻", "新聞", "媒体", "媒體"];
    let count = before.trim().chars().count();
    if count == 0 || before.ends_with(char::is_whitespace) {
        return false;
    }
    let named = ENDS.iter().any(|e| before.ends_with(e)) && count <= 12;
    let house = before.contains(['·', '/']) && ENDS.iter().any(|e| before.contains(e)) && count <= 20;
    named || house && after.chars().any(chars::is_han)
}
