//! How far a run has come, so that it can go on after it was killed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::gate::Gate;
use crate::report::Report;
use crate::sink::Place;
use crate::source::Plan;
use crate::timings::Timings;

/// The state of a run between two documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    /// Documents that are done.
    pub(crate) consumed: u64,
    pub(crate) clean: Place,
    pub(crate) discards: Place,
    pub(crate) errors: Place,
    pub(crate) signatures: Place,
    pub(crate) report: Report,
    /// Where times are noted.
    pub(crate) timings: Option<Timings>,
    pub(crate) fingerprint: Fingerprint,
    /// What the lines of `signatures` say.
    #[serde(skip)]
    pub(crate) gate: Gate,
}

/// Everything that the bytes of the output depend on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    pub(crate) version: String,
    pub(crate) inputs: Plan,
    pub(crate) settings: BTreeMap<String, String>,
}

impl Fingerprint {
    /// Refuses to go on with anything else than what the run was started with; says what differs.
    pub(crate) fn check(&self, now: &Fingerprint) -> Result<()> {
        let mut differs = Vec::new();
        if self.version != now.version {
            differs.push(format!("it was started by version {}", self.version));
        }
        if self.inputs != now.inputs {
            let (old, new) = (&self.inputs, &now.inputs);
            differs.push(if (old.files, old.bytes) == (new.files, new.bytes) {
                "the inputs have changed: names, sizes or times of change differ".to_owned()
            } else {
                let (a, b, c, d) = (old.files, old.bytes, new.files, new.bytes);
                format!("the inputs have changed: {a} files of {b} bytes then, {c} files of {d} bytes now")
            });
        }
        let keys: std::collections::BTreeSet<&String> = self.settings.keys().chain(now.settings.keys()).collect();
        for key in keys {
            let (old, new) = (self.settings.get(key), now.settings.get(key));
            if old != new {
                let show = |v: Option<&String>| v.map_or("nothing".to_owned(), |v| format!("`{v}`"));
                differs.push(format!("{key} was {} and is {}", show(old), show(new)));
            }
        }
        if differs.is_empty() {
            return Ok(());
        }
        let list = differs.join("; ");
        Err(Error::config(format!("cannot resume: {list}. Start again with --overwrite, or put it back as it was")))
    }
}

impl Checkpoint {
    /// The state before the first document.
    pub(crate) fn start(fingerprint: Fingerprint) -> Checkpoint {
        let (version, settings) = (fingerprint.version.clone(), fingerprint.settings.clone());
        let report = Report { version, settings, ..Report::default() };
        Checkpoint { report, fingerprint, ..Checkpoint::default() }
    }

    pub(crate) fn read(path: &Path) -> Result<Checkpoint> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        serde_json::from_slice(&bytes).map_err(|e| {
            let message = format!("no checkpoint of this version ({e}); start again with --overwrite");
            Error::new(ErrorKind::Malformed, message).at(path.display().to_string())
        })
    }

    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let bytes = serde_json::to_vec(self).map_err(|e| Error::new(ErrorKind::Internal, e.to_string()))?;
        write_whole(path, &bytes)
    }
}

/// Writes a file so that at any moment it is either the old one or the new one.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let mut file = File::create(part).map_err(|e| Error::io(part, e))?;
    file.write_all(bytes).and_then(|()| file.sync_data()).map_err(|e| Error::io(part, e))?;
    std::fs::rename(part, path).map_err(|e| Error::io(path, e))
}
