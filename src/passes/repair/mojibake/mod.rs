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

use crate::census::Census;
use crate::changes::Changes;
use crate::document::{Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub use charset::Charset;
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
        let entries = doc.meta().entries();
        let counted = entries.iter().map(|entry| (entry.value.as_str(), Census::of(&entry.value)));
        let blocks = || doc.blocks().filter(|block| block.kind() != Kind::Code);
        if blocks().all(|block| engine::is_quiet(block.text(), block.census()))
            && counted.clone().all(|(text, census)| engine::is_quiet(text, &census))
        {
            return Verdict::Keep;
        }
        let blocks = doc.chosen(|block| block.cut_by().is_none() && block.kind() != Kind::Code);
        let texts: Vec<(&str, Census)> =
            counted.chain(blocks.iter().map(|block| (block.text(), *block.census()))).collect();
        let mut all = engine::repair_counted(&texts).into_iter();
        for (n, (entry, repairs)) in entries.iter().zip(all.by_ref().take(entries.len())).enumerate() {
            if !repairs.is_empty() {
                changes.rewrite_meta(n, plan::apply(&entry.value, &repairs));
            }
        }
        for (block, repairs) in blocks.into_iter().zip(all) {
            for repair in repairs {
                changes.replace(block, repair.range, repair.with);
            }
        }
        Verdict::Keep
    }
}
