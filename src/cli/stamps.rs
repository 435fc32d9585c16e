//! File stamps: file metadata (device, inode, size, times) with the hash of the content.
//!
//! A file whose stamp is unchanged since it was hashed is not read again, which makes checks of hundreds of unchanged
//! documents fast. Stamps include the inode change time (`ctime`), which can't be set back like the modification time,
//! so that disguised changes are detected. A file changed within the clock tick in which it was examined could keep
//! its stamp, so the stamps of very recent files are not recorded (git calls such entries racy). `--force` ignores
//! stamps.
//!
//! Stamps are specific to a machine. They contain no paths; on other machines they match no file.

use super::hash::{Hash, hash};
use super::save::read_plain;
use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Identifies the file format and its version.
const MAGIC: &[u8; 8] = b"folio-s1";
/// Number of values in a stamp.
const PARTS: usize = 7;
/// Size of a record in bytes: the values, the hash, and the day of last use.
const ROW: usize = PARTS * 8 + 64 + 4;
/// Maximum size of the file in bytes: some two million records.
const MOST: u64 = 256 << 20;
/// Records unused for this many days are dropped.
const KEPT: u32 = 30;
/// Upper bound of the resolution of file times …
const TICK: Duration = Duration::from_millis(50);
/// … or of file times without fractions of seconds.
const COARSE_TICK: Duration = Duration::from_millis(2500);

/// Metadata of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileStamp([u64; PARTS]);

impl FileStamp {
    /// The stamp of a regular file; `None` for anything else.
    pub fn of(path: &Path) -> Option<FileStamp> {
        fs::metadata(path).ok().as_ref().and_then(FileStamp::from)
    }

    /// The stamp by a file's metadata.
    #[cfg(unix)]
    pub fn from(data: &Metadata) -> Option<FileStamp> {
        use std::os::unix::fs::MetadataExt;
        let times = [data.mtime(), data.mtime_nsec(), data.ctime(), data.ctime_nsec()].map(i64::cast_unsigned);
        let [modified, modified_part, changed, changed_part] = times;
        let stamp = [data.dev(), data.ino(), data.len(), modified, modified_part, changed, changed_part];
        data.is_file().then_some(FileStamp(stamp))
    }

    /// On systems without inode change time, no stamp is reliable.
    #[cfg(not(unix))]
    pub fn from(_: &Metadata) -> Option<FileStamp> {
        None
    }

    /// Whether any later change would alter the stamp.
    fn is_settled(&self, now: SystemTime) -> bool {
        let [.., changed, part] = self.0;
        let age = now.duration_since(UNIX_EPOCH + Duration::from_secs(changed) + Duration::from_nanos(part));
        age.is_ok_and(|age| age > if part == 0 { COARSE_TICK } else { TICK })
    }

    /// Whether file times have fractions of seconds.
    fn is_fine(&self) -> bool {
        self.0[PARTS - 1] != 0
    }
}

/// Known hashes by stamp.
#[derive(Debug, Default)]
pub struct Stamps {
    known: HashMap<FileStamp, StampedHash>,
    /// Hashes learned in this run, and those used for the first time today.
    learned: Mutex<HashMap<FileStamp, StampedHash>>,
    /// Whether there are unsaved changes.
    unsaved: AtomicBool,
    today: u32,
}

#[derive(Clone, Debug)]
struct StampedHash {
    hash: Hash,
    day: u32,
}

impl Stamps {
    /// Loads stamps from a file; empty if it is missing or damaged.
    pub fn load(path: &Path) -> Stamps {
        let today = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
        let known = read_plain(path, MOST).and_then(|bytes| decode(&bytes)).unwrap_or_default();
        Stamps { known, today: u32::try_from(today).unwrap_or(u32::MAX), ..Stamps::default() }
    }

    /// The hash for a stamp.
    pub fn hash(&self, stamp: &FileStamp) -> Option<Hash> {
        match self.known.get(stamp) {
            Some(known) => {
                if known.day != self.today {
                    self.learn(*stamp, &known.hash);
                }
                Some(known.hash.clone())
            }
            None => self.learned().get(stamp).map(|known| known.hash.clone()),
        }
    }

    /// Records the hash of a file whose stamp was taken before it was read.
    pub fn note(&self, stamp: Option<FileStamp>, hash: &Hash) {
        if let Some(stamp) = stamp.filter(|s| s.is_settled(SystemTime::now())) {
            self.learn(stamp, hash);
        }
    }

    /// Records the hash of a file just written, which no other process knew before.
    pub fn note_written(&self, stamp: Option<FileStamp>, hash: &Hash) {
        if let Some(stamp) = stamp.filter(FileStamp::is_fine) {
            self.learn(stamp, hash);
        }
    }

    fn learn(&self, stamp: FileStamp, hash: &Hash) {
        self.learned().insert(stamp, StampedHash { hash: hash.clone(), day: self.today });
        self.unsaved.store(true, Ordering::Relaxed);
    }

