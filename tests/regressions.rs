//! The checks of the fuzz targets, without a fuzzer: on what was found once (`tests/fuzz/regressions/TARGET/`), and on a
//! part of what fuzzing begins with. `SEEDS=1 cargo test --test regressions` writes all of that to
//! `tests/fuzz/corpus/TARGET/`.

#![allow(clippy::unwrap_used)] // helpers of tests

#[path = "fuzz/checks/mod.rs"]
mod checks;
mod samples;
#[path = "fuzz/seeds.rs"]
mod seeds;

use std::path::Path;

#[test]
fn what_fuzzing_found_stays_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/regressions");
    let mut tried = 0;
    for (target, _) in checks::TARGETS {
        let Ok(files) = std::fs::read_dir(folder.join(target)) else { continue };
        for file in files {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let run = std::panic::catch_unwind(|| checks::run(target, &bytes));
            assert!(run.is_ok(), "{}: what is wrong stands above", path.display());
            tried += 1;
        }
    }
    assert!(tried > 0, "nothing was found in {}", folder.display());
}

#[test]
fn seeds_pass() {
    let seeds = seeds::seeds();
    for (target, _) in checks::TARGETS {
        assert!(seeds.iter().any(|seed| seed.target == *target), "{target} begins with nothing");
    }
    if std::env::var_os("SEEDS").is_some() {
        for seed in &seeds {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(seed.target);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(&seed.name), &seed.bytes).unwrap();
        }
    }
    for seed in seeds.iter().step_by(7) {
        let run = std::panic::catch_unwind(|| checks::run(seed.target, &seed.bytes));
        assert!(run.is_ok(), "{}, {}: what is wrong stands above", seed.target, seed.name);
    }
}
