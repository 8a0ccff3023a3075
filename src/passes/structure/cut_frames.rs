//! S104: see `cut_frames.md`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::fields::imprints::whole_date;
use super::fields::{filed, meta_line};
use super::furniture::{menus, placeholders, remains, replies, spoken, templates};
use super::layout::{Layout, is_line, is_prose, width};
use super::people::full_names;
use super::titles::top_headings;
use crate::changes::Changes;
use crate::chars;
use crate::chars::folded;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Words, simplify};

pub(crate) const SPEC: Spec = Spec::new::<CutFrames>(
    "S104",
    "cut-frames",
    Stage::Structure,
    "Cuts what a page in Markdown has around its text: menus above the title, forms and lists of links below the body.",
    include_str!("cut_frames.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutFrames {}

/// Blocks from the top in which a link past the menu may stand: boxes for consent stand above it.
const SKIP: usize = 60;

/// Blocks of nothing but links that make a frame.
const FRAME: usize = 3;

/// Greatest width of a line of a frame that is no link.
const SHORT: usize = 40;

/// Paragraphs of links that end a text, of a page without a frame: a few may be what its author leads to.
const LINKS: usize = 5;

/// Least width of a paragraph that is text without ending a sentence.
const LONG: usize = 80;

/// Lines above the heading of a page among which its date and its writer stand.
const ABOUT: usize = 4;

/// Greatest width of the title of another text.
const OTHER: usize = 140;

impl Pass for CutFrames {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if !matches!(doc.format, "markdown" | "text") {
            return Verdict::Keep;
        }
        let layout = Layout::before(doc, SPEC.name);
        remains::errors(&layout.blocks).for_each(|block| changes.cut(block));
        if doc.format == "text" {
            cut_around_text(doc, &layout, changes);
            return Verdict::Keep;
        }
        fill_templates(doc, &layout.blocks, changes);
        if let Some(page) = Page::of(doc, &layout.blocks) {
            if page.framed {
                page.cut_above_title(changes);
                page.cut_under_title(changes);
                page.lift_longer_title(changes);
            }
            page.lift_date_and_writer(changes);
            anchors(page.blocks).into_iter().for_each(|block| changes.cut(block));
            page.cut_below_text(changes);
        }
        Verdict::Keep
    }
}

/// What a saved text has around it: menus, directives, pictures that are not there, calendars.
fn cut_around_text(doc: &Document, layout: &Layout<'_>, changes: &mut Changes) {
    let menu = menus::above(&layout.blocks);
    let led = if menu.is_empty() { Vec::new() } else { spoken::led(&layout.blocks) };
    let said = menu.iter().any(|block| led.contains(&block.id()));
    if !menu.is_empty() && !said && spoken::list_above(&layout.blocks) == 0 {
        menu.into_iter().for_each(|block| changes.cut(block));
    }
    remains::directives(&layout.blocks).into_iter().for_each(|block| changes.cut(block));
    for (block, end) in placeholders::pictures(doc) {
        match block.text().len() {
            all if end == all => changes.cut(block),
            _ => changes.replace(block, 0..end, ""),
        }
    }
    remains::calendar(layout).into_iter().for_each(|block| changes.cut(block));
}

/// Under front matter a program fills the text: lines of templates go, and calls within lines leave their words.
fn fill_templates(doc: &Document, blocks: &[&Block], changes: &mut Changes) {
    if !doc.evidence().iter().any(|e| e.from == "front-matter") {
        return;
    }
    let line = |b: &Block| matches!(b.kind(), Kind::Paragraph | Kind::Heading(_));
    let template = |b: &&&Block| line(b) && remains::is_template(b.text());
    blocks.iter().filter(template).for_each(|block| changes.cut(block));
    let open = |b: &&&Block| b.kind() != Kind::Code && b.text().contains("{{") && !template(b);
    for block in blocks.iter().filter(open) {
        for (range, words) in templates::calls(block.text()) {
            changes.replace(block, range, words);
        }
    }
}

/// A page, and where in it the text stands.
struct Page<'a> {
    doc: &'a Document,
    blocks: &'a [&'a Block],
    /// Below the menu and the box above it.
    from: usize,
    /// The first block of the text.
    first: usize,
    /// The line of the title, between the two.
    title: Option<usize>,
    /// Whether the heading of the page says where it begins.
    headed: bool,
    /// Whether a frame stands around the text.
    framed: bool,
}

