//! JSON with all that is known of a finding.

use serde_json::{Value, json};

use crate::check::finding::Finding;

pub(super) fn value(f: &Finding) -> Value {
    json!({
        "code": f.rule.code,
        "name": f.rule.name,
        "severity": f.severity,
        "message": f.message,
        "path": f.path,
        "record": f.record,
        "location": f.start,
        "end_location": f.end,
        "block": f.block,
        "before": f.before,
        "after": f.after,
        "fixable": f.fixable,
        "fingerprint": f.fingerprint,
    })
}
