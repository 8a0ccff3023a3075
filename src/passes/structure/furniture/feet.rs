//! What stands below a text: whom to write to, where a program filed it, who paid for it, the texts beside it.

use std::collections::HashSet;

use super::super::cut_navigation::WIDEST;
use super::super::headings::shapes::is_reached;
use super::super::layout::{Layout, is_cut_before};
use super::super::people::{names, offices};
use super::bars::is_address_of_mail;
use crate::chars;
use crate::document::{Block, BlockId, Document, Kind};
use crate::phrases::{Class, Words};

/// Lines below a text that stand twice in a row, at least, to be what pages lead to.
const TWICE: usize = 3;

/// `Contact Ann Lee at ann@riverton.example`: whom to write to.
pub(in super::super) fn is_way_to_writer(text: &str) -> bool {
    // Most lines have no address.
    if text.len() > 2 * WIDEST || memchr::memchr(b'@', text.as_bytes()).is_none() {
        return false;
    }
    let lower = text.trim().to_lowercase();
    let address = lower.rsplit(' ').next().is_some_and(is_address_of_mail);
    let asked = |word: &&str| lower.strip_prefix(*word).is_some_and(|rest| rest.starts_with(' '));
    // `Ann Lee can be reached at …`, `Reach Ann Lee at …`
    // Whoever is named has a full name: `The shop can be reached at …` may be of the text.
    let given = |rest: &str| names::is_given(&rest.split(' ').take(2).collect::<Vec<_>>().join(" "));
    let full = |rest: &str| {
        given(rest) || rest.split(' ').take(2).all(|w| w.starts_with(char::is_uppercase)) && !rest.starts_with("The ")
    };
    let reached = lower.contains(" can be reached at ") && full(text.trim())
        || text.trim().strip_prefix("Reach ").is_some_and(|rest| full(rest) && rest.contains(" at "));
    let followed = lower.starts_with("follow ") && (lower.contains("twitter") || lower.contains(" on x"));
    reached
        || followed
        || lower
            .strip_prefix("contact the writer")
            .is_some_and(|rest| rest.starts_with([':', ' ']) && rest.split(' ').count() <= 3)
        || text.len() <= WIDEST && address && lower.contains(" at ") && Words::WriteTo.all().iter().any(asked)
}

/// `Posted in News, Water | Tagged wheel, mill`: where a program filed a post.
pub(in super::super) fn is_filed(text: &str) -> bool {
    text.len() <= 2 * WIDEST
        && text.contains([',', '|'])
        && text.starts_with(char::is_uppercase)
        && Words::Filed.behind(text).is_some_and(|rest| rest.starts_with(' '))
        && !chars::is_sentence(text)
}

/// `更多羅東鎮訊息在https://…`: it opens with a word for more and ends in an address.
pub(in super::super) fn is_way_to_more(text: &str) -> bool {
    text.len() <= WIDEST
        && text.find("http").is_some_and(|at| !text[at..].contains(char::is_whitespace))
        && Words::WayToMore.behind(text).is_some()
}

/// `（校宣讯）`: whose news it is, alone in its bracket below the text.
pub(in super::super) fn is_own_news(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')']));
    inner.and_then(|inner| inner.strip_suffix(['讯', '訊'])).is_some_and(|house| {
        (1..=6).contains(&house.chars().count())
            && house.chars().all(chars::is_han)
            && !house.ends_with(['简', '通', '音', '資', '资', '短'])
    })
}

/// Words with spaces between them and nothing else, over a line of the page, and all of them in the text: what it is filed under.
pub(in super::super) fn is_tags(n: usize, layout: &Layout<'_>, doc: &Document) -> bool {
    const MOST: usize = 8;
    let text = layout.blocks[n].text().trim();
    let words = || text.split(char::is_whitespace).filter(|word| !word.is_empty());
    let plain = |word: &str| (2..=MOST).contains(&word.chars().count()) && word.chars().all(char::is_alphanumeric);
    let han = |word: &str| word.chars().all(chars::is_han);
    if text.len() > WIDEST || !(2..=MOST).contains(&words().count()) || !words().all(plain) || !words().any(han) {
        return false;
    }
    let page = |b: &Block| {
        let classes = [Class::Nav, Class::Share, Class::Related, Class::Button];
        b.opening().is_some_and(|hit| hit.classes.iter().any(|class| classes.contains(class)))
    };
    let body = &layout.blocks[..layout.last];
    let said = |word: &str| body.iter().any(|b| b.text().contains(word));
    let next = || doc.all_blocks().skip_while(|b| b.id() != layout.blocks[n].id()).nth(1);
    let over = || next().is_some_and(|b| page(b) || is_cut_before(b, "cut-navigation"));
    n == layout.last && words().all(said) && over()
}

/// Bytes of the longest line that offers more.
const OFFER: usize = 60;

/// `获取更多订阅源：`: a line that offers the addresses below it.
pub(in super::super) fn offers(text: &str) -> bool {
    let text = text.trim();
    text.len() <= OFFER && text.ends_with([':', '：']) && text.contains("更多")
}

/// Such a line over addresses, the last lines of all.
pub(in super::super) fn is_offer(n: usize, layout: &Layout<'_>) -> bool {
    let text = |m: usize| layout.blocks.get(m).map_or("", |b| b.text().trim());
    let address = |m: usize| text(m).starts_with("http") && !text(m).contains(char::is_whitespace);
    if !(address(n) || offers(text(n))) {
        return false;
    }
    let from = (n.saturating_sub(3)..=n).rev().find(|m| !address(*m)).filter(|m| offers(text(*m)));
    from.is_some_and(|from| from + 1 < layout.blocks.len() && (from + 1..layout.blocks.len()).all(address))
}

