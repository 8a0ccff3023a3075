//! What systems for sites put behind who wrote a text and when: the part of the site, the service, the time of day
//! (`Escrito por Ana Ruiz el 12 de mayo de 2019. Publicado en Noticias`, `Posted by Ann Lee at 6:30 PM`).

use super::super::people::names;
use super::imprints::Found;
use crate::chars;
use crate::meta::MetaKey;
use crate::phrases::Words;

/// Bytes of the longest name of a part of a site behind the word for where the text was put.
const FILED: usize = 60;

/// What stands between the writer and the service of the site.
const SERVICES: [&str; 3] = [" et publié depuis ", " and posted from ", " via "];

/// The line without the part of the site behind its first sentence, and without the service.
pub(super) fn without(text: &str) -> &str {
    let text = SERVICES.iter().find_map(|word| text.split_once(word)).map_or(text, |(line, _)| line);
    let Some((line, rest)) = text.split_once(". ").filter(|(_, rest)| rest.len() <= FILED) else { return text };
    let word = rest.split(' ').next().unwrap_or_default().to_lowercase();
    if Words::Made.has(&word) && line.contains(|c: char| c.is_ascii_digit()) { line } else { text }
}

/// `at 6:30 PM`, `en 18:30`, `à 18:30:00`: a time of day, with the word for it or without.
pub(super) fn is_clock(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    let joint = |w: &str| {
        matches!(&*w.to_lowercase(), "at" | "en" | "à" | "às" | "a" | "as" | "las" | "um" | "alle" | "ore" | "на" | "в")
    };
    while words.next_if(|w| joint(w)).is_some() {}
    let Some((hour, rest)) = words.next().and_then(|w| w.split_once([':', 'h', '.'])) else { return false };
    let number = |n: &str| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
    let minute = rest.trim_end_matches(['h', ',']).split(':').all(number);
    let half = |w: &str| matches!(&*w.to_lowercase(), "am" | "pm" | "a.m." | "p.m." | "uhr" | "h");
    number(hour) && minute && words.all(half)
}

/// `di Anna Ricci`, `Door Jan de Vries`, `Di Anna Ricci - 4 marzo 2021`: a given name vouches for what may be any word.
pub(super) fn by_given(text: &str, date_of: impl Fn(&str) -> Option<String>) -> Option<Found> {
    const BY: [&str; 10] =
        ["di ", "Di ", "A cura di ", "a cura di ", "Door ", "door ", "Av ", "Af ", "Oleh ", "Przez "];
    let rest = BY.iter().find_map(|word| text.strip_prefix(word))?;
    if names::is_given(rest) {
        return Some(vec![(MetaKey::Author, rest.to_owned())]);
    }
    let (name, date) = rest.split_once([',', '|']).or_else(|| rest.split_once(" - "))?;
    let name = Some(name.trim()).filter(|name| names::is_given(name))?;
    let date = date_of(date.trim())?;
    Some(vec![(MetaKey::Author, name.to_owned()), (MetaKey::Date, date)])
}

/// A name without what its bearer does behind it: `ANN LEE Associated Press Writer`.
pub(super) fn without_post(name: String) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let post = words.last().is_some_and(|w| {
        matches!(
            &*w.to_lowercase(),
            "press" | "writer" | "reporter" | "correspondent" | "editor" | "columnist" | "staff"
        )
    });
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

/// How the weblogs of one system say who wrote a post, below it, and what stands between the name and the time of day.
const FEET: [(&str, &str); 16] = [
    ("Posted by ", " at "),
    ("Posted by ", " on "),
    ("Publicado por ", " en "),
    ("Publicado por ", " a las "),
    ("Publicada por ", " à(s) "),
    ("Publicado por ", " às "),
    ("Postado por ", " às "),
    ("Publié par ", " à "),
    ("Eingestellt von ", " um "),
    ("Gepostet von ", " um "),
    ("Pubblicato da ", " alle "),
    ("Автор: ", " на "),
    ("投稿者 ", " 時刻: "),
    ("Publicat per ", " a "),
    ("Gepost door ", " op "),
    ("작성자: ", " 시간: "),
];

/// Characters of the longest name of who posts.
const POSTER: usize = 40;

/// `Posted by Ann Lee at 6:30 PM`, `Publicado por Ana en 18:30`: who wrote, whatever they call themselves.
pub(in super::super) fn foot(text: &str) -> Option<Found> {
    let text = chars::trim(text);
    if !text.starts_with(['P', 'E', 'G', 'А', '投', '작']) {
        return None;
    }
    let read = |(head, joint): &(&str, &str)| {
        let (name, rest) = text.strip_prefix(head)?.rsplit_once(joint)?;
        let clock = is_clock(rest) || joint.contains('時') && is_clock(rest.trim());
        (clock && (1..=POSTER).contains(&name.chars().count())).then(|| name.trim().to_owned())
    };
    let name = FEET.iter().find_map(read)?;
    let nobody = ["unknown", "anonymous", "anónimo", "anônimo", "anonyme", "anonym", "unknown user"];
    let author = (!nobody.contains(&&*name.to_lowercase())).then_some((MetaKey::Author, name));
    Some(author.into_iter().collect())
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
        ] {
            assert_eq!(foot(text), Some(vec![(MetaKey::Author, name.to_owned())]), "{text}");
        }
        assert_eq!(foot("Posted by Anonymous at 6:30 PM"), Some(Vec::new()));
        assert_eq!(foot("Posted by the gate at noon"), None);
    }

    #[test]
    fn names_with_days() {
        let read = |day: &str| (day == "May 12, 2019" || day == "12.05.2019").then(|| "2019-05-12".to_owned());
        assert_eq!(name_and_day("Ann Lee May 12, 2019", read).map(|(name, _)| name), Some("Ann Lee"));
        assert_eq!(name_and_day("Anna Berg, 12.05.2019", read).map(|(name, _)| name), Some("Anna Berg"));
        assert_eq!(name_and_day("Sunday May 12, 2019", read), None);
    }
}
