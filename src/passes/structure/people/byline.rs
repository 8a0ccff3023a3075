//! Lines that are bylines: a mark, a role, or brackets around roles, and names.

use super::super::furniture::tails;
use super::{BYLINE_MARKS, People, helpers, is_medium, korean, of, parts, places, posts, with_role};
use crate::chars;
use crate::phrases::{Class, Scan, Words};

/// The people of a line that is a byline: it has a mark, a role, or brackets around roles.
pub(in super::super) fn byline(text: &str) -> Option<People> {
    let text = tails::without_number(chars::trim(text));
    // `◇◇◇` parts a text.
    if korean::is_of_picture(text) || !text.contains(char::is_alphanumeric) {
        return None;
    }
    if let Some(people) = helpers::read(text) {
        return Some(people);
    }
    if korean::may_sign(text) {
        let people = korean::signed(text);
        // `김민수 기자의 다른기사 보기` leads to other texts.
        // `누구나 기자다` says something of reporters.
        let goes_on = || text.split("기자").skip(1).any(|rest| rest.starts_with(chars::is_hangul));
        if people.is_some() || text.contains('=') || goes_on() {
            return people;
        }
    }
    // `□ Football`: so a terminal marks the items of a list within one.
    if text.strip_prefix("□ ").is_some_and(|rest| rest.is_ascii()) {
        return None;
    }
    let marked = text.starts_with(BYLINE_MARKS);
    let inner = match text
        .strip_prefix(['(', '（', '〔', '【', '['])
        .and_then(|t| t.strip_suffix([')', '）', '〕', '】', ']']))
    {
        Some(inner) if !inner.contains(['(', '（', '〔']) => inner,
        _ => text,
    };
    // `(Reporting by Ann Lee in Riverton; Editing by Tom Hill)`: where they were.
    let wired = ["Reporting by ", "Additional reporting by ", "Writing by "].iter().any(|w| inner.starts_with(w));
    let bare = wired.then(|| places::without_where(inner));
    let inner = bare.as_deref().unwrap_or(inner);
    // `执　行：石桥晚报记者 陈小河`: reporters are who wrote, whatever the head of a project calls them.
    let executed =
        inner.strip_prefix(['执', '執']).map(|rest| rest.trim_start()).and_then(|rest| rest.strip_prefix('行'));
    let executed = executed.and_then(|rest| rest.strip_prefix([':', '：'])).filter(|rest| rest.contains(['记', '記']));
    let inner = executed.unwrap_or(inner);
    let inner = without_lender(inner);
    // A Korean reporter signs with an address: `취재 김민수 minsu@example.com`.
    let inner = match inner.rsplit_once(char::is_whitespace) {
        Some((before, last)) if last.contains('@') && last.is_ascii() => before,
        _ => inner,
    };
    // `글·사진 = 김민수 기자`
    let inner = match inner.split_once('=') {
        Some((what, name)) if what.trim_start().starts_with('글') && what.chars().count() <= 8 => name.trim(),
        _ => inner,
    };
    if let Some(people) =
        korean::with_address(inner).or_else(|| parts::of_house(inner).filter(|_| inner.len() < text.len()))
    {
        return Some(people);
    }
    // `● 尚远山 (进入专栏)`, `图 | 网络（侵删）`
    let inner = match inner.strip_suffix([')', '）']).and_then(|t| t.rsplit_once(['(', '（'])) {
        Some((names, aside)) if is_button(aside) || is_notice(aside) => names.trim_end(),
        _ => inner,
    };
    // `［苏格兰］艾琳·麦克劳德 著`
    let inner =
        match inner.strip_prefix(['［', '[', '〔', '（', '(']).and_then(|t| t.split_once(['］', ']', '〕', '）', ')']))
        {
            Some((land, rest)) if land.chars().count() <= 5 && rest.ends_with(['著', '译', '譯']) => rest,
            _ => inner,
        };
    // `陈小河 / 文　李敏 / 编辑`
    let slash = memchr::memchr(b'/', inner.as_bytes()).is_some();
    let tight = (slash && inner.contains(" / ")).then(|| inner.replace(" / ", "/"));
    let inner = tight.as_deref().unwrap_or(inner);
    let people = if marked { of(inner)? } else { with_role(inner)? };
    // `By Design`, `Von Menschen und Mäusen`: one word in letters with capitals is no full name.
    let full =
        |n: &String| n.chars().any(|c| chars::is_cjk(c) || chars::is_hangul(c)) || n.contains(char::is_whitespace);
    if people.authors.iter().any(|name| posts::is_heading(name)) {
        return None;
    }
    // `历史沿革 播报 编辑` names nobody; `本报评论员` neither, but it is whole. `老编辑` is somebody, and `摄影` an art.
    let nobody = people.authors.is_empty() && people.editors.is_empty() && people.artists.is_empty() && !people.checked;
    // `[图片]` in a conversation
    if nobody && inner.len() < text.len() && Words::Picture.has(inner) {
        return None;
    }
    let house = || people.outlet.as_ref().is_some_and(|o| o.chars().count() > 2 || is_medium(o));
    // A key whose value is missing, too.
    let keyed = text.starts_with(BYLINE_MARKS) || matches!(text, "作者" | "作者：" | "作者:" | "楼主" | "樓主");
    let alone = || keyed || inner != text || house() || posts::is_house(text);
    let named = !nobody || !text.contains(char::is_whitespace) && (!text.starts_with(chars::is_cjk) || alone());
    (named && people.authors.iter().chain(&people.editors).all(full)).then_some(people)
}

