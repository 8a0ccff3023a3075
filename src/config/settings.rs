//! Settings as they are written down: `corpusclean.toml`, `[tool.corpusclean]` in pyproject.toml, the command line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::values::{choice, duration, size};
use super::{Config, Output};
use crate::error::{Error, Result};
use crate::parse::FORMATS;
use crate::passes;
use crate::pipeline::Options;
use crate::record::{AccountDetail, FIELDS, Headings, Layout, RecordOptions};
use crate::sink::Compress;
use crate::source::Fields;
use crate::{select, suggest};

/// Everything that can be set, as it was written; what is `None` has its default.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Number of workers.
    pub jobs: Option<usize>,
    /// Which passes run; `passes` on the command line, `select` in a file, where `[passes]` holds their options.
    pub select: Option<String>,
    /// Format of all documents.
    pub input_format: Option<String>,
    /// Encoding to try first.
    pub encoding: Option<String>,
    /// Whether that encoding must be obeyed.
    pub force_encoding: Option<bool>,
    /// `keep` or `drop`: documents with bytes that could not be decoded.
    pub on_damage: Option<String>,
    /// Option `script` of `unify-script`.
    pub script: Option<String>,
    /// Option `favor` of `extract-content`.
    pub favor: Option<String>,
    /// Fields that hold the text of a JSON record, by preference.
    pub text_field: Option<Words>,
    /// Fields that hold its id.
    pub id_field: Option<Words>,
    /// Largest document.
    pub max_bytes: Option<Amount>,
    /// Deepest nesting of elements.
    pub max_depth: Option<usize>,
    /// Longest time for one document.
    pub timeout: Option<Amount>,
    /// Size of a shard.
    pub shard_size: Option<Amount>,
    /// `none`, `zstd` or `gzip`.
    pub compress: Option<String>,
    /// Keys of a record.
    pub fields: Option<Words>,
    /// `markdown`, `plain` or `omit`.
    pub headings: Option<String>,
    /// `counts`, `spans` or `full`.
    pub account: Option<String>,
    /// `corpusclean`, `dolma`, `datatrove` or `mnbvc`.
    pub layout: Option<String>,
    /// Options of passes, by name or code.
    pub passes: BTreeMap<String, toml::Table>,
    /// Rules for single sites.
    pub site: Vec<toml::Table>,
    /// Choices of `check`.
    pub check: CheckSettings,
}

/// The table `[check]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct CheckSettings {
    /// Codes, prefixes and names that are told.
    pub select: Option<Vec<String>>,
    /// More of them.
    pub extend_select: Vec<String>,
    /// Those that are not told.
    pub ignore: Vec<String>,
    /// Files that are not checked: patterns as in `.gitignore`, relative to the folder of the settings.
    pub exclude: Vec<String>,
    /// Pattern to codes that are not told.
    pub per_path_ignores: BTreeMap<String, Vec<String>>,
}

/// One word, words with commas, or a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected words with commas between them, or a list of words")]
pub enum Words {
    /// Words with commas between them.
    One(String),
    /// A list.
    Many(Vec<String>),
}

impl Words {
    fn list(&self) -> Vec<String> {
        match self {
            Words::One(text) => text.split(',').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect(),
            Words::Many(list) => list.clone(),
        }
    }
}

/// A number, or a number with a unit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a number, or a text with a number and its unit")]
pub enum Amount {
    /// Without unit: bytes or seconds.
    Number(u64),
    /// With a unit.
    Text(String),
}

impl Amount {
    fn text(&self) -> String {
        match self {
            Amount::Number(n) => n.to_string(),
            Amount::Text(text) => text.clone(),
        }
    }
}

/// Settings that are options of one pass, which may be absent from this build.
const SHORTCUTS: [(&str, &str); 3] =
    [("script", "unify-script"), ("favor", "extract-content"), ("site", "apply-site-rules")];

/// The nearest settings file: `corpusclean.toml`, or a `pyproject.toml` with `[tool.corpusclean]`, in `start` or the
/// folders above it.
pub fn find_settings(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    for folder in start.ancestors() {
        let own = folder.join("corpusclean.toml");
        if own.is_file() {
            return Some(own);
        }
        let project = folder.join("pyproject.toml");
        let text = std::fs::read_to_string(&project).unwrap_or_default();
        if text.contains("tool.corpusclean") && text.parse::<toml::Table>().is_ok_and(|t| tool(&t).is_some()) {
            return Some(project);
        }
    }
    None
}

fn tool(table: &toml::Table) -> Option<&toml::Table> {
    table.get("tool")?.get("corpusclean")?.as_table()
}

