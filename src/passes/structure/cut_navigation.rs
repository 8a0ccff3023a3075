//! S120: see `cut_navigation.md`.

use serde::{Deserialize, Serialize};

use super::furniture::rules::{HEAD, Line, Page, Place};
use super::furniture::{asides, bars, page_breaks, paths, shortcuts, spoken};
use super::furniture::{is_address, is_prompt, is_prompt_inside, is_prompt_sentence};
use super::layout::{Layout, is_line, is_line_of, is_prose};
use crate::census::Census;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, BlockId, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{self, Class, Hit, Scan, Words, simplify};

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

/// Bytes of a phrase that is furniture wherever it stands: `请继续往下阅读`, `Story continues below`.
const LONG: usize = 18;

/// Bytes of a word that is too short to say so bare: `PR`.
const SHORT: usize = 2;

/// Bytes of the longest line that says that an advertisement stood there.
const LONGEST_ADVERT: usize = 24;

/// Greatest width of one line of navigation.
pub(super) const WIDEST: usize = 120;

pub(super) const CLASSES: [Class; 2] = [Class::Nav, Class::Share];

/// Bytes of a phrase that a sentence of furniture begins with: the names of networks are shorter.
const TOLD: usize = 24;

/// Lines at the top of a page among which a sentence may be furniture.
const SENTENCES: usize = 6;

