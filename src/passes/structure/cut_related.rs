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
        let line = |b: &&&Block| matches!(b.kind(), Kind::Paragraph | Kind::ListItem) && width(b) <= WIDEST;
        let mut n = 0;
        while n < layout.blocks.len() {
            let at = n;
            n += 1;
            let Some(heading) = Heading::at(doc, &layout, at) else { continue };
            let texts = heading.texts();
            let Some(below) = texts.or_else(|| heading.list()) else { continue };
            n += below;
            layout.blocks[at..n].iter().for_each(|b| changes.cut(b));
            // Lines behind them are of the page, too; who edited the text may stand among them.
            if texts.is_some() && last_text.is_none_or(|last| last < n) {
                layout.blocks[n..].iter().filter(line).for_each(|b| changes.cut(b));
                break;
            }
        }
        Verdict::Keep
    }
}

/// A heading over other documents.
struct Heading<'a> {
    doc: &'a Document,
    layout: &'a Layout<'a>,
    n: usize,
    block: &'a Block,
    /// Whether it is `【更多石桥新闻】`, and whether a word for the kind of texts stands before it.
    more: bool,
    of_kind: bool,
}

impl<'a> Heading<'a> {
    /// The heading at block `n`, if it is one.
    fn at(doc: &'a Document, layout: &'a Layout<'a>, n: usize) -> Option<Heading<'a>> {
        let (block, below) = (layout.blocks[n], &layout.blocks[n + 1..]);
        if block.kind() == Kind::Code || block.text().len() > WIDEST * 3 {
            return None;
        }
        let outside = is_outside(layout, n);
        let (more, of_kind) = (outside && is_more(block.text()), outside && is_of_kind(block));
        let named = || block.opening().is_some_and(|h| h.classes.contains(&Class::Related));
        // `- Read more` over `- Sleep early` is an item of a list, and `Read more,` goes on.
        let linked = |b: &Block| b.hints().is_some_and(|hints| hints.link_chars > 0);
        let item = |b: &Block| b.kind() == Kind::ListItem && !linked(b);
        let listed = item(block) && below.first().is_some_and(|b| item(b));
        if listed || block.text().trim_end().ends_with([',', '，']) {
            return None;
        }
        if !more && !of_kind && !named() || is_section(block, below) || is_of_text(block, below) {
            return None;
        }
        Some(Heading { doc, layout, n, block, more, of_kind })
    }

    /// The blocks below it.
    fn below(&self) -> &'a [&'a Block] {
        &self.layout.blocks[self.n + 1..]
    }

    /// Whether it stands above the last paragraph of the body.
    fn is_inside(&self) -> bool {
        self.n + 1 < self.layout.last
    }

    /// Whether it says hardly anything else.
    fn is_bare(&self) -> bool {
        let scan = self.block.scan();
        scan.begins(Class::Related).is_some() && scan.coverage(&[Class::Related, Class::Nav]) >= 0.7
    }

    /// Blocks of other texts below it, with their dates.
    fn texts(&self) -> Option<usize> {
        if !is_outside(self.layout, self.n) || !others::heads(self.block) {
            return None;
        }
        Some(others::below(self.below(), is_prose)).filter(|below| *below > 0)
    }

    /// Blocks of the list below it; `None` if it stays.
    fn list(&self) -> Option<usize> {
        if is_one(&self.block.scan(), self.n >= self.layout.last) && !asides::is_among_sentences(self.n, self.layout) {
            return Some(0);
        }
        // `You might also like …`
        let trails = || self.block.text().ends_with('…') && width(self.block) <= 40 && self.is_bare();
        if !is_line(self.block, 40) && !trails() || !self.more && !self.of_kind && !self.is_bare() {
            return None;
        }
        if self.is_inside() && self.doc.format == "text" && self.is_bare() {
            let other = other_text(self.below());
            if other > 0 {
                return Some(other);
            }
        }
        self.titles()
    }

    /// Lines of other titles, up to the next prose or heading. In the body they must be links.
    fn titles(&self) -> Option<usize> {
        // The beginning of another text is none of this one.
        let teaser = |b: &Block| b.kind() == Kind::Paragraph && is_teaser(self.block, b);
        let teased = self.n + 3 >= self.layout.last && self.below().first().is_some_and(|b| teaser(b));
        let inside = self.is_inside() && !teased;
        let list = self
            .below()
            .iter()
            .take_while(|b| (!is_prose(b) || teased && teaser(b)) && !b.kind().is_heading() && b.kind() != Kind::Code)
            // A title has no full stop; an item that tells what it leads to may.
            .take_while(|b| b.kind() == Kind::ListItem || !b.text().ends_with('。') || furniture::is_sentence(b))
            .take_while(|b| !inside || b.hints().is_some_and(|h| h.link_chars > 0))
            .count();
        if inside && list == 0 {
            return self.is_empty().then_some(0);
        }
        (!self.of_kind || list >= 2).then_some(list)
    }

    /// What a script would have put under it is not there: `RELATED ARTICLES` alone between two paragraphs.
    fn is_empty(&self) -> bool {
        let prose = |b: Option<&&Block>| b.is_some_and(|b| is_prose(b));
        self.doc.format == "text"
            && !self.block.text().contains(chars::is_cjk)
            && self.block.text().len() >= BARE
            && self.block.scan().coverage(&[Class::Related]) >= 0.95
            && self.n >= 1
            && prose(self.layout.blocks.get(self.n - 1))
            && prose(self.below().first())
    }
}

/// Whether block `n` stands below the body.
fn is_outside(layout: &Layout<'_>, n: usize) -> bool {
    n >= layout.last && layout.last > 0
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
