//! The README's table of passes is the table of passes.

use std::fmt::Write as _;

use corpusclean::PASSES;

const OPEN: &str = "<!-- passes: a test holds this table to the code (UPDATE_README=1 rewrites it) -->\n";
const CLOSE: &str = "<!-- end of passes -->";

#[test]
fn table_of_passes_is_in_step() {
    let mut table = String::from("\n| code | name | default | what it does |\n| --- | --- | --- | --- |\n");
    for spec in PASSES {
        let default = if spec.default { "on" } else { "off" };
        writeln!(table, "| {} | `{}` | {default} | {} |", spec.code, spec.name, spec.summary.replace('|', "\\|"))
            .unwrap();
    }
    table.push('\n');
    let readme = std::fs::read_to_string("README.md").unwrap();
    let start = readme.find(OPEN).unwrap() + OPEN.len();
    let end = readme.find(CLOSE).unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        let new = format!("{}{table}{}", &readme[..start], &readme[end..]);
        std::fs::write("README.md", new).unwrap();
    } else {
        assert_eq!(&readme[start..end], table, "run UPDATE_README=1 cargo test readme");
    }
}
