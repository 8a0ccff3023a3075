//! What can be typed. Nothing is decided here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  corpusclean pages/ clean/                     clean a folder into clean/clean-00000.jsonl ...
  corpusclean a.html b.txt.gz crawl.jsonl out/  files of any kind
  corpusclean --passes default,-U pages/ out/   without the unifying passes
  corpusclean --script hant pages/ out/         Chinese text in traditional characters
  zcat crawl.jsonl.gz | corpusclean - | jq .text
                                                JSONL in, JSONL out, a line for a line
  corpusclean show page.html                    how the tool sees one document, and every edit
  corpusclean check drafts/                     what is wrong in them, and where
  corpusclean explain F101                      what a pass does, and when it is wrong
  corpusclean diff out-1/ out-2/                what another version or setting changes

Exit codes: 0 done, 1 findings (check) or differences (diff), 2 something failed: see errors.jsonl.
Settings: the nearest corpusclean.toml, or [tool.corpusclean] in pyproject.toml, above the first input.";

/// Turns raw crawled documents into clean JSONL, and proves every edit.
#[derive(Parser)]
#[command(
    name = "corpusclean",
    version,
    after_help = EXAMPLES,
    override_usage = "corpusclean [OPTIONS] IN... OUT\n       corpusclean [OPTIONS] -\n       corpusclean COMMAND",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) clean: CleanArgs,

    /// Colours: NO_COLOR is obeyed by `auto`
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Clean documents (what happens without a command)
    Clean(Box<CleanArgs>),
    /// Check documents before they enter a corpus: what cleaning would change, and what it cannot mend
    Check(Box<CheckArgs>),
    /// List the passes: code, name, stage, default, what each does
    Passes(PassesArgs),
    /// Say what a pass does, why, and when it is wrong
    Explain(ExplainArgs),
    /// Print one document as the tool sees it, with every edit
    Show(Box<ShowArgs>),
    /// Write the page report.html of an output folder once more
    Report(ReportArgs),
    /// Compare two output folders: what was added, dropped and changed, and by which passes
    Diff(DiffArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or that of a command
    Man(ManArgs),
}

#[derive(Args)]
pub(crate) struct CleanArgs {
    /// Files or folders to clean, and last the output folder; `-` stands for JSONL on standard input or output
    #[arg(value_name = "IN... OUT", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) settings: SettingsArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// How documents are read and cleaned; all of these can stand in corpusclean.toml.
#[derive(Args)]
pub(crate) struct SettingsArgs {
    /// Which passes run: sets (default, all, none), stages or their letters, codes or how they begin, names; `-` in
    /// front takes away, `+` adds; a list that begins with one of these starts from default
    #[arg(long, value_name = "LIST", allow_hyphen_values = true, help_heading = "Cleaning")]
    pub(crate) passes: Option<String>,

    /// Script of Chinese text: hans, hant, tw, hk, keep, or the name of an OpenCC configuration
    #[arg(long, value_name = "SCRIPT", help_heading = "Cleaning")]
    pub(crate) script: Option<String>,

    /// What the main content of web pages is rather: whole (recall) or pure (precision) [default: balanced]
    #[arg(long, value_name = "WHAT", value_parser = ["balanced", "precision", "recall"], help_heading = "Cleaning")]
    pub(crate) favor: Option<String>,

    /// What to do with documents in which bytes could not be decoded [default: keep]
    #[arg(long, value_name = "DO", value_parser = ["keep", "drop"], help_heading = "Cleaning")]
    pub(crate) on_damage: Option<String>,

    /// Read settings from this file alone
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Cleaning")]
    pub(crate) config: Option<PathBuf>,

    /// Look for no settings file
    #[arg(long, help_heading = "Cleaning")]
    pub(crate) no_config: bool,

    /// Format of all documents, whatever their names and content say [default: auto]
    #[arg(long, value_name = "FORMAT", value_parser = ["auto", "text", "markdown", "html", "verbatim"], help_heading = "Input")]
    pub(crate) input_format: Option<String>,

    /// Encoding to believe before any other evidence, by a label of the Encoding Standard
    #[arg(long, value_name = "LABEL", help_heading = "Input")]
    pub(crate) encoding: Option<String>,

    /// Decode with --encoding even against the evidence
    #[arg(long, help_heading = "Input")]
    pub(crate) force_encoding: bool,

    /// Fields that may hold the text of a JSON record, `page.text` for one within another [default:
    /// text,content,raw_content,html,段落]
    #[arg(long, value_name = "NAMES", help_heading = "Input")]
    pub(crate) text_field: Option<String>,

    /// Fields that may hold its id [default: id,url]
    #[arg(long, value_name = "NAMES", help_heading = "Input")]
    pub(crate) id_field: Option<String>,

    /// Largest document, unpacked [default: 32MiB]
    #[arg(long, value_name = "SIZE", help_heading = "Limits")]
    pub(crate) max_bytes: Option<String>,

    /// Deepest nesting of elements that is kept apart [default: 256]
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub(crate) max_depth: Option<usize>,

