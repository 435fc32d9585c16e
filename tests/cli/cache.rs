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

/// An entry of a cache: its file, and what it says.
fn entries(folder: &Folder) -> Vec<(std::path::PathBuf, serde_json::Value)> {
    let files = walkdir::WalkDir::new(folder.path(".folio-cache/v1")).into_iter().flatten();
    let entry = |path: std::path::PathBuf| {
        let bytes = std::fs::read(&path).ok()?;
        let json = serde_json::from_slice(bytes.get(65..)?).ok()?;
        Some((path, json))
    };
    files.filter(|e| e.file_type().is_file()).filter_map(|e| entry(e.into_path())).collect()
}

/// Writes an entry as if the program had.
fn store(path: &std::path::Path, entry: &serde_json::Value) {
    use sha2::{Digest, Sha256};
    let json = entry.to_string();
    let sum: String = Sha256::digest(json.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(path, format!("{sum}\n{json}")).unwrap();
}

#[test]
fn a_poisoned_cache_costs_no_file_and_makes_none_that_is_not_sound() {
    type Poison = fn(&Folder);
    /// The file of an output.
    fn object(folder: &Folder, source: usize, format: &str) -> std::path::PathBuf {
        let (_, entry) = &entries(folder)[source];
        let output = entry["outputs"].as_array().unwrap().iter().find(|o| o["format"] == format).unwrap();
        let hash = output["hash"].as_str().unwrap();
        folder.path(".folio-cache/v1").join(&hash[..2]).join(&hash[2..])
    }
    /// Changes all entries.
    fn rewrite(folder: &Folder, change: impl Fn(&mut serde_json::Value)) {
        for (path, mut entry) in entries(folder) {
            change(&mut entry);
            store(&path, &entry);
        }
    }
    fn for_outputs(folder: &Folder, change: impl Fn(&mut serde_json::Value)) {
        rewrite(folder, |entry| entry["outputs"].as_array_mut().unwrap().iter_mut().for_each(&change));
    }
    let poisons: &[(&str, Poison)] = &[
        ("another document's output in its place", |f| {
            for format in ["epub", "pdf", "txt"] {
                std::fs::copy(object(f, 0, format), object(f, 1, format)).unwrap();
            }
        }),
        ("garbled", |f| {
            for format in ["epub", "pdf", "txt"] {
                let path = object(f, 0, format);
                let mut bytes = std::fs::read(&path).unwrap();
                let at = bytes.len() / 2;
                bytes[at] ^= 0x55;
                std::fs::write(path, bytes).unwrap();
            }
        }),
        ("cut short", |f| {
            for format in ["epub", "pdf", "txt"] {
                let path = object(f, 0, format);
                let bytes = std::fs::read(&path).unwrap();
                std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
            }
        }),
        ("a file of an endless size", |f| {
            std::fs::File::create(object(f, 0, "pdf")).unwrap().set_len(1 << 42).unwrap();
            for_outputs(f, |output| output["bytes"] = (1_u64 << 42).into());
        }),
        ("stamps of an endless size", |f| {
            std::fs::File::create(f.path(".folio-cache/v1/stamps")).unwrap().set_len(1 << 42).unwrap();
        }),
        ("an entry of an endless size", |f| {
            for (path, _) in entries(f) {
                std::fs::File::create(path).unwrap().set_len(1 << 42).unwrap();
            }
        }),
        ("hashes that lead elsewhere", |f| {
            for_outputs(f, |output| output["hash"] = "../../../home/rc".into());
        }),
        ("a hash of nothing", |f| {
            for_outputs(f, |output| output["hash"] = "0".repeat(64).into());
        }),
        ("no outputs", |f| rewrite(f, |entry| entry["outputs"] = serde_json::json!([]))),
        ("other formats", |f| for_outputs(f, |output| output["format"] = "pdf".into())),
        ("resources that are no files", |f| {
            let resource = serde_json::json!({ "from": null, "target": null, "found": "not found" });
            rewrite(f, |entry| entry["resources"] = serde_json::json!([resource]));
        }),
        ("no entries at all", |f| {
            for (path, _) in entries(f) {
                std::fs::write(path, "{}").unwrap();
            }
        }),
    ];
    // They are compared with what passed the judges once.
    let made = project();
    made.run("--to epub,pdf,txt");
    let run = |folder: &Folder| {
        let output = folder.command("--to epub,pdf,txt").output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let names = made.files().into_iter().filter(|name| name.starts_with("out/")).collect::<Vec<_>>();
    assert_eq!(names.len(), 9);
    for (what, poison) in poisons {
        let folder = project();
        folder.put("home/rc", b"mine");
        run(&folder);
        poison(&folder);
        std::fs::remove_dir_all(folder.path("out")).unwrap();
        let (code, err) = run(&folder);
        assert_eq!(code, Some(0), "{what}: {err}");
        assert_eq!(folder.read("home/rc"), b"mine", "{what}");
        for name in &names {
            assert!(folder.read(name) == made.read(name), "{what}: {name} is not what its source makes");
        }
    }
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_a_poisoned_cache_are_not_read() {
    let folder = project();
    folder.run("");
    let whole = folder.read("out/a.epub");
    folder.put("home/rc", b"mine");
    // In place of every file: half of them lead to a file of the user, half wait for a writer that never comes.
    let files: Vec<_> = walkdir::WalkDir::new(folder.path(".folio-cache/v1")).into_iter().flatten().collect();
    for (i, entry) in files.into_iter().filter(|e| e.file_type().is_file()).enumerate() {
        std::fs::remove_file(entry.path()).unwrap();
        if i % 2 == 0 {
            std::os::unix::fs::symlink(folder.path("home/rc"), entry.path()).unwrap();
        } else {
            assert!(std::process::Command::new("mkfifo").arg(entry.path()).status().unwrap().success());
        }
    }
    std::fs::remove_dir_all(folder.path("out")).unwrap();
    let run = folder.run("");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(folder.read("out/a.epub") == whole);
    assert_eq!(folder.read("home/rc"), b"mine");
    assert_eq!(summary(&folder.run("")), "3 documents up to date, 1 warning in <time>");
}

#[test]
fn an_output_that_cannot_be_put_back_takes_no_other_with_it() {
    let folder = Folder::with(&[("a.md", b"# A\n\n![no](none.png)\n")]);
    let words = "--to txt,epub -o out --cache cache a.md";
    assert_eq!(folder.run(words).code, 0);
    std::fs::remove_dir_all(folder.path("out")).unwrap();
    std::fs::create_dir_all(folder.path("out/a.txt")).unwrap();
    let run = folder.run(words);
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains("F0102") && run.err.contains("F0501"), "{}", run.err);
    assert!(folder.path("out/a.epub").is_file());
}
