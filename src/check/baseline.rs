//! A file of findings that are known: a corpus cannot carry comments that silence them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::finding::Finding;
use crate::error::{Error, Result};

/// Known findings by file (and record). Lines may move without a finding becoming new.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Baseline {
    version: u32,
    findings: BTreeMap<String, BTreeSet<String>>,
}

const VERSION: u32 = 1;

impl Baseline {
    pub(super) fn new() -> Baseline {
        Baseline { version: VERSION, findings: BTreeMap::new() }
    }

    pub(super) fn read(path: &Path) -> Result<Baseline> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        let at = |message: String| Error::config(message).at(path.display().to_string());
        let read: Baseline = serde_json::from_str(&text).map_err(|e| at(format!("is no baseline: {e}")))?;
        if read.version != VERSION {
            return Err(at(format!("is a baseline of version {}, not {VERSION}", read.version)));
        }
        Ok(read)
    }

    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let mut text = serde_json::to_string_pretty(self).map_err(|e| Error::config(e.to_string()))?;
        text.push('\n');
        std::fs::write(path, text).map_err(|e| Error::io(path, e))
    }

    pub(super) fn add(&mut self, (place, finding): (String, String)) {
        self.findings.entry(place).or_default().insert(finding);
    }

    /// Where a finding stands in the file.
    pub(super) fn key(finding: &Finding) -> (String, String) {
        let place = match finding.record {
            Some(n) => format!("{}#{n}", finding.path),
            None => finding.path.clone(),
        };
        (place, format!("{}:{}", finding.rule.code, finding.fingerprint))
    }

    /// Takes the known ones out of the findings of a document.
    pub(super) fn silence(&self, findings: &mut Vec<Finding>) {
        findings.retain(|f| {
            let (place, key) = Baseline::key(f);
            !self.findings.get(&place).is_some_and(|known| known.contains(&key))
        });
    }
}
