//! U102: see `unify_script.md`.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::forms;
use crate::census::{Census, Traits};
use crate::changes::Changes;
use crate::document::Document;
use crate::han::{self, Convert, Converter};
use crate::lang;
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<UnifyScript>(
    "U102",
    "unify-script",
    Stage::Unify,
    "Chinese text to one script: simplified, or another by `script`.",
    include_str!("unify_script.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct UnifyScript {
    /// `hans`, `hant`, `tw`, `hk`, `keep`, or the name of an OpenCC configuration, which is then applied to all text.
    script: Script,
}

/// What Chinese text becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
enum Script {
    #[default]
    Hans,
    Hant,
    Taiwan,
    HongKong,
    Keep,
    /// An OpenCC configuration, by its place in [`han::names`], whatever the language.
    Config(usize),
}

impl TryFrom<String> for Script {
    type Error = String;

    fn try_from(name: String) -> Result<Script, String> {
        Ok(match name.as_str() {
            "hans" => Script::Hans,
            "hant" => Script::Hant,
            "tw" => Script::Taiwan,
            "hk" => Script::HongKong,
            "keep" => Script::Keep,
            other => match han::names().iter().position(|n| *n == other) {
                Some(config) => Script::Config(config),
                None => {
                    let configs = han::names().join(", ");
                    return Err(format!("no script {other:?}; there are hans, hant, tw, hk, keep and {configs}"));
                }
            },
        })
    }
}

impl From<Script> for String {
    fn from(script: Script) -> String {
        script.name().to_owned()
    }
}

impl Script {
    fn name(self) -> &'static str {
        match self {
            Script::Hans => "hans",
            Script::Hant => "hant",
            Script::Taiwan => "tw",
            Script::HongKong => "hk",
            Script::Keep => "keep",
            Script::Config(n) => config_name(n),
        }
    }

    /// Whether the text of a document was converted so already. OpenCC's conversions are not idempotent: their phrases are
    /// in the script that is converted from, so a second time single characters are judged without them (`乾縣` would be
    /// `乾县` first and `干县` then), and words of one region are taken for those of another (`三元运算符`).
    fn made(self, doc: &Document) -> bool {
        let meta = doc.meta();
        match meta.get(MetaKey::ScriptPolicy) {
            Some(policy) => policy == self.name(),
            None if matches!(self, Script::Config(_)) => false,
            None => meta.get(MetaKey::OriginalLanguage).is_some() && meta.get(MetaKey::Language) == self.tag(),
        }
    }

    /// The tag of converted Chinese; none where that may be no Chinese.
    fn tag(self) -> Option<&'static str> {
        match self {
            Script::Hans => Some("zh-Hans"),
            Script::Hant => Some("zh-Hant"),
            Script::Taiwan => Some("zh-Hant-TW"),
            Script::HongKong => Some("zh-Hant-HK"),
            Script::Config(n) => match config_name(n).split_once('2')?.1 {
                "s" | "sp" => Some("zh-Hans"),
                "t" => Some("zh-Hant"),
                "tw" | "twp" => Some("zh-Hant-TW"),
                "hk" | "hkp" => Some("zh-Hant-HK"),
                _ => None,
            },
            Script::Keep => None,
        }
    }

    /// The conversion for text with these characters; `None` if it is in the script already.
    fn config(self, counts: &Census) -> Option<&'static str> {
        let simplified = counts.simplified > counts.traditional;
        match self {
            Script::Hans => (counts.traditional > 0).then_some("t2s"),
            Script::Hant => (counts.simplified > 0).then_some("s2t"),
            Script::Taiwan => Some(if simplified { "s2tw" } else { "t2tw" }),
            Script::HongKong => Some(if simplified { "s2hk" } else { "t2hk" }),
            Script::Keep => None,
            Script::Config(n) => Some(config_name(n)),
        }
    }
}

fn config_name(n: usize) -> &'static str {
    han::names().get(n).copied().unwrap_or_default()
}

/// Whether most characters of a document that tell are simplified: what stands alone in quotation marks then stands for itself, as in
/// `“車”字的简化`.
fn is_simplified(doc: &Document) -> bool {
    let (simplified, traditional) = super::blocks(doc).fold((0u32, 0u32), |(simplified, traditional), block| {
        let counts = block.census();
        (simplified.saturating_add(counts.simplified), traditional.saturating_add(counts.traditional))
    });
    traditional > 0 && simplified > traditional
}

/// Whether a form is one that simplified text does not have, as `𬍛` in the name `陈瓅`: it stands beyond the basic plane, where keyboards and fonts long did not
/// reach, so people write what OpenCC calls traditional.
fn is_unwritten(form: &str) -> bool {
    form.chars().any(|c| c > '\u{ffff}')
}

/// Han characters a text must have for its own language to be told in a document of another one.
const ENOUGH: u32 = 20;

