//! Dates of pages that state none where a date is looked for: in front of the text, or in a line of nothing but a day beside the title,
//! below the text, or above, where a paper says of which day it is.

use std::ops::RangeInclusive;

use super::evidence::{Found, in_comment, in_review};
use super::flag;
use super::names::speaks;
use super::visible::{END, is_copyright, is_other_day, is_posted, is_today};
use super::walk::{Item, Page};
use crate::dates;
use crate::meta::MetaKey;
use crate::phrases::Words;

/// Bytes of the longest day in front of a text.
const LONGEST_DAY: usize = 40;

/// Characters, and letters beside the name of a month, of the longest line of nothing but a day.
const LONGEST: usize = 45;
const LETTERS: usize = 30;

/// Blocks around the title in which a day may stand in what is set aside.
const BESIDE: usize = 5;

/// Blocks at the top of a page that tell what day it is.
const TOP: usize = 10;

/// Where such dates are from.
pub(super) const FROM: &str = "visible-date:alone";

/// Adds the day that the page says, if nothing else has said when the text was published; `head` is the title, `last` the end of the text.
pub(super) fn collect(page: &Page<'_>, head: usize, last: usize, found: &mut Found) {
    let stated = |from: &str| !matches!(from, "meta:modified" | "time:updated" | "visible-date:beyond");
    let mut dates = found.list.iter().filter(|e| e.key == MetaKey::Date && stated(e.from));
    if dates.any(|e| dates::parse_stated(&e.value).is_some()) {
        return;
    }
    let out = flag::NAV | flag::FOOTER | flag::HIDDEN | flag::FORM | flag::HEADER;
    // The title itself may stand there.
    let out = out & !page.items.get(head).map_or(0, |item| item.flags);
    let changed =
        |item: &Item| page.elems.get(item.elem as usize).is_some_and(|e| page.speaks(e) & speaks::CHANGED != 0);
    let of_others = |item: &Item| changed(item) || in_comment(page, item.elem) || in_review(page, item.elem);
    let places: [(RangeInclusive<usize>, u32); 3] = [
        (head.saturating_sub(BESIDE)..=head + BESIDE, out),
        (head..=last + END, out | flag::ASIDE),
        (TOP..=head, out | flag::ASIDE),
    ];
    for (place, out) in places {
        let items = page.items.iter().enumerate().filter(|(n, item)| place.contains(n) && item.flags & out == 0);
        let above = *place.start() == TOP;
        // Above the title only the page itself was put together at a time of day.
        let mut alone = items
            .map(|(_, item)| item)
            .filter(|item| is_alone(item) && !of_others(item) && !(above && item.text.contains(':')));
        let day = |item: &Item| dates::parse_date(&item.text).map(|date| date.chars().take(10).collect::<String>());
        if let Some(first) = alone.next() {
            // Several days are those of several texts; below the title a list of them may go on beyond the text.
            let others = page.items.iter().skip(head).filter(|item| !above && is_alone(item));
            if alone.chain(others).all(|other| day(other) == day(first)) {
                found.add(MetaKey::Date, &first.text, FROM);
            }
            return;
        }
    }
}

/// `12 May 2004: The village …`, `12.05.2004, Riverton — The village …`
pub(super) fn dated(text: &str, found: &mut Found) {
    let end = text.find(|c: char| !c.is_ascii_digit() && !".-/".contains(c)).unwrap_or(0);
    let (numbers, rest) = text.split_at(end);
    let goes_on = rest.starts_with([',', '，', ' ', '\u{3000}']) && rest.len() > LONGEST_DAY;
    if goes_on && (8..=10).contains(&end) && numbers.contains(['.', '-', '/']) && dates::parse_date(numbers).is_some() {
        found.add(MetaKey::Date, numbers, "dateline");
        return;
    }
    let ends = |(date, rest): &(&str, &str)| date.len() <= LONGEST_DAY && rest.starts_with(char::is_whitespace);
    let Some((date, _)) = text.split_once(':').filter(ends) else { return };
    let plain = !date.contains(['.', '!', '?', ';']) && date.split_whitespace().count() <= 4;
    if plain && dates::parse_date(date).is_some() {
        found.add(MetaKey::Date, date, "dateline");
    }
}

