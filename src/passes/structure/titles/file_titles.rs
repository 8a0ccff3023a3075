//! Titles that went through the name of a file: marks that a name may not hold became `_`, and the text still has them.

use crate::chars;
use crate::document::Document;

/// Characters of the longest quotation, and of what stands on either side of one mark.
const QUOTED: usize = 24;
const BESIDE: usize = 2;

/// Marks that names of files may not hold, as they stand in Chinese text.
const MARKS: &[char] =
    &['“', '”', '"', '/', ':', '：', '?', '？', '*', '|', '｜', '<', '>', '《', '》', '「', '」', '\\'];

/// The title with the marks that the text has where the title has `_`: `新一轮_倍增计划_名单` of a text on a `“倍增计划”`. `None`
/// if nothing in the text tells.
pub(in super::super) fn restored(title: &str, doc: &Document) -> Option<String> {
    if !title.contains('_') || !title.chars().any(chars::is_han) {
        return None;
    }
    let texts = || doc.all_blocks().map(|b| b.text());
    let mut pieces: Vec<String> = title.split('_').map(str::to_owned).collect();
    // Marks that stand between pieces; `_` until the text tells.
    let mut marks = vec!["_".to_owned(); pieces.len() - 1];
    for n in 1..pieces.len() - 1 {
        let piece = pieces[n].as_str();
        let quoted = (1..=QUOTED).contains(&piece.chars().count()) && marks[n - 1] == "_";
        let pair = |open: &str, close: &str| texts().any(|text| text.contains(&format!("{open}{piece}{close}")));
        let found = [("“", "”"), ("「", "」"), ("《", "》"), ("\"", "\"")].into_iter().filter(|_| quoted);
        if let Some((open, close)) = found.into_iter().find(|(open, close)| pair(open, close)) {
            (marks[n - 1], marks[n]) = (open.to_owned(), close.to_owned());
        }
    }
    for n in 0..marks.len() {
        let (left, right) = (&pieces[n], &pieces[n + 1]);
        let left: String = left.chars().skip(left.chars().count().saturating_sub(BESIDE)).collect();
        let right: String = right.chars().take(BESIDE).collect();
        if marks[n] != "_" || left.is_empty() || right.is_empty() {
            continue;
        }
        let mark = MARKS.iter().find(|mark| texts().any(|text| text.contains(&format!("{left}{mark}{right}"))));
        marks[n] = mark.map_or_else(|| "_".to_owned(), |mark| mark.to_string());
    }
    let told = marks.iter().any(|mark| mark != "_");
    marks.push(String::new());
    pieces.iter_mut().zip(marks).for_each(|(piece, mark)| piece.push_str(&mark));
    told.then(|| pieces.concat())
}

/// Bytes of the longest name of a file in a store, with what the file is.
const FILED: usize = 120;

/// `EX-99.1 2 v1234_ex99-1.htm`, `22971 | 2989`: what a store of documents calls a file.
pub(in super::super) fn is_filed(text: &str) -> bool {
    if text.len() > FILED {
        return false;
    }
    let file = |w: &str| [".htm", ".html", ".txt", ".pdf"].iter().any(|end| w.to_ascii_lowercase().ends_with(end));
    let mut words = text.split(' ');
    let number = |w: &str| !w.is_empty() && w.len() <= 3 && w.bytes().all(|b| b.is_ascii_digit());
    let stored = text.is_ascii() && words.nth(1).is_some_and(number) && words.next().is_some_and(file);
    stored || text.contains('|') && !text.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::is_filed;

    #[test]
    fn names_of_files() {
        assert!(
            is_filed("EX-99.1 2 v1234_ex99-1.htm") && is_filed("10-K 1 mill.htm FORM 10-K") && is_filed("1234 | 56")
        );
        assert!(!is_filed("The 2 mills of Riverton") && !is_filed("1984") && !is_filed("Mill | Riverton Gazette"));
    }
}
