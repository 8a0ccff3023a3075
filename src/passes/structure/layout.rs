//! Where a document's body lies: most furniture stands before the first or after the last paragraph of prose.

use super::fields::{by_line, day_lines, filings, imprints};
use super::furniture::{self, bars, others};
use super::lift_title;
use super::people::datelines;
use crate::census::{Census, Traits};
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::passes;
use crate::phrases::Class;

/// Shortest width (see [`chars::width`]) of a paragraph that counts as prose: about 30 Han characters or 10 words.
/// Shorter lines with a full stop occur in notices and captions.
const PROSE: usize = 60;

/// Bytes of a paragraph that is prose by the full stops in it.
const LONG: usize = 360;

/// Blocks in which the text begins behind a notice above it.
const NOTICES: usize = 4;

/// Bytes of the longest line that names editors.
const SIGNED: usize = 150;

/// Bytes in which the key of such a line and the mark behind it stand: the longest has 24, and a space may part its words.
const KEY: usize = 64;

/// Lines among which the sentence of a page stands above a head, lines between it and the text, and least width of a title there.
const TOP: usize = 12;
const BETWEEN: usize = 16;
const TITLE: usize = 16;

/// The uncut blocks of a document and the stretch of its body.
pub(super) struct Layout<'a> {
    pub blocks: Vec<&'a Block>,
    /// Index of the first paragraph of prose; the number of blocks if there is none.
    pub first: usize,
    /// Index after the last paragraph of prose.
    pub last: usize,
}

