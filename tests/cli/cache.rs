//! Unchanged documents are not converted again.

use super::{Folder, Run};

fn project() -> Folder {
    let files: &[(&str, &[u8])] = &[
        ("convert.toml", b"inputs = ['in/']\nto = ['epub', 'txt']\noutput = 'out/'\n"),
        ("in/a.md", b"# A\n\nText.\n"),
        ("in/b.txt", b"caf\xe9\n"),
        ("in/c.md", b"# C\n\nText.\n"),
    ];
    Folder::with(files)
}

fn summary(run: &Run) -> &str {
    run.err.lines().last().unwrap_or("")
}

#[test]
fn a_second_run_does_nothing_and_warns_again() {
    let folder = project();
    let first = folder.run("");
    assert_eq!(summary(&first), "3 documents into 6 files, 1 warning in <time>");
    let modified = |name: &str| std::fs::metadata(folder.path(name)).unwrap().modified().unwrap();
    let before = modified("out/a.epub");
    let second = folder.run("");
    assert_eq!(summary(&second), "3 documents up to date, 1 warning in <time>");
    assert_eq!(second.err.replace("up to date", "into 6 files"), first.err);
    assert_eq!(modified("out/a.epub"), before);
    assert_eq!(summary(&folder.run("--force")), "3 documents into 6 files, 1 warning in <time>");
}

#[test]
fn only_what_changed_is_converted() {
    let folder = project();
    folder.run("");
    folder.put("in/a.md", b"# A\n\nOther text.\n");
    assert_eq!(summary(&folder.run("")), "1 document into 2 files, 2 up to date, 1 warning in <time>");
    assert!(String::from_utf8(folder.read("out/a.txt")).unwrap().contains("Other text."));
    assert_eq!(summary(&folder.run("--title Other")), "3 documents into 6 files, 1 warning in <time>");
}

#[test]
fn outputs_come_back_from_the_cache_however_they_were_lost() {
    let folder = project();
    folder.run("");
    let whole = folder.read("out/a.epub");
    std::fs::remove_file(folder.path("out/a.epub")).unwrap();
    folder.put("out/c.txt", b"spoilt");
    assert_eq!(summary(&folder.run("")), "2 documents into 4 files, 1 up to date, 1 warning in <time>");
    assert!(folder.read("out/a.epub") == whole);
    assert!(folder.read("out/c.txt") != b"spoilt");
}

#[test]
fn a_damaged_cache_is_made_anew() {
    let folder = project();
    folder.run("");
    let whole = folder.read("out/a.txt");
    let mut damaged = 0;
    for entry in walkdir::WalkDir::new(folder.path(".folio-cache/v1")).into_iter().flatten() {
        if entry.file_type().is_file() {
            let mut bytes = std::fs::read(entry.path()).unwrap();
            bytes.truncate(bytes.len() / 2);
            std::fs::write(entry.path(), bytes).unwrap();
            damaged += 1;
        }
    }
    assert!(damaged > 3);
    std::fs::remove_dir_all(folder.path("out")).unwrap();
    let run = folder.run("");
    assert_eq!(run.code, 0);
    assert_eq!(summary(&run), "3 documents into 6 files, 1 warning in <time>");
    assert!(
        run.err.contains("note[F0110]: what the cache has of it is damaged; it is made anew\n --> in/a.md\n"),
        "{}",
        run.err
    );
    assert!(folder.read("out/a.txt") == whole);
    std::fs::remove_dir_all(folder.path(".folio-cache")).unwrap();
    assert_eq!(folder.run("").code, 0);
}

#[test]
fn a_cache_serves_another_folder_of_another_user() {
    let (here, there) = (project(), project());
    here.run("");
    for entry in walkdir::WalkDir::new(here.path(".folio-cache")).into_iter().flatten() {
        let below = entry.path().strip_prefix(here.path("")).unwrap().to_str().unwrap().to_owned();
        match entry.file_type().is_dir() {
            true => std::fs::create_dir_all(there.path(&below)).unwrap(),
            false => there.put(&below, &std::fs::read(entry.path()).unwrap()),
        }
    }
    let status = there.command("-q --report report.json").env("HOME", "/home/another").status().unwrap();
    assert!(status.success());
    let report: serde_json::Value = serde_json::from_slice(&there.read("report.json")).unwrap();
    let read = |d: &serde_json::Value| d["readingSeconds"].as_f64().unwrap() > 0.0;
    assert_eq!(report["documents"].as_array().unwrap().iter().filter(|d| read(d)).count(), 0, "{report}");
    for name in ["out/a.epub", "out/b.txt", "out/c.epub"] {
        assert!(there.read(name) == here.read(name), "{name}");
    }
    // An older entry of another text is still good when that text comes back, as it does between branches.
    there.put("in/a.md", b"# A\n\nOther text.\n");
    there.run("");
    there.put("in/a.md", b"# A\n\nText.\n");
    there.run("");
    assert!(there.read("out/a.epub") == here.read("out/a.epub"));
}

