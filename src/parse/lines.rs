//! What a line end means in Markdown that was not written as such: a space, a paragraph, a row of a table.

use std::ops::Range;

use crate::chars;

/// Whether the lines of a text that only happens to hold marks of Markdown are paragraphs: texts from the web have a
/// paragraph a line, with or without blank lines between.
///
/// Evidence: of the Chinese lines that another line follows directly, fewer than a third look wrapped. Nobody wraps before
/// column 40 or behind column 100, and a wrapped line hardly ever ends with a sentence. What has headings or fences is
/// written in Markdown, where a line end is a space.
pub(super) fn are_paragraphs(text: &str) -> bool {
    let marked = |line: &str| line.starts_with("```") || line.trim_start_matches('#').starts_with(' ');
    if text.lines().any(|line| line.starts_with(['#', '`']) && marked(line)) {
        return false;
    }
    let mut lines = text.lines().map(chars::trim).peekable();
    let (mut followed, mut wrapped) = (0_usize, 0_usize);
    while let Some(line) = lines.next() {
        let Some(next) = lines.peek() else { break };
        let plain = |line: &str| line.starts_with(|c: char| !c.is_ascii() || c == '*');
        // `* ` opens an item, and `|` stands in a table, in a bar of links and in little else.
        if !plain(line) || !plain(next) || line.starts_with("* ") || line.contains('|') {
            continue;
        }
        let Some(last) = line.chars().next_back().filter(|c| chars::is_wide(*c) || *c == '*') else { continue };
        followed += 1;
        // Lines of more than 300 bytes are wider than any page.
        let inside = line.len() <= 300 && (40..=100).contains(&chars::width(line));
        wrapped += usize::from(inside && !"。！？：；”」*".contains(last));
    }
    // Two such lines may be a coincidence.
    followed > 0 && (wrapped < 3 || wrapped * 3 < followed)
}

/// Whether a paragraph has several lines, each short of column 40 and in a script of wide characters: verse, or lines about
/// the text (`作者 | 甲`, `编辑 | 乙`).
pub(super) fn are_short(paragraph: &str) -> bool {
    // Wide gaps part the fields of a line, and nothing wraps there.
    let fields = |line: &str| line.len() <= 240 && line.trim().contains("\u{3000}\u{3000}");
    let short = |line: &str| {
        (line.len() <= 120 && chars::width(shown(line.trim())) < 40 || fields(line)) && !line.ends_with("  ")
    };
    let wide = |line: &str| line.chars().any(chars::is_wide);
    let text = paragraph.trim_end();
    let mut lines = text.lines();
    // The first line may be the name of a site, and a menu in another script below it.
    memchr::memchr(b'\n', text.as_bytes()).is_some()
        && text.lines().all(short)
        && !text.lines().all(|line| shown(line.trim()).len() < line.trim().len())
        && lines.next().is_some_and(wide)
        && text.lines().filter(|line| !wide(line)).count() <= 1
}

/// What is seen of a line that is nothing but a link.
fn shown(line: &str) -> &str {
    let inner = line.strip_prefix('[').and_then(|l| l.strip_suffix(')')).and_then(|l| l.split_once("]("));
    inner.filter(|(_, address)| !address.contains(['(', ' '])).map_or(line, |(said, _)| said)
}

/// Bytes of the shortest cell that is a paragraph: some 40 Han characters.
const PARAGRAPH: usize = 120;

/// The cells of a row in which something stands.
pub(super) fn cells(row: &str) -> usize {
    row.split('|').map(chars::trim).filter(|cell| !cell.is_empty()).count()
}

/// Whether a table, as Markdown has it, lays out a page that a converter took apart: a paragraph is all that one of its rows holds, and
/// few rows have two cells. Each cell is a block then.
pub(super) fn lays_out(table: &str) -> bool {
    let rows = || table.lines().filter(|row| !is_row(row) && !row.trim().is_empty());
    let prose = |row: &str| {
        let text = row.trim_matches(['|', ' ']);
        text.len() >= PARAGRAPH && chars::is_sentence(text) && cells(row) == 1
    };
    let wide = rows().filter(|row| cells(row) >= 2).count();
    (wide < 2 || wide * 2 < rows().count()) && rows().any(prose)
}

