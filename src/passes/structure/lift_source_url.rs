//! S112: see `lift_source_url.md`.

use serde::{Deserialize, Serialize};

use super::fields::origins;
use super::layout::Layout;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Document, Kind};
use crate::meta::MetaKey;
use crate::parse::pictures;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<LiftSourceUrl>(
    "S112",
    "lift-source-url",
    Stage::Structure,
    "Takes a bare address that stands alone before or after the body as the document's URL.",
    include_str!("lift_source_url.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LiftSourceUrl {}

impl Pass for LiftSourceUrl {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let layout = Layout::of(doc);
        if let Some(url) = heading_link(&layout).filter(|_| doc.meta().get(MetaKey::Url).is_none()) {
            changes.add_meta(MetaKey::Url, url, "heading");
        }
        for (n, block) in layout.blocks.iter().enumerate() {
            let outside = n < layout.first || n >= layout.last;
            if !outside || !matches!(block.kind(), Kind::Paragraph | Kind::Quote) {
                continue;
            }
            if let Some(found) = origins::read(block) {
                let unknown = |key: MetaKey| doc.meta().get(key).is_none();
                for (key, value) in found.into_iter().filter(|(key, _)| unknown(*key)) {
                    changes.add_meta(key, value, "origin");
                }
                changes.relabel(block, Kind::Meta);
                continue;
            }
            // A page that states its own address may well mention another one.
            let known = doc.meta().get(MetaKey::Url);
            if let Some(url) =
                bare_url(block.text()).filter(|url| known.is_none_or(|k| k == *url) && !pictures::is_address(url))
            {
                changes.add_meta(MetaKey::Url, url, "bare-url");
                changes.relabel(block, Kind::Meta);
            }
        }
        Verdict::Keep
    }
}

/// Where a heading leads that is a link and nothing else, above a line about the text: `[水车停了](https://…)` over `日期：…`.
fn heading_link<'a>(layout: &Layout<'a>) -> Option<&'a str> {
    let pair = layout.blocks.get(..2)?;
    let link = pair[0].hints().filter(|hints| hints.links.len() == 1 && pair[0].kind().is_heading())?.links.first()?;
    let whole = link.text.start == 0 && link.text.end as usize == pair[0].text().len();
    // The home page of a thing is not where its text stands.
    let path = link.href.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    (whole && pair[1].kind() == Kind::Meta && path.len() > 2).then_some(link.href.as_str())
}

/// The address, if the text is one and nothing else.
fn bare_url(text: &str) -> Option<&str> {
    let text = chars::trim(text).trim_start_matches('<').trim_end_matches('>');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = rest.len() > 3 && rest.contains('.') && !text.contains(|c: char| c.is_whitespace() || c == '<');
    (plain && text.len() <= 2048).then_some(text)
}
