//! G101: see `drop_duplicates.md`.

use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::document::Document;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<DropDuplicates>(
    "G101",
    "drop-duplicates",
    Stage::Gate,
    "Drops documents whose clean text is that of an earlier one.",
    include_str!("drop_duplicates.md"),
)
.opt_in();

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct DropDuplicates {}

impl Pass for DropDuplicates {
    fn run(&self, _: &Document, _: &mut Changes) -> Verdict {
        Verdict::Keep
    }

    /// The body as it stands in the record, by 128 bits: two texts of a million millions meet by chance once in 10^14.
    fn sign(&self, doc: &Document) -> Option<u128> {
        let mut hash = Md5::new();
        let mut empty = true;
        for block in doc.blocks().filter(|b| b.kind().is_body() && !b.text().is_empty()) {
            if !std::mem::take(&mut empty) {
                hash.update(b"\n");
            }
            hash.update(block.text());
        }
        (!empty).then(|| u128::from_be_bytes(hash.finalize().into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Decoded;
    use crate::document::{Block, Kind};

    fn sign(blocks: &[(Kind, &str)]) -> Option<u128> {
        let blocks = blocks.iter().map(|(kind, text)| Block::new(*kind, *text)).collect();
        let doc = Document::new(String::new(), String::new(), Decoded::from_text(String::new()), blocks);
        DropDuplicates {}.sign(&doc)
    }

    #[test]
    fn the_body_is_compared() {
        let one = sign(&[(Kind::Paragraph, "早晨"), (Kind::Quote, "渡口")]);
        assert!(one.is_some());
        assert_eq!(one, sign(&[(Kind::Heading(1), "题"), (Kind::ListItem, "早晨"), (Kind::Paragraph, "渡口")]));
        assert_ne!(one, sign(&[(Kind::Paragraph, "早晨渡口")]));
        assert_eq!(sign(&[(Kind::Caption, "早晨"), (Kind::Paragraph, "")]), None, "nothing to compare");
    }
}
