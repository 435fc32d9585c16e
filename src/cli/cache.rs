//! What was made before: an unchanged document is not converted again.
//!
//! An entry is found by a key, a hash of all that is known before a document is read: the sources' bytes, the
//! choices, the formats, and this program (its version and a hash of its own sources). It holds what is known only
//! afterwards: the resources that were asked for, each with the hash of what was found, and the outputs' hashes. If
//! the resources are still the same, the outputs are; one that is not in place is put there from the cache. Findings
//! are kept too, so that a warning is told until its cause is mended.
//!
//! Nothing of that depends on the time or the machine, so the folder may be kept by a CI cache or shared. It may be
//! thrown away at any time. Every file in it carries the hash of its contents: one that is damaged counts as absent.
//! Whoever can write to it can make it say what they like: what comes out passes the check of its format, leads to no
//! file outside, and is of bounded size, but its words are theirs.
//! Files that look as they did when they were hashed are not read again ([`stamps`](super::stamps)).

use super::finding::Finding;
use super::hash::{Hash, finish, hash};
use super::job::{Job, OutputTarget};
use super::record::{Made, Record};
use super::save::read_plain;
use super::sources::SourceArgument;
use super::stamps::{FileStamp, Stamps};
use crate::files::{Disk, FileError, Files};
use crate::fonts::installed;
use crate::options::Options;
use crate::source::Cut as _;
use crate::write::{epub, pdf};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// What was not used for so long is thrown away.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
/// The cache is cleaned and the use of an entry is noted this often at most.
const DAY: Duration = Duration::from_secs(24 * 3600);
/// The form of the entries; another form is another folder.
const FORM: &str = "v1";
/// The most bytes that an entry has: the findings of a document are most of it.
const MOST_ENTRY: u64 = 256 << 20;
/// The most bytes that an output has which is kept: what claims to have more is not read, whoever made it.
const MOST_OUTPUT: u64 = 1 << 30;
/// The file of the stamps.
const STAMPS: &str = "stamps";
/// This program: its version and its sources.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("FOLIO_SOURCES"));

/// A cache in a folder.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    stamps: Stamps,
    /// The hash of what fonts the system has; looked for once a run, if at all.
    fonts: Mutex<Option<Hash>>,
}

/// What is kept of a conversion.
#[derive(Debug, Serialize, Deserialize)]
pub struct CacheEntry {
    resources: Vec<CachedResource>,
    outputs: Vec<Kept>,
    findings: Vec<Finding>,
    figures: BTreeMap<String, u64>,
    places: BTreeMap<String, Vec<String>>,
    /// What fonts the system had, where the outputs depend on it.
    fonts: Option<Hash>,
}

/// A resource that was asked for.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CachedResource {
    /// Beside which source; names are kept as the system has them.
    from: Option<OsString>,
    target: OsString,
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

/// What is known of a conversion only when it is done, besides its record.
#[derive(Debug, Default)]
pub struct Learned {
    /// What was asked for.
    pub resources: Vec<CachedResource>,
    /// What was made.
    pub outputs: Vec<Kept>,
    /// Whether what was made depends on the fonts that the system has.
    pub asked_system_fonts: bool,
}

/// What became of the outputs of an entry that were not in place.
#[derive(Debug, Default)]
pub struct Restored<'a> {
    /// How many were put there.
    pub put: usize,
    /// Those that could not be, with the system's reason.
    pub failed: Vec<(&'a OutputTarget, io::Error)>,
}

/// How the search for an entry ended.
#[derive(Debug)]
pub enum Lookup {
    /// Nothing of use is there.
    Nothing,
    /// Something is there that is not what was stored.
    Corrupt,
    /// All is as it was.
    Entry(CacheEntry),
}

