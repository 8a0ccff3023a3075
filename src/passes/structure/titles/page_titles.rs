//! The title of a page of which the name of the site, or the way to the page, was printed beside it: `水车_石桥百科`,
//! `石桥论坛 » 骑行 » 老路上的一匹白马`. It is a title if it stands again alone further down. Below the text systems for weblogs repeat it in
//! quotes: `3 Responses to “The mill turns”`.

use super::super::headings::contents::without_words;
use super::super::layout::{Layout, is_prose, width};
use crate::chars::{self, folded};
use crate::document::{Block, Kind};
use crate::phrases::Class;

/// Lines in which such a line may stand, a path of several steps and any other, and in which the title may stand again.
const PATHS: usize = 10;
const TOP: usize = 3;
const REACH: usize = 16;

/// Greatest width of such a line, and of a path with a long title at its end.
const WIDEST: usize = 140;
const PATH: usize = 240;

/// Least width of a title behind a single step, or said again below the text, and lines there that are looked at.
const LEAST: usize = 16;
const FOOT: usize = 30;

/// Words before a title in quotes: `One thought on`.
const BEFORE: usize = 4;

/// What parts a title from the name of a site, and the pieces of a path.
const PARTS: &[&str] = &["_", " - ", " | ", "｜", " – ", " — ", "»", "›", ">", "＞", "::"];

/// The line with the name of the site, that of the title, and the title.
pub(in super::super) fn find<'a>(layout: &Layout<'a>) -> Option<(usize, usize, &'a str)> {
    // Two lines at least stand above the text.
    if let Some(found) = path(layout) {
        return Some(found);
    }
    if layout.first < 2 {
        return quoted(layout);
    }
    let head = &layout.blocks[..layout.first.min(REACH)];
    let found = head.iter().enumerate().take(PATHS).find_map(|(n, block)| {
        let text = block.text();
        if n >= TOP && text.matches(['>', '»', '›', '＞']).count() < 2 {
            return None;
        }
        let marks = PARTS.iter().filter(|mark| text.contains(**mark) && width(block) <= WIDEST);
        // `石桥新媒体(http://www.example.com)：水车停了`
        let housed = || {
            let (house, title) =
                text.split_once([')', '）']).filter(|(house, _)| house.contains("http") || house.contains("www."))?;
            (house.len() <= WIDEST).then(|| title.trim_start().strip_prefix([':', '：']))?
        };
        let ends = marks.flat_map(|mark| [text.split(*mark).next(), text.rsplit(*mark).next()]);
        let mut ends = ends.chain([housed()]).flatten().map(str::trim);
        ends.find_map(|piece| {
            let again = |line: &str| {
                line == piece || without_tags(line) == piece || without_words(line).is_some_and(|rest| rest == piece)
            };
            let below = head.iter().enumerate().skip(n + 1).find(|(_, b)| again(b.text().trim()))?;
            (chars::width(piece) >= 4 && !is_section(head, below.0)).then_some((n, below.0, piece))
        })
    });
    found.or_else(|| quoted(layout))
}

/// A path that ends in the title, above a sentence of the page as well, or of a single step: `News > The mill turns again`.
fn path<'a>(layout: &Layout<'a>) -> Option<(usize, usize, &'a str)> {
    let head = &layout.blocks[..layout.blocks.len().min(REACH)];
    head.iter().enumerate().find_map(|(n, block)| {
        let (_, piece) = block.text().rsplit_once(['>', '»', '›', '＞']).filter(|_| width(block) <= PATH)?;
        let piece = piece.trim();
        let again = || head.iter().enumerate().skip(n + 1).find(|(_, b)| b.text().trim() == piece && is_open(b));
        (chars::width(piece) >= LEAST && !is_prose(block)).then(again)?.map(|(below, _)| (n, below, piece))
    })
}

