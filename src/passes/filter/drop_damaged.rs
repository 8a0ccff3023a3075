//! F105: see `drop_damaged.md`.

use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::document::Document;
use crate::pass::{Pass, Reason, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<DropDamaged>(
    "F105",
    "drop-damaged",
    Stage::Filter,
    "Drops documents with bytes that no encoding explains.",
    include_str!("drop_damaged.md"),
)
.opt_in();

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct DropDamaged {
    /// Damaged places that are let through.
    max_replaced: u32,
}

impl Pass for DropDamaged {
    fn run(&self, doc: &Document, _: &mut Changes) -> Verdict {
        let replaced = doc.decoded().replaced;
        if replaced <= self.max_replaced {
            return Verdict::Keep;
        }
        Verdict::Drop(Reason { what: "replaced", value: replaced.to_string(), limit: self.max_replaced.to_string() })
    }
}
