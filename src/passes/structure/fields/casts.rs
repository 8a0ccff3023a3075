//! Who made a play, a film or a song that a text is of: `编剧：…`, `Directed by …`. They are none of those who made the text.

use super::super::layout::{Layout, is_line, width};
use crate::census::Traits;
use crate::chars;
use crate::document::{Block, BlockId, Kind};
use crate::phrases::{Words, simplify};

/// Greatest widths of a line, of what somebody does, and lines of the smallest run.
const LINE: usize = 80;
const KEY: usize = 24;
const RUN: usize = 3;

/// Different words of the stage in a run beside prose, which may have one of them in its own credits: videos have directors.
const STAGED: usize = 2;

/// Blocks of a text without prose that are looked at, and above and below the prose.
const LINES: usize = 400;

/// Lines of runs of credits that are of the text.
pub(in super::super) fn of_text(layout: &Layout<'_>) -> Vec<BlockId> {
    let blocks = &layout.blocks;
    let mut found = Vec::new();
    if layout.last == 0 && blocks.len() > LINES {
        return found;
    }
    let bare = layout.last == 0;
    let ends = layout.first.min(blocks.len()).min(LINES);
    // Inside the prose nobody looks for credits.
    for range in
        if bare { [0..blocks.len(), 0..0] } else { [0..ends, layout.last..blocks.len().min(layout.last + LINES)] }
    {
        let part = &blocks[range];
        if part.len() < RUN {
            continue;
        }
        let keys: Vec<Option<&str>> = part.iter().map(|b| key(b)).collect();
        for run in keys.iter().zip(part).collect::<Vec<_>>().chunk_by(|a, b| a.0.is_some() == b.0.is_some()) {
            // Who directed a film wrote no text; who wrote it stands beside.
            let directed = || run.iter().any(|(key, _)| key.is_some_and(|key| key.eq_ignore_ascii_case("directed by")));
            if run[0].0.is_none() || run.len() < RUN && !(run.len() + 1 == RUN && directed()) {
                continue;
            }
            let mut staged: Vec<&str> = run.iter().filter_map(|(key, _)| **key).filter(|key| is_staged(key)).collect();
            staged.sort_unstable();
            staged.dedup();
            // Nothing but credits may be a page that lost its text, or a sheet of them: they are all that it has.
            let whole = bare && run.len() + 1 >= blocks.len();
            if whole
                || is_card(run.iter().filter_map(|(key, _)| **key))
                || !staged.is_empty() && bare
                || staged.len() >= STAGED
                || directed()
            {
                found.extend(run.iter().map(|(_, b)| b.id()));
            }
        }
    }
    found
}

/// What somebody does, by a line that says who does it: `导演：陈小河`, `Music by Ida Fry`.
fn key(block: &Block) -> Option<&str> {
    let text = chars::trim(block.text());
    let traits = block.census().traits;
    if text.len() > 3 * LINE
        || !traits.any(Traits::COLON | Traits::LETTER)
        || !matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Meta | Kind::Byline)
    {
        return None;
    }
    let keyed = if traits.any(Traits::COLON) { text.split_once([':', '：']) } else { None };
    let (key, who) = keyed.or_else(|| {
        // `Starring Ida Fry` says it without a word between.
        let stars = text.strip_prefix("Starring ").map(|_| "Starring".len());
        let by = || text.find(" by ").map(|at| at + " by".len());
        let at = if text.is_ascii() { stars.or_else(by)? } else { return None };
        let (key, who) = text.split_at(at);
        who.trim_start().starts_with(|c: char| c.is_ascii_uppercase()).then_some((key, who))
    })?;
    let key = key.trim();
    let dated = || who.bytes().any(|b| b.is_ascii_digit()) && book(key).is_none();
    let fits = !who.trim().is_empty() && key.len() <= 3 * KEY && chars::width(key) <= KEY && !dated();
    (fits && width(block) <= LINE && (is_line(block, LINE) || !chars::is_sentence(who))).then_some(key)
}

/// Whether keys are of the card of a book, whose author is not who wrote the text: its name, its price, its size, who printed it.
fn is_card<'k>(keys: impl Iterator<Item = &'k str>) -> bool {
    let mut found: Vec<usize> = keys.filter_map(book).collect();
    found.sort_unstable();
    found.dedup();
    found.len() >= STAGED
}

/// The number of a key that only books have.
fn book(key: &str) -> Option<usize> {
    const KEYS: [&str; 12] =
        ["书名", "定价", "开本", "印张", "印数", "版次", "页数", "装帧", "isbn", "出版社", "出版时间", "内容简介"];
    let plain = simplify(key).to_lowercase();
    KEYS.iter().position(|word| *word == plain)
}

fn is_staged(key: &str) -> bool {
    Words::Staged.has(&simplify(key).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_say_what_somebody_does() {
        let key = |text: &str| key(&Block::new(Kind::Paragraph, text)).map(str::to_owned);
        assert_eq!(key("導演：陳小河").as_deref(), Some("導演"));
        assert_eq!(key("Music by Ida Fry").as_deref(), Some("Music by"));
        assert_eq!(key("Mise en scène : Luc Féret").as_deref(), Some("Mise en scène"));
        assert_eq!(key("时间：2021年5月4日"), None);
        assert_eq!(key("定价：28元").as_deref(), Some("定价"));
        assert!(is_card(["书名", "作者", "定价"].into_iter()) && !is_card(["来源", "作者"].into_iter()));
        assert!(is_staged("導演") && is_staged("Music by") && !is_staged("编辑"));
    }
}
