//! When a page saved without its markup was published: among the lines between its title and its text one holds a date, whatever
//! else the site prints there. `Published Jan 29, 2025 • 2 minute read`, `Madrid-29/05/2025 20:00`

use super::super::surroundings::Saved;
use crate::dates;
use crate::document::{Block, Kind};
use crate::phrases::Class;

/// Lines above and below the title that are asked, and lines above the text where no title is known.
const ABOVE: usize = 3;
const BELOW: usize = 20;
const UNTITLED: usize = 6;

/// Bytes of the longest such line, and of the shortest date with a day.
const LINE: usize = 160;
const DAY: usize = 10;

/// In keys of dates on which a text was changed.
const CHANGED: [&str; 9] = ["updat", "modif", "更新", "编辑", "수정", "mis à", "actualiz", "aggiorn", "atualiz"];

/// The line and its date.
pub(in super::super) fn date<'a>(page: &Saved<'a>) -> Option<(&'a Block, String)> {
    let lines = match page.title {
        Some(title) => title.saturating_sub(ABOVE)..page.first.min(title + BELOW),
        None => page.first.saturating_sub(UNTITLED)..page.first,
    };
    let read = |n: usize| {
        let (block, _) = *page.blocks.get(n).filter(|_| page.title != Some(n))?;
        let open = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Meta | Kind::Byline);
        let text = block.text();
        if !open || text.len() > LINE || !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let date = dates::parse_date(text).filter(|date| date.len() >= DAY)?;
        let published = block.scan().of_class(&[Class::Date]).any(|hit| {
            let key = text[hit.range.clone()].to_lowercase();
            !CHANGED.iter().any(|word| key.contains(word))
        });
        Some((block, date, published))
    };
    // Below the title first: what stands above it is the day on which the page was called up as often as not.
    let from = page.title.unwrap_or(lines.start);
    let found: Vec<(&Block, String, bool)> = (from..lines.end).chain(lines.start..from).filter_map(read).collect();
    let best = found.iter().position(|(.., published)| *published).unwrap_or(0);
    found.into_iter().nth(best).map(|(block, date, _)| (block, date))
}
