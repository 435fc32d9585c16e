//! The ledgers of the standards tell the truth: every clause that is kept names what shows it, and what is named exists.

#![allow(clippy::unwrap_used)] // all of it is test code

#[path = "samples/mod.rs"]
mod samples;

use std::path::{Path, PathBuf};

const RULES: &str = "src/write/pdf/check/RULES.md";

const LEDGERS: &[&str] = &[
    "src/write/pdf/PDF_UA.md",
    "src/write/pdf/PDF_A.md",
    RULES,
    "src/write/epub/EPUB3.md",
    "src/write/epub/EPUB_A11Y.md",
];

/// The rules of veraPDF's profiles (1.31): how many, and by their clauses the numbers of the tests. Those of ISO/TS 32005,
/// which UA-2 has beside them, are a table (`containment.rs`).
const PROFILES: &[(&str, usize, &str)] = &[
    (
        "UA-1",
        106,
        "5: 1-5; 6.1: 1; 6.2: 1; 7.1: 1-12; 7.2: 2-34 36-43; 7.3: 1; 7.4.2: 1; 7.4.4: 1-3; 7.5: 1-2; 7.7: 1; \
         7.9: 1-2; 7.10: 1-2; 7.11: 1; 7.15: 1; 7.16: 1; 7.18.1: 1-3; 7.18.2: 1; 7.18.3: 1; 7.18.4: 1-2; \
         7.18.5: 1-2; 7.18.6.2: 1-2; 7.18.8: 1; 7.20: 1-2; 7.21.3.1: 1; 7.21.3.2: 1; 7.21.3.3: 1-3; 7.21.4.1: \
         1-2; 7.21.4.2: 1-2; 7.21.5: 1; 7.21.6: 1-4; 7.21.7: 1-2; 7.21.8: 1",
    ),
    (
        "UA-2",
        92,
        "5: 1-5; 6.1: 1; 6.2: 1; 8.2.1: 1-2; 8.2.2: 1; 8.2.4: 1-4; 8.2.5.2: 1-2; 8.2.5.8: 1; 8.2.5.12: 1; \
         8.2.5.14: 1-4; 8.2.5.20: 1-2; 8.2.5.23: 1; 8.2.5.24: 1; 8.2.5.25: 1-2; 8.2.5.26: 1-6; 8.2.5.27: 1; \
         8.2.5.28.2: 1; 8.2.5.29: 1; 8.4.3: 1-3; 8.4.4: 1-2; 8.4.5.3.1: 1; 8.4.5.3.2: 1; 8.4.5.4: 1-3; \
         8.4.5.5.1: 1-2; 8.4.5.6: 1; 8.4.5.7: 1-4; 8.4.5.8: 1-2; 8.4.5.9: 1; 8.6: 1; 8.7: 1-2; 8.8: 1-2; \
         8.9.2.2: 1-2; 8.9.2.3: 1-2; 8.9.2.4.7: 1; 8.9.2.4.8: 1; 8.9.2.4.9: 1; 8.9.2.4.10: 1; 8.9.2.4.11: \
         1-2; 8.9.2.4.12: 1; 8.9.2.4.13: 1; 8.9.2.4.14: 1; 8.9.2.4.15: 1; 8.9.2.4.16: 1; 8.9.2.4.19: 1-2; \
         8.9.3.3: 1; 8.9.4.2: 1; 8.10.1: 1-3; 8.10.2.3: 1-2; 8.10.3.3: 1; 8.10.3.5: 1; 8.11.1: 1-2; 8.11.2: \
         1; 8.14.1: 1",
    ),
    (
        "A-2a",
        153,
        "6.1.2: 1-2; 6.1.3: 1-3; 6.1.4: 2; 6.1.6: 1-2; 6.1.7.1: 1-3; 6.1.7.2: 1; 6.1.8: 1; 6.1.9: 1; 6.1.10: \
         1; 6.1.12: 1-2; 6.1.13: 1-5 7-11; 6.2.2: 1-2; 6.2.3: 1-3; 6.2.4.2: 1-2; 6.2.4.3: 2-4; 6.2.4.4: 1-2; \
         6.2.5: 1-6; 6.2.6: 1; 6.2.8: 1-5; 6.2.8.3: 1-5; 6.2.9: 1-3; 6.2.10: 1-2; 6.2.11.2: 1-7; 6.2.11.3.1: \
         1; 6.2.11.3.2: 1; 6.2.11.3.3: 1-3; 6.2.11.4.1: 1-2; 6.2.11.4.2: 1-2; 6.2.11.5: 1; 6.2.11.6: 1-4; \
         6.2.11.7.2: 1-2; 6.2.11.7.3: 1; 6.2.11.8: 1; 6.3.1: 1; 6.3.2: 1-2; 6.3.3: 1-4; 6.4.1: 1-3; 6.4.2: \
         1-2; 6.4.3: 1-3; 6.5.1: 1-2; 6.5.2: 1-2; 6.6.2.1: 1-5; 6.6.2.3.1: 1-2; 6.6.2.3.2: 1; 6.6.2.3.3: \
         1-18; 6.6.4: 1-7; 6.7.2.2: 1; 6.7.3.3: 1; 6.7.3.4: 1-3; 6.7.4: 1; 6.8: 2 5; 6.9: 1-4; 6.10: 1-2; \
         6.11: 1",
    ),
    (
        "A-4",
        111,
        "6.1.2: 1-2; 6.1.3: 1-5; 6.1.4: 1; 6.1.5: 1-2; 6.1.6.1: 1-2; 6.1.6.2: 1; 6.1.7: 1; 6.1.8: 1; 6.1.9: \
         1-2; 6.1.11: 1; 6.1.12: 1; 6.2.2: 1-3; 6.2.3: 1-4; 6.2.4.2: 1-3; 6.2.4.3: 2-4; 6.2.4.4: 1-2; \
         6.2.4.6: 1; 6.2.5: 1-5; 6.2.7.1: 1-5; 6.2.7.3: 1-5; 6.2.8.1: 1; 6.2.8.2: 1; 6.2.9: 1-2; 6.2.10.2: \
         1-7; 6.2.10.3.1: 1; 6.2.10.3.2: 1; 6.2.10.3.3: 1-3; 6.2.10.4.1: 1-2; 6.2.10.5: 1; 6.2.10.6: 1-4; \
         6.2.10.7: 1; 6.2.10.8: 1; 6.2.10.9: 1; 6.3.1: 1; 6.3.2: 1-2; 6.3.3: 1-4; 6.4.1: 1-2; 6.4.2: 1-2; \
         6.6.1: 1-2; 6.6.3: 1; 6.7.2.1: 1-5; 6.7.3: 1-6; 6.9: 1-4; 6.10: 1-3; 6.11: 1-2; 6.12: 1",
    ),
];

