//! Tables of data become one block, a row a line; tables that only lay out a page stay blocks.

use super::flag;
use super::walk::Item;
use crate::document::Kind;
use crate::model::measure::measure;

/// A cell longer than this (units) speaks for layout.
const LONG_CELL: f32 = 60.0;

/// Joins the items of every table that holds data.
pub(super) fn join(items: Vec<Item>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    let mut rest = items.into_iter().peekable();
    while let Some(first) = rest.next() {
        if first.table == 0 || first.row == 0 {
            out.push(first);
            continue;
        }
        let table = first.table;
        let mut run = vec![first];
        while let Some(next) = rest.next_if(|i| i.table == table) {
            run.push(next);
        }
        if is_data(&run) { out.push(joined(run)) } else { out.extend(run) }
    }
    out
}

/// Two rows of two cells at least, short cells, hardly any cell of more than one block, and no headings in it.
fn is_data(run: &[Item]) -> bool {
    let (mut rows, mut wide, mut cells, mut extra) = (0, 0, 0, 0);
    let (mut row, mut cell, mut in_row) = (u32::MAX, u32::MAX, 0);
    for item in run {
        if item.kind.is_heading() || item.kind == Kind::Code || measure(&item.text).units > LONG_CELL {
            return false;
        }
        if item.row != row {
            wide += usize::from(in_row >= 2);
            rows += 1;
            (row, cell) = (item.row, u32::MAX);
            in_row = 0;
        }
        if item.cell != cell {
            cell = item.cell;
            in_row += 1;
            cells += 1;
        } else {
            extra += 1;
        }
    }
    wide += usize::from(in_row >= 2);
    rows >= 2 && wide * 2 >= rows && wide >= 2 && extra * 4 <= cells
}

/// Empty cells stay as what parts them, so that all rows have the same columns, but for those at the ends of rows and those of columns in which
/// nothing stands.
fn joined(run: Vec<Item>) -> Item {
    let mut columns: Vec<u32> = run.iter().map(|item| item.cell).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut text = String::new();
    let mut links = Vec::new();
    let (mut row, mut column) = (0, 0);
    let mut link_chars = 0;
    let mut whole: Option<Item> = None;
    for item in run {
        let at = columns.binary_search(&item.cell).unwrap_or(0);
        if whole.is_none() || item.row != row {
            text.push_str(if whole.is_none() { "" } else { "\n" });
            column = 0;
        } else if at == column {
            text.push(' ');
        }
        text.extend(std::iter::repeat_n('\t', at.saturating_sub(column)));
        (row, column) = (item.row, at);
        let from = u32::try_from(text.len()).unwrap_or(u32::MAX);
        for mut link in item.links.iter().take(32usize.saturating_sub(links.len())).cloned() {
            link.text = link.text.start.saturating_add(from)..link.text.end.saturating_add(from);
            links.push(link);
        }
        text.push_str(&item.text.replace(['\n', '\t'], " "));
        link_chars += item.link_chars;
        whole.get_or_insert(item);
    }
    let empty = || Item {
        text: String::new(),
        kind: Kind::Table,
        elem: 0,
        inner: 0,
        flags: 0,
        link_chars: 0,
        links: Vec::new(),
        bold: false,
        row: 0,
        cell: 0,
        table: 0,
        broken: false,
        pictured: false,
        framed: false,
    };
    let item = whole.unwrap_or_else(empty);
    // The block stands where the table stands; a frame around it makes no picture of it.
    let flags = item.flags & !flag::FIGURE;
    Item { text, kind: Kind::Table, links, link_chars, bold: false, elem: item.table, inner: item.table, flags, ..item }
}

#[cfg(test)]
mod tests {
    use crate::parse::ParseOptions;
    use crate::parse::html::parse_fragment;

    fn texts(html: &str) -> Vec<String> {
        parse_fragment(html, &ParseOptions::default()).blocks.iter().map(|b| b.text().to_owned()).collect()
    }

    #[test]
    fn rows_keep_their_columns() {
        let table = "<table><tr><th></th><th>水斗</th><th>轴</th></tr><tr><td>春</td><td> </td><td>1</td></tr>\
                     <tr><td>秋</td><td>24</td><td></td></tr></table>";
        assert_eq!(texts(table), ["\t水斗\t轴\n春\t\t1\n秋\t24"]);
    }

    #[test]
    fn columns_without_cells_go() {
        let row = |a, b| format!("<tr><td></td><td>{a}</td><td><img src=x></td><td>{b}</td></tr>");
        let table = format!("<table>{}{}</table>", row("水斗", "24"), row("轴", "1"));
        assert_eq!(texts(&table), ["水斗\t24\n轴\t1"]);
    }

    #[test]
    fn a_table_in_a_cell_has_columns_of_its_own() {
        let inner = "<table><tr><td>水斗</td><td>24</td></tr><tr><td>轴</td><td>1</td></tr></table>";
        let all = texts(&format!("<table><tr><td></td><td></td><td>{inner}</td><td>二</td></tr></table>"));
        assert_eq!(all, ["水斗\t24\n轴\t1", "二"]);
    }
}