impl<'a> Page<'a> {
    /// `None` if nothing tells the text from what stands around it.
    fn of(doc: &'a Document, blocks: &'a [&'a Block]) -> Option<Page<'a>> {
        let skip = past_menu(blocks);
        let from = skip.map_or(0, |n| n + 1);
        // Of a box above the menu no sentence is of the text.
        let lone = top_headings::find(doc, blocks).filter(|n| doc.meta().get(MetaKey::Title).is_none() && *n >= from);
        let from = lone.unwrap_or(from);
        let first = from + blocks.iter().skip(from).position(|b| is_text(b))?;
        let title = title_line(doc, blocks, from, first);
        let page = Page { doc, blocks, from, first, title, headed: lone.is_some(), framed: false };
        Some(Page { framed: skip.is_some() || page.headed || page.has_menu(), ..page })
    }

    /// Where the menu ends: at the line of the title.
    fn top(&self) -> usize {
        self.title.unwrap_or(self.from)
    }

    /// What the title is known to be.
    fn known(&self) -> Option<String> {
        self.doc.meta().get(MetaKey::Title).map(folded)
    }

    /// Whether enough links stand above the title.
    fn has_menu(&self) -> bool {
        let links = self.blocks[..self.top()].iter().filter(|b| is_linked(b)).count();
        // Where front matter says what the title is, the line that repeats it is sure to be it.
        let sure = || self.title.is_some_and(|n| self.known().is_some_and(|t| t == folded(self.blocks[n].text())));
        links >= FRAME || links + 1 >= FRAME && sure()
    }

    /// Under the title stands whose text it is.
    fn is_author(&self, block: &Block) -> bool {
        let names = self.doc.meta().all(MetaKey::Author);
        block.kind() == Kind::Paragraph
            && names.map(folded).any(|name| !name.is_empty() && name == folded(block.text()))
    }

    /// The menu, but for what it says of the text.
    fn cut_above_title(&self, changes: &mut Changes) {
        let (top, known) = (self.top(), self.known());
        for (n, block) in self.blocks[..top].iter().enumerate() {
            let near = self.headed && n + ABOUT >= top;
            let says = (n >= self.from || near) && is_about_text(block)
                || known.as_ref().is_some_and(|t| *t == folded(block.text()));
            if !says && (n < self.from || !is_text(block)) {
                changes.cut(block);
            }
        }
    }

    /// Links to a share or a neighbour under the title; what else is said there is about the text.
    fn cut_under_title(&self, changes: &mut Changes) {
        for block in self.blocks[self.top()..self.first].iter().skip(1) {
            let line = block.kind() == Kind::Paragraph && is_linked(block) && width(block) <= SHORT;
            if line && !is_about_text(block) && filed::read(block).is_none() && !self.is_author(block) {
                changes.cut(block);
            }
        }
    }

    /// What the page itself calls its text may go on from what the front matter calls it.
    fn lift_longer_title(&self, changes: &mut Changes) {
        let line = self.title.map(|n| self.blocks[n]).filter(|line| line.kind() == Kind::Heading(1));
        let Some((line, known)) = line.zip(self.known()) else { return };
        let own = folded(line.text());
        if !known.is_empty() && own.len() > known.len() && own.starts_with(&known) {
            changes.set_meta(MetaKey::Title, line.text().trim(), "page-heading");
            changes.relabel(line, Kind::Meta);
        }
    }

    /// The date behind the title, the writer under it, and how the text is filed.
    fn lift_date_and_writer(&self, changes: &mut Changes) {
        let date = self.title.and_then(|n| date_behind(self.blocks[n]));
        if let Some(date) = date.filter(|_| self.doc.meta().get(MetaKey::Date).is_none()) {
            changes.add_meta(MetaKey::Date, date, "title-line");
        }
        let under = self.title.map_or(self.first, |n| n + 1)..self.first;
        let under = self.blocks.get(under).unwrap_or_default();
        under.iter().filter(|b| self.is_author(b)).for_each(|block| changes.relabel(block, Kind::Byline));
        filed::lift(self.doc, self.blocks, self.first, changes);
    }

    /// Forms, comments and links below the text.
    fn cut_below_text(&self, changes: &mut Changes) {
        let (blocks, first) = (self.blocks, self.first);
        // Below the comments nothing is of the text.
        let over = replies::on_title(blocks).filter(|n| *n > first).unwrap_or(blocks.len());
        let end = below(&blocks[..over], first).unwrap_or(over);
        // `## Published by`, `### Ann Lee`
        let by = |b: &&&Block| full_names::is_name(b.text().trim());
        if let Some(name) = blocks.get(end + 1).filter(|b| b.kind().is_heading()).filter(by)
            && blocks[end].text().trim().eq_ignore_ascii_case("published by")
            && self.doc.meta().get(MetaKey::Author).is_none()
        {
            changes.add_meta(MetaKey::Author, name.text().trim(), "below-text");
        }
        let end = links_below(blocks, first, end, self.framed);
        blocks[end..].iter().for_each(|block| changes.cut(block));
    }
}

/// Whether hardly anything of a block is no link.
fn is_linked(block: &Block) -> bool {
    let Some(hints) = block.hints().filter(|hints| hints.link_chars > 0) else { return false };
    let letters = block.text().chars().filter(|c| chars::is_alphanumeric(*c)).count();
    block.kind() != Kind::Table && u32::try_from(letters).is_ok_and(|l| l > 0 && hints.link_chars * 10 >= l * 8)
}

/// Whether a block is of the text: prose, code, or a paragraph long enough for it whatever it ends in.
pub(super) fn is_text(block: &Block) -> bool {
    let long = || width(block) >= LONG && !is_linked(block);
    let kind = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Quote);
    block.kind() == Kind::Code || is_prose(block) || kind && long()
}

/// Whether no element made the block.
fn is_bare(block: &Block) -> bool {
    block.hints().is_none_or(|hints| hints.tag.is_empty())
}

/// A line of a frame tells something of the text, too: who wrote it and when.
fn is_about_text(block: &Block) -> bool {
    let text = block.text().trim();
    whole_date(text).is_some() || meta_line::read(text).is_some() || block.kind() == Kind::Code
}

/// The link at the top of a page that leads past its menu (`Skip to content`): what stands above it is none of the text.
fn past_menu(blocks: &[&Block]) -> Option<usize> {
    let skips =
        |b: &&Block| b.text().len() <= 80 && is_linked(b) && Words::Skip.has(&simplify(b.text().trim()).to_lowercase());
    let found = blocks.iter().take(SKIP).position(skips)?;
    let size = |blocks: &[&Block]| blocks.iter().map(|b| b.text().len()).sum::<usize>();
    // Boxes for consent are long, and few texts are as short as they.
    (size(&blocks[..found]) < 2 * size(&blocks[found..])).then_some(found)
}

/// The line of the title between the menu and the text: it is what the title is known to be, the only heading of the first level, or
/// below the link past the menu the first heading.
fn title_line(doc: &Document, blocks: &[&Block], from: usize, first: usize) -> Option<usize> {
    let heading = |n: &usize| blocks[*n].kind().is_heading();
    let tops = || (0..blocks.len()).filter(|n| blocks[*n].kind() == Kind::Heading(1));
    let open = |n: &usize| heading(n) || blocks[*n].kind() == Kind::Paragraph && is_line(blocks[*n], OTHER);
    let known = doc.meta().get(MetaKey::Title).map(folded).filter(|title| !title.is_empty());
    let named = known.and_then(|title| {
        (from..first).rev().filter(open).find(|n| {
            let own = folded(blocks[*n].text());
            // A bracket with the date may stand behind it.
            own == title || own.starts_with(&title) && blocks[*n].text().contains(['[', '（', '('])
        })
    });
    let after = || (from..first).find(heading).filter(|_| from > 0);
    let top = || (from..first).find(|n| blocks[*n].kind() == Kind::Heading(1));
    let lone = || top().filter(|_| tops().count() == 1);
    named.or_else(|| top().filter(|_| from > 0)).or_else(lone).or_else(after)
}

/// The date in the bracket behind a title: `水车停了 [转贴 2009-02-05 11:39:05]`.
fn date_behind(line: &Block) -> Option<String> {
    let (_, inner) = line.text().trim_end().strip_suffix([']', '）', ')'])?.rsplit_once(['[', '（', '('])?;
    whole_date(inner.trim_start_matches(|c: char| !c.is_ascii_digit()))
}

/// Links to headings of the page, below them and called after them, two and more.
fn anchors<'a>(blocks: &[&'a Block]) -> Vec<&'a Block> {
    fn own(block: &Block) -> Option<&str> {
        block.hints()?.links.first()?.href.split_once('#').map(|(page, _)| page)
    }
    let found: Vec<&Block> = blocks
        .windows(2)
        .filter_map(|pair| {
            let [heading, line] = pair else { return None };
            if !heading.kind().is_heading() {
                return None;
            }
            let (name, text) = (heading.text().trim(), line.text().trim());
            let called = !name.is_empty() && text.len() > name.len() && text.contains(name);
            let whole =
                || line.hints().is_some_and(|h| h.links.len() == 1 && h.link_chars as usize >= text.chars().count());
            (called && line.kind() == Kind::Paragraph && whole() && own(line).is_some()).then_some(*line)
        })
        .collect();
    let same = found.windows(2).all(|pair| own(pair[0]) == own(pair[1]));
    if same && found.len() > 1 { found } else { Vec::new() }
}

