//! S112: see `lift_source_url.md`.

use serde::{Deserialize, Serialize};

use super::fields::origins;
use super::furniture::feet;
use super::layout::{Layout, is_prose};
use super::recover_metadata;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::parse::pictures;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::Words;

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
        let titled = doc.meta().get(MetaKey::Title);
        if let Some(url) =
            heading_link(&layout, titled, doc.format == "markdown").filter(|_| doc.meta().get(MetaKey::Url).is_none())
        {
            changes.add_meta(MetaKey::Url, url, "heading");
        }
        let listed = is_list(&layout);
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
            let Some(url) = bare_url(block.text()) else { continue };
            if listed {
                continue;
            }
            // `E-Mail: …` and `Telefon: …` above the site of an office say whom to ask.
            let asked = n >= layout.last && (1..=2).any(|k| n >= k && is_contact(layout.blocks[n - k].text()));
            if asked {
                continue;
            }
            // A page that states its own address may well mention another one.
            let known = doc.meta().get(MetaKey::Url);
            // `获取更多订阅源：` over addresses of a site.
            if layout.blocks[n.saturating_sub(2)..n].iter().any(|b| feet::offers(b.text())) {
                continue;
            }
            if known.is_none_or(|k| k == url) && !pictures::is_address(url) {
                if !is_home(url) {
                    changes.add_meta(MetaKey::Url, url, "bare-url");
                }
                changes.relabel(block, Kind::Meta);
            }
        }
        Verdict::Keep
    }
}

/// Whether the text is a list of addresses, a sentence below each: `https://mills.example` over `这里可以查水车的图纸。`, and so on for
/// another site.
fn is_list(layout: &Layout<'_>) -> bool {
    let told = |pair: &&[&Block]| {
        let text = chars::trim(pair[1].text());
        chars::is_sentence(text) && bare_url(text).is_none()
    };
    let mut found = (layout.blocks.windows(2).filter(|pair| pair[0].text().starts_with(['h', '<'])))
        .filter(|pair| bare_url(pair[0].text()).is_some())
        .filter(told)
        .filter_map(|pair| recover_metadata::host(pair[0].text()));
    let first = found.next();
    first.is_some() && found.any(|host| Some(host) != first)
}

/// Where a heading leads that is a link and nothing else, above a line about the text: `[水车停了](https://…)` over `日期：…`.
/// So is the title that front matter gives, `[水车停了](https://…)`, and in Markdown (`marked`) a title over the text at once.
fn heading_link<'a>(layout: &Layout<'a>, title: Option<&str>, marked: bool) -> Option<&'a str> {
    let pair = layout.blocks.get(..2)?;
    let known = title.is_some_and(|title| pair[0].text().trim() == title.trim());
    // A paragraph is a title, too, where the text follows at once.
    let above = marked && title.is_none() && pair[0].kind() == Kind::Paragraph && is_prose(pair[1]);
    let heading = pair[0].kind().is_heading() || above;
    let link = pair[0].hints().filter(|hints| hints.links.len() == 1 && heading)?.links.first()?;
    let whole = link.text.start == 0 && link.text.end as usize == pair[0].text().len();
    let over = || {
        let listed = |b: &&Block| b.hints().is_some_and(|h| h.link_chars as usize * 2 > b.text().chars().count());
        marked && title.is_none() && pair[0].text().chars().count() >= 4 && !pair.get(1).is_some_and(listed)
    };
    (whole && (known || pair[1].kind() == Kind::Meta || over()) && !is_home(&link.href)).then_some(link.href.as_str())
}

/// Whether an address is the home page of a site, which is not where a text stands.
pub(super) fn is_home(url: &str) -> bool {
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    path.len() <= 2
}

/// Whether a line is an address of mail or a number to call, with the word for it or without.
fn is_contact(text: &str) -> bool {
    let text = chars::trim(text);
    let mail = || text.split(' ').next_back().is_some_and(|w| w.contains('@') && w.contains('.'));
    let key = || {
        let key = text.split(':').next().unwrap_or_default();
        Words::Telephone.behind(key).is_some()
    };
    text.len() <= 160 && (mail() || key())
}

/// The address, if the text is one and nothing else.
fn bare_url(text: &str) -> Option<&str> {
    let text = chars::trim(text).trim_start_matches('<').trim_end_matches('>');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = rest.len() > 3 && rest.contains('.') && !text.contains(|c: char| c.is_whitespace() || c == '<');
    (plain && text.len() <= 2048).then_some(text)
}
