//! The architecture as a test: which room of the crate may name which (`crate::ROOM` in its code), and which files stand
//! in circles.

mod graph;
mod lexer;
mod standing;

use graph::{circles, graph};
use standing::CIRCLES;
use std::path::{Path, PathBuf};

/// A room, and the rooms it may name besides itself. `lib.rs`, `main.rs` and the build script stand outside.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("cancel", &[]),
    ("source", &[]),
    ("spelling", &[]),
    ("words", &[]),
    ("article", &["words"]),
    ("measure", &["source", "spelling"]),
    ("files", &[]),
    ("fonts", &["files"]),
    ("document", &["measure", "source", "words"]),
    ("diagnostic", &["source"]),
    ("theme", &["measure", "source", "files", "diagnostic", "document", "fonts"]),
    ("options", &["cancel", "document", "theme"]),
    ("math", &["document", "diagnostic", "fonts", "source"]),
    ("highlight", &["source"]),
    // A formula of a page has two forms: the reader takes the one that is understood.
    (
        "read",
        &[
            "article",
            "spelling",
            "cancel",
            "measure",
            "source",
            "diagnostic",
            "document",
            "files",
            "math",
            "options",
            "words",
        ],
    ),
    ("transform", &["spelling", "source", "diagnostic", "document", "files", "math", "options", "read", "words"]),
    (
        "typeset",
        &["cancel", "measure", "source", "diagnostic", "document", "fonts", "highlight", "math", "options", "theme"],
    ),
    (
        "write",
        &[
            "cancel",
            "source",
            "diagnostic",
            "document",
            "fonts",
            "highlight",
            "math",
            "options",
            "theme",
            "typeset",
            "words",
        ],
    ),
    (
        "cli",
        &[
            "spelling",
            "cancel",
            "measure",
            "source",
            "diagnostic",
            "document",
            "files",
            "fonts",
            "math",
            "options",
            "read",
            "theme",
            "transform",
            "typeset",
            "write",
        ],
    ),
];

/// Pairs of sub-rooms that must not see each other: a writer another writer, a reader another reader.
const APART: &[(&str, &str)] = &[
    ("write/pdf", "crate::write::epub"),
    ("write/pdf", "crate::write::txt"),
    ("write/epub", "crate::write::pdf"),
    ("write/epub", "crate::write::txt"),
    ("write/epub", "crate::typeset"),
    ("write/xhtml", "crate::write::epub"),
    ("write/xhtml", "crate::write::pdf"),
    ("write/xhtml", "crate::write::txt"),
    ("write/xhtml", "crate::typeset"),
    ("write/pdf", "crate::write::xhtml"),
    ("write/txt", "crate::write::xhtml"),
    ("write/txt", "crate::write::pdf"),
    ("write/txt", "crate::write::epub"),
    ("write/txt", "crate::typeset"),
    ("read/plain", "crate::read::markdown"),
    ("read/plain", "crate::read::html"),
    ("read/markdown", "crate::read::plain"),
    ("read/html", "crate::read::plain"),
    ("read/html", "crate::read::markdown"),
    ("read/markdown", "crate::read::html"),
    ("read/plain", "crate::read::markup"),
    // What readers drive knows none of them, and a document is built without a word of HTML's.
    ("read/build", "crate::read::html"),
    ("read/build", "crate::read::markdown"),
    ("read/build", "crate::read::plain"),
    ("read/build", "crate::read::markup"),
    ("read/markup", "crate::read::html"),
    ("read/markup", "crate::read::markdown"),
    ("read/markup", "crate::read::plain"),
];

#[test]
fn files_stand_in_no_circle_but_those_that_are_told() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let graph = graph(&source, &sources(&source));
    assert!(graph["write/txt/mod.rs"].contains("write/writer.rs"), "a re-export leads to the definition");
    let found = circles(&graph);
    let mut faults = Vec::new();
    for circle in found.iter().filter(|circle| !CIRCLES.iter().any(|(told, _)| is(told, circle))) {
        let within = |file: &String| graph[file].iter().filter(|to| circle.contains(to)).cloned().collect::<Vec<_>>();
        let edges = circle.iter().map(|file| format!("  {file} names {}", within(file).join(", ")));
        faults.push(format!("a circle that is not told:\n{}", edges.collect::<Vec<_>>().join("\n")));
    }
    for (told, reason) in CIRCLES {
        if !found.iter().any(|circle| is(told, circle)) {
            faults.push(format!("no such circle stands any more: {} ({reason})", told.join(", ")));
        }
    }
    assert!(faults.is_empty(), "mend it, or tests/imports/standing.rs:\n{}", faults.join("\n"));
}

