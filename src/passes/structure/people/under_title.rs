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

/// Bytes of the longest line with a name and of the longest in which a word says that they wrote, and of what stands beside a name.
const LONGEST: usize = 100;
const LINE: usize = 160;
const BESIDE: usize = 48;

/// Words before the one that says who wrote, and bytes of a date with a day.
const BEFORE: usize = 5;
const DAY: usize = 10;

/// Bytes of the longest sentence that tells who the writer is.
const WHO: usize = 360;

/// The writers among the lines between a title and its text.
pub(in super::super) fn find<'a>(lines: &[&'a Block], dated: bool) -> Option<(&'a Block, Vec<String>)> {
    let has_day = |b: &&Block| {
        chars::any_byte(b.text(), |b| b.is_ascii_digit())
            && b.text().len() <= 2 * LONGEST
            && dates::parse_date(b.text()).is_some_and(|date| date.len() >= DAY && dates::is_of_web(&date))
    };
    let found: Vec<(&Block, Writers)> = lines.iter().filter_map(|b| Some((*b, writers(b.text())?))).collect();
    if let Some((block, said)) = found.iter().find(|(_, said)| said.sure) {
        return Some((*block, said.names.clone()));
    }
    let (block, first) = found.first().filter(|_| dated || lines.iter().any(has_day))?;
    // Several are of a list, unless one says the other again.
    let same = found.iter().all(|(_, said)| said.names == first.names);
    same.then(|| (*block, first.names.clone()))
}

/// Who a line names.
pub(in super::super) struct Writers {
    pub names: Vec<String>,
    /// Whether a word says that they wrote.
    sure: bool,
}

/// What stands before who wrote, and joins several.
const BY: [&str; 27] = [
    "by",
    "von",
    "par",
    "por",
    "di",
    "da",
    "door",
    "av",
    "af",
    "przez",
    "автор",
    "автором",
    "inviato",
    "inviata",
    "corrispondente",
    "berichtet",
    "корреспондент",
    "подготовил",
    "подготовила",
    "беседовал",
    "беседовала",
    "опубликовал",
    "napsal",
    "napsala",
    "napisał",
    "napisała",
    "napisał(a)",
];
/// The same with a colon, and what somebody did in other languages: `Words: Ann Lee`.
const KEYED: [&str; 13] = [
    "words",
    "interview",
    "tekst",
    "text",
    "texto",
    "testo",
    "texte",
    "yazan",
    "haber",
    "írta",
    "szerző",
    "penulis",
    "penyunting",
];
const AND: [&str; 12] = ["and", "&", "y", "e", "et", "und", "en", "i", "и", "og", "och", "ve"];

/// Words with capitals behind a name that are none of it, and others that something else about the text begins with.
const STOPS: [&str; 26] = [
    "staff",
    "special",
    "for",
    "leave",
    "associated",
    "press",
    "published",
    "updated",
    "posted",
    "writer",
    "reporter",
    "contributor",
    "contributing",
    "editor",
    "columnist",
    "correspondent",
    "news",
    "comments",
    "no",
    "senior",
    "phd",
    "md",
    "jd",
    "rn",
    "share",
    "follow",
];
const GO_ON: [&str; 18] = [
    "in", "for", "of", "at", "on", "under", "from", "with", "am", "um", "le", "el", "il", "à", "alle", "às", "em", "op",
];

