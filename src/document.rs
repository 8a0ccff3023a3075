//! A document while it is worked on: blocks of text, metadata, and the account of what was done.

mod hints;
mod kind;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::account::Account;
use crate::census::Census;
use crate::decode::Decoded;
use crate::meta::{Entry, Evidence, Meta, MetaPlace};
use crate::model::measure::{Measure, measure};
use crate::pass::PassId;
use crate::phrases::{self, Hit, Scan};

pub use self::hints::{Hints, Link};
pub use self::kind::Kind;

/// The place of a block in its document's arena. Stable: a split adds an id, nothing removes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub(crate) u32);

impl BlockId {
    /// The number of the block in the order of creation, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A stretch of a block's text, and the stretch of the source that it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) len: usize,
    pub(crate) source: Range<usize>,
    /// Whether both are the same text; otherwise it stands for markup (a space for a line end, `&` for `&amp;`).
    pub(crate) verbatim: bool,
}

/// What was found out about a text when a pass first asked.
#[derive(Clone, Debug, Default)]
struct Noted {
    census: OnceCell<Census>,
    phrases: OnceCell<Box<[Hit]>>,
    furniture: OnceCell<bool>,
    opening: OnceCell<Option<Hit>>,
    legal: OnceCell<bool>,
    measure: OnceCell<Box<Measure>>,
}

/// A place in the source. Inputs are limited far below 4 GiB (`--max-bytes`); beyond it the place is simply not known.
fn narrow(origin: &Range<usize>) -> Option<Range<u32>> {
    Some(u32::try_from(origin.start).ok()?..u32::try_from(origin.end).ok()?)
}

/// A run of text with one kind.
#[derive(Clone, Debug)]
pub struct Block {
    pub(crate) id: BlockId,
    pub(crate) kind: Kind,
    text: String,
    noted: Noted,
    pub(crate) origin: Option<Range<u32>>,
    /// Where its parts stood, for a block that was put together from several.
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) hints: Option<Box<Hints>>,
    pub(crate) cut: Option<PassId>,
    /// What became of it if a pass put it back.
    pub(crate) restored: Option<Restored>,
    /// Probability in percent that it is of the text, in a document that may be a whole page saved without its markup.
    pub(crate) score: Option<u8>,
    /// Whether it is the title of such a page, as far as a model can tell.
    pub(crate) titular: bool,
    /// Whether it stood directly under the block before it, without the blank line that parts others.
    pub(crate) joined: bool,
}

impl Block {
    /// A block as a parser makes it; the document gives it its id.
    pub fn new(kind: Kind, text: impl Into<String>) -> Block {
        Block {
            id: BlockId(0),
            kind,
            text: text.into(),
            noted: Noted::default(),
            origin: None,
            stretches: Vec::new(),
            hints: None,
            cut: None,
            restored: None,
            score: None,
            titular: false,
            joined: false,
        }
    }

    /// A block whose text stands at `origin` of the decoded source, as most do: made in its place, without a move.
    #[inline]
    pub(crate) fn verbatim(kind: Kind, text: &str, origin: Range<usize>) -> Block {
        Block {
            id: BlockId(0),
            kind,
            text: text.to_owned(),
            noted: Noted::default(),
            origin: narrow(&origin),
            stretches: Vec::new(),
            hints: None,
            cut: None,
            restored: None,
            score: None,
            titular: false,
            joined: false,
        }
    }

    /// Adds the byte range in the decoded source whose verbatim text this block is.
    #[must_use]
    pub fn with_origin(mut self, origin: Range<usize>) -> Block {
        self.origin = narrow(&origin);
        self
    }

    /// Adds where the parts of the text stood in the decoded source.
    #[must_use]
    pub(crate) fn with_stretches(mut self, stretches: Vec<Stretch>) -> Block {
        self.stretches = stretches;
        self
    }

    /// Says whether the block stood directly under the one before it.
    #[must_use]
    pub(crate) fn with_joined(mut self, joined: bool) -> Block {
        self.joined = joined;
        self
    }

    /// Adds what the markup said.
    #[must_use]
    pub fn with_hints(mut self, hints: Hints) -> Block {
        self.hints = Some(Box::new(hints));
        self
    }