/// Where the frame below the text begins: at a heading of forms, of shares or of other texts, if there is little below it.
fn below(blocks: &[&Block], first: usize) -> Option<usize> {
    let size = |blocks: &[&Block]| blocks.iter().map(|b| b.text().len()).sum::<usize>();
    let prose = |blocks: &[&Block]| blocks.iter().filter(|b| is_prose(b)).map(|b| b.text().len()).sum::<usize>();
    // Nothing of the text may stand below a line, which is told sooner than what it says.
    let end = blocks.iter().rposition(|b| is_prose(b)).map_or(0, |n| n + 1);
    let begins = |n: &usize| {
        let block = blocks[*n];
        let heading = block.kind().is_heading();
        if !heading && (block.kind() != Kind::Paragraph || *n < end) {
            return false;
        }
        let line = block.text().trim();
        if line.len() > OTHER {
            return false;
        }
        let line = simplify(line.trim_end_matches([':', '：', '!', '！', '.', '…', '/', ' '])).to_lowercase();
        let word = Words::Below.has(&line) || heading && is_beside_name(&line);
        // A heading may have the text about the writer below it; a line of the text may say the same.
        word && (!heading || prose(&blocks[*n..]) * 4 <= size(&blocks[first..*n]))
    };
    let found = (first + 1..blocks.len()).find(begins)?;
    // A heading above it has nothing of its own.
    let empty = (first + 1..found).rev().take_while(|n| blocks[*n].kind().is_heading()).count();
    Some(found - empty)
}

