//! What systems for sites put behind who wrote a text and when: the part of the site, the service, the time of day
//! (`Escrito por Ana Ruiz el 12 de mayo de 2019. Publicado en Noticias`, `Posted by Ann Lee at 6:30 PM`).

use super::super::people::{full_names, names};
use super::by_line;
use super::imprints::Found;
use crate::chars;
use crate::dates;
use crate::meta::MetaKey;
use crate::phrases::Words;

/// Bytes of the longest name of a part of a site behind the word for where the text was put.
pub(super) const FILED: usize = 60;

/// The line without the part of the site behind its first sentence, and without the service.
pub(super) fn without(text: &str) -> &str {
    let text = without_replies(text);
    let before = |word: &&str| {
        let mut found = text.match_indices(word).map(|(at, word)| (&text[..at], &text[at + word.len()..]));
        found.find_map(|(line, rest)| line.strip_suffix(' ').filter(|_| rest.starts_with(' ')))
    };
    let text = Words::Service.all().iter().find_map(before).unwrap_or(text);
    let Some((line, rest)) = text.split_once(". ").filter(|(_, rest)| rest.len() <= FILED) else { return text };
    let word = rest.split(' ').next().unwrap_or_default().to_lowercase();
    if Words::Made.has(&word) && line.contains(|c: char| c.is_ascii_digit()) { line } else { text }
}

/// `May 3, 2014 by Ann Lee Leave a Comment`, `… 3 Comments`: the line without how many replied.
fn without_replies(text: &str) -> &str {
    let text = text.trim_end();
    for end in
        [" Leave a Comment", " Leave a Reply", " Leave a comment", " Add Comment", " Add a comment", " No Comments"]
    {
        if let Some(rest) = text.strip_suffix(end) {
            return rest.trim_end_matches([' ', '|', '·', '•', '-', '–', '—']);
        }
    }
    let Some((before, word)) = text.rsplit_once(' ') else { return text };
    let (rest, count) = before.rsplit_once(' ').unwrap_or_default();
    let comments = matches!(
        &*word.to_lowercase(),
        "comment" | "comments" | "replies" | "kommentare" | "comentarios" | "commentaires"
    );
    if comments && !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()) {
        return rest.trim_end_matches([' ', '|', '·', '•', '-', '–', '—']);
    }
    text
}

/// `at 6:30 PM`, `en 18:30`, `à 18:30:00`: a time of day, with the word for it or without.
pub(super) fn is_clock(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    while words.next_if(|w| Words::At.has(&w.to_lowercase())).is_some() {}
    let Some((hour, rest)) = words.next().and_then(|w| w.split_once([':', 'h', '.'])) else { return false };
    let number = |n: &str| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
    let minute = rest.trim_end_matches(['h', ',']).split(':').all(number);
    let half = |w: &str| matches!(&*w.to_lowercase(), "am" | "pm" | "a.m." | "p.m." | "uhr" | "h");
    number(hour) && minute && words.all(half)
}

/// `di Anna Ricci`, `Door Jan de Vries`, `Di Anna Ricci - 4 marzo 2021`: a given name vouches for what may be any word.
pub(super) fn by_given(text: &str, date_of: impl Fn(&str) -> Option<String>) -> Option<Found> {
    let rest = Words::By.behind(text)?.strip_prefix(' ')?;
    if names::is_given(rest) || full_names::is_name(rest) {
        return Some(vec![(MetaKey::Author, rest.to_owned())]);
    }
    let (name, date) = rest.split_once([',', '|']).or_else(|| rest.split_once(" - "))?;
    let name = name.trim();
    // `di Anna Ricci, inviata a Rivalta`
    const SENT: [&str; 7] =
        ["inviat", "nostr", "corrispondente", "redactie", "verslaggever", "correspondent", "korrespondent"];
    let lower = date.trim().to_lowercase();
    if full_names::is_name(name) && SENT.iter().any(|word| lower.starts_with(word)) {
        return Some(vec![(MetaKey::Author, name.to_owned())]);
    }
    // Beside a day a rare name does as well.
    let full = |name: &str| names::split(name).is_some_and(|names| names.len() == 1) && name.contains(' ');
    let name = Some(name).filter(|name| names::is_given(name) || full(name))?;
    let date = date_of(date.trim())?;
    Some(vec![(MetaKey::Author, name.to_owned()), (MetaKey::Date, date)])
}

