//! What the tests over fixtures share: finding them, running them, showing what became of them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use corpusclean::{
    Body, Document, Entry, Kind, MetaPlace, Op, Options, Outcome, Output, PassId, Pipeline, Raw, Settings, passes,
};

/// A file of `fixtures`.
pub struct Fixture {
    /// Path below `fixtures`, with forward slashes.
    pub path: String,
    pub bytes: Vec<u8>,
}

impl Fixture {
    /// The part of the file name before the first dot.
    pub fn case(&self) -> &str {
        self.path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default()
    }

    /// The folder it stands in.
    pub fn folder(&self) -> &str {
        self.path.rsplit('/').nth(1).unwrap_or_default()
    }

    /// The document as a source hands it over; the format is that of the file name.
    pub fn raw(&self) -> Raw {
        self.raw_of(&self.bytes)
    }

    /// The same with other bytes.
    pub fn raw_of(&self, bytes: &[u8]) -> Raw {
        let format = match self.path.rsplit('.').next() {
            Some("md") => "markdown",
            Some("html") => "html",
            _ => "text",
        };
        Raw { source: self.path.clone(), body: Body::Bytes(bytes.to_vec()), format: Some(format), ..Raw::default() }
    }
}

/// The top of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All documents below `fixtures/<folder>`, sorted.
pub fn fixtures(folder: &str) -> Vec<Fixture> {
    let mut found = Vec::new();
    let base = root().join("fixtures");
    let mut open = vec![base.join(folder)];
    while let Some(dir) = open.pop() {
        let Ok(entries) = fs::read_dir(&dir) else { continue };
        for path in entries.map(|e| e.expect("a readable folder").path()) {
            if path.is_dir() {
                open.push(path);
            } else if ["txt", "md", "html"].iter().any(|e| path.extension().is_some_and(|x| x == *e)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found.into_iter().map(|path| read(&base, path)).collect()
}

fn read(base: &Path, path: PathBuf) -> Fixture {
    let bytes = fs::read(&path).expect("a readable fixture");
    let path = path.strip_prefix(base).expect("a path below fixtures");
    let path = path.to_str().expect("fixture names are UTF-8").replace('\\', "/");
    Fixture { path, bytes }
}

/// Every document that the laws are tested on.
pub fn all_fixtures() -> Vec<Fixture> {
    ["clean", "documents", "known-failures", "passes"].into_iter().flat_map(fixtures).collect()
}

/// A pipeline of the given passes with default options.
pub fn pipeline(ids: impl IntoIterator<Item = PassId>) -> Pipeline {
    let build = |id: PassId| (id, id.spec().build(None).expect("defaults are accepted"));
    Pipeline::new(Options::default(), ids.into_iter().map(build).collect())
}

/// The pass of a fixture folder alone, or with those whose work it looks at, as the folder's `corpusclean.toml` says if there is one.
pub fn pass_alone(name: &str) -> Pipeline {
    let settings = fs::read_to_string(root().join("fixtures/passes").join(name).join("corpusclean.toml"));
    let mut settings: toml::Table = settings.unwrap_or_default().parse().expect("settings in TOML");
    settings.entry("select").or_insert_with(|| format!("none,{name}").into());
    let settings = Settings::from_table(settings).expect("the folder has the name of a pass");
    let config = settings.into_config(vec![name.into()], Output::Stdout).expect("settings are accepted");
    config.pipeline().expect("options are accepted")
}

/// The passes that run by default.
pub fn default_pipeline() -> Pipeline {
    pipeline(passes().filter(|(_, spec)| spec.default).map(|(id, _)| id))
}

/// The document of an outcome, kept or dropped.
pub fn document(outcome: Outcome) -> Document {
    match outcome {
        Outcome::Kept(doc) | Outcome::Dropped(doc, ..) => doc,
    }
}

/// A block as tests compare it: place in the arena, kind, the pass that cut it, text.
pub type Row = (usize, Kind, Option<PassId>, String);

/// What a document holds, apart from its account.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub blocks: Vec<Row>,
    pub meta: Vec<(&'static str, String)>,
    pub evidence: Vec<(&'static str, String)>,
}

impl State {
    pub fn of(doc: &Document) -> State {
        let row = |b: &corpusclean::Block| (b.id().index(), b.kind(), b.cut_by(), b.text().to_owned());
        let blocks = doc.all_blocks().map(row).collect();
        let values = |list: &[Entry]| list.iter().map(|e| (e.key.as_str(), e.value.clone())).collect();
        State { blocks, meta: values(doc.meta().entries()), evidence: values(doc.evidence()) }
    }
}

/// A document as a person would want to see it: verdict, metadata with origins, blocks, edits.
pub fn show(outcome: &Outcome) -> String {
    let doc = outcome.document();
    let mut out = match outcome {
        Outcome::Kept(_) => "verdict: keep\n".to_owned(),
        Outcome::Dropped(_, pass, r) => {
            format!("verdict: drop ({}, {} {}, limit {})\n", pass.spec().code, r.what, r.value, r.limit)
        }
    };
    for entry in doc.meta().entries() {
        let _ = writeln!(out, "{}: {} ({})", entry.key.as_str(), visible(&entry.value), entry.from);
    }
    out.push('\n');
    for block in doc.all_blocks() {
        let cut = block.cut_by().map(|p| format!(" (cut by {})", p.spec().code)).unwrap_or_default();
        let _ = writeln!(out, "{} {}{cut}: {}", block.id().index(), block.kind().as_str(), visible(block.text()));
    }
    let mut edits = String::new();
    for edit in doc.account().edits() {
        let text = |span| visible(doc.account().text(span));
        let op = match &edit.op {
            Op::Replace { block, at, removed, inserted } => {
                format!("replace {}@{at} [{}] -> [{}]", block.index(), text(*removed), text(*inserted))
            }
            Op::Split { block, head } => format!("split {} -> {}", block.index(), head.index()),
            Op::Relabel { block, from, to } => {
                format!("relabel {} {} -> {}", block.index(), from.as_str(), to.as_str())
            }
            Op::Cut { block } => format!("cut {}", block.index()),
            Op::AddMeta { key, value } => format!("add {} [{}]", key.as_str(), text(*value)),
            Op::RewriteMeta { place, removed, inserted } => {
                let place = match place {
                    MetaPlace::Entry(n) => format!("meta {n}"),
                    MetaPlace::Evidence(n) => format!("evidence {n}"),
                };
                format!("rewrite-{place} [{}] -> [{}]", text(*removed), text(*inserted))
            }
            Op::ClearMeta { key, old } => format!("clear {} ({} values)", key.as_str(), old.len()),
            other => format!("{other:?}"),
        };
        let _ = writeln!(edits, "{} {op}", edit.pass.spec().code);
    }
    if !edits.is_empty() {
        let _ = write!(out, "\n{edits}");
    }
    out
}

/// Line ends and characters that nobody sees, escaped.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let hidden = c.is_control()
            || (c.is_whitespace() && c != ' ')
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
            || matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}');
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if hidden => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Compares `text` with `snapshots/<name>.snap`.
pub fn assert_snapshot(name: &str, fixture: &Fixture, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_input_file(root().join("fixtures").join(&fixture.path));
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Runs `test` on each fixture, all of them even when some fail, and fails with the list of those.
pub fn each(fixtures: &[Fixture], test: impl Fn(&Fixture)) {
    let mut failed = Vec::new();
    for fixture in fixtures {
        if let Err(why) = catch_unwind(AssertUnwindSafe(|| test(fixture))) {
            failed.push(format!("{}: {}", fixture.path, reason(&*why)));
        }
    }
    assert!(failed.is_empty(), "{} of {} fixtures failed:\n{}", failed.len(), fixtures.len(), failed.join("\n"));
}

/// Fails on snapshots of `kind` that no fixture makes any more.
pub fn assert_no_stale(kind: &str, names: &[String]) {
    let mut stale = Vec::new();
    for entry in fs::read_dir(root().join("snapshots")).expect("a folder of snapshots") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".snap") else { continue };
        if stem.starts_with(&format!("{kind}@")) && !names.iter().any(|n| n == stem) {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "snapshots without a fixture: {stale:?}");
}

/// The lines of a fixture that lists things: comments and empty lines left out.
pub fn lines(path: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("fixtures").join(path)).unwrap_or_default();
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("# ")).map(str::to_owned).collect()
}

/// Numbers that look random and are the same in every run (xorshift64*).
pub struct Dice(pub u64);

impl Dice {
    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let n = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(n).expect("31 bits") % limit.max(1)
    }
}

/// The fixtures of each pass, by its name.
pub fn by_pass() -> BTreeMap<String, Vec<Fixture>> {
    let mut map: BTreeMap<String, Vec<Fixture>> = BTreeMap::new();
    for fixture in fixtures("passes") {
        map.entry(fixture.folder().to_owned()).or_default().push(fixture);
    }
    map
}

/// Runs `test`; a failure says `name` too.
pub fn naming(name: &str, test: impl FnOnce()) {
    if let Err(why) = catch_unwind(AssertUnwindSafe(test)) {
        panic!("{name}: {}", reason(&*why));
    }
}

fn reason(why: &(dyn std::any::Any + Send)) -> String {
    why.downcast_ref::<String>()
        .cloned()
        .or_else(|| why.downcast_ref::<&str>().map(ToString::to_string))
        .unwrap_or_default()
}