/// Who wrote, behind the word for it, at the beginning of a line, or behind its date.
pub(in super::super) fn writers(text: &str) -> Option<Writers> {
    // Wide gaps and strokes part as bars do.
    let apart = (text.contains("  ") || text.contains('/')).then(|| text.replace("  ", " | ").replace('/', " / "));
    let text = chars::trim(apart.as_deref().unwrap_or(text));
    if text.len() > LINE || text.contains(chars::is_cjk) || chars::is_sentence(text) && !text.ends_with(['.', ')']) {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let lower = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '&').to_lowercase();
    let rest = |end: usize| words.get(end).map_or("", |w| &text[w.as_ptr() as usize - text.as_ptr() as usize..]);
    // `Review by Ann Lee`, `Guest post by Ann Lee`; who took the pictures is another.
    let is_by = |n: &usize| {
        let word = words[*n].to_lowercase();
        let bare = word.trim_end_matches(':');
        // `de Ioana Popescu`, `Un article de Anne Durand`
        let of = || {
            bare == "de"
                && (*n == 0 || ["article", "texte", "texto", "nota", "artículo", "artigo"].contains(&words[*n - 1]))
        };
        BY.contains(&bare) || bare.len() < word.len() && KEYED.contains(&bare) || of()
    };
    let by = (0..words.len().min(BEFORE + 1)).find(is_by);
    if let Some(at) = by.filter(|at| !words[..*at].iter().any(|w| is_of_others(&lower(w)))) {
        let (names, end) = names_from(&words, at + 1)?;
        let next = words.get(end).map_or(String::new(), |w| lower(w));
        let open = rest(end).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "|•·–—-/(@,".contains(c));
        let agency = || rest(end).split_whitespace().all(|w| Words::Agency.has(&lower(w)));
        let goes_on = rest(end).is_empty() || open || agency() || STOPS.contains(&&*next) || GO_ON.contains(&&*next);
        return (goes_on && !chars::is_sentence(rest(end))).then_some(Writers { names, sure: true });
    }
    if let Some(names) = in_pieces(text) {
        return Some(Writers { names, sure: false });
    }
    let first = words.first().filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))?;
    let of_date = |w: &&&str| {
        let word = lower(w);
        word.is_empty()
            || w.contains(|c: char| c.is_ascii_digit())
            || dates::is_month(&word)
            || dates::is_weekday(&word)
    };
    let day = words.iter().take_while(of_date).count();
    let (names, end) = names_from(&words, day)?;
    let behind = rest(end);
    // `Warren Hill, sheriff of Riverton since 2014` tells who somebody is.
    let fits = if first.contains(|c: char| c.is_ascii_digit()) || day > 0 {
        behind.is_empty() || is_beside(behind)
    } else {
        behind.is_empty() || is_beside(behind) || is_from(behind)
    };
    // `R. MONTERO. MADRID`
    (fits && text.len() <= LONGEST).then_some(Writers { names, sure: false })
}

/// `Newsroom / Ann Lee`, `Ann Lee | Riverton`: one piece is a name, and the others are a word or two with capitals, or a day.
fn in_pieces(text: &str) -> Option<Vec<String>> {
    if text.len() > LONGEST || !text.contains(['|', '/', '•', '·']) {
        return None;
    }
    let pieces: Vec<&str> = text.split(['|', '/', '•', '·']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let (named, others): (Vec<&str>, Vec<&str>) = pieces.iter().copied().partition(|piece| is_name(piece));
    let capitals = |piece: &&str| {
        let mut words = piece.split_whitespace();
        piece.len() <= BESIDE
            && piece.split_whitespace().count() <= 3
            && words.all(|w| {
                w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || "&-.’'".contains(c))
            })
    };
    let [name] = named.as_slice() else { return None };
    ((1..=2).contains(&others.len()) && others.iter().all(|piece| capitals(piece) || is_beside(piece)))
        .then(|| vec![(*name).to_owned()])
}

/// Who did something else for a text: `Photo by Ann Lee`, `Comment by Ann Lee`.
fn is_of_others(word: &str) -> bool {
    Words::Shown.has(word)
        || matches!(
            word,
            "comment"
                | "comments"
                | "powered"
                | "more"
                | "edited"
                | "illustration"
                | "image"
                | "video"
                | "sponsored"
                | "presented"
                | "hosted"
                | "design"
                | "designed"
                | "reviewed"
                | "checked"
                | "music"
                | "directed"
                | "used"
                | "translated"
        )
}

