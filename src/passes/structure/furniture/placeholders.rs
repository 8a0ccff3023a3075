//! What a browser for terminals prints in the place of pictures: the name of the file, cut off, in brackets (`[mill-wheel]`, `[f87a220e9c]`).

use crate::document::{Block, Document, Kind};

/// Bytes of the longest, and how many of them, different ones, tell of such a browser: one may be a mark of the text.
const LONGEST: usize = 48;
const LEAST: usize = 2;

/// The lines of nothing but pictures, and the bytes of those in front of other lines.
pub(in super::super) fn pictures(doc: &Document) -> Vec<(&Block, usize)> {
    // Most lines begin with none.
    if !doc.all_blocks().any(|b| b.text().starts_with('[')) {
        return Vec::new();
    }
    let all: Vec<&Block> = doc.all_blocks().collect();
    among(&all).into_iter().filter(|(block, _)| block.cut_by().is_none()).collect()
}

fn among<'a>(blocks: &[&'a Block]) -> Vec<(&'a Block, usize)> {
    let line = |b: &&&Block| matches!(b.kind(), Kind::Paragraph | Kind::ListItem) && b.text().starts_with('[');
    let opening: Vec<(&Block, &str)> =
        blocks.iter().filter(line).filter_map(|b| Some((*b, picture(b.text())?))).collect();
    let mut different: Vec<&str> =
        opening.iter().filter(|(b, name)| name.len() == b.text().trim_end().len()).map(|(_, name)| *name).collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < LEAST {
        return Vec::new();
    }
    opening
        .into_iter()
        .filter_map(|(block, first)| {
            let mut rest = block.text()[first.len()..].trim_start();
            while let Some(next) = picture(rest) {
                rest = rest[next.len()..].trim_start();
            }
            // Before words only what no person would write is a picture.
            let made = first.bytes().filter(u8::is_ascii_digit).count() >= 3;
            (rest.is_empty() || made).then_some((block, block.text().len() - rest.len()))
        })
        .collect()
}

/// `[mill-wheel]` at the beginning of a line: a name of letters and digits with a mark or a number in it. `[applause]` and `[12]` are of texts.
fn picture(text: &str) -> Option<&str> {
    let end = text.find(']')? + 1;
    let name = text.strip_prefix('[')?.get(..end.checked_sub(2)?)?;
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let letters = name.bytes().any(|b| b.is_ascii_alphabetic());
    let marked = name.bytes().any(|b| b.is_ascii_digit() || matches!(b, b'-' | b'_'));
    (end <= LONGEST && name.len() >= 4 && plain && letters && marked && !name.starts_with('-')).then(|| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[&str]) -> Vec<usize> {
        let blocks: Vec<Block> = lines.iter().map(|line| Block::new(Kind::Paragraph, *line)).collect();
        among(&blocks.iter().collect::<Vec<_>>()).into_iter().map(|(_, end)| end).collect()
    }

    #[test]
    fn names_of_files_in_brackets() {
        assert_eq!(found(&["[mill-wheel]", "[f87a220e9c] by Ann Lee", "The mill turns.", "[img_20]"]), [12, 13, 8]);
        assert!(found(&["[mill-wheel]", "The mill turns.", "[mill-wheel]"]).is_empty());
        assert!(found(&["[applause]", "[laughter]", "[12]", "[TODO]"]).is_empty());
    }
}