    /// The block's id.
    pub fn id(&self) -> BlockId {
        self.id
    }

    /// What the block is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The text as it now stands.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the text consists of; counted once and again after each change.
    pub(crate) fn census(&self) -> &Census {
        self.noted.census.get_or_init(|| Census::of(&self.text))
    }

    /// The text with the phrases in it; looked for once and again after each change.
    pub(crate) fn scan(&self) -> Scan<'_> {
        let hits = self.noted.phrases.get_or_init(|| phrases::find(&self.text).into());
        Scan { text: &self.text, hits: Cow::Borrowed(hits) }
    }

    /// The same of a part of the text: as a rule it is all of it.
    pub(crate) fn scan_of<'a>(&'a self, part: &'a str) -> Scan<'a> {
        if part == self.text { self.scan() } else { Scan::of(part) }
    }

    /// Whether its phrases may be those of notices.
    pub(crate) fn may_be_legal(&self) -> bool {
        *self.noted.legal.get_or_init(|| phrases::may_be_legal(&self.text, self.census()))
    }

    /// The phrase that the text opens with; looked for once and again after each change.
    pub(crate) fn opening(&self) -> Option<&Hit> {
        self.noted.opening.get_or_init(|| phrases::opening(&self.text)).as_ref()
    }

    /// The text in numbers for the models; measured once and again after each change.
    pub(crate) fn measure(&self) -> &Measure {
        self.noted.measure.get_or_init(|| Box::new(measure(&self.text)))
    }

    /// Whether the text is furniture, as `tell` says when it is first asked; every pass asks the same of the last paragraphs.
    pub(crate) fn is_furniture(&self, tell: impl FnOnce() -> bool) -> bool {
        *self.noted.furniture.get_or_init(tell)
    }

    /// Gives the block another text; returns the one it had.
    pub(crate) fn set_text(&mut self, text: String) -> String {
        self.noted = Noted::default();
        std::mem::replace(&mut self.text, text)
    }

    /// Bytes of the decoded source that the block was made of, if its text stood there verbatim.
    pub fn origin(&self) -> Option<Range<usize>> {
        self.origin.as_ref().map(|r| r.start as usize..r.end as usize)
    }

    /// What the markup said; `None` for text without markup.
    pub fn hints(&self) -> Option<&Hints> {
        self.hints.as_deref()
    }

    /// Whether the block stood directly under the one before it in a source without markup.
    pub fn joined(&self) -> bool {
        self.joined
    }

    /// Probability in percent that the block is of the text, in a document that may be a whole page saved without its markup.
    pub fn score(&self) -> Option<u8> {
        self.score
    }

    /// The pass that cut the block, if one did.
    pub fn cut_by(&self) -> Option<PassId> {
        self.cut
    }
}

/// The passes that had cut a block, put it back and, if one did, cut it again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Restored {
    pub(crate) from: PassId,
    pub(crate) by: PassId,
    pub(crate) again: Option<PassId>,
}

/// A line above or below the body of which no pass knew what it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Margin {
    pub(crate) id: BlockId,
    /// Whether it is likely of the page and not of the text, and whether that is sure enough to cut it.
    pub(crate) of_page: bool,
    pub(crate) goes: bool,
}

/// A parsed document with everything passes may look at.
#[derive(Clone, Debug)]
pub struct Document {
    /// Stable identity: from the input record, or derived from the source.
    pub id: String,
    /// Path relative to the input, with `#n` for record n of a container.
    pub source: String,
    /// Name of the format it was parsed as.
    pub format: &'static str,
    pub(crate) decoded: Decoded,
    pub(crate) meta: Meta,
    pub(crate) evidence: Vec<Evidence>,
    /// Arena in order of creation; `order` is the reading order.
    pub(crate) blocks: Vec<Block>,
    pub(crate) order: Vec<BlockId>,
    pub(crate) account: Account,
    /// Whether a block stands elsewhere in the order than in the arena, as those do that were split off.
    pub(crate) mixed: bool,
    /// What [`Document::body`] found.
    pub(crate) body: OnceCell<(usize, usize)>,
    /// What [`Document::margins`] found.
    pub(crate) margins: OnceCell<Vec<Margin>>,
    /// What [`Document::cut_wrongly`] found.
    pub(crate) wrong: OnceCell<Vec<BlockId>>,
    /// Whether it was read from a record of our own schema, so that its structure is known.
    pub(crate) settled: bool,
}

