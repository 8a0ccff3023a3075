//! The name of a site behind a title, where something else than the name says what the title is: a line of the page, the author,
//! or a site that is known to put its name there. `水车停了_河边的磨坊_石桥博客`

use super::super::fields::imprints;
use super::super::layout::Layout;
use super::super::people;
use super::page_titles::without_tags;
use crate::chars::{self, folded};
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::phrases::{Words, simplify};

/// What parts a title from the name behind it. A bare dash is none of them: it joins words.
const MARKS: &[&str] = &["_", " - ", "--", " | ", "｜", " – ", " — ", " :: ", " · "];

/// Lines above the text in which the title may stand alone; menus stand there, too.
const REACH: usize = 60;

/// Least width of a title that a line repeats.
const LEAST: usize = 4;

/// Least width of a title before the name of its paper.
const HOUSED: usize = 10;

/// Greatest width of the name of a blog.
const NAME: usize = 60;

/// The title without what stands behind it.
pub(in super::super) fn without<'t>(title: &'t str, doc: &Document) -> &'t str {
    let title = title.trim();
    if !MARKS.iter().any(|mark| title.contains(mark)) && !title.contains('-') {
        return title;
    }
    let bare = hosted(title);
    let bare = housed(bare).map_or(bare, |(bare, _)| bare);
    let bare = signed(bare, doc).unwrap_or(bare);
    shown(bare, doc).unwrap_or(bare)
}

/// Without the name of a site that is known to put it there (`石桥 - 知乎`), and without the name of the blog, which the hosts of
/// blogs put before their own: `石桥 - 水车工 - 博客园`.
fn hosted(title: &str) -> &str {
    let site = |name: &str| Words::TitleSite.has(&simplify(name.trim()).to_lowercase());
    for mark in MARKS.iter().chain(&["-"]) {
        let Some((rest, last)) = title.rsplit_once(mark).filter(|(rest, last)| site(last) && is_long(rest)) else {
            continue;
        };
        let blogs = simplify(last).contains("博客");
        let named = rest
            .rsplit_once(mark)
            .filter(|(text, name)| blogs && *mark != "-" && is_long(text) && chars::width(name) <= NAME);
        return named.map_or(rest, |(text, _)| text).trim_end_matches(|c: char| c.is_whitespace() || c == '-');
    }
    title
}

/// The title and the medium behind a mark: `水车停了 - 石桥日报`.
pub(in super::super) fn housed(title: &str) -> Option<(&str, &str)> {
    // Most titles have no mark, or no Chinese name behind it.
    let marked = chars::any_byte(title, |b| matches!(b, b'_' | b'-' | b'|' | b':' | 0xE2 | 0xEF | 0xC2));
    if !marked || !title.trim_end().ends_with(chars::is_han) {
        return None;
    }
    let cut = MARKS.iter().chain(&["-"]).find_map(|mark| {
        let (rest, last) = title.rsplit_once(mark)?;
        let last = last.trim();
        let han = last.chars().all(chars::is_han);
        let least = if *mark == "-" { 2 * HOUSED } else { HOUSED };
        (han && people::is_medium(last) && chars::width(rest.trim()) >= least).then_some((rest, last))
    })?;
    Some((cut.0.trim_end_matches(|c: char| c.is_whitespace() || "_-|｜–—".contains(c)), cut.1))
}

/// Without the author's name, which the front matter gives.
fn signed<'t>(title: &'t str, doc: &Document) -> Option<&'t str> {
    let stated = doc.evidence().iter().filter(|e| e.key == MetaKey::Author && e.from == "front-matter");
    let names: Vec<String> = stated.map(|e| folded(&e.value)).filter(|name| !name.is_empty()).collect();
    MARKS.iter().find_map(|mark| {
        let (rest, last) = title.rsplit_once(mark)?;
        (is_long(rest) && names.contains(&folded(last))).then_some(rest.trim_end())
    })
}

/// Without what stands behind the line above the text that is the title by itself.
fn shown<'t>(title: &'t str, doc: &Document) -> Option<&'t str> {
    let heads: Vec<&str> = MARKS
        .iter()
        .flat_map(|mark| title.match_indices(mark).map(|(at, _)| title[..at].trim_end()))
        .filter(|head| is_long(head))
        .collect();
    if heads.is_empty() {
        return None;
    }
    let layout = Layout::of(doc);
    let open = |b: &Block| matches!(b.kind(), Kind::Heading(_) | Kind::Paragraph | Kind::Meta | Kind::Title);
    let lines: Vec<String> = layout
        .head(REACH)
        .filter(|(_, b)| open(b) && b.text().len() <= title.len() + 60)
        .flat_map(|(_, b)| [folded(b.text()), folded(without_tags(b.text().trim()))])
        .collect();
    let whole = folded(title);
    heads.into_iter().find(|head| {
        let head = folded(head);
        // Marks alone behind it are its own.
        head.len() < whole.len() && lines.contains(&head)
    })
}

fn is_long(text: &str) -> bool {
    chars::width(text.trim()) >= LEAST
}

/// The title, the paper and the day, where a library put them behind it: `别让老街的灯灭了_石桥日报_2025年06月13日A03`.
pub(in super::super) fn house_behind(line: &str) -> Option<(&str, Option<&str>, Option<String>)> {
    let mut pieces = line.split('_').map(str::trim);
    let title = pieces.next().filter(|title| chars::width(title) >= HOUSED)?;
    let (mut house, mut date) = (None, None);
    let mut count = 0;
    for piece in pieces {
        count += 1;
        let page = piece.rfind('日').map_or(piece, |at| &piece[..at + '日'.len_utf8()]);
        match imprints::whole_date(page) {
            Some(found) => date = Some(found),
            None if people::is_medium(piece) => house = Some(piece),
            None => return None,
        }
    }
    (count > 0 && house.is_some()).then_some((title, house, date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_sites_go_with_the_name_of_the_blog() {
        for (title, bare) in [
            ("水车停了 - 水车工 - 博客园", "水车停了"),
            ("水车停了 - 怎么修 - 水车工 - CSDN博客", "水车停了 - 怎么修"),
            ("水车停了_河边的磨坊_新浪博客", "水车停了"),
            ("水车停了-CSDN博客", "水车停了"),
            ("水车停了 - 怎么修 - 知乎", "水车停了 - 怎么修"),
            ("水车停了 - 怎么修", "水车停了 - 怎么修"),
            ("我的博客 - 第一年", "我的博客 - 第一年"),
        ] {
            assert_eq!(hosted(title), bare);
        }
    }
}
