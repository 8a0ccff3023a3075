//! `check`: what was typed and what the settings say, as one set of choices.

use std::io::{BufWriter, ErrorKind};
use std::path::{Path, PathBuf};

use corpusclean::{CheckMode, CheckOptions, Error, Output, Result, Settings, Style, Totals};

use super::FAILED;
use super::args::CheckArgs;
use super::paint::Paint;

/// There are findings.
const FOUND: u8 = 1;

pub(crate) fn run(args: &CheckArgs, paint: &Paint) -> Result<u8> {
    let paths = match (args.paths.as_slice(), &args.stdin_filename) {
        ([], Some(_)) => vec![PathBuf::from("-")],
        ([], None) => vec![PathBuf::from(".")],
        (paths, _) => paths.to_vec(),
    };
    if args.stdin_filename.is_some() && paths != [Path::new("-")] {
        return Err(Error::config("is for a document on standard input, and files are named").at("--stdin-filename"));
    }
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let mut settings =
        super::clean::settings(&args.settings, first)?.with(Settings { jobs: args.jobs, ..Settings::default() });
    let mut options = options(args, &settings, paint)?;
    let file = super::clean::settings_file(&args.settings, first);
    let base = file.as_deref().and_then(Path::parent).filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    options.exclude.push((base.to_path_buf(), settings.check.exclude.clone()));
    let by_path = std::mem::take(&mut settings.check.per_path_ignores);
    options.per_path_ignores = by_path.into_iter().map(|(p, codes)| (base.to_path_buf(), p, codes)).collect();
    settings.select = passes(&settings, &options);
    let config = settings.into_config(paths, Output::Stdout)?;
    let totals = match &args.output_file {
        None => corpusclean::check(&config, &options, &mut BufWriter::new(std::io::stdout()))?,
        Some(file) => {
            let out = std::fs::File::create(file).map_err(|e| match e.kind() {
                ErrorKind::NotFound => {
                    Error::config("cannot be written: its folder does not exist").at("--output-file")
                }
                _ => Error::io(file, e),
            })?;
            corpusclean::check(&config, &options, &mut BufWriter::new(out))?
        }
    };
    Ok(code(&totals, args))
}

fn options(args: &CheckArgs, settings: &Settings, paint: &Paint) -> Result<CheckOptions> {
    let mode = match (args.fix, args.diff) {
        (true, _) => CheckMode::Fix,
        (_, true) => CheckMode::Diff,
        _ => CheckMode::Tell,
    };
    let check = &settings.check;
    let both = |a: &[String], b: &[String]| [a, b].concat();
    Ok(CheckOptions {
        style: Style::named(&args.output_format)?,
        mode,
        color: paint.is_colored() && args.output_file.is_none(),
        select: args.select.clone().or_else(|| check.select.clone()),
        extend_select: both(&check.extend_select, &args.extend_select),
        ignore: both(&check.ignore, &args.ignore),
        per_path_ignores: Vec::new(),
        exclude: vec![(PathBuf::from("."), args.exclude.clone())],
        force_exclude: args.force_exclude,
        statistics: args.statistics,
        baseline: args.baseline.clone(),
        write_baseline: args.write_baseline.clone(),
        stdin_name: args.stdin_filename.clone(),
    })
}

/// The passes that run: those of the settings, and those that are off by default but were named.
fn passes(settings: &Settings, options: &CheckOptions) -> Option<String> {
    let mut words = settings.select.clone().unwrap_or_else(|| "default".to_owned());
    let named = options.select.iter().flatten().chain(&options.extend_select);
    for spec in named.filter_map(|w| corpusclean::find_pass(w)).map(|id| id.spec()).filter(|s| !s.default) {
        words.push(',');
        words.push_str(spec.code);
    }
    Some(words)
}

fn code(totals: &Totals, args: &CheckArgs) -> u8 {
    if totals.failed > 0 {
        return FAILED;
    }
    if args.write_baseline.is_some() {
        return 0;
    }
    let found = totals.errors > 0 || (args.strict && totals.notes > 0) || (args.diff && totals.fixed > 0);
    if found { FOUND } else { 0 }
}
