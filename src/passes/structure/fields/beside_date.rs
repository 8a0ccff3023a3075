//! Values without keys that a date, a time or names beside them vouch for.

use super::super::layout::Layout;
use super::super::people;
use super::super::people::byline::byline;
use super::imprints::{Found, strip, whole_date};
use super::meta_line::read;
use crate::chars;
use crate::document::{Block, Document};
use crate::meta::MetaKey;
use crate::phrases::{Class, Scan};

/// Greatest width of a metadata line, as in `lift_meta_lines`.
const WIDEST: usize = 140;

/// Greatest width of the name of an account.
const NAME: usize = 30;

/// `发布于 2019-11-28 23:44` with links to the topics of the text run together behind it.
pub(in super::super) fn tags(block: &Block) -> Option<Found> {
    let links = &block.hints()?.links;
    let first = links.first()?.text.start as usize;
    let mut found = read(block.text().get(..first)?)?;
    if !matches!(found.as_slice(), [(MetaKey::Date, _)]) {
        return None;
    }
    let mut end = first;
    for link in links {
        let (start, stop) = (link.text.start as usize, link.text.end as usize);
        // Nothing else stands between them.
        if !block.text().get(end..start)?.trim().is_empty() {
            return None;
        }
        found.push((MetaKey::Tag, block.text().get(start..stop)?.trim().to_owned()));
        end = stop;
    }
    block.text().get(end..)?.trim().is_empty().then_some(found)
}

/// `2019年05月06日 17:11:35[river](…)阅读数：1554`: a date and time, the link to who wrote, and counters, run together.
pub(in super::super) fn writer(block: &Block) -> Option<Found> {
    block.hints().filter(|hints| !hints.links.is_empty())?;
    let text = chars::trim(block.text());
    let time = text.find(':').filter(|_| text.len() <= WIDEST)?;
    let name = time + text[time..].find(char::is_alphabetic)?;
    let date = whole_date(&text[..name]).filter(|date| date.contains('T'))?;
    let scan = Scan::of(&text[name..]);
    let counters = scan.of_class(&[Class::Drop]).next().map_or(scan.text.len(), |hit| hit.range.start);
    let (writer, rest) = scan.text.split_at(counters);
    let counted = rest.is_empty() || read(rest).is_some_and(|found| found.is_empty());
    let named = (2..=NAME).contains(&chars::width(writer.trim())) && !writer.contains([':', '：']);
    (counted && named).then(|| vec![(MetaKey::Date, date), (MetaKey::Author, writer.trim().to_owned())])
}

/// The name of a medium on a line of its own, above or below the date, or between the title and the text.
pub(in super::super) fn medium(layout: &Layout<'_>, n: usize) -> Option<Found> {
    let text = strip(layout.blocks[n].text());
    // `승인 2014.05.03 07:41` beside the name of a Korean paper.
    let keyed = |day: &str| read(day).is_some_and(|found| matches!(found.as_slice(), [(MetaKey::Date, _)]));
    let korean = text.len() <= WIDEST && text.contains(chars::is_hangul);
    let day = |day: &str| whole_date(day).is_some() || korean && day.len() <= WIDEST && keyed(day);
    let dated = |m: Option<usize>| m.and_then(|m| layout.blocks.get(m)).is_some_and(|b| day(b.text()));
    // `石桥时报` over `陈小河／河口报导`.
    let signed =
        || layout.blocks.get(n + 1).is_some_and(|b| b.text().ends_with(['導', '导']) && byline(b.text()).is_some());
    // `陈小河/石桥日报`
    if let Some((medium, names)) = people::beside_stroke(text) {
        let full = names.iter().any(|name| name.chars().count() > 2);
        let fits = dated(n.checked_sub(1)) || dated(Some(n + 1)) || n <= 2 && (full || n == 1 && layout.first == 2);
        let authors = names.into_iter().map(|name| (MetaKey::Author, name));
        return fits.then(|| [(MetaKey::Publisher, medium.to_owned())].into_iter().chain(authors).collect());
    }
    let by = text.starts_with("By ") || text.starts_with("by ");
    let beside = !by
        && (dated(n.checked_sub(1)) || dated(Some(n + 1)) || signed())
        && (people::is_medium(text) || people::is_paper(text) && chars::width(text) <= NAME);
    let between = || {
        let alone = n == 1 && layout.first == 2 && !people::is_medium(layout.blocks[0].text());
        alone
            && !layout.blocks[1].text().starts_with(['【', '[', '（', '('])
            && people::is_medium(text)
            && !text.contains(char::is_whitespace)
            && people::with_role(text).is_none()
    };
    (beside || between()).then(|| vec![(MetaKey::Publisher, text.to_owned())])
}

/// `石桥笔记 2021年5月8日 08:00`: whom front matter calls the author, and the day.
pub(in super::super) fn by_author(doc: &Document, text: &str) -> Option<Found> {
    let behind = doc.meta().all(MetaKey::Author).find_map(|author| text.strip_prefix(author))?;
    Some(vec![(MetaKey::Date, whole_date(behind)?)])
}

/// `来源河口图片社` over `作者陈小河` below the body: keys without colons, a line each.
pub(in super::super) fn source_over_names(layout: &Layout<'_>, n: usize) -> Option<Found> {
    let text = chars::trim(layout.blocks[n].text());
    let name = ["来源", "來源"].iter().find_map(|key| text.strip_prefix(key))?.trim();
    let names = |m: usize| {
        let text = layout.blocks.get(m).map_or("", |b| chars::trim(b.text()));
        text.len() <= 2 * WIDEST && people::with_role(text).is_some_and(|people| !people.names().is_empty())
    };
    (people::is_medium(name) && names(n + 1)).then(|| vec![(MetaKey::Publisher, name.to_owned())])
}

/// `河口报业·小河号    14:32`: a medium and the time of day, which says nothing that can be kept.
pub(in super::super) fn medium_with_time(text: &str) -> Option<Found> {
    let (medium, time) = text.trim().rsplit_once(char::is_whitespace)?;
    let (hour, minute) = time.split_once(':')?;
    let two = |n: &str| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
    let medium = medium.trim();
    (two(hour) && two(minute) && people::is_medium(medium)).then(|| vec![(MetaKey::Publisher, medium.to_owned())])
}
