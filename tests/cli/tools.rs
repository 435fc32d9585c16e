//! Shards, reports and the small subcommands.

use super::Folder;
use serde_json::Value;

fn many() -> Folder {
    let folder = Folder::with(&[("in/bad.txt", b"caf\xe9\n")]);
    for i in 0..20 {
        folder.put(&format!("in/{i:02}.md"), format!("# {i}\n\n{}\n", "Words. ".repeat(i * i)).as_bytes());
    }
    folder
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn a_report_has_every_document_in_order() {
    let folder = many();
    let run = folder.run("--to txt,epub -o out in none.md -q --report r/report.json");
    assert_eq!(run.code, 3);
    let report = json(&folder.read("r/report.json"));
    let documents = report["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 22);
    assert_eq!(documents[0]["sources"][0], "in/00.md");
    assert_eq!(documents[0]["outputs"][1]["path"], "out/00.epub");
    assert_eq!(documents[20]["findings"][0]["code"], "F0201");
    assert_eq!(documents[21]["outcome"], "failed");
    assert_eq!((&report["exit"], &report["summary"]["converted"]), (&3.into(), &21.into()));
    assert_eq!(report["summary"]["warnings"], 1);
}

#[test]
fn a_report_counts_what_typesetting_could_not_avoid_and_says_where() {
    // A dash of three ems can be divided nowhere.
    let folder = Folder::with(&[("a.md", "By \u{2e3b}.\n".as_bytes())]);
    let run = folder
        .run("--to pdf a.md -q --lang ia --page-size 50mmx99mm --margin 10mm --font-size 40pt --report report.json");
    assert_eq!(run.code, 0, "{}", run.err);
    let report = json(&folder.read("report.json"));
    let document = &report["documents"][0];
    assert_eq!(document["figures"]["pages"], 1);
    assert_eq!(document["figures"]["widows"], 0);
    assert_eq!(document["figures"]["overfull-lines"], 1);
    let place = document["places"]["overfull-lines"][0].as_str().unwrap();
    assert!(place.starts_with("page 1: ") && place.contains('\u{2e3b}'), "{place}");
    assert_eq!(document["findings"][0]["name"], "line-overfull");
}

#[test]
fn shards_make_what_the_whole_makes_and_their_reports_become_one() {
    let folder = many();
    folder.run("--to txt -o whole in -q");
    let mut reports = String::new();
    for k in 1..=3 {
        let run = folder.run(&format!("--to txt -o parts in -q --shard {k}/3 --report r{k}.json"));
        assert_eq!(run.code, 0, "{}", run.err);
        reports += &format!(" r{k}.json");
    }
    for name in folder.files().iter().filter_map(|n| n.strip_prefix("whole/")) {
        assert!(folder.read(&format!("whole/{name}")) == folder.read(&format!("parts/{name}")), "{name}");
    }
    let run = folder.run(&format!("merge-reports{reports} -o all.json"));
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let all = json(&folder.read("all.json"));
    assert_eq!((all["documents"].as_array().unwrap().len(), &all["summary"]["converted"]), (21, &21.into()));
    assert_eq!(all["documents"][3]["sources"][0], "in/03.md");
    folder.put("no.json", b"[1, 2]");
    let run = folder.run("merge-reports r1.json no.json");
    assert_eq!(run.code, 2);
    assert!(run.err.starts_with("error: no.json: it is no report"), "{}", run.err);
    assert_eq!(folder.run("--to txt in --shard 4/3").code, 2);
}

#[test]
fn merged_reports_end_as_the_worst_did() {
    let folder = many();
    folder.run("--to txt -o out in -q --shard 1/2 --report r1.json");
    folder.run("--to txt -o out in none.md -q --report r2.json");
    let run = folder.run("merge-reports r1.json r2.json");
    assert_eq!((run.code, json(run.out.as_bytes())["exit"].as_u64()), (3, Some(3)));
}

#[test]
fn timings_name_the_phases() {
    let run = many().run("--to txt in -o out --timings --allow F0201");
    for word in ["time, added over all threads:\n  reading ", "\n  writing txt ", "\n  saving ", "\nslowest:\n  in/"] {
        assert!(run.err.contains(word), "{word}\n{}", run.err);
    }
}

#[test]
fn completions_and_the_manual_know_the_options() {
    let folder = Folder::with(&[]);
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let run = folder.run(&format!("completions {shell}"));
        assert!(run.code == 0 && run.out.contains("page-size"), "{shell}");
    }
    let run = folder.run("man");
    assert!(run.code == 0 && run.out.contains(".TH convert 1") && run.out.contains("page\\-size"), "{}", run.out);
}

#[test]
fn our_own_files_pass_the_check_and_damaged_ones_do_not() {
    let files: &[(&str, &[u8])] =
        &[("a.md", b"# One\n\nText.\n"), ("b.epub", b"PK\x03\x04 and no more"), ("b.pdf", b"%PDF-1.7\nand no more")];
    let folder = Folder::with(files);
    folder.run("--to pdf,epub a.md");
    let run = folder.run("check a.pdf a.epub");
    assert_eq!((run.code, run.out.as_str()), (0, "a.pdf: no fault found\na.epub: no fault found\n"));
    let run = folder.run("check a.epub b.epub b.pdf");
    assert!(run.code == 1 && run.out.contains("b.epub: ") && run.out.contains("b.pdf: "), "{}", run.out);
    assert_eq!(folder.run("check none.epub").code, 3);
    assert_eq!(folder.run("check a.md").code, 2);
}

#[test]
fn inspect_prints_the_document_and_why_it_is_read_so() {
    let folder = Folder::with(&[
        ("a.md", b"Some text.\n"),
        ("a.txt", b"A Title of Some Words\n\nBy Ann Lee\n\nText that is text.\n"),
    ]);
    let run = folder.run("inspect a.md");
    assert_eq!(run.code, 0);
    assert!(run.out.contains("@0-"), "{}", run.out);
    let run = folder.run("inspect a.txt");
    assert!(run.out.contains("3: byline ") && run.out.contains("paragraph <byline>"), "{}", run.out);
    let run = folder.run("inspect a.txt --why");
    assert!(run.out.contains("3: byline "), "{}", run.out);
    assert!(json(folder.run("inspect a.txt --why --json").out.as_bytes()).is_array());
    assert!(json(folder.run("inspect a.txt --json").out.as_bytes())["blocks"].is_array());
    assert_eq!(folder.run("inspect none.md").code, 3);
    assert_eq!(folder.run_with("inspect -", b"Text").code, 0);
}

#[test]
fn a_statement_says_how_accessible_documents_are() {
    let source =
        b"# One\n\n## Two\n\n#### Three\n\n![](dot.png) ![a dot](dot.png) [here](https://example.org) $x$ [^n]\n\n\
        | a |\n|---|\n| 1 |\n\n<table><tr><td>x</td></tr></table>\n\n[^n]: Note.\n";
    let dot = include_bytes!("../dot.png");
    let folder = Folder::with(&[("a.md", source), ("dot.png", dot)]);
    // Twice: what the cache has is made anew for it.
    for _ in 0..2 {
        let run = folder.run("--to pdf,epub,txt a.md -q --cache c --report a11y --report r.json");
        assert_eq!((run.code, run.err.as_str()), (0, ""));
    }
    assert_eq!(json(&folder.read("r.json"))["documents"][0]["outcome"], "converted");
    let report = json(&folder.read("a11y.json"));
    let document = &report["documents"][0];
    assert_eq!((&document["title"], &document["language"]), (&"One".into(), &"en".into()));
    let levels: Vec<_> = document["headings"].as_array().unwrap().iter().map(|h| h["level"].clone()).collect();
    assert_eq!(levels, [1, 2, 3]);
    assert_eq!(document["images"]["count"], 2);
    let silent = &document["images"]["withoutDescription"];
    assert_eq!((&silent[0]["image"], &silent[0]["place"]["line"]), (&"dot.png".into(), &7.into()));
    assert_eq!(
        (&document["tables"]["count"], &document["tables"]["withoutHead"][0]["place"]["line"]),
        (&2.into(), &13.into())
    );
    assert_eq!(document["links"]["sayingNothing"][0]["text"], "here");
    assert_eq!((&document["formulas"], &document["notes"]), (&1.into(), &1.into()));
    assert!(document["contrast"]["least"].as_f64().unwrap() >= 4.5);
    let codes: Vec<_> = document["findings"].as_array().unwrap().iter().map(|f| f["code"].clone()).collect();
    assert_eq!(codes, ["F0609", "F0603", "F0503"]);
    let [pdf, epub, txt] = &document["outputs"].as_array().unwrap()[..] else { panic!("{document}") };
    assert_eq!(pdf["standards"], serde_json::json!(["PDF/UA-1", "PDF/A-2a"]));
    assert_eq!((&pdf["ownCheck"]["passed"], &epub["ownCheck"]["passed"]), (&true.into(), &true.into()));
    assert_eq!(epub["accessMode"], serde_json::json!(["textual", "visual"]));
    assert!(epub["accessibilitySummary"].as_str().unwrap().contains("Images without alternative text: 1 of 2."));
    assert_eq!(txt["standards"], serde_json::json!([]));
    let run = folder.run("--to txt a.md -q --force --report a11y=deep/one.json");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(folder.files().contains(&"deep/one.json".to_owned()));
}

#[test]
fn what_a_source_lacks_fails_under_strict_and_is_repaired_otherwise() {
    let dot = include_bytes!("../dot.png");
    let whole = "---\ntitle: T\nlang: en\n---\n\n";
    for (name, text, code) in [
        ("an image without a description", format!("{whole}![](dot.png)\n"), "F0503"),
        ("a level left out", format!("{whole}# A\n\n### B\n"), "F0603"),
        ("no title", "---\nlang: en\n---\n\nText.\n".to_owned(), "F0608"),
        ("no language", "---\ntitle: T\n---\n\nText.\n".to_owned(), "F0609"),
        ("no glyph", format!("{whole}A \u{10FFFD} b\n"), "F0701"),
    ] {
        let folder = Folder::with(&[("a.md", text.as_bytes()), ("dot.png", dot)]);
        let run = folder.run("--to pdf,epub,txt a.md --diagnostics short");
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        assert_eq!(folder.files().len(), 5, "{name}: all are made");
        let run = folder.run("--to pdf,epub,txt a.md --force --strict --diagnostics short");
        assert_eq!(run.code, 1, "{name}: {}", run.err);
        assert!(run.err.contains(&format!("warning[{code}]")), "{name}: {}", run.err);
    }
    // Several headings are chapters: none of them is the title.
    let folder = Folder::with(&[("a.md", b"---\nlang: en\n---\n\n# One\n\nText.\n\n# Two\n\nText.\n")]);
    let run = folder.run("--to txt a.md --strict --diagnostics short");
    assert!(run.err.contains("there is no title: `a` is the title in the metadata"), "{}", run.err);
    let folder = Folder::with(&[("a.md", format!("{whole}Text.\n").as_bytes())]);
    assert_eq!(folder.run("--to pdf,epub,txt a.md --strict").code, 0);
    // A language that the text leaves no doubt of is not lacking: it is told, and no more.
    let text = b"---\ntitle: T\n---\n\nDas ist ein Haus, und der Hund ist nicht in dem Haus.\n";
    let run = Folder::with(&[("a.md", text)]).run("--to pdf,epub,txt a.md --strict --diagnostics short");
    assert_eq!((run.code, run.err.contains("note[F0606]")), (0, true), "{}", run.err);
}
