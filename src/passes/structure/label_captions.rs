//! S130: see `label_captions.md`.

use serde::{Deserialize, Serialize};

use super::RECORD;
use super::layout::{Layout, is_line};
use crate::changes::Changes;
use crate::document::{Block, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{self, Class};

pub(crate) const SPEC: Spec = Spec::new::<LabelCaptions>(
    "S130",
    "label-captions",
    Stage::Structure,
    "Labels captions: numbered runs after the body, and lines such as `图为…` or `Photo: …`.",
    include_str!("label_captions.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LabelCaptions {}

/// Greatest width of a caption of a numbered run.
const WIDEST: usize = 100;

impl Pass for LabelCaptions {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == RECORD {
            return Verdict::Keep;
        }
        let layout = Layout::of(doc);
        let run = numbered_run(&layout);
        for block in &layout.blocks[run.clone()] {
            let mark = block.text().chars().next().map_or(0, char::len_utf8);
            let rest = block.text()[mark..].trim_start();
            changes.replace(block, 0..block.text().len() - rest.len(), "");
            changes.relabel(block, Kind::Caption);
        }
        for (n, block) in layout.blocks.iter().enumerate() {
            if !run.contains(&n) && matches!(block.kind(), Kind::Paragraph) && is_caption(block) {
                changes.relabel(block, Kind::Caption);
            }
        }
        Verdict::Keep
    }
}

/// The run `①… ②…` that begins right after the last prose: lines, in order, each on its own.
fn numbered_run(layout: &Layout<'_>) -> std::ops::Range<usize> {
    let start = layout.last;
    let mut end = start;
    for (block, number) in layout.blocks[start..].iter().zip('①'..='⑳') {
        if !block.text().starts_with(number) || !is_line(block, WIDEST) {
            break;
        }
        end += 1;
    }
    start..end
}

/// A line that says itself that it stands under a picture: it opens with a word for one and a colon, or with a mark
/// that points at one, or with 图为.
fn is_caption(block: &Block) -> bool {
    let text = block.text();
    if text.len() > 600 || text.contains('\n') {
        return false;
    }
    if text.starts_with(['▲', '△', '▼', '↑']) && is_line(block, WIDEST) {
        return true;
    }
    // A caption says so in its first words.
    let Some(hit) = phrases::opening(text).filter(|hit| hit.classes.contains(&Class::Caption)) else { return false };
    let after = text[hit.range.end..].trim_start();
    let word = &text[hit.range.clone()];
    let shown = matches!(word, "图为" | "圖為") && !after.starts_with(['什', '何']);
    let credit = word.to_lowercase().ends_with(" by") && is_line(block, 60);
    after.starts_with([':', '：']) || shown || credit || (matches!(word, "资料图" | "資料圖") && after.is_empty())
}
