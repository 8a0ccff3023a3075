//! `report`: the page of a finished run, once more.

use corpusclean::Result;

use super::args::ReportArgs;

pub(crate) fn run(args: &ReportArgs) -> Result<u8> {
    let page = corpusclean::write_page(&args.folder)?;
    super::print(&format!("{}\n", page.display())).map(|()| 0)
}
