//! The title of a page of HTML, which its head states, where the page shows it.

use super::super::layout::Layout;
use crate::changes::Changes;
use crate::chars::{self, folded};
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;

/// Blocks above the text in which the title stands.
const HEAD: usize = 12;

/// Least width of a line that is the title as `<title>` has it, and bytes of the shortest title that a heading says again.
const HALF: usize = 10;
const AGAIN: usize = 12;

/// Takes the title that is decided out of the text.
pub(in super::super) fn lift(doc: &Document, changes: &mut Changes) {
    let Some(entry) = doc.meta().entries().iter().find(|e| e.key == MetaKey::Title) else { return };
    let first = doc.blocks().find(|b| b.kind().is_body() || b.kind().is_heading());
    let is = |b: &Block| b.kind().is_heading() || entry.from == "line" && b.kind() == Kind::Paragraph;
    let layout = Layout::of(doc);
    // Headings above the text may say it again, also with the moment behind.
    let stem = folded(without_bracket(&entry.value));
    let says = |b: &Block| {
        let long = entry.value.len() >= AGAIN && b.text().len() <= 2 * entry.value.len();
        long && b.kind().is_heading() && folded(without_bracket(b.text())) == stem
    };
    let same = |b: &Block| says(b) || is(b) && folded(b.text()) == folded(&entry.value);
    let again = |b: &Block| first.is_none_or(|f| f.id() != b.id()) && says(b);
    // Below anything else a title would part the text.
    layout.head(HEAD).filter(|(_, b)| again(b)).for_each(|(_, b)| changes.relabel(b, Kind::Meta));
    if let Some(block) = first.filter(|b| same(b)) {
        changes.relabel(block, Kind::Title);
    } else if entry.from == "title"
        && let Some((_, block)) = layout.head(HEAD).find(|(_, b)| opens_title(b, &entry.value))
    {
        changes.set_meta(MetaKey::Title, block.text().trim(), "title");
        // Above it stands the name that stands behind it in `<title>`. Below anything else it would part the text.
        let above = || doc.blocks().take_while(|b| b.id() != block.id());
        let site = |b: &Block| b.text().chars().count() > 2 && entry.value.ends_with(b.text().trim());
        above().filter(|b| site(b)).for_each(|b| changes.relabel(b, Kind::Meta));
        let first = !above().any(|b| (b.kind().is_body() || b.kind().is_heading()) && !site(b));
        changes.relabel(block, if first { Kind::Title } else { Kind::Meta });
    }
}

/// `旧水车又转起来了 【11:25】`, `旧水车又转起来了[组图]`: the title without the bracket behind it.
fn without_bracket(text: &str) -> &str {
    let text = chars::trim(text);
    let bare = text.strip_suffix(['】', ']', '］']).and_then(|rest| rest.rsplit_once(['【', '[', '［']));
    bare.map_or(text, |(title, _)| title.trim_end()).trim_start()
}

/// Whether a line above the text is what stands before the names of the paper and the page in `<title>`, which is all that an old
/// page says of its title: `别让老街的灯灭了` of `别让老街的灯灭了-石桥日报-来信`.
fn opens_title(block: &Block, title: &str) -> bool {
    let line = block.text().trim();
    let rest = title.trim().strip_prefix(line).unwrap_or_default().trim_start();
    let parted = rest.starts_with(['-', '_', '|', '－', '—', '–', '｜']);
    let kind = matches!(block.kind(), Kind::Paragraph | Kind::Heading(_));
    // In other scripts `Name - What it does` is as usual.
    let wide = line.chars().any(chars::is_cjk);
    // Or all of it, where the names were taken off.
    let whole = line == title.trim();
    kind && wide && chars::width(line) >= HALF && (whole || parted && rest.chars().any(char::is_alphanumeric))
}
