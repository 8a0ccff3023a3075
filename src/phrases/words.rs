//! Words that a pass compares with a word it already has apart; phrases are what it searches a line for.

use std::sync::LazyLock;

use super::fold::fold;

/// The lists, each with its name in the data.
macro_rules! lists {
    ($($list:ident $name:literal,)+) => {
        /// A list of `data/phrases/words.tsv` or `data/markup/words.tsv`; their READMEs say what each holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Words {
            $($list,)+
        }

        impl Words {
            const NAMES: &'static [(&'static str, Words)] = &[$(($name, Words::$list),)+];
        }
    };
}

lists! {
    Outlet "outlet",
    Place "place",
    Particle "particle",
    And "and",
    Preposition "preposition",
    Trade "trade",
    Notice "notice",
    Part "part",
    Cited "cited",
    Reposted "reposted",
    Relative "relative",
    Edition "edition",
    More "more",
    GoesOn "goes-on",
    WayBack "way-back",
    BackTo "back-to",
    WeblogSite "weblog-site",
    Office "office",
    Unit "unit",
    Column "column",
    Contents "contents",
    Preface "preface",
    Comments "comments",
    Credit "credit",
    Event "event",
    EditorKey "editor-key",
    WriterKey "writer-key",
    WriterMark "writer-mark",
    SourceKey "source-key",
    PictureHouse "picture-house",
    NameEnd "name-end",
    Posted "posted",
    Today "today",
    NextName "next-name",
    Opener "opener",
    Between "between",
    WrittenBy "written-by",
    BeforeName "before-name",
    NameAnd "name-and",
    NoName "no-name",
    NoOutlet "no-outlet",
    Medium "medium",
    Helped "helped",
    MagazineWriter "magazine-writer",
    Section "section",
    FromWeb "from-web",
    FromWebWhat "from-web-what",
    Gathered "gathered",
    AndOthers "and-others",
    NoNameBegins "no-name-begins",
    ClassApart "class-apart",
    ClassWriter "class-writer",
    ClassAboutWriter "class-about-writer",
    ClassAccount "class-account",
    ClassName "class-name",
    ClassDate "class-date",
    ClassChanged "class-changed",
    ClassDateOnly "class-date-only",
    ClassPath "class-path",
    ClassOthers "class-others",
    TimeChanged "time-changed",
    TimePublished "time-published",
    TitleKey "title-key",
    Scene "scene",
    City "city",
    Act "act",
    Edit "edit",
    Feast "feast",
    Advert "advert",
    ClassSource "class-source",
    Picture "picture",
    Post "post",
    Member "member",
    Checker "checker",
    Lawsuit "lawsuit",
    Copies "copies",
    ForHouse "for-house",
    OtherDay "other-day",
    Replies "replies",
    TitleSite "title-site",
    Skip "skip",
    Below "below",
    Origin "origin",
    Changed "changed",
    RunOn "run-on",
    Made "made",
    Shown "shown",
    Paper "paper",
    Agency "agency",
    PictureFrom "picture-from",
    WriteTo "write-to",
    LookedFor "looked-for",
    NoPerson "no-person",
    Opening "opening",
    Release "release",
    PressContact "press-contact",
    Said "said",
    CommentList "comment-list",
    Published "published",
    Desk "desk",
    Counter "counter",
    At "at",
    OfDay "of-day",
    Span "span",
    TextAndPicture "text-and-picture",
    PostedOn "posted-on",
    Box "box",
    BoxPublisher "box-publisher",
    BoxDate "box-date",
    BoxTitle "box-title",
    PageWord "page-word",
    Wrote "wrote",
    FoundAt "found-at",
    Service "service",
    By "by",
    Job "job",
    Foot "foot",
    Article "article",
    PaperOf "paper-of",
    Reporter "reporter",
    PutIn "put-in",
    Previous "previous",
    Next "next",
    Filed "filed",
    WayToMore "way-to-more",
    SiteEnd "site-end",
    Home "home",
    CameBy "came-by",
    SiteField "site-field",
    None "none",
    TheEnd "the-end",
    Giver "giver",
    CopiedFrom "copied-from",
    OwnNews "own-news",
    From "from",
    Telephone "telephone",
    EventTime "event-time",
    Here "here",
    Ago "ago",
    Artist "artist",
    TitleRole "title-role",
    AboutWho "about-who",
    ByMeans "by-means",
    PictureBy "picture-by",
    PathWriter "path-writer",
    PathAccount "path-account",
    FrontTitle "front-title",
    FrontDate "front-date",
    FrontAuthor "front-author",
    FrontEditor "front-editor",
    FrontPublisher "front-publisher",
    FrontUrl "front-url",
    FrontLanguage "front-language",
    FrontCategory "front-category",
    FrontTag "front-tag",
    FrontAddress "front-address",
    Teaching "teaching",
    Weekday "weekday",
    Era "era",
    NoMonth "no-month",
    FirstTitle "first-title",
    Follow "follow",
    Welcome "welcome",
    Staged "staged",
    MailFrom "mail-from",
    MailTo "mail-to",
    MailSubject "mail-subject",
    MailDate "mail-date",
    Salutation "salutation",
    Addressee "addressee",
    DayChanged "day-changed",
    DayBeside "day-beside",
    DoneBy "done-by",
    Profession "profession",
    WriterBy "writer-by",
    WriterColon "writer-colon",
    WritersAnd "writers-and",
    NameStop "name-stop",
    BehindName "behind-name",
    AccountBy "account-by",
    AccountLine "account-line",
    BoardPost "board-post",
    Entry "entry",
    EntryFiled "entry-filed",
    EntryBy "entry-by",
    EntryNameEnd "entry-name-end",
    EntryDone "entry-done",
    FollowWriter "follow-writer",
    OwnerEnd "owner-end",
    WeblogMenu "weblog-menu",
    PortalMenu "portal-menu",
    ListFoot "list-foot",
}