/// What can be named: the code, the defects that are tried, the files.
struct Known {
    code: String,
    defects: String,
    rules: String,
    files: Vec<PathBuf>,
}

impl Known {
    fn read() -> Known {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files: Vec<PathBuf> = ["src", "tests"].iter().flat_map(|f| samples::files(&root.join(f))).collect();
        let all = |wanted: &dyn Fn(&str) -> bool| -> String {
            let named = files.iter().filter(|path| wanted(&path.to_string_lossy().replace('\\', "/")));
            named.map(|path| std::fs::read_to_string(path).unwrap()).collect()
        };
        Known {
            code: all(&|path| path.ends_with(".rs")),
            defects: all(&|path| path.ends_with("check/mutants.rs")),
            rules: all(&|path| path.contains("epub/check/") && path.ends_with(".rs") && !path.ends_with("mutants.rs")),
            files,
        }
    }

    /// Whether a name in backticks is that of a test, of a rule that a mutant tries, of a case or of a file.
    fn has(&self, name: &str) -> bool {
        let quoted = format!("\"{name}\"");
        let rule = self.rules.contains(&quoted) && self.defects.contains(&quoted);
        let case = format!("{name}.case");
        let file = |path: &PathBuf| path.file_name().is_some_and(|f| f == name || *f.to_string_lossy() == case);
        rule || self.code.contains(&format!("fn {name}(")) || self.files.iter().any(file)
    }

