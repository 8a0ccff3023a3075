//! Those who helped with a text, in a remark below it: `（实习生李敏对本文亦有贡献）`, `记者陈小河、李敏参与采写`. The names end before the clause.

use super::{People, names, with_role};
use crate::chars;
use crate::phrases::Words;

/// Bytes of the longest remark.
const LONGEST: usize = 240;

/// Who helped; who wrote is named elsewhere, and if nobody is, they did.
pub(in super::super) fn read(text: &str) -> Option<People> {
    if text.len() > LONGEST {
        return None;
    }
    let text = chars::trim(text).trim_end_matches(['。', '.', ')', '）', '】', ']']);
    // What the words of the list end in: most lines end otherwise.
    if !text.ends_with(['献', '獻', '写', '寫', '访', '訪', '道', '译', '譯', '作']) {
        return None;
    }
    let inner = text.trim_start_matches(['(', '（', '【', '[', '*', '＊']);
    let who = chars::trim(Words::Helped.before(inner)?);
    // In brackets names alone will do: `（陈小河、李敏参与采写）`.
    let marked = inner.len() < text.len();
    let full = |names: &Vec<String>| names.iter().all(|name| (2..=3).contains(&name.chars().count()));
    let alone = || {
        let authors = names::split(who).filter(|names| marked && full(names))?;
        Some(People { authors, ..People::default() })
    };
    let people = with_role(who).filter(|people| !people.authors.is_empty()).or_else(alone)?;
    let artists = [people.authors, people.artists].concat();
    Some(People { authors: Vec::new(), artists, ..people })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn names_end_before_the_clause() {
        for (text, names) in [
            ("（实习生李敏之对此文亦有贡献）", &["李敏之"][..]),
            ("石桥新闻记者 陈小河 实习生 李敏 对本文亦有贡献", &["陈小河", "李敏"]),
            ("記者陳小河、李敏參與採寫", &["陳小河", "李敏"]),
            ("（陈小河、李敏之参与采写）", &["陈小河", "李敏之"]),
            ("实习生李敏之对本文有贡献。", &["李敏之"]),
        ] {
            let people = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((people.artists, people.authors.len()), (names.iter().map(|n| (*n).to_owned()).collect(), 0));
        }
        for text in ["老木匠们对水车的修复亦有贡献", "陈小河、李敏参与采写", "三家报社的记者昨天参与了采访"]
        {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
