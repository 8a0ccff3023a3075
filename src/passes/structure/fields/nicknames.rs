//! Names of accounts alone in a line, which no list of names has: told by the button to follow them, by the form of the day
//! below, or by the page that says them again below the text.

use super::super::layout::{Layout, is_prose};
use super::super::people::{self, names};
use super::super::titles::subjects::Subject;
use super::accounts::{account, entry, is_short, put};
use super::imprints::{Found, whole_date};
use super::{boards, stamps};
use crate::chars;
use crate::dates;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::phrases::{Class, Words, simplify};

/// Lines above the text among which the name stands, and lines below it in which it is said again.
const HEAD: usize = 20;
const FOOT: usize = 40;

/// Greatest width of a name, of what somebody says of themselves, and least width of a title.
const NAME: usize = 28;
const BIO: usize = 60;
const TITLE: usize = 8;

/// Paragraphs that are asked what they speak of, and tenths of a name that they may say.
const PROSE: usize = 20;
const SAID: i32 = 2;

/// Buttons to follow somebody.
const FOLLOW: [&str; 16] = [
    "关注",
    "+关注",
    "+ 关注",
    "已关注",
    "加关注",
    "关注他",
    "关注她",
    "关注作者",
    "追蹤",
    "追踪",
    "關注",
    "訂閱",
    "追蹤作者",
    "Follow",
    "Following",
    "Subscribe",
];

/// Reads such a name and the lines around it into `lines`.
pub(super) fn join(doc: &Document, layout: &Layout<'_>, lines: &mut Vec<(usize, Found)>, titled: bool) {
    let known = |found: &Found| found.iter().any(|(key, _)| *key == MetaKey::Author);
    if doc.meta().get(MetaKey::Author).is_some() || lines.iter().any(|(_, found)| known(found)) {
        return;
    }
    for n in 0..layout.first.min(HEAD) {
        // `作者 阿瑞` over the day.
        let text = chars::trim(layout.blocks[n].text());
        let dated = |m: usize| lines.iter().any(|(at, found)| *at == m && found.iter().any(|f| f.0 == MetaKey::Date));
        let beside = || dated(n + 1) || n > 0 && dated(n - 1);
        if let Some(name) = text.strip_prefix("作者 ").and_then(account).filter(|_| beside()) {
            put(lines, n, vec![entry(name)]);
            return;
        }
        let head = Head { doc, layout, n, text, lines, titled };
        if let Some(rest) = head.found() {
            let name = account(text).unwrap_or_else(|| text.to_owned());
            put(lines, n, vec![entry(name)]);
            rest.into_iter().for_each(|(m, found)| put(lines, m, found));
            return;
        }
    }
}

/// A line above the text that may be a name, with what is known of the others.
struct Head<'h, 'a> {
    doc: &'h Document,
    layout: &'h Layout<'a>,
    n: usize,
    text: &'h str,
    lines: &'h [(usize, Found)],
    /// Whether the title is known.
    titled: bool,
}

impl Head<'_, '_> {
    fn line(&self, m: usize) -> &str {
        self.layout.blocks.get(m).filter(|_| m < self.layout.first).map_or("", |b| chars::trim(b.text()))
    }

    fn says(&self, m: usize) -> Option<&Found> {
        self.lines.iter().find(|(at, _)| *at == m).map(|(_, found)| found)
    }

    fn dated(&self, m: usize) -> bool {
        m < self.layout.first && self.says(m).is_some_and(|f| f.iter().any(|(key, _)| *key == MetaKey::Date))
    }

