//! U107: see `space_mixed_scripts.md`.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::chars;
use crate::document::Document;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<SpaceMixedScripts>(
    "U107",
    "space-mixed-scripts",
    Stage::Unify,
    "A space between Chinese or Japanese and Latin letters or digits.",
    include_str!("space_mixed_scripts.md"),
)
.opt_in();

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct SpaceMixedScripts {}

impl Pass for SpaceMixedScripts {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        for block in super::blocks(doc) {
            for range in gaps(block.text()) {
                changes.replace(block, range, " ");
            }
        }
        Verdict::Keep
    }
}

/// Places (empty ranges) where scripts meet without a space.
///
/// A word in Latin letters carries its signs with it: `C++`, `50%`, `@name`, `$20`, `A_B`; an underscore at the border
/// joins, as in names of files.
fn gaps(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let meets = before.is_some_and(|b| match is_east(c) {
            true => closes_word(b, &text[..at]),
            false => is_east(b) && opens_word(c, &text[at..]),
        });
        if meets {
            found.push(at..at);
        }
        before = Some(c);
    }
    found
}

fn is_east(c: char) -> bool {
    chars::is_han(c) || chars::is_kana(c)
}

/// Letters and digits, also with accents or Greek (`α粒子`); a sign that belongs to the word after it.
fn opens_word(c: char, rest: &str) -> bool {
    let next_is_word = || rest.chars().nth(1).is_some_and(|n| n.is_ascii_alphanumeric());
    is_word(c) || (matches!(c, '$' | '@' | '#') && next_is_word())
}

/// Letters and digits, and signs that follow a word: `C++`, `50%`, not a lone `+`.
fn closes_word(c: char, text: &str) -> bool {
    let after_word = || text.trim_end_matches(['+', '#', '%']).chars().next_back().is_some_and(is_word);
    is_word(c) || matches!(c, '%' | '+' | '#') && after_word()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{3ff}') && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::gaps;

    fn spaced(text: &str) -> String {
        let spans = gaps(text).into_iter().map(|r| (r, " ".to_owned())).collect();
        super::super::spliced(text, spans)
    }

    #[test]
    fn where_scripts_meet() {
        assert_eq!(spaced("用C++写的3个工具涨了50%左右"), "用 C++ 写的 3 个工具涨了 50% 左右");
        assert_eq!(spaced("已有 5 个，共A、B两类"), "已有 5 个，共 A、B 两类");
        assert_eq!(spaced("文件_a_一"), "文件_a_一");
        assert_eq!(spaced("一+一"), "一+一");
    }
}
