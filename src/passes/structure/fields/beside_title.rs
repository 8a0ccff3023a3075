//! When a page without markup was published, and by whom it was written: among the lines between its title and its text some say that, whatever else the site prints there. `Published Jan 29, 2025 • 2 minute read`, `Madrid-29/05/2025 20:00`

use super::super::people::byline::byline;
use super::super::surroundings::Saved;
use super::by_line;
use super::imprints::Found;
use crate::dates;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::phrases::{Class, Hit, Words, simplify};

/// Lines above and below the title that are asked, and lines above the text where no title is known.
const ABOVE: usize = 3;
const BELOW: usize = 20;
const UNTITLED: usize = 6;

/// Lines below the title that are asked even where the text, or a summary of it, begins among them.
const NEAR: usize = 10;

/// Bytes of the longest such line, and of the shortest date with a day.
const LINE: usize = 160;
const DAY: usize = 10;

/// Bytes of the longest word for who wrote, and more.
const WORD: usize = 12;

/// Bytes behind a key in which its date stands.
const VALUE: usize = 60;

/// The blocks among which a date and writers stand: those below the title first, then those above it, where the day on which
/// the page was called up stands as often as not.
pub(in super::super) fn beside<'p, 'a>(page: &'p Saved<'a>) -> impl Iterator<Item = &'a Block> + use<'p, 'a> {
    let lines = match page.title {
        Some(title) => title.saturating_sub(ABOVE)..page.first.min(title + BELOW).max(title + NEAR),
        None => page.first.saturating_sub(UNTITLED)..page.first,
    };
    let from = page.title.map_or(lines.start, |title| title + 1);
    let near = (from..lines.end).chain(lines.start..from.saturating_sub(1));
    let open = |block: &&Block| {
        matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Meta | Kind::Byline)
            && block.text().len() <= LINE
    };
    near.filter_map(|n| page.blocks.get(n)).map(|(block, _)| *block).filter(open)
}

/// The line among these that says when it was published, or else the first with a date; and the date.
pub(in super::super) fn date<'a>(lines: impl Iterator<Item = &'a Block>) -> Option<(&'a Block, String)> {
    let read = |block: &'a Block| {
        let text = block.text();
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let date = dates::parse_date(text).filter(|date| date.len() >= DAY)?;
        let published = |hit: &Hit| !Words::Changed.has(&simplify(&text[hit.range.clone()].to_lowercase()));
        let published = block.scan().of_class(&[Class::Date]).any(published);
        Some((block, date, published))
    };
    let found: Vec<(&Block, String, bool)> = lines.filter_map(read).collect();
    let best = found.iter().position(|(.., published)| *published).unwrap_or(0);
    found.into_iter().nth(best).map(|(block, date, _)| (block, date))
}

/// The day that a line of the page says something was published on, far from the text, where all such lines say the same: `Posted on May 3,
/// 2019Author Ann LeeCategories Mills`. The words for other days are no keys of this one.
pub(in super::super) fn lone_key(doc: &Document) -> Option<String> {
    let read = |block: &Block| {
        let text = block.text();
        if text.len() > LINE || !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let text = text.trim_start_matches(['*', '•', ' ']);
        let hit = block.opening().filter(|hit| hit.classes.contains(&Class::Date))?;
        let word = simplify(&block.text()[hit.range.clone()].to_lowercase()).into_owned();
        let key = Words::Published.has(&word) && text.to_lowercase().starts_with(&word);
        let rest = block.text()[hit.range.end..].trim_start_matches([':', ' ']);
        let date = rest.get(..rest.floor_char_boundary(VALUE)).and_then(dates::parse_date)?;
        (key && date.len() >= DAY && dates::is_of_web(&date)).then_some(date)
    };
    let mut found = doc.all_blocks().filter(|b| b.cut_by().is_some()).filter_map(read);
    let first = found.next()?;
    found.all(|date| date[..DAY] == first[..DAY]).then_some(first)
}

/// A word for who wrote, a name, and the day, in a line which may stand below what sums the text up: `par Anne Durand, 21 juin 2018`.
pub(in super::super) fn signed(text: &str) -> Option<Found> {
    let first = text.trim_start_matches(['(', '*', '_']).split([' ', ':']).next().unwrap_or_default();
    // Where words are not parted by spaces, the first of them is the line.
    if text.len() > LINE || first.len() > WORD || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    if !Words::Preposition.has(&first.to_lowercase()) {
        return None;
    }
    let found = by_line::read(text)?;
    let has = |wanted: MetaKey| found.iter().any(|(key, _)| *key == wanted);
    (has(MetaKey::Author) && has(MetaKey::Date)).then_some(found)
}

/// The writers that such a line names beside a date or a place: `By Ann Miller - Mar 27, 2024`, `von Ann Miller | Lesezeit 4 Min.`
pub(in super::super) fn writers(page: &Saved<'_>) -> Option<Vec<String>> {
    beside(page).find_map(|block| block.text().split(['|', '•', '·', '–', '/']).find_map(named))
}

/// The people of a piece of a line, up to its date.
fn named(piece: &str) -> Option<Vec<String>> {
    let piece = piece.split(" - ").next().unwrap_or_default();
    let end = piece.find(|c: char| c.is_ascii_digit()).unwrap_or(piece.len());
    // `By Ann MillerPublished: Jan 29, 2025`
    let end = Words::RunOn.all().iter().filter_map(|key| piece[..end].find(key)).min().unwrap_or(end);
    let piece = piece[..end].trim();
    let (before, word) = piece.rsplit_once(' ').unwrap_or_default();
    let month = end > 0 && dates::is_month(&word.trim_end_matches('.').to_lowercase());
    let piece = if month { before } else { piece };
    byline(piece.trim_end_matches([',', ' ', ':'])).map(|people| people.authors).filter(|authors| !authors.is_empty())
}