/// Crates that one folder alone names.
const HIDDEN: &[(&str, &str)] =
    &[("clap", "cli/arguments/"), ("clap_complete", "cli/arguments/"), ("clap_mangen", "cli/arguments/")];

#[test]
fn what_reads_the_command_line_is_named_in_one_folder() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (name, folder) in HIDDEN {
        let mut named = 0;
        for path in sources(&source) {
            let text = std::fs::read_to_string(&path).unwrap();
            if lexer::tokens(&text).contains(name) {
                let file = path.strip_prefix(&source).unwrap().to_string_lossy().replace('\\', "/");
                assert!(file.starts_with(folder), "{file} names {name}");
                named += 1;
            }
        }
        assert!(named > 0, "nothing names {name}");
    }
}

/// Whether a circle is the one that is told.
fn is(told: &[&str], circle: &[String]) -> bool {
    let fits = |told: &str, file: &str| if told.ends_with('/') { file.starts_with(told) } else { file == told };
    circle.iter().all(|file| told.iter().any(|told| fits(told, file)))
        && told.iter().all(|told| circle.iter().any(|file| fits(told, file)))
}

#[test]
fn circles_are_found_through_re_exports_and_not_through_tests() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("lib.rs", "mod a;\nmod b;\nmod c;\nmod d;\npub fn b() {}\n");
    write("a/mod.rs", "mod inner;\n#[cfg(test)]\nmod trial;\npub use inner::{A, other};\n// uses inner::A\n");
    write("a/inner.rs", "use crate::b::{self, B};\npub struct A(B);\nfn other() -> char { b::f('\"') }\n");
    write("a/trial.rs", "use crate::c::C;\n");
    write("b.rs", "use crate::a;\npub struct B;\npub fn f(c: char) -> char { c }\nfn g<'a>(_: &'a a::A) {}\n");
    write("c.rs", "pub struct C(crate::d::D);\n/* crate::a::A */ const TEXT: &str = r#\"crate::a::\"A\"\"#;\n");
    write("d.rs", "pub struct D;\n#[cfg(test)]\nmod tests {\n    use crate::c::*;\n    fn c() -> C {}\n}\n");
    let graph = graph(folder.path(), &sources(folder.path()));
    assert_eq!(circles(&graph), [["a/inner.rs", "b.rs"]], "{graph:?}");
    assert!(graph["c.rs"].iter().eq(["d.rs"]) && graph["a/mod.rs"].is_empty(), "{graph:?}");
}

#[test]
fn rooms_name_only_rooms_above_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for path in sources(&source) {
        let relative = path.strip_prefix(&source).unwrap().to_string_lossy().replace('\\', "/");
        let room = relative.split(['/', '.']).next().unwrap();
        if matches!(relative.as_str(), "lib.rs" | "main.rs" | "build.rs") {
            continue;
        }
        let (_, allowed) =
            MAY_NAME.iter().find(|(r, _)| *r == room).unwrap_or_else(|| panic!("no line for the room `{room}`"));
        let text = std::fs::read_to_string(&path).unwrap();
        // Tests may look anywhere: they stand at the end of a file, or in a file called tests.
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        let in_tests = relative.contains("/tests");
        for (number, line) in code.lines().enumerate().filter(|_| !in_tests) {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for named in line.split("crate::").skip(1) {
                let named: String = named.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if named != room
                    && !named.is_empty()
                    && !allowed.contains(&named.as_str())
                    && MAY_NAME.iter().any(|(r, _)| *r == named)
                {
                    faults.push(format!("{relative}:{}: `{room}` names `{named}`", number + 1));
                }
            }
            for (folder, other) in APART {
                if relative.starts_with(folder) && line.contains(other) {
                    faults.push(format!("{relative}:{}: `{folder}` names `{other}`", number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The files of a folder, and of those in it.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(folder, &mut files);
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the sources can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}
