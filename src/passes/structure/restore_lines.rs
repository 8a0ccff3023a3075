//! S134: see `restore_lines.md`.

use serde::{Deserialize, Serialize};

use super::layout::{is_line, is_prose};
use super::margins::Margins;
use crate::changes::Changes;
use crate::document::{Block, BlockId, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<RestoreLines>(
    "S134",
    "restore-lines",
    Stage::Structure,
    "Puts back lines beside the text that were cut for their words or place and are written like the text.",
    include_str!("restore_lines.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct RestoreLines {}

/// Passes that know lines by their words and places, which those of a list may have.
const BY_WORDS: [&str; 3] = ["cut-navigation", "cut-mastheads", "cut-leftovers"];

/// Greatest width of a line of a list, and least lines of one.
const ITEM: usize = 40;
const LEAST: usize = 3;

/// Lines of the shortest list without a mark.
const LINES: usize = 5;

impl Pass for RestoreLines {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if matches!(doc.format, "text" | "markdown") {
            let back = doc.cut_wrongly(|| Margins::cut_wrongly(doc));
            back.iter().filter_map(|id| doc.block(*id)).for_each(|block| changes.restore(block));
            with_their_list(doc, back).into_iter().for_each(|block| changes.restore(block));
            of_lists(doc).into_iter().for_each(|block| changes.restore(block));
        }
        Verdict::Keep
    }
}

/// What was cut of lists that stay: of items in Markdown without links, of which most stay (`- print the newsletter` below
/// `- answer Edith`), and of lines in a text that has nothing but lines (`打印` between `打开` and `登录`).
fn of_lists(doc: &Document) -> Vec<&Block> {
    let by_words = |b: &Block| b.cut_by().is_some_and(|pass| pass.spec().name == "cut-navigation");
    if !doc.all_blocks().any(by_words) {
        return Vec::new();
    }
    let blocks: Vec<&Block> = doc.all_blocks().collect();
    let bare = !blocks.iter().any(|b| is_prose(b));
    let item = |b: &Block| matches!(b.kind(), Kind::Paragraph | Kind::ListItem) && is_line(b, ITEM);
    let linked = |b: &&Block| b.hints().is_some_and(|hints| hints.link_chars > 0);
    let mut back = Vec::new();
    for list in
        blocks.chunk_by(|a, b| item(a) && item(b) && a.kind() == b.kind() && (b.joined() || b.kind() == Kind::ListItem))
    {
        let stays = list.iter().filter(|b| b.cut_by().is_none()).count();
        let marked = list[0].kind() == Kind::ListItem && doc.format == "markdown" && !list.iter().any(linked);
        let most = marked && stays * 2 > list.len() || bare && list.len() >= LINES && stays * 2 >= list.len();
        if list.len() > LEAST && most {
            back.extend(list.iter().copied().filter(|b| by_words(b)));
        }
    }
    back
}

/// What else was cut of a list that comes back, where most of its lines stay or do: `首页`, `正文` and `图片` below `网页有这几个部分：`.
fn with_their_list<'a>(doc: &'a Document, back: &[BlockId]) -> Vec<&'a Block> {
    if back.is_empty() {
        return Vec::new();
    }
    let blocks: Vec<&Block> = doc.all_blocks().collect();
    let item = |b: &Block| matches!(b.kind(), Kind::Paragraph | Kind::ListItem) && is_line(b, ITEM);
    let listed = |b: &Block| b.joined() || b.kind() == Kind::ListItem;
    let returns = |b: &Block| back.contains(&b.id());
    let by_words = |b: &Block| b.cut_by().is_some_and(|pass| BY_WORDS.contains(&pass.spec().name));
    let mut also = Vec::new();
    for list in blocks.chunk_by(|a, b| item(a) && item(b) && a.kind() == b.kind() && listed(b)) {
        let stays = list.iter().filter(|b| b.cut_by().is_none() || returns(b)).count();
        if list.len() >= LEAST && stays * 2 > list.len() && list.iter().any(|b| returns(b)) {
            also.extend(list.iter().copied().filter(|b| !returns(b) && by_words(b)));
        }
    }
    also
}
