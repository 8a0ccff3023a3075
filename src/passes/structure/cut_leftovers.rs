//! S133: see `cut_leftovers.md`.

use serde::{Deserialize, Serialize};

use super::surroundings::Saved;
use crate::changes::Changes;
use crate::document::{Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<CutLeftovers>(
    "S133",
    "cut-leftovers",
    Stage::Structure,
    "Cuts what is left of a page beside its text, once titles, names and dates are taken from there.",
    include_str!("cut_leftovers.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutLeftovers {}

/// Greatest score of what goes, and of what goes above the text while no title is known: it may stand there.
const MOST: u8 = 15;
const UNTITLED: u8 = 4;

impl Pass for CutLeftovers {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let Some(page) = Saved::of(doc) else { return Verdict::Keep };
        let titled = doc.meta().get(MetaKey::Title).is_some();
        for (n, (block, score)) in page.blocks.iter().enumerate().filter(|(n, _)| page.is_outside(*n)) {
            let most = if titled || n > page.last { MOST } else { UNTITLED };
            let open = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Heading(_));
            if *score <= most && open && block.cut_by().is_none() {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}
