//! Text without markup: a line a paragraph, or paragraphs between blank lines whose lines were wrapped.

use std::ops::Range;

use super::placed::Placed;
use super::tabbed;
use super::{ParseOptions, Parsed, code};
use crate::document::{Block, Kind};

/// Columns between which the wrapping of plain text lies in practice (mail 72, RFCs 72, Gutenberg 75, terminals 80).
const WRAP: std::ops::RangeInclusive<usize> = 40..=100;

/// Columns of the shortest line that breaks off: those of verse are shorter.
const BROKEN_OFF: usize = 48;

/// Fields of the shortest head of a letter, and bytes of the longest name of one.
const FIELDS: usize = 3;
const KEY: usize = 32;

/// Bytes of what stands in a bracket before a line breaks off, and half of what stands in it behind that.
const BROKEN: usize = 30;

/// Marks that open a list item in plain text.
const BULLETS: &[char] = &['•', '·', '●', '◦', '‣', '▪', '○', '■', '-', '*', '+'];

pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) after_blank: bool,
    /// Whether white space stands in front of a character of Chinese or its kin.
    indented: bool,
    /// Whether it is a run of code: all its lines.
    pub(super) code: bool,
}

impl Line<'_> {
    /// Display columns, the indent included.
    fn columns(&self) -> usize {
        columns(self.text) + if self.indented { 4 } else { 0 }
    }
}

pub(super) fn parse(text: &str, _: &ParseOptions) -> Parsed {
    parse_around(text, &code::find(text))
}

/// Parses a text of which some stretches are code.
pub(super) fn parse_around(text: &str, code: &[Range<usize>]) -> Parsed {
    let lines = lines(text, code);
    let indents = is_indented(&lines);
    let head = head(&lines);
    let width = wrap_width(&lines[head..], indents);
    let opens = |line: &Line<'_>| line.after_blank || indents && line.indented;
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    let mut open = Placed::new(text);
    let mut joined = false;
    let mut tables = tabbed::find(text, &lines).into_iter().peekable();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        if let Some(rows) = tables.next_if(|rows| rows.start + 1 == at) {
            if !open.text().is_empty() {
                blocks.push(block(std::mem::replace(&mut open, Placed::new(text)), joined));
            }
            at = rows.end;
            blocks.push(tabbed::block(text, &lines[rows]).with_joined(!line.after_blank));
            continue;
        }
        if line.code {
            if !open.text().is_empty() {
                blocks.push(block(std::mem::replace(&mut open, Placed::new(text)), joined));
            }
            blocks.extend(code::block(text, line.start..line.start + line.text.len()));
            continue;
        }
        let place = line.start..line.start + line.text.len();
        if !open.text().is_empty() {
            let wrapped = width.is_some() && at > head && list_mark(line.text).is_none();
            if !opens(line) && wrapped || !line.after_blank && is_broken(open.text(), line.text) {
                join(&mut open, line);
            } else {
                blocks.push(block(std::mem::replace(&mut open, Placed::new(text)), joined));
            }
        }
        if open.text().is_empty() {
            joined = !line.after_blank;
        }
        open.push(line.text, place);
        // The last line of a wrapped paragraph is short: what follows starts anew even without a blank line.
        if width.is_some_and(|w| is_short(line, w)) {
            blocks.push(block(std::mem::replace(&mut open, Placed::new(text)), joined));
        }
    }
    if !open.text().is_empty() {
        blocks.push(block(open, joined));
    }
    Parsed { blocks, ..Parsed::default() }
}

fn lines<'a>(text: &'a str, code: &[Range<usize>]) -> Vec<Line<'a>> {
    let mut lines = Vec::with_capacity(text.len() / 128 + 4);
    let mut at = 0;
    let mut after_blank = true;
    let mut code = code.iter().peekable();
    // A lone carriage return ends a line too (old Mac files); blocks never hold one.
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(range) = code.next_if(|range| range.start <= at) {
            let text = text.get(range.clone()).unwrap_or_default();
            lines.push(Line { text, start: range.start, after_blank: true, indented: false, code: true });
            // What follows does not go on with what stood above.
            after_blank = true;
            at = range.end;
            continue;
        }
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let (piece, _) = rest.split_at(end);
        let start = piece.trim_start();
        if !start.is_empty() {
            let indent = piece.len() - start.len();
            // In other scripts continued items of lists are indented as often as paragraphs.
            let indented = indent >= 2 && start.starts_with(|c| crate::chars::is_wide(c) || "“‘「『".contains(c));
            lines.push(Line { text: start.trim_end(), start: at + indent, after_blank, indented, code: false });
            after_blank = false;
        } else if piece.ends_with('\n') {
            // Carriage returns alone make no line a blank one, nor is one blank that they end a part of.
            let before = text.get(..at).unwrap_or_default();
            let line = before.rfind('\n').map_or(before, |newline| &before[newline + 1..]);
            after_blank |= line.trim().is_empty();
        }
        at += end;
    }
    lines
}

