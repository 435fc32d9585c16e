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
    // The address can be divided nowhere.
    let source = format!("See <a href=\"https://a.example/\">{}</a> for more.\n", "unbreakable".repeat(12));
    let folder = Folder::with(&[("a.md", source.as_bytes())]);
    let run = folder.run("--to pdf a.md -q --lang ia --page-size a6 --report report.json");
    assert_eq!(run.code, 0, "{}", run.err);
    let report = json(&folder.read("report.json"));
    let document = &report["documents"][0];
    assert_eq!(document["figures"]["pages"], 1);
    assert_eq!(document["figures"]["widows"], 0);
    assert_eq!(document["figures"]["overfull-lines"], 1);
    let place = document["places"]["overfull-lines"][0].as_str().unwrap();
    assert!(place.starts_with("page 1: ") && place.contains("breakableunbreakable"), "{place}");
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
