//! S120: see `cut_navigation.md`.

use serde::{Deserialize, Serialize};

use super::furniture::{asides, bars, feet, menus, page_breaks, paths, remains, replies, spoken};
use super::furniture::{
    is_about_page, is_address, is_prompt, is_prompt_inside, is_prompt_sentence, is_source, is_stamp,
};
use super::headings::numbers::{self, Form};
use super::layout::{Layout, is_line, is_line_of, is_prose};
use super::titles;
use crate::census::Census;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
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

/// Lines at the top in which menus and paths of unknown words may stand.
pub(super) const HEAD: usize = 8;

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
        let mut layout = Layout::before(doc, SPEC.name);
        let titled = doc.meta().get(MetaKey::Title).is_some();
        page_breaks::cut(doc, &layout, changes);
        let dated = doc.meta().get(MetaKey::Date).is_some();
        // What pages say below a text they say of a text with a date or a writer.
        let told = dated || doc.meta().get(MetaKey::Author).is_some() || doc.meta().get(MetaKey::Publisher).is_some();
        adverts(&layout, told && doc.format == "text").for_each(|block| changes.cut(block));
        let comments = remains::comments(doc, &layout).or_else(|| replies::begin(&layout));
        // The text ends above them.
        if let Some(first) = comments {
            layout.last = layout.blocks[..first].iter().rposition(|b| is_prose(b)).map_or(layout.last, |n| n + 1);
        }
        let end = comments.unwrap_or(layout.blocks.len());
        let twice = feet::twice(&layout);
        let asked = feet::contacts(&layout, end).unwrap_or(end);
        paths::steps(&layout).iter().for_each(|block| changes.cut(block));
        let mut own = if doc.format == "text" { spoken::lines(&layout) } else { Vec::new() };
        own.extend(spoken::led(&layout.blocks));
        // A publisher may be known of the masthead only, which is cut later.
        if doc.format == "text" && !dated && doc.meta().get(MetaKey::Author).is_none() {
            own.extend(spoken::sections(&layout));
        }
        for (n, block) in layout.blocks.iter().enumerate() {
            if own.contains(&block.id()) || spoken::is_plain_item(n, &layout) {
                continue;
            }
            let place = Place::of(n, &layout);
            let kind = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Table);
            let whole = chars::trim_end(block.text());
            let about = || match place {
                Place::Inside => {
                    is_stamp(block) || bars::is_attachment(whole) || dated && menus::is_share_pair(n, &layout)
                }
                Place::Before => is_about_page(block) || remains::is_row(whole),
                Place::After => {
                    is_about_page(block)
                        || is_source(block)
                        || bars::is_attachment(whole)
                        || feet::is_way_to_writer(whole)
                        || replies::is_none(whole)
                        || (told || layout.first > 0) && feet::is_left_open(n, end, &layout)
                        || told && feet::is_filed(whole)
                        || told && doc.format == "text" && feet::is_way_to_more(whole)
                        || feet::is_paid(whole)
                        || feet::is_own_news(whole)
                        || feet::is_offer(n, &layout)
                        || told && feet::is_neighbour(n, &layout)
                        || told && doc.format == "text" && feet::is_tags(n, &layout, doc)
                        || twice.contains(&block.id())
                }
            };
            // `文件如下：`
            let listed = |n: usize| {
                let above = n.checked_sub(1).and_then(|n| layout.blocks.get(n)).filter(|b| b.kind() != Kind::Meta);
                above.is_some_and(|b| b.text().trim_end().ends_with(['：', ':']))
            };
            let left = || {
                place != Place::Inside && remains::is_linked_item(n, &layout)
                    || remains::is_picture(n, &layout)
                    || remains::is_rule(whole)
                    || feet::is_neighbour_in_brackets(n, &layout)
                    || told && layout.last > 0 && remains::is_more_pictures(whole)
                    || remains::is_file(whole) && !listed(n)
                    || place != Place::Inside && remains::is_injected(whole, &layout)
                    || (place != Place::Inside || whole == "\\") && dated && layout.last > 0 && remains::is_mark(whole)
                    || place == Place::Before
                        && layout.last > 0
                        && n < HEAD
                        && (titles::is_run(block)
                            || remains::is_skip(whole)
                            || remains::is_follow(whole)
                            || menus::is_long_menu(whole))
            };
            let first_title = || place != Place::Inside && remains::is_first_title(whole);
            // The first line may be the title; a sentence as long as prose is none.
            if kind && ((n > 0 || is_prose(block)) && about() || first_title())
                || kind && left()
                || comments.is_some_and(|first| n >= first)
                || kind && n >= asked && n < end
            {
                changes.cut(block);
                continue;
            }
            // Below the body a prompt may be a sentence, and in scripts with spaces it is one within it; nothing else of
            // navigation is.
            let sentence = whole.ends_with('。') || whole.ends_with('.') && !whole.ends_with("...");
            let urges = || match place {
                Place::Before => layout.last > 0 && is_prompt_sentence(block),
                Place::Inside => may_urge(whole),
                Place::After => false,
            };
            // `此页面上的内容需要较新版本的播放器。` at the top of a page is a sentence of nothing else.
            let wholly = || {
                let told = |hit: &Hit| hit.classes.contains(&Class::Share) && hit.range.len() >= TOLD;
                let fits = n < SENTENCES && kind && whole.len() >= LONG && whole.len() <= WIDEST * 3;
                fits && block.opening().is_some_and(told) && block.scan().coverage(&[Class::Share]) >= 0.7
            };
            if sentence && wholly() {
                changes.cut(block);
                continue;
            }
            if sentence
                && ((place != Place::After || layout.last == 0) && !urges()
                    || asides::is_among_sentences(n, &layout) && !leads_on(whole))
            {
                continue;
            }
            let text = whole.trim_end_matches(['!', '！', '。', '.']);
            let line = match text.len() == block.text().len() {
                true => is_line(block, WIDEST),
                false => text.len() <= WIDEST * 3 && is_line_of(text, &Census::of(text), WIDEST),
            };
            if kind && place == Place::After && bars::is_name_bar(n, &layout) {
                changes.cut(block);
                continue;
            }
            // Below the body the title of another text may be a sentence: `下一篇：暖心！……`.
            let other = || place == Place::After && layout.last > 0 && text.len() <= WIDEST * 3 && leads_on(text);
            // `ページの先頭です。 メニューを飛ばして本文へ`: sentences that are nothing but words of navigation.
            let spoken = || {
                kind && place != Place::Inside
                    && layout.last > 0
                    && text.len() <= WIDEST * 2
                    && block.scan().hits.len() > 1
                    && block.scan().coverage(&CLASSES) >= 0.9
            };
            if !line && spoken() {
                changes.cut(block);
                continue;
            }
            // An item of a list speaks of what the text is about.
            let step = || asides::is_next_step(n, &layout);
            let item = || (matches!(numbers::read(text), Some((Form::Digit(_), _))) || step()) && !paths::is_way(text);
            if !kind || !line && !other() && !urges() || item() {
                continue;
            }
            let scan = block.scan_of(text);
            let prompt = match place {
                Place::Before => is_address(&scan),
                Place::Inside => is_prompt_inside(&scan),
                Place::After if sentence && is_prose(block) => is_address(&scan),
                Place::After => is_prompt(&scan),
            };
            if !prompt && (sentence || !self.is_line(&scan, block, n, &layout)) {
                continue;
            }
            // A lone phrase above the body may be the title (of a poem, `Home`), unless another line can be.
            // `新闻中心 > 正文` is no title.
            let path = || text.ends_with("正文") && bars::is_path(&scan);
            // `点击上方蓝字关注我们` asks, whatever it stands over.
            let asks = || {
                let things = [Class::Share, Class::Urge, Class::Channel];
                prompt && scan.distinct_of(&things) >= 3 && scan.coverage(&things) >= 0.9
            };
            let sure = asks()
                || titled
                || path()
                || place != Place::Before
                || !prompt && scan.hits.len() > 1
                || block.hints().is_some();
            let other = || layout.head(8).any(|(m, b)| m != n && self.can_be_title(b));
            if (sure || other()) && !asides::is_counted_item(n, &layout) {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
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

/// Where a line stands.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Before,
    Inside,
    After,
}