impl Pass for UnifyScript {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if self.script == Script::Keep || self.script.made(doc) {
            return Verdict::Keep;
        }
        let language = doc.meta().get(MetaKey::Language);
        let chinese = match language {
            Some(tag) => tag == "zh" || tag.starts_with("zh-"),
            None => lang::identify_blocks(doc.blocks().map(|b| b.text())).language.is_chinese(),
        };
        let simplified = self.script == Script::Hans && is_simplified(doc);
        let stays = |text: &str, range: &Range<usize>, with: &str| {
            simplified && (forms::is_spoken_of(text, range) || is_unwritten(with))
        };
        let mut changed = false;
        for block in super::blocks(doc) {
            if let Some(converter) = self.converter(block.text(), block.census(), chinese) {
                let mut left = self.forms(block.text(), block.census()).into_iter().peekable();
                converter.convert_edits_of(block.text(), block.census(), |range, with| {
                    // Most texts have none.
                    if left.len() > 0 {
                        while let Some((at, form)) = left.next_if(|(at, _)| *at < range.start) {
                            changes.replace(block, at..at + forms::LEN, form);
                        }
                        while left.next_if(|(at, _)| *at < range.end).is_some() {}
                    }
                    if !stays(block.text(), &range, with) {
                        changes.replace(block, range, with);
                        changed = true;
                    }
                });
                for (at, form) in left {
                    changes.replace(block, at..at + forms::LEN, form);
                    changed = true;
                }
            } else if self.is_simplified_with_forms(block.census(), chinese) {
                // Variants in text that is simplified make it no text of the other script.
                for (at, form) in forms::variants(block.text()) {
                    changes.replace(block, at..at + forms::LEN, form);
                }
            }
        }
        for (place, entry) in doc.entries().filter(|(_, entry)| entry.key.is_words()) {
            if let Some(converter) = self.converter(&entry.value, &Census::of(&entry.value), chinese) {
                let mut edits = Vec::new();
                converter.convert_edits(&entry.value, |range, with| {
                    if !stays(&entry.value, &range, with) {
                        edits.push((range, with.to_owned()));
                    }
                });
                let new = super::spliced(&entry.value, edits);
                let spans = self
                    .forms(&new, &Census::of(&new))
                    .into_iter()
                    .map(|(at, form)| (at..at + forms::LEN, form))
                    .collect();
                let new = super::spliced(&new, spans);
                if new != entry.value {
                    // Where a second conversion would find more, the record has to say that there was one.
                    changed |= matches!(self.script, Script::Config(_)) || converter.convert(&new) != new;
                    changes.rewrite_meta(place, new);
                }
            } else if self.is_simplified_with_forms(&Census::of(&entry.value), chinese) {
                let spans = forms::variants(&entry.value).into_iter();
                let spans: Vec<_> = spans.map(|(at, form)| (at..at + forms::LEN, form)).collect();
                if !spans.is_empty() {
                    changes.rewrite_meta(place, super::spliced(&entry.value, spans));
                }
            }
        }
        if !changed {
            return Verdict::Keep;
        }
        let mut told = false;
        if let (true, Some(old), Some(tag)) = (chinese, language, self.script.tag()) {
            changes.add_meta(MetaKey::OriginalLanguage, old, "text");
            changes.set_meta(MetaKey::Language, tag, "unify-script");
            told = !matches!(self.script, Script::Config(_)) && doc.meta().get(MetaKey::ScriptPolicy).is_none();
        }
        if !told {
            changes.set_meta(MetaKey::ScriptPolicy, self.script.name(), "unify-script");
        }
        Verdict::Keep
    }
}

impl UnifyScript {
    /// What becomes simplified beside what OpenCC converts: its own configurations give its own results.
    fn forms(&self, text: &str, census: &Census) -> Vec<(usize, &'static str)> {
        let any = self.script == Script::Hans && census.traits.any(Traits::FORM);
        if any { forms::left(text) } else { Vec::new() }
    }

    /// Whether a text of a Chinese document has nothing traditional in it but may have variants.
    fn is_simplified_with_forms(&self, census: &Census, chinese: bool) -> bool {
        self.script == Script::Hans
            && chinese
            && census.traits.any(Traits::FORM)
            && !census.traits.any(Traits::KANA_OR_HANGUL)
    }

    /// The conversion for one text of a document that is Chinese or not.
    fn converter(&self, text: &str, census: &Census, chinese: bool) -> Option<&'static Converter> {
        if let Script::Config(n) = self.script {
            return Converter::named(config_name(n));
        }
        let config = self.script.config(census).filter(|_| census.han > 0)?;
        let foreign = census.traits.any(Traits::KANA_OR_HANGUL);
        // Most Chinese text has no kana, and is not looked at again; a document in another language may quote Chinese.
        let told = || lang::identify(text).language.is_chinese();
        let fits = match (chinese, foreign) {
            (true, false) => true,
            (true, true) => told(),
            (false, true) => false,
            (false, false) => census.han >= ENOUGH && told(),
        };
        if fits { Converter::named(config) } else { None }
    }
}
