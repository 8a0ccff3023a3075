//! Which lines are furniture by what they are, and not by the share of phrases in them: in two tables of rules, each with the
//! places where it holds.

use std::collections::HashSet;

use super::super::headings::numbers::{self, Form};
use super::super::layout::{Layout, is_prose};
use super::super::titles;
use super::{asides, bars, feet, is_about_page, is_source, is_stamp, menus, paths, remains, replies};
use crate::chars;
use crate::document::{Block, BlockId, Document, Kind};
use crate::meta::MetaKey;
use crate::phrases::Scan;

/// Lines at the top in which menus and paths of unknown words may stand.
pub(in super::super) const HEAD: usize = 8;

/// Bytes behind the title of a page with the name of the site and a menu, at least.
const PAGE_HEAD: usize = 60;

/// Where a line stands; a bit each, so that places can be put together.
#[derive(Clone, Copy, PartialEq)]
pub(in super::super) enum Place {
    Before = 1,
    Inside = 2,
    After = 4,
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

/// A page, and what is known of it.
pub(in super::super) struct Page<'a> {
    pub doc: &'a Document,
    /// Where the text begins and ends; it ends above the comments.
    pub layout: Layout<'a>,
    /// Whether it is known when the text was published.
    pub dated: bool,
    /// Whether it is known when, by whom or where the text was published: what pages say below a text they say of such.
    pub told: bool,
    /// The line with which the comments begin.
    pub comments: Option<usize>,
    /// Where the page ends: there, or behind the last line.
    pub end: usize,
    /// Where it begins to say how to reach who runs it.
    pub asked: usize,
    /// Lines of the foot that stand there twice.
    pub twice: HashSet<BlockId>,
}

impl<'a> Page<'a> {
    pub fn of(doc: &'a Document, mut layout: Layout<'a>) -> Page<'a> {
        let has = |key: MetaKey| doc.meta().get(key).is_some();
        let comments = remains::comments(doc, &layout).or_else(|| replies::begin(&layout));
        if let Some(first) = comments {
            layout.last = layout.blocks[..first].iter().rposition(|b| is_prose(b)).map_or(layout.last, |n| n + 1);
        }
        let end = comments.unwrap_or(layout.blocks.len());
        Page {
            doc,
            dated: has(MetaKey::Date),
            told: has(MetaKey::Date) || has(MetaKey::Author) || has(MetaKey::Publisher),
            comments,
            end,
            asked: feet::contacts(&layout, end).unwrap_or(end),
            twice: feet::twice(&layout),
            layout,
        }
    }

    /// Whether it was text without markup.
    pub fn is_text(&self) -> bool {
        self.doc.format == "text"
    }
}

/// A line of a page.
pub(in super::super) struct Line<'p, 'a> {
    pub page: &'p Page<'a>,
    pub n: usize,
    pub block: &'a Block,
    /// Its text without white space at the end.
    pub text: &'a str,
    pub place: Place,
}

impl<'p, 'a> Line<'p, 'a> {
    pub fn of(page: &'p Page<'a>, n: usize, block: &'a Block) -> Line<'p, 'a> {
        Line { page, n, block, text: chars::trim_end(block.text()), place: Place::of(n, &page.layout) }
    }

    pub fn layout(&self) -> &'p Layout<'a> {
        &self.page.layout
    }

    /// Whether a link leads from it.
    pub fn is_linked(&self) -> bool {
        self.block.hints().is_some_and(|hints| hints.link_chars > 0)
    }

    /// Whether a line above it announces it: `文件如下：`.
    fn is_announced(&self) -> bool {
        let above = self.n.checked_sub(1).and_then(|n| self.layout().blocks.get(n));
        let above = above.filter(|b| b.kind() != Kind::Meta);
        above.is_some_and(|b| b.text().trim_end().ends_with(['：', ':']))
    }

    /// Whether it stands below a text that is known to be published.
    fn is_told(&self) -> bool {
        self.page.told
    }

