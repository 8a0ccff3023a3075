//! Who wrote a text that nothing else names: told in brackets behind a paragraph, before the medium that ends it, beside a place, below it.

use super::super::layout::Layout;
use super::byline::byline;
use super::{People, is_medium, names};
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::Words;

/// Greatest width of the bracket behind a paragraph, and of names before a medium.
const BRACKET: usize = 60;

/// Bytes of the shortest paragraph.
const PARAGRAPH: usize = 90;

/// Bytes of the longest line that names somebody and nothing else.
const LINE: usize = 100;

/// Who wrote, of a text that no line is signed in.
pub(in super::super) fn find(layout: &Layout<'_>) -> Option<People> {
    let prose = || layout.blocks.iter().filter(|b| b.kind() == Kind::Paragraph && b.text().len() >= PARAGRAPH);
    // Of several each wrote a piece of news, and the others may be on other pages.
    let mut told = prose().filter_map(|b| in_bracket(b.text()));
    if let (Some(people), None) = (told.next(), told.next()) {
        return Some(people);
    }
    let last = || prose().next_back().and_then(|b| before_medium(b.text()));
    let above = || layout.blocks.iter().take(layout.first).find_map(|b| before_title(b.text()));
    last().or_else(above)
}

/// `陈小河 李敏之：水车为什么停了`: two names or more before the title.
fn before_title(text: &str) -> Option<People> {
    if text.len() > 2 * LINE {
        return None;
    }
    let (before, title) = text.split_once(['：', ':'])?;
    let words: Vec<&str> = before.split_whitespace().collect();
    let full = |w: &&str| (2..=4).contains(&w.chars().count()) && names::split(w).is_some_and(|names| names.len() == 1);
    ((2..=4).contains(&words.len()) && words.iter().all(full) && title.chars().count() >= 6)
        .then(|| People { authors: words.into_iter().map(str::to_owned).collect(), ..People::default() })
}

/// `……修好了。（本报记者陈小河）`: the reporters, in the bracket behind the last sentence of a paragraph.
fn in_bracket(text: &str) -> Option<People> {
    let text = text.trim_end();
    let inner = text.strip_suffix([')', '）'])?;
    let open = inner.rfind(['(', '（'])?;
    let bracket = &text[open..];
    let reporter = ["记者", "記者", "通讯员", "通訊員"].iter().any(|word| bracket.contains(word));
    let behind = text[..open].trim_end().ends_with(['。', '！', '？', '”', '…']);
    let fits = reporter && behind && chars::width(bracket) <= BRACKET;
    fits.then(|| byline(bracket)).flatten().filter(|people| !people.authors.is_empty())
}

/// `……修好了。陈小河 李敏(石桥晚报)`: full names between the last sentence and the medium.
fn before_medium(text: &str) -> Option<People> {
    let inner = text.trim_end().strip_suffix([')', '）'])?;
    let (before, medium) = inner.rsplit_once(['(', '（'])?;
    let at = before.rfind(['。', '！', '？', '”'])?;
    let run = before[at..].trim_start_matches(['。', '！', '？', '”', ' ', '\u{3000}']).trim();
    let full = |name: &String| (2..=3).contains(&name.chars().count());
    let whole = chars::width(run) <= BRACKET && run.chars().all(|c| chars::is_han(c) || c.is_whitespace());
    let authors = names::split(run).filter(|found| whole && found.iter().all(full))?;
    let sure = authors.len() > 1 || authors[0].chars().count() == 3;
    (sure && is_medium(medium.trim())).then(|| People {
        authors,
        outlet: Some(medium.trim().to_owned()),
        ..People::default()
    })
}