/// The line above the text that one below it quotes, with how many replies there are.
fn quoted<'a>(layout: &Layout<'a>) -> Option<(usize, usize, &'a str)> {
    let head = &layout.blocks[..layout.first.min(REACH).min(layout.blocks.len())];
    let foot = layout.blocks.get(layout.last..)?.iter().take(FOOT);
    foot.enumerate().find_map(|(n, block)| {
        // `Archive > News > The mill turns again`
        if let Some((_, piece)) = block.text().rsplit_once(['>', '»', '›']).filter(|_| width(block) <= PATH)
            && chars::width(piece.trim()) >= LEAST
            && let Some(line) = head.iter().position(|b| is_open(b) && b.text().trim() == piece.trim())
        {
            return Some((layout.last + n, line, piece.trim()));
        }
        let inner = block.text().trim_end().strip_suffix(['”', '"', '“', '»', '’', '″'])?;
        let at = inner.find(['“', '"', '„', '«', '‘', '″']).filter(|_| width(block) <= PATH)?;
        let (before, title) = inner.split_at(at);
        let words: Vec<&str> = before.split_whitespace().collect();
        let counted = words.first().is_some_and(|w| {
            w.bytes().any(|b| b.is_ascii_digit())
                || matches!(*w, "One" | "No" | "Un" | "Una" | "Uma" | "Ein" | "Eine" | "Een")
        });
        let wanted = folded(title);
        let said = |b: &&&Block| is_open(b) && width(b) >= LEAST && folded(b.text()) == wanted;
        if !counted || !(2..=BEFORE).contains(&words.len()) {
            return None;
        }
        let line = head.iter().position(|b| said(&b))?;
        Some((layout.last + n, line, head[line].text().trim()))
    })
}

fn is_open(block: &Block) -> bool {
    matches!(block.kind(), Kind::Paragraph | Kind::Heading(_) | Kind::Meta)
}

/// Whether a short line is the name of a section, which a path ends in: below it stand a wider line and one with a day.
fn is_section(head: &[&Block], line: usize) -> bool {
    let digits = |b: &Block| b.text().bytes().filter(u8::is_ascii_digit).count();
    let wide = |b: &&&Block| (SECTION + 2..=WIDEST / 2).contains(&width(b)) && digits(b) < DAY;
    let keyed = |b: &Block| {
        let keys = [Class::Author, Class::Publisher, Class::Date, Class::Editor];
        b.opening().is_some_and(|hit| hit.range.start == 0 && hit.classes.iter().any(|class| keys.contains(class)))
    };
    let dated = |b: &Block| digits(b) >= DAY && b.text().contains(['-', '年', '/', '.']);
    let day = |b: &&&Block| width(b) <= WIDEST && (dated(b) || keyed(b));
    width(head[line]) <= SECTION
        && head.get(line + 1).filter(wide).is_some()
        && head.get(line + 2).filter(day).is_some()
}

/// Greatest width of such a name, and digits of the shortest day.
const SECTION: usize = 12;
const DAY: usize = 6;

/// A title without the kind of a thread before it and the button behind it: `[游记] 老路上的一匹白马 [复制链接]`.
pub(in super::super) fn without_tags(line: &str) -> &str {
    let inner = line.strip_prefix('[').and_then(|l| l.split_once(']')).map_or(line, |(_, rest)| rest.trim_start());
    inner.strip_suffix(']').and_then(|l| l.rsplit_once('[')).map_or(inner, |(rest, _)| rest.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    const BODY: &str =
        "The old wheel at the edge of the town turned again on Tuesday after years of work, and many came to see it.";

    fn title(lines: &[&str]) -> Option<String> {
        let blocks: Vec<Block> = lines.iter().map(|l| Block::new(Kind::Paragraph, *l)).collect();
        let first = blocks.iter().position(is_prose).unwrap_or(blocks.len());
        let last = blocks.iter().rposition(is_prose).map_or(0, |n| n + 1);
        find(&Layout { blocks: blocks.iter().collect(), first, last }).map(|(.., title)| title.to_owned())
    }

    #[test]
    fn titles_that_the_page_says_again() {
        let long = "The mill of Riverton turns again";
        assert_eq!(
            title(&["News", "Town > The mill of Riverton turns again", "x", "y", long, BODY]).as_deref(),
            Some(long)
        );
        let notice = "This is an old page of the Riverton Gazette, and what it says may not be true any longer today.";
        assert_eq!(
            title(&[notice, "Home › Town › The mill of Riverton turns again", long, BODY]).as_deref(),
            Some(long)
        );
        let reply = "3 Responses to “The mill of Riverton turns again”";
        assert_eq!(title(&["Ann's notes", "Just a weblog", long, BODY, BODY, reply]).as_deref(), Some(long));
        assert_eq!(
            title(&["Notes", "x", long, BODY, "Archive > News > The mill of Riverton turns again"]).as_deref(),
            Some(long)
        );
        assert_eq!(title(&["Ann's notes", long, BODY, BODY, "He wrote “The mill of Riverton turns again”"]), None);
    }
}
