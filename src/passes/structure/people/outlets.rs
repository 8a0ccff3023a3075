//! The name of a newspaper, agency or office in front of a role.

use super::{JOINTS, OUTLET, is_medium, is_title, names};
use crate::chars;
use crate::phrases::{Words, simplify};

/// Where in `before` the name of a newspaper or agency begins that stands directly in front of a role (`某某报记者`).
///
/// In front of the first role it is whatever touches the title of a reporter, or ends in a word for a medium; in front of
/// a later one it must have been named before, or end in such a word after a space (`甲 某某网记者 乙`), or follow a colon
/// (`采写：某报记者 乙`).
pub(super) fn outlet_at(before: &str, role: &str, first: bool, known: Option<&str>) -> Option<usize> {
    let whole = before.trim_matches(|c: char| c.is_whitespace() || JOINTS.contains(&c));
    // `某某日报　记者甲`, `某某晚報／記者甲`: only a word for a medium tells it from a name there.
    if first
        && before.ends_with(|c: char| c.is_whitespace() || JOINTS.contains(&c))
        // `石桥日报/石桥新闻/石桥网 记者 陈小河`
        && whole.split('/').all(|name| name.chars().count() <= OUTLET)
        && (is_medium(whole) || whole.contains('/') && whole.split('/').all(is_medium) || titled_office(whole, role))
    {
        return Some(before.len() - before.trim_start().len());
    }
    if before.is_empty() || before.ends_with(char::is_whitespace) {
        return None;
    }
    let start =
        before.rfind(char::is_whitespace).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let start = before[start..]
        .rfind([':', '：'])
        .map_or(start, |at| start + at + before[start + at..].chars().next().map_or(0, char::len_utf8));
    let word = &before[start..];
    let plain = word.chars().all(|c| c.is_alphanumeric() || "·/-—《》“”".contains(c));
    if word.is_empty() || !plain {
        return None;
    }
    let count = word.chars().count();
    let medium = Words::Outlet.ends(&simplify(word));
    // Two papers that sign together: `某某晚报·某某客户端记者`.
    let long = count <= OUTLET || count <= 2 * OUTLET && word.contains(['·', '/', '-', '—']);
    let titled = is_title(role);
    // `陈小河李敏之记者周晓`: reporters whose role is not said.
    let names = || count >= 6 && names::split(word).is_some_and(|names| names.iter().all(|n| n.chars().count() == 3));
    // `河口医院供稿 陈小河`
    let supplied = || first && start == 0 && role == "供稿" && Words::Office.ends(&simplify(word));
    let fits = match first {
        true if supplied() => true,
        true => long && (medium || titled && start == 0 && !names()),
        // `文/石桥晚报全媒体记者 陈小河`
        false if before.starts_with(JOINTS) && is_medium(word.trim_start_matches(JOINTS)) => titled,
        false => {
            Some(word) == known || long && titled && (medium && start > 0 || before[..start].ends_with([':', '：']))
        }
    };
    fits.then_some(start)
}

/// The medium in front of `新闻记者`: `石桥` is `石桥新闻`, for the word for news is of both, and `石桥日报滚动` is `石桥日报`.
pub(super) fn of_news(name: &str) -> String {
    // `石桥网·河口新闻`: a part of a medium has the word in its name.
    if name.contains('·') {
        return format!("{name}新闻");
    }
    let mut ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    match ends.rfind(|at| is_medium(&name[..*at])) {
        Some(end) => name[..end].to_owned(),
        None => format!("{name}新闻"),
    }
}

/// Characters of the longest name of somebody beside a medium, and most names.
const NAME: usize = 3;
const NAMES: usize = 3;

