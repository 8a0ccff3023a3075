//! Who signed, line by line.

use super::{People, is_medium, persons};
use crate::changes::Changes;
use crate::meta::MetaKey;

/// Who signed so far.
#[derive(Default)]
pub(in super::super) struct Signed {
    /// Whether somebody wrote.
    pub written: bool,
    /// Who took the pictures.
    pub artists: Vec<String>,
}

impl Signed {
    /// Adds the people of a line to the metadata.
    pub fn add(&mut self, people: People, changes: &mut Changes) {
        // `（石桥 晚报）` is no two names.
        let mut people = people;
        if people.authors.len() > 1 && is_medium(&people.authors.concat()) {
            people.authors.clear();
        }
        // `文/石桥晚报`
        let medium = people.authors.iter().find_map(|name| persons::medium(name)).map(str::to_owned);
        people.authors.retain(|name| persons::medium(name).is_none());
        self.written |= !people.authors.is_empty();
        self.artists.extend(people.artists);
        for (key, names) in [(MetaKey::Author, people.authors), (MetaKey::Editor, people.editors)] {
            for name in names.iter().filter_map(|name| persons::named(key, name)) {
                changes.add_meta(key, name, "byline");
            }
        }
        // `首页 快讯 直播` is a menu.
        let outlet = people.outlet.filter(|o| is_medium(o) && !o.starts_with(['首', '網', '网']));
        if let Some(outlet) = people.site.or(outlet).or(medium) {
            changes.add_meta(MetaKey::Publisher, persons::source(&outlet), "byline");
        }
    }
}
