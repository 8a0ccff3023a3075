//! Which line of a text is its title, by everything that can tell: the list of contents, the model of lines, the rules, the
//! dates beside.

use super::super::fields::by_line;
use super::super::furniture::{self, paths};
use super::super::headings::numbers;
use super::super::layout::{Layout, is_line, is_prose, width};
use super::super::lift_title::{HEAD, WIDTH, is_subtitle, is_title, is_title_but_for_width};
use super::super::margins::Margins;
use super::super::surroundings::Saved;
use super::{Line, Title, addresses, again, beside_about, documents, first_titles, houses};
use crate::chars;
use crate::dates;
use crate::document::{Block, Document, Kind};
use crate::phrases::{Words, simplify};

/// Lines at the top among which the date stands where no prose tells a title.
const DATED: usize = 4;

/// Lines under the title of verse.
const VERSE: usize = 4;

/// Greatest width of a title that quotes somebody in sentences.
const LONGEST: usize = 260;

/// A title, and the lines of the list of contents in which it stands again.
pub(in super::super) struct Found<'a> {
    pub line: &'a Block,
    pub contents: Vec<&'a Block>,
}

/// What is known of the lines at the top of a text.
pub(in super::super) struct Search<'l, 'a> {
    doc: &'a Document,
    layout: &'l Layout<'a>,
    /// Whether the text is a piece of HTML.
    html: bool,
    /// The title by the rules for lines above prose.
    chosen: Option<Title>,
    /// The first lines that may be a title for all that their kind says.
    lines: Vec<&'a Block>,
    /// Whether the date stands among the first lines, as below the title of verse.
    dated: bool,
    /// Whom a letter is to, and where they live.
    address: &'l [&'a Block],
}

fn is_open(block: &Block) -> bool {
    matches!(block.kind(), Kind::Paragraph | Kind::Heading(_))
}

fn is_about(block: &Block) -> bool {
    matches!(block.kind(), Kind::Meta | Kind::Byline)
}

impl<'l, 'a> Search<'l, 'a> {
    pub fn of(doc: &'a Document, layout: &'l Layout<'a>) -> Search<'l, 'a> {
        let head: Vec<Line<'_>> = layout.head(HEAD).map(|(_, b)| (b, !paths::is_head_of_page(b.text()))).collect();
        let first = layout.head(2 * HEAD).map(|(_, b)| b);
        let first = first.filter(|b| !is_about(b) && !paths::is_head_of_page(b.text())).take(HEAD / 2);
        Search {
            doc,
            layout,
            html: doc.format == "html",
            chosen: super::choose(&head, layout.blocks[layout.first..].iter().copied()),
            // A sentence of the page may stand above.
            lines: first.filter(|b| is_open(b) && !is_prose(b)).collect(),
            dated: layout.blocks.iter().take(DATED).skip(1).any(|b| b.kind() == Kind::Meta)
                && layout.blocks.first().is_some_and(|b| b.kind() == Kind::Paragraph),
            address: addresses::above_letter(&layout.blocks),
        }
    }

