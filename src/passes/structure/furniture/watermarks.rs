//! What a site puts behind the last sentence of its paragraphs, so that it shows where they were copied: `……。BMU石桥出版网_石桥综合门户`.

use std::collections::BTreeMap;

use super::super::layout::is_prose;
use crate::chars;
use crate::document::{Block, Kind};

/// Bytes of the shortest and of the longest watermark.
const SHORTEST: usize = 12;
const LONGEST: usize = 160;

/// Paragraphs that must end in it, and the share of all prose that they must be.
const PARAGRAPHS: usize = 3;
const SHARE: usize = 2;

/// Paragraphs of prose that end in the same words behind their last sentence, and where these begin.
pub(in super::super) fn find<'a>(blocks: &[&'a Block]) -> Vec<(&'a Block, usize)> {
    let paragraphs = || blocks.iter().copied().filter(|b| b.kind() == Kind::Paragraph);
    let mut found: BTreeMap<&str, Vec<(&Block, usize)>> = BTreeMap::new();
    for block in paragraphs() {
        if let Some(at) = behind_sentence(block.text()) {
            found.entry(&block.text()[at..]).or_default().push((block, at));
        }
    }
    if found.values().all(|blocks| blocks.len() < PARAGRAPHS) {
        return Vec::new();
    }
    let all = paragraphs().filter(|b| is_prose_or_stamped(b)).count();
    let most = |blocks: &Vec<(&Block, usize)>| blocks.len() >= PARAGRAPHS && blocks.len() * SHARE >= all;
    found.into_values().filter(most).flatten().collect()
}

/// Prose, or a paragraph of sentences with something behind the last.
fn is_prose_or_stamped(block: &Block) -> bool {
    is_prose(block) || behind_sentence(block.text()).is_some()
}

/// Where that begins which stands behind the last sentence of a text, if it is no sentence, bracket or note of who said it.
fn behind_sentence(text: &str) -> Option<usize> {
    // Most paragraphs end in a full stop.
    if chars::is_sentence(text) {
        return None;
    }
    let near = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
    let stop = text[near..].rfind(['。', '！', '？'])? + near;
    let end = stop + text[stop..].chars().next().map_or(0, char::len_utf8);
    let rest = text[end..].trim_start_matches(chars::is_closing);
    let plain = rest.trim_start();
    let fits = plain.len() >= SHORTEST && plain.starts_with(|c: char| c.is_alphanumeric());
    fits.then_some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(texts: &[&str]) -> Vec<Block> {
        texts.iter().map(|text| Block::new(Kind::Paragraph, *text)).collect()
    }

    #[test]
    fn watermarks_are_what_most_paragraphs_end_in() {
        let marked = blocks(&[
            "水车停了三年，今年春天又转起来了，河边的人都来看。QKX石桥出版网_石桥综合门户",
            "老人们说，从前河上有十二座水车，磨一天面要走三里路。QKX石桥出版网_石桥综合门户",
            "修水车的木匠说：“轴是新换的，水斗还是老的。”QKX石桥出版网_石桥综合门户",
        ]);
        let found = find(&marked.iter().collect::<Vec<_>>());
        let tails: Vec<&str> = found.iter().map(|(b, at)| &b.text()[*at..]).collect();
        assert_eq!(tails, ["QKX石桥出版网_石桥综合门户"; 3]);
        // Two of them, half of the paragraphs each.
        let halves: Vec<Block> = (0..6)
            .map(|n| format!("水车停了三年，今年春天又转起来了，河边的人都来看。QKX石桥出版网{}", ["甲", "乙"][n % 2]))
            .map(|text| Block::new(Kind::Paragraph, text))
            .collect();
        assert_eq!(find(&halves.iter().collect::<Vec<_>>()).len(), 6);
        let signed = blocks(&[
            "水车停了三年，今年春天又转起来了，河边的人都来看。石桥村村民陈小河",
            "老人们说，从前河上有十二座水车，磨一天面要走三里路。石桥村村民李敏",
            "修水车的木匠说，轴是新换的，水斗还是老的，还能用。",
        ]);
        assert_eq!(find(&signed.iter().collect::<Vec<_>>()).len(), 0);
    }
}