impl Cache {
    /// The cache in a folder, which is made if need be.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(folder: &Path) -> io::Result<Cache> {
        let inside = folder.join(FORM);
        // What is old in it is removed: a link that came with a project could lead to files of the user.
        if inside.is_symlink() {
            return Err(io::Error::other("a link stands where the cache has a folder"));
        }
        if !inside.is_dir() {
            fs::create_dir_all(&inside)?;
            // Neither version control nor backups want it (<https://bford.info/cachedir/>).
            put(&folder.join(".gitignore"), &[b"*\n"])?;
            let tag =
                b"Signature: 8a477f597d28d172789f06886806bc55\n# What folio made before; it may be thrown away.\n";
            put(&folder.join("CACHEDIR.TAG"), &[tag])?;
        }
        let stamps = Stamps::load(&inside.join(STAMPS));
        Ok(Cache { folder: inside, stamps, fonts: Mutex::default() })
    }

    /// The hashes of a job's sources, if all of them look as they did when they were hashed.
    pub fn glance(&self, job: &Job) -> Option<Vec<Hash>> {
        job.sources.iter().map(|source| self.stamps.hash(&source.stamp()?)).collect()
    }

    /// Notes how sources looked before they were read, with the hashes of what was in them.
    pub fn note_sources(&self, stamps: &[Option<FileStamp>], hashes: &[Hash]) {
        stamps.iter().zip(hashes).for_each(|(stamp, hash)| self.stamps.note(*stamp, hash));
    }

    /// Notes how an output looked as soon as it was put in place.
    pub fn note_output(&self, stamp: Option<FileStamp>, kept: &Kept) {
        self.stamps.note_written(stamp, &kept.hash);
    }

    /// The key of a job whose sources have these hashes.
    pub fn key(&self, job: &Job, sources: &[Hash], options: &Options) -> Hash {
        let mut hasher = Sha256::new();
        // Every part is led by its length, so that two parts cannot pass for two others.
        let mut part = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        part(PROGRAM.as_bytes());
        // Where a system keeps its fonts tells nothing of what they are; see `CacheEntry::fonts`.
        let mut options = options.clone();
        options.pdf.font_folders.clear();
        part(&serde_json::to_vec(&options).expect("options are plain values"));
        let choices = &job.how.choices;
        part(format!("{:?} {:?} {}", choices.from, choices.root, choices.resource_size()).as_bytes());
        for target in &job.targets {
            part(target.writer.name().as_bytes());
        }
        part(b"of");
        for (source, hash) in job.sources.iter().zip(sources) {
            part(source.bytes());
            part(source.root().map(Path::as_os_str).unwrap_or_default().as_encoded_bytes());
            part(hash.as_bytes());
        }
        finish(hasher)
    }

    /// What was stored under a key, if its resources are still what they were.
    pub fn find(&self, key: &Hash, disk: &Disk, options: &Options) -> Lookup {
        let path = self.path(key);
        let Some(bytes) = read_plain(&path, MOST_ENTRY) else { return Lookup::Nothing };
        let entry = bytes
            .split_at_checked(65)
            .filter(|(sum, rest)| sum[..64] == *hash(rest).as_bytes())
            .and_then(|(_, rest)| serde_json::from_slice::<CacheEntry>(rest).ok());
        let Some(entry) = entry else { return Lookup::Corrupt };
        let same_fonts = entry.fonts.as_ref().is_none_or(|fonts| *fonts == self.fonts(options));
        if !same_fonts || !entry.resources.iter().all(|r| self.holds(r, disk)) {
            return Lookup::Nothing;
        }
        note_use(&path);
        Lookup::Entry(entry)
    }

    /// The hash of what fonts the system has.
    fn fonts(&self, options: &Options) -> Hash {
        let mut fonts = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        fonts.get_or_insert_with(|| hash(format!("{:?}", installed(&options.pdf.font_folders)).as_bytes())).clone()
    }

    /// Whether a resource is what it was.
    fn holds(&self, resource: &CachedResource, disk: &Disk) -> bool {
        let (from, target) = (resource.from.as_deref().map(Path::new), Path::new(&resource.target));
        let stamp = disk_stamp(disk, from, target);
        match stamp.and_then(|stamp| self.stamps.hash(&stamp)) {
            Some(hash) => *hash == *resource.found,
            None => {
                let result = disk.read(from, target);
                let now = found(&result);
                if let Some(hash) = Hash::parse(&now) {
                    self.stamps.note(stamp, &hash);
                }
                now == resource.found
            }
        }
    }

    /// The bytes of an output; `None` if they are not there, not what they were, or would not be written if they were
    /// made now: whoever filled the cache, nothing comes out of it that fails its format's check.
    fn output(&self, kept: &Kept) -> Option<Vec<u8>> {
        let path = self.path(&kept.hash);
        let bytes = read_plain(&path, kept.bytes.min(MOST_OUTPUT)).filter(|bytes| hash(bytes) == kept.hash)?;
        if !is_sound(&kept.format, &bytes) {
            return None;
        }
        note_use(&path);
        Some(bytes)
    }

    /// Puts the outputs of an entry in place with `put`, where they are not; [`None`] where one is damaged or gone. With `check`,
    /// nothing is put.
    pub fn restore<'a>(
        &self,
        entry: &CacheEntry,
        targets: &'a [OutputTarget],
        check: bool,
        put: impl Fn(&OutputTarget, &[u8]) -> io::Result<()>,
    ) -> Option<Restored<'a>> {
        let mut restored = Restored::default();
        for target in targets {
            let kept = entry.outputs.iter().find(|k| k.format == target.writer.name())?;
            if check || target.to.path().is_some_and(|path| self.is_in_place(path, kept)) {
                continue;
            }
            let bytes = self.output(kept)?;
            match put(target, &bytes) {
                Ok(()) => {
                    self.note_output(target.to.path().and_then(FileStamp::of), kept);
                    restored.put += 1;
                }
                Err(error) => restored.failed.push((target, error)),
            }
        }
        Some(restored)
    }

    fn is_in_place(&self, path: &Path, kept: &Kept) -> bool {
        let Ok(data) = fs::metadata(path) else { return false };
        if !data.is_file() || data.len() != kept.bytes || data.len() > MOST_OUTPUT {
            return false;
        }
        let stamp = FileStamp::from(&data);
        if let Some(hash) = stamp.and_then(|stamp| self.stamps.hash(&stamp)) {
            return hash == kept.hash;
        }
        let now = fs::read(path).map(|bytes| hash(&bytes));
        now.iter().for_each(|hash| self.stamps.note(stamp, hash));
        now.is_ok_and(|hash| hash == kept.hash)
    }

    /// Keeps an output's bytes. A cache that cannot be written to is as good as none, so errors are let pass.
    pub fn keep(&self, format: &str, bytes: &[u8]) -> Option<Kept> {
        if bytes.len() as u64 > MOST_OUTPUT {
            return None;
        }
        let hash = hash(bytes);
        if !self.path(&hash).exists() {
            self.write(&hash, &[bytes]).ok()?;
        }
        Some(Kept { format: format.to_owned(), hash, bytes: bytes.len() as u64 })
    }

    /// Stores what was made of a job, whose outputs are kept.
    pub fn store(&self, key: &Hash, record: &Record, learned: Learned, options: &Options) {
        let Learned { resources, outputs, asked_system_fonts } = learned;
        let (findings, figures, places) = (record.findings.clone(), record.figures.clone(), record.places.clone());
        let fonts = asked_system_fonts.then(|| self.fonts(options));
        let entry = CacheEntry { resources, outputs, findings, figures, places, fonts };
        let json = serde_json::to_vec(&entry).expect("an entry is plain values");
        let _ = self.write(key, &[hash(&json).as_bytes(), b"\n", &json]);
    }

    /// Throws away an entry whose outputs are damaged or gone, with what is left of them.
    pub fn forget(&self, key: &Hash, entry: &CacheEntry) {
        for hash in std::iter::once(key).chain(entry.outputs.iter().map(|kept| &kept.hash)) {
            let path = self.path(hash);
            if !path.parent().is_some_and(Path::is_symlink) {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Ends a run: keeps what was learned, and throws away what was not used for a month; the latter once a day.
    pub fn end_run(&self) {
        // What cannot be kept is learned again next time.
        let _ = self.stamps.save(&self.folder.join(STAMPS));
        *self.fonts.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let stamp = self.folder.join("cleaned");
        if age(&stamp).is_some_and(|age| age < DAY) {
            return;
        }
        let _ = put(&stamp, &[]);
        for entry in walkdir::WalkDir::new(&self.folder).into_iter().flatten().filter(|e| e.file_type().is_file()) {
            if age(entry.path()).is_some_and(|age| age > KEPT) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn path(&self, hash: &Hash) -> PathBuf {
        self.folder.join(hash.cut(..2)).join(hash.cut(2..))
    }

    fn write(&self, hash: &Hash, parts: &[&[u8]]) -> io::Result<()> {
        let path = self.path(hash);
        let folder = path.parent().expect("an entry lies in a folder");
        if folder.is_symlink() {
            return Err(io::Error::other("a link stands where the cache has a folder"));
        }
        fs::create_dir_all(folder)?;
        put(&path, parts)
    }
}

/// Writes a file of the cache; it takes the place of what is there, a link too, and is not written through it.
fn put(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    // Others may share the cache: it has the permissions of any new file.
    let mut file = super::save::part(path, None)?;
    parts.iter().try_for_each(|part| file.write_all(part))?;
    file.persist(path)?;
    Ok(())
}

impl CachedResource {
    /// Where it was looked for.
    pub fn path(&self) -> PathBuf {
        let folder = self.from.as_deref().map(Path::new).and_then(Path::parent).unwrap_or(Path::new(""));
        folder.join(&self.target)
    }
}

impl CacheEntry {
    /// The record of a job of which nothing had to be done, as far as the entry knows it.
    pub fn record(self, mut record: Record, job: &Job) -> Record {
        for target in &job.targets {
            let bytes = self.outputs.iter().find(|k| k.format == target.writer.name()).map_or(0, |k| k.bytes);
            record.outputs.push(Made {
                format: target.writer.name().to_owned(),
                to: target.to.clone(),
                bytes,
                ..Default::default()
            });
        }
        record.resources = self.resources.iter().map(CachedResource::path).collect();
        record.findings = self.findings;
        record.figures = self.figures;
        record.places = self.places;
        record
    }
}

/// Whether a job's outcome can be kept: what comes from standard input is not asked for twice.
pub fn fits(job: &Job) -> bool {
    !job.sources.contains(&SourceArgument::Stdin)
}

fn age(path: &Path) -> Option<Duration> {
    let modified = fs::symlink_metadata(path).and_then(|m| m.modified()).ok()?;
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

/// Whether an output keeps the rules of its format.
fn is_sound(format: &str, bytes: &[u8]) -> bool {
    match format {
        "pdf" => pdf::check::check(bytes).is_empty(),
        "epub" => epub::check::check(bytes).is_empty(),
        _ => std::str::from_utf8(bytes).is_ok(),
    }
}

/// What was found where a resource was looked for, as a word.
fn found(result: &Result<Vec<u8>, FileError>) -> String {
    match result {
        Ok(bytes) => hash(bytes).to_string(),
        Err(FileError::NotFound) => "not found".into(),
        Err(FileError::Forbidden(_) | FileError::Outside(_)) => "forbidden".into(),
        Err(FileError::TooLarge(_)) => "too large".into(),
        Err(FileError::Unreadable(_)) => "unreadable".into(),
    }
}

/// A way to resources that notes what was asked for.
pub struct Noted<'a> {
    disk: &'a Disk,
    stamps: Option<&'a Stamps>,
    asked: Mutex<BTreeMap<(Option<PathBuf>, PathBuf), String>>,
}

impl<'a> Noted<'a> {
    /// The same way, with notes; the cache learns of the files too.
    pub fn new(disk: &'a Disk, cache: Option<&'a Cache>) -> Self {
        Noted { disk, stamps: cache.map(|c| &c.stamps), asked: Mutex::default() }
    }

    /// What was asked for.
    pub fn resources(self) -> Vec<CachedResource> {
        let asked = self.asked.into_inner().unwrap_or_else(PoisonError::into_inner);
        let resource = |((from, target), found): ((Option<PathBuf>, PathBuf), _)| {
            let from = from.map(PathBuf::into_os_string);
            CachedResource { from, target: target.into_os_string(), found }
        };
        asked.into_iter().map(resource).collect()
    }
}

impl Files for Noted<'_> {
    fn read(&self, from: Option<&Path>, target: &Path) -> Result<Vec<u8>, FileError> {
        let looked = self.stamps.and_then(|stamps| Some((stamps, disk_stamp(self.disk, from, target)?)));
        let result = self.disk.read(from, target);
        let now = found(&result);
        if let Some((stamps, stamp)) = looked
            && let Some(hash) = Hash::parse(&now)
        {
            stamps.note(Some(stamp), &hash);
        }
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.entry((from.map(Path::to_owned), target.to_owned())).or_insert(now);
        drop(asked);
        result
    }
}

/// How a resource looks now.
fn disk_stamp(disk: &Disk, from: Option<&Path>, target: &Path) -> Option<FileStamp> {
    disk.find(from, target).ok().and_then(|(_, data)| FileStamp::from(&data))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A way to the files in a folder, and the source there that names them.
    fn below(folder: &Path) -> (Disk, PathBuf) {
        (Disk::new(None, 1000), folder.join("a.md"))
    }

    fn find(cache: &Cache, key: &Hash, disk: &Disk) -> Lookup {
        cache.find(key, disk, &Options::default())
    }

    #[test]
    fn an_entry_is_found_until_a_resource_changes() {
        let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let cache = Cache::open(folder.path()).unwrap();
        let (disk, source) = below(place.path());
        fs::write(place.path().join("a.png"), [1, 2, 3]).unwrap();
        let noted = Noted::new(&disk, Some(&cache));
        assert!(
            noted.read(Some(&source), Path::new("a.png")).is_ok()
                && noted.read(Some(&source), Path::new("b.png")).is_err()
        );
        let (key, resources) = (hash(b"key"), noted.resources());
        let learned = Learned { resources, ..Learned::default() };
        cache.store(&key, &Record::default(), learned, &Options::default());
        assert!(matches!(find(&cache, &key, &disk), Lookup::Entry(_)));
        fs::write(place.path().join("b.png"), [4]).unwrap();
        assert!(matches!(find(&cache, &key, &disk), Lookup::Nothing));
        fs::remove_file(place.path().join("b.png")).unwrap();
        fs::write(place.path().join("a.png"), [9, 9, 9]).unwrap();
        assert!(matches!(find(&cache, &key, &disk), Lookup::Nothing));
    }

    #[test]
    fn an_entry_holds_as_long_as_the_fonts_it_depends_on() {
        let (folder, fonts) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let cache = Cache::open(folder.path()).unwrap();
        let (disk, _) = below(folder.path());
        let mut options = Options::default();
        options.pdf.font_folders = vec![fonts.path().to_owned()];
        let [plain, asked] = [hash(b"plain"), hash(b"asked")];
        cache.store(&plain, &Record::default(), Learned::default(), &options);
        let learned = Learned { asked_system_fonts: true, ..Learned::default() };
        cache.store(&asked, &Record::default(), learned, &options);
        assert!(matches!(cache.find(&asked, &disk, &options), Lookup::Entry(_)));
        cache.end_run();
        fs::write(fonts.path().join("new.ttf"), "a face").unwrap();
        assert!(matches!(cache.find(&asked, &disk, &options), Lookup::Nothing));
        assert!(matches!(cache.find(&plain, &disk, &options), Lookup::Entry(_)));
    }

    #[test]
    fn what_is_thrown_away_lies_in_the_cache_itself() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let cache = Cache::open(folder.path()).unwrap();
        let (disk, _) = below(folder.path());
        let key = hash(b"key");
        let stored = || {
            let kept = cache.keep("txt", b"text").unwrap();
            cache.store(
                &key,
                &Record::default(),
                Learned { outputs: vec![kept], ..Learned::default() },
                &Options::default(),
            );
            let Lookup::Entry(entry) = find(&cache, &key, &disk) else { panic!("it was stored") };
            entry
        };
        let entry = stored();
        let text = cache.path(&entry.outputs[0].hash);
        cache.forget(&key, &entry);
        assert!(!cache.path(&key).exists() && !text.exists());
        // A link in the place of one of its folders leads to files that are not the cache's.
        #[cfg(unix)]
        {
            let entry = stored();
            let place = text.parent().unwrap();
            fs::rename(place, other.path().join("theirs")).unwrap();
            std::os::unix::fs::symlink(other.path().join("theirs"), place).unwrap();
            cache.forget(&key, &entry);
            assert!(!cache.path(&key).exists() && text.exists());
        }
    }

    #[test]
    fn a_damaged_entry_is_known_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let (disk, _) = below(folder.path());
        let key = hash(b"key");
        let kept = cache.keep("txt", b"text").unwrap();
        cache.store(
            &key,
            &Record::default(),
            Learned { outputs: vec![kept], ..Learned::default() },
            &Options::default(),
        );
        let whole = fs::read(cache.path(&key)).unwrap();
        for at in [0, 70, whole.len() - 1] {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(cache.path(&key), damaged).unwrap();
            assert!(matches!(find(&cache, &key, &disk), Lookup::Corrupt), "{at}");
        }
        fs::write(cache.path(&key), &whole[..20]).unwrap();
        assert!(matches!(find(&cache, &key, &disk), Lookup::Corrupt));
        fs::write(cache.path(&key), &whole).unwrap();
        let Lookup::Entry(entry) = find(&cache, &key, &disk) else { panic!("it is whole again") };
        assert_eq!(cache.output(&entry.outputs[0]).unwrap(), b"text");
        fs::write(cache.path(&entry.outputs[0].hash), b"tex!").unwrap();
        assert_eq!(cache.output(&entry.outputs[0]), None);
    }

    #[test]
    fn a_hash_is_64_digits_and_names_no_other_file() {
        let folder = tempfile::tempdir().unwrap();
        let victim = folder.path().join("victim");
        fs::write(&victim, "mine").unwrap();
        let cache = Cache::open(&folder.path().join("cache")).unwrap();
        let (disk, _) = below(folder.path());
        let key = hash(b"key");
        let upper = hash(b"x").to_uppercase();
        for odd in ["", "a", "aa/../../../victim", "aa/../../victim", &upper, &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(Hash::parse(odd), None, "{odd}");
            let outputs = format!(r#"[{{"format":"txt","hash":"{odd}","bytes":4}}]"#);
            let json = format!(
                r#"{{"resources":[],"outputs":{outputs},"findings":[],"figures":{{}},"places":{{}},"fonts":null}}"#
            );
            cache.write(&key, &[hash(json.as_bytes()).as_bytes(), b"\n", json.as_bytes()]).unwrap();
            assert!(matches!(find(&cache, &key, &disk), Lookup::Corrupt), "{odd}");
        }
        assert_eq!(fs::read(&victim).unwrap(), b"mine");
    }

    #[test]
    fn what_is_kept_is_checked_again() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        for (format, bytes) in [("pdf", &b"%PDF-1.7 poison"[..]), ("epub", b"PK\x03\x04"), ("txt", b"\xff\xfe")] {
            let kept = cache.keep(format, bytes).unwrap();
            assert_eq!(cache.output(&kept), None, "{format}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_cache_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&folder.path().join("cache")).unwrap();
        let kept = cache.keep("txt", b"text").unwrap();
        let other = folder.path().join("other");
        fs::write(&other, b"text").unwrap();
        fs::remove_file(cache.path(&kept.hash)).unwrap();
        std::os::unix::fs::symlink(&other, cache.path(&kept.hash)).unwrap();
        assert_eq!(cache.output(&kept), None);
    }
}
