//! Cache of conversion results: unchanged documents are not converted again.
//!
//! The key of an entry is a hash of everything known before a document is read: the sources' bytes, the options, the
//! formats, and this program (version and hash of its sources). The entry holds what is known afterwards: the
//! requested resources with the hashes of their content, and the hashes of the outputs. If the resources are
//! unchanged, so are the outputs; missing ones are restored from the cache. Findings are stored too, so that warnings
//! are repeated until their cause is fixed.
//!
//! Entries depend neither on time nor on the machine, so the folder may be a CI cache or shared, and deleted at any
//! time. Entries begin with a hash of themselves, outputs are named by theirs; damaged ones are ignored. Anyone who can write to it controls the
//! content of outputs: these pass the check of their format, cause no access to other files, and are limited in size.
//! Files whose stamp is unchanged are not read again ([`stamps`](super::stamps)).

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

/// Entries unused for this time are removed.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
/// Minimum interval of cleaning the cache and of updating the last use of an entry.
const DAY: Duration = Duration::from_secs(24 * 3600);
/// Version of the cache format, used as folder name.
const FORM: &str = "v1";
/// Maximum size of an entry in bytes; most of it are findings.
const MOST_ENTRY: u64 = 256 << 20;
/// Maximum size of a cached output in bytes, also when reading untrusted entries.
const MOST_OUTPUT: u64 = 1 << 30;
/// The file of the stamps.
const STAMPS: &str = "stamps";
/// Identifies this program: its version and source hash.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("FOLIO_SOURCES"));

/// A cache in a folder.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    stamps: Stamps,
    /// Hash of the installed fonts, computed on first use.
    fonts: Mutex<Option<Hash>>,
}

/// Cached result of a conversion.
#[derive(Debug, Serialize, Deserialize)]
pub struct CacheEntry {
    resources: Vec<CachedResource>,
    outputs: Vec<Kept>,
    findings: Vec<Finding>,
    figures: BTreeMap<String, u64>,
    places: BTreeMap<String, Vec<String>>,
    /// Hash of the installed fonts, if the outputs depend on them.
    fonts: Option<Hash>,
}

/// A requested resource.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CachedResource {
    /// The source that named it; names need not be valid Unicode.
    from: Option<OsString>,
    target: OsString,
    /// Hash of its content, or the reason why it could not be read.
    found: String,
}

/// A cached output.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    format: String,
    hash: Hash,
    bytes: u64,
}

/// Data of a finished conversion, besides its record.
#[derive(Debug, Default)]
pub struct Learned {
    /// Requested resources.
    pub resources: Vec<CachedResource>,
    /// What was made.
    pub outputs: Vec<Kept>,
    /// Whether system fonts were used.
    pub asked_system_fonts: bool,
}

/// Result of restoring the outputs of an entry.
#[derive(Debug, Default)]
pub struct Restored<'a> {
    /// Number of restored outputs.
    pub put: usize,
    /// Failed outputs with the errors.
    pub failed: Vec<(&'a OutputTarget, io::Error)>,
}

/// Result of a cache lookup.
#[derive(Debug)]
pub enum Lookup {
    /// No valid entry.
    Nothing,
    /// A damaged entry.
    Corrupt,
    /// A valid entry.
    Entry(CacheEntry),
}

impl Cache {
    /// Opens or creates the cache in a folder.
    ///
    /// # Errors
    /// If it cannot be created.
    pub fn open(folder: &Path) -> io::Result<Cache> {
        let inside = folder.join(FORM);
        // A link is refused: it may have come with an untrusted project, and lead to the user's files.
        if inside.is_symlink() {
            return Err(io::Error::other("a link stands where the cache has a folder"));
        }
        if !inside.is_dir() {
            fs::create_dir_all(&inside)?;
            // Excluded from version control and backups (<https://bford.info/cachedir/>).
            put(&folder.join(".gitignore"), &[b"*\n"])?;
            let tag =
                b"Signature: 8a477f597d28d172789f06886806bc55\n# What folio made before; it may be thrown away.\n";
            put(&folder.join("CACHEDIR.TAG"), &[tag])?;
        }
        let stamps = Stamps::load(&inside.join(STAMPS));
        Ok(Cache { folder: inside, stamps, fonts: Mutex::default() })
    }

    /// The hashes of a job's sources, if all their stamps are unchanged.
    pub fn glance(&self, job: &Job) -> Option<Vec<Hash>> {
        job.sources.iter().map(|source| self.stamps.hash(&source.stamp()?)).collect()
    }

    /// Records the stamps of sources, taken before they were read, with their hashes.
    pub fn note_sources(&self, stamps: &[Option<FileStamp>], hashes: &[Hash]) {
        stamps.iter().zip(hashes).for_each(|(stamp, hash)| self.stamps.note(*stamp, hash));
    }

    /// Records the stamp of an output just written.
    pub fn note_output(&self, stamp: Option<FileStamp>, kept: &Kept) {
        self.stamps.note_written(stamp, &kept.hash);
    }

