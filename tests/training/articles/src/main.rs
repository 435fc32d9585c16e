//! Learns which blocks of a page are its article, from a folder of pages with their articles.
//!
//! `index.json` in the folder lists the pages: `file`, `site`, `source`, `gold` (the article, one string a block), and where they are
//! known `title`, `byline` and `date`. See the `README.md` beside this package.

mod labels;
mod learn;
mod measure;
mod metadata;
mod pages;
mod plain_mathematics;

use pages::Pages;
use std::path::{Path, PathBuf};

const USAGE: &str = "usage: folio-training-articles train FOLDER [WEIGHTS]   learns, and writes the table of weights
       folio-training-articles score FOLDER [TEXTS]     measures on the sites kept aside; TEXTS: of what other programs found
       folio-training-articles worst FOLDER             names the worst pages of the sites that are learned from
       folio-training-articles metadata FOLDER          measures title, byline and date";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["train", folder] => train(Path::new(folder), &table()),
        ["train", folder, weights] => train(Path::new(folder), Path::new(weights)),
        ["score", folder] => measure::score(&Pages::read(Path::new(folder)), None),
        ["score", folder, texts] => measure::score(&Pages::read(Path::new(folder)), Some(Path::new(texts))),
        ["worst", folder] => measure::worst(&Pages::read(Path::new(folder))),
        ["metadata", folder] => metadata::score(&Pages::read(Path::new(folder))),
        _ => {
            eprintln!("{USAGE}");
            std::process::exit(2);
        }
    }
}

/// The table in the library's source.
fn table() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../src/article/weights.txt")
}

fn train(folder: &Path, weights: &Path) {
    let table = learn::table(&Pages::read(folder));
    std::fs::write(weights, &table).expect("the table can be written");
    println!("{}: {} lines, {} bytes", weights.display(), table.lines().count(), table.len());
}
