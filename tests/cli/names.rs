//! Names of files that are no letters (on Unix a name is bytes), and names as long as the system takes them.

use super::{Folder, Run, judged, without_times};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

const DOT: &[u8] = include_bytes!("../dot.png");
/// Two names in Latin-1, which are shown alike: é and è are one byte each.
const ALIKE: [&[u8]; 2] = [b"caf\xe9", b"caf\xe8"];

/// A path in the folder.
fn path(folder: &Folder, name: &[u8]) -> PathBuf {
    folder.path("").join(OsStr::from_bytes(name))
}

/// Writes a file, and the folder it lies in.
fn put(folder: &Folder, name: &[u8], bytes: &[u8]) {
    let path = path(folder, name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// Runs the command with these words and these names.
fn run(folder: &Folder, words: &str, names: &[&[u8]]) -> Run {
    let output = folder.command(words).args(names.iter().map(|name| OsStr::from_bytes(name))).output().unwrap();
    judged::judge_all(&folder.path(""), "cli/names");
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: without_times(&String::from_utf8(output.stderr).unwrap()),
    }
}

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

#[test]
fn a_name_that_is_no_letters_is_a_name() {
    let folder = Folder::with(&[("empty/", b"")]);
    for name in ALIKE {
        put(&folder, &joined(&[b"in/", name, b".md"]), b"# Title\n\nThe same words. ![a dot](b%E4%ff.png)\n");
    }
    put(&folder, b"in/b\xe4\xff.png", DOT);
    let sources = ALIKE.map(|name| joined(&[b"in/", name, b".md"]));
    let named: Vec<&[u8]> = sources.iter().map(|name| &name[..]).collect();
    // Named, found, and found by a glob; without a cache, with a new one, with a full one, and out of it.
    let all = [
        ("--to txt,epub,pdf -o out/ --diagnostics json", &named[..], false),
        ("--to txt,epub,pdf -o out/ --diagnostics json in/", &[], false),
        ("--to txt,epub,pdf -o out/ --diagnostics json --cache kept in/c*.md", &[], false),
        ("--to txt,epub,pdf -o out/ --diagnostics json --cache kept in/", &[], false),
        ("--to txt,epub,pdf -o out/ --diagnostics json --cache kept in/", &[], true),
    ];
    for (words, names, lost) in all {
        if lost || !words.contains("--cache") {
            let _ = std::fs::remove_dir_all(folder.path("out"));
        }
        let run = run(&folder, &format!("{words} --report report.json"), names);
        assert_eq!((run.code, run.err.as_str(), run.out.as_str()), (0, "", ""), "{words}");
        for name in ALIKE {
            for ending in [&b".txt"[..], b".epub", b".pdf"] {
                let output = path(&folder, &joined(&[b"out/", name, ending]));
                assert!(output.is_file(), "{words}: {}", output.display());
            }
        }
        let report: serde_json::Value = serde_json::from_slice(&folder.read("report.json")).unwrap();
        assert!(report.to_string().contains("in/caf\u{fffd}.md"), "{report}");
    }
}

#[test]
fn a_project_may_lie_in_any_folder() {
    let project = b"inputs = ['in/*.md', 'more/']\nexclude = ['in/left*', 'more/b.md']\nto = ['txt']\noutput = 'out/'\ncache = 'kept'\n";
    for name in [&b"p\xe4"[..], b"p[1]", b"{a,b}", b"*"] {
        let folder = Folder::with(&[]);
        let file = joined(&[name, b"/convert.toml"]);
        put(&folder, &file, project);
        for source in [&b"in/a.md"[..], b"in/left.md", b"more/b.md", b"more/c.md"] {
            put(&folder, &joined(&[name, b"/", source]), b"# Title\n\nWords.\n");
        }
        let report = joined(&[name, b"\xff.json"]);
        let run = run(&folder, "--config", &[&file, b"--report", &report]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
        assert!(run.err.contains("2 documents into 2 files"), "{}", run.err);
        assert!(path(&folder, &report).is_file());
        for output in [&b"/out/a.txt"[..], b"/out/c.txt", b"/kept"] {
            assert!(path(&folder, &joined(&[name, output])).exists(), "{}", String::from_utf8_lossy(output));
        }
    }
}

#[test]
fn names_that_are_shown_alike_are_kept_apart() {
    let folder = Folder::with(&[("convert.toml", b"inputs = ['in/']\nto = ['txt']\noutput = 'out/'\n")]);
    // The sources have the same bytes; what tells them apart is the picture of each folder.
    for name in ALIKE {
        put(&folder, &joined(&[b"in/", name, b"/a.md"]), b"# Title\n\nWords. ![a dot](dot.png)\n");
    }
    put(&folder, b"in/caf\xe8/dot.png", DOT);
    let first = run(&folder, "", &[]);
    assert!(first.err.contains("warning[F0501]") && first.err.contains("in/caf\u{fffd}/a.md"), "{}", first.err);
    assert!(first.err.ends_with("2 documents into 2 files, 1 warning in <time>\n"), "{}", first.err);
    for form in ["json", "sarif", "github", "short"] {
        let told = run(&folder, &format!("--diagnostics {form}"), &[]);
        assert!(told.out.contains("F0501") || told.err.contains("F0501"), "{form}: {}{}", told.out, told.err);
        if form == "json" || form == "sarif" {
            let json: serde_json::Value = serde_json::from_str(&told.out).unwrap();
            assert!(json.to_string().contains("caf\u{fffd}") || json.to_string().contains("caf%EF%BF%BD"), "{json}");
        }
    }
    let again = run(&folder, "", &[]);
    assert!(again.err.ends_with("2 documents up to date, 1 warning in <time>\n"), "{}", again.err);
    put(&folder, b"in/caf\xe9/dot.png", DOT);
    let mended = run(&folder, "", &[]);
    assert_eq!(mended.err, "1 document into 1 file, 1 up to date in <time>\n");
}

#[test]
fn an_output_and_a_project_may_be_called_so_too() {
    let folder = Folder::with(&[("a.md", b"---\ntitle: A\nlang: en\n---\n\nWords.\n")]);
    put(&folder, b"cover-\xff.png", DOT);
    let done = run(&folder, "a.md --to txt -o", &[b"out-\xff.txt"]);
    assert_eq!((done.code, path(&folder, b"out-\xff.txt").is_file()), (0, true), "{}", done.err);
    let done = run(&folder, "a.md --to txt -o", &[b"folder-\xff/"]);
    assert_eq!((done.code, path(&folder, b"folder-\xff/a.txt").is_file()), (0, true), "{}", done.err);
    let done = run(&folder, "a.md --to epub --cache kept --strict --epub-cover", &[b"cover-\xff.png"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let missing = run(&folder, "--to txt", &[b"gone-\xff.md"]);
    assert_eq!(missing.code, 3, "{}", missing.err);
    assert!(missing.err.contains("gone-\u{fffd}.md"), "{}", missing.err);
}
