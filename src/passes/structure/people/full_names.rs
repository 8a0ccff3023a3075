//! Full names in letters: a given name and a surname, in whatever capitals, and what stands behind one in its line.

use super::super::fields::by_line;
use super::names;
use super::{is_medium, is_paper};
use crate::dates;
use crate::phrases::{Class, Scan, Words};

/// Bytes of what stands beside a name.
pub(super) const BESIDE: usize = 48;

/// Bytes of a date with a day.
const DAY: usize = 10;

/// Whether words are a full name: a given name first, or letters for it and a surname, in whatever capitals.
pub(in super::super) fn is_name(text: &str) -> bool {
    const HONOUR: [&str; 27] = [
        "Dr",
        "Professor",
        "Cllr",
        "Brother",
        "Sister",
        "Doctor",
        "Mgr",
        "Rev",
        "Prof",
        "Fr",
        "Mr",
        "Mrs",
        "Ms",
        "Sir",
        "Pastor",
        "Father",
        "Bishop",
        "Sen",
        "Rep",
        "Gov",
        "Pfarrer",
        "Pfarrerin",
        "Don",
        "Священник",
        "Протоиерей",
        "Игумен",
        "Иеромонах",
    ];
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    if words.len() > 2 && HONOUR.contains(&words[0].trim_end_matches('.')) {
        return is_name(&words[1..].join(" "));
    }
    let letters = |w: &&str| w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
    let capital = |w: &&str| w.starts_with(is_capital) || names::is_particle(&w.to_lowercase());
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
pub(super) fn is_beside(rest: &str) -> bool {
    const POSTS: [&str; 29] = [
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
        "contribut",
        "columnist",
        "critic",
        "guide",
        "become a fan",
        "корреспондент",
        "журналист",
        "редактор",
        "специально для",
    ];
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || "|/(),.-–—•·".contains(c));
    if rest.len() > BESIDE || rest.is_empty() {
        return rest.is_empty();
    }
    let lower = rest.to_lowercase();
    let mail = || !rest.contains(' ') && rest.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    let dated = || dates::parse_date(rest).is_some_and(|date| date.len() >= DAY);
    let post = POSTS.iter().any(|word| lower.contains(word));
    let degree = || {
        ["phd", "md", "ph.d", "m.d", "esq", "jr", "sr", "mba", "rn", "jd", "dds"].contains(&lower.trim_end_matches('.'))
    };
    let house = || {
        ["university", "universität", "universidad", "institut", "college", "school"]
            .iter()
            .any(|word| lower.contains(word))
    };
    let place = || rest.chars().all(|c| c.is_uppercase() || " .-".contains(c)) || Words::City.has(rest);
    let button = || Scan::of(rest).coverage(&[Class::Share, Class::Button, Class::Nav]) >= 0.5;
    dated()
        || post
        || mail()
        || degree()
        || house()
        || place()
        || button()
        || is_paper(rest)
        || Words::Agency.has(&lower)
}

/// A capital, or a letter of a script that has none: `محمد علي`.
pub(super) fn is_capital(c: char) -> bool {
    c.is_uppercase() || matches!(c, '\u{621}'..='\u{64A}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names() {
        for text in ["Ann Lee", "MARTA RUIZ", "R. Montero", "Rev. Tom Hill", "محمد علي"] {
            assert!(is_name(text), "{text}");
        }
        for text in ["Local News", "Ann", "Riverton Gazette", "Ann lee", "A. and B."] {
            assert!(!is_name(text), "{text}");
        }
        assert!(is_beside(", Staff Writer") && is_beside(" | MADRID") && !is_beside(" sold the mill"));
    }
}