/// `Published by Ann`, `河边的磨坊 카테고리의 다른 글`: a word of the list and a name.
fn is_beside_name(line: &str) -> bool {
    static WORDS: LazyLock<Vec<(bool, &str)>> = LazyLock::new(|| {
        let before = |word: &&'static str| Some((true, word.strip_suffix('…')?));
        let behind = |word: &&'static str| Some((false, word.strip_prefix('…')?));
        Words::Below.all().iter().filter_map(|word| before(word).or_else(|| behind(word))).collect()
    });
    WORDS.iter().any(|(before, word)| if *before { line.starts_with(word) } else { line.ends_with(word) })
}

/// Where a run of links at the very end begins: headings that are links with what stands below them, and paragraphs of links, three
/// and more; on a page with a frame short lines among them, too.
fn links_below(blocks: &[&Block], first: usize, end: usize, framed: bool) -> usize {
    let mut start = end;
    let mut links = 0;
    let least = if framed { 1 } else { LINKS };
    for n in (first + 1..end).rev() {
        let block = blocks[n];
        let linked = is_linked(block) && width(block) <= OTHER;
        let fits = match block.kind() {
            Kind::Heading(_) => linked,
            // Cards of links are set in HTML.
            Kind::Paragraph => linked && (framed || is_bare(block)) || framed && is_line(block, SHORT),
            Kind::ListItem => framed && linked,
            Kind::Caption => framed,
            _ => false,
        };
        if !fits {
            // What a plain heading stands over may be the sources.
            let over = block.kind().is_heading();
            return if links >= least && !over { start } else { end };
        }
        links += usize::from(linked);
        start = if linked { n } else { start };
    }
    end
}