impl<'a> Layout<'a> {
    pub fn of(doc: &'a Document) -> Layout<'a> {
        Layout::uncut(doc, doc.chosen(|b| b.cut_by().is_none()))
    }

    /// The layout as the pass of this name saw it when it ran first: with the blocks that it and those behind it cut. Positions
    /// are evidence, so without them a second run would see other evidence than the first.
    pub fn before(doc: &'a Document, name: &str) -> Layout<'a> {
        let blocks = doc.chosen(|b| !is_cut_before(b, name));
        if blocks.iter().all(|b| b.cut_by().is_none()) { Layout::uncut(doc, blocks) } else { Layout::from(blocks) }
    }

    /// Of all blocks that have not been cut.
    fn uncut(doc: &'a Document, blocks: Vec<&'a Block>) -> Layout<'a> {
        let (first, last) = doc.body(|| body(&blocks));
        Layout { blocks, first, last }
    }

    /// Of some blocks.
    pub fn from(blocks: Vec<&'a Block>) -> Layout<'a> {
        let (first, last) = body(&blocks);
        Layout { blocks, first, last }
    }

    /// The other texts below the body, with the heading over them; empty if there are none.
    pub fn others(&self) -> std::ops::Range<usize> {
        let below = |n: usize| others::below(&self.blocks[n + 1..], is_prose);
        let heads = |n: &usize| others::heads(self.blocks[*n]) && below(*n) > 0;
        let from = (self.last.max(1)..self.blocks.len()).find(heads);
        from.map_or(0..0, |n| n..n + 1 + below(n))
    }

    /// Blocks before the body, at most `most`, with their index.
    pub fn head(&self, most: usize) -> impl Iterator<Item = (usize, &'a Block)> + '_ {
        self.blocks[..self.first.min(most)].iter().copied().enumerate()
    }

    /// Whether block `n` stands before or after the prose, or within `reach` blocks of either end of it.
    pub fn at_edge(&self, n: usize, reach: usize) -> bool {
        n < self.first + reach || n + reach >= self.last
    }
}

/// Whether a pass that runs before the one of this name cut the block.
pub(super) fn is_cut_before(block: &Block, name: &str) -> bool {
    block.cut_by().is_some_and(|id| passes::find(name).is_some_and(|own| id < own))
}

/// The indices of the first paragraph of prose and behind the last one.
fn body(blocks: &[&Block]) -> (usize, usize) {
    let prose = |b: &&Block| is_prose(b);
    let opens = |b: &&Block| is_prose(b) && !furniture::is_about_page(b);
    let first = blocks.iter().position(opens).unwrap_or(blocks.len());
    // `著作权归作者所有。商业转载请联系作者……` stands between the head and the text as well, with the title below it.
    let line_below = blocks.get(first + 1).is_some_and(|b| !is_prose(b));
    // So does what the reader is to do: `打开微信，点击“发现”，使用“扫一扫”即可将网页分享至朋友圈。`
    let prompt = blocks.get(first).is_some_and(|b| furniture::is_prompt_sentence(b));
    let text = |b: &&Block| is_prose(b) && !furniture::is_sentence(b);
    let behind = || (first..blocks.len()).take(NOTICES).find(|n| text(&blocks[*n]));
    let first = if line_below || prompt { behind().unwrap_or(first) } else { first };
    let first = if line_below { below_head(blocks, first).unwrap_or(first) } else { first };
    let last = blocks.iter().rposition(prose).map_or(0, |n| n + 1);
    // Sentences of furniture are long enough for prose. A document of nothing but them is one about them.
    let body = |n: &usize| {
        is_prose(blocks[*n])
            && !furniture::is_sentence(blocks[*n])
            && !(*n > 0 && is_teaser(blocks[*n - 1], blocks[*n]))
    };
    let last = (first..last).rev().find(body).map_or(last, |n| n + 1);
    let other = others_from(blocks, first, last);
    let last = other.and_then(|from| (first..from).rev().find(body)).map_or(last, |n| n + 1);
    // Between the last paragraph and who edited it stands where it is from: `（原题为《水车停了》）`.
    let above = |editor: usize| (first..editor).rev().find(body).map_or(editor, |n| n + 1);
    let last = ended(blocks, first, last).or_else(|| signed(blocks, first, last).map(above)).unwrap_or(last);
    (first, last)
}

/// Where the text begins behind a sentence of the page that nobody knows, if its title and its date or writer stand between: `This page is
/// kept for those who look for it.`, `The mill turns again`, `By Ann Lee`, `3 May 2014`. Below the title a sentence sums the text up.
fn below_head(blocks: &[&Block], first: usize) -> Option<usize> {
    let text = |n: &usize| is_prose(blocks[*n]) && !furniture::is_sentence(blocks[*n]);
    let reach = |from: usize| from..blocks.len().min(from + BETWEEN);
    let next = reach(first + 1).find(text).filter(|next| first <= TOP && *next > first + 2)?;
    // Chinese pages say theirs in words that are known, but where who reports opens the text.
    if blocks[first].text().contains(chars::is_han) && !opens_with_reporter(blocks[next].text()) {
        return None;
    }
    let stamped = |n: &usize| {
        let block = blocks[*n];
        let line = block.text();
        line.len() <= SIGNED
            && is_line(block, SIGNED)
            && (imprints::whole_date(imprints::strip(line)).is_some()
                || by_line::read(line).is_some()
                || day_lines::read(line).is_some())
    };
    let stamp = (first + 1..next).find(stamped)?;
    let titular = |n: &usize, least: usize| {
        let block = blocks[*n];
        let open = matches!(block.kind(), Kind::Paragraph | Kind::Heading(_) | Kind::Meta);
        open && width(block) >= least && !stamped(n) && lift_title::is_title(block)
    };
    let under = first.checked_sub(1).is_some_and(|above| titular(&above, TITLE + TITLE / 2));
    let between = || (first + 1..stamp).any(|n| titular(&n, TITLE)) && !under;
    // `Mar 21, 2017 · 6 min read` stands above some titles.
    let below = || {
        let above = (0..first).any(|n| titular(&n, TITLE));
        !above && (stamp + 1..next).any(|n| titular(&n, TITLE))
    };
    // A diary has a day over each of its parts.
    let again = || {
        let end = reach(next).rev().find(text).unwrap_or(next);
        (next..end).any(|n| stamped(&n))
    };
    ((between() || below()) && !again()).then_some(next)
}

/// `〔記者陳小河／石橋報導〕水車停了……`
fn opens_with_reporter(text: &str) -> bool {
    text.starts_with(datelines::OPEN) && datelines::read(text).is_some_and(|line| !line.people.authors.is_empty())
}

/// Where the beginnings of other texts start that are all that looks like text below.
fn others_from(blocks: &[&Block], first: usize, last: usize) -> Option<usize> {
    if last < first + 2 {
        return None;
    }
    let whole = |n: &usize| {
        let below = &blocks[n + 1..];
        others::heads(blocks[*n]) && n + 1 + others::below(below, is_prose) >= last
    };
    others::run(blocks).filter(|from| (first + 1..last).contains(from)).or_else(|| (first + 1..last).find(whole))
}

/// The beginning of another text under the word for such: `石桥县以……为突破口...` under `新闻推荐`.
pub(super) fn is_teaser(above: &Block, block: &Block) -> bool {
    let cut_off = block.text().ends_with("...") || block.text().ends_with('…');
    cut_off && above.opening().is_some_and(|hit| hit.classes.contains(&Class::Related)) && is_line(above, 40)
}

/// The paragraph that says that it is the last (`……不少。（完）`) ends the body, if not much stands below it.
fn ended(blocks: &[&Block], first: usize, last: usize) -> Option<usize> {
    let total: usize = blocks.get(first..last)?.iter().map(|b| b.text().len()).sum();
    let mut below = 0;
    let near = |n: &usize| {
        let fits = below * 4 <= total;
        below += blocks[*n].text().len();
        fits
    };
    (first..last).rev().take_while(near).find(|n| bars::ends_in_end(blocks[*n].text())).map(|n| n + 1)
}

/// The line that names the editor ends the body, if little prose stands below it: a summary of another text, a word on the site, a headline of fifty
/// that ends a sentence.
fn signed(blocks: &[&Block], first: usize, last: usize) -> Option<usize> {
    let prose = |b: &Block| if is_prose(b) { b.text().len() } else { 0 };
    let total: usize = blocks.get(first..last)?.iter().map(|b| prose(b)).sum();
    let mut below = 0;
    // Not more than a quarter of the text.
    let near = |n: &usize| {
        below += prose(blocks[*n]);
        below * 4 <= total
    };
    let names = |n: &usize| {
        let text = blocks[*n].text();
        // A colon or a bar, in whatever width, stands behind the key, which is short.
        let head = &text[..text.floor_char_boundary(KEY)];
        let mark = |c: char| matches!(c, ':' | '：' | '丨' | '|' | '｜' | '/' | '／');
        let marked = || head.contains(mark);
        // So does the line of a system for weblogs: `Posted by Ann Lee at 6:30 PM`.
        text.len() <= SIGNED && (marked() && furniture::names_editor(text) || filings::foot(text).is_some())
    };
    let mut found = None;
    for n in (first + 1..last).rev().take_while(near) {
        found = if names(&n) { Some(n) } else { found };
    }
    found
}

/// A paragraph of prose: long enough, and it ends a sentence; or in Chinese and Japanese so long that it has
/// sentences in it, however it ends (cut off, or in who wrote it).
pub(super) fn is_prose(block: &Block) -> bool {
    let body = matches!(block.kind(), Kind::Paragraph | Kind::Quote | Kind::ListItem);
    // A byte is a quarter to one column of width, so short and long blocks are told without counting.
    let len = block.text().len();
    let ends = || {
        let text = block.text();
        chars::is_sentence(text) || len >= LONG && has_sentences(text) || is_signed(text)
    };
    body && len >= PROSE && ends() && (len >= 4 * PROSE || width(block) >= PROSE)
}

/// Whether a bracket stands behind the last sentence of a text: `……修好。（陈小河 石桥日报记者 李敏）`. One that says whose picture it is
/// stands below that.
fn is_signed(text: &str) -> bool {
    let bracket = chars::trim_end(text).strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（']));
    bracket.is_some_and(|(rest, who)| rest.ends_with('。') && !who.contains(['摄', '攝', '图', '圖', '照']))
}

/// Whether a long text that ends in none has sentences in it: two in Han and kana, three in letters.
fn has_sentences(text: &str) -> bool {
    // Not in the remarks of code: `* The contents of this file …`.
    let stops = || memchr::memchr_iter(b'.', text.as_bytes()).filter(|at| text.as_bytes().get(at + 1) == Some(&b' '));
    let letters = || !text.starts_with(['*', '/', '#']) && stops().nth(2).is_some();
    text.matches('。').nth(1).is_some() || letters()
}

/// The width of a block's text, see [`chars::width`].
pub(super) fn width(block: &Block) -> usize {
    block.census().width as usize
}

/// A line: short, one line only, and no sentence in it. `most` is its greatest width.
pub(super) fn is_line(block: &Block, most: usize) -> bool {
    block.text().len() <= most * 3 && is_line_of(block.text(), block.census(), most)
}

/// The same of a text of which `census` was counted.
pub(super) fn is_line_of(text: &str, census: &Census, most: usize) -> bool {
    let stops = matches!(text.as_bytes().last(), Some(b'.' | b'!' | b'?' | b';'));
    !stops && census.width as usize <= most && !census.traits.any(Traits::STOP)
}
