//! What was made before: an unchanged document is not converted again.
//!
//! An entry is found by a key, a hash of all that is known before a document is read: the sources' bytes, the
//! choices, the formats, and this program (its version and a hash of its own sources). It holds what is known only
//! afterwards: the resources that were asked for, each with the hash of what was found, and the outputs' hashes. If
//! the resources are still the same, the outputs are; one that is not in place is put there from the cache. Findings
//! are kept too, so that a warning is told until its cause is mended.
//!
//! Nothing here depends on the time or the machine, so the folder may be kept by a CI cache or shared. It may be
//! thrown away at any time. Every file in it carries the hash of its contents: one that is damaged counts as absent.

use super::conversion::Record;
use super::finding::Finding;
use super::plan::{Job, Target};
use super::sources::Source;
use crate::files::{FileError, Files};
use crate::options::Options;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

/// What was not used for so long is thrown away.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
/// The cache is cleaned and the use of an entry is noted this often at most.
const DAY: Duration = Duration::from_secs(24 * 3600);
/// The form of the entries; another form is another folder.
const FORM: &str = "v1";
/// This program: its version and its sources.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("FOLIO_SOURCES"));

/// A hash in hexadecimal.
pub type Hash = String;

/// The hash of some bytes.
pub fn hash(bytes: &[u8]) -> Hash {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> Hash {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]).map(char::from).collect()
}

/// A cache in a folder.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

/// What is kept of a conversion.
#[derive(Debug, Serialize, Deserialize)]
pub struct Entry {
    resources: Vec<Resource>,
    outputs: Vec<Kept>,
    findings: Vec<Finding>,
    figures: BTreeMap<String, u64>,
    places: BTreeMap<String, Vec<String>>,
}

/// A resource that was asked for.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Resource {
    from: Option<PathBuf>,
    target: String,
    /// The hash of its bytes, or why it could not be had.
    found: String,
}

/// An output that was made.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    format: String,
    hash: Hash,
    bytes: u64,
}

/// How the search for an entry ended.
#[derive(Debug)]
pub enum Found {
    /// Nothing of use is there.
    Nothing,
    /// Something is there that is not what was stored.
    Corrupt,
    /// All is as it was.
    Entry(Entry),
}

