//! Who wrote a text, in its first words and its last: `人民网上海12月15日电（记者沈文敏）`, `（姚峰 上海报道）`.

use super::evidence::Found;
use super::visible::cut_name;
use crate::meta::MetaKey;

/// Characters of the longest name in Han without marks.
const HAN_NAME: usize = 4;

/// `mira2041 发表于 2005-9-15`: who wrote the first entry.
pub(super) fn poster(text: &str) -> Option<&str> {
    let at = ["发表于", "發表於"].iter().find_map(|w| text.find(w))?;
    let name = text[..at].trim();
    ((2..=20).contains(&name.chars().count()) && !name.contains(char::is_whitespace)).then_some(name)
}

/// `人民网上海12月15日电（记者沈文敏）今天……`: the writer in the opening of the text.
pub(super) fn opened(text: &str, found: &mut Found) {
    /// Characters of a text in which its dateline ends.
    const DATELINE: usize = 60;
    let end = text.char_indices().nth(DATELINE).map_or(text.len(), |(at, _)| at);
    for mark in ["（记者", "（記者", "(记者", "(記者"] {
        if let Some(at) = text[..end].find(mark) {
            let inner = text[at + mark.len()..].split(['）', ')']).next().unwrap_or_default();
            if inner.chars().count() <= 30 {
                found.add(MetaKey::Author, cut_name(inner.trim()), "byline:reporter");
            }
        }
    }
}

/// `【石桥日报／陈小河】` above or in front of a text: who printed it, and who wrote it or from where it came.
pub(super) fn credit(text: &str, found: &mut Found) {
    const LONGEST_CREDIT: usize = 90;
    let Some(rest) = text.strip_prefix('【') else { return };
    let Some((inner, _)) = rest.split_once('】') else { return };
    if inner.len() <= LONGEST_CREDIT && inner.contains(['／', '/', '╱']) {
        found.add(MetaKey::Author, inner, "credit");
        found.add(MetaKey::Publisher, inner, "credit");
    }
}

/// `（总台记者 张倩）`, `（姚峰 上海报道）` at the end of a paragraph.
pub(super) fn signed(text: &str, found: &mut Found) {
    let Some(inner) = text.trim_end().strip_suffix(['）', ')']) else { return };
    let Some(open) = inner.rfind(['（', '(']) else { return };
    let inner = inner[open..].trim_start_matches(['（', '(']);
    if inner.chars().count() > 40 {
        return;
    }
    for mark in ["记者", "記者", "作者", "撰文"] {
        if let Some(at) = inner.find(mark) {
            let name = inner[at + mark.len()..].trim_start_matches([':', '：', ' ', '\u{3000}']);
            let name = if mark == "作者" { without_post(name) } else { name };
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

/// The name of an author before what they are; nothing if only that is said: `陈小河为石桥中学教师`, `系石桥大学教授`. In `陈为民` and `李有为 王强`
/// the word is of a name.
pub(super) fn without_post(value: &str) -> &str {
    let Some((name, post)) = value.split_once(['系', '係', '为', '為', '是']) else { return value };
    let named = name.is_empty() || (2..=HAN_NAME).contains(&name.chars().count());
    let told = post.chars().count() >= HAN_NAME && !post.contains(|c: char| c.is_whitespace() || c == '、');
    if named && told { name } else { value }
}

#[cfg(test)]
mod tests {
    use super::without_post;

    #[test]
    fn what_an_author_is_and_names_with_its_word() {
        assert_eq!(without_post("陈小河为石桥中学教师"), "陈小河");
        assert_eq!(without_post("系石桥大学教授"), "");
        for name in ["陈为民", "李有为 王强", "为民", "陈小河"] {
            assert_eq!(without_post(name), name);
        }
    }
}
