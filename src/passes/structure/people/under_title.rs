//! Who wrote, on a line of their own between the title and the text of a page, where nothing says that they did but the day beside them: `Ann Lee`,
//! `R. MONTERO. MADRID`, `Ann Lee/Corresponsal`, `Ann Lee  Riverton 3 MAY 2014 - 19:08`; and below the text, where it tells who they are: `Ann Lee
//! is a reporter covering mills.`

use super::eastern;
use super::full_names::{BESIDE, is_beside, is_capital, is_name};
use crate::chars;
use crate::dates;
use crate::document::Block;
use crate::phrases::{Class, Scan, Words};

/// Bytes of the longest line with a name and of the longest in which a word says that they wrote.
const LONGEST: usize = 100;
pub(super) const LINE: usize = 160;

/// Words before the one that says who wrote, and bytes of a date with a day.
const BEFORE: usize = 5;
const DAY: usize = 10;

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
    pub(super) sure: bool,
}

/// Who wrote, behind the word for it, at the beginning of a line, or behind its date.
pub(in super::super) fn writers(text: &str) -> Option<Writers> {
    // Wide gaps and strokes part as bars do.
    if text.len() <= LONGEST
        && chars::any_byte(text, |b| b >= 0xE3)
        && text.contains(|c| chars::is_cjk(c) || chars::is_hangul(c))
    {
        return eastern::writers(text);
    }
    let apart = ["  ", "/", " - ", " – "]
        .iter()
        .any(|mark| text.contains(mark))
        .then(|| text.replace("  ", " | ").replace('/', " / ").replace(" - ", " | ").replace(" – ", " | "));
    let text = without_comments(chars::trim(apart.as_deref().unwrap_or(text)));
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
        Words::WriterBy.has(bare) || bare.len() < word.len() && Words::WriterColon.has(bare) || of()
    };
    let by = (0..words.len().min(BEFORE + 1)).find(is_by);
    if let Some(at) = by.filter(|at| !words[..*at].iter().any(|w| is_of_others(&lower(w)))) {
        let (names, end) = names_from(&words, at + 1)?;
        let next = words.get(end).map_or(String::new(), |w| lower(w));
        let open = rest(end).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "|•·–—-/(@,".contains(c));
        let agency = || rest(end).split_whitespace().all(|w| Words::Agency.has(&lower(w)));
        let goes_on = rest(end).is_empty()
            || open
            || agency()
            || is_beside(rest(end))
            || Words::NameStop.has(&next)
            || Words::BehindName.has(&next);
        return (goes_on && !chars::is_sentence(rest(end))).then_some(Writers { names, sure: true });
    }
    if let Some(names) = in_pieces(text) {
        return Some(Writers { names, sure: false });
    }
    let first = words.first().filter(|w| w.starts_with(|c: char| is_capital(c) || c.is_ascii_digit()) || is_done(w))?;
    let of_date = |w: &&&str| {
        let word = lower(w);
        word.is_empty()
            || w.contains(|c: char| c.is_ascii_digit())
            || dates::is_month(&word)
            || dates::is_weekday(&word)
            || word == "uhr"
            || is_done(w)
    };
    // `Marta Ruiz` begins as March does in some languages.
    let day = words.iter().take_while(of_date).count();
    let day = if words[..day].iter().any(|w| w.contains(|c: char| c.is_ascii_digit())) { day } else { 0 };
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

/// `3.5.2019 9:40 Uhr Anna Berg 71 Kommentare`, without how many comments there are.
fn without_comments(text: &str) -> &str {
    let counted = || {
        let (rest, word) = text.rsplit_once(' ')?;
        let (rest, number) = rest.rsplit_once(' ')?;
        let number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        (number && Words::Comments.has(&word.to_lowercase())).then_some(rest)
    };
    counted().unwrap_or(text)
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
            && words.all(|w| w.starts_with(is_capital) && w.chars().all(|c| c.is_alphabetic() || "&-.’'".contains(c)))
    };
    let [name] = named.as_slice() else { return None };
    ((1..=2).contains(&others.len()) && others.iter().all(|piece| capitals(piece) || is_beside(piece)))
        .then(|| vec![(*name).to_owned()])
}

/// `Published:`, `Опубликовано:`: the word for what was done on a day, before it.
fn is_done(word: &str) -> bool {
    word.ends_with(':') && Scan::of(word).begins(Class::Date).is_some()
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
            let (last, before) = part.split_last().filter(|(last, _)| !last.trim_end_matches(MARKS).is_empty())?;
            let caps = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count() > 1 && !w.contains(char::is_lowercase);
            let shout = caps(part[0]) || part[0].ends_with('.');
            let plain = |w: &&str| {
                let lower = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                !Words::NameStop.has(&lower)
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
            Some(word) if Words::WritersAnd.has(&word.to_lowercase()) => at = end + 1,
            Some(_) if comma => {}
            _ => break,
        }
    }
    // A word that joined nothing is of the rest.
    let joined = at > from && words.get(at - 1).is_some_and(|w| Words::WritersAnd.has(&w.to_lowercase()));
    (!names.is_empty()).then_some((names, at - usize::from(joined)))
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
            ("Marta Ruiz | 3 MAY 2014", "Marta Ruiz"),
            ("May 3, 2014 By Ann Lee Leave a Comment", "Ann Lee"),
            ("Guest post by Ann Lee", "Ann Lee"),
            ("By Ann Lee BBC News, Riverton", "Ann Lee"),
            ("Ann Lee in Riverton", "Ann Lee"),
            ("Ann Lee, Tom Hill and Laura Ruiz", "Ann Lee, Tom Hill, Laura Ruiz"),
            ("3 May 2014, Ann Lee", "Ann Lee"),
            ("Ann Lee, PhD", "Ann Lee"),
            ("Newsroom / Ann Lee", "Ann Lee"),
            ("3.5.2019 9:40 Uhr Anna Berg 71 Kommentare", "Anna Berg"),
            ("Von Anna Berg, dpa", "Anna Berg"),
            ("dal nostro inviato ANNA RICCI", "ANNA RICCI"),
            ("Words: Ann Lee", "Ann Lee"),
            ("Un article de Anne Durand", "Anne Durand"),
            ("محمد علي", "محمد علي"),
            ("글 : 김민수", "김민수"),
            ("岡田英", "岡田英"),
            ("Опубликовано: 3 мая 2014, Анна Петрова", "Анна Петрова"),
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
}