/// The names without who lent the pictures: `陈小河 石桥日报记者 李敏 视频提供：石桥县水利局`.
fn without_lender(text: &str) -> &str {
    const PICTURES: [&str; 6] = ["视频", "視頻", "影片", "图片", "圖片", "照片"];
    let lent =
        text.rsplit_once("提供").filter(|(_, house)| house.starts_with([':', '：']) && chars::width(house) <= 40);
    let named = lent.and_then(|(before, _)| PICTURES.iter().find_map(|word| before.strip_suffix(word)));
    named.map(str::trim_end).filter(|names| names.chars().any(chars::is_han)).unwrap_or(text)
}

fn is_button(text: &str) -> bool {
    Scan::of(text).coverage(&[Class::Nav, Class::Share, Class::Button, Class::Urge, Class::Channel]) >= 0.8
}

fn is_notice(text: &str) -> bool {
    Scan::of(text).coverage(&[Class::Legal, Class::Term]) >= 0.8
}

#[cfg(test)]
mod tests {
    use super::byline;

    fn authors(text: &str) -> Vec<String> {
        byline(text).unwrap().authors
    }

    #[test]
    fn bylines() {
        assert_eq!(authors("□赵明远刘洋"), ["赵明远", "刘洋"]);
        assert_eq!(authors("(整理:记者 周晓 通讯员 吴大有)"), ["周晓", "吴大有"]);
        assert_eq!(authors("茶乡日报记者 郑月 通讯员 冯小川 高原"), ["郑月", "冯小川", "高原"]);
        assert_eq!(authors("文/孙立 图/何平"), ["孙立"]);
        assert_eq!(authors("石桥晚报记者 孙立 文/图"), ["孙立"]);
        assert_eq!(authors("采写：桥都记者 孙立"), ["孙立"]);
        assert_eq!(authors("（孙立 石桥日报记者 何平 视频提供:石桥县水利局）"), ["孙立", "何平"]);
        assert_eq!(authors("石桥商报记者 孙立 何平 武汉报道"), ["孙立", "何平"]);
        assert_eq!(authors("〔記者陳小河／台北報導〕"), ["陳小河"]);
        assert_eq!(authors("文 | 阿桐"), ["阿桐"]);
        assert_eq!(authors("By Anna Berg"), ["Anna Berg"]);
        assert_eq!(authors("By Anna Berg, Local Mills Reporter"), ["Anna Berg"]);
        assert_eq!(authors("（河口医院供稿 陈小河 文/图）"), ["陈小河"]);
        assert_eq!(authors("Von Ludwig van der Aa"), ["Ludwig van der Aa"]);
        assert_eq!(authors("김민수 기자 minsu@example.com"), ["김민수"]);
    }

    #[test]
    fn editors_are_apart() {
        let people = byline("◎记者 何漪 ○编辑 邱江").unwrap();
        assert_eq!((people.authors, people.editors), (vec!["何漪".to_owned()], vec!["邱江".to_owned()]));
        assert_eq!(byline("编辑 张牵 校对 赵琳").unwrap().editors, ["张牵"]);
        let people = byline("桥经记者 胥安 桥经编辑 张海妮").unwrap();
        assert_eq!((people.authors, people.editors), (vec!["胥安".to_owned()], vec!["张海妮".to_owned()]));
    }

    #[test]
    fn prose_is_no_byline() {
        assert!(byline("记者来到现场").is_none());
        assert!(byline("编辑部的故事").is_none());
        assert!(byline("高山流水").is_none());
        assert!(byline("By the river").is_none());
        assert!(byline("By Design").is_none());
        assert!(byline("Der Lichtbildner von Altenau").is_none());
        assert!(byline("Von Berlin nach Hamburg").is_none());
        assert!(byline("Von Menschen und Mäusen").is_none());
    }
}