    /// Longest time for one document [default: 60s]
    #[arg(long, value_name = "TIME", help_heading = "Limits")]
    pub(crate) timeout: Option<String>,
}

/// How the output looks and where the work goes.
#[derive(Args)]
pub(crate) struct OutputArgs {
    /// Workers, at most 1024 [default: 0, one for each core]; the output is the same for any number
    #[arg(long, short, value_name = "N", help_heading = "Run")]
    pub(crate) jobs: Option<usize>,

    /// Replace the run that the output folder holds
    #[arg(long, conflicts_with = "resume", help_heading = "Run")]
    pub(crate) overwrite: bool,

    /// Continue the interrupted run that the output folder holds
    #[arg(long, help_heading = "Run")]
    pub(crate) resume: bool,

    /// Note the slowest documents in timings.json and the report: two files that then differ from run to run
    #[arg(long, help_heading = "Run")]
    pub(crate) timings: bool,

    /// No progress and no summary
    #[arg(long, short, help_heading = "Run")]
    pub(crate) quiet: bool,

    /// Size of an output file before packing [default: 512MiB]
    #[arg(long, value_name = "SIZE", help_heading = "Output")]
    pub(crate) shard_size: Option<String>,

    /// Packing of output files [default: none]
    #[arg(long, value_name = "HOW", value_parser = ["none", "zstd", "gzip"], help_heading = "Output")]
    pub(crate) compress: Option<String>,

    /// Keys of a record [default: all]
    #[arg(long, value_name = "NAMES", help_heading = "Output")]
    pub(crate) fields: Option<String>,

    /// Headings in `text` [default: omit]
    #[arg(long, value_name = "HOW", value_parser = ["omit", "plain", "markdown"], help_heading = "Output")]
    pub(crate) headings: Option<String>,

    /// Edits in a record [default: counts]
    #[arg(long, value_name = "DETAIL", value_parser = ["counts", "spans", "full"], help_heading = "Output")]
    pub(crate) account: Option<String>,

    /// Schema of a record [default: corpusclean]
    #[arg(long, value_name = "NAME", value_parser = ["corpusclean", "dolma", "datatrove", "mnbvc"], help_heading = "Output")]
    pub(crate) layout: Option<String>,
}

#[derive(Args)]
pub(crate) struct CheckArgs {
    /// Files or folders to check [default: .]; `-` stands for JSONL on standard input (--stdin-filename: for one document)
    pub(crate) paths: Vec<PathBuf>,

    /// How findings are written: full, concise, json, json-lines, github, gitlab, sarif
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    pub(crate) output_format: String,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,

    /// Codes, beginnings of codes, stages, or names that are told [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) select: Option<Vec<String>>,

    /// As --select, besides what is selected; a filter named by its whole code runs even if it is off by default
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) extend_select: Vec<String>,

    /// Codes that are not told; of two that fit the longer one decides
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,

    /// Mend in the files what stands there verbatim (text, Markdown, the text field of JSONL), then tell the rest
    #[arg(long, conflicts_with_all = ["diff", "write_baseline", "statistics"])]
    pub(crate) fix: bool,

    /// Show what --fix would change
    #[arg(long, conflicts_with_all = ["write_baseline", "statistics"])]
    pub(crate) diff: bool,

    /// Counts by code instead of findings
    #[arg(long)]
    pub(crate) statistics: bool,

    /// Exit with 1 for notes too
    #[arg(long)]
    pub(crate) strict: bool,

    /// Tell nothing that this file knows
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Write all findings to this file, as known from now on
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(crate) write_baseline: Option<PathBuf>,

    /// Files to leave out, by patterns as in .gitignore
    #[arg(long, value_name = "PATTERNS", value_delimiter = ',')]
    pub(crate) exclude: Vec<String>,

    /// Leave out excluded files even when they are named
    #[arg(long)]
    pub(crate) force_exclude: bool,

    /// Name of the document on standard input
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,

    /// Workers, at most 1024 [default: 0, one for each core]; the output is the same for any number
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<usize>,

    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
}

#[derive(Args)]
pub(crate) struct PassesArgs {
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct ExplainArgs {
    /// Code or name of a pass or of what `check` finds, or a stage or its letter
    pub(crate) pass: String,
}

#[derive(Args)]
pub(crate) struct ShowArgs {
    /// The file; of a container, the first record, or record N of `FILE#N`
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
}

#[derive(Args)]
pub(crate) struct ReportArgs {
    /// Output folder of a finished run
    #[arg(value_name = "OUT")]
    pub(crate) folder: PathBuf,
}

#[derive(Args)]
pub(crate) struct DiffArgs {
    /// Output folder of the one run
    #[arg(value_name = "A")]
    pub(crate) a: PathBuf,

    /// Output folder of the other run, on the same inputs
    #[arg(value_name = "B")]
    pub(crate) b: PathBuf,

    /// How the answer is written
    #[arg(long, value_name = "FORMAT", value_parser = ["human", "json"], default_value = "human")]
    pub(crate) format: String,

    /// Most documents that are shown of each kind, and of each pass
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) samples: usize,
}

#[derive(Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Args)]
pub(crate) struct ManArgs {
    /// Command whose page is printed
    pub(crate) command: Option<String>,

    /// Write all pages into this folder: corpusclean.1, corpusclean-check.1 ...
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    pub(crate) into: Option<PathBuf>,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}
