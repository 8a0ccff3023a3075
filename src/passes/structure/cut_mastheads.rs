//! S131: see `cut_mastheads.md`.

use serde::{Deserialize, Serialize};

use super::RECORD;
use super::layout::{Layout, is_line};
use crate::changes::Changes;
use crate::document::{Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Class, Scan, Words, simplify};

pub(crate) const SPEC: Spec = Spec::new::<CutMastheads>(
    "S131",
    "cut-mastheads",
    Stage::Structure,
    "Cuts lines that name the publishing house above the title or below the body.",
    include_str!("cut_mastheads.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutMastheads {}

/// Greatest width of a masthead: a long name of a house with its role.
const WIDEST: usize = 36;

impl Pass for CutMastheads {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == RECORD {
            return Verdict::Keep;
        }
        let layout = Layout::before(doc, SPEC.code);
        let known = doc.meta().get(MetaKey::Title).is_some();
        for (n, block) in layout.blocks.iter().enumerate() {
            let outside = n < layout.first.min(6) || n >= layout.last;
            if !outside || block.kind() != Kind::Paragraph || !is_line(block, WIDEST) {
                continue;
            }
            // Above the title: a line must follow that can be one. A lone short line may be the title itself.
            let titled = known
                || layout.blocks[n + 1..layout.first.max(n + 1)]
                    .iter()
                    .any(|b| matches!(b.kind(), Kind::Paragraph | Kind::Heading(_)) && !ends_like_masthead(b.text()));
            if (titled || n >= layout.last) && ends_like_masthead(block.text()) {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

fn ends_like_masthead(text: &str) -> bool {
    let text = text.trim().trim_end_matches([']', '】', ')', '）']);
    let scan = Scan::of(text);
    let last = scan.of_class(&[Class::Masthead]).last();
    let Some(hit) = last.filter(|h| h.range.end == text.len()) else { return false };
    // A platform or an app is one of news if a word of the trade stands before it: 登上新平台 ends a headline.
    let (before, word) = text.split_at(hit.range.start);
    let trade = !matches!(&*simplify(word), "平台" | "客户端") || Words::Trade.ends(&simplify(before));
    trade && !text.contains(['，', ',', '、', '“', '：'])
}
