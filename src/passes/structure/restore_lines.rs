//! S134: see `restore_lines.md`.

use serde::{Deserialize, Serialize};

use super::margins::Margins;
use crate::changes::Changes;
use crate::document::Document;
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

impl Pass for RestoreLines {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if matches!(doc.format, "text" | "markdown") {
            let back = doc.cut_wrongly(|| Margins::cut_wrongly(doc));
            back.iter().filter_map(|id| doc.block(*id)).for_each(|block| changes.restore(block));
        }
        Verdict::Keep
    }
}