/// Who took the picture, of Japanese: `……子供たち＝河口市で、岡田英撮影`.
pub(in super::super) fn photographer(text: &str) -> Option<String> {
    let bare = text.trim_end().trim_end_matches([')', '）', '」']);
    let before = bare.strip_suffix("撮影")?;
    let at = before.rfind(['、', '＝', '=', '（', '('])?;
    let name = before[at..].trim_start_matches(['、', '＝', '=', '（', '(']).trim();
    let marked = before.contains(['＝', '=', '（', '(']);
    let full = (3..=6).contains(&name.chars().count())
        && name.chars().all(|c| chars::is_han(c) || chars::is_kana(c) || c == ' ' || c == '\u{3000}')
        && name.chars().filter(|c| chars::is_han(*c)).count() >= 2
        && !name.ends_with(['が', 'を', 'に', 'で', 'は', 'の', 'ら']);
    let day = |c: char| c.is_ascii_digit() || "年月日".contains(c);
    (marked && full && !name.chars().any(day)).then(|| name.to_owned())
}

/// `* الرياض - محمد علي:` at the top of a text in Arabic: where from, and who.
pub(in super::super) fn beside_place(text: &str) -> Option<People> {
    // Letters of Arabic have two bytes, the first of which is one of few.
    if text.len() > LINE || !chars::any_byte(text, |b| (0xD8..=0xDB).contains(&b)) {
        return None;
    }
    let text = chars::trim(text).trim_start_matches(['*', '•', ' ']);
    let (place, name) = text.split_once([':', '-', '–', '—']).map(|(place, name)| (place.trim(), name.trim()))?;
    let name = name.trim_end_matches([':', '-', '–', '—', ' ']);
    // `محمد علي - الرياض`
    let (place, name) = if Words::City.has(name) { (name, place) } else { (place, name) };
    // `كتب: محمد علي`
    let wrote = Words::Wrote.has(place);
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).collect();
    let arabic = |w: &&str| w.chars().all(|c| ('\u{621}'..='\u{64A}').contains(&c));
    ((Words::City.has(place) || wrote) && (2..=4).contains(&words.len()) && words.iter().all(arabic))
        .then(|| People { authors: vec![name.to_owned()], ..People::default() })
}

/// `Minh An` on the line below a text in Vietnamese, where its papers have who wrote: two to four words with capitals.
pub(in super::super) fn below_vietnamese(layout: &Layout<'_>, n: usize) -> Option<People> {
    let text = chars::trim(layout.blocks[n].text());
    if n != layout.last || n == 0 || text.len() > LINE / 2 {
        return None;
    }
    let above: &Block = layout.blocks[n - 1];
    let vietnamese = above.text().chars().filter(|c| ('\u{1EA0}'..='\u{1EF9}').contains(c)).take(8).count() == 8;
    let ended = above.text().trim_end().ends_with(['.', '!', '?', '”', '"']);
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let named = |w: &&str| {
        w.starts_with(char::is_uppercase)
            && w.chars().skip(1).all(char::is_lowercase)
            && !Words::PageWord.has(&w.to_lowercase())
    };
    (vietnamese && ended && (2..=4).contains(&words.len()) && words.iter().all(named))
        .then(|| People { authors: vec![text.to_owned()], ..People::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_behind_a_paragraph() {
        assert_eq!(in_bracket("水车修好了。（本报记者陈小河）").unwrap().authors, ["陈小河"]);
        assert!(in_bracket("水车修好了（本报记者陈小河）").is_none());
        assert!(in_bracket("水车修好了。（记者在场）").is_none());
        let people = before_medium("水车修好了。陈小河 李敏之(石桥晚报)").unwrap();
        assert_eq!((people.authors.len(), people.outlet.as_deref()), (2, Some("石桥晚报")));
        assert!(before_medium("水车修好了，他说（石桥晚报）").is_none());
        assert!(before_medium("水车修好了。大家都很高兴（石桥晚报）").is_none());
    }

    #[test]
    fn pictures_and_places() {
        assert_eq!(photographer("水車を直す子供たち＝河口市で、岡田英撮影").as_deref(), Some("岡田英"));
        assert!(photographer("水車の前で写真を撮影").is_none());
        assert!(photographer("水車＝2019年撮影").is_none());
        assert_eq!(beside_place("* الرياض - محمد علي:").unwrap().authors, ["محمد علي"]);
        assert!(beside_place("الفصل الأول - المقدمة العامة:").is_none());
    }
}
