//! Headings in pairs of which the upper one ends in a mark: `钱从哪里来？` or `河口：` over `三个村合办水磨坊`. Alone such a line is prose, or says who speaks.

use super::super::layout::width;
use super::shapes::{is_closed, is_running};
use crate::census::Traits;
use crate::chars;
use crate::document::{Block, Kind};

/// Pairs that tell of each other.
const PAIRS: usize = 2;

/// Widths of the upper line.
const NARROWEST: usize = 6;
const WIDEST: usize = 40;

/// The upper lines of such pairs among blocks of which `candidates` says which look like headings.
pub(in super::super) fn find(blocks: &[&Block], candidates: &[bool]) -> Vec<usize> {
    // A caption may stand between.
    let ends = |block: &Block| is_running(block) && (block.kind() != Kind::Paragraph || is_closed(block.text()));
    let opens = |n: &usize| {
        let block = blocks[*n];
        let text = chars::trim_end(block.text());
        let below = |m: usize| candidates.get(m).is_some_and(|candidate| *candidate);
        text.ends_with(['？', '?', '：', ':'])
            && !candidates[*n]
            && below(n + 1)
            && !below(n + 2)
            && block.kind() == Kind::Paragraph
            && (NARROWEST..=WIDEST).contains(&width(block))
            && !text.contains(['。', '，', '；', '！', ',', '\t'])
            // `表 2.3：` has its name below it.
            && !block.census().traits.any(Traits::DIGIT)
            && n.checked_sub(1).is_none_or(|above| ends(blocks[above]))
            && blocks.get(n + 2).is_some_and(|b| is_running(b))
    };
    let found: Vec<usize> = (0..blocks.len()).filter(opens).collect();
    // `记者：` comes again and again.
    let mut texts: Vec<&str> = found.iter().map(|n| blocks[*n].text()).collect();
    texts.sort_unstable();
    texts.dedup();
    if texts.len() >= PAIRS && texts.len() == found.len() { found } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str], candidates: &[usize]) -> Vec<usize> {
        let blocks: Vec<Block> = lines.iter().map(|line| Block::new(Kind::Paragraph, *line)).collect();
        let wanted: Vec<bool> = (0..lines.len()).map(|n| candidates.contains(&n)).collect();
        find(&blocks.iter().collect::<Vec<_>>(), &wanted)
    }

    #[test]
    fn two_pairs_are_headings() {
        let prose = "磨坊停了三年，村里人每次磨面都要走十里山路到镇上去，来回大半天。";
        let lines = [prose, "钱从哪里来？", "三个村合办水磨坊", prose, "活由谁来干？", "老人带着学徒", prose];
        assert_eq!(of(&lines, &[2, 5]), [1, 4]);
        assert_eq!(of(&lines[..4], &[2]), [0; 0]);
        let speech = [prose, "记者说说：", "三个村合办水磨坊", prose, "记者说说：", "老人带着学徒", prose];
        assert_eq!(of(&speech, &[2, 5]), [0; 0]);
    }
}
