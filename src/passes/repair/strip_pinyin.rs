//! R140: see `strip_pinyin.md`.

use serde::{Deserialize, Serialize};

use super::pinyin::{may_repair, repair};
use crate::census::Traits;
use crate::changes::Changes;
use crate::document::{Block, Document, Kind};
use crate::meta::{Entry, MetaPlace};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<StripPinyin>(
    "R140",
    "strip-pinyin",
    Stage::Repair,
    "Pinyin that mirror sites put behind characters (`創(chuàng)業(yè)`), and the shifted bytes of the same software.",
    include_str!("strip_pinyin.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct StripPinyin {}

impl Pass for StripPinyin {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        // Cut ones too: what is in them is evidence, and this pass runs before any that cuts.
        let whole = |b: &Block| b.kind() != Kind::Code;
        // Both kinds of damage stand beside a bracket or a question mark, and most text has none.
        let marked = |text: &str| text.contains(['(', '（', '?']);
        let blocks = doc.chosen(whole);
        // What passes lift from a line later would be counted twice.
        let lifted =
            |entry: &Entry| entry.from == "first-line" && blocks.iter().any(|b| b.text().contains(&entry.value));
        let values: Vec<(MetaPlace, &Entry)> =
            doc.values().filter(|(_, entry)| entry.key.is_words() && !lifted(entry)).collect();
        let mut suspects: Vec<&str> =
            blocks.iter().filter(|b| b.census().traits.any(Traits::BRACKET)).map(|b| b.text()).collect();
        suspects.extend(values.iter().map(|(_, e)| e.value.as_str()).filter(|value| marked(value)));
        if !may_repair(&suspects) {
            return Verdict::Keep;
        }
        // Titles and names are annotated with the body, and judged with it.
        let texts: Vec<&str> =
            blocks.iter().map(|b| b.text()).chain(values.iter().map(|(_, e)| e.value.as_str())).collect();
        let repaired = repair(&texts);
        for left in repaired.unrepaired {
            match (blocks.get(left.block), texts.get(left.block).and_then(|t| t.get(left.range.clone()))) {
                (Some(block), _) => changes.flag(block, left.range),
                (None, Some(text)) => changes.flag_meta(text),
                (None, None) => {}
            }
        }
        let mut edits = repaired.edits.into_iter();
        for (block, edits) in blocks.iter().zip(edits.by_ref()) {
            for edit in edits {
                changes.replace(block, edit.range, edit.with);
            }
        }
        for ((place, entry), edits) in values.into_iter().zip(edits) {
            if !edits.is_empty() {
                let spans = edits.into_iter().map(|e| (e.range, e.with)).collect();
                changes.rewrite_meta(place, crate::passes::unify::spliced(&entry.value, spans));
            }
        }
        Verdict::Keep
    }
}
