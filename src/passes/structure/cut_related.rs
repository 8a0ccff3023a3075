//! S122: see `cut_related.md`.

use serde::{Deserialize, Serialize};

use super::fields::imprints;
use super::furniture::{self, asides, others, teasers};
use super::layout::{Layout, is_line, is_prose, is_teaser, width};
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Class, Scan, Words, simplify};

pub(crate) const SPEC: Spec = Spec::new::<CutRelated>(
    "S122",
    "cut-related",
    Stage::Structure,
    "Cuts lists of other documents under headings such as `相关阅读`.",
    include_str!("cut_related.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutRelated {}

/// Greatest width of a heading over a list, with the first title on it.
const WIDEST: usize = 90;

/// Bytes of a heading over other texts that says nothing else, wherever it stands.
const BARE: usize = 12;

impl Pass for CutRelated {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let layout = Layout::before(doc, SPEC.name);
        let run = others::run(&layout.blocks).filter(|from| *from >= layout.last && layout.last > 0);
        for block in run.map_or(&[][..], |from| &layout.blocks[from..]) {
            changes.cut(block);
        }
        if doc.format == "html" {
            teasers::headings(doc, &layout).into_iter().for_each(|b| changes.cut(b));
        }
        let figure = |b: &Block| b.text().starts_with(['图', '圖', '▲', '△', '①']);
        let last_text = layout.blocks.iter().rposition(|b| is_prose(b) || figure(b));
        let mut n = 0;
        while n < layout.blocks.len() {
            let block = layout.blocks[n];
            n += 1;
            if block.kind() == Kind::Code || block.text().len() > WIDEST * 3 {
                continue;
            }
            let more = n > layout.last && layout.last > 0 && is_more(block.text());
            let of_kind = n > layout.last && layout.last > 0 && is_of_kind(block);
            if !more && !of_kind && !block.opening().is_some_and(|h| h.classes.contains(&Class::Related)) {
                continue;
            }
            if is_section(block, &layout.blocks[n..]) || is_of_text(block, &layout.blocks[n..]) {
                continue;
            }
            let below = if n > layout.last && layout.last > 0 && others::heads(block) {
                others::below(&layout.blocks[n..], is_prose)
            } else {
                0
            };
            if below > 0 {
                for b in &layout.blocks[n - 1..n + below] {
                    changes.cut(b);
                }
                n += below;
                // Lines behind them are of the page, too; who edited the text may stand among them.
                let rest = &layout.blocks[n..];
                let line = |b: &&&Block| matches!(b.kind(), Kind::Paragraph | Kind::ListItem) && width(b) <= WIDEST;
                if last_text.is_none_or(|at| at < n) {
                    rest.iter().filter(line).for_each(|b| changes.cut(b));
                    break;
                }
                continue;
            }
            let scan = block.scan();
            if is_one(&scan, n > layout.last) && !asides::is_among_sentences(n - 1, &layout) {
                changes.cut(block);
                continue;
            }
            let heads = || scan.begins(Class::Related).is_some() && scan.coverage(&[Class::Related, Class::Nav]) >= 0.7;
            // `You might also like …`
            let trails = || block.text().ends_with('…') && width(block) <= 40 && heads();
            if !is_line(block, 40) && !trails() || !more && !of_kind && !heads() {
                continue;
            }
            // The list: lines of other titles, up to the next prose or heading. In the body it must be of links.
            // The beginning of another text is none of this one.
            let teaser = |b: &Block| b.kind() == Kind::Paragraph && is_teaser(block, b);
            let teased = n + 2 >= layout.last && layout.blocks.get(n).is_some_and(|b| teaser(b));
            let other =
                if n < layout.last && doc.format == "text" && heads() { other_text(&layout.blocks[n..]) } else { 0 };
            if other > 0 {
                for b in &layout.blocks[n - 1..n + other] {
                    changes.cut(b);
                }
                n += other;
                continue;
            }
            let inside = n < layout.last && !teased;
            let list = layout.blocks[n..]
                .iter()
                .take_while(|b| {
                    (!is_prose(b) || teased && teaser(b)) && !b.kind().is_heading() && b.kind() != Kind::Code
                })
                // A title has no full stop; an item that tells what it leads to may.
                .take_while(|b| b.kind() == Kind::ListItem || !b.text().ends_with('。') || furniture::is_sentence(b))
                .take_while(|b| !inside || b.hints().is_some_and(|h| h.link_chars > 0))
                .count();
            // What a script would have put under it is not there: `RELATED ARTICLES` alone between two paragraphs.
            let bare = || {
                let prose = |b: Option<&&Block>| b.is_some_and(|b| is_prose(b));
                let words = block.text().len() >= BARE && scan.coverage(&[Class::Related]) >= 0.95;
                words && n >= 2 && prose(layout.blocks.get(n - 2)) && prose(layout.blocks.get(n))
            };
            if inside && list == 0 && doc.format == "text" && !block.text().contains(chars::is_cjk) && bare() {
                changes.cut(block);
                continue;
            }
            if inside && list == 0 || of_kind && list < 2 {
                continue;
            }
            changes.cut(block);
            for b in &layout.blocks[n..n + list] {
                changes.cut(b);
            }
            n += list;
        }
        Verdict::Keep
    }
}

/// A section of a manual: a heading by markup over links to files beside it, and another heading of its level with text below:
/// `## 相关链接` over `[用法](USAGE.md)` and `## 许可证`.
fn is_section(block: &Block, below: &[&Block]) -> bool {
    let Kind::Heading(level) = block.kind() else { return false };
    let Some(next) = below.iter().position(|b| b.kind().is_heading()) else { return false };
    let beside = |href: &str| !href.starts_with(['/', '?']) && !href.contains("://") && !href.starts_with("//");
    let links = || below[..next].iter().filter_map(|b| b.hints()).flat_map(|hints| &hints.links);
    below[next].kind() == Kind::Heading(level)
        && below.get(next + 1).is_some_and(|b| !b.kind().is_heading())
        && links().next().is_some()
        && links().all(|link| beside(&link.href))
}

/// A heading by markup over sentences without a link: `## 相关阅读` over `每本书配一本薄的，放在门口的架子上，自己拿。`
fn is_of_text(block: &Block, below: &[&Block]) -> bool {
    let linked = |b: &Block| b.hints().is_some_and(|hints| hints.link_chars > 0);
    let section = || below.iter().take_while(|b| !b.kind().is_heading());
    let says = |b: &&Block| b.kind() == Kind::Paragraph && chars::is_sentence(b.text()) && !linked(b);
    block.kind().is_heading() && section().next().is_some() && section().all(says)
}

/// Blocks of another text between its heading and the next heading over such texts: its title, its first sentence, which is cut
/// off, and a sentence of the house.
fn other_text(blocks: &[&Block]) -> usize {
    const MOST: usize = 5;
    let heads = |b: &Block| is_line(b, 40) && b.opening().is_some_and(|h| h.classes.contains(&Class::Related));
    let Some(end) = blocks.iter().take(MOST).position(|b| heads(b)) else { return 0 };
    let cut_off = |b: &&&Block| is_prose(b) && (b.text().ends_with("...") || b.text().ends_with('…'));
    let prose = blocks[..end].iter().filter(|b| is_prose(b)).count();
    // Nothing of this text stands below the second heading.
    let last = !blocks[end..].iter().any(|b| is_prose(b) && !b.text().ends_with("..."));
    // Its title stands above its first sentence.
    let titled =
        blocks[..end].windows(2).any(|w| matches!(w, [title, text] if is_line(title, WIDEST) && cut_off(&text)));
    if titled && prose <= 2 && last { end } else { 0 }
}

/// `【更多石桥新闻】`, `更多精彩报道：`: more of a kind of text.
fn is_more(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "【】[]［］〔〕:：".contains(c));
    // Without a mark it may be a line of the text.
    bare.len() < text.len() && bare.len() <= 60 && bare.starts_with("更多") && Words::More.ends(&simplify(bare))
}