impl Pass for CutNavigation {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let layout = Layout::before(doc, SPEC.name);
        page_breaks::cut(doc, &layout, changes);
        let page = Page::of(doc, layout);
        adverts(&page.layout, page.told && page.is_text()).for_each(|block| changes.cut(block));
        paths::steps(&page.layout).iter().for_each(|block| changes.cut(block));
        let own = of_text(&page);
        for (n, block) in page.layout.blocks.iter().enumerate() {
            let line = Line::of(&page, n, block);
            let kept = own.contains(&block.id()) || spoken::is_plain_item(n, &page.layout);
            if !kept && self.is_navigation(&line) && !shortcuts::is_one(&page.layout, n) {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

/// Lines that look like navigation and are of what is told.
fn of_text(page: &Page<'_>) -> Vec<BlockId> {
    let mut own = if page.is_text() { spoken::lines(&page.layout) } else { Vec::new() };
    own.extend(spoken::led(&page.layout.blocks));
    // A publisher may be known of the masthead only, which is cut later.
    if page.is_text() && !page.dated && page.doc.meta().get(MetaKey::Author).is_none() {
        own.extend(spoken::sections(&page.layout));
    }
    own
}

impl CutNavigation {
    fn is_navigation(&self, line: &Line<'_, '_>) -> bool {
        let &Line { page, n, block, text: whole, place } = line;
        if page.comments.is_some_and(|first| n >= first) {
            return true;
        }
        if !matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Table) {
            return false;
        }
        if line.is_furniture() || n >= page.asked && n < page.end {
            return true;
        }
        // Below the body a prompt may be a sentence, and in scripts with spaces it is one within it; nothing else of
        // navigation is.
        let sentence = whole.ends_with('。') || whole.ends_with('.') && !whole.ends_with("...");
        if sentence && is_told_wholly(line) {
            return true;
        }
        let urges = || match place {
            Place::Before => line.has_text() && is_prompt_sentence(block),
            Place::Inside => may_urge(whole),
            Place::After => false,
        };
        if sentence
            && ((place != Place::After || !line.has_text()) && !urges()
                || asides::is_among_sentences(n, &page.layout) && !leads_on(whole))
        {
            return false;
        }
        if place == Place::After && bars::is_name_bar(n, &page.layout) {
            return true;
        }
        let text = whole.trim_end_matches(['!', '！', '。', '.']);
        let short = match text.len() == block.text().len() {
            true => is_line(block, WIDEST),
            false => text.len() <= WIDEST * 3 && is_line_of(text, &Census::of(text), WIDEST),
        };
        if !short && is_spoken(line, text) {
            return true;
        }
        // Below the body the title of another text may be a sentence: `下一篇：暖心！……`.
        let other = || place == Place::After && line.has_text() && text.len() <= WIDEST * 3 && leads_on(text);
        if !short && !other() && !urges() || line.is_item(text) {
            return false;
        }
        let scan = block.scan_of(text);
        let prompt = match place {
            Place::Before => is_address(&scan),
            Place::Inside => is_prompt_inside(&scan),
            Place::After if sentence && is_prose(block) => is_address(&scan),
            Place::After => is_prompt(&scan),
        };
        (prompt || !sentence && self.is_line(&scan, line))
            && self.is_no_title(line, text, &scan, prompt)
            && !asides::is_counted_item(n, &page.layout)
    }

    /// Whether a line of navigation is not the title (of a poem, `Home`), as a lone phrase above the body may be unless another
    /// line can be.
    fn is_no_title(&self, line: &Line<'_, '_>, text: &str, scan: &Scan<'_>, prompt: bool) -> bool {
        // `新闻中心 > 正文` is no title.
        let path = || text.ends_with("正文") && bars::is_path(scan);
        // `点击上方蓝字关注我们` asks, whatever it stands over.
        let asks = || {
            let things = [Class::Share, Class::Urge, Class::Channel];
            prompt && scan.distinct_of(&things) >= 3 && scan.coverage(&things) >= 0.9
        };
        line.place != Place::Before
            || line.page.doc.meta().get(MetaKey::Title).is_some()
            || asks()
            || path()
            || !prompt && scan.hits.len() > 1
            || line.block.hints().is_some()
            || line.layout().head(HEAD).any(|(m, b)| m != line.n && self.can_be_title(b))
    }
}

/// Whether a sentence at the top of a page says nothing else than phrases do: `此页面上的内容需要较新版本的播放器。`
fn is_told_wholly(line: &Line<'_, '_>) -> bool {
    let told = |hit: &Hit| hit.classes.contains(&Class::Share) && hit.range.len() >= TOLD;
    let len = line.text.len();
    let fits = line.n < SENTENCES && (LONG..=WIDEST * 3).contains(&len);
    fits && line.block.opening().is_some_and(told) && line.block.scan().coverage(&[Class::Share]) >= 0.7
}

/// Whether sentences are nothing but words of navigation: `ページの先頭です。 メニューを飛ばして本文へ`.
fn is_spoken(line: &Line<'_, '_>, text: &str) -> bool {
    line.place != Place::Inside
        && line.has_text()
        && text.len() <= WIDEST * 2
        && line.block.scan().hits.len() > 1
        && line.block.scan().coverage(&CLASSES) >= 0.9
}

/// Lines that say where an advertisement stood: one in brackets, between dashes or in capitals (`[PR]`, `- 广告 -`,
/// `ADVERTISEMENT`), and with one of these, or with another, those of the bare word. One such word alone may be a heading, but not between two paragraphs of a page with a date or a writer.
fn adverts<'a>(layout: &Layout<'a>, dated: bool) -> impl Iterator<Item = &'a Block> {
    const AROUND: [(char, char); 7] =
        [('[', ']'), ('【', '】'), ('(', ')'), ('（', '）'), ('［', '］'), ('-', '-'), ('—', '—')];
    // Whether it is sure to be such a line, if it may be one.
    let marked = |text: &str| {
        let first = text.chars().next();
        let mut around = AROUND.iter().filter(|(open, _)| first == Some(*open));
        let inner = around.next().and_then(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
        let (word, marked) = inner.map_or((text, false), |inner| (inner.trim(), true));
        let capitals = word.len() > SHORT && word.bytes().all(|b| b.is_ascii_uppercase());
        let said = (word.len() > SHORT || marked) && may_be_advert(word);
        (said && Words::Advert.has(&simplify(word).to_lowercase())).then_some(marked || capitals)
    };
    let fits = |b: &&Block| b.kind() == Kind::Paragraph && b.text().len() <= LONGEST_ADVERT;
    let found: Vec<(&Block, bool)> = (layout.blocks.iter().copied().filter(fits))
        .filter_map(|block| Some((block, marked(chars::trim(block.text()))?)))
        .collect();
    let prose = |m: Option<usize>| m.and_then(|m| layout.blocks.get(m)).is_some_and(|b| is_prose(b));
    let between = |b: &Block| {
        let at = layout.blocks.iter().position(|other| other.id() == b.id());
        at.is_some_and(|n| prose(n.checked_sub(1)) && prose(Some(n + 1)))
    };
    let sure = found.len() > 1 || found.iter().any(|(b, marked)| *marked || dated && between(b));
    found.into_iter().map(|(block, _)| block).filter(move |_| sure)
}

/// Whether a word may be one of the list in other letters, told without a copy: by its first letter, or by how many characters
/// it has, which folding keeps.
fn may_be_advert(word: &str) -> bool {
    let Some(first) = word.bytes().next() else { return false };
    let mut words = Words::Advert.all().iter();
    if first.is_ascii() {
        words.any(|w| w.bytes().next() == Some(first.to_ascii_lowercase()))
    } else {
        let size = word.chars().count();
        words.any(|w| !w.starts_with(|c: char| c.is_ascii()) && w.chars().count() == size)
    }
}

/// Whether a text opens with a word of navigation and a colon, or with `Share this:`.
fn leads_on(text: &str) -> bool {
    let shares = |hit: &Hit| hit.classes.contains(&Class::Share) && text.is_ascii();
    phrases::opening(text)
        .filter(|hit| hit.classes.contains(&Class::Nav) || shares(hit))
        .is_some_and(|hit| text[hit.range.end..].trim_start().starts_with([':', '：', ']', '】']))
}

/// Whether a sentence in a script with spaces begins with what to do; a button may follow it.
fn may_urge(text: &str) -> bool {
    text.len() <= WIDEST
        && (text.ends_with('.') || text.contains(". "))
        && phrases::opening(text)
            .is_some_and(|hit| [Class::Urge, Class::Share].iter().any(|class| hit.classes.contains(class)))
}

impl CutNavigation {
    /// Whether a line that is no sentence is navigation.
    fn is_line(&self, scan: &Scan<'_>, line: &Line<'_, '_>) -> bool {
        let head = || line.place == Place::Before && line.is_head() && paths::is_head_of_page(line.block.text());
        self.is_phrases(scan, line.place, line.is_linked())
            || line.is_bar(scan)
            || head() && self.is_followed(line.n, line.layout())
    }

