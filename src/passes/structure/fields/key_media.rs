//! What stands behind the keys for where a text came from: which rules read it, in the order in which they are asked.

use super::super::people::{self, names, persons};
use super::imprints::Found;
use super::meta_values::{is_address, is_name_of_source};
use super::trimmed::{without_issue, without_site};
use crate::meta::MetaKey;
use crate::phrases::{Class, Scan, Words, simplify};

/// A rule.
struct Reader {
    /// Whether the value has what the rule is about: little work.
    asks: fn(&str) -> bool,
    /// What the value says.
    read: fn(&str) -> Option<Found>,
}

const READERS: &[Reader] = &[
    // `来源：未知`, `来源：网站首页`
    Reader { asks: |v| is_unknown(v) || is_way_home(v), read: |_| Some(Found::new()) },
    Reader { asks: is_address, read: |v| Some(vec![(MetaKey::Url, v.to_owned())]) },
    Reader { asks: |_| true, read: before_reporter },
    Reader { asks: |_| true, read: before_button },
    Reader { asks: |v| v.ends_with(['）', ')']), read: before_bracket },
    Reader { asks: |v| v.contains(char::is_whitespace), read: before_writer },
    Reader { asks: |v| v.contains(char::is_whitespace), read: before_sender },
    Reader { asks: |_| true, read: beside_stroke },
    Reader { asks: is_name_of_source, read: alone },
];

/// What the value of a key for the source says; `None` if it can be none.
pub(super) fn read(value: &str) -> Option<Found> {
    READERS.iter().filter(|rule| (rule.asks)(value)).find_map(|rule| (rule.read)(value))
}

fn of_medium(name: &str) -> (MetaKey, String) {
    (MetaKey::Publisher, name.to_owned())
}

fn of_writers(names: Vec<String>) -> impl Iterator<Item = (MetaKey, String)> {
    names.into_iter().map(|name| (MetaKey::Author, name))
}

/// `来源：石桥日报 记者 陈小河`
fn before_reporter(value: &str) -> Option<Found> {
    let people = people::with_role(value).filter(|p| !p.authors.is_empty())?;
    let outlet = people.outlet.map(|outlet| (MetaKey::Publisher, outlet));
    Some(of_writers(people.authors).chain(outlet).collect())
}

/// `海西晨报我来说两句`: a button run together with the name.
fn before_button(value: &str) -> Option<Found> {
    let scan = Scan::of(value);
    // `石桥日报客户端` has a word of buttons in its name.
    let last = scan.of_class(&[Class::Share, Class::Button]).last().filter(|hit| hit.range.end == value.len())?;
    if people::is_medium(value) {
        return None;
    }
    let name = &value[..last.range.start];
    people::is_medium(name).then(|| vec![of_medium(name)])
}

/// `石桥日报（记者 陈小河）`
fn before_bracket(value: &str) -> Option<Found> {
    let (name, bracket) = value.strip_suffix(['）', ')'])?.split_once(['（', '('])?;
    if !people::is_medium(name.trim()) {
        return None;
    }
    let people = people::with_role(bracket).filter(|p| !p.authors.is_empty())?;
    Some([of_medium(name.trim())].into_iter().chain(of_writers(people.authors)).collect())
}

/// `石桥日报 陈小河`
fn before_writer(value: &str) -> Option<Found> {
    let (name, writer) = value.rsplit_once(char::is_whitespace)?;
    let both = is_writer(writer) && people::is_medium(name.trim()) && !people::is_medium(value);
    both.then(|| vec![of_medium(name.trim()), (MetaKey::Author, writer.to_owned())])
}

/// `云上河口 河口台通联 陈小河`: the medium, who sent it, and who wrote.
fn before_sender(value: &str) -> Option<Found> {
    let [name, sender, writer] = value.split_whitespace().collect::<Vec<_>>()[..] else { return None };
    let sent = || people::is_medium(name) || sender.contains(['台', '站', '部']);
    let all = is_writer(writer) && sent() && !people::is_medium(value);
    all.then(|| vec![of_medium(name), (MetaKey::Author, writer.to_owned())])
}

/// `石桥日报 | 陈小河`, `陈小河/石桥日报`: the medium, and who wrote in it.
fn beside_stroke(value: &str) -> Option<Found> {
    let (medium, names) = people::beside_stroke(value)?;
    Some([of_medium(medium)].into_iter().chain(of_writers(names)).collect())
}

/// A name of a medium or an office, and nothing else.
fn alone(value: &str) -> Option<Found> {
    let name = medium(without_issue(without_site(value)));
    Some(if name.is_empty() { Found::new() } else { vec![of_medium(name)] })
}

fn is_unknown(value: &str) -> bool {
    Words::NoName.has(&simplify(value).to_lowercase())
}

/// A name of three characters.
fn is_writer(word: &str) -> bool {
    word.chars().count() == 3 && names::split(word).is_some_and(|names| names.len() == 1)
}

/// Whether a value is a word of the menu and nothing else.
fn is_way_home(value: &str) -> bool {
    value.chars().count() <= 6 && Scan::of(value).coverage(&[Class::Nav]) >= 1.0
}

/// The name of a medium without the word and the quotes around it: `据《石桥晚报》`, `转自石桥晚报`.
fn medium(value: &str) -> &str {
    let value = persons::source(value);
    // `石桥大学官网6日`: the day on which it stood there.
    let day = value.strip_suffix('日').map(|name| name.trim_end_matches(|c: char| c.is_ascii_digit()));
    let value = day.filter(|site| site.ends_with(['网', '網'])).unwrap_or(value);
    // `石桥网-石桥日报222`: a counter, run together with it.
    let counted = value.trim_end_matches(|c: char| c.is_ascii_digit());
    let value = if counted.len() < value.len() && people::is_medium(counted) { counted } else { value };
    let bare = value.strip_prefix(['据', '據']).unwrap_or(value);
    let quoted = |v: &&str| v.matches('《').count() == 1;
    let value = bare.strip_prefix('《').and_then(|b| b.strip_suffix('》')).filter(|_| quoted(&bare)).unwrap_or(value);
    // `石桥财经微博`: a link to its account, run together with it.
    let value = value.strip_suffix("微博").filter(|name| people::is_medium(name)).unwrap_or(value);
    // `快科技（原驱动之家）`, `石桥网[整理]`
    people::medium_in(value).unwrap_or(value)
}
