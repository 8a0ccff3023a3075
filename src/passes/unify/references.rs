//! Entries of reference lists, rows of tables and half-open intervals: their marks are a form of their own.

use std::ops::Range;

use crate::chars;
use crate::document::Block;

/// What GB/T 7714 calls kinds of sources: books, articles, theses, papers, collections, standards, reports, patents, data.
const TYPES: [&str; 16] =
    ["M", "J", "D", "N", "C", "S", "R", "P", "G", "A", "Z", "EB/OL", "J/OL", "M/OL", "N/OL", "DB/OL"];

/// Whether a line names the kind of its source as reference lists do: `陈小河. 石桥志[M]. 北京: …`.
pub(super) fn has_type(line: &str) -> bool {
    line.match_indices('[').any(|(at, _)| {
        let Some((kind, rest)) = line[at + 1..].split_once(']') else { return false };
        // An index of some formula (`a[M]`) stands behind a letter, and nothing of a source behind it.
        let titled =
            line[..at].trim_end().chars().next_back().is_some_and(|c| chars::is_han(c) || chars::is_closing(c));
        TYPES.contains(&kind) && titled && (rest.is_empty() || rest.trim_start().starts_with(['.', ',', '/', ':']))
    })
}

/// Whether a line is an entry of a reference list: it names the kind of its source, or its parts end in a stop and a space
/// and the last one in a year or a page (`陈小河. 石桥志. 水车出版社，2018.`).
pub(super) fn is_reference(line: &str) -> bool {
    if has_type(line) {
        return true;
    }
    let Some(body) = line.trim_end().strip_suffix('.') else { return false };
    let ends_in_number = body.trim_end_matches([')', '）']).ends_with(|c: char| c.is_ascii_digit());
    let mut stops = body.match_indices('.').filter(|(at, _)| body[..*at].ends_with(chars::is_han)).peekable();
    ends_in_number
        && stops.peek().is_some()
        && stops.all(|(at, _)| body[at + 1..].starts_with(' '))
        && body
            .split(|c: char| !c.is_ascii_digit())
            .any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
}

/// The line of a text that holds a place.
pub(super) fn line(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    text[start..].split('\n').next().unwrap_or("")
}

/// Whether what stands between two round brackets holds square ones in pairs: `(a,b]` and `[0,1)` are brackets of two
/// intervals, not of a pair.
pub(super) fn is_balanced(between: &str) -> bool {
    let mut depth = 0i32;
    for b in between.bytes() {
        depth += i32::from(b == b'[') - i32::from(b == b']');
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// Rows of a table, and commas in each, from which on they are one.
const ROWS: usize = 3;
const COMMAS: usize = 2;
/// Characters of a cell at most.
const CELL: usize = 24;

/// Lines that are rows of a table in commas (`2019-06-01,石门,3.12,陈小河`): several in a row, each of as many short cells,
/// and one column of numbers below its head. Whose they are, and where in its text.
pub(super) fn rows<'a>(blocks: impl Iterator<Item = &'a Block>) -> Vec<(&'a Block, Range<usize>)> {
    let mut found = Vec::new();
    let mut run: Vec<(&Block, Range<usize>, &str)> = Vec::new();
    let mut close = |run: &mut Vec<(&'a Block, Range<usize>, &'a str)>| {
        if run.len() >= ROWS && has_numbers(run.iter().map(|(_, _, line)| *line)) {
            found.extend(run.drain(..).map(|(block, range, _)| (block, range)));
        }
        run.clear();
    };
    for block in blocks {
        // Hardly any block has a row.
        if memchr::memchr_iter(b',', block.text().as_bytes()).nth(COMMAS - 1).is_none() {
            close(&mut run);
            continue;
        }
        let mut at = 0;
        for line in block.text().split('\n') {
            let range = at..at + line.len();
            at = range.end + 1;
            let cells = cells(line);
            if run.first().is_some_and(|(_, _, first)| Some(first.split(',').count()) != cells) {
                close(&mut run);
            }
            if cells.is_some() {
                run.push((block, range, line));
            }
        }
    }
    close(&mut run);
    found
}

/// How many cells a line has that may be a row.
fn cells(line: &str) -> Option<usize> {
    memchr::memchr_iter(b',', line.as_bytes()).nth(COMMAS - 1)?;
    let is_cell = |cell: &str| {
        !cell.starts_with(char::is_whitespace)
            && cell.chars().nth(CELL).is_none()
            && !cell.contains(['。', '！', '？', '；', '，', '!', '?', ';'])
    };
    line.split(',').all(is_cell).then(|| line.split(',').count())
}

/// Whether a column holds nothing but numbers and dates below the first row.
fn has_numbers<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let number = |cell: &str| {
        cell.starts_with(|c: char| c.is_ascii_digit() || c == '-')
            && cell.bytes().all(|b| b.is_ascii_digit() || b"-/:.%".contains(&b))
    };
    let rows: Vec<Vec<bool>> = lines.skip(1).map(|line| line.split(',').map(number).collect()).collect();
    let width = rows.first().map_or(0, Vec::len);
    (0..width).any(|column| rows.iter().all(|row| row.get(column).copied().unwrap_or(false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_rows() {
        assert!(is_reference("陈小河. 石桥志. 水车出版社，2018."));
        assert!(!is_reference("早餐很不错. 服务也很好."));
        assert!(!is_reference("早餐很不错.服务也很好，我们2018年还来住了3."));
        assert!(has_type("[2] 李敏. 石桥志[M]. 北京: 水车出版社, 2004."));
        assert!(!has_type("见附录[A]的说明"));
        assert_eq!(cells("2019-06-01,石门,3.12"), Some(3));
        assert_eq!(cells("今天,我们去了公园,玩得很开心。"), None);
        assert!(has_numbers(["日期,地点,水位", "06-01,石门,3.12", "06-02,石门,3.15"].into_iter()));
        assert!(!has_numbers(["春天,来了,花开", "夏天,来了,蝉鸣", "秋天,来了,叶落"].into_iter()));
    }
}
