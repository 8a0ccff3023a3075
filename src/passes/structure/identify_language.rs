//! S210: see `identify_language.md`.

use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::document::Document;
use crate::lang;
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<IdentifyLanguage>(
    "S210",
    "identify-language",
    Stage::Structure,
    "Identifies the language and script of the text (BCP 47).",
    include_str!("identify_language.md"),
);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct IdentifyLanguage {
    /// Least confidence (0 to 1) with which the text overrules what the document declares.
    min_confidence: f32,
}

impl Default for IdentifyLanguage {
    fn default() -> Self {
        // Templates declare `en` over text of any language, so the declaration only helps where the text says little.
        IdentifyLanguage { min_confidence: 0.5 }
    }
}

/// Origin of a language that was read from the text itself.
const TEXT: &str = "text";

impl Pass for IdentifyLanguage {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        // Found once, it stays: unification changes the text, and a few words may then look like another language.
        if doc.meta().entries().iter().any(|e| e.key == MetaKey::Language && e.from == TEXT) {
            return Verdict::Keep;
        }
        let found = lang::identify_blocks(doc.blocks().filter(|b| b.kind().is_body()).map(|b| b.text()));
        let declared = doc.evidence().iter().find(|e| e.key == MetaKey::Language);
        let language = found.language.as_str();
        let unsure = found.confidence < self.min_confidence || language == "und";
        match declared {
            Some(d) if unsure && is_tag(&d.value) => changes.set_meta(MetaKey::Language, d.value.as_str(), d.from),
            _ if language == "und" => return Verdict::Keep,
            _ => changes.set_meta(MetaKey::Language, language, TEXT),
        }
        Verdict::Keep
    }
}

/// Whether a declared language has the form of a tag: letters, digits and hyphens, a primary tag of 2 or 3 letters.
fn is_tag(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && tag.len() <= 35
        && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}
