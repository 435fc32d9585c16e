//! Title, byline and date against those that are expected.

use crate::pages::{Pages, words};

/// Measures the pages of the sites kept aside, and those of the others apart.
pub fn score(pages: &Pages) {
    for aside in [false, true] {
        let mut tally = [[0_usize; 4]; 3];
        let mut wrong = Vec::new();
        for page in pages.0.iter().filter(|page| page.is_kept_aside() == aside) {
            let found = page.document().metadata;
            let names: Vec<&str> = found.authors.iter().map(|author| author.name.as_str()).collect();
            let date = found.issued.map(|date| date.to_string()).unwrap_or_default();
            let pairs = [
                ("title", page.title.as_deref(), found.title.unwrap_or_default()),
                ("byline", page.byline.as_deref(), names.join(" ")),
                ("date", page.date.as_deref(), date),
            ];
            for (kind, (what, wanted, got)) in pairs.into_iter().enumerate() {
                let (wanted, got) = (folded(what, wanted.unwrap_or_default()), folded(what, &got));
                let row = &mut tally[kind];
                if wanted.is_empty() {
                    row[3] += usize::from(!got.is_empty());
                    continue;
                }
                row[0] += 1;
                row[1] += usize::from(wanted == got);
                let near = !got.is_empty() && (wanted.contains(&got) || got.contains(&wanted));
                row[2] += usize::from(near);
                if wanted != got && !aside {
                    wrong.push(format!("{what}\t{}\t{wanted}\t{got}", page.file));
                }
            }
        }
        println!("{}", if aside { "sites kept aside" } else { "sites that are learned from" });
        for (what, [wanted, same, near, invented]) in ["title", "byline", "date"].iter().zip(tally) {
            println!(
                "{what:7} the same {same}, part of it or it with more {near}, of {wanted}; where none is expected: {invented}"
            );
        }
        wrong.sort();
        wrong.iter().for_each(|line| println!("{line}"));
    }
}

fn folded(what: &str, text: &str) -> String {
    let text = text.to_lowercase();
    match what {
        "date" => text.chars().take(10).collect(),
        "byline" => {
            let bare = text
                .trim_start()
                .strip_prefix("by ")
                .or_else(|| text.trim_start().strip_prefix("von "))
                .unwrap_or(&text);
            words(bare).join(" ")
        }
        _ => words(&text).join(" "),
    }
}
