//! Roles that stand without a name: an editorial is signed so, and a heading or an item of a list looks the same.

use super::BYLINE_MARKS;
use crate::chars;
use crate::document::Block;
use crate::phrases::{self, Class, Words, simplify};

/// A role without a name, which is how an editorial is signed: `本报评论员`. A bare `记者` may be anything, and so may `Author`.
pub(in super::super) fn is_role_alone(block: &Block) -> bool {
    // The longest role has 15 bytes; a mark and brackets may stand around it.
    if block.text().len() > 48 {
        return false;
    }
    let text = block
        .text()
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）') || BYLINE_MARKS.contains(&c));
    text.chars().count() >= 4
        && (is_house(text) || text.len() < block.text().trim().len() && text.starts_with(chars::is_cjk))
        && block.scan_of(text).begins(Class::Role).is_some_and(|h| h.range.len() == text.len())
}

/// Whether a role is one that papers have of their own: `本报评论员`, `本刊记者`.
pub(in super::super) fn is_house(text: &str) -> bool {
    text.starts_with('本') && text.chars().nth(1).is_some_and(|c| "报報刊网網台臺社站".contains(c))
}

/// Whether a word for what somebody does stands in a block.
pub(in super::super) fn has_role(block: &Block) -> bool {
    const ROLES: [Class; 3] = [Class::Role, Class::Author, Class::Editor];
    block.text().len() > 3 * LINE || block.scan().of_class(&ROLES).next().is_some()
}

/// Bytes of a third of the longest line that is asked for its roles.
const LINE: usize = 100;

/// Whether a word behind a role makes it the heading over what is told of somebody: `作者简介`.
pub(in super::super) fn is_heading(name: &str) -> bool {
    Words::AboutWho.has(&simplify(name))
}

/// Whether a block is such a heading with what is told of them below it.
pub(in super::super) fn heads_person(block: &Block, below: Option<&&Block>) -> bool {
    let text = chars::trim(block.text());
    let hit =
        || phrases::opening(text).filter(|h| h.classes.contains(&Class::Author) || h.classes.contains(&Class::Role));
    // `【作者】` over `无名，唐代石桥人。`
    let bracketed = || {
        let inner = text.strip_prefix('【').and_then(|t| t.strip_suffix('】'));
        let told = below.is_some_and(|b| chars::is_sentence(b.text()));
        told && hit().is_some_and(|hit| inner.is_some_and(|inner| inner.len() == hit.range.len()))
    };
    text.len() <= 24 && below.is_some() && (hit().is_some_and(|hit| is_heading(&text[hit.range.end..])) || bracketed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn roles_alone() {
        let alone = |text: &str| is_role_alone(&Block::new(Kind::Paragraph, text));
        for text in ["本报评论员", "本报特约评论员", "（特约评论员）", "本刊記者"] {
            assert!(alone(text) || is_house(text), "{text}");
        }
        for text in ["特约记者", "摄影报道", "老编辑", "摄影"] {
            assert!(!alone(text) && !is_house(text), "{text}");
        }
    }
}
