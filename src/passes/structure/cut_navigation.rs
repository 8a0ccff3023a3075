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
use crate::phrases::{Class, Hit, Scan};

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
            if kind && place == Place::After && is_name_bar(n, &layout) {
                changes.cut(block);
                continue;
            }
            if !kind || !line {
                continue;
            }
            let scan = if text.len() == block.text().len() { block.scan() } else { Scan::of(text) };
            let furniture = self.is_phrases(&scan, place)
                || is_trail(&scan, place)
                || is_link_bar(block, place)
                || is_word_bar(block.text())
                || place != Place::Inside && is_invitation(&scan)
                || place == Place::After && (is_pager(block.text()) || is_end(block.text()));
            if !furniture {
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
    // Below the body `Read more: …` leads to another text as well.
    let more = || scan.begins(Class::Share).filter(|_| place == Place::After);
    let Some(hit) = scan.begins(Class::Nav).or_else(more).filter(|_| place != Place::Inside) else { return false };
    let rest = scan.text[hit.range.end..].trim_start();
    rest.starts_with(['>', '＞', '»', '›', '→', '：', ':']) || rest.starts_with("&gt;")
}

/// Buttons in a row, each a whole word: `点赞 在看 分享`. Alone each may be a heading.
fn is_word_bar(text: &str) -> bool {
    let gap = |c: char| {
        matches!(c, '|' | '｜' | '丨' | '/' | '、' | '·' | '[' | ']' | '【' | '】' | '(' | ')' | '（' | '）')
            || c.is_whitespace()
    };
    let pieces = || text.split(gap).filter(|p| !p.is_empty());
    let button = |piece: &str| {
        let scan = Scan::of(piece);
        let whole = |class| scan.begins(class).is_some_and(|h| h.range.len() == piece.len());
        whole(Class::Button) || whole(Class::Share) || whole(Class::Nav)
    };
    // Buttons in letters are phrases already.
    let letters = text.starts_with(|c: char| c.is_ascii_alphabetic());
    !letters && text.len() <= WIDEST && pieces().count() >= 2 && pieces().all(button)
}

/// `欢迎关注石桥日报公众号`: it opens with a phrase and ends in where to.
fn is_invitation(scan: &Scan<'_>) -> bool {
    let ends = |hit: &Hit| hit.range.end == scan.text.trim_end().len();
    scan.begins(Class::Share).is_some() && scan.of_class(&[Class::Share, Class::Button]).last().is_some_and(ends)
}

/// Numbers of pages and words between them: `1 2 3 下一页`, `共3页`, `第1页/共3页`.
fn is_pager(text: &str) -> bool {
    let scan = Scan::of(text);
    let mut left = text.to_owned();
    for hit in scan.of_class(&[Class::Nav]).collect::<Vec<_>>().into_iter().rev() {
        left.replace_range(hit.range.clone(), " ");
    }
    let digits = left.chars().filter(char::is_ascii_digit).count();
    let words: String = left.chars().filter(|c| c.is_alphabetic()).collect();
    let pages = matches!(
        &*words,
        "共页" | "第页" | "第页共页" | "页" | "共頁" | "第頁" | "第頁共頁" | "頁" | "of" | "Page" | "Pageof"
    );
    digits > 0 && text.len() <= WIDEST && (pages || words.is_empty() && !scan.hits.is_empty())
}

/// The sign for the end of a text: `- END -`, `—完—`.
fn is_end(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let marks = text.chars().any(|c| "-—－–~*【[(（=".contains(c));
    matches!(bare, "END" | "End" | "The End" | "THE END") || marks && matches!(bare, "完" | "全文完" | "end")
}

/// A row of names without a sentence, as sites sell it to others: `白水县| 东原县| 青川| 安溪县| …`. Rows of a table stand together.
fn is_name_bar(n: usize, layout: &Layout<'_>) -> bool {
    // Six names: the shortest bars seen had 40; a table of the body has fewer columns or more rows.
    let bars = |m: usize| {
        let text = layout.blocks.get(m).map_or("", |b| b.text());
        memchr::memchr_iter(b'|', text.as_bytes()).count() + text.matches('｜').count()
    };
    let short = || layout.blocks[n].text().split(['|', '｜']).skip(1).all(|p| p.trim().chars().count() <= 8);
    bars(n) >= 6 && short() && bars(n + 1) < 3 && bars(n.saturating_sub(1)) < 3
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
