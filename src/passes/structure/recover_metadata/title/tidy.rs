//! What pages print into a title and is none of it.

use std::borrow::Cow;

use crate::chars::is_han;
use crate::dates;
use crate::phrases::{Words, simplify};

/// Han characters apart that make a spaced title, and words left before a day that is cut off.
const SPACED: usize = 5;
const WORDS: usize = 3;

/// The title without the button to edit it, the moment it was put on the site, and spaces between all of its letters.
pub(super) fn tidy(title: &str) -> String {
    let title = without_bullet(title.trim());
    // `The mill turns .`, `水车转了- -|`
    let title = title.strip_suffix(" .").unwrap_or(title);
    let title =
        if title.ends_with(" -") || title.ends_with(" |") { title.trim_end_matches(['-', '|', ' ']) } else { title };
    let title = without_moment(without_button(title.trim_end()));
    closed(title).into_owned()
}

/// `■ 水车又转了`, and what is left of a path: `〉水车又转了`.
fn without_bullet(title: &str) -> &str {
    let rest = title.trim_start_matches(['》', '〉']);
    let bullet = rest.strip_prefix(['»', '›', '>', '＞', '•', '■', '◆', '▶']);
    bullet.filter(|rest| rest.starts_with(' ')).unwrap_or(rest).trim_start()
}

/// `水车 [ 编辑 ]`
fn without_button(title: &str) -> &str {
    let cut = [('[', ']'), ('［', '］')].iter().find_map(|(open, close)| {
        let (text, button) = title.strip_suffix(*close)?.rsplit_once(*open)?;
        let button = simplify(&button.trim().to_lowercase()).into_owned();
        (Words::Edit.has(&button) && !text.trim().is_empty()).then_some(text)
    });
    cut.unwrap_or(title).trim_end()
}

/// `The mill turns again 12.05.04 08:49`: a day alone may be what the text is about.
fn without_moment(title: &str) -> &str {
    let numbers = |word: &str| word.bytes().any(|b| b.is_ascii_digit()) && !word.chars().any(char::is_alphabetic);
    let Some((before, time)) = title.rsplit_once(' ') else { return title };
    let Some((text, day)) = before.rsplit_once(' ') else { return title };
    let moment =
        numbers(time) && time.contains(':') && numbers(day) && dates::parse_date(&title[text.len()..]).is_some();
    // `Minutes of the meeting on 12.05.04 10:00`
    let goes_on =
        text.split_whitespace().next_back().is_some_and(|w| w.chars().all(char::is_lowercase) && w.len() <= 4);
    if moment && !goes_on && text.split_whitespace().count() >= WORDS { text.trim_end() } else { title }
}

/// `水 车 又 转 了`: every Han character stands alone.
fn closed(title: &str) -> Cow<'_, str> {
    let alone = |word: &str| word.chars().count() == 1 && word.chars().all(is_han);
    let words = || title.split_whitespace();
    let together = |word: &str| word.chars().filter(|c| is_han(*c)).count() > 1;
    if words().filter(|word| alone(word)).count() < SPACED || words().any(together) {
        return title.into();
    }
    let mut out = String::with_capacity(title.len());
    for word in words() {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
        if latin(out.chars().next_back()) && latin(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn what_is_printed_into_a_title_is_cut() {
        for (title, want) in [
            ("水车 [ 编辑 ]", "水车"),
            ("水车［編輯］", "水车"),
            ("水车 [图]", "水车 [图]"),
            ("水 车 去 年 多 转 15%", "水车去年多转15%"),
            ("石 桥 Mill House 又 转 了", "石桥Mill House又转了"),
            ("又 转 了 水车", "又 转 了 水车"),
            ("The mill turns again 12.05.04 08:49", "The mill turns again"),
            ("The mill on 12.05.2004", "The mill on 12.05.2004"),
            ("The mill turns .", "The mill turns"),
            ("水车又转了- -", "水车又转了"),
            ("》水车又转了", "水车又转了"),
            ("■ 水车又转了", "水车又转了"),
            ("»水车又转了«", "»水车又转了«"),
        ] {
            assert_eq!(tidy(title), want);
        }
    }
}