/// `陈小河/石桥日报`, `石桥日报 | 陈小河 李敏`: a medium, and who wrote in it, parted by a stroke or a bar.
pub(in super::super) fn beside_stroke(text: &str) -> Option<(&str, Vec<String>)> {
    // `石桥时报─陈小河／综合报导`: how it came about stands behind a stroke.
    let told = |told: &str| ["报道", "报导"].iter().any(|verb| simplify(told).ends_with(verb));
    let strokes = ['/', '／', '╱', '|', '｜', '丨'];
    let reported = text.rsplit_once(strokes).filter(|(rest, verb)| told(verb) && !is_medium(rest));
    let text = reported.map_or(text, |(rest, _)| rest);
    let dashed = || {
        // `一` stands for a dash in typing errors, but `石桥日报一周大事` is a week of it.
        let dash = |c: char| matches!(c, '─' | '—' | '–' | '-') || c == '一' && reported.is_some();
        let (medium, name) = text.split_once(dash)?;
        let name = name.trim_start_matches(['─', '—', '-']).trim();
        (is_medium(medium.trim()) && name.chars().count() == NAME && chars::is_han(name.chars().next()?))
            .then_some((medium, name))
    };
    let (left, right) = text.split_once(strokes).or_else(dashed)?;
    let (left, right) = (left.trim(), right.trim());
    let full = |name: &String| (2..=NAME).contains(&name.chars().count());
    let named = |text: &str| {
        // `时政/石桥日报` is a section of it.
        if Words::Section.has(&simplify(text)) {
            return Some(Vec::new());
        }
        let names = names::split(text).filter(|names| names.len() <= NAMES && names.iter().all(full));
        names.filter(|_| !is_medium(text))
    };
    // `陈小河/文 石桥日报`
    let medium = |text: &str| is_medium(text) && !text.contains(char::is_whitespace);
    match (medium(left), medium(right)) {
        (true, false) => Some((left, named(right)?)),
        (false, true) => Some((right, named(left)?)),
        _ => None,
    }
}

/// `图书馆 通讯员 陈小河`: an office whose people report of it.
fn titled_office(name: &str, role: &str) -> bool {
    is_title(role) && Words::Office.ends(&simplify(name))
}

/// `甲 乙 石桥融媒 丙`: names among which their media stand.
pub(super) fn between_media(text: &str) -> Option<Vec<String>> {
    let (media, names): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(|word| is_medium(word));
    (!media.is_empty() && !names.is_empty()).then(|| names::split(&names.join(" "))).flatten()
}

/// `陈小河 李敏 石桥台王林赵小山`: names, and behind a space a medium with its own.
pub(super) fn behind_media(text: &str) -> Option<Vec<String>> {
    let own = |word: &str| names::split(word).or_else(|| after_outlet(word).map(|(_, names)| names));
    let mut words = text.split_whitespace();
    let first = names::split(words.next()?)?;
    let rest: Vec<Vec<String>> = words.map(own).collect::<Option<_>>()?;
    (!rest.is_empty()).then(|| [first, rest.concat()].concat())
}

/// `中央社陳小河`: a name that an agency stands before.
pub(super) fn after_outlet(text: &str) -> Option<(String, Vec<String>)> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(OUTLET);
    let cut = ends.filter(|at| is_medium(&text[..*at])).last()?;
    Some((text[..cut].to_owned(), names::split(&text[cut..])?))
}

#[cfg(test)]
mod tests {
    use super::{beside_stroke, of_news};

    #[test]
    fn media_before_news_reporters() {
        assert_eq!((of_news("石桥"), of_news("石桥日报滚动")), ("石桥新闻".to_owned(), "石桥日报".to_owned()));
    }

    #[test]
    fn media_and_writers_beside_strokes() {
        for text in ["陈小河/石桥日报", "石桥日报／陈小河", "石桥日报 | 陈小河"] {
            assert_eq!(beside_stroke(text), Some(("石桥日报", vec!["陈小河".to_owned()])), "{text}");
        }
        let found = beside_stroke("石橋時報一陳小河／綜合外電報導");
        assert_eq!(found, Some(("石橋時報", vec!["陳小河".to_owned()])));
        assert_eq!(beside_stroke("时政/石桥日报"), Some(("石桥日报", Vec::new())));
        for text in ["石桥日报/石桥网", "陈小河/江州", "石桥日报/要闻", "陈小河", "石桥日报一周大事"]
        {
            assert_eq!(beside_stroke(text), None, "{text}");
        }
    }
}
