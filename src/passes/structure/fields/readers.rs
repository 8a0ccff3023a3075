//! Which rules read a line that may be metadata: in the order in which they are asked, each with the places where it is asked and with
//! what a line must have for it.

use super::super::layout::{Layout, is_line};
use super::super::lift_meta_lines::{HEAD, REACH, STANDFIRST, WIDEST};
use super::super::people::datelines;
use super::imprints::{self, Found};
use super::{
    apart, beside_date, by_line, counted, date_and_names, day_codes, day_lines, filings, issues, meta_line, origins,
    posters, reprints, stamps, usual,
};
use crate::census::Traits;
use crate::chars;
use crate::document::{Block, Document};
use crate::meta::MetaKey;
use crate::phrases::Class;

/// A line, and where it stands.
pub(in super::super) struct Line<'a> {
    pub doc: &'a Document,
    pub layout: &'a Layout<'a>,
    pub n: usize,
    pub block: &'a Block,
    /// Its text in its usual form.
    pub text: &'a str,
    /// The same with a colon behind its key, in the head of a letter.
    pub keyed: Option<String>,
    /// Whether the text is Japanese or Korean.
    pub kana: bool,
}

impl Line<'_> {
    fn has(&self, sorts: Traits) -> bool {
        self.block.census().traits.any(sorts)
    }

    /// Below the prose.
    fn is_below(&self) -> bool {
        self.n >= self.layout.last
    }

    /// Between the first line and the end of the prose.
    fn is_inside(&self) -> bool {
        self.n > 0 && !self.is_below()
    }

    /// Between the first line and the prose.
    fn is_head(&self) -> bool {
        self.is_inside() && self.n < self.layout.first
    }

    /// Of the first lines above the prose.
    fn is_top(&self) -> bool {
        self.n <= HEAD && self.n < self.layout.first
    }

    /// Above the prose, or below the first paragraphs of it where those sum up.
    fn is_near(&self) -> bool {
        self.n <= self.layout.first + STANDFIRST
    }

    /// Whether it opens with a word of forums: `我的每日心情 | 开心 2018-7-21 20:14` has a date too.
    fn is_told(&self) -> bool {
        self.block.opening().is_some_and(|hit| hit.classes.contains(&Class::Share))
    }

    /// Whether it may have keys: a value behind one has a colon or a number, and the others are phrases.
    fn may_be_keyed(&self) -> bool {
        self.has(Traits::DIGIT | Traits::COLON)
            || self.text.contains('年')
            || self.keyed.is_some()
            || !self.block.scan().hits.is_empty()
    }
}

