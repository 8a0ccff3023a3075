//! The main job.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use corpusclean::{Amount, Error, Output, Report, Result, Settings, Words};

use super::args::{CleanArgs, OutputArgs, SettingsArgs};
use super::paint::Paint;
use super::{FAILED, progress, summary};

pub(crate) fn run(args: &CleanArgs, paint: &Paint) -> Result<u8> {
    let (inputs, output) = places(&args.paths)?;
    if output == Output::Stdout {
        of_a_folder(&args.output)?;
    }
    let first = inputs.first().map_or(Path::new("."), PathBuf::as_path);
    let mut settings = settings(&args.settings, first)?;
    settings = settings.with(of_output(&args.output));
    let mut config = settings.into_config(inputs, output)?;
    config.overwrite = args.output.overwrite;
    config.resume = args.output.resume;
    config.timings = args.output.timings;
    let started = Instant::now();
    let report = {
        let mut bar = progress::Bar::new(!args.output.quiet && config.output != Output::Stdout);
        corpusclean::run_watched(&config, &mut bar)?
    };
    let told = config.output != Output::Stdout || report.failed > 0 || std::io::stderr().is_terminal();
    if told && !args.output.quiet {
        let text = summary::text(&report, &config, started.elapsed(), paint);
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
    Ok(code(&report))
}

/// Refuses options that only an output folder can obey. In a settings file they may stand for other runs.
fn of_a_folder(args: &OutputArgs) -> Result<()> {
    let given = [
        ("--compress", args.compress.as_deref().is_some_and(|c| c != "none")),
        ("--shard-size", args.shard_size.is_some()),
        ("--timings", args.timings),
        ("--overwrite", args.overwrite),
        ("--resume", args.resume),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some(("--compress", _)) => {
            let message =
                "standard output is not packed; leave it out and write `| zstd` or `| gzip`, or name a folder";
            Err(Error::config(message).at("--compress"))
        }
        Some((option, _)) => {
            let message = "is for an output folder, and the output is standard output; leave it out, or name a folder";
            Err(Error::config(message).at(option))
        }
    }
}

fn code(report: &Report) -> u8 {
    if report.failed > 0 || !report.is_whole() { FAILED } else { 0 }
}

/// Endings that nobody gives to a folder.
const FILES: [&str; 9] = ["jsonl", "ndjson", "json", "gz", "zst", "txt", "md", "html", "csv"];

/// Inputs and output among the paths: the last is the output, and a lone `-` is both.
fn places(paths: &[PathBuf]) -> Result<(Vec<PathBuf>, Output)> {
    let output = |p: &Path| if p == Path::new("-") { Output::Stdout } else { Output::Folder(p.to_path_buf()) };
    match paths {
        [only] if only == Path::new("-") => Ok((paths.to_vec(), Output::Stdout)),
        [only] if only.exists() => {
            let message = "names no output; add a folder to write to, or `-` for standard output";
            Err(Error::config(message).at(only.display().to_string()))
        }
        [only] => {
            let hint = match super::generate::nearest_command(only) {
                Some(near) => format!("did you mean `corpusclean {near}`?"),
                None => "see `corpusclean --help`".to_owned(),
            };
            let message = format!("is no command and no input; {hint}");
            Err(Error::config(message).at(only.display().to_string()))
        }
        [inputs @ .., out] => {
            if let Some(first) = inputs.first()
                && !first.exists()
                && super::generate::is_command(first)
            {
                let message = format!("`{0}` is a command and must come first: corpusclean {0} ...", first.display());
                return Err(Error::config(message));
            }
            if let Some(first) = inputs.first().filter(|f| !f.exists() && *f != Path::new("-"))
                && let Some(near) = super::generate::nearest_command(first)
            {
                let message = format!("is no command and no file or folder; did you mean `corpusclean {near}`?");
                return Err(Error::config(message).at(first.display().to_string()));
            }
            if out.is_file() {
                let message = "is a file; the last path is the folder to write to";
                return Err(Error::config(message).at(out.display().to_string()));
            }
            if let Some(file) = out.extension().filter(|e| !out.exists() && FILES.iter().any(|f| e == f)) {
                let file = file.to_string_lossy();
                let message = format!(
                    "the output is a folder, and this looks like a .{file} file; for one stream of records write \
                     `corpusclean IN... - > FILE`"
                );
                return Err(Error::config(message).at(out.display().to_string()));
            }
            Ok((inputs.to_vec(), output(out)))
        }
        [] => Err(Error::config("no input")),
    }
}

/// The file that settings come from, if there is one.
pub(crate) fn settings_file(args: &SettingsArgs, input: &Path) -> Option<PathBuf> {
    match (&args.config, args.no_config) {
        (Some(file), _) => Some(file.clone()),
        (None, true) => None,
        (None, false) => {
            let start = if input == Path::new("-") { Path::new(".") } else { input };
            corpusclean::find_settings(start).or_else(|| corpusclean::find_settings(Path::new(".")))
        }
    }
}

/// Settings of the nearest file, and over them those that were typed.
pub(crate) fn settings(args: &SettingsArgs, input: &Path) -> Result<Settings> {
    let file = settings_file(args, input);
    let base = file.as_deref().map(Settings::read).transpose()?.unwrap_or_default();
    let words = |v: &Option<String>| v.clone().map(Words::One);
    let amount = |v: &Option<String>| v.clone().map(Amount::Text);
    Ok(base.with(Settings {
        select: args.passes.clone(),
        script: args.script.clone(),
        favor: args.favor.clone(),
        on_damage: args.on_damage.clone(),
        input_format: args.input_format.clone(),
        encoding: args.encoding.clone(),
        force_encoding: args.force_encoding.then_some(true),
        text_field: words(&args.text_field),
        id_field: words(&args.id_field),
        max_bytes: amount(&args.max_bytes),
        max_depth: args.max_depth,
        timeout: amount(&args.timeout),
        ..Settings::default()
    }))
}

fn of_output(args: &OutputArgs) -> Settings {
    Settings {
        jobs: args.jobs,
        shard_size: args.shard_size.clone().map(Amount::Text),
        compress: args.compress.clone(),
        fields: args.fields.clone().map(Words::One),
        headings: args.headings.clone(),
        account: args.account.clone(),
        layout: args.layout.clone(),
        ..Settings::default()
    }
}
