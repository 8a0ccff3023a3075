//! Several writers, each with what they are in brackets: `陈小河（石桥大学副校长）；李敏之（河口学院副教授）`.

use super::names;
use crate::chars;
use crate::phrases::Words;

/// Bytes of the longest list, and most names in it.
const LONGEST: usize = 600;
const NAMES: usize = 8;

/// The names of such a list, of which at least one has a bracket behind it.
pub(in super::super) fn names(value: &str) -> Option<Vec<String>> {
    if value.len() > LONGEST || !value.contains(['（', '(']) {
        return None;
    }
    let (mut found, mut rest) = (Vec::new(), chars::trim(value));
    // `Ann Lee（石桥大学）`: a space parts names in Han only.
    let letters = !chars::trim(value).starts_with(chars::is_han);
    let parted = |c: char| c.is_whitespace() && !letters || "；;、，,&".contains(c);
    let mut posts = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| parted(c) || matches!(c, '（' | '(')).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        let name = name.trim_end();
        let full = if letters { name.contains(' ') } else { (2..=4).contains(&name.chars().count()) };
        let one = full && names::split(name).is_some_and(|names| names.len() == 1);
        if !one || found.len() >= NAMES {
            return None;
        }
        found.push(name.to_owned());
        rest = behind;
        if let Some(inner) = behind.strip_prefix(['（', '(']) {
            let close = inner.find(['）', ')'])?;
            posts += 1;
            rest = inner[close..].trim_start_matches(['）', ')']);
            if !rest.is_empty() && !rest.starts_with(|c: char| c == ' ' || parted(c)) {
                return None;
            }
        }
        rest = rest.trim_start_matches(|c: char| c == ' ' || parted(c));
    }
    (found.len() > 1 && posts > 0).then_some(found)
}

/// The same behind its key.
pub(in super::super) fn keyed(text: &str) -> Option<Vec<String>> {
    let text = chars::trim(text);
    let text = text.strip_prefix("本文").unwrap_or(text);
    let rest = Words::WriterKey.behind(text).or_else(|| Words::EditorKey.behind(text))?;
    names(rest.trim_start().strip_prefix(['：', ':', '丨', '|', '｜'])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers_with_their_posts() {
        for text in [
            "作者：陈小河（石桥大学党委书记、副校长）；李敏之（河口学院副教授）",
            "作者：陈小河（石桥大学）、李敏之",
            "本文作者: 陈小河(石桥大学) 李敏之(河口学院)",
        ] {
            assert_eq!(keyed(text).unwrap(), ["陈小河", "李敏之"], "{text}");
        }
        assert_eq!(names("Ann Lee（石桥大学）；Tom Hill（河口学院）").unwrap(), ["Ann Lee", "Tom Hill"]);
        for text in [
            "作者：陈小河（石桥大学副校长）",
            "作者：陈小河（石桥大学）说，水车停了",
            "作者：一群老木匠（石桥镇），三位学徒（河口镇）",
            "作者：陈小河、李敏之",
        ] {
            assert_eq!(keyed(text), None, "{text}");
        }
    }
}
