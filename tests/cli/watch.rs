//! `--watch`, `--preview` and Ctrl-C, with real processes.

use super::Folder;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A program that is ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until something is so.
fn until(what: &str, mut so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !so() {
        assert!(started.elapsed() < Duration::from_secs(60), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn text(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path(name)).unwrap_or_default()
}

#[test]
fn a_change_a_new_source_and_a_changed_project_are_converted() {
    let folder = Folder::with(&[
        ("convert.toml", b"inputs = ['in/']\nto = 'txt'\noutput = 'out/'\n"),
        ("in/a.md", b"First words.\n"),
    ]);
    let mut command = folder.command("--watch");
    let _running = Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    until("the first conversion", || text(&folder, "out/a.txt").contains("First"));
    folder.put("in/a.md", b"Second words.\n");
    until("the change", || text(&folder, "out/a.txt").contains("Second"));
    folder.put("in/b.md", b"Another source.\n");
    until("the new source", || text(&folder, "out/b.txt").contains("Another"));
    folder.put("convert.toml", b"inputs = ['in/']\nto = 'nonsense'\n");
    std::thread::sleep(Duration::from_millis(100));
    folder.put("convert.toml", b"inputs = ['in/']\nto = 'txt'\noutput = 'new/'\n");
    until("the mended project", || text(&folder, "new/a.txt").contains("Second"));
}

#[test]
fn the_preview_tells_of_a_change() {
    let folder = Folder::with(&[("a.md", b"# One\n\nFirst words.\n")]);
    let mut command = folder.command("--to epub,txt a.md --preview=0");
    let mut running = Running(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    let mut err = BufReader::new(running.0.stderr.take().unwrap());
    err.read_line(&mut line).unwrap();
    let (host, secret) = line.trim().strip_prefix("preview at http://").unwrap().split_once('/').unwrap();
    assert_eq!(secret.trim_end_matches('/').len(), 32, "{line}");
    let get = |target: &str| {
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET /{secret}{target} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    assert!(get("news?since=0").contains("\"version\":1"));
    assert!(get("output/1").contains("First words."));
    assert!(get("output/0/").contains("nav.xhtml"));
    folder.put("a.md", b"# One\n\nSecond words.\n");
    assert!(get("news?since=1").contains("\"version\":2"));
    assert!(get("output/1").contains("Second words."));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_with_130_and_leaves_whole_files_only() {
    let folder = Folder::with(&[]);
    for i in 0..400 {
        folder.put(&format!("in/{i:03}.md"), format!("# {i}\n\n{}\n", "Some words. ".repeat(2000)).as_bytes());
    }
    let mut command = folder.command("--to txt,epub -o out in -j 1");
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    until("the first output", || folder.path("out").is_dir() && folder.files().iter().any(|n| n.ends_with(".epub")));
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{err}");
    assert!(err.starts_with("interrupted: "), "{err}");
    let files = folder.files();
    assert!(files.iter().all(|name| !name.contains("folio-part")));
    let epubs = files.iter().filter(|n| n.ends_with(".epub")).count();
    assert!(epubs > 0 && epubs < 400, "{epubs}");
    assert_eq!(files.iter().filter(|n| n.ends_with(".txt")).count(), epubs);
}

#[cfg(unix)]
#[test]
fn a_run_that_takes_long_ends_when_it_is_asked_to() {
    let long = "Some words and *others* in a paragraph.\n\n".repeat(500_000);
    let folder = Folder::with(&[("a.md", long.as_bytes())]);
    let mut child = folder.command("--to pdf a.md").stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let asked = std::time::Instant::now();
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    until("its end", || child.try_wait().unwrap().is_some() || asked.elapsed() > Duration::from_secs(20));
    let ended = child.try_wait().unwrap();
    let _ = child.kill();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(ended.and_then(|status| status.code()), Some(130), "{err}");
    assert!(err.starts_with("interrupted: "), "{err}");
    assert_eq!(folder.files(), ["a.md"]);
}

#[cfg(unix)]
#[test]
fn a_run_that_waits_for_a_pipe_ends_when_it_is_asked_to() {
    for (source, signal) in [("f.md", "-TERM"), ("f.md", "-INT"), ("--from markdown -", "-TERM")] {
        let folder = Folder::with(&[("a.md", b"# A\n\nText.\n")]);
        let pipe = folder.path("f.md");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let words = format!("--to txt -o x.txt --report r.json {source}");
        let mut child = folder.command(&words).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        until("the report's beginning", || folder.files().iter().any(|name| name.contains("folio-part")));
        std::thread::sleep(Duration::from_millis(200));
        let asked = std::time::Instant::now();
        let pid = child.id().to_string();
        assert!(std::process::Command::new("kill").args([signal, &pid]).status().unwrap().success());
        until("its end", || child.try_wait().unwrap().is_some() || asked.elapsed() > Duration::from_secs(5));
        let ended = child.try_wait().unwrap();
        let _ = child.kill();
        assert_eq!(ended.and_then(|status| status.code()), Some(130), "{source} {signal}");
        assert!(folder.files().iter().all(|name| !name.contains("folio-part")), "{:?}", folder.files());
    }
}