/// A rule.
struct Reader {
    /// Whether a line stands where the rule holds and has what it looks for: little work.
    asks: fn(&Line<'_>) -> bool,
    /// What the line says.
    read: fn(&Line<'_>) -> Option<Found>,
}

/// Rules for lines that systems print, which know the whole of a line.
const OF_SYSTEMS: &[Reader] = &[
    Reader {
        asks: |l| is_signed(l) && l.has(Traits::DIGIT | Traits::LETTER),
        read: |l| filings::foot(l.text).or_else(|| filings::entry(l.text)),
    },
    Reader {
        asks: |l| !is_signed(l) && l.n > l.layout.first && l.has(Traits::DIGIT),
        read: |l| filings::deposited(l.text),
    },
    Reader {
        asks: |l| l.n > 0 && (is_close(l) || l.is_below()) && l.has(Traits::LETTER),
        read: |l| posters::beside_day(l.layout, l.n),
    },
    Reader { asks: |l| l.n > 0 && is_close(l) && l.has(Traits::LETTER), read: |l| by_line::read(l.block.text()) },
];

/// All other rules.
const READERS: &[Reader] = &[
    Reader { asks: |l| l.is_below() && l.has(Traits::DIGIT), read: |l| beside_date::tags(l.block) },
    Reader { asks: |_| true, read: |l| origins::within(l.block) },
    Reader { asks: |l| l.is_inside() && l.has(Traits::DIGIT), read: |l| beside_date::writer(l.block) },
    Reader { asks: |l| l.may_be_keyed(), read: |l| meta_line::read(l.keyed.as_deref().unwrap_or(l.text)) },
    Reader { asks: |l| l.is_below() && l.has(Traits::DIGIT), read: |l| stamps::property(l.text) },
    Reader { asks: |_| true, read: |l| issues::in_paper(l.text) },
    Reader { asks: |l| l.is_inside() && l.has(Traits::DIGIT), read: |l| counted::read(l.text) },
    Reader { asks: |l| l.is_below(), read: |l| imprints::signed(l.text) },
    Reader {
        asks: |l| l.is_inside() && l.has(Traits::DIGIT) && !l.is_told(),
        read: |l| imprints::unkeyed(l.text, l.is_top()),
    },
    Reader { asks: |l| l.is_below(), read: |l| beside_date::source_over_names(l.layout, l.n) },
    // `石桥网2016年10月14日07:17` on top of a text without a title.
    Reader {
        asks: |l| {
            let timed = l.has(Traits::COLON) && l.text.ends_with(|c: char| c.is_ascii_digit());
            l.n == 0 && l.layout.first > 0 && timed && l.text.contains(':')
        },
        read: |l| imprints::unkeyed(l.text, true).filter(is_medium_and_date),
    },
    Reader { asks: |l| l.n < l.layout.first.min(2), read: |l| beside_date::by_author(l.doc, l.text) },
    Reader { asks: |l| l.n == 0 && l.layout.first > 0, read: |l| stamps::of_machine(l.text) },
    Reader { asks: |l| l.is_head() && l.has(Traits::DIGIT) && !l.is_told(), read: |l| stamps::read(l.text) },
    Reader { asks: |l| l.is_below() && l.has(Traits::DIGIT), read: |l| day_codes::alone(l.layout, l.n) },
    // `本文转自：石桥网` may be the first line.
    Reader {
        asks: |l| l.n > 0 || l.is_below() || l.has(Traits::COLON) || l.doc.meta().get(MetaKey::Title).is_some(),
        read: |l| reprints::reposted(l.text),
    },
    Reader { asks: |l| l.is_head(), read: |l| beside_date::medium(l.layout, l.n) },
    Reader { asks: |l| l.is_head() && l.has(Traits::COLON), read: |l| beside_date::medium_with_time(l.text) },
    Reader {
        asks: |l| l.n < 2 && l.n + 1 < l.layout.first && l.has(Traits::DIGIT),
        read: |l| imprints::page_head(l.text),
    },
    Reader { asks: |l| l.is_below() || l.n < l.layout.first, read: |l| reprints::cited(l.text) },
    Reader { asks: |l| l.is_below() || l.n < l.layout.first, read: |l| apart::read(l.layout, l.n) },
    Reader {
        asks: |l| l.is_top() && l.is_head() && l.has(Traits::COLON),
        read: |l| datelines::is_posted(l.text).then(Vec::new),
    },
    Reader {
        asks: |l| l.is_top() && l.is_head() && l.doc.format == "text" && l.has(Traits::DIGIT),
        read: |l| day_of_letter(l),
    },
    Reader {
        asks: |l| {
            let said = || l.is_inside() && !l.is_told() || date_and_names::is_account(l.text);
            l.is_top() && l.has(Traits::DIGIT) && said()
        },
        read: |l| date_and_names::read(l.text, l.kana),
    },
    Reader { asks: |l| is_under_title(l) && l.has(Traits::DIGIT), read: |l| day_lines::read(l.text) },
    Reader { asks: |l| l.is_below() && !is_under_title(l), read: |l| day_lines::of_words(l.text) },
    Reader {
        asks: |l| l.n <= 1 && l.n < l.layout.first && l.has(Traits::DIGIT),
        read: |l| day_lines::is_of_post(l.layout, l.n).then(Vec::new),
    },
];

/// What a system for weblogs, forums or archives printed in the line.
pub(in super::super) fn of_system(line: &Line<'_>) -> Option<Found> {
    OF_SYSTEMS.iter().filter(|rule| (rule.asks)(line)).find_map(|rule| (rule.read)(line))
}

/// What the line says.
pub(in super::super) fn read(line: &Line<'_>) -> Option<Found> {
    READERS.iter().filter(|rule| (rule.asks)(line)).find_map(|rule| (rule.read)(line))
}

/// Above the first paragraph, or a line below what sums the text up: `By John K. Hanson, Jr.`
fn is_close(line: &Line<'_>) -> bool {
    line.n <= line.layout.first || line.is_near() && is_line(line.block, WIDEST)
}

/// Where a system says who wrote a post: below it, for further below stand those who commented, or above.
fn is_signed(line: &Line<'_>) -> bool {
    line.is_below() && line.n <= line.layout.last + HEAD || line.n > 0 && is_close(line)
}

/// Under the title, or on top where more stands above the text.
fn is_under_title(line: &Line<'_>) -> bool {
    (line.is_inside() || line.n == 0 && line.layout.first > 1) && line.is_near()
}

fn is_medium_and_date(found: &Found) -> bool {
    found.len() == 2 && found.iter().any(|(key, _)| *key == MetaKey::Publisher)
}

/// The place and the day on top. A letter has them above whom it speaks to, a diary above each part: there they are of the text.
fn day_of_letter(line: &Line<'_>) -> Option<Found> {
    let date = usual::placed(line.text)?;
    let blocks = &line.layout.blocks;
    let next = blocks.get(line.n + 1).map_or("", |b| chars::trim_end(b.text()));
    let again = || blocks.iter().skip(line.n + 1).take(REACH * 2).any(|b| usual::placed(b.text()).is_some());
    let letter = next.len() <= WIDEST && next.ends_with([',', '，', ':', '：', '!']);
    (!letter && !again()).then(|| vec![(MetaKey::Date, date)])
}