    fn is_phrases(&self, scan: &Scan<'_>, place: Place, linked: bool) -> bool {
        let coverage = scan.coverage(&CLASSES);
        match place {
            // Inside the body only a line that is nothing else is cut: 扫一扫 can be a heading of a story on payments.
            // A long phrase is nothing else.
            Place::Inside => {
                coverage >= 0.95 && (scan.hits.len() > 1 || scan.text.len() >= LONG) || bars::is_counted(scan)
            }
            // 返回首页的路 is a title: a phrase that other Han characters touch must cover more of the line.
            Place::Before if is_glued(scan) => coverage >= 0.8,
            // `next()` is called, not pressed.
            _ if scan.hits.iter().any(|hit| scan.text[hit.range.end..].starts_with('(') && scan.text.is_ascii()) => {
                false
            }
            // Words of Latin script are words of prose too: `Home sweet home`, `Next day`. A link tells that they are not.
            Place::After if scan.text.is_ascii() && !linked => coverage >= 0.8,
            _ => coverage >= self.min_coverage,
        }
    }

    /// Whether a line below, above the text, can be the title, or is about the text.
    fn is_followed(&self, n: usize, layout: &Layout<'_>) -> bool {
        let below = layout.blocks.get(n + 1..layout.first).unwrap_or_default();
        below.iter().any(|b| !paths::is_head_of_page(b.text()) && self.can_be_title(b))
    }

    fn can_be_title(&self, block: &Block) -> bool {
        let kind = matches!(block.kind(), Kind::Paragraph | Kind::Heading(_));
        kind && !self.is_phrases(&block.scan(), Place::Before, false)
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
