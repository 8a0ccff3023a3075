//! R115: see `repair_mojibake.md`. Text decoded in the wrong character set, once or several times, wholly or in part.
//!
//! Damage is undone by encoding text in the set that it was wrongly read as and decoding it in the one that it
//! was written in. `chains` lists the mix-ups, `path` finds where one of them explains a text better than the
//! text explains itself (`plausible` counts in bits), `proof` turns that into repairs that can be replayed.

mod admit;
mod bytes;
mod chains;
mod charset;
mod class;
mod decode;
mod double_byte;
mod engine;
mod escapes;
mod long;
pub(crate) mod lost;
mod path;
mod plan;
mod plausible;
mod proof;
mod restore;
mod scan;
mod screen;
#[cfg(test)]
mod tests;
mod window;

use serde::{Deserialize, Serialize};

use crate::census::{Census, Traits};
use crate::changes::Changes;
use crate::document::{Block, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub use charset::Charset;
pub(super) use double_byte::GB18030;
pub use engine::{repair, repair_all};
pub use plan::{Op, Plan, Repair, Step};
#[cfg(test)]
pub(crate) use scan::{cost, weight};

pub(crate) const SPEC: Spec = Spec::new::<RepairMojibake>(
    "R115",
    "repair-mojibake",
    Stage::Repair,
    "Text decoded in the wrong character set (`Ã©`, `鍦ㄥ簲鐢ㄧ殑`, `%E4%BD%A0`) back to what it was.",
    include_str!("repair_mojibake.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct RepairMojibake {}

impl Pass for RepairMojibake {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let values = || doc.values().filter(|(_, entry)| entry.key.is_words());
        let blocks = || doc.blocks().filter(|block| block.kind() != Kind::Code);
        blocks().for_each(|block| flag_lost(doc, block, changes));
        let counted = values().map(|(_, entry)| (entry.value.as_str(), Census::of(&entry.value)));
        if blocks().all(|block| engine::is_quiet(block.text(), block.census()))
            && counted.clone().all(|(text, census)| engine::is_quiet(text, &census))
        {
            return Verdict::Keep;
        }
        let blocks = doc.chosen(|block| block.cut_by().is_none() && block.kind() != Kind::Code);
        let texts: Vec<(&str, Census)> =
            counted.chain(blocks.iter().map(|block| (block.text(), *block.census()))).collect();
        let Some(repairs) = engine::repair_counted(&texts) else { return Verdict::Keep };
        let mut all = repairs.into_iter();
        for ((place, entry), repairs) in values().zip(all.by_ref()) {
            if !repairs.is_empty() {
                changes.rewrite_meta(place, plan::apply(&entry.value, &repairs));
            }
        }
        for (block, repairs) in blocks.into_iter().zip(all) {
            for repair in repairs {
                if repair.with.contains('\u{FFFD}') {
                    changes.flag(block, repair.range.clone());
                }
                changes.replace(block, repair.range, repair.with);
            }
        }
        Verdict::Keep
    }
}

/// Counts what is lost in a block. The marks that decoding has set are counted with the encoding already.
fn flag_lost(doc: &Document, block: &Block, changes: &mut Changes) {
    if block.census().suspicion >= lost::LEAST && lost::may_be_marked(block.text()) {
        let own = doc.decoded().replaced > 0;
        for range in lost::marks(block.text()) {
            let is_own = own && block.text().get(range.clone()).is_some_and(|run| run.chars().all(|c| c == '\u{FFFD}'));
            if !is_own {
                changes.flag(block, range);
            }
        }
    }
    if block.census().traits.any(Traits::BRACKET) {
        for range in lost::questions(block.text()) {
            changes.flag(block, range);
        }
    }
}