    /// Whether it stands at the top of a page that has a text.
    pub fn is_head(&self) -> bool {
        self.n < HEAD && self.has_text()
    }

    /// Whether the page has a text.
    pub fn has_text(&self) -> bool {
        self.layout().last > 0
    }

    /// Whether an item of a list, which speaks of what the text is about: `3. 返回首页`.
    pub fn is_item(&self, text: &str) -> bool {
        let numbered = || matches!(numbers::read(text), Some((Form::Digit(_), _)));
        (numbered() || asides::is_next_step(self.n, self.layout())) && !paths::is_way(text)
    }

    /// Whether the title with the name of the site and the menu behind it, in one line above the title.
    fn is_page_head(&self) -> bool {
        let title = || self.page.doc.meta().get(MetaKey::Title).unwrap_or_default();
        let behind = || self.text.strip_prefix(title()).unwrap_or_default().len();
        let again = || self.layout().blocks.get(1).is_some_and(|b| b.text().trim() == title());
        self.n == 0 && self.text.len() > PAGE_HEAD && behind() > PAGE_HEAD && again()
    }

    /// Whether one of the rules for whole lines says that it is furniture.
    pub fn is_furniture(&self) -> bool {
        // The first line may be the title; a sentence as long as prose is none.
        let title = self.n == 0 && !is_prose(self.block);
        !title && holds(ABOUT, self.place, |rule| rule(self)) || holds(WHOLE, self.place, |rule| rule(self))
    }

    /// Whether one of the rules for lines without a sentence says that it is furniture, of which `scan` is what phrases say.
    pub fn is_bar(&self, scan: &Scan<'_>) -> bool {
        holds(BARS, self.place, |rule| rule(self, scan))
    }
}

