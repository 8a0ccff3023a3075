//! S132: see `lift_title.md`.

use serde::{Deserialize, Serialize};

use super::fields::imprints;
use super::furniture::{self, paths};
use super::layout::{Layout, is_line};
use super::people::names;
use super::titles::bare;
use super::titles::search::{Found, Search};
use super::titles::{self, again, file_titles, first_titles, houses, lookalikes, site_tails, stated};
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};

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
pub(super) const HEAD: usize = 12;

/// Whence a title is that was a line of the text.
const FROM: &str = "first-line";

/// Least width of a line of a headline in two lines.
const HALF: usize = 10;

/// Least and greatest width of a title. Chinese headlines reach 45 characters, English ones 140.
pub(super) const WIDTH: std::ops::RangeInclusive<usize> = 4..=140;

/// Whether the title was known before this pass looked for it among the lines.
pub(super) fn is_stated(doc: &Document) -> bool {
    const FOUND: [&str; 3] = [FROM, "first-title", "last-line"];
    doc.meta().entries().iter().any(|e| e.key == MetaKey::Title && !FOUND.contains(&e.from))
}

impl Pass for LiftTitle {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == "verbatim" {
            return Verdict::Keep;
        }
        // A page of HTML says what its title is, and `recover-metadata` weighs that; a piece of one says nothing.
        let known = doc.meta().get(MetaKey::Title);
        let there = known.is_some() || doc.evidence().iter().any(|e| e.key == MetaKey::Title);
        if doc.format == "html" && there {
            stated::lift(doc, changes);
            return Verdict::Keep;
        }
        let layout = Layout::of(doc);
        if let Some(title) = known {
            take_out(doc, &layout, title, changes);
        } else if let Some(found) = Search::of(doc, &layout).find() {
            lift(doc, &layout, &found, changes);
        } else if let Some(title) = first_titles::find(doc) {
            changes.set_meta(MetaKey::Title, title, "first-title");
            let columns = layout.head(HEAD).filter(|(_, b)| first_titles::is_column(b, doc));
            columns.for_each(|(_, b)| changes.relabel(b, Kind::Meta));
        } else if let Some(block) = last_title(&layout) {
            changes.set_meta(MetaKey::Title, block.text().trim(), "last-line");
            changes.relabel(block, Kind::Meta);
        }
        Verdict::Keep
    }
}

/// Takes a title that is known out of the text where it stands there again.
fn take_out(doc: &Document, layout: &Layout<'_>, title: &str, changes: &mut Changes) {
    let mut again = layout.head(HEAD).filter(|(_, b)| again::repeats(b.text(), title)).map(|(_, b)| b);
    again.next().into_iter().for_each(|b| changes.relabel(b, Kind::Meta));
    // As a heading it may stand there once more.
    again.filter(|b| b.kind() == Kind::Heading(1)).for_each(|b| changes.relabel(b, Kind::Meta));
    again::pictured(layout, title).for_each(|b| changes.cut(b));
    unbracket(doc, title, changes);
    if let Some(title) = file_titles::restored(title, doc) {
        changes.set_meta(MetaKey::Title, title, "text");
    }
}

/// Makes a line the title, and takes what it says of site, date and writers into the metadata.
fn lift(doc: &Document, layout: &Layout<'_>, found: &Found<'_>, changes: &mut Changes) {
    let block = found.line;
    let as_title = if doc.format == "html" { Kind::Title } else { Kind::Meta };
    let unknown = |key: MetaKey| doc.meta().get(key).is_none();
    let whole = bare(block.text());
    let title = site_tails::without(whole, doc);
    if let Some((_, house)) = site_tails::housed(whole).filter(|_| unknown(MetaKey::Publisher)) {
        changes.add_meta(MetaKey::Publisher, house, FROM);
    }
    // The line that says what the title is without the name of the site.
    // Letter for letter, if it is whole: `<lamp>` and `</lamp>` are not.
    let shorter = title.len() < whole.len();
    let same = |b: &Block| if shorter { again::repeats(b.text(), title) } else { b.text() == block.text() };
    if let Some((_, again)) = layout.head(HEAD).find(|(_, b)| b.id() != block.id() && same(b)) {
        changes.relabel(again, as_title);
    }
    let title = match site_tails::house_behind(title) {
        Some((title, house, date)) => {
            let house = house.filter(|_| unknown(MetaKey::Publisher));
            house.into_iter().for_each(|house| changes.add_meta(MetaKey::Publisher, house, FROM));
            let date = date.filter(|_| unknown(MetaKey::Date));
            date.into_iter().for_each(|date| changes.add_meta(MetaKey::Date, date, FROM));
            title
        }
        None => title,
    };
    let title = match titles::behind_day(title) {
        Some((title, date)) => {
            let date = Some(date).filter(|_| unknown(MetaKey::Date));
            date.into_iter().for_each(|date| changes.add_meta(MetaKey::Date, date, FROM));
            title
        }
        None => title,
    };
    let title = match signed(title).filter(|(_, names)| is_signed(layout, block, names)) {
        Some((title, names)) => {
            let names = names.into_iter().filter(|_| unknown(MetaKey::Author));
            names.for_each(|name| changes.add_meta(MetaKey::Author, name, FROM));
            title
        }
        None => title,
    };
    match second_half(doc, layout, block, title) {
        Some((gap, second)) => {
            changes.set_meta(MetaKey::Title, format!("{title}{gap}{}", second.text().trim()), FROM);
            changes.relabel(second, as_title);
        }
        None => changes.set_meta(MetaKey::Title, title, FROM),
    }
    unbracket(doc, title, changes);
    again::pictured(layout, title).for_each(|b| changes.cut(b));
    found.contents.iter().filter(|b| b.cut_by().is_none()).for_each(|b| changes.relabel(b, Kind::Meta));
    houses::lift(doc, layout, block, changes);
    changes.relabel(block, as_title);
}