fn block(text: Placed<'_>, joined: bool) -> Block {
    let kind = if list_mark(text.text()).is_some() { Kind::ListItem } else { Kind::Paragraph };
    text.into_block(kind, char::is_whitespace).with_joined(joined)
}

/// Whether paragraphs begin with an indent that the lines wrapped below them do not have.
///
/// A first line and one or two more are the shortest paragraph that shows it; in verse and in texts with a line a paragraph
/// all lines are alike.
fn is_indented(lines: &[Line<'_>]) -> bool {
    let indented = lines.iter().filter(|l| l.indented).count();
    let below = || lines.windows(2).filter(|w| !w[1].after_blank && !w[1].indented);
    // None of the lines of a text that is indented as a whole stands below another.
    indented >= 2 && below().count() >= indented
}

/// Lines of the head of a letter, as mail has it, or of a book: each says something for itself, however long they are.
fn head(lines: &[Line<'_>]) -> usize {
    let name = |key: &str| {
        (1..=KEY).contains(&key.len())
            && key.starts_with(|c: char| c.is_ascii_uppercase())
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let field = |line: &Line<'_>| line.text.split_once(": ").is_some_and(|(key, _)| name(key));
    if !lines.first().is_some_and(field) {
        return 0;
    }
    let all = 1 + lines.iter().skip(1).take_while(|line| !line.after_blank).count();
    let fields = lines[..all].iter().filter(|line| field(line)).count();
    if fields >= FIELDS && fields * 2 >= all { all } else { 0 }
}

/// The column at which the text was wrapped, if it was.
///
/// Evidence: most lines that another line of their paragraph follows end within a fifth below one common width. Chinese text
/// is hardly ever wrapped by hand, and a list of short lines must not become one paragraph; so at least 8 such lines. Fewer show it
/// where they break off and the next goes on in small letters.
fn wrap_width(lines: &[Line<'_>], indents: bool) -> Option<usize> {
    let goes_on = |line: &Line<'_>| !(line.after_blank || indents && line.indented);
    let followed = || lines.windows(2).filter(|w| goes_on(&w[1])).map(|w| &w[0]);
    let broken = |w: &&[Line<'_>]| {
        goes_on(&w[1])
            && w[1].text.starts_with(char::is_lowercase)
            && w[0].text.ends_with(|c: char| c.is_alphanumeric() || c == ',')
            && (BROKEN_OFF..=*WRAP.end()).contains(&w[0].columns())
    };
    let broken = lines.windows(2).filter(broken).take(8).count();
    let least = if indents || broken >= 3 { 3 } else { 8 };
    if followed().take(least).count() < least || !lines.iter().skip(1).any(|l| l.after_blank) {
        return None;
    }
    let count = followed().count();
    let at = count * 19 / 20;
    // A character has at most four bytes and two columns, and no more columns than bytes: where too many lines are surely longer
    // or shorter than any that somebody wraps, none are counted.
    let long = followed().filter(|line| line.text.len() > 4 * WRAP.end()).count();
    let short = followed().filter(|line| line.text.len() + 4 < *WRAP.start()).count();
    if long >= count - at || short > at {
        return None;
    }
    let followed: Vec<usize> = followed().map(Line::columns).collect();
    let mut sorted = followed.clone();
    sorted.sort_unstable();
    let width = sorted[at];
    let near = followed.iter().filter(|c| **c <= width + 4 && **c * 5 >= width * 4).count();
    // With indents fewer lines show it, if all of them are full.
    let full = followed.len() >= 8 || broken * 2 >= followed.len() || followed.iter().all(|c| *c + 8 >= width);
    (WRAP.contains(&width) && near * 10 >= followed.len() * 7 && full).then_some(width)
}

/// Whether a line ends its paragraph in a text wrapped at a column. Chinese breaks anywhere, so no gap is left but for a mark
/// or a word of Latin letters that may not begin or end a line.
fn is_short(line: &Line<'_>, width: usize) -> bool {
    let columns = line.columns();
    let wide = line.text.chars().next_back().is_some_and(crate::chars::is_wide);
    columns * 4 < width * 3 || wide && columns + 8 < width
}

/// Whether a line breaks off in a bracket behind who somebody is, and the next one ends it: `……电 (记者` over `陈小河)今天上午……`.
fn is_broken(above: &str, below: &str) -> bool {
    // Hardly any line ends in such a word.
    if !above.ends_with(['者', '员', '員', '(', '（']) {
        return false;
    }
    let near = &above[above.floor_char_boundary(above.len().saturating_sub(BROKEN))..];
    let open = near.rfind(['(', '（']).is_some_and(|at| !near[at..].contains([')', '）']));
    let begins = &below[..below.floor_char_boundary(BROKEN * 2)];
    let name = |c: char| crate::chars::is_han(c) || c.is_whitespace() || c == '、';
    open && begins.find([')', '）']).is_some_and(|at| at > 0 && begins[..at].chars().all(name))
}

/// Display columns: wide characters count two. They are counted no further than to where no text is wrapped.
fn columns(text: &str) -> usize {
    let most = 2 * *WRAP.end();
    text.chars().take(most).map(|c| if crate::chars::is_wide(c) { 2 } else { 1 }).sum()
}

/// Joins a wrapped line: with a space between words, with none beside characters of scripts without spaces,
/// and with none after a hyphen that was there before wrapping.
fn join(held: &mut Placed<'_>, line: &Line<'_>) {
    let spaced = match (held.text().chars().next_back(), line.text.chars().next()) {
        (Some(a), Some(b)) => !(crate::chars::is_cjk(a) || crate::chars::is_cjk(b)),
        _ => false,
    };
    held.join(if spaced { " " } else { "" }, line.start);
}

/// The bullet that opens a list item, if one does: the mark and white space after it.
pub(crate) fn list_mark(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let mark = chars.next().filter(|c| BULLETS.contains(c))?;
    chars.next().filter(|c| c.is_whitespace())?;
    Some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        parse(text, &ParseOptions::default()).blocks.iter().map(|b| b.text().to_owned()).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        assert_eq!(texts("  第一段。\n\n第二段。\r\n第三段。"), ["第一段。", "第二段。", "第三段。"]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let line = "The river had risen in the night and carried the bridge away.";
        let para = [line; 5].join("\n");
        let text = format!("{para}\n\n{para}\n\n{para}\n");
        assert_eq!(texts(&text).len(), 3);
    }

    #[test]
    fn a_few_lines_that_go_on_in_small_letters_are_joined() {
        let text = "The wheel of the mill had not turned for three years, and those who\nwanted flour had to walk to the next town for it, which is ten miles\nfrom here, and back ten miles in the evening, also in the winter, or\nthey went without.\n\nAnn";
        assert_eq!(texts(text).len(), 2);
        let mail = "From: Ann Lee <ann@example.org> at the old mill by the river\nTo: Tom Hill <tom@example.org>\nSubject: the mill";
        assert_eq!(texts(&format!("{mail}\n\n{text}")).len(), 5);
    }

    #[test]
    fn lines_that_break_off_in_a_bracket_are_joined() {
        let text = "  石桥网北京2月4日电 (记者\n  陈小河)今天上午，水车转了。\n  大家都来看。";
        assert_eq!(texts(text), ["石桥网北京2月4日电 (记者陈小河)今天上午，水车转了。", "大家都来看。"]);
        assert_eq!(texts("老人（其中一位是记者\n水车转了。").len(), 2);
    }

    #[test]
    fn indents_begin_paragraphs() {
        let first = "　　村口的老水车停了整整三年今年入夏之前几位老木匠带着徒弟";
        let line = "把它一块板一块板地拆下来换了轴又重新装上去全村的人都来看";
        let para = format!("{first}\n{line}\n{line}\n水车转了。");
        let text = format!("水车\n\n第一章\n\n{para}\n{para}\n\n第二章\n\n{para}\n{para}\n{para}\n");
        assert_eq!(texts(&text).len(), 8);
        assert!(texts(&text)[2].ends_with("都来看水车转了。"));
    }

    #[test]
    fn short_lines_stay_lines() {
        let poem = "Over the hill\nthe moon is still\nand under it\nthe owls all sit\nuntil the day\ndrives them away\n\nend\na\nb";
        assert_eq!(texts(poem).len(), 9);
    }
}
