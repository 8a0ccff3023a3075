//! What a system says below a post of who put it up.

use super::accounts::{NAME, account, entry};
use super::imprints::{Found, whole_date};
use super::stamps;
use crate::chars;
use crate::meta::MetaKey;

/// How the weblogs of one system name who posted, below the post, with what stands before the time of day.
const FEET: [(&str, &str); 6] =
    [("張貼者", "於"), ("张贴者", "于"), ("發佈者", "於"), ("发布者", "于"), ("发帖者", "时间"), ("發表者", "於")];

/// Whether a line is of the weblogs that have the day over the title.
pub(super) fn is_foot(text: &str) -> bool {
    FEET.iter().any(|(head, _)| text.starts_with(head)) && foot(text).is_some()
}

/// Whether a line has one of the signs of such forms, which most lines do not.
fn may_be(text: &str) -> bool {
    if text.is_ascii() {
        return text.starts_with("posted ");
    }
    // What houses write stands behind a space.
    let has = |byte: u8| memchr::memchr(byte, text.as_bytes()).is_some();
    text.starts_with("posted ")
        || text.starts_with("日期 ")
        || text.starts_with(['張', '张', '發', '发']) && FEET.iter().any(|(head, _)| text.starts_with(head))
        || has(b' ') && (has(b'|') || chars::contains_any(text, ['痞', '誌', '無', '落']))
        || text.contains("博主「")
}

/// What a system says below a post of who put it up.
pub(super) fn foot(text: &str) -> Option<Found> {
    if !may_be(text) {
        return None;
    }
    let clock = |text: &str| {
        let text = text.trim_start_matches([':', '：', ' ']);
        let time = ["上午", "下午", "晚上"].iter().find_map(|half| text.strip_prefix(half)).unwrap_or(text).trim();
        time.split_once(':')
            .is_some_and(|(hour, rest)| hour.len() <= 2 && rest.bytes().take(2).all(|b| b.is_ascii_digit()))
            && time.len() <= 12
    };
    // `posted @ 2013-08-06 15:32 水车工 阅读(2145) 评论(6) 编辑 收藏`
    if let Some(rest) = text.strip_prefix("posted @ ").or_else(|| text.strip_prefix("posted on ")) {
        let (date, len) = stamps::date_at(rest.trim_start())?;
        let name = rest.trim_start()[len..].split_whitespace().next().and_then(account);
        return Some([(MetaKey::Date, date)].into_iter().chain(name.map(entry)).collect());
    }
    // `水车工 發表在 痞客邦 留言(6) 人氣(3,245)`
    if let Some((name, _)) = text.split_once(" 發表在 痞客邦").or_else(|| text.split_once(" 发表在 痞客邦"))
    {
        return Some(vec![(MetaKey::Author, account(name)?)]);
    }
    // `水车工 / Xuite日誌 / 回應(3)`, `水车工 at 無名小站 於 10:14 PM 發表 | 回應(3)`, `水车工 在天空部落發表於22:14:33`
    const HOUSES: [(&str, &str); 3] =
        [(" / Xuite日誌", "回應"), (" at 無名小站 於", "發表"), (" 在天空部落發表於", ":")];
    let of_house = |(joint, sign): &(&str, &str)| {
        text.split_once(joint).filter(|(_, rest)| rest.contains(sign)).map(|(name, _)| name)
    };
    if let Some(name) = HOUSES.iter().find_map(of_house) {
        return Some(vec![(MetaKey::Author, account(name)?)]);
    }
    // `发布:水车工 | 分类:随笔 | 评论:0 | 引用:0 | 浏览:123`, `水车工 发表于22:14:33 | 阅读全文 | 评论 0`
    if let Some((first, rest)) = text.split_once(" | ") {
        let posted = first.strip_prefix("发布").filter(|_| rest.starts_with("分类") && rest.contains("评论"));
        let timed = || first.split_once(" 发表于").filter(|(_, time)| clock(time)).map(|(name, _)| name);
        let name = posted.map(|name| name.trim_start_matches([':', '：'])).or_else(timed)?;
        return Some(vec![(MetaKey::Author, account(name)?)]);
    }
    // `版权声明：本文为CSDN博主「水车工」的原创文章……`
    if let Some((_, rest)) = text.split_once("博主「").filter(|_| text.contains("本文为")) {
        let (name, rest) = rest.split_once('」')?;
        return rest.starts_with("的原创").then(|| vec![(MetaKey::Author, name.to_owned())]);
    }
    // `日期 13.08.2012`: a key without its colon.
    if let Some(day) = text.strip_prefix("日期 ") {
        return Some(vec![(MetaKey::Date, whole_date(day.trim())?)]);
    }
    // `張貼者： 水车工 於 下午11:20`
    let (head, joint) = FEET.iter().find(|(head, _)| text.starts_with(head))?;
    let (name, time) = text[head.len()..].trim_start_matches([':', '：', ' ']).rsplit_once(joint)?;
    let name = chars::trim(name);
    (clock(time) && !name.is_empty() && name.chars().count() <= 2 * NAME)
        .then(|| vec![(MetaKey::Author, name.to_owned())])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author(found: Option<Found>) -> Option<String> {
        found?.into_iter().find(|(key, _)| *key == MetaKey::Author).map(|(_, value)| value)
    }

    #[test]
    fn feet_of_systems() {
        for (text, name) in [
            ("posted @ 2013-08-06 15:32 水车工 阅读(2145) 评论(6) 编辑 收藏", "水车工"),
            ("水车工 發表在 痞客邦 留言(6) 人氣(3,245)", "水车工"),
            ("張貼者： 水车 工 於 下午11:20", "水车 工"),
            ("版权声明：本文为CSDN博主「水车工」的原创文章，遵循CC 4.0 BY-SA版权协议", "水车工"),
            ("水车工 / Xuite日誌 / 回應(3) / 引用(0)", "水车工"),
            ("发布:水车工 | 分类:随笔 | 评论:0 | 引用:0 | 浏览:123", "水车工"),
            ("水车工 发表于22:14:33 | 阅读全文 | 评论 0", "水车工"),
            ("发帖者 水车工 时间： 下午11:20", "水车工"),
        ] {
            assert_eq!(author(foot(text)).as_deref(), Some(name), "{text}");
        }
        assert_eq!(foot("张贴者说水车于上午停了"), None);
    }
}
