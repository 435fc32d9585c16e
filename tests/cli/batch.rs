//! Many documents at once.

use super::Folder;
use std::io::Read;
use std::process::Stdio;

/// A folder `in/` of some documents, every fifth of which has something to be warned about.
fn many(count: usize) -> Folder {
    let folder = Folder::with(&[]);
    for i in 0..count {
        let text = format!("# {i}\n\n{}\n", "Words and more words. ".repeat(1 + (i * 7) % 40));
        let mut bytes = text.into_bytes();
        if i % 5 == 0 {
            bytes.push(0xE9);
        }
        folder.put(&format!("in/{i:03}.md"), &bytes);
    }
    folder
}

#[test]
fn reports_come_in_the_order_of_the_sources_whatever_the_threads() {
    let folder = many(40);
    let one = folder.run("--to txt -o one in --diagnostics short -j 1");
    let two = folder.run("--to txt -o two in --diagnostics short -j 4");
    assert_eq!((one.code, &one.err), (0, &two.err));
    let names: Vec<_> = one.err.lines().filter(|l| l.contains("F0201")).map(|l| &l[..9]).collect();
    let expected: Vec<_> = (0..40).step_by(5).map(|i| format!("in/{i:03}.md")).collect();
    assert_eq!(names, expected);
    assert_eq!(one.err.lines().last().unwrap(), "40 documents into 40 files, 8 warnings in <time>");
}

#[test]
fn check_writes_nothing() {
    let folder = many(6);
    let run = folder.run("--to txt,epub -o out in --check --strict");
    assert_eq!(run.code, 1);
    assert!(folder.files().iter().all(|name| name.starts_with("in/")));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::with(&[("a.md", "Words. ".repeat(200_000).as_bytes())]);
    let mut command = folder.command("--to txt -o - a.md");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut some = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}
