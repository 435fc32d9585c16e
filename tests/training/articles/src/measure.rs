//! Precision, recall and F1 by shingles of four words, as the article-extraction-benchmark counts them, with intervals by drawing
//! sites again and again.

use crate::pages::{Page, Pages, hash, words};
use folio::article;
use folio::document::{BlockKind, plain};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// How a page was told.
#[derive(Clone, Copy)]
struct Score {
    precision: f64,
    recall: f64,
    /// Whether there is anything in the text, and in the article.
    found: bool,
    wanted: bool,
}

fn shingles(text: &str) -> HashMap<u64, usize> {
    let all = words(text);
    let mut out = HashMap::new();
    let size = all.len().min(4);
    if size > 0 {
        for part in all.windows(size) {
            *out.entry(hash(&part.join(" "))).or_default() += 1;
        }
    }
    out
}

fn compare(gold: &str, text: &str) -> Score {
    let (gold, text) = (shingles(gold), shingles(text));
    let count = |all: &HashMap<u64, usize>| all.values().sum::<usize>();
    let same: usize = gold.iter().map(|(shingle, n)| text.get(shingle).map_or(0, |m| *n.min(m))).sum();
    let (found, wanted) = (count(&text), count(&gold));
    let share = |whole: usize| {
        if found + wanted == 0 {
            1.0
        } else if same == 0 {
            0.0
        } else {
            same as f64 / whole as f64
        }
    };
    Score { precision: share(found), recall: share(wanted), found: found > 0, wanted: wanted > 0 }
}

/// The F1 of the means of precision and recall.
fn f1(scores: &[Score]) -> [f64; 3] {
    let mean =
        |values: Vec<f64>| if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 };
    let precision = mean(scores.iter().filter(|s| s.found).map(|s| s.precision).collect());
    let recall = mean(scores.iter().filter(|s| s.wanted).map(|s| s.recall).collect());
    [2.0 * precision * recall / (precision + recall).max(1e-9), precision, recall]
}

/// The ways to tell a page that are measured.
const WAYS: [&str; 3] = ["all of the page", "the article's blocks", "the document"];

fn texts(page: &Page) -> [String; 3] {
    let outline = page.outline();
    let verdicts = article::judge(&outline);
    let join = |keep: &dyn Fn(usize) -> bool| {
        let kept = (0..verdicts.len()).filter(|i| keep(*i));
        kept.map(|i| outline.blocks[i].text.as_str()).collect::<Vec<_>>().join("\n")
    };
    let body = join(&|i| verdicts[i].kept && verdicts[i].kind != article::Kind::Title);
    [join(&|_| true), body, document(page)]
}

/// The text of the whole document, but for the blocks that its metadata holds too.
fn document(page: &Page) -> String {
    let mut document = page.document();
    let title = words(document.metadata.title.as_deref().unwrap_or_default()).join(" ");
    document.blocks.retain(|block| match &block.kind {
        BlockKind::Heading(heading) => words(&plain(&heading.content)).join(" ") != title,
        _ => true,
    });
    folio::document::text::text(&document)
}

/// Measures the sites kept aside, and what others found in their pages (`FILE.txt` each).
pub fn score(pages: &Pages, others: Option<&Path>) {
    let aside: Vec<&Page> = pages.0.iter().filter(|page| page.is_kept_aside()).collect();
    let mut scores: BTreeMap<(&str, &str), Vec<(&str, Score)>> = BTreeMap::new();
    for page in &aside {
        let own = WAYS.iter().copied().zip(texts(page));
        let theirs = others.map(|folder| {
            let text = std::fs::read_to_string(folder.join(format!("{}.txt", page.file))).unwrap_or_default();
            ("another program", text)
        });
        for (way, text) in own.chain(theirs) {
            scores.entry((&page.collection, way)).or_default().push((&page.site, compare(&page.gold, &text)));
        }
    }
    println!("{} pages of sites kept aside", aside.len());
    for ((collection, way), list) in &scores {
        let all: Vec<Score> = list.iter().map(|(_, score)| *score).collect();
        let [f, precision, recall] = f1(&all);
        let [low, high] = interval(list);
        println!(
            "{collection:12} {way:22} F1 {f:.4} ({low:.3} to {high:.3}), P {precision:.3}, R {recall:.3}, {} pages",
            all.len()
        );
    }
}

/// Where 95 % of the F1 of samples of the sites lie.
fn interval(list: &[(&str, Score)]) -> [f64; 2] {
    let mut sites: BTreeMap<&str, Vec<Score>> = BTreeMap::new();
    list.iter().for_each(|(site, score)| sites.entry(site).or_default().push(*score));
    let sites: Vec<&Vec<Score>> = sites.values().collect();
    let mut state = 1_u64;
    let mut next = || {
        // A linear congruential generator (Knuth, MMIX).
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let mut found: Vec<f64> = (0..1000)
        .map(|_| {
            let sample: Vec<Score> =
                (0..sites.len()).flat_map(|_| sites[next() % sites.len()].iter().copied()).collect();
            f1(&sample)[0]
        })
        .collect();
    found.sort_by(f64::total_cmp);
    [found[25], found[974]]
}

/// Names the worst pages of the sites that are learned from.
pub fn worst(pages: &Pages) {
    let mut list: Vec<(f64, f64, f64, &str)> = Vec::new();
    for page in pages.0.iter().filter(|page| !page.is_kept_aside()) {
        let score = compare(&page.gold, &texts(page)[1]);
        list.push((f1(&[score])[0], score.precision, score.recall, &page.file));
    }
    list.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (f, precision, recall, file) in list.iter().take(40) {
        println!("F1 {f:.3}, P {precision:.3}, R {recall:.3}: {file}");
    }
}
