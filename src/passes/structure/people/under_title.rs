//! Who wrote, on a line of their own between the title and the text of a page, where nothing says that they did but the day beside them: `Ann Lee`,
//! `R. MONTERO. MADRID`, `Ann Lee/Corresponsal`, `Ann Lee  Riverton 3 MAY 2014 - 19:08`; and below the text, where it tells who they are: `Ann Lee
//! is a reporter covering mills.`

use super::super::fields::by_line;
use super::names;
use super::{is_medium, is_paper};
use crate::chars;
use crate::dates;
use crate::document::Block;
use crate::phrases::{Class, Scan, Words};

/// Bytes of the longest such line, and of what stands beside the name in it.
const LONGEST: usize = 100;
const BESIDE: usize = 48;

/// Bytes of the longest sentence that tells who the writer is.
const WHO: usize = 360;

/// The writers among the lines between a title and its text.
pub(in super::super) fn find<'a>(lines: &[&'a Block], dated: bool) -> Option<(&'a Block, String)> {
    let known = dated;
    let dated = |b: &&Block| {
        chars::any_byte(b.text(), |b| b.is_ascii_digit())
            && b.text().len() <= 2 * LONGEST
            && dates::parse_date(b.text()).is_some_and(|date| date.len() >= 10 && dates::is_of_web(&date))
    };
    if !known && !lines.iter().any(dated) {
        return None;
    }
    let mut found = lines.iter().filter_map(|b| Some((*b, named(b.text())?)));
    let first = found.next()?;
    // Several are of a list, unless one says the other again.
    found.all(|(_, name)| name == first.1).then_some(first)
}

/// The name that a line begins with, if the rest of it says where or for whom somebody writes.
pub(in super::super) fn named(text: &str) -> Option<String> {
    let text = chars::trim(text);
    if text.len() > LONGEST || !text.starts_with(char::is_uppercase) || text.contains(chars::is_cjk) {
        return None;
    }
    let parts = ["  ", " | ", "/", " (", ", ", ". ", " - ", " – ", " — ", " • ", " · "];
    let whole = Some(text).filter(|_| is_name(text));
    let cut = || {
        let ends = parts.iter().flat_map(|part| text.match_indices(part));
        // `R. MONTERO. MADRID` has its own stop before.
        ends.map(|(at, _)| &text[..at])
            .filter(|name| is_name(name) && is_beside(&text[name.len()..]))
            .max_by_key(|n| n.len())
    };
    whole.or_else(cut).map(str::to_owned)
}

/// Whether words are a full name: a given name first, or letters for it and a surname, in whatever capitals.
pub(in super::super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let letters = |w: &&str| w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
    let capital = |w: &&str| w.starts_with(char::is_uppercase) || names::is_particle(&w.to_lowercase());
    let fits = (2..=4).contains(&words.len()) && words.iter().all(letters) && words.iter().all(capital);
    if !fits || is_paper(text) || is_medium(text) || by_line::is_role(text) {
        return false;
    }
    let thing = |w: &&str| Words::NoPerson.has(&w.to_lowercase());
    let initial = |w: &&str| w.ends_with('.') && w.chars().filter(|c| c.is_alphabetic()).count() <= 2 && w.len() > 1;
    let surname = |w: &&str| w.chars().filter(|c| c.is_alphabetic()).count() > 2 && !w.ends_with('.');
    let short = initial(&words[0]) && words.last().is_some_and(surname);
    let given = || names::is_given_word(&titled(words[0])) && words.last().is_some_and(surname);
    (short || given()) && !words.iter().any(thing)
}

/// A word with its first letter alone in capitals.
fn titled(word: &str) -> String {
    let mut up = true;
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if up {
            out.push(c)
        } else {
            out.extend(c.to_lowercase())
        }
        up = c == '-';
    }
    out
}

