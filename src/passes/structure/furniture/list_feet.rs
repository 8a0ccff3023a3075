//! What lists for mail put below each letter: how to leave the list, where it is kept, who its keeper is.

use std::ops::Range;

use crate::document::Block;
use crate::phrases::Words;

/// Lines at the end among which it begins, and lines below its first that are of it.
const LAST: usize = 12;
const LINES: usize = 6;

/// The lines of the foot, with the rule above it; empty if there is none.
pub(in super::super) fn find(blocks: &[&Block]) -> Range<usize> {
    let text = |n: usize| blocks[n].text().trim();
    let opens = |n: &usize| {
        // Capitals, small letters, and the marks of a rule.
        if !text(*n).starts_with(['T', 't', 'Y', 'y', 'F', 'f', '_', '-', '=']) {
            return false;
        }
        let lower = text(*n).to_lowercase();
        // `____…` over `Mills mailing list`
        let named = || {
            let below = blocks.get(n + 1).map(|b| b.text().trim());
            below.is_some_and(|line| line.ends_with(" mailing list") && line.len() <= 80)
        };
        Words::ListFoot.all().iter().any(|word| lower.starts_with(word)) || is_rule(text(*n)) && named()
    };
    let from = blocks.len().saturating_sub(LAST).max(1);
    let Some(at) = (from..blocks.len()).find(opens) else { return 0..0 };
    let rule = |n: &usize| matches!(text(*n), "-" | "--") || is_rule(text(*n));
    let start = if rule(&(at - 1)) && at > 1 { at - 1 } else { at };
    start..(at + 1 + LINES).min(blocks.len())
}

fn is_rule(text: &str) -> bool {
    text.len() >= 20 && text.bytes().all(|b| matches!(b, b'_' | b'-' | b'='))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    fn count(lines: &[&str]) -> usize {
        let blocks: Vec<Block> = lines.iter().map(|line| Block::new(Kind::Paragraph, *line)).collect();
        find(&blocks.iter().collect::<Vec<_>>()).len()
    }

    #[test]
    fn feet_of_lists() {
        let rule = "_______________________________________________";
        assert_eq!(count(&["The wheel turns.", "Ann", rule, "Mills mailing list", "Mills@example.org"]), 3);
        let leave = "To unsubscribe from this list: send the line \"unsubscribe mills\" to majordomo@example.org";
        assert_eq!(count(&["The wheel turns.", "--", leave]), 2);
        assert_eq!(count(&["The wheel turns.", rule, "It turned all night."]), 0);
        assert_eq!(count(&[leave]), 0);
    }
}
