//! Headings in pairs of which the upper one ends in a mark: `钱从哪里来？` or `河口：` over `三个村合办水磨坊`. Alone such a line is prose, or says who speaks.

use super::super::layout::width;
use super::shapes::{is_closed, is_running};
use crate::census::Traits;
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::Words;

/// Pairs that tell of each other, and paragraphs to each: below a question with its answer in a line stands less, and so does below fields.
const PAIRS: usize = 3;
const PARAGRAPHS: usize = 2;

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
            // `他笑着说：` has below it what.
            && !speaks(text.trim_end_matches(['：', ':']))
            // `表 2.3：` has its name below it.
            && !block.census().traits.any(Traits::DIGIT)
            && n.checked_sub(1).is_none_or(|above| ends(blocks[above]))
            && blocks.get(n + 2).is_some_and(|b| is_running(b))
    };
    let found: Vec<usize> = (0..blocks.len()).filter(opens).collect();
    let below = found.first().map_or(0, |first| blocks[*first..].iter().filter(|b| is_running(b)).count());
    if below < PARAGRAPHS * found.len() {
        return Vec::new();
    }
    // `记者：` comes again and again.
    let mut texts: Vec<&str> = found.iter().map(|n| blocks[*n].text()).collect();
    texts.sort_unstable();
    texts.dedup();
    if texts.len() >= PAIRS && texts.len() == found.len() { found } else { Vec::new() }
}

/// Whether a line leads to what somebody says: `他笑着对我说`.
fn speaks(text: &str) -> bool {
    text.ends_with(['说', '說', '道', '问', '問', '答', '喊', '叫', '想', '讲', '講']) || Words::Said.ends(text)
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
    fn three_pairs_are_headings() {
        let prose = "磨坊停了三年，村里人每次磨面都要走十里山路到镇上去，来回大半天。";
        let pair = |upper: &'static str, lower: &'static str| [upper, lower, prose, prose];
        let text =
            |pairs: &[[&'static str; 4]]| -> Vec<&'static str> { [prose].into_iter().chain(pairs.concat()).collect() };
        let pairs = [
            pair("钱从哪里来？", "三个村合办水磨坊"),
            pair("活由谁来干？", "老人带着学徒"),
            pair("谁来接班？", "农闲时开课"),
        ];
        assert_eq!(of(&text(&pairs), &[2, 6, 10]), [1, 5, 9]);
        assert_eq!(of(&text(&pairs[..2]), &[2, 6]), [0; 0]);
        // Questions with an answer in a line, and a remark on it.
        let answers: Vec<&str> =
            text(&pairs).into_iter().enumerate().filter(|(n, _)| *n == 0 || n % 4 != 0).map(|(_, t)| t).collect();
        assert_eq!(of(&answers, &[2, 5, 8]), [0; 0]);
        let speech =
            [pair("他笑着对我说：", "水车转了"), pair("老人回头问：", "还停不停"), pair("我想了想回答：", "不停了")];
        assert_eq!(of(&text(&speech), &[2, 6, 10]), [0; 0]);
    }
}
