//! What options, the keys of `convert.toml` and the head of a source can be: what is wrong is told where it stands,
//! before anything is written, and in a source it costs nothing but itself.

use super::Folder;

const PAGE: &[u8] = b"---\ntitle: A\nlang: en\n---\n\nWords.\n";

/// Options with values that they can't have, and what is said.
const WRONG: &[(&str, &str, &str)] = &[
    ("theme", "nove", "did you mean `novel`?"),
    ("theme", "x", "there are `article`"),
    ("margin", "wide", "write one to four lengths"),
    ("margin", "20mm 1 2 3 4", "write one to four lengths"),
    ("margin", "-1mm", "a margin is"),
    ("margin", "50%", "a margin is"),
    ("margin", "20cm", "the margins leave no room for text"),
    ("page-size", "a44", "did you mean `a4`?"),
    ("page-size", "a4 sideways", "write `a3`"),
    ("page-size", "1mm x 1mm", "a page is 50"),
    ("font-size", "1em", "write a size from 4pt to 72pt"),
    ("font-size", "200", "write a size from 4pt to 72pt"),
    ("epub-cover", "nothere.png", "no such file"),
    ("epub-cover", "docs", "is a directory"),
    ("epub-cover", "words.md", "it is none of PNG"),
    ("root", "nothere", "no such file"),
    ("root", "words.md", "it is no folder"),
    ("layout", "mirrored", "mirror"),
    ("lang", "gibberish", "BCP 47"),
    ("date", "yesterday", "2026-03-14"),
    ("width", "5", "from 20 to 1000"),
    ("wrap", "optimum", "optimal"),
    ("encoding", "utf-9", "utf-8"),
    ("input-style", "aricle", "article"),
    ("epub-split-level", "7", "6"),
    ("pdf-standard", "a-9", "the standards are"),
    ("limit", "pages", "the limits are"),
    ("exclude", "a[", ""),
    ("to", "pfd", "pdf"),
    ("from", "word", "markdown"),
];

fn folder() -> Folder {
    Folder::with(&[("a.md", PAGE), ("words.md", PAGE), ("docs/", b"")])
}

#[test]
fn a_wrong_value_on_the_command_line_is_2() {
    let folder = folder();
    let before = folder.files();
    for (option, value, says) in WRONG.iter().chain(&[("output", "", "value"), ("cache", "", "value")]) {
        let mut command = folder.command("--to epub a.md");
        let output = command.arg(format!("--{option}={value}")).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "--{option}={value}: {err}");
        assert!(err.contains(says) && err.starts_with("error"), "--{option}={value}: {err}");
        assert_eq!(folder.files(), before, "--{option}={value}");
    }
}

#[test]
fn a_wrong_value_in_a_project_is_2_at_its_place() {
    let folder = folder();
    for (key, value, says) in WRONG {
        // Once for all documents, and once for some.
        for (head, line) in [("to = 'epub'\n", 2), ("[[override]]\nfiles = 'a.md'\n", 3)] {
            if head.starts_with('[') && *key == "exclude" {
                continue;
            }
            let head = if *key == "to" { head.replace("to =", "title =") } else { head.to_owned() };
            folder.put("convert.toml", format!("{head}{key} = '{value}'\n").as_bytes());
            let before = folder.files();
            let run = folder.run("--to epub a.md --diagnostics short");
            assert_eq!(run.code, 2, "{key} = {value}: {}", run.err);
            assert!(
                run.err.starts_with(&format!("convert.toml:{line}:{}: error[F0104]: ", key.len() + 4)),
                "{}",
                run.err
            );
            let run = folder.run("--to epub a.md");
            assert!(run.err.contains(says), "{key} = {value}: {}", run.err);
            assert_eq!(folder.files(), before, "{key} = {value}");
        }
    }
    for (line, says) in [
        ("output = 5", "`output` is text in quotation marks"),
        ("output = ''", "`output` is not empty"),
        ("output = true", "`output` is not that kind of value"),
        ("cache = 5", "`cache` is text in quotation marks"),
        ("inputs = 5", "`inputs` is text in quotation marks"),
        ("inputs = ['a.md', 5]", "`inputs` is text in quotation marks"),
        ("inputs = ['']", "`inputs` is not empty"),
        ("exclude = [3]", "`exclude` is text in quotation marks"),
        ("theme = 5", "`theme` is text in quotation marks"),
        ("theme = ['novel', 'article']", "`theme` is one value, not a list"),
        ("root = 2026-01-01", "`root` is text in quotation marks"),
        ("title = ['A', 'B']", "`title` is one value, not a list"),
        ("title = { a = 1 }", "`title` is not a table"),
        ("toc = ['yes']", "`toc` is one value, not a list"),
        ("strict = 'yes'", "`strict` is true or false"),
        ("deny = ['F9999']", "`deny` cannot be `F9999`"),
        ("output = '../elsewhere/'", "`output` lies outside of the project"),
        ("theme = '/etc/my.toml'", "`theme` lies outside of the project"),
    ] {
        folder.put("convert.toml", format!("{line}\n").as_bytes());
        let run = folder.run("--to txt --diagnostics short");
        assert_eq!(run.code, 2, "{line}: {}", run.err);
        assert!(run.err.starts_with("convert.toml:1:") && run.err.contains(says), "{line}: {}", run.err);
    }
    assert_eq!(folder.files(), ["a.md", "convert.toml", "words.md"]);
}

