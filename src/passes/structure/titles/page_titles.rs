//! The title of a page of which the name of the site, or the way to the page, was printed beside it: `水车_石桥百科`,
//! `石桥论坛 » 骑行 » 老路上的一匹白马`. It is a title if it stands again alone further down.

use super::super::headings::contents::without_words;
use super::super::layout::{Layout, width};
use crate::chars;
use crate::document::Block;
use crate::phrases::Class;

/// Lines in which such a line may stand, a path of several steps and any other, and in which the title may stand again.
const PATHS: usize = 10;
const TOP: usize = 3;
const REACH: usize = 16;

/// Greatest width of such a line.
const WIDEST: usize = 140;

/// What parts a title from the name of a site, and the pieces of a path.
const PARTS: &[&str] = &["_", " - ", " | ", "｜", " – ", " — ", "»", "›", ">", "＞", "::"];

/// The line with the name of the site, that of the title, and the title.
pub(in super::super) fn find<'a>(layout: &Layout<'a>) -> Option<(usize, usize, &'a str)> {
    // Two lines at least stand above the text.
    if layout.first < 2 {
        return None;
    }
    let head = &layout.blocks[..layout.first.min(REACH)];
    head.iter().enumerate().take(PATHS).find_map(|(n, block)| {
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
    })
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
