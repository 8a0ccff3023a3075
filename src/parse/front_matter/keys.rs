//! The keys of front matter, and what they name.

use crate::meta::MetaKey;
use crate::phrases::Words;

/// The lists of keys of Jekyll, Hugo, Hexo, Docusaurus and their kin, and of what clippers and mirrors write in Chinese.
const KEYS: [(Words, MetaKey); 9] = [
    (Words::FrontTitle, MetaKey::Title),
    (Words::FrontDate, MetaKey::Date),
    (Words::FrontAuthor, MetaKey::Author),
    (Words::FrontEditor, MetaKey::Editor),
    (Words::FrontPublisher, MetaKey::Publisher),
    (Words::FrontUrl, MetaKey::Url),
    (Words::FrontLanguage, MetaKey::Language),
    (Words::FrontCategory, MetaKey::Category),
    (Words::FrontTag, MetaKey::Tag),
];

/// What a key names, given its value.
pub(super) fn key_of(name: &str, value: impl FnOnce() -> Option<String>) -> Option<MetaKey> {
    let name = name.to_ascii_lowercase();
    let address = |v: String| v.starts_with("http") && v.contains("://") && !v.contains(char::is_whitespace);
    // Keys for where a text was copied from may say that in words instead.
    let copied = || (Words::FrontAddress.has(&name) && value().is_some_and(address)).then_some(MetaKey::Url);
    KEYS.iter().find(|(keys, _)| keys.has(&name)).map(|(_, key)| *key).or_else(copied)
}
