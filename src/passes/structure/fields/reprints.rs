//! Where a text was printed first, and who passes it on: `（选自《河口诗刊》2018年第4期）`, `本文转载自石桥日报，作者陈小河`.

use super::super::people::{self, names};
use super::imprints::{Found, strip, whole_date};
use crate::chars;
use crate::meta::MetaKey;
use crate::phrases::{Words, simplify};

/// Bytes of a date with a day.
const DAY: usize = 10;

/// Where a text was first printed: `《河口日报》（2024年05月11日 09版）`, `——《石桥》1998年3月号`, `（选自《河口诗刊》2018年第4期）`,
/// `摘自石桥新闻网`.
pub(in super::super) fn cited(text: &str) -> Option<Found> {
    let inner = strip(text).trim_start_matches(['—', '-', '―', ' ']);
    let own = ["本文", "原文", "此文"].iter().find_map(|word| inner.strip_prefix(word));
    let inner = own.unwrap_or(inner).trim_end_matches('。');
    // `本文发表于2021年3月4日《石桥日报》第3版`
    if own.is_some()
        && let Some(rest) =
            ["发表于", "發表於", "刊登于", "刊载于", "刊于"].iter().find_map(|word| inner.strip_prefix(word))
        && let Some((date, (paper, page))) =
            rest.split_once('《').and_then(|(date, rest)| Some((date, rest.split_once('》')?)))
        && (2..=14).contains(&paper.chars().count())
        && page.chars().count() <= 12
    {
        let date = if date.trim().is_empty() { page } else { date };
        let mut found = vec![(MetaKey::Publisher, paper.to_owned())];
        found.extend(whole_date(date.trim()).map(|date| (MetaKey::Date, date)));
        return Some(found);
    }
    if !inner.starts_with(['《', '选', '選', '摘', '刊', '原', '载', '載', '转', '轉', '取', '据', '據']) {
        return None;
    }
    if chars::width(inner) > 80 || inner.contains(['。', '：']) || own.is_none() && inner.contains('，') {
        return None;
    }
    let plain = simplify(inner);
    // Simplified text has as many characters.
    let key = Words::Cited.all().iter().filter(|w| plain.starts_with(**w)).max_by_key(|w| w.len());
    let skip = key.map_or(0, |w| w.chars().count());
    let rest = inner.char_indices().nth(skip).map_or("", |(at, _)| &inner[at..]).trim_start();
    let Some((name, issue)) = rest.strip_prefix('《').and_then(|r| r.split_once('》')) else {
        let name = rest.trim_matches(['“', '”']);
        return (key.is_some() && people::is_medium(name)).then(|| vec![(MetaKey::Publisher, name.to_owned())]);
    };
    let kind = ["杂志", "雜誌", "周刊", "週刊", "月刊"].iter().find_map(|word| issue.strip_prefix(word));
    let issue = kind.unwrap_or(issue).trim_matches(|c: char| c.is_whitespace() || "（）()，,".contains(c));
    let numbers = |c: char| c.is_alphanumeric() && (c.is_ascii() || "年月日第期总總版号號卷".contains(c));
    let dated = issue.chars().all(|c| numbers(c) || c.is_whitespace() || "（）()-/.:：，".contains(c));
    // A title in quotes alone is a book's; an issue or the word for a source makes it one.
    // `《老井》，2014年` in a list of works is no magazine.
    let whole =
        issue.contains(['期', '版', '号', '號', '卷']) || whole_date(issue).is_some_and(|date| date.len() >= DAY);
    let vague = key.is_none() && kind.is_none() && !whole && !people::is_medium(name);
    if !dated
        || vague
        || key.is_none() && !issue.contains(|c: char| c.is_ascii_digit())
        || !(2..=14).contains(&name.chars().count())
    {
        return None;
    }
    let mut found = vec![(MetaKey::Publisher, name.to_owned())];
    found.extend(whole_date(issue).map(|date| (MetaKey::Date, date)));
    Some(found)
}

/// `以下文章来源于石桥日报，作者陈小河`, `本文经授权转载自石桥日报，原标题为：……`: who passes on a text of another.
pub(in super::super) fn reposted(text: &str) -> Option<Found> {
    if !text.starts_with(['本', '以', '文', '转', '轉', '原']) {
        return None;
    }
    // What stands behind the first sentence is on copies, as it is.
    let (text, rest) = text.trim().split_once('。').unwrap_or((text, ""));
    if !rest.is_empty() && !["转载", "轉載", "授权", "授權", "公众号", "版权"].iter().any(|word| rest.contains(word))
    {
        return None;
    }
    let plain = simplify(text.trim());
    // Simplified text has as many characters.
    let key = Words::Reposted.all().iter().filter(|w| plain.starts_with(**w)).max_by_key(|w| w.len())?;
    let rest = text.trim().char_indices().nth(key.chars().count()).map_or("", |(at, _)| &text.trim()[at..]);
    let (medium, people) = rest.trim_end_matches('。').split_once(['，', ',']).unwrap_or((rest, ""));
    let medium = medium.split(['（', '(']).next().unwrap_or(medium);
    // `《河口文学》2018年第3期`
    let quoted = medium.trim().strip_prefix('《').and_then(|m| m.split_once('》'));
    let issue = |m: &str| m.contains(|c: char| c.is_ascii_digit()) && m.ends_with(['期', '号', '版', '日']);
    let medium = quoted.filter(|(_, behind)| issue(behind)).map_or(medium, |(name, _)| name);
    let named = key.contains("公众号") || medium.contains("公众号") || quoted.is_some_and(|(_, behind)| issue(behind));
    // `公众号河口笔记`, `河口笔记公众号`
    let medium = medium.trim_matches(|c: char| c.is_whitespace() || "“”《》「」:：".contains(c));
    let account = ["微信公众号", "公众号"];
    let medium =
        account.iter().find_map(|word| medium.strip_prefix(word).or(medium.strip_suffix(word))).unwrap_or(medium);
    let medium = medium.trim_matches(|c: char| c.is_whitespace() || "“”《》「」:：".contains(c));
    // `文章来源于生活，也要回到生活。`
    let loose =
        ["文章来", "文章首", "原文", "本文首", "本文原", "本文转自", "本文来"].iter().any(|word| key.starts_with(word));
    if loose && !named && !people::is_medium(medium) {
        return None;
    }
    // `作者陈小河，编辑李敏`; a colon may stand between.
    let mut found = vec![(MetaKey::Publisher, medium.to_owned())];
    for part in people.split(['，', ',']).map(str::trim) {
        let keyed = [
            ("作者", MetaKey::Author),
            ("撰文", MetaKey::Author),
            ("编辑", MetaKey::Editor),
            ("編輯", MetaKey::Editor),
        ];
        let Some((value, key)) = keyed.iter().find_map(|(word, key)| Some((part.strip_prefix(word)?, *key))) else {
            continue;
        };
        let value = value.trim_start_matches([':', '：', ' ']).trim_end();
        // `作者：陈小河 李敏`
        let several = value.contains(char::is_whitespace).then(|| names::split(value)).flatten();
        let names = several.unwrap_or_else(|| vec![value.to_owned()]);
        // `作者幽默地写道：`
        let fits = |name: &String| {
            !name.is_empty() && name.chars().count() <= 12 && !name.contains([':', '：']) && !Words::NoName.has(name)
        };
        found.extend(names.into_iter().filter(fits).map(|name| (key, name)));
    }
    (2..=20).contains(&medium.chars().count()).then_some(found)
}