impl Place {
    pub(super) fn of(n: usize, layout: &Layout<'_>) -> Place {
        match n {
            _ if n < layout.first => Place::Before,
            _ if n < layout.last => Place::Inside,
            _ => Place::After,
        }
    }
}

impl CutNavigation {
    /// Whether a line that is no sentence is navigation.
    fn is_line(&self, scan: &Scan<'_>, block: &Block, n: usize, layout: &Layout<'_>) -> bool {
        let place = Place::of(n, layout);
        self.is_phrases(scan, place, block.hints().is_some_and(|hints| hints.link_chars > 0))
            || bars::is_trail(scan, place)
            || bars::is_link_bar(block, place)
            || bars::is_word_bar(scan)
            || place != Place::Inside && bars::is_invitation(scan)
            || place != Place::Inside && (bars::is_counter(scan) || bars::is_page_turn(scan))
            || block.text().starts_with("【广告】")
            || place == Place::After
                && layout.blocks.get(n + 1).is_none_or(|b| replies::is_of_page(b))
                && bars::is_comment_head(block.text())
                && layout.blocks.iter().any(|b| matches!(b.kind(), Kind::Meta | Kind::Byline))
            || place == Place::After && (bars::is_comment_count(block.text()) || bars::is_way_to_page(block.text()))
            || place == Place::After && bars::is_other_text(n, layout)
            || place == Place::After && bars::is_form_field(n, layout)
            || place != Place::Inside && (bars::is_bracket_bar(block.text()) || bars::is_bracketed_button(block.text()))
            || place == Place::After
                && (bars::is_address_of_mail(block.text())
                    || bars::is_pager(block.text())
                    || bars::is_end(block.text())
                    || bars::is_arrowed(block.text())
                    || remains::is_hashtags(block.text()))
            || place != Place::Inside && remains::is_votes(block.text())
            || place != Place::Inside && bars::is_button_run(n, layout)
            || place == Place::Before
                && n < HEAD
                && layout.last > 0
                && (bars::is_menu_line(n, layout)
                    || bars::is_path(scan)
                    || paths::is_way(block.text())
                    || paths::is_head_of_page(block.text()) && self.is_followed(n, layout)
                    || bars::is_looked_for(block.text())
                    || menus::is_menu(block.text())
                    || bars::is_welcome(block.text())
                    || titles::is_told(block)
                    || bars::is_tool_bar(block.text()))
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
