//! Where the links, the named destinations and the bookmarks of a PDF lead: read from the file's bytes by `lopdf` and held
//! against the pages as they were set, and against the words that stand there.

#![allow(clippy::unwrap_used)] // all of it is test code

mod page;

use folio::diagnostic::Diagnostics;
use folio::document::Document;
use folio::files::MemoryFiles;
use folio::options::{Options, PdfStandard};
use folio::read::Detected;
use folio::source::Input;
use folio::typeset::model::{Layout, LinkTarget, PageItem};
use folio::{read, theme, write};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

/// A place in a file: index of the page, and points from the left and the lower edge.
type Place = (usize, f64, f64);

/// Tolerance for rounding, in points.
const SLIGHT: f64 = 0.01;

fn document(text: &str) -> Document {
    let mut said = Diagnostics::new();
    let input = Input::new("a.md", text);
    folio::read(
        &[Detected::asked(&input, read::by_name("markdown").unwrap())],
        &MemoryFiles::default(),
        &Options::default(),
        &mut said,
    )
    .1
}

/// Headings of four levels, far down their pages, links to all of them, anchors within lines, and notes.
fn book() -> String {
    let mut text = String::from("# The book\n\n");
    for chapter in 1..=3 {
        text += &format!("## Chapter {chapter}\n\n[to its end](#end-{chapter}) and [the next](#part-{chapter}-2)\n\n");
        for part in 1..=3 {
            text += &format!("### Part {chapter} {part}\n\n");
            text += &"Many words that fill the pages of this book, line by line. ".repeat(30 + 7 * part);
            text += &format!("A note.[^{chapter}{part}]\n\n#### Piece {chapter} {part}\n\nShort.\n\n");
            text += &format!("[^{chapter}{part}]: What note {chapter} {part} says.\n\n");
        }
        text += &format!("It ends <span id=\"end-{chapter}\">here</span>.\n\n");
    }
    text
}

struct Pdf(lopdf::Document);

impl Pdf {
    fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        self.0.dereference(object).unwrap().1.as_dict().unwrap()
    }

    fn catalog(&self, key: &[u8]) -> &Dictionary {
        self.dictionary(self.0.catalog().unwrap().get(key).unwrap())
    }

    /// The named destinations.
    fn destinations(&self) -> BTreeMap<String, Place> {
        let pages: BTreeMap<ObjectId, usize> =
            self.0.get_pages().into_iter().map(|(n, id)| (id, n as usize - 1)).collect();
        let tree = self.dictionary(self.catalog(b"Names").get(b"Dests").unwrap());
        let list = tree.get(b"Names").unwrap().as_array().unwrap();
        let place = |object: &Object| {
            let (_, object) = self.0.dereference(object).unwrap();
            let array = match object {
                Object::Dictionary(both) => both.get(b"D").unwrap().as_array().unwrap(),
                other => other.as_array().unwrap(),
            };
            assert_eq!(array[1].as_name().unwrap(), b"XYZ");
            let number = |at: usize| f64::from(array[at].as_float().unwrap());
            (pages[&array[0].as_reference().unwrap()], number(2), number(3))
        };
        list.chunks(2).map(|pair| (name(&pair[0]), place(&pair[1]))).collect()
    }

    /// The bookmarks in their order: depth, title, destination, and `Count` as it is written.
    fn bookmarks(&self) -> Vec<(usize, String, String, Option<i64>)> {
        let mut list = Vec::new();
        self.below(self.catalog(b"Outlines"), 0, &mut list);
        list
    }

    fn below(&self, parent: &Dictionary, depth: usize, list: &mut Vec<(usize, String, String, Option<i64>)>) {
        let mut next = parent.get(b"First").ok();
        while let Some(object) = next {
            let entry = self.dictionary(object);
            let title = lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap();
            let count = entry.get(b"Count").ok().map(|count| count.as_i64().unwrap());
            list.push((depth, title, name(entry.get(b"Dest").unwrap()), count));
            self.below(entry, depth + 1, list);
            next = entry.get(b"Next").ok();
        }
    }

    /// The links of each page: where a click is taken, from the lower left corner, and the destination's name.
    fn links(&self) -> Vec<(usize, [f64; 4], String)> {
        let mut list = Vec::new();
        for (number, id) in self.0.get_pages() {
            for annotation in self.0.get_page_annotations(id).unwrap() {
                let Ok(to) = annotation.get(b"Dest") else { continue };
                let sides = annotation.get(b"Rect").unwrap().as_array().unwrap();
                let sides: Vec<f64> = sides.iter().map(|side| f64::from(side.as_float().unwrap())).collect();
                list.push((number as usize - 1, sides.try_into().unwrap(), name(to)));
            }
        }
        list
    }
}

