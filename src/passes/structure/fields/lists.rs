//! Lines that look like metadata and are the rows of a list: days one below the other, who made each thing of several.

use super::super::layout::Layout;
use super::imprints::Found;
use crate::document::Block;
use crate::meta::MetaKey;

/// Bytes of the longest row.
const LONGEST: usize = 120;

/// Rows that are a list.
const ROWS: usize = 3;

/// Drops days without a key, one directly below the other (`1937年8月13日` over `1960年11月2日` and so on), and writers behind the same key
/// with other lines between them (`《秋天的水车》`, `作者：陈小雨`, `《我的外婆》`, `作者：李浩然`).
pub(in super::super) fn drop_rows(layout: &Layout<'_>, lines: &mut Vec<(usize, Found)>) {
    let text = |n: usize| layout.blocks[n].text();
    let day = |(n, found): &(usize, Found)| {
        matches!(found.as_slice(), [(MetaKey::Date, _)]) && text(*n).starts_with(|c: char| c.is_ascii_digit())
    };
    let writer = |(_, found): &(usize, Found)| matches!(found.as_slice(), [(MetaKey::Author, _)]);
    let mut rows: Vec<usize> = Vec::new();
    let days: Vec<usize> = lines.iter().filter(|line| day(line)).map(|(n, _)| *n).collect();
    for run in days.chunk_by(|a, b| a + 1 == *b).filter(|run| run.len() >= ROWS) {
        rows.extend(run);
    }
    let key = |text: &str| {
        let word = text.split([':', '：']).next().filter(|key| key.len() < text.len()).unwrap_or(text);
        word.split(' ').next().unwrap_or_default().to_lowercase()
    };
    let writers: Vec<usize> = lines.iter().filter(|line| writer(line)).map(|(n, _)| *n).collect();
    let apart = |pair: &[usize]| pair[0] + 1 < pair[1] && key(text(pair[0])) == key(text(pair[1]));
    if writers.len() > 1 && writers.windows(2).all(apart) {
        // One of them may name nobody: `by an unknown hand`.
        let first = key(text(writers[0]));
        let same = |b: &&&Block| b.text().len() <= LONGEST && key(b.text()) == first;
        if layout.blocks.iter().filter(same).nth(ROWS - 1).is_some() {
            rows.extend(writers);
        }
    }
    if !rows.is_empty() {
        lines.retain(|(n, _)| !rows.contains(n));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    fn left(texts: &[(&str, Option<MetaKey>)]) -> usize {
        let blocks: Vec<Block> = texts.iter().map(|(text, _)| Block::new(Kind::Paragraph, *text)).collect();
        let layout = Layout { blocks: blocks.iter().collect(), first: blocks.len(), last: 0 };
        let found = texts.iter().enumerate().filter_map(|(n, (_, key))| Some((n, vec![((*key)?, String::new())])));
        let mut lines: Vec<(usize, Found)> = found.collect();
        drop_rows(&layout, &mut lines);
        lines.len()
    }

    #[test]
    fn rows_are_no_fields() {
        let (date, author) = (Some(MetaKey::Date), Some(MetaKey::Author));
        assert_eq!(left(&[("1937年8月13日", date), ("1960年11月2日", date), ("2008年5月12日", date)]), 0);
        assert_eq!(left(&[("2021-03-04", date), ("2021-03-05", date)]), 2);
        assert_eq!(
            left(&[("作者：甲", author), ("水车", None), ("作者：乙", author), ("桥", None), ("作者：丙", author)]),
            0
        );
        assert_eq!(left(&[("作者：甲", author), ("摄影：乙", author), ("记者：丙", author)]), 3);
        assert_eq!(
            left(&[("by Ann", author), ("Mill", None), ("by Ida", author), ("Goat", None), ("by a hand", None)]),
            0
        );
    }
}