/// The words of a list, with the characters they begin and end in: most of what is asked begins or ends in none of these.
#[derive(Debug, Default)]
struct List {
    words: Vec<&'static str>,
    /// Of the word at the same place.
    firsts: Vec<char>,
    lasts: Vec<char>,
}

impl List {
    fn push(&mut self, word: &'static str) {
        let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { return };
        self.words.push(word);
        self.firsts.push(first);
        self.lasts.push(last);
    }

    /// The words whose character in `ends`, which is that of firsts or of lasts, is `c`.
    fn having<'l>(&'l self, ends: &'l [char], c: char) -> impl Iterator<Item = &'static str> + 'l {
        // All of them are compared at once before any word is read.
        let some = ends.iter().fold(false, |some, end| some | (*end == c));
        let ends = if some { ends } else { &[] };
        ends.iter().zip(&self.words).filter(move |(end, _)| **end == c).map(|(_, word)| *word)
    }
}

impl Words {
    fn list(self) -> &'static List {
        static EMPTY: List = List { words: Vec::new(), firsts: Vec::new(), lasts: Vec::new() };
        LISTS.get(self as usize).unwrap_or(&EMPTY)
    }

    /// The words of the list.
    pub fn all(self) -> &'static [&'static str] {
        &self.list().words
    }

    /// Whether `word` is one of the list: lower-case and simplified, as the list is.
    pub fn has(self, word: &str) -> bool {
        let list = self.list();
        word.chars().next().is_some_and(|first| list.having(&list.firsts, first).any(|one| one == word))
    }

    /// Whether `text` ends in a word of the list; simplified, as the list is.
    pub fn ends(self, text: &str) -> bool {
        let list = self.list();
        text.chars().next_back().is_some_and(|last| list.having(&list.lasts, last).any(|word| text.ends_with(word)))
    }

    /// Whether a word of the list stands in `text`: lower-case and simplified, as the list is.
    pub fn stands_in(self, text: &str) -> bool {
        self.all().iter().any(|word| text.contains(word))
    }

    /// What stands behind the longest word of the list that `text` begins with, in any script and case.
    pub fn behind(self, text: &str) -> Option<&str> {
        let list = self.list();
        let first = fold(text.chars().next()?);
        let behind = |word: &'static str| {
            let mut chars = text.chars();
            word.chars().all(|c| chars.next().is_some_and(|own| fold(own) == c)).then_some(chars.as_str())
        };
        list.having(&list.firsts, first).filter_map(behind).min_by_key(|rest| rest.len())
    }

    /// What stands before the longest word of the list that `text` ends in, in any script and case.
    pub fn before(self, text: &str) -> Option<&str> {
        let list = self.list();
        let last = fold(text.chars().next_back()?);
        let before = |word: &'static str| {
            let mut chars = text.chars();
            word.chars().rev().all(|c| chars.next_back().is_some_and(|own| fold(own) == c)).then_some(chars.as_str())
        };
        list.having(&list.lasts, last).filter_map(before).min_by_key(|rest| rest.len())
    }
}

/// The words of each list, in the order of [`Words::NAMES`].
static LISTS: LazyLock<Vec<List>> = LazyLock::new(|| {
    let mut lists: Vec<List> = Words::NAMES.iter().map(|_| List::default()).collect();
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
            && let Some(list) = last.1.and_then(|list| lists.get_mut(list))
        {
            list.push(word);
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
