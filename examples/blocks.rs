//! Prints the blocks and metadata of one document after all default passes.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use corpusclean::*;

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let passes = passes().filter(|(_, s)| s.default).map(|(id, s)| (id, s.build(None).unwrap())).collect();
    let pipeline = Pipeline::new(Options::default(), passes);
    let raw = Raw {
        source: path.clone(),
        body: Body::Bytes(std::fs::read(&path).unwrap()),
        format: Some("text"),
        ..Raw::default()
    };
    match pipeline.process(raw).unwrap() {
        Outcome::Kept(doc) | Outcome::Dropped(doc, ..) => {
            for e in doc.meta().entries() {
                println!("{} = {} ({})", e.key.as_str(), e.value, e.from);
            }
            for b in doc.all_blocks() {
                let cut = b.cut_by().map(|p| p.spec().code).unwrap_or("");
                println!(
                    "[{}{}] {}",
                    b.kind().as_str(),
                    if cut.is_empty() { String::new() } else { format!(" cut {cut}") },
                    b.text().chars().take(50).collect::<String>()
                );
            }
        }
    }
}
