//! System faces: searched only for characters that no embedded face has.
//!
//! The folders are an option: the command uses the usual ones, tests none. Files are sorted by path, so that face ids
//! depend only on what is installed.

use super::face::{Face, FaceData};
use skrifa::{FontRef, MetadataProvider};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use unicode_script::{Script, UnicodeScript};

/// Limit of font files: more than any system has, few enough for a [`super::FaceId`].
const MOST_FILES: usize = 30_000;

/// A font file.
#[derive(Debug)]
pub(super) struct SystemFace {
    path: PathBuf,
    coverage: OnceLock<Vec<(u32, u32)>>,
    face: OnceLock<Option<Face>>,
}

impl SystemFace {
    /// Whether the face has a glyph for a character. Reads the file on first use.
    pub(super) fn covers(&self, character: char) -> bool {
        let ranges = self.coverage.get_or_init(|| coverage(&self.path).unwrap_or_default());
        let c = u32::from(character);
        let after = ranges.partition_point(|&(first, _)| first <= c);
        after > 0 && c <= ranges[after - 1].1
    }

    /// Whether it is designed for a character's script: it has at least half of the script's characters in the
    /// surrounding block of 128. Fonts for one script often have a few letters of another (Grantha fonts of Tamil) but
    /// none of its marks.
    pub(super) fn serves(&self, character: char) -> bool {
        let script = character.script();
        if matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
            return true;
        }
        let block = u32::from(character) & !0x7F;
        let letters = (block..block + 0x80).filter_map(char::from_u32).filter(|c| c.script() == script);
        let (all, had) = letters.fold((0, 0), |(all, had), c| (all + 1, had + usize::from(self.covers(c))));
        had * 2 >= all
    }

    /// The name of its file.
    pub(super) fn file_name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The face, loaded on first use; `None` if unusable.
    pub(super) fn face(&self) -> Option<&Face> {
        let read = || Face::parse(FaceData::Read(Arc::new(std::fs::read(&self.path).ok()?)), 0);
        self.face.get_or_init(read).as_ref()
    }
}

/// The character ranges covered by the first face of a file, sorted.
fn coverage(path: &Path) -> Option<Vec<(u32, u32)>> {
    let bytes = std::fs::read(path).ok()?;
    let file = FontRef::from_index(&bytes, 0).ok()?;
    let mut characters: Vec<u32> =
        file.charmap().mappings().filter(|(_, glyph)| glyph.to_u32() != 0).map(|(c, _)| c).collect();
    characters.sort_unstable();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for c in characters {
        match ranges.last_mut() {
            Some((_, last)) if c <= *last + 1 => *last = c,
            _ => ranges.push((c, c)),
        }
    }
    Some(ranges)
}

/// All font files in the folders and their subfolders, sorted by path, and the order in which they are searched.
pub(super) fn scan(folders: &[PathBuf]) -> (Vec<SystemFace>, Vec<u16>) {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let files = walkdir::WalkDir::new(folder).max_depth(8).into_iter().flatten();
        paths.extend(files.map(walkdir::DirEntry::into_path).filter(|path| is_font(path)).take(MOST_FILES));
    }
    paths.sort();
    paths.dedup();
    paths.truncate(MOST_FILES);
    let mut order: Vec<u16> = (0..paths.len() as u16).collect();
    order.sort_by_key(|&i| (rank(&paths[usize::from(i)]), i));
    let face = |path| SystemFace { path, coverage: OnceLock::new(), face: OnceLock::new() };
    (paths.into_iter().map(face).collect(), order)
}

/// The font files in the folders and their subfolders, with relative path and size, sorted: everything that the choice
/// of a system face depends on.
pub fn installed(folders: &[PathBuf]) -> Vec<(PathBuf, u64)> {
    let files = folders.iter().flat_map(|folder| {
        let files = walkdir::WalkDir::new(folder).max_depth(8).into_iter().flatten();
        files.filter(|entry| is_font(entry.path())).map(move |entry| {
            let size = entry.metadata().map_or(0, |data| data.len());
            (entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_owned(), size)
        })
    });
    let mut files: Vec<_> = files.collect();
    files.sort();
    files
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    ["ttf", "otf", "ttc", "otc"].iter().any(|e| extension.eq_ignore_ascii_case(e))
}

/// Search rank: regular weights of families for many scripts first, then other regular ones, then the rest.
fn rank(path: &Path) -> u8 {
    let name = path.file_stem().and_then(|s| s.to_str()).unwrap_or("").to_ascii_lowercase();
    const UNUSUAL: [&str; 13] = [
        "bold",
        "italic",
        "oblique",
        "condensed",
        "light",
        "thin",
        "black",
        "medium",
        "heavy",
        "mono",
        "display",
        "emoji",
        "caption",
    ];
    const WIDE: [&str; 4] = ["notoserif", "notosans", "noto", "dejavu"];
    if UNUSUAL.iter().any(|word| name.contains(word)) {
        return 9;
    }
    WIDE.iter().position(|word| name.starts_with(word)).map_or(5, |i| i as u8)
}

/// The usual font folders of systems, and of a user with this home directory.
pub fn usual_folders(home: Option<&Path>) -> Vec<PathBuf> {
    let (own, shared): (&[&str], &[&str]) = if cfg!(target_os = "macos") {
        (&["Library/Fonts"], &["/Library/Fonts", "/System/Library/Fonts"])
    } else if cfg!(windows) {
        (&["AppData/Local/Microsoft/Windows/Fonts"], &["C:/Windows/Fonts"])
    } else {
        (&[".local/share/fonts", ".fonts"], &["/usr/local/share/fonts", "/usr/share/fonts"])
    };
    let own = own.iter().filter_map(|folder| Some(home?.join(folder)));
    own.chain(shared.iter().map(PathBuf::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_with_a_few_letters_of_a_script_is_not_made_for_it() {
        let face = |coverage: &[(u32, u32)]| {
            let face = SystemFace { path: PathBuf::new(), coverage: OnceLock::new(), face: OnceLock::new() };
            face.coverage.set(coverage.to_vec()).unwrap();
            face
        };
        // Tamil's pa, ma and digits, as in faces for Grantha; all of Tamil.
        let (grantha, tamil) = (face(&[(0xBAA, 0xBAA), (0xBAE, 0xBAE), (0xBE6, 0xBF3)]), face(&[(0xB82, 0xBFA)]));
        assert!(grantha.covers('\u{BAA}') && !grantha.serves('\u{BAA}') && tamil.serves('\u{BAA}'));
        // A character without a script is served by any face that has it.
        assert!(face(&[(0x2603, 0x2603)]).serves('\u{2603}'));
    }
}
