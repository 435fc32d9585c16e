//! The forms of diagnostics.

use super::Folder;

fn folder() -> Folder {
    Folder::with(&[("a.txt", b"caf\xe9\n")])
}

#[test]
fn human_short_json_and_github() {
    let folder = folder();
    let words = "--to txt -o b.txt a.txt --diagnostics";
    let run = folder.run(&format!("{words} short"));
    assert_eq!(run.err, "a.txt:1:1: warning[F0201]: not valid UTF-8, read as windows-1252\n");
    let run = folder.run(&format!("{words} github"));
    assert!(run.out.starts_with("::warning file=a.txt,line=1,endLine=1,col=1,"), "{}", run.out);
    let run = folder.run(&format!("{words} json"));
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&value["code"], &value["file"], &value["line"]), (&"F0201".into(), &"a.txt".into(), &1.into()));
    assert_eq!(run.err, "");
}

#[test]
fn what_is_of_one_kind_is_told_together_in_the_order_of_the_source() {
    let text =
        "---\ntitle: T\nlang: en\n---\nSee [a](#one), [b](data.csv) and <x-y>z</x-y>.\n\n![m](no.png) [c](#two)\n";
    let folder = Folder::with(&[("a.md", text.as_bytes())]);
    let run = |form: &str| folder.run(&format!("--to pdf,epub,txt a.md --diagnostics {form} --force"));
    let human = "\
warning[F0601]: 3 links lead nowhere
 --> a.md:5:5
  |
5 | See [a](#one), [b](data.csv) and <x-y>z</x-y>.
  |     ^^^^^^^^^
  = a.md:5:5: nothing here is called `#one`
  = a.md:5:16: the link leads to `data.csv`, which is no part of this document; give the file's whole address on the web (`https://…`)
  = a.md:7:14: nothing here is called `#two`

warning[F0401]: ";
    let told = run("human").err;
    assert!(told.starts_with(human), "{told}");
    let lines: Vec<String> = run("short").err.lines().map(|l| l.chars().take(24).collect()).collect();
    let places = ["a.md:5:5: warning[F0601]", "a.md:5:16: warning[F0601", "a.md:5:34: warning[F0401"];
    assert_eq!(lines[..3], places);
    assert_eq!(lines[3..5], ["a.md:7:1: warning[F0501]", "a.md:7:14: warning[F0601"]);
    let out = run("json").out;
    let json: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    let details = json["details"].as_array().unwrap();
    let lines: Vec<_> = details.iter().map(|d| (d["line"].as_u64(), d["file"].as_str())).collect();
    assert_eq!(lines, [(Some(5), Some("a.md")), (Some(5), Some("a.md")), (Some(7), Some("a.md"))]);
    assert_eq!((details[1]["help"].is_string(), details[0].get("help")), (true, None));
    let out = run("sarif").out;
    let log: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["relatedLocations"].as_array().unwrap().len(), 3);
    let out = run("github").out;
    assert!(out.lines().next().unwrap().contains("%0Aa.md:7:14: nothing here is called `#two`"), "{out}");
}

#[test]
fn sarif_is_one_log_even_of_nothing() {
    let folder = folder();
    folder.put("b.md", b"Text\n");
    for (words, results) in [("--to epub a.txt b.md", 1), ("--to epub b.md", 0)] {
        let run = folder.run(&format!("{words} --diagnostics sarif"));
        let log: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(log["version"], "2.1.0");
        assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), results);
    }
}

#[test]
fn forges_are_given_paths_from_the_checkout() {
    let text: &[u8] = b"---\ntitle: T\nlang: en\n---\n\n[a](#one) [b](#two)\n";
    let folder = Folder::with(&[("sub/docs/a.md", text), ("sub/convert.toml", b"pagesize = 'a4'\n")]);
    let run = |here: &str, words: &str, checkout: &[(&str, &str)]| {
        let mut command = super::command_in(&folder.path(here), words);
        let output = command.envs(checkout.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let absolute = folder.path("").to_str().unwrap().to_owned();
    let words = "--no-config --force --to txt docs/a.md --diagnostics";
    for checkout in [("GITHUB_WORKSPACE", ".."), ("GITHUB_WORKSPACE", &absolute), ("CI_PROJECT_DIR", "..")] {
        let out = run("sub", &format!("{words} github"), &[checkout]);
        assert!(out.starts_with("::warning file=sub/docs/a.md,line=6"), "{out}");
        assert!(out.contains("%0Asub/docs/a.md:6:1: nothing here"), "{out}");
        let log: serde_json::Value = serde_json::from_str(&run("sub", &format!("{words} sarif"), &[checkout])).unwrap();
        let run = &log["runs"][0];
        let at = &run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!((&at["uri"], &at["uriBaseId"]), (&"sub/docs/a.md".into(), &"%SRCROOT%".into()));
        assert!(run["originalUriBaseIds"]["%SRCROOT%"].is_object());
    }
    let out =
        run("sub/docs", "--no-config --to txt ../docs/a.md --diagnostics github", &[("GITHUB_WORKSPACE", "../..")]);
    assert!(out.starts_with("::warning file=sub/docs/a.md,"), "{out}");
    // Elsewhere, and where there is no checkout, they begin at the working folder.
    for checkout in [("GITHUB_WORKSPACE", "docs"), ("GITHUB_WORKSPACE", "nowhere"), ("OTHER", "..")] {
        let out = run("sub", &format!("{words} github"), &[checkout]);
        assert!(out.starts_with("::warning file=docs/a.md,"), "{out}");
    }
    // A mistake in the project's file lands there too.
    let out = run("sub", "--to txt --diagnostics github", &[("GITHUB_WORKSPACE", "..")]);
    assert!(out.starts_with("::error file=sub/convert.toml,line=1,endLine=1,col=1,"), "{out}");
}

#[test]
fn findings_do_not_mix_with_a_document_on_standard_output() {
    let run = folder().run("--to txt -o - a.txt --diagnostics json");
    assert!(run.out.contains("café") && run.err.starts_with("{\"code\":\"F0201\""), "{} {}", run.out, run.err);
}

#[test]
fn explain_knows_every_code() {
    let folder = Folder::with(&[]);
    let list = folder.run("explain");
    assert!(list.out.lines().count() > 10);
    for line in list.out.lines() {
        let run = folder.run(&format!("explain {}", &line[..5]));
        assert!(run.code == 0 && run.out.starts_with(&line[..5]), "{line}");
    }
}

#[test]
fn a_standard_is_named_by_its_parts() {
    let folder = Folder::with(&[("a.md", b"# A\n")]);
    for (asked, version, claim) in [
        ("ua-1,a-2a", "%PDF-1.7", "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A"),
        ("a-2u", "%PDF-1.7", "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U"),
        ("a-3a,ua-1", "%PDF-1.7", "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A"),
        ("a-4", "%PDF-2.0", "<pdfaid:part>4"),
        ("ua-2", "%PDF-2.0", "<pdfuaid:part>2"),
        ("none", "%PDF-1.7", "<pdf:Producer>"),
    ] {
        let run = folder.run(&format!("--to pdf -q --force a.md --pdf-standard {asked}"));
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{asked}");
        let pdf = String::from_utf8_lossy(&folder.read("a.pdf")).into_owned();
        assert!(pdf.starts_with(version) && pdf.contains(claim), "{asked}");
        assert_eq!(pdf.contains("pdfaid:part"), asked != "none");
    }
    let run = folder.run("--to pdf a.md --pdf-standard ua-1,a-4");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("ua-1 goes with a-2a, a-2u or a-3a, and ua-2 with a-4"), "{}", run.err);
}