    fn learned(&self) -> MutexGuard<'_, HashMap<FileStamp, StampedHash>> {
        self.learned.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Saves the stamps, if changed.
    ///
    /// # Errors
    /// An I/O error.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        if !self.unsaved.swap(false, Ordering::Relaxed) {
            return Ok(());
        }
        let learned = self.learned();
        let useful = self.known.iter().filter(|(_, known)| known.day + KEPT >= self.today);
        let all: HashMap<_, _> = useful.chain(learned.iter()).collect();
        let mut all: Vec<_> = all.into_iter().collect();
        all.sort_by_key(|(stamp, _)| **stamp);
        let mut bytes = Vec::with_capacity(MAGIC.len() + all.len() * ROW + 64);
        bytes.extend_from_slice(MAGIC);
        for (stamp, known) in all {
            stamp.0.iter().for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
            bytes.extend_from_slice(known.hash.as_bytes());
            bytes.extend_from_slice(&known.day.to_le_bytes());
        }
        bytes.extend_from_slice(hash(&bytes).as_bytes());
        let mut file = super::save::part(path, None)?;
        file.write_all(&bytes)?;
        file.persist(path)?;
        Ok(())
    }
}

/// Parses the stamps file; `None` if damaged.
fn decode(bytes: &[u8]) -> Option<HashMap<FileStamp, StampedHash>> {
    let (rest, sum) = bytes.split_at_checked(bytes.len().checked_sub(64)?)?;
    let rows = rest.strip_prefix(MAGIC).filter(|_| sum == hash(rest).as_bytes())?;
    let row = |row: &[u8]| {
        let (numbers, rest) = row.split_at_checked(PARTS * 8)?;
        let mut stamp = [0; PARTS];
        for (number, bytes) in stamp.iter_mut().zip(numbers.chunks_exact(8)) {
            *number = u64::from_le_bytes(bytes.try_into().ok()?);
        }
        let (hash, day) = rest.split_at_checked(64)?;
        let hash = Hash::parse(std::str::from_utf8(hash).ok()?)?;
        Some((FileStamp(stamp), StampedHash { hash, day: u32::from_le_bytes(day.try_into().ok()?) }))
    };
    rows.chunks_exact(ROW).map(row).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// A file old enough for its stamp to be recorded.
    fn settled(path: &Path, text: &str) -> FileStamp {
        fs::write(path, text).expect("a temporary folder can be written");
        std::thread::sleep(TICK + TICK / 2);
        FileStamp::of(path).expect("a file that was written just now")
    }

    #[test]
    fn a_file_is_known_until_it_changes_even_in_disguise() {
        let folder = tempfile::tempdir().unwrap();
        let (path, kept) = (folder.path().join("a.txt"), folder.path().join("stamps"));
        let stamp = settled(&path, "one");
        let stamps = Stamps::load(&kept);
        stamps.note(Some(stamp), &hash(b"one"));
        stamps.save(&kept).unwrap();
        let stamps = Stamps::load(&kept);
        assert_eq!(stamps.hash(&FileStamp::of(&path).unwrap()), Some(hash(b"one")));
        // Same size and modification time, but different content.
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, "two").unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(before).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
        assert_eq!(stamps.hash(&FileStamp::of(&path).unwrap()), None);
    }

    #[test]
    fn what_was_known_stays_known_when_more_is_kept_and_is_forgotten_when_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let kept = folder.path().join("stamps");
        let stamp = |at: u64| FileStamp([at; PARTS]);
        let on = |day: u32| Stamps { today: day, ..Stamps::load(&kept) };
        for day in 0..3 {
            let stamps = on(100 + day);
            stamps.learn(stamp(day.into()), &hash(&[day as u8]));
            stamps.save(&kept).unwrap();
        }
        let known = |day| (0..3).map(|at| on(day).hash(&stamp(at)).is_some()).collect::<Vec<_>>();
        assert_eq!(known(103), [true; 3], "saving what is new forgets nothing");
        let late = on(100 + KEPT + 2);
        assert!(late.hash(&stamp(2)).is_some(), "what is used is noted again");
        late.save(&kept).unwrap();
        assert_eq!(known(103), [false, false, true], "what was not used for long is forgotten");
    }

    #[test]
    fn what_is_too_young_is_not_noted() {
        let folder = tempfile::tempdir().unwrap();
        let (path, kept) = (folder.path().join("a.txt"), folder.path().join("stamps"));
        fs::write(&path, "one").unwrap();
        let stamps = Stamps::load(&kept);
        stamps.note(FileStamp::of(&path), &hash(b"one"));
        stamps.save(&kept).unwrap();
        assert!(!kept.exists());
    }

    #[test]
    fn a_damaged_file_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let (path, kept) = (folder.path().join("a.txt"), folder.path().join("stamps"));
        let stamp = settled(&path, "one");
        let stamps = Stamps::load(&kept);
        stamps.note(Some(stamp), &hash(b"one"));
        stamps.save(&kept).unwrap();
        let whole = fs::read(&kept).unwrap();
        for at in [0, 20, MAGIC.len() + PARTS * 8, whole.len() - 1] {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&kept, damaged).unwrap();
            assert!(Stamps::load(&kept).hash(&stamp).is_none(), "{at}");
        }
        fs::write(&kept, &whole[..whole.len() - ROW]).unwrap();
        assert!(Stamps::load(&kept).hash(&stamp).is_none());
    }
}
