//! Lines of fields that bars or wide spaces part.

use super::super::people::{self, names};
use super::imprints::{Found, strip};
use super::meta_line::{is_unknown_field, read_keys};
use super::{keys, stamps};
use crate::chars;
use crate::meta::MetaKey;
use crate::phrases::{Words, simplify};

/// Greatest width of the name of a part of a site.
const PART: usize = 12;

/// What parts fields beside two spaces.
const COLUMNS: [char; 6] = ['\u{3000}', '\t', '|', '｜', '•', '┊'];

/// A line of fields that wide spaces part, of which some have keys that we do not know: `有效性：有效　　发布机构：…`. Those say
/// nothing to us, but that the line is made of such fields.
pub(super) fn read(text: &str) -> Option<Found> {
    let inner = strip(text);
    if !inner.contains("  ") && !inner.contains(COLUMNS) {
        return None;
    }
    let columns: Vec<&str> =
        inner.split(COLUMNS).flat_map(|f| f.split("  ")).map(str::trim).filter(|f| !f.is_empty()).collect();
    let mut found = Vec::new();
    let mut known = 0;
    // `2019-05-17 | 陈小河 | 人气(123)`: beside a date a name stands for itself.
    let named = |column: &str| names::split(column).is_some_and(|names| names.len() == 1) && is_person(column);
    let mut bare = Vec::new();
    for (n, column) in columns.iter().enumerate() {
        match read_keys(column) {
            Some(more) => {
                found.extend(more);
                known += 1;
            }
            None if let Some(more) = keys::spaced_field(column) => found.extend(more),
            None if let Some(more) = stamps::read(column) => {
                found.extend(more);
                known += 1;
            }
            None if people::is_medium(column) => found.push((MetaKey::Publisher, (*column).to_owned())),
            None if named(column) => bare.push((*column).to_owned()),
            // `文 号 | 发布日期：2016-10-27`: a key without its value.
            None if is_spread_key(column) => {}
            // `互联网 | 编辑：…`: the part of the site that it stands in.
            None if n == 0 && columns.len() > 1 && is_part(column) => {}
            None if is_unknown_field(column) => {}
            None => return None,
        }
    }
    let dated = found.iter().any(|(key, _)| *key == MetaKey::Date);
    if !bare.is_empty() && !dated {
        return None;
    }
    found.extend(bare.into_iter().map(|name| (MetaKey::Author, name)));
    (columns.len() >= 2 && known > 0).then_some(found)
}

/// `文 号`: two Han characters, spread.
fn is_spread_key(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let (first, last) = (chars.first(), chars.last());
    (3..=6).contains(&chars.len())
        && first.zip(last).is_some_and(|(a, b)| chars::is_han(*a) && chars::is_han(*b))
        && chars[1..chars.len() - 1].iter().all(|c| c.is_whitespace())
}

/// Two or three Han characters, or words with capitals that begin with a given name.
fn is_person(text: &str) -> bool {
    let han = || (2..=3).contains(&text.chars().count()) && text.chars().all(chars::is_han);
    let plain = simplify(text);
    (han() || names::is_given(text)) && !Words::Relative.has(&plain) && !Words::NoName.has(&plain)
}

/// Whether a column may be the name of a part of a site.
fn is_part(column: &str) -> bool {
    chars::width(column) <= PART && column.chars().all(chars::is_han) && names::split(column).is_none()
}