impl Document {
    /// A document of `blocks` in reading order.
    pub fn new(id: String, source: String, decoded: Decoded, blocks: Vec<Block>) -> Document {
        let mut blocks = blocks;
        for (n, block) in blocks.iter_mut().enumerate() {
            block.id = BlockId(u32::try_from(n).unwrap_or(u32::MAX));
        }
        let order = blocks.iter().map(|b| b.id).collect();
        Document {
            id,
            source,
            format: "text",
            decoded,
            meta: Meta::default(),
            evidence: Vec::new(),
            blocks,
            order,
            account: Account::default(),
            mixed: false,
            body: OnceCell::new(),
            margins: OnceCell::new(),
            wrong: OnceCell::new(),
            settled: false,
        }
    }

    /// The blocks that have not been cut, in reading order.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = &Block> + Clone {
        self.all_blocks().filter(|b| b.cut.is_none())
    }

    /// The blocks that `wanted` chooses, cut ones too, in reading order: in one piece of memory, which an iterator of
    /// unknown length would be moved to several times.
    pub(crate) fn chosen(&self, wanted: impl Fn(&Block) -> bool) -> Vec<&Block> {
        let mut chosen = Vec::with_capacity(self.order.len());
        if self.mixed {
            chosen.extend(self.all_blocks().filter(|b| wanted(b)));
        } else {
            // Run by run: of most documents all are chosen, and a run is taken without asking for room for each.
            self.blocks.split(|b| !wanted(b)).for_each(|run| chosen.extend(run));
        }
        chosen
    }

    /// Shows the document as `pass` saw it when it ran first: a block that was put back looks cut until then. `None` comes after all.
    pub(crate) fn show_to(&mut self, pass: Option<PassId>) {
        for block in &mut self.blocks {
            if let Some(Restored { from, by, again }) = block.restored {
                block.cut = match pass {
                    Some(pass) if pass <= by => Some(from),
                    pass => again.filter(|again| pass.is_none_or(|pass| *again < pass)),
                };
                self.body.take();
            }
        }
    }

    /// Where the body begins and ends among the blocks that have not been cut, as `tell` says when it is first asked and
    /// again after blocks have changed: ten passes ask for it, and few change any.
    pub(crate) fn body(&self, tell: impl FnOnce() -> (usize, usize)) -> (usize, usize) {
        *self.body.get_or_init(tell)
    }

    /// What the lines around the body are, as `tell` says when it is first asked: what passes do later is no evidence of it.
    pub(crate) fn margins(&self, tell: impl FnOnce() -> Vec<Margin>) -> &[Margin] {
        self.margins.get_or_init(tell)
    }

    /// What was cut and is of the text all the same, as `tell` says when it is first asked.
    pub(crate) fn cut_wrongly(&self, tell: impl FnOnce() -> Vec<BlockId>) -> &[BlockId] {
        self.wrong.get_or_init(tell)
    }

    /// All blocks in reading order, cut ones too.
    pub fn all_blocks(&self) -> impl DoubleEndedIterator<Item = &Block> + Clone {
        self.order.iter().filter_map(|id| self.block(*id))
    }

    /// One block.
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.get(id.index())
    }

    /// The metadata that has been decided.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// What the parser found that may become metadata.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// The values of the metadata with their places.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (MetaPlace, &Entry)> + Clone {
        (0..).map(MetaPlace::Entry).zip(&self.meta.entries)
    }

    /// The values of the metadata and what may become one, which are repaired with the text: what is decided later, and
    /// which line of the body says the same, is then decided on the repaired form.
    pub(crate) fn values(&self) -> impl Iterator<Item = (MetaPlace, &Entry)> + Clone {
        self.entries().chain((0..).map(MetaPlace::Evidence).zip(&self.evidence))
    }

    /// How the bytes became text.
    pub fn decoded(&self) -> &Decoded {
        &self.decoded
    }

    /// What was done so far.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// The body: texts of uncut body blocks joined by `\n`, empty ones left out.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for block in self.blocks().filter(|b| b.kind.is_body() && !b.text.is_empty()) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&block.text);
        }
        out
    }
}
