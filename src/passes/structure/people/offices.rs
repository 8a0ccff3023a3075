//! Names beside the office that they are of, without a role: `发证中心 罗利 冯隽`, `复旦大学 陈小河`, `陈小河（农学院）`.

use super::{People, is_medium, names};
use crate::chars;
use crate::phrases::{Words, simplify};

/// What the names of offices end in; the last character alone tells only a long one from a name (`张科`).
const ENDS: [char; 12] = ['局', '处', '處', '科', '部', '室', '站', '队', '隊', '所', '办', '院'];
const LONG: usize = 5;
/// Characters of the longest name of an office, and most names beside it.
const OFFICE: usize = 16;
const NAMES: usize = 4;

/// Whether a word is the name of an office, a school or a firm.
pub(in super::super) fn is_office(text: &str) -> bool {
    let count = text.chars().count();
    (2..=OFFICE).contains(&count)
        && text.chars().all(chars::is_han)
        && ([Words::Office, Words::Unit].iter().any(|words| words.ends(&simplify(text)))
            || count >= LONG && text.ends_with(ENDS))
}

/// The names of a line, or of a bracket, that stand behind an office or a medium.
pub(in super::super) fn names_of(text: &str) -> Option<People> {
    let mut words = text.split_whitespace();
    let house = words.next()?;
    let names: Vec<&str> = words.collect();
    let full = |name: &&str| (2..=3).contains(&name.chars().count()) && is_one(name);
    let medium = is_medium(house);
    let fits = (1..=NAMES).contains(&names.len()) && names.iter().all(full) && (medium || is_office(house));
    fits.then(|| People {
        authors: names.into_iter().map(str::to_owned).collect(),
        outlet: medium.then(|| house.to_owned()),
        ..People::default()
    })
}

/// `陈小河（农学院）`: the office in a bracket behind the name.
pub(in super::super) fn named_first(text: &str) -> Option<People> {
    let (name, office) = chars::trim(text).strip_suffix([')', '）'])?.split_once(['(', '（'])?;
    let fits = (2..=3).contains(&name.trim().chars().count()) && is_one(name.trim()) && is_office(office.trim());
    fits.then(|| People { authors: vec![name.trim().to_owned()], ..People::default() })
}

fn is_one(name: &str) -> bool {
    names::split(name).is_some_and(|names| names.len() == 1) && !Words::Relative.has(&simplify(name))
}
