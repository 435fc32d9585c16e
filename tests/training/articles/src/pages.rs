//! The pages that are learned from.

use folio::diagnostic::Diagnostics;
use folio::document::Document;
use folio::files::Disk;
use folio::options::ReadOptions;
use folio::read::ReadContext;
use folio::source::Input;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Pages with their articles.
pub struct Pages(pub Vec<Page>);

/// A page with its article.
pub struct Page {
    pub file: String,
    pub site: String,
    /// The collection that it is from.
    pub collection: String,
    /// The article's text.
    pub gold: String,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub date: Option<String>,
    path: PathBuf,
}

/// How many parts the sites that are learned from are split into, each judged by what was learned from the others.
pub const FOLDS: u64 = 4;

impl Pages {
    pub fn read(folder: &Path) -> Pages {
        let index = std::fs::read_to_string(folder.join("index.json")).expect("the folder has an index.json");
        let index: Vec<Value> = serde_json::from_str(&index).expect("index.json is a list");
        let text = |page: &Value, name: &str| page[name].as_str().map(str::to_owned);
        let mut pages: Vec<Page> = index
            .iter()
            .map(|page| Page {
                file: text(page, "file").expect("each page has a file"),
                site: text(page, "site").expect("each page has a site"),
                collection: text(page, "source").unwrap_or_default(),
                gold: page["gold"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect::<Vec<_>>()
                    .join(" "),
                title: text(page, "title"),
                byline: text(page, "byline"),
                date: text(page, "date"),
                path: folder.join(text(page, "file").unwrap_or_default()),
            })
            .collect();
        pages.sort_by(|a, b| a.file.cmp(&b.file));
        Pages(pages)
    }
}

impl Page {
    /// Its bytes, as an input.
    pub fn input(&self) -> Input {
        Input::new(self.file.as_str(), std::fs::read(&self.path).expect("each page can be read"))
            .with_path(self.path.clone())
    }

    /// Its outline.
    pub fn outline(&self) -> folio::article::Page {
        with_context(&mut |context| folio::read::html::outline(&self.input(), context))
    }

    /// What the program reads of it.
    pub fn document(&self) -> Document {
        let html = folio::read::by_name("html").expect("HTML is read");
        with_context(&mut |context| html.read(&self.input(), context).document)
    }

    /// Whether its site is kept aside: never learned from, nor looked at while anything is chosen. A third of all sites are, by the
    /// 64-bit FNV-1a hash of their names.
    pub fn is_kept_aside(&self) -> bool {
        hash(&self.site) % 3 == 0
    }

    /// The part that its site belongs to, while it is learned from.
    pub fn fold(&self) -> u64 {
        hash(&format!("{}/fold", self.site)) % FOLDS
    }
}

fn with_context<T>(read: &mut dyn FnMut(&mut ReadContext<'_>) -> T) -> T {
    let (options, mut diagnostics, files) = (ReadOptions::default(), Diagnostics::new(), Disk::new(None, 0));
    read(&mut ReadContext { start: 0, files: &files, options: &options, diagnostics: &mut diagnostics })
}

pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The words of a text, as all measures here count them: letters, figures and low lines.
pub fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect()
}
