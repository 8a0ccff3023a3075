//! Credits in parts, each a role and whose it is: `撰文&供图 阿穗 | 摄影 郭嘉亮 | 编辑 简晓君`, `编辑 赵会杰；审核 贾姝`.

use super::{People, Who, names};
use crate::chars;
use crate::phrases::{Class, Hit, Scan};

/// Greatest width of a part, and most parts.
const PART: usize = 40;
const PARTS: usize = 8;

/// Bytes of the longest line.
const LONGEST: usize = 300;

/// The people of such a line; `None` unless every part is a role with names.
pub(in super::super) fn read(text: &str) -> Option<People> {
    let text = chars::trim(text);
    let inner = text.strip_prefix(['(', '（', '[', '【']).and_then(|t| t.strip_suffix([')', '）', ']', '】']));
    let text = inner.unwrap_or(text);
    let bar = |c: char| matches!(c, '|' | '｜' | '丨' | '︱' | ';' | '；');
    // Most blocks end a sentence, and credits do not.
    if text.len() > LONGEST || chars::is_sentence(text) || !text.contains(bar) {
        return None;
    }
    let parts: Vec<&str> = text.split(bar).map(chars::trim).filter(|part| !part.is_empty()).collect();
    if !(2..=PARTS).contains(&parts.len()) || parts.iter().any(|part| chars::width(part) > PART) {
        return None;
    }
    let mut people = People::default();
    for part in parts {
        let (who, found) = self::part(part)?;
        people.add(who, found);
    }
    Some(people)
}

/// `编丨李敏` alone on its line.
pub(in super::super) fn edited(text: &str) -> Option<People> {
    let rest = text.strip_prefix(['编', '編'])?.trim_start();
    let names = rest.strip_prefix(['丨', '|', '｜', '︱', '：', ':', '/', '／']).filter(|names| names.len() <= PART)?;
    Some(People { editors: names::split(names)?, ..People::default() })
}

/// `岡田英，Rivernet` in brackets, as sites of Japan sign: who wrote, and for which of them.
pub(in super::super) fn of_house(inner: &str) -> Option<People> {
    let (name, house) = inner.split_once(['，', ',']).filter(|_| inner.len() <= PART)?;
    let (name, house) = (name.trim(), house.trim());
    let named = (2..=5).contains(&name.chars().count()) && name.chars().all(chars::is_han);
    let medium = house.len() >= 3
        && house.starts_with(|c: char| c.is_ascii_uppercase())
        && house.chars().all(|c| c.is_ascii_alphabetic());
    (named && medium).then(|| People { authors: vec![name.to_owned()], ..People::default() })
}

/// The role that a part begins with, and the names behind it.
fn part(text: &str) -> Option<(Who, Vec<String>)> {
    let scan = Scan::of(text);
    let roles: Vec<&Hit> = scan.of_class(&[Class::Role, Class::Author, Class::Editor, Class::Caption]).collect();
    let (mut end, mut who) = (0, None);
    // `撰文&供图`, `采访、撰文`: who wrote is told by any of them.
    while let Some(hit) = roles.iter().find(|hit| hit.range.start == end) {
        let next = Who::of(hit, &text[hit.range.clone()]);
        who = if who == Some(Who::Author) { who } else { Some(next) };
        let joint = text[hit.range.end..].chars().next().filter(|c| matches!(c, '&' | '＆' | '、' | '/' | '和' | '+'));
        let behind = hit.range.end + joint.map_or(0, char::len_utf8);
        end = if roles.iter().any(|hit| hit.range.start == behind) { behind } else { hit.range.end };
    }
    let rest = &text[end..];
    let names = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '/' | '／'));
    if names.len() == rest.len() {
        return None;
    }
    // `编辑 两名；记者 若干`
    let counted =
        |name: &str| name.ends_with(['名', '人', '位', '限', '干', '详', '定']) || name.starts_with(['若', '不', '待']);
    let alone =
        |name: &str| (2..=4).contains(&name.chars().count()) && name.chars().all(chars::is_han) && !counted(name);
    // The role vouches for a pen name.
    let pen = || names.split_whitespace().all(alone).then(|| names.split_whitespace().map(str::to_owned).collect());
    let split = names::split(names).filter(|names| !names.iter().any(|name| counted(name)));
    Some((who?, split.or_else(pen)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers_and_their_site() {
        assert_eq!(of_house("岡田英，Rivernet").unwrap().authors, ["岡田英"]);
        assert!(of_house("水車，2019").is_none());
    }
}
