//! Tables in plain text: lines with the same number of tabs are the rows of one, and keep their cells.

use std::ops::Range;

use super::placed::Placed;
use super::text::Line;
use crate::chars;
use crate::document::{Block, Kind};

/// Rows of the smallest table of two columns; one tab alone may set a line in or part a name from what is said.
const ROWS: usize = 3;

/// Columns that the widest cell of a table takes: some 40 Han characters.
const WIDEST: usize = 80;

/// The tables among the lines of a text, in their order.
///
/// A line of two tabs and more is a row where the next one has as many. In each column something stands, or the tabs only set apart what
/// follows (`甲⇥⇥水车转了`), and most rows fill two cells, or they only set in.
pub(super) fn find(text: &str, lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut tables = Vec::new();
    // Hardly any text has tabs.
    if memchr::memchr(b'\t', text.as_bytes()).is_none() {
        return tables;
    }
    let tabs = |line: &Line<'_>| match line.code {
        true => 0,
        false => row(text, line).bytes().filter(|b| *b == b'\t').count(),
    };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let count = tabs(line);
        let goes_on = |line: &&Line<'_>| count > 0 && !line.after_blank && tabs(line) == count;
        let end = at + 1 + lines[at + 1..].iter().take_while(goes_on).count();
        let rows = &lines[at..end];
        if count > 0 && rows.len() >= if count == 1 { ROWS } else { 2 } && is_table(text, rows, count + 1) {
            tables.push(at..end);
        }
        at = end;
    }
    tables
}

fn is_table(text: &str, rows: &[Line<'_>], columns: usize) -> bool {
    let mut filled = vec![false; columns];
    let mut full = 0;
    for line in rows {
        let mut cells = 0;
        for (cell, filled) in row(text, line).split('\t').map(chars::trim).zip(&mut filled) {
            if cell.len() > 4 * WIDEST || chars::width(cell) > WIDEST {
                return false;
            }
            *filled |= !cell.is_empty();
            cells += usize::from(!cell.is_empty());
        }
        full += usize::from(cells >= 2);
    }
    full * 2 > rows.len() && filled.iter().all(|filled| *filled)
}

/// A line with the tabs at its ends.
fn row<'a>(text: &'a str, line: &Line<'_>) -> &'a str {
    let range = place(text, line);
    text.get(range).unwrap_or_default()
}

fn place(text: &str, line: &Line<'_>) -> Range<usize> {
    let end = line.start + line.text.len();
    let (before, after) = (text.get(..line.start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let space = |c: char| c.is_whitespace() && !matches!(c, '\n' | '\r');
    let (before, after) =
        (before.len() - before.trim_end_matches(space).len(), after.len() - after.trim_start_matches(space).len());
    line.start - before..end + after
}

/// The block of a table with these rows.
pub(super) fn block(text: &str, rows: &[Line<'_>]) -> Block {
    let mut table = Placed::new(text);
    for (n, line) in rows.iter().enumerate() {
        let place = place(text, line);
        if n > 0 {
            table.join("\n", place.start);
        }
        table.push(text.get(place.clone()).unwrap_or_default(), place);
    }
    table.into_block(Kind::Table, |c| c.is_whitespace() && c != '\t')
}

#[cfg(test)]
mod tests {
    use crate::document::Kind;
    use crate::parse::{ParseOptions, text};

    fn tables(source: &str) -> Vec<String> {
        let blocks = text::parse(source, &ParseOptions::default()).blocks;
        blocks.iter().filter(|b| b.kind() == Kind::Table).map(|b| b.text().to_owned()).collect()
    }

    #[test]
    fn rows_of_tables() {
        let rows = "部件\t木料\t数量\r\n水斗\t\t24\r\n轴\t柏木\t\r\n\t松木\t6";
        let text = format!("水车的部件\n\n{rows}\n\n以上由木匠清点。");
        assert_eq!(tables(&text), [rows.replace('\r', "")]);
        assert_eq!(tables(&tables(&text)[0]), tables(&text));
        assert_eq!(tables("水斗\t24\n轴\t1\n闸\t2"), ["水斗\t24\n轴\t1\n闸\t2"]);
    }

    #[test]
    fn other_tabs() {
        for text in [
            "\t\t水车转了。\n\t\t他笑了。",
            "甲\t\t水车转了。\n乙\t\t是啊。",
            "水斗\t24\n轴\t1",
            "第一章\t水车\t1\n\n第二章\t轴\t9",
        ] {
            assert!(tables(text).is_empty(), "{text}");
        }
    }
}
