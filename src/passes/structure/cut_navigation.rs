//! S120: see `cut_navigation.md`.

use serde::{Deserialize, Serialize};

use super::RECORD;
use super::layout::{Layout, is_line, is_line_of};
use crate::census::Census;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Class, Scan};

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

const CLASSES: [Class; 2] = [Class::Nav, Class::Share];

impl Pass for CutNavigation {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == RECORD {
            return Verdict::Keep;
        }
        let layout = Layout::before(doc, SPEC.code);
        let titled = doc.meta().get(MetaKey::Title).is_some();
        for (n, block) in layout.blocks.iter().enumerate() {
            let place = Place::of(n, &layout);
            let kind = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Table);
            let text = block.text().trim_end_matches(['!', '！']);
            let line = match text.len() == block.text().len() {
                true => is_line(block, WIDEST),
                false => text.len() <= WIDEST * 3 && is_line_of(text, &Census::of(text), WIDEST),
            };
            if !kind || !line {
                continue;
            }
            let scan = if text.len() == block.text().len() { block.scan() } else { Scan::of(text) };
            if !(self.is_phrases(&scan, place) || is_trail(&scan, place) || is_link_bar(block, place)) {
                continue;
            }
            // A lone phrase above the body may be the title (of a poem, `Home`), unless another line can be.
            let sure = titled || place != Place::Before || scan.hits.len() > 1 || block.hints().is_some();
            let other = || layout.head(8).any(|(m, b)| m != n && self.can_be_title(b));
            if sure || other() {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

/// Where a line stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Before,
    Inside,
    After,
}

impl Place {
    fn of(n: usize, layout: &Layout<'_>) -> Place {
        match n {
            _ if n < layout.first => Place::Before,
            _ if n < layout.last => Place::Inside,
            _ => Place::After,
        }
    }
}

impl CutNavigation {
    fn is_phrases(&self, scan: &Scan<'_>, place: Place) -> bool {
        let coverage = scan.coverage(&CLASSES);
        match place {
            // Inside the body only a line that is nothing else is cut: 扫一扫 can be a heading of a story on payments.
            Place::Inside => coverage >= 0.95 && scan.hits.len() > 1,
            // 返回首页的路 is a title: a phrase that other Han characters touch must cover more of the line.
            Place::Before if is_glued(scan) => coverage >= 0.8,
            _ => coverage >= self.min_coverage,
        }
    }

    fn can_be_title(&self, block: &Block) -> bool {
        let kind = matches!(block.kind(), Kind::Paragraph | Kind::Heading(_));
        kind && !self.is_phrases(&block.scan(), Place::Before)
    }
}

/// Whether a Han character or kana that belongs to no phrase touches a phrase.
fn is_glued(scan: &Scan<'_>) -> bool {
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && chars::is_cjk(c));
    scan.of_class(&CLASSES).any(|hit| {
        let free = |at: usize| !scan.hits.iter().any(|h| h.range.contains(&at));
        let (before, after) = (&scan.text[..hit.range.start], &scan.text[hit.range.end..]);
        let left = before.chars().next_back();
        touches(left) && free(hit.range.start - left.map_or(0, char::len_utf8))
            || touches(after.chars().next()) && free(hit.range.end)
    })
}

/// A line that opens with a phrase of navigation and goes on after a mark for the way: `Home » News » Local`,
/// `上一篇：…`, `您的位置：…`.
fn is_trail(scan: &Scan<'_>, place: Place) -> bool {
    let Some(hit) = scan.begins(Class::Nav).filter(|_| place != Place::Inside) else { return false };
    let rest = scan.text[hit.range.end..].trim_start();
    rest.starts_with(['>', '＞', '»', '›', '→', '：', ':']) || rest.starts_with("&gt;")
}

/// A line of links only: several short ones, or one that begins with a word of navigation.
fn is_link_bar(block: &Block, place: Place) -> bool {
    let Some(hints) = block.hints() else { return false };
    let letters = block.text().chars().filter(|c| c.is_alphanumeric()).count();
    let linked = u32::try_from(letters).is_ok_and(|l| l > 0 && hints.link_chars * 10 >= l * 9);
    if !linked || place == Place::Inside {
        return false;
    }
    let begins = block.scan().hits.first().is_some_and(|h| h.range.start == 0 && h.classes.contains(&Class::Nav));
    let returns = ["返回", "回到", "上一", "下一"].iter().any(|p| block.text().starts_with(p));
    begins || returns || (hints.links.len() >= 3 && block.text().contains(['|', '｜', '>', '»', '·', '/']))
}