    pub fn find(&self) -> Option<Found<'a>> {
        let listed = again::listed(self.doc, self.layout)
            .filter(|(line, _)| is_open(line) && self.fits(line) && !self.is_below_top(line));
        let found = documents::below_number(self.layout)
            .or_else(|| self.told())
            .or(listed.as_ref().map(|(line, _)| *line))
            .or_else(|| self.compared());
        let found = found.filter(|b| self.fits(b));
        let line = found.or_else(|| if self.html { None } else { beside_about::find(self.layout) })?;
        let contents = listed.filter(|(listed, _)| listed.id() == line.id());
        self.fits(line).then(|| Found { line, contents: contents.map_or_else(Vec::new, |(_, items)| items) })
    }

    /// On a page saved without its markup a model has compared all lines near the text.
    fn told(&self) -> Option<&'a Block> {
        let told = self.layout.head(2 * HEAD).map(|(_, b)| b).find(|b| b.titular && is_open(b));
        told.filter(|b| !self.is_section(b) && Saved::of(self.doc).is_some())
    }

    /// A short line over what the rules are sure of is the name of a section: `Subscribers`, `要闻`.
    fn is_section(&self, block: &Block) -> bool {
        let sure = self.chosen.as_ref().filter(|title| title.sure).map(|title| self.layout.blocks[title.line]);
        let above = sure.is_some_and(|title| {
            self.layout.blocks.iter().take_while(|l| l.id() != title.id()).any(|l| l.id() == block.id())
        });
        above && width(block) <= super::SECTION
    }

    /// What the rules find, unless a model that compares the lines around the text is sure of another.
    fn compared(&self) -> Option<&'a Block> {
        let rules = self.by_rules();
        let sure = self.chosen.as_ref().is_some_and(|title| title.sure);
        // Around less of a page it compares the lines of which nothing is known.
        let choice = || !self.html && self.layout.head(2 * HEAD).filter(|(_, b)| is_open(b)).nth(1).is_some();
        let other = match choice() && !sure {
            true => Margins::for_title(self.doc).and_then(|margins| margins.title(rules)),
            false => None,
        };
        // The second line of a title in two is no title of its own.
        let second = |first: &Block, b: &Block| super::is_issued(first.text(), b.text()) || is_subtitle(b);
        let goes_on = |b: &&Block| rules.is_some_and(|first| second(first, b));
        other.filter(|b| self.fits(b)).filter(|b| !goes_on(b)).or(rules)
    }

    fn by_rules(&self) -> Option<&'a Block> {
        let is_site = |b: &&Block| houses::is_site(b.text().trim());
        let first = self.lines.iter().copied().find(|b| !is_site(b)).or(self.lines.first().copied());
        // Where a page begins with the name of its site, what stands beside its date or writer comes first.
        let beside = || {
            let site = !self.html && self.lines.first().is_some_and(is_site);
            if site { beside_about::find(self.layout) } else { None }
        };
        // In a piece of a page a line or two may stand above its one heading: `For immediate release`.
        let heading = || {
            let heading = self.lines.iter().copied().find(|b| self.html && b.kind().is_heading());
            heading.filter(|b| self.fits(b))
        };
        let chosen = self.chosen.as_ref().map(|title| self.layout.blocks[title.line]);
        chosen.or_else(beside).or(first).filter(|b| self.fits(b)).or_else(heading)
    }

    /// Whether a line can be the title, whoever says that it is.
    fn fits(&self, block: &Block) -> bool {
        let layout = self.layout;
        // Without prose nothing tells a title from the other lines, but markup does.
        let prose = layout.first < layout.blocks.len();
        (is_title(block) || self.is_quoting(block) || beside_about::in_sentences(layout, block, *WIDTH.end()))
            && !self.is_left(block)
            && !heads_other(block)
            && !houses::is_site(block.text().trim())
            && !paths::is_head_of_page(block.text())
            && (prose || is_quoted(block, layout) || self.dated || block.kind() == Kind::Heading(1))
            && !(self.html && is_part(layout, block))
            && !first_titles::is_column(block, self.doc)
            && !self.is_first_part(block)
            && !self.address.iter().any(|line| line.id() == block.id())
    }

    /// Whether a word of buttons that is left over Chinese text: `close`.
    fn is_left(&self, block: &Block) -> bool {
        let cjk = |text: &str| text.chars().any(chars::is_cjk);
        let text = || self.layout.blocks.get(self.layout.first).is_some_and(|b| cjk(b.text()));
        !cjk(block.text()) && furniture::is_button(block.text()) && text()
    }

    /// Whether a long line directly above what is known of the text: what somebody said, in whole sentences, or a headline in
    /// one sentence, with what it is and where in front and behind.
    fn is_quoting(&self, block: &Block) -> bool {
        let below = self.layout.blocks.get(1).is_some_and(|b| b.kind() == Kind::Meta);
        let said = || block.text().trim().ends_with(['»', '”', '」', '“']) && block.text().contains([':', '：']);
        let long = || width(block) > *WIDTH.end() && is_title_but_for_width(block);
        let top = self.layout.blocks.first().is_some_and(|first| first.id() == block.id());
        below && top && (said() || long()) && width(block) <= LONGEST
    }

    /// Whether a line heads the first of several parts: `一、报名时间` over `二、报名条件`.
    fn is_first_part(&self, block: &Block) -> bool {
        let Some((form, 1)) = numbers::read(block.text().trim()) else { return false };
        let next = |b: &&Block| numbers::read(b.text().trim()).is_some_and(|(other, n)| n == 2 && other == form);
        self.layout.blocks.iter().any(next)
    }

    /// Whether a heading of a lower level below the first of the highest: there a list of contents leads to parts of the text.
    fn is_below_top(&self, line: &Block) -> bool {
        let first = self.layout.blocks.iter().find(|b| b.kind() == Kind::Heading(1));
        let other = |first: &&Block| first.id() != line.id() && line.kind() != Kind::Heading(1);
        line.kind().is_heading() && first.is_some_and(other)
    }
}