/// A name without what its bearer does behind it: `ANN LEE Associated Press Writer`.
pub(super) fn without_post(name: String) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let post = words.last().is_some_and(|w| Words::Job.has(&w.to_lowercase()));
    if !post || words.len() < 4 {
        return name;
    }
    let capitals = words.iter().take_while(|w| w.len() > 1 && w.chars().all(|c| !c.is_lowercase())).count();
    let keep = if capitals >= 2 && capitals < words.len() {
        capitals
    } else if names::is_given_word(words[0]) {
        2
    } else {
        words.len()
    };
    words[..keep].join(" ")
}

/// Characters of the longest name of who posts.
pub(super) const POSTER: usize = 40;

/// `Posted by Ann Lee at 6:30 PM`, `Publicado por Ana en 18:30`: who wrote, whatever they call themselves.
pub(in super::super) fn foot(text: &str) -> Option<Found> {
    let text = chars::trim(text);
    // A year, a day or a time of day stands in each of them.
    if !chars::any_byte(text, |b| b.is_ascii_digit()) {
        return None;
    }
    if let Some(found) = deposited(text) {
        return Some(found);
    }
    // `Posted on May 3, 2014 at 10:20 AM in Mills | Permalink`
    if let Some(rest) = text.strip_prefix("Posted on ") {
        let day = rest.split(" | ").next()?.split(" in ").next().filter(|day| !day.contains(" by "))?;
        return by_line::date_of(day).filter(|date| dates::is_of_web(date)).map(|date| vec![(MetaKey::Date, date)]);
    }
    // Few lines begin as one of them does, in a capital or not.
    let begins = |form: &str, text: &str| match (form.as_bytes().first(), text.as_bytes().first()) {
        (Some(form), Some(text)) => form.eq_ignore_ascii_case(text),
        _ => false,
    };
    if !Words::Foot.all().iter().any(|form| begins(form, text)) {
        return None;
    }
    // `postato da luna alle ore 23:14 | link | commenti (9)`: buttons behind it, and a small letter in front.
    let mut bare = text.split(['|', '│']).next().unwrap_or(text).trim_end().to_owned();
    if let Some(first) = bare.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let text = bare.as_str();
    let read = |form: &&str| {
        let (head, joint) = form.split_once('…')?;
        let (name, rest) = text.strip_prefix(head)?.rsplit_once(&format!("{joint} "))?;
        let clock = is_clock(rest) || joint.contains('時') && is_clock(rest.trim());
        // `Posted by Ann Lee at Saturday, May 03, 2014`
        let day = || by_line::date_of(rest).filter(|date| dates::is_of_web(date));
        let date = if clock { None } else { Some(day()?) };
        (1..=POSTER).contains(&name.chars().count()).then(|| (name.trim().to_owned(), date))
    };
    let (name, date) = Words::Foot.all().iter().filter(|form| begins(form, text)).find_map(read)?;
    let author = (!Words::NoName.has(&name.to_lowercase())).then_some((MetaKey::Author, name));
    Some(author.into_iter().chain(date.map(|date| (MetaKey::Date, date))).collect())
}

/// Bytes of the longest such sentence and of what follows it.
const ENTRY: usize = 600;

/// `This entry was posted on Saturday, May 3rd, 2014 at 9:14 pm and is filed under Mills.`: when it was posted, and by whom.
pub(in super::super) fn entry(text: &str) -> Option<Found> {
    let text = chars::trim(text);
    if text.len() > ENTRY
        || !Words::Entry.all().iter().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
    {
        return None;
    }
    let date = dates::parse_date(text).filter(|date| date.len() >= 10 && dates::is_of_web(date));
    if date.is_none() && !Words::EntryFiled.stands_in(text) {
        return None;
    }
    let apart = |word: &&str| format!(" {word} ");
    let done = Words::EntryDone.all().iter().map(|word| format!(" {word}"));
    let ends: Vec<String> = Words::EntryNameEnd.all().iter().map(apart).chain(done).collect();
    let name = Words::EntryBy.all().iter().map(apart).find_map(|word| {
        let rest = text.split_once(&word)?.1;
        let ends = [". ", ", "].into_iter().chain(ends.iter().map(String::as_str));
        let end = ends.filter_map(|end| rest.find(end)).min().unwrap_or(rest.trim_end_matches('.').len());
        let name = rest[..end].trim();
        let words = name.split(' ').count();
        (words == 1 || words <= 3 && name.split(' ').all(|w| w.starts_with(char::is_uppercase)))
            .then(|| name.to_owned())
    });
    let nobody = |name: &String| matches!(&*name.to_lowercase(), "admin" | "the" | "a" | "administrator");
    let author = name.filter(|name| !name.is_empty() && !nobody(name)).map(|name| (MetaKey::Author, name));
    Some(author.into_iter().chain(date.map(|date| (MetaKey::Date, date))).collect())
}

