//! S132: see `lift_title.md`.

use serde::{Deserialize, Serialize};

use super::fields::{by_line, imprints};
use super::furniture::{self, paths};
use super::headings::numbers;
use super::layout::{Layout, is_line, is_prose, width as width_of};
use super::margins::Margins;
use super::people::names;
use super::surroundings::Saved;
use super::titles::bare;
use super::titles::site_tails;
use super::titles::{
    self, addresses, again, beside_about, documents, file_titles, first_titles, houses, lookalikes, stated,
};
use crate::changes::Changes;
use crate::chars;
use crate::dates;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Words, simplify};

pub(crate) const SPEC: Spec = Spec::new::<LiftTitle>(
    "S132",
    "lift-title",
    Stage::Structure,
    "Takes the first line of a text as its title, and takes a repeated title out of the body.",
    include_str!("lift_title.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LiftTitle {}

/// Lines above the text in which the title may be repeated.
const HEAD: usize = 12;

/// Lines at the top among which the date stands where no prose tells a title.
const DATED: usize = 4;

/// Lines under the title of verse.
const VERSE: usize = 4;

/// Least width of a line of a headline in two lines.
const HALF: usize = 10;

/// Greatest width of a title that quotes somebody in sentences.
const LONGEST: usize = 260;
/// Least and greatest width of a title. Chinese headlines reach 45 characters, English ones 140.
const WIDTH: std::ops::RangeInclusive<usize> = 4..=140;

/// Whether the title was known before this pass looked for it among the lines.
pub(super) fn is_stated(doc: &Document) -> bool {
    const FOUND: [&str; 3] = ["first-line", "first-title", "last-line"];
    doc.meta().entries().iter().any(|e| e.key == MetaKey::Title && !FOUND.contains(&e.from))
}

impl Pass for LiftTitle {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == "verbatim" {
            return Verdict::Keep;
        }
        // A page of HTML says what its title is, and `recover-metadata` weighs that; a piece of one says nothing.
        let there =
            || doc.evidence().iter().any(|e| e.key == MetaKey::Title) || doc.meta().get(MetaKey::Title).is_some();
        let html = doc.format == "html";
        if html && there() {
            stated::lift(doc, changes);
            return Verdict::Keep;
        }
        let layout = Layout::of(doc);
        let known = doc.meta().get(MetaKey::Title);
        if let Some(title) = known {
            let mut again = layout.head(HEAD).filter(|(_, b)| again::repeats(b.text(), title)).map(|(_, b)| b);
            again.next().into_iter().for_each(|b| changes.relabel(b, Kind::Meta));
            // As a heading it may stand there once more.
            again.filter(|b| b.kind() == Kind::Heading(1)).for_each(|b| changes.relabel(b, Kind::Meta));
            again::pictured(&layout, title).for_each(|b| changes.cut(b));
        }
        if let Some(title) = known {
            unbracket(doc, title, changes);
            if let Some(title) = file_titles::restored(title, doc) {
                changes.set_meta(MetaKey::Title, title, "text");
            }
            return Verdict::Keep;
        }
        // Without prose nothing tells a title from the other lines, but markup does.
        let prose = layout.first < layout.blocks.len();
        // Over verse and the like the date stands below it.
        let dated = layout.blocks.iter().take(DATED).skip(1).any(|b| b.kind() == Kind::Meta)
            && layout.blocks.first().is_some_and(|b| b.kind() == Kind::Paragraph);
        let head: Vec<titles::Line<'_>> =
            layout.head(HEAD).map(|(_, b)| (b, !paths::is_head_of_page(b.text()))).collect();
        let chosen = titles::choose(&head, layout.blocks[layout.first..].iter().copied());
        let open = |b: &&Block| matches!(b.kind(), Kind::Paragraph | Kind::Heading(_));
        let about = |b: &&Block| matches!(b.kind(), Kind::Meta | Kind::Byline);
        let of_page = |b: &&Block| paths::is_head_of_page(b.text());
        let lines = layout.head(2 * HEAD).map(|(_, b)| b).filter(|b| !about(b) && !of_page(b));
        // A sentence of the page may stand above.
        let lines: Vec<&Block> = lines.take(HEAD / 2).filter(|b| open(b) && !is_prose(b)).collect();
        let first = lines.iter().copied().find(|b| !houses::is_site(b.text().trim())).or(lines.first().copied());
        // `一、报名时间` over `二、报名条件` heads a part.
        let numbered = |b: &&Block| {
            let (form, 1) = numbers::read(b.text().trim())? else { return None };
            let next = |b: &&Block| numbers::read(b.text().trim()).is_some_and(|(other, n)| n == 2 && other == form);
            layout.blocks.iter().any(next).then_some(())
        };
        // On a page saved without its markup a model has compared all lines near the text.
        let told = layout.head(2 * HEAD).map(|(_, b)| b).find(|b| b.titular && open(b));
        // A short line over what the rules are sure of is the name of a section: `Subscribers`, `要闻`.
        let over = |b: &Block| {
            let sure = chosen.as_ref().filter(|title| title.sure).map(|title| layout.blocks[title.line]);
            let above = sure.is_some_and(|title| {
                layout.blocks.iter().take_while(|l| l.id() != title.id()).any(|l| l.id() == b.id())
            });
            above && width_of(b) <= titles::SECTION
        };
        let told = told.filter(|b| !over(b) && Saved::of(doc).is_some());
        // `close` over Chinese text.
        let cjk = |text: &str| text.chars().any(chars::is_cjk);
        let left = |b: &Block| {
            let text = || layout.blocks.get(layout.first).is_some_and(|b| cjk(b.text()));
            !cjk(b.text()) && furniture::is_button(b.text()) && text()
        };
        // Directly above what is known of the text also a title may be long: what somebody said, in whole sentences.
        let quoting = |b: &Block| {
            let below = layout.blocks.get(1).is_some_and(|b| b.kind() == Kind::Meta);
            let said = b.text().trim().ends_with(['»', '”', '」', '“']) && b.text().contains([':', '：']);
            // So may a headline in one sentence, with what it is and where in front and behind.
            let long = || width_of(b) > *WIDTH.end() && is_title_but_for_width(b);
            let top = layout.blocks.first().is_some_and(|first| first.id() == b.id());
            below && top && (said || long()) && width_of(b) <= LONGEST
        };
        let fits = |b: &&Block| {
            (is_title(b) || quoting(b) || beside_about::in_sentences(&layout, b, *WIDTH.end()))
                && !left(b)
                && !heads_other(b)
                && !houses::is_site(b.text().trim())
                && !paths::is_head_of_page(b.text())
                && (prose || is_quoted(b, &layout) || dated || b.kind() == Kind::Heading(1))
                && !(html && is_part(&layout, b))
        };
        // Whom a letter is to, and where they live.
        let address = addresses::above_letter(&layout.blocks);
        let fits = |b: &&Block| {
            fits(b)
                && !first_titles::is_column(b, doc)
                && numbered(b).is_none()
                && !address.iter().any(|line| line.id() == b.id())
        };
        // Around less of a page another compares the lines of which nothing is known.
        let choice = || !html && layout.head(2 * HEAD).filter(|(_, b)| open(b)).nth(1).is_some();
        // Below the one heading of the first level a list of contents leads to parts of the text.
        let top = |line: &Block| {
            let first = layout.blocks.iter().find(|b| b.kind() == Kind::Heading(1));
            line.kind().is_heading()
                && first.is_some_and(|first| first.id() != line.id() && line.kind() != Kind::Heading(1))
        };
        let listed = again::listed(doc, &layout).filter(|(line, _)| open(line) && fits(line) && !top(line));
        let issued = documents::below_number(&layout);
        let found = issued.or(told).or(listed.as_ref().map(|(line, _)| *line)).or_else(|| {
            // Where a page begins with the name of its site, what stands beside its date or writer comes first.
            let site = || lines.first().is_some_and(|b| houses::is_site(b.text().trim()));
            let beside = || if !html && site() { beside_about::find(&layout) } else { None };
            let rules = chosen.as_ref().map(|title| layout.blocks[title.line]);
            // In a piece of a page a line or two may stand above its one heading: `For immediate release`.
            let heading = || lines.iter().copied().find(|b| html && b.kind().is_heading()).filter(fits);
            let rules = rules.or_else(beside).or(first).filter(fits).or_else(heading);
            let other = if choice() && !chosen.as_ref().is_some_and(|title| title.sure) {
                Margins::for_title(doc).and_then(|margins| margins.title(rules))
            } else {
                None
            };
            // The second line of a title in two is no title of its own.
            let second = |first: &Block, b: &Block| titles::is_issued(first.text(), b.text()) || is_subtitle(b);
            let goes_on = |b: &&Block| rules.is_some_and(|first| second(first, b));
            other.filter(fits).filter(|b| !goes_on(b)).or(rules)
        });
        let found = found.filter(fits).or_else(|| if html { None } else { beside_about::find(&layout) });
        if let Some(block) = found.filter(fits) {
            let title = site_tails::without(bare(block.text()), doc);
            if let Some((_, house)) = site_tails::housed(bare(block.text()))
                && doc.meta().get(MetaKey::Publisher).is_none()
            {
                changes.add_meta(MetaKey::Publisher, house, "first-line");
            }
            // The line that says what the title is without the name of the site.
            // Letter for letter, if it is whole: `<lamp>` and `</lamp>` are not.
            let shorter = title.len() < bare(block.text()).len();
            let same = |b: &Block| if shorter { again::repeats(b.text(), title) } else { b.text() == block.text() };
            let again = layout.head(HEAD).find(|(_, b)| b.id() != block.id() && same(b));
            if let Some((_, again)) = again {
                changes.relabel(again, if html { Kind::Title } else { Kind::Meta });
            }
            let title = match site_tails::house_behind(title) {
                Some((title, house, date)) => {
                    let unknown = |key| doc.meta().get(key).is_none();
                    if let Some(house) = house.filter(|_| unknown(MetaKey::Publisher)) {
                        changes.add_meta(MetaKey::Publisher, house, "first-line");
                    }
                    if let Some(date) = date.filter(|_| unknown(MetaKey::Date)) {
                        changes.add_meta(MetaKey::Date, date, "first-line");
                    }
                    title
                }
                None => title,
            };
            // Whom the text speaks of did not write it, and over a text of which nothing is known it may be part of the title.
            let spoken = |name: &String| layout.blocks[layout.first..].iter().any(|b| b.text().contains(name.as_str()));
            let under = layout.blocks.iter().skip_while(|b| b.id() != block.id()).nth(1);
            let about = under.is_some_and(|b| b.kind() == Kind::Meta);
            let title = match signed(title).filter(|(_, names)| about && !names.iter().any(spoken)) {
                Some((title, names)) => {
                    let names = names.into_iter().filter(|_| doc.meta().get(MetaKey::Author).is_none());
                    names.for_each(|name| changes.add_meta(MetaKey::Author, name, "first-line"));
                    title
                }
                None => title,
            };
            let as_title = if html { Kind::Title } else { Kind::Meta };
            // The subtitle, marked by its dash, is the second half of a Chinese title.
            let below = layout.blocks.iter().skip_while(|b| b.id() != block.id()).nth(1);
            // The office that issues it is the first line of the title of an announcement.
            let issued = |b: &&Block| titles::is_issued(title, b.text()) && b.kind() == Kind::Paragraph && is_title(b);
            let after = layout.blocks.iter().skip_while(|b| b.id() != block.id()).nth(2);
            let second = |b: &&Block| doc.format == "markdown" && is_second_line(block, b, after.copied());
            let below = below.copied();
            let more = below.filter(second).map(|sub| (" ", sub));
            match more.or_else(|| below.filter(|b| is_subtitle(b) || issued(b)).map(|sub| ("", sub))) {
                Some((gap, sub)) => {
                    changes.set_meta(MetaKey::Title, format!("{title}{gap}{}", sub.text().trim()), "first-line");
                    changes.relabel(sub, as_title);
                }
                None => changes.set_meta(MetaKey::Title, title, "first-line"),
            }
            unbracket(doc, title, changes);
            again::pictured(&layout, title).for_each(|b| changes.cut(b));
            let items = listed.filter(|(line, _)| line.id() == block.id()).map_or_else(Vec::new, |(_, items)| items);
            items.into_iter().filter(|b| b.cut_by().is_none()).for_each(|b| changes.relabel(b, Kind::Meta));
            houses::lift(doc, &layout, block, changes);
            changes.relabel(block, as_title);
        } else if let Some(title) = first_titles::find(doc) {
            changes.set_meta(MetaKey::Title, title, "first-title");
            layout
                .head(HEAD)
                .filter(|(_, b)| first_titles::is_column(b, doc))
                .for_each(|(_, b)| changes.relabel(b, Kind::Meta));
        } else if let Some(block) = last_title(&layout) {
            changes.set_meta(MetaKey::Title, block.text().trim(), "last-line");
            changes.relabel(block, Kind::Meta);
        }
        Verdict::Keep
    }
}

/// Takes the title out of paragraphs that a mirror begins with it: `【老街的灯】河东区……`.
fn unbracket(doc: &Document, title: &str, changes: &mut Changes) {
    for block in doc.blocks().filter(|b| b.kind() == Kind::Paragraph && b.text().starts_with('【')) {
        let rest = block.text().trim_start_matches('【').strip_prefix(title).and_then(|rest| rest.strip_prefix('】'));
        if let Some(rest) = rest.filter(|rest| !rest.trim().is_empty()) {
            changes.replace(block, 0..block.text().len() - rest.len(), "");
        }
    }
}

/// The title of a page that begins with its text and ends in its title and date.
fn last_title<'a>(layout: &Layout<'a>) -> Option<&'a Block> {
    let [body @ .., line, date] = layout.blocks.as_slice() else { return None };
    let value = || imprints::whole_date(date.text().split_once([':', '：'])?.1);
    // Under who signs a letter stands a day without a clock.
    let clock =
        date.text().as_bytes().windows(3).any(|w| w[1] == b':' && w[0].is_ascii_digit() && w[2].is_ascii_digit());
    let dated = date.kind() == Kind::Meta && clock && imprints::whole_date(date.text()).or_else(value).is_some();
    let below = layout.first == 0 && layout.last == body.len() && dated;
    let open = matches!(line.kind(), Kind::Paragraph | Kind::Heading(_)) && is_title(line);
    (below && open && chars::width(line.text()) >= HALF && titles::is_said(line, body)).then_some(line)
}

