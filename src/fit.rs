//! What the fitted models learn from.

use crate::passes::structure::fit_margins;
use crate::passes::{all, find};
use crate::pipeline::{Body, Options, Pipeline, Raw};

/// What `tools/fit_margins.py` learns from: a JSON line for a document as the pass of this name sees it, if there is anything to ask.
#[doc(hidden)]
pub fn fit_line_margins(id: &str, text: &str, before: &str) -> Option<serde_json::Value> {
    let end = find(before)?;
    let passes = all().filter(|(id, spec)| spec.default && *id < end);
    let passes = passes.map(|(id, spec)| Ok((id, spec.build(None)?))).collect::<crate::Result<_>>().ok()?;
    let raw = Raw { source: id.to_owned(), body: Body::Text(text.to_owned()), ..Raw::default() };
    let outcome = Pipeline::new(Options::default(), passes).process(raw).ok()?;
    let mut line = fit_margins(outcome.document())?;
    line["id"] = id.into();
    Some(line)
}