#[test]
fn without_a_project_nothing_is_kept_unless_asked_for() {
    let folder = Folder::with(&[("a.md", b"Text\n")]);
    folder.run("--to txt a.md");
    assert!(!folder.path(".folio-cache").exists());
    folder.run("--to txt a.md --cache kept");
    assert!(folder.path("kept/CACHEDIR.TAG").exists());
    folder.put("convert.toml", b"inputs = ['a.md']\nto = 'txt'\ncache = false\n");
    folder.run("");
    assert!(!folder.path(".folio-cache").exists());
}

#[test]
fn a_cache_that_cannot_be_used_is_a_warning() {
    let folder = Folder::with(&[("a.md", b"Text\n"), ("file", b"")]);
    let run = folder.run("--to txt a.md --cache file/cache");
    assert_eq!(run.code, 0);
    assert!(run.err.starts_with("warning[F0109]: not a directory\n --> file/cache\n"), "{}", run.err);
}

/// Every file of the cache, as if nobody had touched it for so many hours.
fn aged(folder: &Folder, hours: u64) -> Vec<std::path::PathBuf> {
    let then = std::time::SystemTime::now() - std::time::Duration::from_secs(hours * 3600);
    let files = walkdir::WalkDir::new(folder.path(".folio-cache")).into_iter().flatten();
    let paths: Vec<_> = files.filter(|e| e.file_type().is_file()).map(|e| e.into_path()).collect();
    for path in &paths {
        std::fs::File::options().append(true).open(path).unwrap().set_modified(then).unwrap();
    }
    paths
}

#[test]
fn what_was_not_used_is_kept_for_a_month() {
    let folder = project();
    folder.run("");
    for (hours, kept) in [(12, true), (25, true), (29 * 24, true), (31 * 24, false)] {
        let before = aged(&folder, hours);
        // Other documents: what was made before is of no use to them.
        assert_eq!(folder.run(&format!("--title Other{hours} --author Nobody")).code, 0);
        assert_eq!(before.iter().all(|path| path.exists()), kept, "after {hours} hours");
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_cache_cost_no_file() {
    use std::os::unix::fs::symlink;
    use std::time::{Duration, SystemTime};
    let links = [
        (".folio-cache", "home"),
        (".folio-cache/v1", "../home"),
        (".folio-cache/.gitignore", "../home/rc"),
        (".folio-cache/CACHEDIR.TAG", "../home/rc"),
        (".folio-cache/v1/cleaned", "../../home/rc"),
        (".folio-cache/v1/stamps", "../../home/rc"),
    ];
    for (link, to) in links {
        let outer = Folder::with(&[
            ("home/rc", b"mine"),
            ("p/convert.toml", b"inputs = ['in/']\nto = 'txt'\noutput = 'out/'\n"),
            ("p/in/a.md", b"# A\n\nText.\n"),
        ]);
        let old = SystemTime::now() - Duration::from_secs(60 * 24 * 3600);
        std::fs::File::options().write(true).open(outer.path("home/rc")).unwrap().set_modified(old).unwrap();
        let place = outer.path(&format!("p/{link}"));
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        symlink(std::path::Path::new("..").join(to), place).unwrap();
        for _ in 0..2 {
            let run = outer.run("--config p/convert.toml");
            assert_eq!(run.code, 0, "{link}: {}", run.err);
        }
        assert_eq!(outer.read("home/rc"), b"mine", "{link}");
        assert_eq!(std::fs::read_dir(outer.path("home")).unwrap().count(), 1, "{link}");
        assert!(outer.path("p/out/a.txt").exists());
    }
}