/// The lines below a title.
fn below<'l, 'a>(layout: &'l Layout<'a>, title: &Block) -> impl Iterator<Item = &'a Block> + use<'l, 'a> {
    let id = title.id();
    layout.blocks.iter().copied().skip_while(move |b| b.id() != id).skip(1)
}

/// Whether those named behind a title wrote the text: whom it speaks of did not, and over a text of which nothing is known
/// they may be part of the title.
fn is_signed(layout: &Layout<'_>, title: &Block, names: &[String]) -> bool {
    let spoken = |name: &String| layout.blocks[layout.first..].iter().any(|b| b.text().contains(name.as_str()));
    below(layout, title).next().is_some_and(|b| b.kind() == Kind::Meta) && !names.iter().any(spoken)
}

/// The second line of a title, and what stands between the two.
fn second_half<'a>(
    doc: &Document,
    layout: &Layout<'a>,
    block: &Block,
    title: &str,
) -> Option<(&'static str, &'a Block)> {
    let mut below = below(layout, block);
    let (line, after) = (below.next()?, below.next());
    if doc.format == "markdown" && is_second_line(block, line, after) {
        return Some((" ", line));
    }
    // The subtitle, marked by its dash, is the second half of a Chinese title; the office that issues it is the first line of
    // the title of an announcement.
    let issued = titles::is_issued(title, line.text()) && line.kind() == Kind::Paragraph && is_title(line);
    (is_subtitle(line) || issued).then_some(("", line))
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

pub(super) fn is_title(block: &Block) -> bool {
    let text = chars::trim(block.text());
    block.kind() == Kind::Heading(1)
        || text.len() <= 4 * WIDTH.end() && WIDTH.contains(&chars::width(text)) && is_title_but_for_width(block)
}

/// A title that its page cut short: `定了！石桥的水车下月重新开放！票价...`
fn is_cut_short(text: &str) -> bool {
    text.strip_suffix("...").is_some_and(|rest| rest.ends_with(chars::is_han))
}

/// Whether nothing but its width can tell that a line is no title.
pub(super) fn is_title_but_for_width(block: &Block) -> bool {
    let text = chars::trim(block.text());
    !text.contains(['\n', '。'])
        && (!text.trim_end_matches(chars::is_closing).ends_with('.') || is_cut_short(text))
        && !text.trim_end_matches(chars::is_closing).ends_with(['；', ';', '，', ',', '：', ':', '、'])
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

/// Whether a line of Markdown is the second of a headline: it goes on from the first in one paragraph, and what is known of
/// the text stands below it.
pub(super) fn is_second_line(first: &Block, line: &Block, below: Option<&Block>) -> bool {
    let wide = |b: &Block| chars::width(b.text()) >= HALF;
    let known = below.is_some_and(|b| matches!(b.kind(), Kind::Meta | Kind::Byline));
    known && line.joined() && line.kind() == Kind::Paragraph && is_title(line) && wide(first) && wide(line)
}

/// `——老街改造三年回访`, on a line of its own under the title.
pub(super) fn is_subtitle(block: &Block) -> bool {
    let dashes = ["——", "――", "－－", "--"];
    matches!(block.kind(), Kind::Paragraph | Kind::Heading(_))
        && dashes.iter().any(|d| block.text().starts_with(d))
        && block.text().contains(char::is_alphanumeric)
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