/// `© Copyright: Анна Петрова, 2014`: whose text it is, as sites say where people put their own verse and prose.
pub(in super::super) fn deposited(text: &str) -> Option<Found> {
    let rest = ["© Copyright: ", "© Copyright ", "Copyright: "].iter().find_map(|word| text.strip_prefix(word))?;
    let (name, year) = rest.rsplit_once(", ")?;
    let year = year.trim_end_matches('.');
    (year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) && full_names::is_name(name))
        .then(|| vec![(MetaKey::Author, name.to_owned())])
}

/// Whether a line is such a one, below the post of a weblog: above it the day stands over the title.
pub(in super::super) fn is_foot(text: &str) -> bool {
    foot(text).is_some() || super::feet::is_foot(text)
}

/// A name and the day right behind it: the name, and what `read` makes of the day.
pub(super) fn name_and_day(text: &str, read: impl Fn(&str) -> Option<String>) -> Option<(&str, String)> {
    if !text.contains(|c: char| c.is_ascii_digit()) || !text.starts_with(char::is_uppercase) {
        return None;
    }
    let spaces = text.match_indices(' ').map(|(at, _)| at).skip(1).take(3);
    spaces.filter(|at| names::is_given(text[..*at].trim_end_matches(','))).find_map(|at| {
        let (name, day) = (text[..at].trim_end_matches(','), text[at..].trim());
        let letters = name.chars().all(|c| c.is_alphabetic() || " .'’-".contains(c));
        letters.then(|| read(day)).flatten().map(|date| (name, date))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_writers() {
        assert_eq!(
            without("Escrito por Ana Ruiz el 12 de mayo de 2019. Publicado en Noticias"),
            "Escrito por Ana Ruiz el 12 de mayo de 2019"
        );
        assert_eq!(without("Rédigé par Anne et publié depuis Overblog"), "Rédigé par Anne");
        assert_eq!(without("By Ann Lee. The mill stands still"), "By Ann Lee. The mill stands still");
        for text in ["at 6:30 PM", "en 18:30", "à 18h30", "um 18:30 Uhr", "alle 18.30"] {
            assert!(is_clock(text), "{text}");
        }
        assert!(!is_clock("at the mill") && !is_clock("en 2019"));
    }

    #[test]
    fn feet_of_posts() {
        for (text, name) in [
            ("Posted by Ann Lee at 6:30 PM", "Ann Lee"),
            ("Publicado por ana en 18:30", "ana"),
            ("Автор: Анна Петрова на 18:30", "Анна Петрова"),
            ("投稿者 山田花子 時刻: 18:30", "山田花子"),
            ("postato da luna alle ore 23:14 | link | commenti (9)", "luna"),
            ("publicado por Ana às 18:20", "Ana"),
            ("© Copyright: Анна Петрова, 2014", "Анна Петрова"),
            ("Posted by okada at 10:20 │Comments(0)", "okada"),
        ] {
            assert_eq!(foot(text), Some(vec![(MetaKey::Author, name.to_owned())]), "{text}");
        }
        assert_eq!(foot("Posted by Anonymous at 6:30 PM"), Some(Vec::new()));
        assert_eq!(foot("Posted by the gate at noon"), None);
    }

    #[test]
    fn sentences_of_weblogs() {
        let text = "This entry was posted on Saturday, May 3rd, 2014 at 9:14 pm and is filed under Mills. You can leave a response.";
        assert_eq!(entry(text), Some(vec![(MetaKey::Date, "2014-05-03T21:14:00".to_owned())]));
        let text = "This entry was posted in Mills on May 3, 2014 by Ann Lee.";
        let found = vec![(MetaKey::Author, "Ann Lee".to_owned()), (MetaKey::Date, "2014-05-03".to_owned())];
        assert_eq!(entry(text), Some(found));
        assert_eq!(entry("This entry was a surprise to all"), None);
    }

    #[test]
    fn names_with_words() {
        let sent = by_given("di Anna Ricci, inviata a Rivalta", |_| None);
        assert_eq!(sent, Some(vec![(MetaKey::Author, "Anna Ricci".to_owned())]));
        assert_eq!(without_replies("May 3, 2014 by Ann Lee 3 Comments"), "May 3, 2014 by Ann Lee");
    }

    #[test]
    fn names_with_days() {
        let read = |day: &str| (day == "May 12, 2019" || day == "12.05.2019").then(|| "2019-05-12".to_owned());
        assert_eq!(name_and_day("Ann Lee May 12, 2019", read).map(|(name, _)| name), Some("Ann Lee"));
        assert_eq!(name_and_day("Anna Berg, 12.05.2019", read).map(|(name, _)| name), Some("Anna Berg"));
        assert_eq!(name_and_day("Sunday May 12, 2019", read), None);
    }
}
