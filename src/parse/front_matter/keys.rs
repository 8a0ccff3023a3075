//! The keys of front matter, and what they name.

use crate::meta::MetaKey;

/// Keys of Jekyll, Hugo, Hexo, Docusaurus and their kin.
const KEYS: &[(&str, MetaKey)] = &[
    ("title", MetaKey::Title),
    ("date", MetaKey::Date),
    ("published", MetaKey::Date),
    ("pubdate", MetaKey::Date),
    ("author", MetaKey::Author),
    ("authors", MetaKey::Author),
    ("editor", MetaKey::Editor),
    ("editors", MetaKey::Editor),
    ("publisher", MetaKey::Publisher),
    ("source", MetaKey::Publisher),
    ("url", MetaKey::Url),
    ("canonical_url", MetaKey::Url),
    ("link", MetaKey::Url),
    ("lang", MetaKey::Language),
    ("language", MetaKey::Language),
    ("category", MetaKey::Category),
    ("categories", MetaKey::Category),
    ("tag", MetaKey::Tag),
    ("tags", MetaKey::Tag),
    ("keywords", MetaKey::Tag),
    // What clippers and mirrors write in Chinese.
    ("标题", MetaKey::Title),
    ("標題", MetaKey::Title),
    ("日期", MetaKey::Date),
    ("时间", MetaKey::Date),
    ("時間", MetaKey::Date),
    ("发布时间", MetaKey::Date),
    ("發布時間", MetaKey::Date),
    ("发布日期", MetaKey::Date),
    ("發布日期", MetaKey::Date),
    ("作者", MetaKey::Author),
    ("编辑", MetaKey::Editor),
    ("編輯", MetaKey::Editor),
    ("来源", MetaKey::Publisher),
    ("來源", MetaKey::Publisher),
    ("媒体", MetaKey::Publisher),
    ("媒體", MetaKey::Publisher),
    ("分类", MetaKey::Category),
    ("分類", MetaKey::Category),
    ("标签", MetaKey::Tag),
    ("標籤", MetaKey::Tag),
];

/// Keys of mirrors and clippers for where a text was copied from, which may say that in words instead.
const ADDRESSES: &[&str] = &[
    "from",
    "original",
    "original_url",
    "originalurl",
    "origin",
    "source_url",
    "sourceurl",
    "canonical",
    "canonicalurl",
    "原文",
    "原文链接",
    "原文鏈接",
    "原文連結",
    "链接",
    "鏈接",
    "連結",
    "网址",
    "網址",
];

/// What a key names, given its value.
pub(super) fn key_of(name: &str, value: impl FnOnce() -> Option<String>) -> Option<MetaKey> {
    let name = name.to_ascii_lowercase();
    let address = |v: String| v.starts_with("http") && v.contains("://") && !v.contains(char::is_whitespace);
    let copied = || (ADDRESSES.contains(&&*name) && value().is_some_and(address)).then_some(MetaKey::Url);
    KEYS.iter().find(|(k, _)| *k == name).map(|(_, key)| *key).or_else(copied)
}
