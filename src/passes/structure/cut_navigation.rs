//! S120: see `cut_navigation.md`.

use serde::{Deserialize, Serialize};

use super::RECORD;
use super::layout::{Layout, is_line};
use super::scan::{Class, Scan};
use crate::changes::Changes;
use crate::document::{Block, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<CutNavigation>(
    "S120",
    "cut-navigation",
    Stage::Structure,
    "Cuts return links, breadcrumbs, pagination, share bars and prompts.",
    include_str!("cut_navigation.md"),
);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutNavigation {
    /// Least share of a line's letters that phrases of navigation and sharing must cover.
    min_coverage: f32,
}

impl Default for CutNavigation {
    fn default() -> Self {
        // Half of a line: "返回春茶新闻" is covered by its verb alone where it is a link, and prose stays far below
        // (0.35 is the highest among the clean fixtures).
        CutNavigation { min_coverage: 0.5 }
    }
}

/// Greatest width of one line of navigation.
const WIDEST: usize = 120;

impl Pass for CutNavigation {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == RECORD {
            return Verdict::Keep;
        }
        let layout = Layout::of(doc);
        for (n, block) in layout.blocks.iter().enumerate() {
            let outside = n < layout.first || n >= layout.last;
            let kind = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Table);
            if kind && is_line(block.text(), WIDEST) && (self.is_phrases(block, outside) || is_link_bar(block, outside))
            {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

impl CutNavigation {
    fn is_phrases(&self, block: &Block, outside: bool) -> bool {
        let scan = Scan::of(block.text());
        let coverage = scan.coverage(&[Class::Nav, Class::Share]);
        // Inside the body only a line that is nothing else is cut: 扫一扫 can be a heading of a story on payments.
        let needed = if outside { self.min_coverage } else { 0.95 };
        let single = scan.hits.len() == 1 && !outside;
        coverage >= needed && !single
    }
}

/// A line of links only: several short ones, or one that begins with a word of navigation.
fn is_link_bar(block: &Block, outside: bool) -> bool {
    let Some(hints) = block.hints() else { return false };
    let letters = block.text().chars().filter(|c| c.is_alphanumeric()).count();
    let linked = u32::try_from(letters).is_ok_and(|l| l > 0 && hints.link_chars * 10 >= l * 9);
    if !linked || !outside {
        return false;
    }
    let begins =
        Scan::of(block.text()).hits.first().is_some_and(|h| h.range.start == 0 && h.classes.contains(&Class::Nav));
    let returns = ["返回", "回到", "上一", "下一"].iter().any(|p| block.text().starts_with(p));
    begins || returns || (hints.links.len() >= 3 && block.text().contains(['|', '｜', '>', '»', '·', '/']))
}
