//! What a system for newspapers says of a text in a comment before it: `<!--enpproperty <date>2021-05-08 09:30:00.0</date><author>陈小河</author>
//! <title>水车转了</title>…/enpproperty-->`. Comments are no text and never reach the tree, so it is read from the source.

use memchr::memmem;

use super::evidence::Found;
use crate::meta::MetaKey;

/// Where its evidence is from.
const FROM: &str = "enpproperty";

/// Bytes of the longest such comment.
const LONGEST: usize = 8192;

/// Its fields.
const FIELDS: [(&str, MetaKey); 4] =
    [("date", MetaKey::Date), ("author", MetaKey::Author), ("title", MetaKey::Title), ("keyword", MetaKey::Tag)];

/// Adds what the comment says, if there is one; a page with several is a list of texts.
pub(super) fn collect(html: &str, found: &mut Found) {
    let open = b"<!--enpproperty";
    let Some(at) = memmem::find(html.as_bytes(), open) else { return };
    let rest = &html[at + open.len()..];
    if memmem::find(rest.as_bytes(), open).is_some() {
        return;
    }
    let Some(comment) = rest.split_once("-->").map(|(comment, _)| comment).filter(|c| c.len() <= LONGEST) else {
        return;
    };
    for (name, key) in FIELDS {
        let field = || {
            let (_, value) = comment.split_once(&format!("<{name}>"))?;
            Some(value.split_once(&format!("</{name}>"))?.0.trim())
        };
        // `2021-05-08 09:30:00.0`
        let value = field().map(|value| if key == MetaKey::Date { value.trim_end_matches(".0") } else { value });
        if let Some(value) = value {
            found.add(key, value, FROM);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(html: &str) -> Vec<(MetaKey, String)> {
        let mut found = Found::default();
        collect(html, &mut found);
        found.list.into_iter().map(|e| (e.key, e.value)).collect()
    }

    #[test]
    fn a_comment_says_what_the_text_is() {
        let comment = "<!--enpproperty <articleid>1</articleid><date>2021-05-08 09:30:00.0</date><author>陈小河</author><title>水车转了</title><keyword></keyword>/enpproperty-->";
        let found = said(&format!("<p>石桥</p>{comment}<p>水车转了。</p>"));
        let of = |key: MetaKey| found.iter().find(|(k, _)| *k == key).map(|(_, value)| value.as_str());
        assert_eq!(of(MetaKey::Date), Some("2021-05-08 09:30:00"));
        assert_eq!((of(MetaKey::Author), of(MetaKey::Title)), (Some("陈小河"), Some("水车转了")));
        assert_eq!(found.len(), 3);
        assert!(said(&format!("{comment}{comment}")).is_empty());
        assert!(said("<!--enpproperty <title>水车").is_empty());
    }
}
