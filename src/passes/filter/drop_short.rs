//! F102: see `drop_short.md`.

use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::document::Document;
use crate::pass::{Pass, Reason, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<DropShort>(
    "F102",
    "drop-short",
    Stage::Filter,
    "Drops documents with too little text.",
    include_str!("drop_short.md"),
);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct DropShort {
    /// Least number of characters (not bytes) of the body.
    min_chars: usize,
}

impl Default for DropShort {
    fn default() -> Self {
        // A sentence. Data sets set it higher (200 to 500); a tool that drops by default must only drop husks.
        DropShort { min_chars: 10 }
    }
}

impl Pass for DropShort {
    fn run(&self, doc: &Document, _: &mut Changes) -> Verdict {
        let mut chars = 0;
        for block in doc.blocks().filter(|b| b.kind().is_body()) {
            chars += block.text().chars().take(self.min_chars).count();
            if chars >= self.min_chars {
                return Verdict::Keep;
            }
        }
        Verdict::Drop(Reason { what: "chars", value: chars.to_string(), limit: self.min_chars.to_string() })
    }
}
