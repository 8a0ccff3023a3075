//! Sheets of what something is: entries of dictionaries, herbs, formulas, machines. What a line of one says of a source or an author is of
//! the thing and not of the text: `【出处】《战国策》` between `【解释】……` and `【近义词】……`.

use super::meta_line::KEYS;
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases;

/// Lines that are looked at above and below, and how many of them must have keys that no page has.
const REACH: usize = 8;
const LEAST: usize = 3;

/// Characters of a key.
const KEY: std::ops::RangeInclusive<usize> = 2..=6;

/// A line with a key.
#[derive(Clone, Copy)]
struct Field {
    /// Whether the key stands in a bracket.
    bracketed: bool,
    /// Whether a page has such a word, too, and whether that is the key of metadata.
    of_page: bool,
    keyed: bool,
}

/// Whether line `n` is of such a sheet: most lines beside it have the form of its key and keys of something else.
pub(in super::super) fn holds(blocks: &[&Block], n: usize) -> bool {
    let Some(own) = field(blocks[n]).filter(|own| own.keyed) else { return false };
    let alike = |b: &&Block| field(b).filter(|other| other.bracketed == own.bracketed);
    let above = blocks[..n].iter().rev().take(REACH).map_while(alike);
    let below = blocks[n + 1..].iter().take(REACH).map_while(alike);
    let (of_page, other): (Vec<Field>, Vec<Field>) = above.chain(below).partition(|field| field.of_page);
    other.len() >= LEAST && other.len() > of_page.len() + 1
}

fn field(block: &Block) -> Option<Field> {
    let text = chars::trim(block.text());
    let (key, value, bracketed) = match text.strip_prefix('【') {
        Some(rest) => rest.split_once('】').map(|(key, value)| (key, value, true))?,
        None => text.split_once([':', '：']).map(|(key, value)| (key, value, false))?,
    };
    // `编　辑：李敏`
    let key: String = key.chars().filter(|c| !c.is_whitespace()).collect();
    let fits = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Meta)
        && KEY.contains(&key.chars().count())
        && key.chars().all(chars::is_han)
        && !value.trim().is_empty();
    if !fits {
        return None;
    }
    let hit = phrases::opening(&key).filter(|hit| hit.range == (0..key.len()));
    let keyed = hit.as_ref().is_some_and(|hit| hit.classes.iter().any(|class| KEYS.contains(class)));
    Some(Field { bracketed, of_page: hit.is_some(), keyed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(lines: &[&str], n: usize) -> bool {
        let blocks: Vec<Block> = lines.iter().map(|line| Block::new(Kind::Paragraph, *line)).collect();
        holds(&blocks.iter().collect::<Vec<_>>(), n)
    }

    #[test]
    fn a_source_among_keys_of_a_thing_is_of_the_thing() {
        let entry = ["【拼音】huà shé", "【解释】做了多余的事。", "【出处】《石桥策》", "【近义词】多此一举"];
        assert!(held(&entry, 2));
        let page = ["时间：2019-05-17", "作者：陈小河", "来源：石桥日报", "点击：12", "频道：乡村"];
        assert!(!held(&page, 2));
        assert!(!held(&["编　辑：李敏", "一　审：周晓", "二　审：王强", "三　审：刘洋", "总监制：丁宁"], 0));
        assert!(!held(&["水车停了三年，修好了。", "来源：石桥日报", "编辑：李敏"], 1));
    }
}