/// Whether a block is nothing but a day, and perhaps a word for what was done on it.
fn is_alone(item: &Item) -> bool {
    let text = item.text.as_str();
    text.len() <= LONGEST * 3
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.chars().count() <= LONGEST
        && text.chars().filter(|c| c.is_alphabetic()).count() <= LETTERS
        && item.link_chars == 0
        && !is_today(text)
        && !is_copyright(text)
        && !is_other_day(text)
        && opens(text)
        && dates::parse_date(text).is_some()
}

/// Whether a line opens with a day, its name or a word for what was done on it: `Stone Bridge News, 9 May 2004` is of another text.
fn opens(text: &str) -> bool {
    let before = text.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
    let words = before.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count();
    words <= 1 || Words::Changed.stands_in(&text.to_lowercase()) || is_posted(text)
}

#[cfg(test)]
mod tests {
    use super::FROM;
    use crate::parse::ParseOptions;

    const TEXT: &str = "<p>The old mill wheel stood still for three years. This spring the village took it apart board by board and put it back together, which took two months.</p>
<p>On the first day half of the village stood on the bank and watched. The children counted the buckets and lost count at twelve, and began again.</p>
<p>The old man who looks after it says that the wheel sounds as it did before, and that he had not slept well for three years.</p>";

    fn said(above: &str, below: &str, from: &str) -> Option<String> {
        let page = format!(
            "<html><head><title>The mill turns again</title></head><body>{above}<h1>The mill turns again</h1>{TEXT}{below}</body></html>"
        );
        let parsed = super::super::parse(&page, &ParseOptions::default());
        parsed.evidence.into_iter().find(|e| e.from == from).map(|e| e.value)
    }

    #[test]
    fn a_line_of_nothing_but_a_day_is_said_where_nothing_else_is() {
        let menu: String = (0..20).map(|n| format!("<div><a href=\"/{n}\">Part {n}</a></div>")).collect();
        let paper = |day: &str| format!("{menu}<div>{day}</div>{menu}");
        assert_eq!(said(&paper("Tuesday, 3 January 2012"), "", FROM).as_deref(), Some("Tuesday, 3 January 2012"));
        // The moment at which the page was made, and the day of a visit.
        assert_eq!(said(&paper("3 January 2012, 10:18"), "", FROM), None);
        assert_eq!(said(&paper("Today is 3 January 2012"), "", FROM), None);
        assert_eq!(said("<div>Tuesday, 3 January 2012</div>", &paper(""), FROM), None);
        // Far enough from the title.
        let below = |line: &str| said("", &format!("{}<div>{line}</div>", TEXT.repeat(6)), FROM);
        assert_eq!(below("Last updated 3 January 2012").as_deref(), Some("Last updated 3 January 2012"));
        assert_eq!(below("Stone Bridge News, 3 January 2012"), None);
        assert_eq!(said("<aside>3 January 2012</aside>", "", FROM).as_deref(), Some("3 January 2012"));
    }

    #[test]
    fn a_day_in_front_of_a_text_is_said() {
        let text = "<p>05.01.2012, Riverton. The mill wheel turns again, says the old man who looks after it.</p>";
        let said = |text: &str| {
            let page = format!("<html><head><title>The mill</title></head><body>{text}{TEXT}</body></html>");
            let parsed = super::super::parse(&page, &ParseOptions::default());
            parsed.evidence.into_iter().find(|e| e.from == "dateline").map(|e| e.value)
        };
        assert_eq!(said(text).as_deref(), Some("05.01.2012"));
        assert_eq!(said(&text.replace("05.01.2012", "05.01")), None);
    }
}
