//! Words that a pass compares with a word it already has apart; phrases are what it searches a line for.

use std::sync::LazyLock;

/// A list of `data/phrases/words.tsv` or `data/markup/words.tsv`; their READMEs say what each holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    Outlet,
    Place,
    Particle,
    And,
    Preposition,
    Trade,
    Notice,
    Part,
    Cited,
    Reposted,
    Relative,
    Edition,
    More,
    GoesOn,
    WayBack,
    Office,
    Unit,
    Column,
    Contents,
    Preface,
    Comments,
    Credit,
    Event,
    EditorKey,
    WriterKey,
    WriterMark,
    SourceKey,
    NameEnd,
    Posted,
    Today,
    NextName,
    Opener,
    Between,
    WrittenBy,
    BeforeName,
    NameAnd,
    NoName,
    NoOutlet,
    NoNameBegins,
    ClassApart,
    ClassWriter,
    ClassAboutWriter,
    ClassAccount,
    ClassName,
    ClassDate,
    ClassChanged,
    ClassDateOnly,
    ClassPath,
    ClassOthers,
    TimeChanged,
    TimePublished,
    TitleKey,
    Scene,
    City,
    Act,
    Edit,
    Feast,
    Advert,
    ClassSource,
    Picture,
    Post,
    Member,
    Checker,
    Replies,
    TitleSite,
    Skip,
    Below,
    Origin,
    Changed,
    RunOn,
    Made,
    Shown,
    Paper,
    Agency,
    PictureFrom,
    WriteTo,
    LookedFor,
    NoPerson,
    Opening,
    Release,
    PressContact,
    Said,
    CommentList,
    Staged,
    MailFrom,
    MailTo,
    MailSubject,
    MailDate,
    Salutation,
    Addressee,
}

impl Words {
    const NAMES: [(&'static str, Words); 90] = [
        ("outlet", Words::Outlet),
        ("place", Words::Place),
        ("particle", Words::Particle),
        ("and", Words::And),
        ("preposition", Words::Preposition),
        ("trade", Words::Trade),
        ("notice", Words::Notice),
        ("part", Words::Part),
        ("cited", Words::Cited),
        ("reposted", Words::Reposted),
        ("relative", Words::Relative),
        ("edition", Words::Edition),
        ("more", Words::More),
        ("goes-on", Words::GoesOn),
        ("way-back", Words::WayBack),
        ("office", Words::Office),
        ("unit", Words::Unit),
        ("column", Words::Column),
        ("contents", Words::Contents),
        ("preface", Words::Preface),
        ("comments", Words::Comments),
        ("credit", Words::Credit),
        ("event", Words::Event),
        ("editor-key", Words::EditorKey),
        ("writer-key", Words::WriterKey),
        ("writer-mark", Words::WriterMark),
        ("source-key", Words::SourceKey),
        ("name-end", Words::NameEnd),
        ("posted", Words::Posted),
        ("today", Words::Today),
        ("next-name", Words::NextName),
        ("opener", Words::Opener),
        ("between", Words::Between),
        ("written-by", Words::WrittenBy),
        ("before-name", Words::BeforeName),
        ("name-and", Words::NameAnd),
        ("no-name", Words::NoName),
        ("no-outlet", Words::NoOutlet),
        ("no-name-begins", Words::NoNameBegins),
        ("class-apart", Words::ClassApart),
        ("class-writer", Words::ClassWriter),
        ("class-about-writer", Words::ClassAboutWriter),
        ("class-account", Words::ClassAccount),
        ("class-name", Words::ClassName),
        ("class-date", Words::ClassDate),
        ("class-changed", Words::ClassChanged),
        ("class-date-only", Words::ClassDateOnly),
        ("class-path", Words::ClassPath),
        ("class-others", Words::ClassOthers),
        ("time-changed", Words::TimeChanged),
        ("time-published", Words::TimePublished),
        ("title-key", Words::TitleKey),
        ("scene", Words::Scene),
        ("city", Words::City),
        ("act", Words::Act),
        ("edit", Words::Edit),
        ("feast", Words::Feast),
        ("advert", Words::Advert),
        ("class-source", Words::ClassSource),
        ("picture", Words::Picture),
        ("post", Words::Post),
        ("member", Words::Member),
        ("checker", Words::Checker),
        ("replies", Words::Replies),
        ("title-site", Words::TitleSite),
        ("skip", Words::Skip),
        ("below", Words::Below),
        ("origin", Words::Origin),
        ("changed", Words::Changed),
        ("run-on", Words::RunOn),
        ("made", Words::Made),
        ("shown", Words::Shown),
        ("paper", Words::Paper),
        ("agency", Words::Agency),
        ("picture-from", Words::PictureFrom),
        ("write-to", Words::WriteTo),
        ("looked-for", Words::LookedFor),
        ("no-person", Words::NoPerson),
        ("opening", Words::Opening),
        ("release", Words::Release),
        ("press-contact", Words::PressContact),
        ("said", Words::Said),
        ("comment-list", Words::CommentList),
        ("staged", Words::Staged),
        ("mail-from", Words::MailFrom),
        ("mail-to", Words::MailTo),
        ("mail-subject", Words::MailSubject),
        ("mail-date", Words::MailDate),
        ("salutation", Words::Salutation),
        ("addressee", Words::Addressee),
    ];

    /// The words of the list.
    pub fn all(self) -> &'static [&'static str] {
        LISTS.get(self as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether `word` is one of the list: lower-case and simplified, as the list is.
    pub fn has(self, word: &str) -> bool {
        self.all().contains(&word)
    }

    /// Whether `text` ends in a word of the list; simplified, as the list is.
    pub fn ends(self, text: &str) -> bool {
        self.all().iter().any(|word| text.ends_with(word))
    }
}

/// The words of each list, in the order of [`Words::NAMES`].
static LISTS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut lists = vec![Vec::new(); Words::NAMES.len()];
    let files = [include_str!("../data/phrases/words.tsv"), include_str!("../data/markup/words.tsv")];
    for line in files.into_iter().flat_map(str::lines) {
        let mut cells = line.split('\t');
        let list = cells.next().and_then(|name| Words::NAMES.iter().find(|(n, _)| *n == name));
        if let (Some((_, list)), Some(word)) = (list, cells.nth(1))
            && let Some(words) = lists.get_mut(*list as usize)
        {
            words.push(word);
        }
    }
    lists
});