impl Cache {
    /// The cache in a folder, which is made if need be.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(folder: &Path) -> io::Result<Cache> {
        let inside = folder.join(FORM);
        if !inside.is_dir() {
            fs::create_dir_all(&inside)?;
            // Neither version control nor backups want it (<https://bford.info/cachedir/>).
            fs::write(folder.join(".gitignore"), "*\n")?;
            fs::write(
                folder.join("CACHEDIR.TAG"),
                "Signature: 8a477f597d28d172789f06886806bc55\n# What folio made before; it may be thrown away.\n",
            )?;
        }
        Ok(Cache { folder: inside })
    }

    /// The key of a job whose sources hold `contents`.
    pub fn key(&self, job: &Job, contents: &[Vec<u8>], options: &Options) -> Hash {
        let mut hasher = Sha256::new();
        // Every part is led by its length, so that two parts cannot pass for two others.
        let mut part = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        part(PROGRAM.as_bytes());
        part(&serde_json::to_vec(options).expect("options are plain values"));
        let choices = &job.how.choices;
        part(format!("{:?} {:?} {}", choices.from, choices.root, choices.resource_size()).as_bytes());
        for target in &job.targets {
            part(target.writer.name().as_bytes());
        }
        part(b"of");
        for (source, bytes) in job.sources.iter().zip(contents) {
            part(source.to_string().as_bytes());
            part(&Sha256::digest(bytes));
        }
        hex(&hasher.finalize())
    }

    /// What was stored under a key, if its resources are still what they were.
    pub fn find(&self, key: &Hash, files: &dyn Files) -> Found {
        let path = self.path(key);
        let Ok(bytes) = fs::read(&path) else { return Found::Nothing };
        let entry = bytes
            .split_at_checked(65)
            .filter(|(sum, rest)| sum[..64] == *hash(rest).as_bytes())
            .and_then(|(_, rest)| serde_json::from_slice::<Entry>(rest).ok());
        let Some(entry) = entry else { return Found::Corrupt };
        if !entry.resources.iter().all(|r| found(files.read(r.from.as_deref(), &r.target)) == r.found) {
            return Found::Nothing;
        }
        note_use(&path);
        Found::Entry(entry)
    }

    /// The bytes of an output; `None` if they are not there or not what they were.
    fn output(&self, kept: &Kept) -> Option<Vec<u8>> {
        let path = self.path(&kept.hash);
        let bytes = fs::read(&path).ok().filter(|bytes| hash(bytes) == kept.hash)?;
        note_use(&path);
        Some(bytes)
    }

    /// Puts the outputs of an entry in place with `put`, where they are not; says whether all are, and how many had
    /// to be put. With `check`, nothing is put.
    ///
    /// # Errors
    /// The target that cannot be written, and the system's reason.
    pub fn restore<'a>(
        &self,
        entry: &Entry,
        targets: &'a [Target],
        check: bool,
        put: impl Fn(&Target, &[u8]) -> io::Result<()>,
    ) -> Result<Option<usize>, (&'a Target, io::Error)> {
        let mut count = 0;
        for target in targets {
            let Some(kept) = entry.outputs.iter().find(|k| k.format == target.writer.name()) else { return Ok(None) };
            if check || target.to.path().is_some_and(|path| in_place(path, kept)) {
                continue;
            }
            let Some(bytes) = self.output(kept) else { return Ok(None) };
            put(target, &bytes).map_err(|error| (target, error))?;
            count += 1;
        }
        Ok(Some(count))
    }

    /// Keeps an output's bytes. A cache that cannot be written to is as good as none, so errors are let pass.
    pub fn keep(&self, format: &str, bytes: &[u8]) -> Option<Kept> {
        let hash = hash(bytes);
        if !self.path(&hash).exists() {
            self.write(&hash, &[bytes]).ok()?;
        }
        Some(Kept { format: format.to_owned(), hash, bytes: bytes.len() as u64 })
    }

    /// Stores what was made of a job, whose outputs are kept.
    pub fn store(&self, key: &Hash, record: &Record, resources: Vec<Resource>, outputs: Vec<Kept>) {
        let (findings, figures, places) = (record.findings.clone(), record.figures.clone(), record.places.clone());
        let entry = Entry { resources, outputs, findings, figures, places };
        let json = serde_json::to_vec(&entry).expect("an entry is plain values");
        let _ = self.write(key, &[hash(&json).as_bytes(), b"\n", &json]);
    }

    /// Throws away an entry whose outputs are damaged or gone, with what is left of them.
    pub fn forget(&self, key: &Hash, entry: &Entry) {
        let _ = fs::remove_file(self.path(key));
        for kept in &entry.outputs {
            let _ = fs::remove_file(self.path(&kept.hash));
        }
    }

    /// Throws away what was not used for a month; at most once a day.
    pub fn clean(&self) {
        let stamp = self.folder.join("cleaned");
        if age(&stamp).is_some_and(|age| age < DAY) {
            return;
        }
        let _ = fs::write(&stamp, "");
        for entry in walkdir::WalkDir::new(&self.folder).into_iter().flatten().filter(|e| e.file_type().is_file()) {
            if age(entry.path()).is_some_and(|age| age > KEPT) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn path(&self, hash: &Hash) -> PathBuf {
        self.folder.join(&hash[..2]).join(&hash[2..])
    }

    fn write(&self, hash: &Hash, parts: &[&[u8]]) -> io::Result<()> {
        let path = self.path(hash);
        let folder = path.parent().expect("an entry lies in a folder");
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(".").suffix(".folio-part").tempfile_in(folder)?;
        parts.iter().try_for_each(|part| file.write_all(part))?;
        file.persist(&path)?;
        Ok(())
    }
}

impl Resource {
    /// Where it was looked for.
    pub fn path(&self) -> PathBuf {
        let folder = self.from.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        folder.join(&self.target)
    }
}

impl Entry {
    /// The record of a job of which nothing had to be done, as far as the entry knows it.
    pub fn record(self, mut record: Record, job: &Job) -> Record {
        for target in &job.targets {
            let bytes = self.outputs.iter().find(|k| k.format == target.writer.name()).map_or(0, |k| k.bytes);
            record.outputs.push(super::conversion::Made {
                format: target.writer.name().to_owned(),
                path: target.to.to_string(),
                bytes,
                ..Default::default()
            });
        }
        record.resources = self.resources.iter().map(Resource::path).collect();
        record.findings = self.findings;
        record.figures = self.figures;
        record.places = self.places;
        record
    }
}

/// Whether a job's outcome can be kept: what comes from standard input is not asked for twice.
pub fn fits(job: &Job) -> bool {
    !job.sources.contains(&Source::Stdin)
}

fn in_place(path: &Path, kept: &Kept) -> bool {
    fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() == kept.bytes)
        && fs::read(path).is_ok_and(|bytes| hash(&bytes) == kept.hash)
}

