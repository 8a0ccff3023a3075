//! S132: see `lift_title.md`.

use serde::{Deserialize, Serialize};

use super::RECORD;
use super::layout::Layout;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<LiftTitle>(
    "S132",
    "lift-title",
    Stage::Structure,
    "Takes the first line of a text as its title, and takes a repeated title out of the body.",
    include_str!("lift_title.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LiftTitle {}

/// Least and greatest width of a title. Chinese headlines reach 45 characters, English ones 140.
const WIDTH: std::ops::RangeInclusive<usize> = 4..=140;

impl Pass for LiftTitle {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        // HTML says what its title is; `recover-metadata` weighs that.
        if doc.format == RECORD || doc.format == "verbatim" || doc.format == "html" {
            return Verdict::Keep;
        }
        let layout = Layout::of(doc);
        let known = doc.meta().get(MetaKey::Title);
        for (_, block) in layout.head(6) {
            match known {
                Some(title) if folded(title) == folded(block.text()) => {
                    changes.relabel(block, Kind::Meta);
                    return Verdict::Keep;
                }
                _ => {}
            }
        }
        if known.is_some() {
            return Verdict::Keep;
        }
        // Without prose nothing tells a title from the other lines, but markup does.
        let prose = layout.first < layout.blocks.len();
        let found = layout.head(6).map(|(_, b)| b).find(|b| matches!(b.kind(), Kind::Paragraph | Kind::Heading(_)));
        if let Some(block) = found.filter(|b| is_title(b) && (prose || b.kind() == Kind::Heading(1))) {
            changes.set_meta(MetaKey::Title, block.text().trim(), "first-line");
            changes.relabel(block, Kind::Meta);
        }
        Verdict::Keep
    }
}

fn is_title(block: &Block) -> bool {
    let text = block.text().trim();
    block.kind() == Kind::Heading(1)
        || WIDTH.contains(&chars::width(text))
            && !text.contains('\n')
            && !text.ends_with(['。', '.', '；', ';', '，', ',', '：', ':', '、'])
            && !text.contains('。')
}

fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