    /// Other lines that go with the name, and what they say; `None` if nothing tells that it is one.
    fn found(&self) -> Option<Vec<(usize, Found)>> {
        let (n, text) = (self.n, self.text);
        let block = self.layout.blocks[n];
        let kind = matches!(block.kind(), Kind::Paragraph | Kind::Heading(_));
        if !kind || chars::width(text) > NAME || !is_name(text) || self.says(n).is_some() {
            return None;
        }
        let none = |m: usize| (m, Found::new());
        // `水车工`, `1234 文章 56万 总阅读`: beside a text that may stand below.
        if self.line(n + 1).ends_with("总阅读") && self.line(n + 1).contains("文章") {
            let button = self.line(n + 2).starts_with("查看TA的文章").then_some(n + 2);
            return Some([n + 1].into_iter().chain(button).map(none).collect());
        }
        // In a thread the words for what a post can be shown by say that it is one, wherever its title stands.
        if let Some(date) = self.in_thread() {
            return Some(vec![(n + 1, vec![(MetaKey::Date, date)])]);
        }
        if !(self.titled || self.is_titled() || n > 1 && self.dated(n - 1)) {
            return None;
        }
        // `发布时间：20-03-18 11:02 爱看水车的人`
        if let Some(date) = stamp(self.line(n + 1)) {
            let found: Found = date.into_iter().map(|date| (MetaKey::Date, date)).collect();
            return self.is_strange().then(|| vec![(n + 1, found)]);
        }
        if let Some((at, date)) = self.posted() {
            return self.is_strange().then(|| vec![(at, vec![(MetaKey::Date, date)])]);
        }
        if let Some(at) = self.followed().or_else(|| self.counted()) {
            return self.is_strange().then(|| (n + 1..=at).filter(|m| !self.dated(*m)).map(none).collect());
        }
        // `陈小河` over `石桥晚报驻河口记者`
        let one = (2..=4).contains(&text.chars().count()) && names::split(text).is_some_and(|names| names.len() == 1);
        let role = self.line(n + 1);
        let posts = ["记者", "記者", "特派员", "撰稿人", "评论员"].iter().any(|end| role.ends_with(end));
        if one && posts && chars::width(role) <= BIO / 2 && !role.contains(['，', '。', ' ']) {
            return Some(vec![none(n + 1)]);
        }
        // `陈小河` over `（石桥大学历史系）`
        let inside = role.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')'])).unwrap_or_default();
        let office =
            ["大学", "大學", "学院", "學院", "研究所", "研究院", "研究中心"].iter().any(|word| inside.contains(word));
        if one && office && chars::width(inside) <= BIO && n + 2 <= self.layout.first {
            return Some(vec![none(n + 1)]);
        }
        let ends = self.dated(n + 1) || n + 1 == self.layout.first;
        // On a platform whoever stands between the title and the day, or over the text, has an account.
        if ends && is_platform(self.doc) && self.is_strange() {
            return Some(Vec::new());
        }
        // A name that the page says again below, or leads to in its path.
        let again = || is_again(self.doc, self.layout, text) || is_step(self.layout, n, text);
        let sure = || self.dated(n + 1) && people::bare(text, true).is_some();
        (one && ends && !is_house(text) && (sure() || again())).then(Vec::new)
    }

    /// The line above, or the one above the number that stands for a picture.
    fn above(&self) -> Option<usize> {
        let above = self.n.checked_sub(1)?;
        let number = self.line(above).bytes().all(|b| b.is_ascii_digit());
        if number { above.checked_sub(1) } else { Some(above) }
    }

    /// Whether the line above may be a title.
    fn is_titled(&self) -> bool {
        let Some(above) = self.above() else { return false };
        let above = self.layout.blocks[above];
        let text = chars::trim(above.text());
        let row = text.split(' ').filter(|w| !w.is_empty()).count() >= 4 && text.contains(chars::is_cjk);
        chars::width(text) >= TITLE
            && !is_of_page(above)
            && !row
            && !text.starts_with(|c: char| c.is_ascii_digit()) | (chars::width(text) >= 2 * TITLE)
            && self.above().is_some_and(|m| self.says(m).is_none())
    }

    /// Whether the text says nothing of the name, and not more than of the line above: a title is said in it, and it may stand below
    /// the name of the site.
    fn is_strange(&self) -> bool {
        let prose: Vec<&Block> =
            self.layout.blocks[self.layout.first..].iter().copied().filter(|b| is_prose(b)).take(PROSE).collect();
        let above = self.above().map_or("", |m| self.line(m));
        let subject = Subject::of(&prose, &[self.text, above]);
        let said = subject.overlap(self.text);
        said <= SAID || said < subject.overlap(above) && chars::width(self.text) * 2 <= chars::width(above) * 3
    }

    /// The line with the button to follow whoever is named, where more of the system stands around.
    fn followed(&self) -> Option<usize> {
        let n = self.n;
        let at = (n + 1..=n + 2).find(|m| FOLLOW.contains(&self.line(*m).trim_start_matches('\u{200b}')))?;
        let bio = at == n + 1 || is_short(self.layout.blocks[n + 1], BIO);
        let dated = self.dated(n + 1) || n > 0 && self.dated(n - 1) || self.dated(at + 1);
        let count = is_count(self.line(at + 1));
        let ends = at + 1 == self.layout.first || is_again(self.doc, self.layout, self.text);
        (bio && (dated || count || ends)).then_some(if count { at + 1 } else { at })
    }

    /// The line below, or below a motto, in which a system counts: `字数 1843 阅读 527`, `1,024 人赞同了该回答`.
    fn counted(&self) -> Option<usize> {
        let told = |m: &usize| {
            let line = self.line(*m);
            line.contains("字数") && line.contains("阅读")
                || line.contains("赞同了该")
                || *m == self.n + 1 && line.starts_with("IP属地")
        };
        (self.n + 1..=self.n + 2)
            .find(told)
            .filter(|at| *at == self.n + 1 || is_short(self.layout.blocks[self.n + 1], BIO) && !self.dated(self.n + 1))
    }

    /// The line below with the word for what the system did on the day, and the day: `发表于 2010-5-3 22:14:33 河口app`, `于 2021-03-02
    /// 10:11 发布`; or the day alone over where that was: `发布于：江苏省`.
    fn posted(&self) -> Option<(usize, String)> {
        const WORDS: [&str; 7] = ["发表于", "發表於", "发布于", "发佈於", "创建于", "于 ", "更新于"];
        let line = self.line(self.n + 1);
        let place = ["发布于：", "IP属地"].iter().any(|word| self.line(self.n + 2).starts_with(word));
        let rest = WORDS.iter().find_map(|word| line.strip_prefix(word)).or_else(|| place.then_some(line))?;
        let rest = rest.trim_start_matches([':', '：', ' ']);
        let (date, len) = stamps::date_at(rest)?;
        (chars::width(rest[len..].trim()) <= BIO).then_some((self.n + 1, date))
    }

    /// `发表于 2010-5-3 22:14:33 | 只看该作者 | 倒序浏览`
    fn in_thread(&self) -> Option<String> {
        const SHOWN: [&str; 4] = ["只看该作者", "只看楼主", "显示全部楼层", "倒序浏览"];
        let line = self.line(self.n + 1);
        let rest = line.strip_prefix("发表于").or_else(|| line.strip_prefix("發表於"))?;
        let shown = SHOWN.iter().any(|word| line.contains(word));
        stamps::date_at(rest.trim_start_matches([':', '：', ' '])).filter(|_| shown).map(|(date, _)| date)
    }
}

