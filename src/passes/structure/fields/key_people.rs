//! Who stands behind the keys for those who wrote a text and edited it.

use super::super::people::{self, names, persons};
use super::imprints::{Found, whole_date};
use super::meta_values::{is_name_of_source, push};
use super::trimmed::{is_code, without_code};
use crate::chars;
use crate::meta::MetaKey;
use crate::phrases::{Class, Words, simplify};

/// Characters of the longest name of an office that posts.
const OFFICE: usize = 20;

/// Reads the value of a key for authors or editors into what is found; `None` if nobody can be called so.
pub(super) fn take(class: Class, value: &str, found: &mut Found) -> Option<()> {
    let key = if class == Class::Author { MetaKey::Author } else { MetaKey::Editor };
    let value = without_code(persons::trimmed(without_address(value).trim_start_matches('@')));
    // `作者： 2021-03-04 10:20`: nobody, and the date of the next field.
    if let Some(date) = whole_date(value) {
        return push(found, MetaKey::Date, &date);
    }
    // `文字：【大】【中】【小】`
    if persons::named(key, value).is_none() {
        return Some(());
    }
    // `記者：市政記者会 9人`: how many there were.
    if value.strip_suffix(['人', '名']).is_some_and(|v| v.ends_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    // `作者：佚名`, `责任编辑：SN147`
    if is_code(value) || Words::NoName.has(&simplify(value).to_lowercase()) {
        return Some(());
    }
    let value = without_next_key(value);
    if class == Class::Author
        && let Some(house) = house(value)
    {
        return push(found, MetaKey::Publisher, house);
    }
    let value = without_origin(without_post(without_office(value)));
    let bare = without_employers(value);
    take_names(key, bare.as_deref().unwrap_or(value), found)
}

/// Reads names, or what else may be called so.
fn take_names(key: MetaKey, value: &str, found: &mut Found) -> Option<()> {
    match people::of(value) {
        // `文：葉嘉敏　攝：Benny Lau`
        Some(people) if key == MetaKey::Author && !people.authors.is_empty() => {
            people.authors.iter().try_for_each(|n| push(found, key, n))?;
            people.editors.iter().try_for_each(|n| push(found, MetaKey::Editor, n))
        }
        Some(people) => people.names().iter().try_for_each(|n| push(found, key, n)),
        // `方知远（中学物理教师）`: the name, and who that is; `片刻 小瑶`: pen names.
        None if let Some(names) = described(value).or_else(|| pen_names(value)) => {
            names.iter().try_for_each(|n| push(found, key, n))
        }
        // An editor who is an office or a nickname is kept as written, if it looks like one.
        None if value.is_empty() || is_name_of_source(value) => push(found, key, value),
        None => None,
    }
}

/// `Ruth Calloway <ruth@example.org>`
fn without_address(value: &str) -> &str {
    value.split_once(" <").filter(|(_, rest)| rest.contains('@')).map_or(value, |(name, _)| name)
}

/// `供稿：农学院 摄影：陈小河`: another key that is none of ours.
fn without_next_key(value: &str) -> &str {
    let own = value.find([':', '：']).and_then(|colon| value[..colon].rfind(char::is_whitespace));
    own.map_or(value, |end| value[..end].trim_end())
}

/// The medium or office that stands where an author would.
fn house(value: &str) -> Option<&str> {
    // `作者：陈小河 石桥中学`
    let named = value.split_once(char::is_whitespace).and_then(|(name, _)| names::split(name));
    if named.is_some_and(|names| names.len() == 1) {
        return None;
    }
    // `作者：石桥晨报`. Who posted it is an office: `发布者：农学院`.
    let office = || value.chars().count() <= OFFICE && Words::Office.ends(&simplify(value));
    persons::medium(value).or_else(|| office().then_some(value))
}

/// `来稿：石桥小学 陈小河`, `作者：陈小河 石桥中学`
fn without_office(value: &str) -> &str {
    match value.split_once(char::is_whitespace) {
        Some((office, name)) if Words::Office.ends(&simplify(office)) && names::split(name).is_some() => name.trim(),
        Some((name, office)) if people::offices::is_office(office.trim()) && names::split(name).is_some() => {
            name.trim()
        }
        _ => value,
    }
}

/// `陈小河 系石桥大学教授`
fn without_post(value: &str) -> &str {
    let one = |name: &str| names::split(name).is_some_and(|names| names.len() == 1);
    value.split_once(" 系").filter(|(name, _)| one(name)).map_or(value, |(name, _)| name)
}

/// `陈小河（1936—2014），石桥人`, `陈小河，石桥人，七十九岁`: one name, and who that is.
pub(super) fn without_origin(value: &str) -> &str {
    let (name, rest) = value.split_once(['，', ',']).unwrap_or((value, ""));
    let tells = rest.split(['，', ',']).any(|part| part.trim().ends_with(['人', '岁', '歲', '生']));
    let name = if tells { name } else { value };
    let years = |inner: &str| inner.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let bare = name.trim_end().strip_suffix([')', '）']).and_then(|t| t.split_once(['(', '（']));
    let bare = bare.filter(|(_, inner)| years(inner)).map_or(name, |(name, _)| name).trim_end();
    if names::split(bare).is_some_and(|names| names.len() == 1) { bare } else { value }
}

/// Names in letters without the brackets behind them, which say whom they work for: `Josh Berkus (Red Hat)`,
/// `Ann Lee (CNCF), Tom Hill (Google)`.
fn without_employers(value: &str) -> Option<String> {
    if !value.contains('(') || value.contains(chars::is_cjk) {
        return None;
    }
    let mut bare = String::with_capacity(value.len());
    for part in value.split('(') {
        let (inner, rest) = part.split_once(')').unwrap_or(("", part));
        if inner.contains([',', ';']) {
            return None;
        }
        bare.push_str(rest);
    }
    Some(bare.split(',').map(str::trim).collect::<Vec<_>>().join(", "))
}

/// The name before a remark in brackets, or before a wide space: `李兆清　河口　职员`.
fn described(value: &str) -> Option<Vec<String>> {
    let at = value.find(['（', '(', '\u{3000}'])?;
    let whole = value.ends_with(['）', ')']) || value[at..].starts_with('\u{3000}');
    let names = people::of(&value[..at])?.names();
    (whole && !names.is_empty()).then_some(names)
}

/// Two or three words of two to four Han characters, parted by spaces or marks; a letter or digit may be in one (`火柴Q 甲小姐`).
fn pen_names(value: &str) -> Option<Vec<String>> {
    // `水车姐、胡一刀&李小飞刀`
    let parted = |c: char| if value.contains(['、', '&', '＆']) { "、&＆".contains(c) } else { c.is_whitespace() };
    let names: Vec<String> = value.split(parted).map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect();
    // `新闻部、要闻部` are desks.
    let desk = |name: &String| {
        name.ends_with(['部', '室', '组', '組', '局', '处', '處', '台']) || people::offices::is_office(name)
    };
    if names.iter().any(desk) {
        return None;
    }
    let han = |n: &String| n.chars().filter(|c| chars::is_han(*c)).count();
    let name = |n: &String| {
        (2..=4).contains(&n.chars().count()) && n.chars().all(char::is_alphanumeric) && han(n) + 1 >= n.chars().count()
    };
    ((2..=3).contains(&names.len()) && names.iter().all(name)).then_some(names)
}
