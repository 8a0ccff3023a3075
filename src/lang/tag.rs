//! Languages by BCP 47 tag.

use std::fmt;

/// A language that [`identify`](super::identify) can name, as a small copyable value; its tag is BCP 47.
///
/// Chinese carries its script (`zh-Hans`, `zh-Hant`) where characters decide it, and is plain `zh` where every
/// character is common to both. `und` is text without letters, or with letters of no claimed language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language {
    index: u8,
}

/// Every tag, `und` first; sorted after it, so that [`Language::from_tag`] can search.
const TAGS: &[&str] = &[
    "und", "af", "am", "ar", "az", "be", "bg", "bn", "bo", "bs", "ca", "chr", "cs", "cy", "da", "de", "dv", "el", "en",
    "eo", "es", "et", "eu", "fa", "fi", "fr", "ga", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka",
    "kk", "km", "kn", "ko", "la", "lg", "lo", "lt", "lv", "mi", "mk", "ml", "mn", "mr", "ms", "my", "nb", "nl", "nn",
    "or", "pa", "pl", "pt", "ro", "ru", "si", "sk", "sl", "sn", "so", "sq", "sr", "st", "sv", "sw", "ta", "te", "th",
    "tl", "tn", "tr", "ts", "uk", "ur", "vi", "xh", "yo", "zh", "zh-Hans", "zh-Hant", "zu",
];

impl Language {
    /// No language could be told.
    pub const UND: Language = Language { index: 0 };
    /// Chinese in simplified characters.
    pub const ZH_HANS: Language = Language::known("zh-Hans");
    /// Chinese in traditional characters.
    pub const ZH_HANT: Language = Language::known("zh-Hant");
    /// Chinese in characters common to both scripts.
    pub const ZH: Language = Language::known("zh");
    /// Japanese.
    pub const JA: Language = Language::known("ja");
    /// Korean.
    pub const KO: Language = Language::known("ko");
    /// English.
    pub const EN: Language = Language::known("en");

    /// The language of a tag written in this crate; `und` for a tag that is not in the table (a test holds that none is).
    pub(super) const fn known(tag: &str) -> Language {
        let mut i = 0;
        while i < TAGS.len() {
            if same(TAGS[i].as_bytes(), tag.as_bytes()) {
                return Language { index: i as u8 };
            }
            i += 1;
        }
        Language::UND
    }

    /// The BCP 47 tag: `zh-Hans`, `en`, `und`.
    pub fn as_str(self) -> &'static str {
        TAGS.get(usize::from(self.index)).copied().unwrap_or("und")
    }

    /// The language of a tag as [`Language::as_str`] writes it; none if it is not one of [`Language::all`].
    pub fn from_tag(tag: &str) -> Option<Language> {
        let (first, rest) = TAGS.split_first()?;
        let place = if *first == tag { 0 } else { rest.binary_search(&tag).ok()? + 1 };
        u8::try_from(place).ok().map(|index| Language { index })
    }

    /// Every language that can be named, `und` first.
    pub fn all() -> impl Iterator<Item = Language> {
        (0u8..).zip(TAGS).map(|(index, _)| Language { index })
    }

    /// The primary subtag: `zh` of `zh-Hant`.
    pub fn primary(self) -> &'static str {
        self.as_str().split('-').next().unwrap_or("und")
    }

    /// Whether it is Chinese, in either script.
    pub fn is_chinese(self) -> bool {
        matches!(self, Self::ZH | Self::ZH_HANS | Self::ZH_HANT)
    }

    /// Whether it is Japanese.
    pub fn is_japanese(self) -> bool {
        self == Self::JA
    }

    /// Whether it is Korean.
    pub fn is_korean(self) -> bool {
        self == Self::KO
    }

    /// Whether no language could be told.
    pub fn is_unknown(self) -> bool {
        self == Self::UND
    }
}

/// Byte equality, usable in a constant.
const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_round_trip() {
        assert!(Language::all().count() > 80);
        for language in Language::all() {
            assert_eq!(Language::from_tag(language.as_str()), Some(language));
        }
        assert_eq!(Language::from_tag("tlh"), None);
    }

    #[test]
    fn chinese_in_any_script() {
        for tag in ["zh", "zh-Hans", "zh-Hant"] {
            assert!(Language::known(tag).is_chinese());
            assert_eq!(Language::known(tag).primary(), "zh");
        }
        assert!(Language::JA.is_japanese() && Language::KO.is_korean() && Language::UND.is_unknown());
        assert_eq!(Language::EN.as_str(), "en");
    }
}