/// `地方热门新闻`: a word for the kind of texts before the heading.
fn is_of_kind(block: &Block) -> bool {
    let text = block.text().trim_end_matches([':', '：']);
    // Four characters and the longest heading.
    text.len() <= 40 && block.kind() == Kind::Paragraph && {
        let scan = block.scan();
        let last = scan.of_class(&[Class::Related]).last();
        last.is_some_and(|hit| hit.range.end == text.len() && (1..=12).contains(&hit.range.start))
    }
}

/// Heading and title on one line: `【延伸阅读】老街的灯`, and below the body `相关阅读：老街的灯`.
fn is_one(scan: &Scan<'_>, below: bool) -> bool {
    let Some(hit) = scan.begins(Class::Related) else { return false };
    let (before, after) = (&scan.text[..hit.range.start], scan.text[hit.range.end..].trim_start());
    let bracket = before.ends_with(['【', '[', '［', '〔']) && after.starts_with(['】', ']', '］', '〕']);
    let rest = after.trim_start_matches(['】', ']', '］', '〕', ':', '：', ' ', '\u{3000}']);
    let colon = after.starts_with([':', '：', '<', '>']);
    // `最新更新：2021-03-04` is of this text.
    if imprints::whole_date(rest).is_some() {
        return false;
    }
    let closed = scan.text.trim_end().ends_with(['。', '.', '；', '，']);
    let inside = || !closed && chars::width(scan.text) <= 120;
    rest.contains(char::is_alphanumeric) && (bracket || colon && (below || inside()))
}
