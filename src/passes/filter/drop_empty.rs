//! F101: see `drop_empty.md`.

use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::document::Document;
use crate::pass::{Pass, Reason, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<DropEmpty>(
    "F101",
    "drop-empty",
    Stage::Filter,
    "Drops documents with no text left.",
    include_str!("drop_empty.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct DropEmpty {}

impl Pass for DropEmpty {
    fn run(&self, doc: &Document, _: &mut Changes) -> Verdict {
        let any = doc.blocks().any(|b| b.kind().is_body() && b.text().chars().any(char::is_alphanumeric));
        if any {
            return Verdict::Keep;
        }
        Verdict::Drop(Reason { what: "letters", value: "0".to_owned(), limit: "1".to_owned() })
    }
}