/// Whether the first or last lines of a page name a platform on which anybody may write.
pub(super) fn is_platform(doc: &Document) -> bool {
    const PLATFORMS: [&str; 20] = [
        "豆瓣",
        "简书",
        "知乎",
        "搜狐号",
        "头条号",
        "百家号",
        "网易号",
        "企鹅号",
        "大鱼号",
        "一点号",
        "雪球",
        "美篇",
        "LOFTER",
        "下厨房",
        "方格子",
        "掘金",
        "人人网",
        "股吧",
        "虎嗅",
        "51CTO博客",
    ];
    let named = |b: &Block| b.text().len() <= 3 * BIO && PLATFORMS.iter().any(|word| b.text().contains(word));
    doc.all_blocks().take(4).chain(doc.all_blocks().rev().take(FOOT / 2)).any(named)
}

/// One word, or two or three with capitals, that is none of the page.
fn is_name(text: &str) -> bool {
    let capital =
        |w: &str| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || ".'-".contains(c));
    let words = text.split(' ').count();
    (account(text).is_some() || (2..=3).contains(&words) && text.split(' ').all(capital))
        && !FOLLOW.contains(&text)
        && whole_date(text).is_none()
}

fn is_house(text: &str) -> bool {
    people::is_medium(text) || Words::Office.ends(&simplify(text))
}