#[test]
fn numbers_without_a_unit_and_pages_on_their_side_are_understood() {
    let folder = folder();
    let made = |option: &str, value: &str, key: bool| {
        let line = if key { format!("{option} = {value}\n") } else { String::new() };
        folder.put("convert.toml", line.as_bytes());
        let mut command = folder.command("--to pdf a.md --pdf-standard none --strict --no-cache --force");
        if !key {
            command.arg(format!("--{option}")).arg(value);
        }
        let output = command.output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), err.as_str()), (Some(0), ""), "{option} {value}");
        folder.read("a.pdf")
    };
    for (option, bare, full) in [
        ("margin", "20", "20mm"),
        ("margin", "20 18.5", "20mm 18.5mm"),
        ("margin", "2 cm, 30", "20mm 30mm"),
        ("font-size", "12", "12pt"),
        ("page-size", "148 x 210", "a5"),
        ("page-size", "148x210mm", "a5"),
    ] {
        assert!(made(option, bare, false) == made(option, full, false), "{option} {bare}");
        assert!(made(option, &format!("'{bare}'"), true) == made(option, full, false), "{option} = '{bare}'");
    }
    assert!(made("margin", "20", true) == made("margin", "20mm", false));
    assert!(made("font-size", "12.5", true) == made("font-size", "12.5pt", false));
    for size in ["a4 landscape", "A4-Landscape", "landscape a4"] {
        assert!(made("page-size", size, false) == made("page-size", "297mm x 210mm", false), "{size}");
        assert!(made("page-size", &format!("'{size}'"), true) == made("page-size", "297mm x 210mm", false), "{size}");
    }
}

#[test]
fn a_wrong_value_in_a_source_is_a_warning_at_its_place() {
    let head = "---\ntitle: A\nlang: en\npage-size: a44\nmargin: wide\nfont-size: 1em\ntheme: nove\ntoc: perhaps\n---\n\nWords.\n";
    let folder = Folder::with(&[("a.md", head.as_bytes()), ("b.md", PAGE)]);
    for format in ["pdf", "epub", "txt"] {
        let run = folder.run(&format!("--to {format} a.md --diagnostics short"));
        assert_eq!(run.code, 0, "{}", run.err);
        let told: Vec<&str> = run.err.lines().collect();
        for (at, (place, says)) in [
            ("a.md:4:12: warning[F1105]: ", "`a44` is no page size"),
            ("a.md:5:9: warning[F1105]: ", "`wide` is no margin"),
            ("a.md:6:12: warning[F1105]: ", "`1em` is no text size"),
            ("a.md:7:8: warning[F1104]: ", "there is no theme `nove`"),
            ("a.md:8:6: warning[", "`perhaps` is neither true nor false"),
        ]
        .into_iter()
        .enumerate()
        {
            assert!(told[at].starts_with(place) && told[at].ends_with(says), "{told:#?}");
        }
        assert_eq!(told.len(), 5, "{told:#?}");
    }
    folder.run("--to pdf b.md --pdf-standard none");
    folder.run("--to pdf a.md --pdf-standard none");
    assert!(folder.read("a.pdf") == folder.read("b.pdf"), "the default is taken");
    folder.put("a.md", b"---\ntitle: A\nlang: en\nmargin: 20cm\n---\n\nWords.\n");
    let run = folder.run("--to pdf a.md --diagnostics short");
    assert_eq!(run.code, 0);
    assert!(run.err.starts_with("a.md: warning[F1105]: the margins leave no room for text"), "{}", run.err);
    folder.put("a.md", b"---\ntitle: A\nlang: en\ncover: no.png\n---\n\nWords.\n");
    let run = folder.run("--to epub a.md --diagnostics short");
    assert!(run.err.starts_with("a.md:4:8: warning[F0501]: `no.png`: no such file"), "{}", run.err);
    folder.put("a.md", b"---\ntitle: A\nlang: en\npage-size: a4 landscape\nmargin: 20\nfont-size: 12\n---\n\nWords.\n");
    let run = folder.run("--to pdf a.md --strict --pdf-standard none");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let mut command = folder.command("--to pdf b.md --pdf-standard none --margin 20mm --font-size 12pt");
    assert!(command.args(["--page-size", "a4 landscape"]).status().unwrap().success());
    assert!(folder.read("a.pdf") == folder.read("b.pdf"));
}
