//! Words that a pass compares with a word it already has apart; phrases are what it searches a line for.

use std::sync::LazyLock;

use super::fold::fold;

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
    Desk,
    Counter,
    At,
    OfDay,
    Span,
    TextAndPicture,
    PostedOn,
    Box,
    BoxPublisher,
    BoxDate,
    BoxTitle,
    PageWord,
    Wrote,
    FoundAt,
    Service,
    By,
    Job,
    Foot,
    Article,
    PaperOf,
    Reporter,
    PutIn,
    Previous,
    Next,
    Filed,
    WayToMore,
    SiteEnd,
    Home,
    CameBy,
    SiteField,
    None,
    TheEnd,
    Giver,
    CopiedFrom,
    OwnNews,
    From,
    Telephone,
    EventTime,
    Here,
    Ago,
    Artist,
    TitleRole,
    AboutWho,
    ByMeans,
    PictureBy,
    PathWriter,
    FrontTitle,
    FrontDate,
    FrontAuthor,
    FrontEditor,
    FrontPublisher,
    FrontUrl,
    FrontLanguage,
    FrontCategory,
    FrontTag,
    FrontAddress,
    Teaching,
    Weekday,
    Era,
    NoMonth,
    FirstTitle,
    Follow,
    Welcome,
    Staged,
    MailFrom,
    MailTo,
    MailSubject,
    MailDate,
    Salutation,
    Addressee,
}

impl Words {
    const NAMES: [(&'static str, Words); 153] = [
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
        ("desk", Words::Desk),
        ("counter", Words::Counter),
        ("at", Words::At),
        ("of-day", Words::OfDay),
        ("span", Words::Span),
        ("text-and-picture", Words::TextAndPicture),
        ("posted-on", Words::PostedOn),
        ("box", Words::Box),
        ("box-publisher", Words::BoxPublisher),
        ("box-date", Words::BoxDate),
        ("box-title", Words::BoxTitle),
        ("page-word", Words::PageWord),
        ("wrote", Words::Wrote),
        ("found-at", Words::FoundAt),
        ("service", Words::Service),
        ("by", Words::By),
        ("job", Words::Job),
        ("foot", Words::Foot),
        ("article", Words::Article),
        ("paper-of", Words::PaperOf),
        ("reporter", Words::Reporter),
        ("put-in", Words::PutIn),
        ("previous", Words::Previous),
        ("next", Words::Next),
        ("filed", Words::Filed),
        ("way-to-more", Words::WayToMore),
        ("site-end", Words::SiteEnd),
        ("home", Words::Home),
        ("came-by", Words::CameBy),
        ("site-field", Words::SiteField),
        ("none", Words::None),
        ("the-end", Words::TheEnd),
        ("giver", Words::Giver),
        ("copied-from", Words::CopiedFrom),
        ("own-news", Words::OwnNews),
        ("from", Words::From),
        ("telephone", Words::Telephone),
        ("event-time", Words::EventTime),
        ("here", Words::Here),
        ("ago", Words::Ago),
        ("artist", Words::Artist),
        ("title-role", Words::TitleRole),
        ("about-who", Words::AboutWho),
        ("by-means", Words::ByMeans),
        ("picture-by", Words::PictureBy),
        ("path-writer", Words::PathWriter),
        ("front-title", Words::FrontTitle),
        ("front-date", Words::FrontDate),
        ("front-author", Words::FrontAuthor),
        ("front-editor", Words::FrontEditor),
        ("front-publisher", Words::FrontPublisher),
        ("front-url", Words::FrontUrl),
        ("front-language", Words::FrontLanguage),
        ("front-category", Words::FrontCategory),
        ("front-tag", Words::FrontTag),
        ("front-address", Words::FrontAddress),
        ("teaching", Words::Teaching),
        ("weekday", Words::Weekday),
        ("era", Words::Era),
        ("no-month", Words::NoMonth),
        ("first-title", Words::FirstTitle),
        ("follow", Words::Follow),
        ("welcome", Words::Welcome),
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

    /// Whether a word of the list stands in `text`: lower-case and simplified, as the list is.
    pub fn stands_in(self, text: &str) -> bool {
        self.all().iter().any(|word| text.contains(word))
    }

    /// What stands behind the longest word of the list that `text` begins with, in any script and case.
    pub fn behind(self, text: &str) -> Option<&str> {
        let first = fold(text.chars().next()?);
        let words = self.all().iter().filter(|word| word.starts_with(first));
        let behind = |word: &&'static str| {
            let mut chars = text.chars();
            word.chars().all(|c| chars.next().is_some_and(|own| fold(own) == c)).then(|| chars.as_str())
        };
        words.filter_map(behind).min_by_key(|rest| rest.len())
    }

    /// What stands before the longest word of the list that `text` ends in, in any script and case.
    pub fn before(self, text: &str) -> Option<&str> {
        let last = fold(text.chars().next_back()?);
        let words = self.all().iter().filter(|word| word.ends_with(last));
        let before = |word: &&'static str| {
            let mut chars = text.chars();
            word.chars().rev().all(|c| chars.next_back().is_some_and(|own| fold(own) == c)).then(|| chars.as_str())
        };
        words.filter_map(before).min_by_key(|rest| rest.len())
    }
}

/// The words of each list, in the order of [`Words::NAMES`].
static LISTS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut lists = vec![Vec::new(); Words::NAMES.len()];
    let files = [include_str!("../data/phrases/words.tsv"), include_str!("../data/markup/words.tsv")];
    // The words of a list mostly stand together.
    let mut last = ("", None);
    for line in files.into_iter().flat_map(str::lines) {
        let mut cells = line.split('\t');
        let name = cells.next().unwrap_or_default();
        if name != last.0 {
            last = (name, Words::NAMES.iter().find(|(n, _)| *n == name).map(|(_, list)| *list as usize));
        }
        if let Some(word) = cells.nth(1)
            && let Some(words) = last.1.and_then(|list| lists.get_mut(list))
        {
            words.push(word);
        }
    }
    lists
});

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_are_cut_in_any_script_and_case() {
        assert_eq!(Words::Cited.behind("轉載自石橋日報"), Some("石橋日報"));
        assert_eq!(Words::Preposition.behind("Von Anna"), Some(" Anna"));
        assert_eq!(Words::Outlet.before("石桥融媒體中心"), Some("石桥"));
        assert_eq!((Words::Cited.behind("石桥"), Words::Cited.before("")), (None, None));
    }
}
