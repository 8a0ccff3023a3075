//! OpenCC's dictionary files, and those that its build derives from them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::reference;

/// Key and default value, sorted by key, each key once.
pub(super) type Dictionary = BTreeMap<String, String>;

/// Files that are derived by exchanging keys and values.
const REVERSED: [(&str, &str); 3] = [
    ("TWVariantsRev", "TWVariants"),
    ("HKVariantsRev", "HKVariants"),
    ("JPShinjitaiCharactersRev", "JPShinjitaiCharacters"),
];

pub(super) struct Dictionaries(BTreeMap<String, Dictionary>);

impl Dictionaries {
    /// Reads the `.txt` files of a folder and derives the rest, as OpenCC's `data/CMakeLists.txt` and scripts do.
    pub(super) fn load(folder: &Path) -> Self {
        let read = |name: &str| fs::read_to_string(folder.join(name).with_extension("txt")).unwrap();
        let mut all = Dictionaries(BTreeMap::new());
        for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "txt") {
                let name = file.file_stem().unwrap().to_str().unwrap();
                let first = |(key, values): (&str, Vec<&str>)| (key.to_owned(), values[0].to_owned());
                all.0.insert(name.to_owned(), entries(&read(name)).map(first).collect());
            }
        }
        for (name, source) in REVERSED {
            all.0.insert(name.to_owned(), reversed(&read(source)));
        }
        all.0.insert("TSCharactersExt".into(), tofu_risk(&read("TSCharacters")));
        let regional = all.regional_phrases();
        all.0.insert("STPhrases_GeneratedFromRegionalPhrases".into(), regional);
        all
    }

    pub(super) fn get(&self, name: &str) -> &Dictionary {
        self.0.get(name).unwrap_or_else(|| panic!("no dictionary {name}"))
    }

    /// The simplified forms of regional phrases of three characters and more, so that the first step keeps them whole.
    fn regional_phrases(&self) -> Dictionary {
        let mut out = Dictionary::new();
        for key in self.get("HKPhrases").keys().chain(self.get("TWPhrases").keys()) {
            let simplified = reference::convert(self, "t2s", key);
            if simplified.chars().count() >= 3 {
                let before = out.insert(simplified, key.clone());
                assert!(before.is_none_or(|before| before == *key), "two regional phrases simplify alike: {key}");
            }
        }
        out
    }
}

/// Lines `key<tab>value value ...`, comments and blank lines left out.
fn entries(text: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(|line| {
        let (key, values) = line.split_once('\t').unwrap();
        (key, values.split(' ').collect())
    })
}

/// Every value with the keys that lead to it in the order of the file; `# @reverse-prefer: value [key]` picks the default.
fn reversed(text: &str) -> Dictionary {
    let mut out = Dictionary::new();
    for (key, values) in entries(text) {
        for value in values {
            out.entry(value.to_owned()).or_insert_with(|| key.to_owned());
        }
    }
    for line in text.lines().filter_map(|line| line.strip_prefix("# @reverse-prefer:")) {
        let mut fields = line.split_whitespace();
        let value = fields.next().unwrap();
        out.insert(value.to_owned(), fields.next().unwrap_or(value).to_owned());
    }
    out
}

/// Entries after a `# @tofu-risk:` line, with the second value (the rare simplified form) as the default.
fn tofu_risk(text: &str) -> Dictionary {
    let mut out = Dictionary::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("# @tofu-risk:") {
            let (key, values) = entries(lines.next().unwrap()).next().unwrap();
            let value = values.iter().find(|value| **value != key).unwrap();
            out.insert(key.to_owned(), (*value).to_owned());
        }
    }
    out
}