/// The title and who wrote the text, where a mark parts them: `小路上的歌■陈小河`.
pub(super) fn signed(line: &str) -> Option<(&str, Vec<String>)> {
    // The first byte of the marks.
    memchr::memchr(0xE2, line.as_bytes())?;
    let (title, name) = line.rsplit_once(['■', '□', '◎'])?;
    let plain = name.chars().count() == 3 && name.chars().all(chars::is_han) && !title.ends_with(char::is_whitespace);
    (plain && chars::width(title) >= HALF)
        .then(|| Some((title, names::split(name).filter(|names| names.len() == 1)?)))?
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

pub(super) fn is_title(block: &Block) -> bool {
    let text = chars::trim(block.text());
    block.kind() == Kind::Heading(1)
        || text.len() <= 4 * WIDTH.end() && WIDTH.contains(&chars::width(text)) && is_title_but_for_width(block)
}

/// Whether nothing but its width can tell that a line is no title.
fn is_title_but_for_width(block: &Block) -> bool {
    let text = chars::trim(block.text());
    !text.contains(['\n', '。'])
        && !text.trim_end_matches(chars::is_closing).ends_with(['.', '；', ';', '，', ',', '：', ':', '、'])
        && !text.ends_with(" -")
        && !text.ends_with(['|', '｜'])
        && !text.starts_with("• ")
        // `河口镇兴隆水车队——` stands over a title, `——老街改造三年回访` below one.
        && !text.ends_with("——")
        && !text.starts_with("——")
        && !["http://", "https://"].iter().any(|scheme| text.starts_with(scheme))
        && !lookalikes::is_spoken(text)
        && !lookalikes::is_date(text)
        && !lookalikes::is_dateline(text)
        && !paths::is_welcome(text)
        && !lookalikes::is_institute(text)
        && !file_titles::is_filed(text)
        && !furniture::is_contact(text)
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

/// Whether a line of Markdown is the second of a headline: it goes on from the first in one paragraph, and what is known of
/// the text stands below it.
pub(super) fn is_second_line(first: &Block, line: &Block, below: Option<&Block>) -> bool {
    let wide = |b: &Block| chars::width(b.text()) >= HALF;
    let known = below.is_some_and(|b| matches!(b.kind(), Kind::Meta | Kind::Byline));
    known && line.joined() && line.kind() == Kind::Paragraph && is_title(line) && wide(first) && wide(line)
}

/// `——老街改造三年回访`, on a line of its own under the title.
fn is_subtitle(block: &Block) -> bool {
    let dashes = ["——", "――", "－－", "--"];
    matches!(block.kind(), Kind::Paragraph | Kind::Heading(_))
        && dashes.iter().any(|d| block.text().starts_with(d))
        && is_line(block, 80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speech_is_no_title() {
        for text in ["\"Who turned the wheel?\"", "“转了！”", "'I was going to--'", "\"It is late.\"", "It is late."]
        {
            assert!(!is_title(&Block::new(Kind::Paragraph, text)), "{text}");
        }
        for text in ["谁在转水车？", "“水车”的故事", "The wheel turns again"] {
            assert!(is_title(&Block::new(Kind::Paragraph, text)), "{text}");
        }
    }
}