fn age(path: &Path) -> Option<Duration> {
    let modified = fs::metadata(path).and_then(|m| m.modified()).ok()?;
    Some(SystemTime::now().duration_since(modified).unwrap_or_default())
}

/// Notes that a file was used, so that it is not thrown away.
fn note_use(path: &Path) {
    if age(path).is_some_and(|age| age > DAY)
        && let Ok(file) = fs::File::options().append(true).open(path)
    {
        let _ = file.set_modified(SystemTime::now());
    }
}

/// What was found where a resource was looked for, as a word.
fn found(result: Result<Vec<u8>, FileError>) -> String {
    match result {
        Ok(bytes) => hash(&bytes),
        Err(FileError::NotFound) => "not found".into(),
        Err(FileError::Forbidden(_)) => "forbidden".into(),
        Err(FileError::TooLarge(_)) => "too large".into(),
        Err(FileError::Unreadable(_)) => "unreadable".into(),
    }
}

/// A way to resources that notes what was asked for.
pub struct Noted<'a> {
    files: &'a dyn Files,
    asked: Mutex<BTreeMap<(Option<PathBuf>, String), String>>,
}

impl<'a> Noted<'a> {
    /// The same way, with notes.
    pub fn new(files: &'a dyn Files) -> Self {
        Noted { files, asked: Mutex::default() }
    }

    /// What was asked for.
    pub fn resources(self) -> Vec<Resource> {
        let asked = self.asked.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        asked.into_iter().map(|((from, target), found)| Resource { from, target, found }).collect()
    }
}

impl Files for Noted<'_> {
    fn read(&self, from: Option<&Path>, target: &str) -> Result<Vec<u8>, FileError> {
        let result = self.files.read(from, target);
        let mut asked = self.asked.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        asked.entry((from.map(Path::to_owned), target.to_owned())).or_insert_with(|| found(result.clone()));
        drop(asked);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    #[test]
    fn an_entry_is_found_until_a_resource_changes() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let mut files = Memory::default();
        files.0.insert("a.png".into(), vec![1, 2, 3]);
        let noted = Noted::new(&files);
        assert!(noted.read(None, "a.png").is_ok() && noted.read(None, "b.png").is_err());
        let (key, resources) = (hash(b"key"), noted.resources());
        cache.store(&key, &Record::default(), resources, Vec::new());
        assert!(matches!(cache.find(&key, &files), Found::Entry(_)));
        files.0.insert("b.png".into(), vec![4]);
        assert!(matches!(cache.find(&key, &files), Found::Nothing));
        files.0.remove("b.png");
        files.0.insert("a.png".into(), vec![9]);
        assert!(matches!(cache.find(&key, &files), Found::Nothing));
    }

    #[test]
    fn a_damaged_entry_is_known_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let key = hash(b"key");
        let kept = cache.keep("txt", b"text").unwrap();
        cache.store(&key, &Record::default(), Vec::new(), vec![kept]);
        let whole = fs::read(cache.path(&key)).unwrap();
        for at in [0, 70, whole.len() - 1] {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(cache.path(&key), damaged).unwrap();
            assert!(matches!(cache.find(&key, &Memory::default()), Found::Corrupt), "{at}");
        }
        fs::write(cache.path(&key), &whole[..20]).unwrap();
        assert!(matches!(cache.find(&key, &Memory::default()), Found::Corrupt));
        fs::write(cache.path(&key), &whole).unwrap();
        let Found::Entry(entry) = cache.find(&key, &Memory::default()) else { panic!("it is whole again") };
        assert_eq!(cache.output(&entry.outputs[0]).unwrap(), b"text");
        fs::write(cache.path(&entry.outputs[0].hash), b"tex!").unwrap();
        assert_eq!(cache.output(&entry.outputs[0]), None);
    }
}
