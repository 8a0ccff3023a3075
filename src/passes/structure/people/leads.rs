//! Reporters named at the beginning of the first paragraph without the end of a dateline, `本报记者 陈小河 今年春天……`, and writers of whom
//! only the foot of a page tells: `作者简介：陈小河，石桥大学教授。`, `本文由陈小河投稿发布`.

use super::super::fields::sources;
use super::{BYLINE_MARKS, People, is_medium, names};
use crate::chars;
use crate::document::Document;

/// Words at the beginning that are looked at, and characters of the first, of a name, and of the text behind the last.
const WORDS: usize = 10;
const ROLE: usize = 12;
const NAME: std::ops::RangeInclusive<usize> = 2..=3;
const TEXT: usize = 10;

/// Words for who reports.
const ROLES: [&str; 6] = ["记者", "記者", "通讯员", "通訊員", "实习生", "實習生"];

/// `本报记者 陈小河 通讯员 李敏 今年春天……`, `文/陈小河 今年春天……`, `□记者 陈小河 李敏9月26日……`
pub(in super::super) fn read(text: &str) -> Option<People> {
    let text = chars::trim(text).trim_start_matches(BYLINE_MARKS).trim_start();
    // Most texts begin with neither.
    let near = &text[..text.floor_char_boundary(4 * ROLE)];
    if !near.starts_with(['文', '撰']) && !chars::contains_any(near, ['者', '员', '員']) {
        return None;
    }
    let mut words = text.split_whitespace().take(WORDS).peekable();
    let first = words.next()?;
    let written = ["文/", "文／", "文|", "文｜", "文丨", "撰文/"].iter().find_map(|word| first.strip_prefix(word));
    let mut authors: Vec<String> = Vec::new();
    let mut outlet = None;
    match written {
        Some(name) => authors.push(one(name)?.to_owned()),
        None => outlet = Some(role(first)?.to_owned()),
    }
    for word in words {
        if role(word).is_some() {
            continue;
        }
        if let Some(name) = one(word) {
            authors.push(name.to_owned());
            continue;
        }
        // `李敏9月26日……`: a number ends the name.
        let end = word.find(|c: char| !chars::is_han(c)).unwrap_or(word.len());
        let glued =
            one(&word[..end]).filter(|_| word[end..].starts_with(|c: char| c.is_ascii_digit() || "《“".contains(c)));
        authors.extend(glued.map(str::to_owned));
        let whole = word.chars().count() >= TEXT && !authors.is_empty();
        let outlet = outlet.filter(|name| is_medium(name));
        return whole.then_some(People { authors, outlet, ..People::default() });
    }
    None
}

/// The medium before the word for who reports, if a word is both and nothing else.
fn role(word: &str) -> Option<&str> {
    let medium = ROLES.iter().find_map(|role| word.strip_suffix(role))?;
    (medium.chars().count() <= ROLE && medium.chars().all(chars::is_han)).then_some(medium)
}

/// A word that is one name.
fn one(word: &str) -> Option<&str> {
    let fits = NAME.contains(&word.chars().count()) && word.chars().all(chars::is_han);
    (fits && names::split(word).is_some_and(|names| names.len() == 1)).then_some(word)
}

/// Lines at the end of a page that are looked at, and bytes of the longest.
const FOOT: usize = 40;
const LONGEST: usize = 600;

/// Who wrote, by what the foot of a page says of them; a page of HTML says so in its markup, but for whose weblog it is.
pub(in super::super) fn below(doc: &Document) -> Option<String> {
    let lines =
        || doc.all_blocks().rev().take(FOOT).map(|b| chars::trim(b.text())).filter(|text| text.len() <= LONGEST);
    let blogger = lines().find_map(sources::blogger).map(str::to_owned);
    if blogger.is_some() || doc.format == "html" {
        return blogger;
    }
    let told = lines().find_map(told).map(str::to_owned);
    // `作者简介` over `陈小河，石桥大学教授。`
    let headed = || {
        let mut below = "";
        lines().find_map(|line| {
            let below = std::mem::replace(&mut below, line);
            let head = matches!(line.trim_end_matches([':', '：']), "作者简介" | "作者簡介" | "关于作者" | "關於作者");
            if head { before_comma(below) } else { None }
        })
    };
    told.or_else(|| headed().map(str::to_owned))
}

/// The name at the beginning of a line up to its first comma.
fn before_comma(text: &str) -> Option<&str> {
    one(text.split(['，', ',', '：', ' ', '（', '(']).next()?.trim()).filter(|name| name.len() < text.len())
}

/// `作者简介：陈小河，……`, `作者：陈小河，……。`, `（本文作者为石桥大学教授陈小河）`, `本文由 陈小河 投稿发布`, `本文系石桥网作者陈小河的原创`
fn told(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['（', '(', '【', '*', '＊', '■', '●']);
    for key in ["作者简介", "作者簡介", "作者"] {
        if let Some(rest) = text.strip_prefix(key).and_then(|rest| rest.strip_prefix([':', '：'])) {
            return before_comma(rest.trim_start());
        }
    }
    if let Some(rest) =
        ["本文作者为", "本文作者系", "本文作者是", "作者为", "作者系"].iter().find_map(|key| text.strip_prefix(key))
    {
        // The name is the end of it.
        let rest = rest.trim_end_matches(['）', ')', '。', '】']);
        let cut = rest.char_indices().rev().nth(2)?.0;
        let post = ["教授", "研究员", "主任", "院长", "律师", "记者", "编辑", "博士"]
            .iter()
            .any(|word| rest[..cut].ends_with(word));
        return one(&rest[cut..]).filter(|_| post);
    }
    if let Some(rest) = text.strip_prefix("本文由").map(str::trim_start) {
        let at = ["投稿", "原创", "原創"].iter().filter_map(|word| rest.find(word)).min()?;
        return one(rest[..at].trim());
    }
    let (_, rest) = text.strip_prefix("本文系")?.split_once("作者")?;
    let (name, _) = rest.split_once("的原创")?;
    one(name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reporters_before_the_text() {
        for (text, authors) in [
            ("本报记者 陈小河 今年春天村里的水车又转了起来", &["陈小河"][..]),
            ("□记者 陈小河 实习生 李敏9月26日上午水车又转了起来", &["陈小河", "李敏"]),
            ("石桥晚报记者 陈小河 通讯员 李敏之 今年春天村里的水车又转了", &["陈小河", "李敏之"]),
            ("文/陈小河 今年春天村里的水车又转了起来", &["陈小河"]),
        ] {
            assert_eq!(read(text).unwrap().authors, authors, "{text}");
        }
        for text in ["记者 来到现场的时候天已经黑了下来", "文/图", "两位记者 陈小河", "记者陈小河今年春天来到石桥村"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn writers_at_the_foot() {
        for text in [
            "作者简介：陈小河，石桥大学教授。",
            "（作者：陈小河 系石桥大学教授）",
            "（本文作者为石桥大学教授陈小河）",
            "本文由 陈小河 投稿发布，转载请注明出处",
            "本文由陈小河原创发布于石桥网",
            "本文系石桥网作者陈小河的原创，转载请注明来源。",
        ] {
            assert_eq!(told(text), Some("陈小河"), "{text}");
        }
        for text in ["作者：佚名", "本文由石桥网整理", "作者为石桥大学教授", "作者在书中写道，水车停了"]
        {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
