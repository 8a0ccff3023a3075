//! Credit lines in Chinese: who printed a text and who wrote it, in one line (`石桥晚报 陈小河`, `石桥晚报／陈小河`).

use super::super::people::{self, names};
use crate::chars;
use crate::phrases::{Words, simplify};

/// The medium at the beginning of a credit, and the writer behind it; `None` where no medium stands there.
pub(super) fn of(text: &str) -> Option<(&str, Option<String>)> {
    let text = text.trim();
    let at = text.find(|c: char| c.is_whitespace() || is_stroke(c))?;
    let (medium, rest) = (&text[..at], text[at..].trim_start_matches(|c: char| c.is_whitespace() || is_stroke(c)));
    if !people::is_medium(medium) || rest.is_empty() {
        return None;
    }
    // How the text came here is no name.
    let form = Words::CameBy.has(&simplify(rest));
    let person = !form && (2..=4).contains(&rest.chars().count()) && rest.chars().all(chars::is_han);
    let name = person.then(|| names::split(rest)).flatten().filter(|names| names.len() == 1);
    match name {
        Some(names) => Some((medium, names.into_iter().next())),
        None if form || is_dateline(text) => Some((medium, None)),
        None => None,
    }
}

/// Whether a line says from where and when an agency sent a text: `石桥晚报╱江州12日电`.
pub(super) fn is_dateline(text: &str) -> bool {
    let bare = text.trim_end_matches(['】', ')', '）']);
    let end = bare.strip_suffix(['电', '電', '讯', '訊']).and_then(|t| t.strip_suffix('日'));
    end.is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()))
}

fn is_stroke(c: char) -> bool {
    matches!(c, '/' | '／' | '╱')
}

#[cfg(test)]
mod tests {
    use super::{is_dateline, of};

    #[test]
    fn media_and_writers_are_told_apart() {
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(of("石桥晚报 陈小河"), Some(("石桥晚报", name("陈小河"))));
        assert_eq!(of("石橋日報／陳小河"), Some(("石橋日報", name("陳小河"))));
        assert_eq!(of("石桥网 选稿"), Some(("石桥网", None)));
        assert_eq!(of("石橋日報╱江州12日電"), Some(("石橋日報", None)));
        assert_eq!(of("石桥晚报 水车专刊"), None);
        assert_eq!(of("青山 陈小河"), None);
        assert!(is_dateline("大陆新闻组江州17日电") && !is_dateline("陈小电"));
    }
}