/// `in Riverton`, `for the Riverton Gazette`, `@annlee`, `PhD`.
fn is_from(rest: &str) -> bool {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let capital = |w: &&str| w.starts_with(char::is_uppercase) || matches!(*w, "the" | "of" | "and" | "&");
    match words.split_first() {
        Some((first, more)) if matches!(&*first.to_lowercase(), "in" | "for") => {
            (1..=5).contains(&more.len()) && more.iter().all(capital)
        }
        Some((first, more)) => more.is_empty() && first.starts_with('@'),
        None => false,
    }
}

/// Full names from word `from` on, joined by commas and words for that, and the index of the word behind them.
fn names_from(words: &[&str], from: usize) -> Option<(Vec<String>, usize)> {
    const MARKS: [char; 5] = [',', ';', ':', ')', '|'];
    let mut names = Vec::new();
    let mut at = from;
    loop {
        let one = |len: usize| {
            let part = words.get(at..at + len)?;
            let (last, before) = part.split_last()?;
            let caps = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count() > 1 && !w.contains(char::is_lowercase);
            let shout = caps(part[0]) || part[0].ends_with('.');
            let plain = |w: &&str| {
                let lower = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                !STOPS.contains(&&*lower)
                    && !dates::is_month(&lower)
                    && !dates::is_weekday(&lower)
                    && (shout || !caps(w))
            };
            let whole = !before.iter().any(|w| w.ends_with(MARKS)) && part[1..].iter().all(plain);
            let name = before.iter().copied().chain([last.trim_end_matches(MARKS)]).collect::<Vec<_>>().join(" ");
            // `R. MONTERO. MADRID`, `Ann Lee.`
            let stopped = before.iter().skip(1).any(|w| w.ends_with('.') && w.chars().count() > 3);
            let name = name.strip_suffix('.').filter(|_| last.chars().count() > 3).map(str::to_owned).unwrap_or(name);
            (whole && !stopped && is_name(&name)).then_some((name, at + len))
        };
        let Some((name, end)) = (2..=4).rev().find_map(one) else { break };
        let comma = words[end - 1].ends_with(',');
        names.push(name);
        at = end;
        match words.get(end) {
            Some(word) if AND.contains(&&*word.to_lowercase()) => at = end + 1,
            Some(_) if comma => {}
            _ => break,
        }
    }
    // A word that joined nothing is of the rest.
    let joined = at > from && words.get(at - 1).is_some_and(|w| AND.contains(&&*w.to_lowercase()));
    (!names.is_empty()).then_some((names, at - usize::from(joined)))
}

/// Who wrote, in a line below the text that says so: `Posted in Mills by Ann Lee on May 3, 2014`, `Follow Ann Lee on Twitter @annlee.`, `Ann Lee can be
/// reached at 555-0110.`
pub(in super::super) fn below(text: &str) -> Option<Vec<String>> {
    const DONE: [&str; 9] =
        ["posted", "written", "submitted", "published", "reported", "compiled", "contributed", "story", "by"];
    let text = chars::trim(text);
    if text.len() > LINE {
        return None;
    }
    // `par Anne Durand (son site)` alone.
    if text.starts_with(char::is_lowercase) {
        let (word, rest) = text.split_once(' ').filter(|(word, _)| BY.contains(word))?;
        let name = rest.split(" (").next().unwrap_or(rest).trim();
        return is_name(name).then(|| vec![name.to_owned()]).filter(|_| word != "da");
    }
    let first = text.split([' ', ':']).next().unwrap_or_default().to_lowercase();
    if DONE.contains(&&*first) && !text.starts_with("Posted by:") {
        return writers(text).filter(|said| said.sure).map(|said| said.names);
    }
    let one = |name: &str| is_name(name.trim()).then(|| vec![name.trim().to_owned()]);
    if let Some((name, _)) = text.split_once(" can be reached ") {
        return one(name);
    }
    if let Some(rest) = text.strip_prefix("Follow ") {
        return one(rest.split_once(" on ")?.0);
    }
    let rest = ["About the author: ", "About the Author: ", "About the author ", "About "]
        .iter()
        .find_map(|w| text.strip_prefix(w))?;
    one(rest.split([',', ':', '(']).next().unwrap_or(rest).split(" is ").next().unwrap_or(rest))
}

