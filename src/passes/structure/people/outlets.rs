//! The name of a newspaper, agency or office in front of a role.

use super::{JOINTS, OUTLET, is_medium, is_title, names};
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

/// `图书馆 通讯员 陈小河`: an office whose people report of it.
fn titled_office(name: &str, role: &str) -> bool {
    is_title(role) && Words::Office.ends(&simplify(name))
}
