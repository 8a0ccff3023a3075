//! Keys and values that no colon joins on one line: a key over its value, behind it, before a space; what heads a page of a paper.

use super::super::layout::Layout;
use super::super::people::{self, names};
use super::by_line;
use super::imprints::{Found, is_bar, whole_date};
use super::meta_line::is_colon;
use super::meta_values::take;
use crate::chars;
use crate::meta::MetaKey;
use crate::phrases::{self, Class};

/// Bytes of the longest line that is looked at, and of the longest value.
const LONGEST: usize = 160;
const VALUE: usize = 60;

/// Classes of the keys.
const KEYS: [Class; 3] = [Class::Author, Class::Editor, Class::Publisher];

/// What such a line says.
pub(in super::super) fn read(layout: &Layout<'_>, n: usize) -> Option<Found> {
    let line = |n: usize| layout.blocks.get(n).map_or("", |b| chars::trim(b.text()));
    let text = line(n);
    if text.len() > LONGEST {
        return None;
    }
    if let Some(found) = over(text, line(n + 1)) {
        return Some(found);
    }
    // The value itself, below its key.
    if n > 0 && text.len() <= VALUE && over(line(n - 1), text).is_some() {
        return Some(Vec::new());
    }
    let head = n < layout.first;
    // `Ann Lee` over `Staff writer`.
    let posted = |name: &str, post: &str| {
        post.len() <= VALUE && post.is_ascii() && names::is_given(name) && by_line::is_role(post)
    };
    if head && posted(text, line(n + 1)) {
        return Some(vec![(MetaKey::Author, text.to_owned())]);
    }
    if head && n > 0 && posted(line(n - 1), text) {
        return Some(Vec::new());
    }
    // `Theo Riverton` below a text in Vietnamese: whose news it is.
    if n > 0
        && n >= layout.last
        && let Some(name) = text.strip_prefix("Theo ").filter(|name| (1..=3).contains(&name.split(' ').count()))
        && line(n - 1).chars().filter(|c| ('\u{1EA0}'..='\u{1EF9}').contains(c)).take(4).count() == 4
        && name.split(' ').all(|w| w.starts_with(char::is_uppercase))
    {
        return Some(vec![(MetaKey::Publisher, name.to_owned())]);
    }
    reversed(text)
        .or_else(|| licensed(text))
        .or_else(|| if head { signed_and_sourced(text) } else { None })
        .or_else(|| if n >= layout.last { sourced(text) } else { None })
        .or_else(|| if head && n < 3 { of_paper(text) } else { None })
}

/// `编辑：` over `陈小河`.
fn over(key: &str, value: &str) -> Option<Found> {
    let word = key.strip_suffix(is_colon).filter(|word| (2..=30).contains(&word.len()))?;
    let class = whole_key(word)?;
    let fits = match class {
        Class::Publisher => people::is_medium(value),
        _ => value.len() <= VALUE && (names::split(value).is_some_and(|n| n.len() <= 4) && !value.contains(is_colon)),
    };
    let mut found = Found::new();
    fits.then(|| take(class, value, &mut found))??;
    Some(found)
}

/// `石桥观察 | 来源`, `陈小河 | 作者`: the key behind its value.
fn reversed(text: &str) -> Option<Found> {
    let (value, key) = text.rsplit_once(is_bar)?;
    let class = whole_key(key.trim())?;
    let value = value.trim();
    let plain = (2..=VALUE).contains(&value.len())
        && value.contains(chars::is_cjk)
        && !value.contains(|c| is_bar(c) || is_colon(c))
        && whole_key(value).is_none();
    let mut found = Found::new();
    plain.then(|| take(class, value, &mut found))??;
    Some(found)
}

/// The class of a word that is a key and nothing else.
fn whole_key(word: &str) -> Option<Class> {
    let hit = phrases::opening(word).filter(|hit| hit.range == (0..word.len()))?;
    KEYS.into_iter().find(|class| hit.classes.contains(class))
}

