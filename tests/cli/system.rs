//! What the system allows: the mask of new files, the size of a file, memory, the length of a name.

use super::{Folder, Run, without_times};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

const TEXT: &[u8] = b"---\ntitle: A\nlang: en\n---\n\nWords of a text.\n";

/// Runs the command in a shell that sets something first.
fn run_under(folder: &Folder, set: &str, words: &str) -> Run {
    let mut command = Command::new("sh");
    command.current_dir(folder.path("")).env_remove("RUST_BACKTRACE");
    let script = format!("{set}; exec \"$0\" {words}");
    let output = command.args(["-c", &script, env!("CARGO_BIN_EXE_convert")]).output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: without_times(&String::from_utf8_lossy(&output.stderr)),
    }
}

#[test]
fn a_cache_can_be_shared_as_far_as_the_mask_allows() {
    for (mask, expected) in [("022", 0o644), ("027", 0o640), ("077", 0o600)] {
        let folder = Folder::with(&[("a.md", TEXT)]);
        let run = run_under(
            &folder,
            &format!("umask {mask}"),
            "--to pdf,txt --cache kept --report r.json --report a11y --force a.md",
        );
        assert_eq!(run.code, 0, "{}", run.err);
        let mut count = 0;
        for entry in walkdir::WalkDir::new(folder.path("")).into_iter().flatten().filter(|e| e.file_type().is_file()) {
            if entry.file_name() != "a.md" {
                let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
                assert_eq!(mode, expected, "umask {mask}: {}", entry.path().display());
                count += 1;
            }
        }
        assert!(count > 6, "{count} files");
    }
}

#[test]
fn a_file_that_may_not_be_so_large_is_told_and_leaves_nothing() {
    let folder = Folder::with(&[("a.md", TEXT), ("b.md", TEXT)]);
    // The PDF passes it, the text does not.
    let run = run_under(&folder, "ulimit -f 4", "--to pdf,txt -o out/ --cache kept a.md b.md --report large.json");
    assert_eq!(run.code, 4, "{}", run.err);
    for name in ["a", "b"] {
        assert!(run.err.contains(&format!("out/{name}.pdf")), "{}", run.err);
    }
    assert!(run.err.contains("help: `ulimit -f`"), "{}", run.err);
    let files = folder.files();
    assert!(files.iter().all(|name| !name.contains("folio-part") && !name.ends_with(".pdf")), "{files:?}");
    assert!(files.contains(&"out/a.txt".to_owned()), "{files:?}");
    // An older output stays what it was.
    folder.put("out/a.pdf", b"old");
    assert_eq!(run_under(&folder, "ulimit -f 4", "--to pdf -o out/ a.md").code, 4);
    assert_eq!(folder.read("out/a.pdf"), b"old");
}

#[test]
fn too_little_memory_leaves_no_half_of_a_file() {
    let folder = Folder::with(&[("a.md", &[TEXT, &b"Some words. ".repeat(60_000)].concat())]);
    for kilobytes in [90_000, 150_000, 250_000, 400_000, 600_000, 700_000] {
        let set = format!("ulimit -v {kilobytes}");
        let run = run_under(&folder, &set, "--to pdf,epub,txt -o out/ a.md");
        assert!(!run.err.contains("panicked") && !run.err.contains("stack backtrace"), "{kilobytes}: {}", run.err);
        assert!(run.code == 0 || !run.err.is_empty(), "{kilobytes}: it fails without a word");
        for name in folder.files().iter().filter(|name| name.starts_with("out/") && !name.ends_with("folio-part")) {
            if !name.ends_with(".txt") {
                let checked = folder.run(&format!("check {name}"));
                assert_eq!(checked.code, 0, "{kilobytes}: {}", checked.out);
            }
        }
    }
}

#[test]
fn a_name_may_be_as_long_as_the_system_takes() {
    let (longest, longer) = ("a".repeat(250), "b".repeat(251));
    let folder = Folder::with(&[(&format!("in/{longest}.md"), TEXT), (&format!("in/{longer}.md"), TEXT)]);
    // The judges' copies of the outputs would have longer names.
    let run = run_under(&folder, ":", "--to pdf,epub -o out/ --cache kept in/");
    // One EPUB has a name of 255 bytes, the other would have one more.
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains(&format!("out/{longer}.epub")), "{}", run.err);
    assert!(run.err.contains("name too long") && run.err.contains("help: `--output FILE`"), "{}", run.err);
    let files: Vec<_> = folder.files().into_iter().filter(|name| name.starts_with("out/")).collect();
    assert_eq!(files, [format!("out/{longest}.epub"), format!("out/{longest}.pdf"), format!("out/{longer}.pdf")]);
}
