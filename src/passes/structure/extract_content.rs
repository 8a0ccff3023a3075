//! S102: see `extract_content.md`.

use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::document::{Block, Document};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<ExtractContent>(
    "S102",
    "extract-content",
    Stage::Structure,
    "Keeps the main content of an HTML page and cuts navigation, advertisements and the like.",
    include_str!("extract_content.md"),
);

/// What to do when in doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Favor {
    /// Cut.
    Precision,
    /// Take the more likely side.
    #[default]
    Balanced,
    /// Keep.
    Recall,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ExtractContent {
    favor: Favor,
}

impl Favor {
    /// Least probability in percent of what is kept. `balanced` is where the mean F1 over the visible half of the
    /// evaluation sets was highest in cross-validation; it hardly changes between 35 and 50.
    fn least(self) -> u8 {
        match self {
            Favor::Precision => 65,
            Favor::Balanced => 40,
            Favor::Recall => 25,
        }
    }
}

/// On a page on which nothing reaches the limit, what comes this near to its best block (percent) is kept: a page
/// that had text should not come out empty.
const NEAR_BEST: u32 = 60;

impl Pass for ExtractContent {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let score = |b: &Block| b.hints().and_then(|h| h.content);
        let Some(best) = doc.blocks().filter_map(score).max() else { return Verdict::Keep };
        let least = self.favor.least();
        let near = u8::try_from(u32::from(best) * NEAR_BEST / 100).unwrap_or(least);
        let least = if best >= least { least } else { near.max(5) };
        for block in doc.blocks() {
            let ruled = block.hints().is_some_and(|h| h.site.is_some());
            if !ruled && score(block).is_some_and(|s| s < least) {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}