/// The stretch of a paragraph without the empty cells that a table of a page's layout left at its ends: `水车转起来了 | |`, `| 水车转起来了`. One bar
/// may be of the text, but for the only one, behind a sentence or in front of a line.
pub(super) fn without_cells(text: &str) -> Range<usize> {
    let bars = |part: &str| part.bytes().filter(|b| *b == b'|').count();
    let end = text.trim_end_matches(['|', ' ']).len();
    let gone = bars(&text[end..]);
    let alone = || gone == 1 && bars(&text[..end]) == 0 && chars::is_sentence(&text[..end]);
    let end = if gone >= 2 || alone() { end } else { text.len() };
    let start = end - text[..end].trim_start_matches(['|', ' ']).len();
    let start = if bars(&text[..start]) >= 2 || bars(&text[..end]) == 1 { start } else { 0 };
    start.min(end)..end
}

/// A row of a table without cells, `|` or `---|---`: pages laid out in tables leave it above their lines.
pub(super) fn is_row(line: &str) -> bool {
    // Nearly always the first byte tells.
    line.bytes().all(|b| matches!(b, b'|' | b'-' | b':') || b.is_ascii_whitespace()) && line.contains('|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_layout() {
        let prose = "水车修好以后，河边又热闹起来，老人和孩子天天都来看它转，卖茶的也把摊子搬到了桥头。";
        assert!(lays_out(&format!("水车转起来了 | |\n---|---|\n2004年02月02日 石桥日报 | |\n{prose} | |")));
        assert!(lays_out(&format!("转贴：水车 | 河边人 | 2005-03-21 |\n---|---|---\n{prose} |")));
        assert!(!lays_out(&format!("| 项目 | 数量 |\n|---|---|\n| 水斗 | 24 |\n| 轴 | 1 |\n| {prose} | |")));
        assert!(!lays_out("| 水斗 | |\n|---|---|\n| 轴 | |"));
    }

    fn blocks(markdown: &str) -> Vec<String> {
        let parsed = crate::parse::markdown::parse(markdown, &crate::parse::ParseOptions::default());
        parsed.blocks.iter().map(|b| b.text().to_owned()).collect()
    }

    #[test]
    fn the_first_cell_of_a_table_may_be_empty() {
        assert_eq!(
            blocks("| | 水斗 | 轴 |\n|---|---|---|\n| 春 | | 1 |\n| 秋 | 24 | |"),
            ["\t水斗\t轴\n春\t\t1\n秋\t24"]
        );
        assert!(blocks("| | |\n|---|---|\n| | |").is_empty());
    }

    #[test]
    fn rows_below_the_first_of_a_table_of_layout() {
        let prose = "水车修好以后，河边又热闹起来，老人和孩子天天都来看它转，卖茶的也把摊子搬到了桥头。";
        let table = format!(
            "| 水车 | 河边人 |\n|---|---|\n| {prose} | |\n| 姓名 | 水生 |\n| | 完 |\n| {prose} | |\n| 石桥 | |"
        );
        assert_eq!(blocks(&table), ["水车", "河边人", prose, "姓名\t水生", "完", prose, "石桥"]);
    }

    #[test]
    fn empty_cells_at_the_ends() {
        let left = |text: &'static str| &text[without_cells(text)];
        assert_eq!(left("水车转起来了 | |||"), "水车转起来了");
        assert_eq!(left("| 水车转起来了"), "水车转起来了");
        assert_eq!(left("未经授权不得转载。 |"), "未经授权不得转载。");
        assert_eq!(left("| | 首页 | 新闻 |"), "首页 | 新闻 |");
        for text in ["首页 | 新闻 |", "| 首页 | 新闻", "| 水车转了。 | 轴断了。 |", "P(A|B)", "||"] {
            assert_eq!(left(text).trim_matches('|'), text.trim_matches('|'), "{text}");
        }
    }
}
