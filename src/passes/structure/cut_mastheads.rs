//! S131: see `cut_mastheads.md`.

use serde::{Deserialize, Serialize};

use super::RECORD;
use super::layout::{Layout, is_line};
use super::scan::{Class, Scan};
use crate::changes::Changes;
use crate::document::{Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<CutMastheads>(
    "S131",
    "cut-mastheads",
    Stage::Structure,
    "Cuts lines that name the publishing house above the title or below the body.",
    include_str!("cut_mastheads.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutMastheads {}

/// Greatest width of a masthead: a long name of a house with its role.
const WIDEST: usize = 36;

impl Pass for CutMastheads {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == RECORD {
            return Verdict::Keep;
        }
        let layout = Layout::of(doc);
        for (n, block) in layout.blocks.iter().enumerate() {
            let outside = n < layout.first.min(6) || n >= layout.last;
            if !outside || block.kind() != Kind::Paragraph || !is_line(block.text(), WIDEST) {
                continue;
            }
            // Above the title: a longer line must follow that can be one. A lone short line may be the title itself.
            let titled = layout.blocks[n + 1..]
                .iter()
                .take(3)
                .any(|b| b.kind() == Kind::Paragraph && b.text().len() > block.text().len());
            if (titled || n >= layout.last) && ends_like_masthead(block.text()) {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

fn ends_like_masthead(text: &str) -> bool {
    let text = text.trim().trim_end_matches([']', '】', ')', '）']);
    let scan = Scan::of(text);
    let last = scan.of_class(&[Class::Masthead]).last();
    last.is_some_and(|h| h.range.end == text.len()) && !text.contains(['，', ',', '、', '“', '：'])
}