/// Whether words are a full name: a given name first, or letters for it and a surname, in whatever capitals.
pub(in super::super) fn is_name(text: &str) -> bool {
    const HONOUR: [&str; 20] = [
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
    dated() || post || degree() || house() || place() || button() || is_paper(rest) || Words::Agency.has(&lower)
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
            ("May 3, 2014 By Ann Lee Leave a Comment", "Ann Lee"),
            ("Guest post by Ann Lee", "Ann Lee"),
            ("By Ann Lee BBC News, Riverton", "Ann Lee"),
            ("Ann Lee in Riverton", "Ann Lee"),
            ("Ann Lee, Tom Hill and Laura Ruiz", "Ann Lee, Tom Hill, Laura Ruiz"),
            ("3 May 2014, Ann Lee", "Ann Lee"),
            ("Ann Lee, PhD", "Ann Lee"),
            ("Newsroom / Ann Lee", "Ann Lee"),
            ("Von Anna Berg, dpa", "Anna Berg"),
            ("dal nostro inviato ANNA RICCI", "ANNA RICCI"),
            ("Words: Ann Lee", "Ann Lee"),
            ("Un article de Anne Durand", "Anne Durand"),
            ("By Ann Lee for the Riverton Gazette", "Ann Lee"),
        ] {
            assert_eq!(writers(text).map(|said| said.names.join(", ")).as_deref(), Some(name), "{text}");
        }
        for text in [
            "Local News",
            "Riverton Gazette",
            "Ann",
            "Victoria Street",
            "Laura Ruiz is here",
            "U.S. News",
            "A. and B.",
            "Photo by Ann Lee",
            "By Ann Lee the mill was sold",
            "Ann Lee, sheriff of Riverton since 2014",
        ] {
            assert!(writers(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_day_vouches_for_a_name() {
        let blocks = |lines: &[&str]| lines.iter().map(|l| Block::new(Kind::Paragraph, *l)).collect::<Vec<_>>();
        let name =
            |lines: &[&str]| find(&blocks(lines).iter().collect::<Vec<_>>(), false).map(|(_, names)| names.join(", "));
        assert_eq!(name(&["Share", "Ann Lee", "May 3, 2014"]).as_deref(), Some("Ann Lee"));
        assert_eq!(name(&["Share", "Ann Lee"]), None);
        assert_eq!(name(&["Ann Lee", "Tom Hill", "May 3, 2014"]), None);
    }

    #[test]
    fn names_below_a_text() {
        for text in [
            "Posted in Mills by Ann Lee on May 3, 2014",
            "Follow Ann Lee on Twitter @annlee.",
            "Ann Lee can be reached at 555-0110.",
            "About the author: Ann Lee is a miller.",
        ] {
            assert_eq!(below(text), Some(vec!["Ann Lee".to_owned()]), "{text}");
        }
        for text in ["Follow us on Twitter", "Posted by: Ann Lee | May 3, 2014", "About mills", "More by Ann Lee"] {
            assert_eq!(below(text), None, "{text}");
        }
    }

    #[test]
    fn who_somebody_is() {
        assert_eq!(told("Ann Lee is a reporter covering mills for the Gazette."), Some("Ann Lee"));
        assert_eq!(told("Ann Lee covers mills."), Some("Ann Lee"));
        assert_eq!(told("Ann Lee is here."), None);
        assert_eq!(told("The mill is a writer's house."), None);
    }
}
