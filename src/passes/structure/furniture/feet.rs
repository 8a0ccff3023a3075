//! What stands below a text: whom to write to, where a program filed it, who paid for it, the texts beside it.

use std::collections::HashSet;

use super::super::cut_navigation::WIDEST;
use super::super::layout::Layout;
use super::super::people::{names, offices};
use super::bars::is_address_of_mail;
use crate::chars;
use crate::document::{Block, BlockId, Kind};
use crate::phrases::Words;

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
    let filed = ["Posted in ", "Filed under ", "Filed Under ", "Tagged ", "Posted under "];
    text.len() <= 2 * WIDEST
        && filed.iter().any(|word| text.starts_with(word))
        && text.contains([',', '|'])
        && !chars::is_sentence(text)
}

/// `更多羅東鎮訊息在https://…`: it opens with a word for more and ends in an address.
pub(in super::super) fn is_way_to_more(text: &str) -> bool {
    let opens =
        ["更多", "了解更多", "瞭解更多", "想了解更多", "详情", "詳情"].iter().any(|word| text.starts_with(word));
    opens && text.len() <= WIDEST && text.find("http").is_some_and(|at| !text[at..].contains(char::is_whitespace))
}

/// `羅東鎮公所 廣告`: who paid for a text.
pub(in super::super) fn is_paid(text: &str) -> bool {
    let payer = [" 广告", " 廣告"].iter().find_map(|word| text.strip_suffix(word));
    text.len() <= 60 && payer.is_some_and(|name| offices::is_office(name) || name.ends_with(['所', '府']))
}

/// `上篇：…` over `下篇：…`: the texts before and behind in a newspaper.
pub(in super::super) fn is_neighbour(n: usize, layout: &Layout<'_>) -> bool {
    let way = |m: usize| {
        let text = layout.blocks.get(m).map_or("", |b| chars::trim(b.text()));
        let rest = ["上篇", "下篇"].iter().find_map(|word| Some((*word, text.strip_prefix(*word)?)));
        rest.filter(|(_, rest)| rest.starts_with([':', '：'])).map(|(word, _)| word)
    };
    match way(n) {
        Some("上篇") => way(n + 1) == Some("下篇"),
        Some(_) => n > 0 && way(n - 1) == Some("上篇"),
        None => false,
    }
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
