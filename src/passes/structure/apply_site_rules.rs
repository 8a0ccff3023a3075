//! S103: see `apply_site_rules.md`.

use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::document::Document;
use crate::meta::MetaKey;
use crate::parse::html::site::{OneOrMany, Site, matches};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<ApplySiteRules>(
    "S103",
    "apply-site-rules",
    Stage::Structure,
    "Cuts what the rules of a `[[site]]` name.",
    include_str!("apply_site_rules.md"),
)
.opt_in();

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ApplySiteRules {
    site: Vec<Site>,
}

impl Pass for ApplySiteRules {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        for block in doc.blocks() {
            if block.hints().is_some_and(|h| h.site == Some(false)) {
                changes.cut(block);
            }
        }
        if self.site.is_empty() {
            return Verdict::Keep;
        }
        let stated = doc.evidence().iter().filter(|e| e.key == MetaKey::Url).map(|e| e.value.as_str());
        let Some(url) = doc.meta().get(MetaKey::Url).into_iter().chain(stated).next() else { return Verdict::Keep };
        let patterns: Vec<&str> = self
            .site
            .iter()
            .filter(|s| s.is_for(url))
            .filter_map(|s| s.cut.as_ref())
            .flat_map(OneOrMany::as_slice)
            .map(String::as_str)
            .collect();
        for block in doc.blocks().filter(|b| b.hints().is_none_or(|h| h.site != Some(false))) {
            let is_cut = |line: &str| patterns.iter().any(|p| matches(p, line.trim()));
            if !block.text().lines().any(is_cut) {
                continue;
            }
            let kept: Vec<&str> = block.text().lines().filter(|l| !is_cut(l)).collect();
            if kept.is_empty() {
                changes.cut(block);
            } else {
                changes.rewrite(block, &kept.join("\n"));
            }
        }
        Verdict::Keep
    }
}