    /// The key of a job whose sources have these hashes.
    pub fn key(&self, job: &Job, sources: &[Hash], options: &Options) -> Hash {
        let mut hasher = Sha256::new();
        // Parts are length-prefixed, so that different parts can't give the same input.
        let mut part = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        part(PROGRAM.as_bytes());
        // The paths of font folders say nothing about the installed fonts; see `CacheEntry::fonts`.
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

    /// Looks up an entry and checks that its resources are unchanged.
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

    /// The hash of the installed fonts.
    fn fonts(&self, options: &Options) -> Hash {
        let mut fonts = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        fonts.get_or_insert_with(|| hash(format!("{:?}", installed(&options.pdf.font_folders)).as_bytes())).clone()
    }

    /// Whether a resource is unchanged.
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

    /// Reads a cached output; `None` if it is missing, damaged, or fails its format's check, whoever filled the cache.
    fn output(&self, kept: &Kept) -> Option<Vec<u8>> {
        let path = self.path(&kept.hash);
        let bytes = read_plain(&path, kept.bytes.min(MOST_OUTPUT)).filter(|bytes| hash(bytes) == kept.hash)?;
        if !is_sound(&kept.format, &bytes) {
            return None;
        }
        note_use(&path);
        Some(bytes)
    }

    /// Restores the missing outputs of an entry with `put`; [`None`] if one is damaged or missing in the cache. With
    /// `check`, nothing is written.
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

    /// Stores an output. Write errors are ignored: the cache is optional.
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

    /// Stores the entry of a job, whose outputs are already stored.
    pub fn store(&self, key: &Hash, record: &Record, learned: Learned, options: &Options) {
        let Learned { resources, outputs, asked_system_fonts } = learned;
        let (findings, figures, places) = (record.findings.clone(), record.figures.clone(), record.places.clone());
        let fonts = asked_system_fonts.then(|| self.fonts(options));
        let entry = CacheEntry { resources, outputs, findings, figures, places, fonts };
        let json = serde_json::to_vec(&entry).expect("an entry is plain values");
        let _ = self.write(key, &[hash(&json).as_bytes(), b"\n", &json]);
    }

    /// Removes an entry with damaged or missing outputs, and its remaining outputs.
    pub fn forget(&self, key: &Hash, entry: &CacheEntry) {
        for hash in std::iter::once(key).chain(entry.outputs.iter().map(|kept| &kept.hash)) {
            let path = self.path(hash);
            if !path.parent().is_some_and(Path::is_symlink) {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Ends a run: saves the stamps and, once a day, removes what was unused for a month.
    pub fn end_run(&self) {
        // Unsaved stamps are computed again next time.
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

/// Writes a cache file, replacing links instead of following them.
fn put(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    // The cache may be shared, so the file gets default permissions.
    let mut file = super::save::part(path, None)?;
    parts.iter().try_for_each(|part| file.write_all(part))?;
    file.persist(path)?;
    Ok(())
}

impl CachedResource {
    /// The path at which it was looked for.
    pub fn path(&self) -> PathBuf {
        let folder = self.from.as_deref().map(Path::new).and_then(Path::parent).unwrap_or(Path::new(""));
        folder.join(&self.target)
    }
}

impl CacheEntry {
    /// Completes the record of a job that was up to date.
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

/// Whether a job can be cached: not with standard input.
pub fn fits(job: &Job) -> bool {
    !job.sources.contains(&SourceArgument::Stdin)
}

fn age(path: &Path) -> Option<Duration> {
    let modified = fs::symlink_metadata(path).and_then(|m| m.modified()).ok()?;
    Some(SystemTime::now().duration_since(modified).unwrap_or_default())
}

/// Updates the last use of a file.
fn note_use(path: &Path) {
    if age(path).is_some_and(|age| age > DAY)
        && let Ok(file) = fs::File::options().append(true).open(path)
    {
        let _ = file.set_modified(SystemTime::now());
    }
}

/// Whether an output passes its format's check.
fn is_sound(format: &str, bytes: &[u8]) -> bool {
    match format {
        "pdf" => pdf::check::check(bytes).is_empty(),
        "epub" => epub::check::check(bytes).is_empty(),
        _ => std::str::from_utf8(bytes).is_ok(),
    }
}

/// The hash of a resource's content, or in words why it could not be read.
fn found(result: &Result<Vec<u8>, FileError>) -> String {
    match result {
        Ok(bytes) => hash(bytes).to_string(),
        Err(FileError::NotFound) => "not found".into(),
        Err(FileError::Forbidden(_) | FileError::Outside(_)) => "forbidden".into(),
        Err(FileError::TooLarge(_)) => "too large".into(),
        Err(FileError::Unreadable(_)) => "unreadable".into(),
    }
}

/// Resource access that records requests.
pub struct Noted<'a> {
    disk: &'a Disk,
    stamps: Option<&'a Stamps>,
    asked: Mutex<BTreeMap<(Option<PathBuf>, PathBuf), String>>,
}

impl<'a> Noted<'a> {
    /// Wraps `disk`; file hashes are added to the cache's stamps.
    pub fn new(disk: &'a Disk, cache: Option<&'a Cache>) -> Self {
        Noted { disk, stamps: cache.map(|c| &c.stamps), asked: Mutex::default() }
    }

    /// The recorded requests.
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

/// The current stamp of a resource.
fn disk_stamp(disk: &Disk, from: Option<&Path>, target: &Path) -> Option<FileStamp> {
    disk.find(from, target).ok().and_then(|(_, data)| FileStamp::from(&data))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Access to the files in a folder, and a source there.
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
        // A link in place of a cache folder leads to foreign files.
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