    /// Whether a defect of this name is tried; `…` at its end stands for more.
    fn tries(&self, defect: &str) -> bool {
        let start = defect.strip_suffix('…').map(|start| format!("(\"{start}"));
        self.defects.contains(&start.unwrap_or_else(|| format!("(\"{defect}\",")))
    }
}

/// The words between two marks.
fn between(text: &str, mark: char) -> Vec<&str> {
    text.split(mark).skip(1).step_by(2).collect()
}

#[test]
fn what_the_ledgers_name_exists() {
    let known = Known::read();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for ledger in LEDGERS {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(ledger)).unwrap();
        for row in text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| --- ")) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let (clause, shown) = (cells[0], *cells.last().unwrap());
            if matches!(clause, "clause" | "rules") {
                continue;
            }
            rows += 1;
            let unused = ["not used", "never claimed", "see EPUB_A11Y.md"].iter().any(|words| row.contains(words));
            if !unused && !["`", "*", "judge", "own", "veraPDF"].iter().any(|sign| shown.contains(sign)) {
                wrong.push(format!("{ledger}: {clause}: nothing shows it"));
            }
            for name in between(shown, '`').into_iter().filter(|name| !known.has(name)) {
                wrong.push(format!("{ledger}: {clause}: there is no `{name}`"));
            }
            for name in between(shown, '*').into_iter().filter(|name| !known.tries(name)) {
                wrong.push(format!("{ledger}: {clause}: no defect is called *{name}*"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows > 100);
}

/// The rules of a profile, in order: `7.1-1`.
fn rules(profile: &str) -> Vec<String> {
    let rule = |part: &str| {
        let (clause, tests) = part.split_once(": ").unwrap();
        let range = |test: &str| {
            let (first, last) = test.split_once('-').unwrap_or((test, test));
            first.parse::<u32>().unwrap()..=last.parse::<u32>().unwrap()
        };
        tests.split(' ').flat_map(range).map(|test| format!("{clause}-{test}")).collect::<Vec<_>>()
    };
    profile.split("; ").flat_map(rule).collect()
}

#[test]
fn every_rule_of_the_profiles_is_in_the_ledger() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(RULES)).unwrap();
    let mut wrong = Vec::new();
    for (profile, count, numbers) in PROFILES {
        let rules = rules(numbers);
        assert_eq!(rules.len(), *count, "{profile}");
        let section = text.split("\n## ").find(|s| s.starts_with(&format!("{profile}\n"))).unwrap();
        let cells =
            section.lines().filter(|l| l.starts_with("| ")).filter_map(|l| l.trim_matches('|').split('|').next());
        let mut listed = Vec::new();
        for part in cells.flat_map(|cell| cell.trim().split(", ")) {
            let (first, last) = part.split_once(" … ").unwrap_or((part, part));
            let place = |rule: &str| rules.iter().position(|r| r == rule);
            match (place(first), place(last)) {
                (Some(first), Some(last)) => listed.extend(first..=last),
                _ if matches!(part, "rules" | "---" | "Table 5") => {}
                _ => wrong.push(format!("{profile} has no {part}")),
            }
        }
        listed.sort_unstable();
        wrong.extend(
            (0..rules.len()).filter(|rule| !listed.contains(rule)).map(|rule| format!("{profile}: {}", rules[rule])),
        );
        wrong.extend(
            listed.windows(2).filter(|two| two[0] == two[1]).map(|two| format!("{profile}: {} twice", rules[two[0]])),
        );
    }
    assert!(wrong.is_empty(), "not in {RULES}:\n{}", wrong.join("\n"));
}