/// `羅東鎮公所 廣告`: who paid for a text.
pub(in super::super) fn is_paid(text: &str) -> bool {
    let payer = [" 广告", " 廣告"].iter().find_map(|word| text.strip_suffix(word));
    text.len() <= 60 && payer.is_some_and(|name| offices::is_office(name) || name.ends_with(['所', '府']))
}

/// A way to the text before or behind, and what stands behind its words.
fn way(text: &str) -> Option<(bool, &str)> {
    let next = || Words::Next.behind(text).map(|rest| (true, rest));
    Words::Previous.behind(text).map(|rest| (false, rest)).or_else(next)
}

/// Whether line `n` leads to the text before and the next line to the one behind, or the same with the line above: each
/// alone may be of the text.
fn is_of_two(n: usize, way: impl Fn(usize) -> Option<bool>) -> bool {
    match way(n) {
        Some(false) => way(n + 1) == Some(true),
        Some(true) => n > 0 && way(n - 1) == Some(false),
        None => false,
    }
}

/// `上篇：…` over `下篇：…`: the texts before and behind in a newspaper.
pub(in super::super) fn is_neighbour(n: usize, layout: &Layout<'_>) -> bool {
    is_of_two(n, |m| {
        let (next, rest) = way(chars::trim(layout.blocks.get(m)?.text()))?;
        rest.starts_with([':', '：']).then_some(next)
    })
}

/// `【上一篇】…` over `【下一篇】…`, wherever they stand: the texts before and behind this one.
pub(in super::super) fn is_neighbour_in_brackets(n: usize, layout: &Layout<'_>) -> bool {
    is_of_two(n, |m| {
        let inner = layout.blocks.get(m)?.text().strip_prefix(['【', '[', '［', '〔'])?;
        let (word, _) = inner.split_once(['】', ']', '］', '〕'])?;
        let (next, rest) = way(word)?;
        rest.chars().all(|c| matches!(c, ':' | '：' | ' ')).then_some(next)
    })
}

/// Lines below the text each of which stands twice in a row, three and more of them: what a picture says in its place, and the link under it.
pub(in super::super) fn twice(layout: &Layout<'_>) -> HashSet<BlockId> {
    let below = layout.blocks.get(layout.last..).filter(|_| layout.last > 0).unwrap_or_default();
    let same = |pair: &&[&Block]| {
        pair[0].text() == pair[1].text() && pair.iter().all(|b| matches!(b.kind(), Kind::Paragraph | Kind::ListItem))
    };
    let pairs: Vec<&[&Block]> = below.windows(2).filter(same).collect();
    if pairs.len() < TWICE { HashSet::new() } else { pairs.into_iter().flatten().map(|b| b.id()).collect() }
}

/// Bytes and words of a line that nothing stands below of what it announces.
const OPEN: usize = 60;
const WORDS: usize = 5;

/// `As featured in:`, `For more information see:`, the last line below the text: what it announced was no text.
pub(in super::super) fn is_left_open(n: usize, end: usize, layout: &Layout<'_>) -> bool {
    let Some(block) = layout.blocks.get(n) else { return false };
    let text = block.text().trim();
    let above = n.checked_sub(1).and_then(|n| layout.blocks.get(n));
    text.ends_with(':')
        && text.len() <= OPEN
        && n + 1 == end
        && n >= layout.last
        && text.split_whitespace().count() <= WORDS
        && above.is_some_and(|b| b.kind() != Kind::Meta && chars::is_sentence(b.text()))
}

/// Bytes of a line that says whom a paper may ask, and lines below the text among which they stand.
const ASKED: usize = 120;
const BELOW: usize = 24;

/// Where the lines begin with which a release ends: whom to ask, with numbers and addresses (`Pressekontakt:`, `Anna Berg`,
/// `Telefon: 0123 456789`).
pub(in super::super) fn contacts(layout: &Layout<'_>, end: usize) -> Option<usize> {
    let from = layout.last.max(1).min(end);
    let texts: Vec<&str> = layout.blocks[from..end].iter().take(2 * BELOW).map(|b| chars::trim(b.text())).collect();
    if from + texts.len() < end { None } else { contact_lines(&texts).map(|n| from + n) }
}

/// The number of the heading among the lines below a text.
fn contact_lines(texts: &[&str]) -> Option<usize> {
    let heads = |text: &&str| {
        let bare = text.trim_end_matches([':', ' ']);
        text.len() <= OPEN && Words::PressContact.has(&bare.to_lowercase())
    };
    let first = texts.iter().take(BELOW).position(heads)?;
    let below = &texts[first + 1..];
    let line = |text: &&str| text.len() <= ASKED && !chars::is_sentence(text) || is_reached(text);
    let reached = |text: &&str| is_reached(text) || text.contains('@');
    (below.len() <= BELOW && below.iter().all(line) && below.iter().any(reached)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::contact_lines;

    #[test]
    fn whom_to_ask() {
        let lines = ["Pressekontakt:", "Anna Berg", "Telefon: 0123 456789", "E-Mail: berg@example.com"];
        assert_eq!(contact_lines(&lines), Some(0));
        assert_eq!(contact_lines(&["Contact:", "The mill", "The wheel"]), None);
    }
}