/// Whether what stands behind a name in its line is a date, a post, a medium or a place, or a button.
fn is_beside(rest: &str) -> bool {
    const POSTS: [&str; 20] = [
        "correspons",
        "corrispondente",
        "inviat",
        "enviad",
        "redac",
        "reporter",
        "staff",
        "writer",
        "editor",
        "columnist",
        "correspondent",
        "envoyé",
        "korrespondent",
        "especial",
        "web version",
        "archive",
        "biography",
        "profile",
        "follow",
        "contact",
    ];
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || "|/(),.-–—•·".contains(c));
    if rest.len() > BESIDE || rest.is_empty() {
        return rest.is_empty();
    }
    let lower = rest.to_lowercase();
    let dated = || dates::parse_date(rest).is_some_and(|date| date.len() >= 10);
    let post = POSTS.iter().any(|word| lower.contains(word));
    let place = || rest.chars().all(|c| c.is_uppercase() || " .-".contains(c)) || Words::City.has(rest);
    let button = || Scan::of(rest).coverage(&[Class::Share, Class::Button, Class::Nav]) >= 0.5;
    dated() || post || place() || button() || is_paper(rest) || Words::Agency.has(&lower)
}

/// Who a sentence below the text tells of, if it tells what they do: `Ann Lee is a reporter covering mills for the Gazette.`
pub(in super::super) fn told(text: &str) -> Option<&str> {
    const ARE: [&str; 7] = [" is a ", " is an ", " is the ", " writes ", " covers ", " reports ", " is "];
    const POSTS: [&str; 22] = [
        "reporter",
        "writer",
        "columnist",
        "journalist",
        "editor",
        "correspondent",
        "author",
        "professor",
        "contributor",
        "contributing",
        "fellow",
        "novelist",
        "analyst",
        "blogger",
        "critic",
        "lecturer",
        "writes",
        "covers",
        "reports",
        "freelance",
        "photographer",
        "historian",
    ];
    let text = chars::trim(text);
    if text.len() > WHO || !text.starts_with(char::is_uppercase) {
        return None;
    }
    let (name, _) = ARE.iter().filter_map(|word| text.split_once(word)).min_by_key(|(name, _)| name.len())?;
    let rest = &text[name.len()..];
    let first = rest.split(['.', ';']).next().unwrap_or(rest).to_lowercase();
    let post = first.split(|c: char| !c.is_alphabetic()).any(|w| POSTS.contains(&w));
    (name.len() <= BESIDE && post && is_name(name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn names_on_lines_of_their_own() {
        for (text, name) in [
            ("Ann Lee", "Ann Lee"),
            ("R. MONTERO. MADRID", "R. MONTERO"),
            ("K. Raghunathan", "K. Raghunathan"),
            ("Laura Ruiz/Corresponsal", "Laura Ruiz"),
            ("Laura Ruiz  Villaseca 3 MAY 2014 - 19:08 CET", "Laura Ruiz"),
            ("Warren Hill (back to web version) | Send", "Warren Hill"),
            ("MARTA RUIZ", "MARTA RUIZ"),
        ] {
            assert_eq!(named(text).as_deref(), Some(name), "{text}");
        }
        for text in
            ["Local News", "Riverton Gazette", "Ann", "Victoria Street", "Laura Ruiz is here", "U.S. News", "A. and B."]
        {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_vouches_for_a_name() {
        let blocks = |lines: &[&str]| lines.iter().map(|l| Block::new(Kind::Paragraph, *l)).collect::<Vec<_>>();
        let name = |lines: &[&str]| find(&blocks(lines).iter().collect::<Vec<_>>(), false).map(|(_, name)| name);
        assert_eq!(name(&["Share", "Ann Lee", "May 3, 2014"]).as_deref(), Some("Ann Lee"));
        assert_eq!(name(&["Share", "Ann Lee"]), None);
        assert_eq!(name(&["Ann Lee", "Tom Hill", "May 3, 2014"]), None);
    }

    #[test]
    fn who_somebody_is() {
        assert_eq!(told("Ann Lee is a reporter covering mills for the Gazette."), Some("Ann Lee"));
        assert_eq!(told("Ann Lee covers mills."), Some("Ann Lee"));
        assert_eq!(told("Ann Lee is here."), None);
        assert_eq!(told("The mill is a writer's house."), None);
    }
}