/// Rules of one form, with the places where they hold.
type Table<R> = [(u8, R)];
type Rule = fn(&Line<'_, '_>) -> bool;
type BarRule = fn(&Line<'_, '_>, &Scan<'_>) -> bool;

const BEFORE: u8 = Place::Before as u8;
const INSIDE: u8 = Place::Inside as u8;
const AFTER: u8 = Place::After as u8;
const AROUND: u8 = BEFORE | AFTER;
const ANYWHERE: u8 = AROUND | INSIDE;

fn holds<R>(rules: &Table<R>, place: Place, says: impl Fn(&R) -> bool) -> bool {
    rules.iter().any(|(places, rule)| places & place as u8 != 0 && says(rule))
}

/// What a page says of itself or of the text, which no title does.
const ABOUT: &Table<Rule> = &[
    (INSIDE, |l| is_stamp(l.block)),
    (INSIDE | AFTER, |l| bars::is_attachment(l.text)),
    (INSIDE, |l| l.page.dated && menus::is_share_pair(l.n, l.layout())),
    (AROUND, |l| is_about_page(l.block)),
    (BEFORE, |l| remains::is_row(l.text)),
    (AFTER, |l| is_source(l.block)),
    (AFTER, |l| feet::is_way_to_writer(l.text)),
    (AFTER, |l| replies::is_none(l.text)),
    (AFTER, |l| (l.is_told() || l.layout().first > 0) && feet::is_left_open(l.n, l.page.end, l.layout())),
    (AFTER, |l| l.is_told() && feet::is_filed(l.text)),
    (AFTER, |l| l.is_told() && l.page.is_text() && feet::is_way_to_more(l.text)),
    (AFTER, |l| feet::is_paid(l.text)),
    (AFTER, |l| feet::is_own_news(l.text)),
    (AFTER, |l| feet::is_offer(l.n, l.layout())),
    (AFTER, |l| l.is_told() && feet::is_neighbour(l.n, l.layout())),
    (AFTER, |l| l.is_told() && l.page.is_text() && feet::is_tags(l.n, l.layout(), l.page.doc)),
    (AFTER, |l| l.page.twice.contains(&l.block.id())),
];

/// What is left of markup, pictures, files and the parts of a page, whatever line it is.
const WHOLE: &Table<Rule> = &[
    (ANYWHERE, |l| l.is_page_head()),
    (AROUND, |l| remains::is_first_title(l.text)),
    (AROUND, |l| remains::is_linked_item(l.n, l.layout())),
    (ANYWHERE, |l| remains::is_picture(l.n, l.layout())),
    (ANYWHERE, |l| remains::is_rule(l.text)),
    (ANYWHERE, |l| feet::is_neighbour_in_brackets(l.n, l.layout())),
    (ANYWHERE, |l| l.is_told() && l.has_text() && remains::is_more_pictures(l.text)),
    (ANYWHERE, |l| remains::is_file(l.text) && !l.is_announced()),
    (AROUND, |l| remains::is_injected(l.text, l.layout())),
    (AROUND, |l| l.page.dated && l.has_text() && remains::is_mark(l.text)),
    (INSIDE, |l| l.text == "\\" && l.page.dated),
    (BEFORE, |l| l.is_head() && titles::is_run(l.block)),
    (BEFORE, |l| l.is_head() && remains::is_skip(l.text)),
    (BEFORE, |l| l.is_head() && remains::is_follow(l.text)),
    (BEFORE, |l| l.is_head() && menus::is_long_menu(l.text)),
];

/// What is navigation by its form, and no sentence.
const BARS: &Table<BarRule> = &[
    (ANYWHERE, |l, scan| bars::is_trail(scan, l.place)),
    (ANYWHERE, |l, _| bars::is_link_bar(l.block, l.place)),
    (ANYWHERE, |_, scan| bars::is_word_bar(scan)),
    (AROUND, |_, scan| bars::is_invitation(scan)),
    (AROUND, |_, scan| bars::is_counter(scan) || bars::is_page_turn(scan)),
    (ANYWHERE, |l, _| l.block.text().starts_with("【广告】")),
    (AFTER, |l, _| {
        let after = l.layout().blocks.get(l.n + 1);
        after.is_none_or(|b| replies::is_of_page(b))
            && bars::is_comment_head(l.block.text())
            && l.layout().blocks.iter().any(|b| matches!(b.kind(), Kind::Meta | Kind::Byline))
    }),
    (AFTER, |l, _| bars::is_comment_count(l.block.text()) || bars::is_way_to_page(l.block.text())),
    (AFTER, |l, _| bars::is_other_text(l.n, l.layout())),
    (AFTER, |l, _| bars::is_form_field(l.n, l.layout())),
    (AROUND, |l, _| bars::is_bracket_bar(l.block.text()) || bars::is_bracketed_button(l.block.text())),
    (AFTER, |l, _| bars::is_address_of_mail(l.block.text())),
    (AFTER, |l, _| bars::is_pager(l.block.text()) || bars::is_end(l.block.text()) || bars::is_arrowed(l.block.text())),
    (AFTER, |l, _| remains::is_hashtags(l.block.text())),
    (AROUND, |l, _| remains::is_votes(l.block.text())),
    (AROUND, |l, _| bars::is_button_run(l.n, l.layout())),
    (BEFORE, |l, _| l.is_head() && bars::is_menu_line(l.n, l.layout())),
    (BEFORE, |l, scan| l.is_head() && bars::is_path(scan)),
    (BEFORE, |l, _| l.is_head() && paths::is_way(l.block.text())),
    (BEFORE, |l, _| l.is_head() && bars::is_looked_for(l.block.text())),
    (BEFORE, |l, _| l.is_head() && menus::is_menu(l.block.text())),
    (BEFORE, |l, _| l.is_head() && bars::is_welcome(l.block.text())),
    (BEFORE, |l, _| l.is_head() && titles::is_told(l.block)),
    (BEFORE, |l, _| l.is_head() && bars::is_tool_bar(l.block.text())),
];