/// A line of a menu, a path or a bar.
fn is_of_page(block: &Block) -> bool {
    let parts = |c: char| matches!(c, '>' | '»' | '›' | '|' | '｜');
    block.text().contains(parts) || block.scan().coverage(&[Class::Nav, Class::Share, Class::Button]) >= 0.5
}

/// `发布时间：20-03-18 11:02 爱看水车的人`, `发布时间：01-17 20:06`: the day in the short forms of systems for accounts; the date, if the
/// year is said.
fn stamp(text: &str) -> Option<Option<String>> {
    // `百家号03-1811:02`
    if let Some(day) = text.strip_prefix("百家号").map(str::trim_start) {
        let digits = day.len() >= 9 && day.ends_with(|c: char| c.is_ascii_digit()) && day.contains(':');
        return (digits && day.chars().all(|c| c.is_ascii_digit() || "-: ".contains(c)))
            .then(|| boards::short_year(day));
    }
    let rest = text.strip_prefix("发布时间").map_or(text, |rest| rest.trim_start_matches([':', '：', ' ']));
    let end = rest.find(|c: char| !(c.is_ascii_digit() || "-: ".contains(c))).unwrap_or(rest.len());
    let (day, behind) = (rest[..end].trim_end(), &rest[end..]);
    let (date, time) = day.split_once(' ')?;
    let clock = time.len() == 5 && time.as_bytes()[2] == b':';
    let short = |text: &str| chars::width(text) <= BIO && !text.contains('。');
    if !clock || !short(behind) {
        return None;
    }
    match date.split('-').map(str::len).collect::<Vec<_>>()[..] {
        [2, 2, 2] => boards::short_year(day).map(Some),
        [2, 2] if behind.trim().is_empty() => Some(None),
        _ => None,
    }
}

/// `1,024 人赞同了该文章`, `字数 1843 阅读 527`, `8 min read`: what a system counts of a text.
fn is_count(text: &str) -> bool {
    let read =
        || ["字数", "字數", "min read", "阅读时长", "閱讀時間", "阅读时间"].iter().any(|word| text.contains(word));
    let agreed =
        || ["赞同了该文章", "赞同了该回答", "人赞了文章", "人拍手", "次阅读"].iter().any(|word| text.contains(word));
    text.len() <= 120
        && chars::any_byte(text, |b| b.is_ascii_digit())
        && (read() || agreed() || dates::parse_date(text).is_some() && stamps::read(text).is_some())
}

/// Whether a line below the text is the name, or begins with it and says who that is.
fn is_again(doc: &Document, layout: &Layout<'_>, name: &str) -> bool {
    let Some(last) = layout.last.checked_sub(1).and_then(|n| layout.blocks.get(n)) else { return false };
    let below = doc.all_blocks().skip_while(|b| b.id() != last.id()).skip(1).take(FOOT);
    let says = |b: &Block| {
        let rest = chars::trim(b.text()).strip_prefix(name);
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([' ', '，', ',', '：', '　']) && chars::width(rest) <= 2 * BIO
        })
    };
    below.into_iter().any(says)
}

/// Whether a path above line `n` leads to the name.
fn is_step(layout: &Layout<'_>, n: usize, name: &str) -> bool {
    let path = |b: &&&Block| b.text().contains('>') && b.text().split(['>', '-']).any(|step| step.trim() == name);
    layout.blocks[..n].iter().rev().take(4).any(|b| path(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_days() {
        assert_eq!(stamp("发布时间：20-03-18 11:02 爱看水车的人"), Some(Some("2020-03-18T11:02:00".to_owned())));
        assert_eq!(stamp("发布时间：01-17 20:06"), Some(None));
        assert_eq!(stamp("发布时间：2020-03-18 11:02"), None);
        assert_eq!(stamp("百家号03-1811:02"), Some(None));
        assert_eq!(stamp("01-17"), None);
    }

    #[test]
    fn names_of_accounts() {
        assert!(is_name("慢慢转的水车") && is_name("Ann Lee") && is_name("水车工2008"));
        assert!(!is_name("关注") && !is_name("水车停了，没人修") && !is_name("2020-03-18"));
    }
}
