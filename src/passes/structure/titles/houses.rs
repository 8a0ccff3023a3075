//! The name of a newspaper on a line above the title, in languages with letters: `Riverton Gazette`, `Le Courrier de la Vallée`,
//! `Речная газета`.

use super::super::layout::{Layout, is_line};
use super::super::people;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::phrases::Words;

/// Bytes and words of the longest such name.
const LONGEST: usize = 80;
const WORDS: usize = 6;

/// Greatest width of what a paper says of itself below its name.
const SLOGAN: usize = 80;

/// Ends of addresses of sites; `The end.` and `node.js` have others.
const HOSTS: [&str; 44] = [
    "com", "net", "org", "de", "fr", "es", "it", "pt", "ru", "pl", "nl", "be", "at", "ch", "uk", "us", "ca", "au",
    "nz", "ie", "in", "jp", "kr", "cn", "tw", "hk", "br", "mx", "ar", "cl", "co", "tr", "ua", "by", "cz", "sk", "hu",
    "ro", "gr", "se", "no", "dk", "fi", "info",
];

/// Whether a line is the name of a newspaper and nothing else: a word for one at its beginning or end, and a name.
pub(in super::super) fn is_paper(text: &str) -> bool {
    if text.len() > LONGEST
        || Words::Release.has(&text.to_lowercase())
        || text.contains(chars::is_cjk)
        || chars::any_byte(text, |b| b.is_ascii_digit())
    {
        return false;
    }
    let words: Vec<&str> = text.split([' ', '\'', '’']).filter(|w| !w.is_empty()).collect();
    let paper = |w: &&str| Words::Paper.has(&w.to_lowercase());
    // Letters without capitals are none of a sentence: `جريدة النهر`.
    let capital = |w: &&&str| !w.starts_with(char::is_lowercase) && w.chars().all(|c| c.is_alphabetic() || c == '-');
    let article = |w: &&str| Words::Article.has(&w.to_lowercase());
    let from = usize::from(words.first().is_some_and(article));
    let Some(own) = words.get(from..).filter(|own| (2..=WORDS).contains(&own.len())) else { return false };
    let (first, last) = (own[0], own[own.len() - 1]);
    let named =
        |rest: &[&str]| rest.iter().all(|w| capital(&w) || Words::PaperOf.has(w)) && rest.iter().any(|w| capital(&w));
    // `Good News from the River` goes on; `Diario de un molinero` has no name in it.
    paper(&first) && !first.starts_with(char::is_lowercase) && named(&own[1..]) && !Words::PaperOf.has(last)
        || paper(&last) && named(&own[..own.len() - 1]) && own.len() <= 4
}

/// Whether a line is the address of a site and nothing else, as sites are called: `oberbacher-bote.de`, `Riverton.com`, `Речная.ru`.
pub(in super::super) fn is_site(text: &str) -> bool {
    if text.len() > LONGEST || text.contains(char::is_whitespace) {
        return false;
    }
    let Some((name, end)) = text.rsplit_once('.') else { return false };
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    name.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
        && name.split('.').all(label)
        && HOSTS.contains(&&*end.to_ascii_lowercase())
}

/// The paper whose name stands above the title has published the text; below its name stands what it says of itself.
pub(in super::super) fn lift(doc: &Document, layout: &Layout<'_>, title: &Block, changes: &mut Changes) {
    let head = &layout.blocks[..layout.first.min(layout.blocks.len())];
    let Some(at) = head.iter().position(|b| b.id() == title.id()) else { return };
    let kana = layout.blocks.get(layout.first).is_some_and(|b| b.text().contains(chars::is_kana));
    let medium = |text: &str| (kana || text.contains(chars::is_hangul)) && people::is_medium(text);
    let named = |b: &&Block| {
        let text = chars::trim(b.text());
        b.kind() == Kind::Paragraph && (is_paper(text) || medium(text))
    };
    let Some(first) = head[..at].iter().position(named) else { return };
    if doc.meta().get(MetaKey::Publisher).is_none() {
        changes.add_meta(MetaKey::Publisher, chars::trim(head[first].text()), "first-line");
    }
    let line = |b: &&&Block| b.kind() == Kind::Paragraph && is_line(b, SLOGAN);
    head[first..at].iter().filter(line).for_each(|b| changes.relabel(b, Kind::Meta));
}

#[cfg(test)]
mod tests {
    use super::{is_paper, is_site};

    #[test]
    fn addresses_of_sites() {
        for text in ["oberbacher-bote.de", "Riverton.com", "Речная.ru", "www.riverton.co.uk"] {
            assert!(is_site(text), "{text}");
        }
        for text in ["Riverton.", "node.js", "3.5.de", "The mill at riverton.com", "U.S.", "a.in"] {
            assert!(!is_site(text), "{text}");
        }
    }

    #[test]
    fn names_of_papers() {
        for text in [
            "Riverton Gazette",
            "Le Courrier de la Vallée",
            "El Correo de Villaseca",
            "Il Corriere di Rivalta",
            "Jornal da Ribeira",
            "Oberbacher Bote",
            "Речная газета",
            "جريدة النهر",
        ] {
            assert!(is_paper(text), "{text}");
        }
        for text in
            ["Diario de un molinero", "The mill of Riverton turns again", "Gazette", "News of the day", "Ann Lee"]
        {
            assert!(!is_paper(text), "{text}");
        }
    }
}
