//! Tells the program the hash of its own sources (`FOLIO_SOURCES`): with it the cache knows that outputs were made
//! by this very program and no other.

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut files: Vec<PathBuf> = vec!["Cargo.toml".into(), "Cargo.lock".into()];
    for folder in ["src", "fonts"] {
        gather(Path::new(folder), &mut files);
        println!("cargo::rerun-if-changed={folder}");
    }
    println!("cargo::rerun-if-changed=Cargo.toml");
    let mut hasher = DefaultHasher::new();
    for file in files {
        // A package can come without its lock file.
        let bytes = std::fs::read(&file).unwrap_or_default();
        hasher.write(file.to_string_lossy().as_bytes());
        hasher.write_u64(bytes.len() as u64);
        hasher.write(&bytes);
    }
    println!("cargo::rustc-env=FOLIO_SOURCES={:016x}", hasher.finish());
}

/// All files below a folder, in the order of their names.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).map(|entries| entries.flatten().map(|e| e.path()).collect());
    let mut entries: Vec<PathBuf> = entries.unwrap_or_default();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            gather(&entry, files);
        } else {
            files.push(entry);
        }
    }
}