/// `作者：水车工，作者授权石桥课转载。`: who wrote it, and by whose leave it stands here.
fn licensed(text: &str) -> Option<Found> {
    let rest = ["作者", "本文作者"].iter().find_map(|key| text.strip_prefix(key))?.strip_prefix(is_colon)?.trim_start();
    let (name, leave) = rest.split_once(['，', ','])?;
    let given = leave.contains("授权") || leave.contains("授權");
    let passed = ["转载", "轉載", "发布", "發布", "发表"].iter().any(|word| leave.contains(word));
    let named = (2..=12).contains(&name.chars().count()) && !name.contains(is_colon);
    (given && passed && named).then(|| vec![(MetaKey::Author, name.trim().to_owned())])
}

/// `记者  陈小河  李敏        来源：石桥网`: who wrote, and behind a gap the source.
fn signed_and_sourced(text: &str) -> Option<Found> {
    let (people, source) = text.split_once(['来', '來']).map(|(people, _)| text.split_at(people.len()))?;
    let name = ["来源", "來源"].iter().find_map(|key| source.strip_prefix(key))?.trim_start().strip_prefix(is_colon)?;
    if !people.ends_with("  ") && !people.ends_with('\u{3000}') {
        return None;
    }
    let people = people::with_role(people.trim()).filter(|people| !people.authors.is_empty())?;
    let mut found: Found = people.authors.into_iter().map(|name| (MetaKey::Author, name)).collect();
    take(Class::Publisher, name.trim(), &mut found)?;
    Some(found)
}

/// `来源 石桥日报` below the text.
fn sourced(text: &str) -> Option<Found> {
    let name = ["来源", "來源"].iter().find_map(|key| text.strip_prefix(key))?;
    let apart = name.starts_with(char::is_whitespace);
    let name = name.trim();
    (apart && people::is_medium(name)).then(|| vec![(MetaKey::Publisher, name.to_owned())])
}

/// `石桥日报 > 第二版：时政`, `2004年11月19日(金)「石桥新聞」`: the paper, and the page or the day.
fn of_paper(text: &str) -> Option<Found> {
    if let Some((paper, page)) = text.split_once(['>', '＞']) {
        let page = page.trim();
        let paged = page.starts_with('第') && page.chars().take(8).any(|c| c == '版');
        return (paged && people::is_medium(paper.trim())).then(|| vec![(MetaKey::Publisher, paper.trim().to_owned())]);
    }
    let (date, paper) = text.strip_suffix('」')?.split_once('「')?;
    let date = whole_date(date.split(['(', '（']).next()?.trim())?;
    let named = (2..=10).contains(&paper.chars().count()) && !paper.contains(['「', '」', '。', '、']);
    named.then(|| vec![(MetaKey::Date, date), (MetaKey::Publisher, paper.to_owned())])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(found: Option<Found>) -> Vec<(MetaKey, String)> {
        found.unwrap_or_default()
    }

    #[test]
    fn keys_stand_over_and_behind_values() {
        assert_eq!(said(over("编辑：", "陈小河")), [(MetaKey::Editor, "陈小河".to_owned())]);
        assert!(over("他说：", "陈小河").is_none());
        assert!(over("编辑：", "我有话要对你说").is_none());
        assert_eq!(said(reversed("石桥观察 | 来源")), [(MetaKey::Publisher, "石桥观察".to_owned())]);
        assert_eq!(said(reversed("陈小河 | 作者")), [(MetaKey::Author, "陈小河".to_owned())]);
        assert!(reversed("来源 | 作者").is_none());
        let found = said(signed_and_sourced("记者  陈小河  李敏        来源：石桥网"));
        assert_eq!(found.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["陈小河", "李敏", "石桥网"]);
        assert!(signed_and_sourced("记者追问水车的来源：河口镇").is_none());
    }

    #[test]
    fn papers_and_leave() {
        assert_eq!(said(licensed("作者：水车工，作者授权石桥课转载。")), [(MetaKey::Author, "水车工".to_owned())]);
        assert!(licensed("作者：水车工，住在河口。").is_none());
        assert_eq!(said(sourced("来源 石桥日报")), [(MetaKey::Publisher, "石桥日报".to_owned())]);
        assert!(sourced("来源 于生活").is_none());
        assert_eq!(said(of_paper("石桥日报 > 第二版：时政 打印")), [(MetaKey::Publisher, "石桥日报".to_owned())]);
        assert_eq!(said(of_paper("2004年11月19日(金)「石桥新聞」"))[0], (MetaKey::Date, "2004-11-19".to_owned()));
    }
}
