//! Metadata: typed keys, many values, and where each came from.

/// A key of the record's metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MetaKey {
    /// The title of the document.
    Title,
    /// RFC 3339 date or date-time of publication.
    Date,
    /// A person who wrote it (many).
    Author,
    /// A person who edited it (many).
    Editor,
    /// Who published it.
    Publisher,
    /// The document's own address.
    Url,
    /// BCP 47 tag of the text.
    Language,
    /// BCP 47 tag before unification.
    OriginalLanguage,
    /// What `unify-script` converted the text to, where the two languages do not say so: the value of its option `script`.
    ScriptPolicy,
    /// A category (many).
    Category,
    /// A tag (many).
    Tag,
}

impl MetaKey {
    /// The name of the key in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            MetaKey::Title => "title",
            MetaKey::Date => "date",
            MetaKey::Author => "author",
            MetaKey::Editor => "editor",
            MetaKey::Publisher => "publisher",
            MetaKey::Url => "url",
            MetaKey::Language => "language",
            MetaKey::OriginalLanguage => "original-language",
            MetaKey::ScriptPolicy => "script-policy",
            MetaKey::Category => "category",
            MetaKey::Tag => "tag",
        }
    }

    /// Whether the value is words, which are damaged and written in as many ways as those of the body.
    pub fn is_words(self) -> bool {
        match self {
            MetaKey::Title
            | MetaKey::Author
            | MetaKey::Editor
            | MetaKey::Publisher
            | MetaKey::Category
            | MetaKey::Tag => true,
            MetaKey::Date | MetaKey::Url | MetaKey::Language | MetaKey::OriginalLanguage | MetaKey::ScriptPolicy => {
                false
            }
        }
    }

    /// Whether a document can have several values of the key.
    pub fn is_list(self) -> bool {
        matches!(self, MetaKey::Author | MetaKey::Editor | MetaKey::Category | MetaKey::Tag)
    }
}

/// A value with its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which key.
    pub key: MetaKey,
    /// The value.
    pub value: String,
    /// What it was read from: `front-matter`, `og:title`, `json-ld`, `body` ...
    pub from: &'static str,
}

/// The origin of a value that stands there for want of a better one, to which it yields: the editor of a page where nobody is said to
/// have written it.
pub(crate) const STAND_IN: &str = "editor";

/// Something the parser found that may become metadata; passes decide.
pub type Evidence = Entry;

/// A place among the values of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetaPlace {
    /// Number of an entry of [`Meta::entries`].
    Entry(u32),
    /// Number of a piece of [`crate::Document::evidence`].
    Evidence(u32),
}

/// The decided metadata of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    pub(crate) entries: Vec<Entry>,
    /// Fields of the input record that the tool does not interpret.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl Meta {
    /// The first value of `key`.
    pub fn get(&self, key: MetaKey) -> Option<&str> {
        self.all(key).next()
    }

    /// All values of `key`, in order.
    pub fn all(&self, key: MetaKey) -> impl Iterator<Item = &str> {
        self.entries.iter().filter(move |e| e.key == key).map(|e| e.value.as_str())
    }

    /// All values with their origins.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}