fn name(object: &Object) -> String {
    String::from_utf8(object.as_str().unwrap().to_vec()).unwrap()
}

/// A document's pages, and its file.
fn made(document: &Document, standard: PdfStandard) -> (Layout, Pdf) {
    let mut options = Options::default();
    options.pdf.standard = standard;
    let theme = theme::choose(document, &options.look);
    let bytes =
        write::by_name("pdf").unwrap().write(document, &theme, &options, &mut Diagnostics::new()).unwrap().bytes;
    (page::set(document, &options), Pdf(lopdf::Document::load_mem(&bytes).unwrap()))
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= SLIGHT
}

#[test]
fn every_destination_is_where_its_words_are() {
    let document = document(&book());
    for standard in [PdfStandard::Ua1A2a, PdfStandard::Ua2A4] {
        let (layout, pdf) = made(&document, standard);
        let found = pdf.destinations();
        assert_eq!(found.len(), layout.destinations.len());
        assert!(found.len() > 30 && layout.pages.len() > 5, "{} on {} pages", found.len(), layout.pages.len());
        for place in &layout.destinations {
            let size = layout.pages[place.page as usize].size;
            let (page, x, y) = found[&place.name];
            let right = page == place.page as usize
                && near(x, place.at.x.to_pt())
                && near(y, (size.height - place.at.y).to_pt());
            assert!(right, "{}: {x} {y} on page {page}, set at {:?} on page {}", place.name, place.at, place.page);
        }
    }
}

#[test]
fn bookmarks_lead_to_their_headings_and_are_folded() {
    let document = document(&book());
    let (layout, pdf) = made(&document, PdfStandard::Ua1A2a);
    let (bookmarks, found) = (pdf.bookmarks(), pdf.destinations());
    let expected: Vec<(usize, &str)> =
        layout.outline.iter().map(|e| (usize::from(e.depth), e.title.as_str())).collect();
    assert_eq!(bookmarks.iter().map(|b| (b.0, b.1.as_str())).collect::<Vec<_>>(), expected);
    assert!(bookmarks.iter().any(|bookmark| bookmark.0 >= 2), "{bookmarks:?}");
    for (at, (depth, title, to, count)) in bookmarks.iter().enumerate() {
        // The words of the heading begin within the line below the destination.
        let (page, _, y) = found[to];
        let height = layout.pages[page].size.height.to_pt();
        let words = title.rsplit(' ').next().unwrap();
        let texts = page::texts(&layout, page);
        let heads = |text: &&page::Text| !text.artifact && text.text.contains(words) && text.size > 10.5;
        let drop = |text: &page::Text| text.baseline - (height - y);
        assert!(
            texts.iter().filter(heads).any(|text| (0.0..40.0).contains(&drop(text))),
            "{title}: {y} on page {page}"
        );
        let inner = bookmarks[at + 1..].iter().take_while(|b| b.0 > *depth).filter(|b| b.0 == depth + 1).count();
        assert_eq!(*count, (inner > 0).then_some(-(inner as i64)), "{title} is folded over its {inner}");
    }
    let outermost = bookmarks.iter().filter(|bookmark| bookmark.0 == 0).count() as i64;
    assert_eq!(pdf.catalog(b"Outlines").get(b"Count").unwrap().as_i64().unwrap(), outermost);
}

#[test]
fn links_are_on_their_words_and_lead_to_destinations() {
    let document = document(&book());
    let (layout, pdf) = made(&document, PdfStandard::Ua1A2a);
    let (links, found) = (pdf.links(), pdf.destinations());
    let mut set = Vec::new();
    for (index, page) in layout.pages.iter().enumerate() {
        for placed in &page.items {
            if let PageItem::Link { size, target: LinkTarget::Destination(to), .. } = &placed.item {
                let (left, top) = (placed.at.x.to_pt(), (page.size.height - placed.at.y).to_pt());
                set.push((index, [left, top - size.height.to_pt(), left + size.width.to_pt(), top], to.clone()));
            }
        }
    }
    assert_eq!(links.len(), set.len());
    assert!(links.len() >= 15, "{}", links.len());
    for (link, set) in links.iter().zip(&set) {
        assert!(link.0 == set.0 && link.2 == set.2 && found.contains_key(&link.2), "{link:?} for {set:?}");
        assert!(link.1.iter().zip(&set.1).all(|(a, b)| near(*a, *b)), "{link:?} for {set:?}");
        // What is clicked on is text: a baseline goes through it.
        let height = layout.pages[link.0].size.height.to_pt();
        let on = |text: &page::Text| {
            let baseline = height - text.baseline;
            link.1[1] <= baseline && baseline <= link.1[3] && text.left < link.1[2] && text.right > link.1[0]
        };
        assert!(page::texts(&layout, link.0).iter().any(on), "{link:?}");
    }
}