/// The title of verse, in its marks over lines that have none: `《老街，我的家》`.
fn is_quoted(block: &Block, layout: &Layout<'_>) -> bool {
    let whole = |b: &Block| b.text().starts_with('《') && b.text().find('》') == Some(b.text().len() - '》'.len_utf8());
    let first = layout.blocks.first().is_some_and(|b| b.id() == block.id());
    let lines = || layout.blocks.iter().skip(1).filter(|b| b.kind() == Kind::Paragraph && is_line(b, 40));
    first && whole(block) && lines().nth(VERSE).is_some() && !lines().any(|b| b.text().starts_with('《'))
}

/// `Salamanca, 3 de mayo de 1954`
fn is_place_and_day(text: &str) -> bool {
    let (place, day) = text.split_once(", ").unwrap_or_default();
    let named = |place: &str| place.split(' ').count() <= 2 && place.chars().all(|c| c.is_alphabetic() || c == ' ');
    // In languages whose months are not known: `Тверь, 11 октября 1974 года`, `القاهرة، ٥ مارس ١٩٦٢`.
    let written = |(place, day): (&str, &str)| {
        let words: Vec<&str> = day.split_whitespace().collect();
        let number = |w: &&str| w.chars().all(char::is_numeric);
        let year = words.last().is_some_and(|w| number(w) && w.chars().count() == 4 || matches!(*w, "года" | "г."));
        named(place)
            && (3..=6).contains(&words.len())
            && year
            && words.iter().take(2).any(number)
            && words.iter().filter(|w| number(w)).nth(1).is_some()
    };
    place.chars().all(char::is_alphabetic) && by_line::date_of(day).is_some()
        || text.split_once([',', '،']).is_some_and(written)
}

/// `目录`, `Monday`, and `Salamanca, 3 de mayo de 1954` above a letter: what heads something else.
fn heads_other(block: &Block) -> bool {
    let text = chars::trim(block.text());
    let plain = simplify(text).to_lowercase();
    // `Monday` over a day of a diary, `拝啓` over a letter
    Words::Contents.has(&plain) || Words::Salutation.has(&plain) || dates::is_weekday(&plain) || is_place_and_day(text)
}

/// Whether a line at the top of a piece of HTML heads no more than a part of it, or opens its text: it is one of several
/// headings of its level, or none, and nothing about the text stands below it.
fn is_part(layout: &Layout<'_>, line: &Block) -> bool {
    let below = layout.blocks.iter().skip_while(|b| b.id() != line.id()).nth(1);
    // Markup says that it is one; `label-headings` only supposes so.
    let tagged = line.hints().is_some_and(|hints| matches!(hints.tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
    match line.kind() {
        Kind::Heading(level) if tagged => {
            let as_high = |b: &&&Block| matches!(b.kind(), Kind::Heading(other) if other <= level);
            layout.blocks.iter().filter(as_high).count() > 1
        }
        _ => !below.is_some_and(|b| matches!(b.kind(), Kind::Meta | Kind::Byline)),
    }
}