impl Settings {
    /// The settings of a file.
    ///
    /// # Errors
    /// A file that cannot be read, is no TOML, or has a key that does not exist; the message lists the valid ones.
    pub fn read(path: &Path) -> Result<Settings> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        let at = |e: Error| e.within(&path.display().to_string());
        let table: toml::Table = text.parse().map_err(|e: toml::de::Error| at(Error::config(e.to_string())))?;
        let table = if path.file_name().is_some_and(|n| n == "pyproject.toml") {
            tool(&table).cloned().ok_or_else(|| at(Error::config("has no [tool.corpusclean]")))?
        } else {
            table
        };
        let settings = Settings::from_table(table).map_err(at)?;
        // Wrong values are told with the file. What the command line may yet make right is judged with it.
        let mut alone = Settings { force_encoding: None, ..settings.clone() };
        if alone.layout.is_some() {
            (alone.fields, alone.account) = (None, None);
        }
        alone.into_config(Vec::new(), Output::Stdout).map_err(at)?;
        Ok(settings)
    }

    /// The settings of a table.
    ///
    /// # Errors
    /// As [`Settings::read`].
    pub fn from_table(table: toml::Table) -> Result<Settings> {
        let keys = Settings::keys();
        for key in table.keys() {
            if !keys.contains(key) {
                let hint = suggest::hint(key, keys.iter().map(String::as_str));
                return Err(Error::config(format!("unknown key `{key}`; {hint}")));
            }
        }
        if let Some(toml::Value::String(_)) = table.get("passes") {
            let message = "`passes` is the table of their options; which ones run is `select = \"default,-U\"`";
            return Err(Error::config(message));
        }
        if let Some(toml::Value::Array(_)) = table.get("select") {
            return Err(Error::config("is one text, as in `select = \"default,-U\"`, and no list").at("select"));
        }
        table.try_into().map_err(|e: toml::de::Error| Error::toml(&e))
    }

    fn keys() -> Vec<String> {
        match serde_json::to_value(Settings::default()) {
            Ok(serde_json::Value::Object(map)) => map.keys().cloned().collect(),
            _ => Vec::new(),
        }
    }

    /// These settings, with `over` (the command line) where it says something.
    #[must_use]
    pub fn with(mut self, over: Settings) -> Settings {
        macro_rules! take {
            ($($field:ident),*) => { $(if over.$field.is_some() { self.$field = over.$field; })* };
        }
        take!(
            jobs,
            select,
            input_format,
            encoding,
            force_encoding,
            on_damage,
            script,
            favor,
            text_field,
            id_field,
            max_bytes,
            max_depth,
            timeout,
            shard_size,
            compress,
            fields,
            headings,
            account,
            layout
        );
        for (name, table) in over.passes {
            self.passes.entry(name).or_default().extend(table);
        }
        self.site.extend(over.site);
        self
    }

    /// What the settings mean.
    ///
    /// # Errors
    /// A value that is none of the valid ones, a pass or option that does not exist.
    pub fn into_config(self, inputs: Vec<PathBuf>, output: Output) -> Result<Config> {
        let mut config = Config {
            inputs,
            output,
            jobs: set("jobs", self.jobs.as_ref(), |n| at_most(*n, MOST_JOBS))?.unwrap_or(0),
            passes: Vec::new(),
            options: self.options()?,
            fields: Fields::default(),
            record: self.record()?,
            max_bytes: set("max-bytes", self.max_bytes.as_ref(), |a| size(&a.text()))?.unwrap_or(32 << 20),
            shard_size: set("shard-size", self.shard_size.as_ref(), |a| size(&a.text()))?.unwrap_or(512 << 20),
            compress: set("compress", self.compress.as_ref(), |c| {
                choice(c, &[("none", Compress::None), ("zstd", Compress::Zstd), ("gzip", Compress::Gzip)])
            })?
            .unwrap_or_default(),
            overwrite: false,
            resume: false,
            timings: false,
        };
        if let Some(words) = &self.text_field {
            config.fields.text = words.list();
            if config.fields.text.is_empty() {
                return Err(Error::config("names no field; write names such as `text,content`").at("text-field"));
            }
        }
        if let Some(words) = &self.id_field {
            config.fields.id = words.list();
        }
        config.fields.encoding.clone_from(&config.options.encoding);
        config.fields.own = config.options.format.is_none() && self.text_field.is_none();
        config.passes = self.selection()?;
        Ok(config)
    }

    fn options(&self) -> Result<Options> {
        let format = set("input-format", self.input_format.as_ref(), |name| {
            let mut choices = vec![("auto", None)];
            choices.extend(FORMATS.iter().map(|f| (f.name, Some(f.name))));
            choice(name, &choices)
        })?;
        let mut options = Options { format: format.flatten(), ..Options::default() };
        if let Some(label) = &self.encoding {
            if !crate::decode::is_known_label(label) {
                let message = "no encoding has this label; valid are those of the Encoding Standard: gb18030, big5, \
                               shift_jis, euc-kr, windows-1251 ...";
                return Err(Error::config(format!("`{label}`: {message}")).at("encoding"));
            }
            options.encoding = Some(label.clone());
        }
        options.force_encoding = self.force_encoding.unwrap_or(false);
        if options.force_encoding && options.encoding.is_none() {
            return Err(Error::config("needs an encoding").at("force-encoding"));
        }
        if let Some(depth) = self.max_depth {
            if depth == 0 {
                return Err(Error::config("must be at least 1; the default is 256").at("max-depth"));
            }
            options.parse.max_depth = depth;
        }
        let sites = self.site.iter().enumerate().map(|(n, table)| {
            let read: std::result::Result<crate::parse::Site, _> = table.clone().try_into();
            read.map_err(|e| Error::toml(&e).within(&format!("[[site]] {}", n + 1)))
        });
        options.parse.sites = sites.collect::<Result<Vec<_>>>()?.into();
        if let Some(time) = set("timeout", self.timeout.as_ref(), |a| duration(&a.text()))? {
            options.timeout = time;
        }
        Ok(options)
    }

    fn record(&self) -> Result<RecordOptions> {
        let mut record = RecordOptions::default();
        if let Some(words) = &self.fields {
            record.fields = words.list();
            if record.fields.is_empty() {
                let message = format!("names no key of a record; valid: {}", FIELDS.join(", "));
                return Err(Error::config(message).at("fields"));
            }
            for field in &record.fields {
                if !FIELDS.contains(&field.as_str()) {
                    let hint = suggest::hint(field, FIELDS.iter().copied());
                    return Err(Error::config(format!("a record has no `{field}`; {hint}")).at("fields"));
                }
            }
        }
        let headings = [("markdown", Headings::Markdown), ("plain", Headings::Plain), ("omit", Headings::Omit)];
        record.headings = set("headings", self.headings.as_ref(), |h| choice(h, &headings))?.unwrap_or_default();
        let account =
            [("counts", AccountDetail::Counts), ("spans", AccountDetail::Spans), ("full", AccountDetail::Full)];
        record.account = set("account", self.account.as_ref(), |a| choice(a, &account))?.unwrap_or_default();
        let layouts = [
            ("corpusclean", Layout::Corpusclean),
            ("dolma", Layout::Dolma),
            ("datatrove", Layout::Datatrove),
            ("mnbvc", Layout::Mnbvc),
        ];
        record.layout = set("layout", self.layout.as_ref(), |l| choice(l, &layouts))?.unwrap_or_default();
        if record.layout != Layout::Corpusclean {
            for (key, given) in [("fields", self.fields.is_some()), ("account", self.account.is_some())] {
                if given {
                    return Err(Error::config("is for the layout `corpusclean` alone").at(key));
                }
            }
        }
        Ok(record)
    }

    /// The selected passes with their options; options of passes that do not run are checked too.
    fn selection(&self) -> Result<Vec<(crate::PassId, Option<toml::Table>)>> {
        let mut tables: BTreeMap<crate::PassId, toml::Table> = BTreeMap::new();
        for (name, table) in &self.passes {
            let id = select::pass(name).map_err(|e| e.at(format!("[passes.{name}]")))?;
            if tables.insert(id, table.clone()).is_some() {
                let (code, own) = (id.spec().code, id.spec().name);
                let message = format!("its options stand in two tables; keep [passes.{own}] and not [passes.{code}]");
                return Err(Error::config(message).at(format!("[passes.{name}]")));
            }
        }
        let script = self.script.clone().map(toml::Value::from);
        let favor = self.favor.clone().map(toml::Value::from);
        let site = (!self.site.is_empty()).then(|| toml::Value::from(self.site.clone()));
        for ((option, pass), value) in SHORTCUTS.into_iter().zip([script, favor, site]) {
            let Some(value) = value else { continue };
            let id = passes::find(pass).ok_or_else(|| {
                Error::config(format!("needs the pass {pass}, which this build does not have")).at(option)
            })?;
            tables.entry(id).or_default().insert(option.to_owned(), value);
        }
        for (id, table) in &tables {
            id.spec().build(Some(table))?;
        }
        // Whoever writes rules wants them applied, but can still switch the pass off.
        let rules = (!self.site.is_empty()).then(|| select::pass("apply-site-rules")).transpose()?;
        let mut ids = select::select(self.select.as_deref().unwrap_or("default"), rules.as_slice())?;
        let damage = [("keep", false), ("drop", true)];
        if set("on-damage", self.on_damage.as_ref(), |d| choice(d, &damage))?.unwrap_or(false) {
            ids.push(select::pass("drop-damaged")?);
        }
        ids.sort();
        ids.dedup();
        Ok(ids.into_iter().map(|id| (id, tables.remove(&id))).collect())
    }
}

/// Far more workers than cores are of no use, and each costs a thread and room in the queue.
const MOST_JOBS: usize = 1024;

fn at_most(n: usize, most: usize) -> Result<usize> {
    if n > most {
        Err(Error::config(format!("`{n}` is too many; at most {most}, and 0 is one for each core")))
    } else {
        Ok(n)
    }
}

/// Reads one setting; an error says which.
fn set<A, T>(key: &str, value: Option<&A>, read: impl Fn(&A) -> Result<T>) -> Result<Option<T>> {
    value.map(read).transpose().map_err(|e| e.at(key))
}
