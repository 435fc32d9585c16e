//! Binary formats by signature.
//!
//! A text may begin with any printable characters: `GIF89a is a format`, `BM`, `PK`. A printable signature alone
//! proves nothing, so each requires further evidence that no text has.

use super::kind::{self, Format};
use super::package;
use memchr::memmem;

/// A signature.
struct Signature {
    /// Offset.
    at: usize,
    /// Expected bytes.
    bytes: &'static [u8],
    /// Further condition on the file.
    proof: fn(&[u8]) -> bool,
    /// The format.
    kind: &'static Format,
}

const fn row(at: usize, bytes: &'static [u8], proof: fn(&[u8]) -> bool, kind: &'static Format) -> Signature {
    Signature { at, bytes, proof, kind }
}

/// For signatures with bytes that no text has.
fn certain(_: &[u8]) -> bool {
    true
}

/// Whether control characters are near the signature.
fn controls(bytes: &[u8]) -> bool {
    bytes.iter().take(64).any(|&b| is_control(b))
}

/// Control characters that don't occur in texts: all except white space, backspace, escape, and shift in/out.
fn is_control(byte: u8) -> bool {
    (byte < 0x20) & (byte.wrapping_sub(0x08) > 7) & (byte.wrapping_sub(0x1a) > 1)
}

const SIGNATURES: &[Signature] = &[
    row(0, b"PK\x05\x06", certain, &kind::ZIP),
    row(0, b"\x1f\x8b\x08", certain, &kind::GZIP),
    row(0, b"\xfd7zXZ\0", certain, &kind::XZ),
    row(0, b"\x28\xb5\x2f\xfd", controls, &kind::ZSTD),
    row(0, b"BZh", |b| b.get(4..10) == Some(b"1AY&SY") && controls(b), &kind::BZIP2),
    row(0, b"\x04\x22\x4d\x18", certain, &kind::LZ4),
    row(0, b"LZIP\x01", certain, &kind::LZIP),
    row(0, b"\x1f\x9d", certain, &kind::COMPRESS),
    row(0, b"7z\xbc\xaf\x27\x1c", certain, &kind::SEVEN_ZIP),
    row(0, b"Rar!\x1a\x07", controls, &kind::RAR),
    row(257, b"ustar", is_tar, &kind::TAR),
    row(0, b"!<arch>\n", |b| b.get(66..68) == Some(b"`\n"), &kind::AR),
    row(0, b"MSCF\0\0\0\0", certain, &kind::CAB),
    row(0x8001, b"CD001", certain, &kind::ISO),
    row(0, b"%PDF-", is_pdf, &kind::PDF),
    row(0, b"\xc5\xd0\xd3\xc6", certain, &kind::POSTSCRIPT),
    row(0, b"\xf7\x02\x01\x83\x92\xc0\x1c\x3b", certain, &kind::DVI),
    row(0, b"AT&TFORM", controls, &kind::DJVU),
    row(60, b"BOOKMOBI", controls, &kind::MOBI),
    row(60, b"TEXtREAd", controls, &kind::MOBI),
    row(0, b"\xeaDRMION\xee", certain, &kind::MOBI),
    row(0, b"TPZ0", controls, &kind::MOBI),
    row(0, b"CONT\x02\0", certain, &kind::MOBI),
    row(0, b"ITOLITLS", controls, &kind::LIT),
    row(0, b"ITSF\x03\0\0\0", certain, &kind::CHM),
    row(0, b"bplist00", |b| controls(b) && memmem::find(b, b"WebMainResource").is_some(), &kind::WEBARCHIVE),
    row(0, b"bplist00", |b| controls(b) && is_list(b), &kind::PLIST),
    row(0, b"\x89PNG\r\n\x1a\n", certain, &kind::PNG),
    row(0, b"\xff\xd8\xff", controls, &kind::JPEG),
    row(0, b"GIF87a", controls, &kind::GIF),
    row(0, b"GIF89a", controls, &kind::GIF),
    row(8, b"WEBP", is_riff, &kind::WEBP),
    row(8, b"WAVE", is_riff, &kind::WAVE),
    row(8, b"AVI ", is_riff, &kind::AVI),
    row(4, b"ftypavi", controls, &kind::AVIF),
    row(4, b"ftyphe", controls, &kind::HEIC),
    row(4, b"ftypmif1", controls, &kind::HEIC),
    row(4, b"ftyp", controls, &kind::MP4),
    row(4, b"moov", controls, &kind::MP4),
    row(4, b"mdat", controls, &kind::MP4),
    row(0, b"II*\0", certain, &kind::TIFF),
    row(0, b"MM\0*", certain, &kind::TIFF),
    row(0, b"BM", is_bitmap, &kind::BMP),
    row(0, b"\0\0\x01\0", |b| b.get(5) == Some(&0), &kind::ICO),
    row(0, b"\xff\x0a", controls, &kind::JXL),
    row(0, b"\0\0\0\x0cJXL \r\n\x87\n", certain, &kind::JXL),
    row(0, b"\0\0\0\x0cjP  \r\n\x87\n", certain, &kind::JP2),
    row(0, b"8BPS\0\x01", certain, &kind::PSD),
    row(0, b"\xd7\xcd\xc6\x9a", certain, &kind::EMF),
    row(40, b" EMF", controls, &kind::EMF),
    row(0, b"\x7fELF", certain, &kind::ELF),
    row(0, b"MZ", |b| b.get(2..64).is_some_and(|head| head.iter().filter(|&&b| b == 0).count() > 8), &kind::PE),
    row(0, b"\xfe\xed\xfa\xce", certain, &kind::MACH_O),
    row(0, b"\xfe\xed\xfa\xcf", certain, &kind::MACH_O),
    row(0, b"\xce\xfa\xed\xfe", certain, &kind::MACH_O),
    row(0, b"\xcf\xfa\xed\xfe", certain, &kind::MACH_O),
    row(0, b"\xca\xfe\xba\xbe\0\0\0", |b| b.get(7).is_some_and(|&count| count < 40), &kind::MACH_O),
    row(0, b"\xca\xfe\xba\xbe\0", certain, &kind::CLASS),
    row(0, b"\0asm", certain, &kind::WASM),
    row(0, b"SQLite format 3\0", certain, &kind::SQLITE),
    row(0, b"\0\x01\0\0Standard ", certain, &kind::ACCESS),
    row(0, b"PAR1", controls, &kind::PARQUET),
    row(0, b"\0\x01\0\0", |b| b.get(4) == Some(&0), &kind::FONT),
    row(0, b"OTTO\0", certain, &kind::FONT),
    row(0, b"true\0", certain, &kind::FONT),
    row(0, b"ttcf\0", certain, &kind::FONT),
    row(0, b"wOFF", controls, &kind::FONT),
    row(0, b"wOF2", controls, &kind::FONT),
    row(0, b"\x80\x01", |b| b.get(6..9) == Some(b"%!P"), &kind::FONT),
    row(0, b"ID3", |b| b.get(3).is_some_and(|&version| (2..=4).contains(&version)), &kind::MP3),
    row(0, b"\xff\xfb", controls, &kind::MP3),
    row(0, b"\xff\xf3", controls, &kind::MP3),
    row(0, b"OggS\0", certain, &kind::OGG),
    row(0, b"fLaC\0", certain, &kind::FLAC),
    row(0, b"MThd\0\0\0\x06", certain, &kind::MIDI),
    row(0, b"\x1a\x45\xdf\xa3", certain, &kind::MATROSKA),
    row(0, b"FLV\x01", certain, &kind::FLV),
    row(0, b"\0\0\x01\xba", certain, &kind::MPEG),
    row(0, b"\0\0\x01\xb3", certain, &kind::MPEG),
    row(0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", certain, &kind::ASF),
];

/// The binary format of bytes; `None` if they may be text.
pub(super) fn find(bytes: &[u8]) -> Option<&'static Format> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(package::zip(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(package::ole(bytes));
    }
    let fits = |s: &&Signature| bytes.get(s.at..).is_some_and(|rest| rest.starts_with(s.bytes)) && (s.proof)(bytes);
    SIGNATURES.iter().find(fits).map(|s| s.kind)
}

/// Number of bytes examined to tell text from other data.
const SAMPLE: usize = 1 << 16;

/// Whether bytes without a known signature (and not UTF-16 or UTF-32) are binary: they have many control characters.
/// Compressed data has about 10 %, tables and programs more; damaged texts, or texts with zero padding, few.
pub(super) fn is_no_text(bytes: &[u8]) -> bool {
    let end = bytes.iter().rposition(|&b| b != 0).map_or(0, |at| at + 1);
    if end == 0 {
        return !bytes.is_empty();
    }
    let sample = &bytes[..end.min(SAMPLE)];
    // Chunks short enough for a byte counter, so that counting is vectorized.
    let count = |piece: &[u8]| usize::from(piece.iter().map(|&b| u8::from(is_control(b))).sum::<u8>());
    let found: usize = sample.chunks(128).map(count).sum();
    let is_utf8 = || sample.utf8_chunks().filter(|c| !c.invalid().is_empty()).count() <= 1;
    found * 25 > sample.len() && (found * 10 > sample.len() * 3 || !is_utf8())
}

/// A tar archive: the checksum of its first header is correct (POSIX.1-1988, `chksum`).
fn is_tar(bytes: &[u8]) -> bool {
    let Some(header) = bytes.get(..512) else { return false };
    let said = std::str::from_utf8(&header[148..156]).unwrap_or("").trim_matches(['\0', ' ']);
    let sum: u32 =
        header.iter().enumerate().map(|(i, &b)| if (148..156).contains(&i) { 32 } else { u32::from(b) }).sum();
    u32::from_str_radix(said, 8) == Ok(sum)
}

/// A PDF: the version ends its line, and objects follow (ISO 32000-1, 7.5). In a text about PDF, the line continues.
fn is_pdf(bytes: &[u8]) -> bool {
    let version = bytes.get(5..8).is_some_and(|v| v[0].is_ascii_digit() && v[1] == b'.' && v[2].is_ascii_digit());
    let line = bytes.get(8..).unwrap_or_default();
    let ends = line.iter().find(|b| !matches!(b, b' ' | b'\t')).is_none_or(|&b| matches!(b, b'\r' | b'\n' | b'%' | 0));
    // `1 0 obj` at the start of a line.
    let is_object = |at: usize| {
        let line = bytes[..at].rsplit(|b| matches!(b, b'\r' | b'\n')).next().unwrap_or_default();
        let mut numbers = line.split(|&b| b == b' ');
        let mut number = || numbers.next().is_some_and(|n| !n.is_empty() && n.iter().all(u8::is_ascii_digit));
        line.len() < 20 && number() && number() && numbers.next().is_none()
    };
    let objects = || memmem::find_iter(bytes, b" obj").take(1000).any(is_object);
    version && ends && (bytes.iter().take(1024).any(|&b| is_control(b)) || objects())
}

/// A RIFF file: its length precedes its type.
fn is_riff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && controls(bytes)
}

/// A Windows bitmap: reserved fields are zero, and the header has a known length.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.get(6..10) == Some(&[0; 4])
        && matches!(bytes.get(14..18), Some([12 | 16 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

/// A binary property list: its trailer is plausible.
fn is_list(bytes: &[u8]) -> bool {
    let end = bytes.len().checked_sub(32).map(|at| &bytes[at..]);
    end.is_some_and(|end| end[..5] == [0; 5] && (1..=8).contains(&end[6]) && (1..=8).contains(&end[7]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ZIP archive of empty files with these names, each with a comment; the first file holds `first`.
    fn zip(names: &[&str], first: &[u8]) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        for (i, name) in names.iter().enumerate() {
            let data = if i == 0 { first } else { b"" };
            let (at, length) = (out.len() as u32, (data.len() as u32).to_le_bytes());
            let name_length = (name.len() as u16).to_le_bytes();
            let common =
                [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &length, &length, &name_length, &[0, 0]].concat();
            out.extend([b"PK\x03\x04", &common[..], name.as_bytes(), data].concat());
            // Each has a comment of two bytes.
            let rest = [&[2u8, 0][..], &[0; 8], &at.to_le_bytes()].concat();
            directory.extend([b"PK\x01\x02\x14\0", &common[..], &rest, name.as_bytes(), b"ok"].concat());
        }
        let (start, count) = ((out.len() as u32).to_le_bytes(), (names.len() as u16).to_le_bytes());
        let size = (directory.len() as u32).to_le_bytes();
        out.extend(directory);
        out.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &start, &[0, 0]].concat());
        out
    }

    #[test]
    fn archives_are_what_is_in_them() {
        let what = |names: &[&str], first: &[u8]| find(&zip(names, first)).unwrap().reader;
        assert_eq!(what(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"], b"<x/>"), "docx");
        assert_eq!(what(&["[Content_Types].xml", "xl/workbook.xml"], b"<x/>"), "xlsx");
        assert_eq!(what(&["[Content_Types].xml", "ppt/presentation.xml"], b"<x/>"), "pptx");
        assert_eq!(what(&["mimetype", "META-INF/container.xml"], b"application/epub+zip"), "epub");
        assert_eq!(what(&["META-INF/container.xml", "a.opf"], b""), "epub");
        assert_eq!(what(&["mimetype", "content.xml"], b"application/vnd.oasis.opendocument.text"), "odt");
        assert_eq!(what(&["mimetype", "content.xml"], b"application/vnd.oasis.opendocument.text-template"), "odt");
        assert_eq!(what(&["mimetype", "content.xml"], b"application/vnd.oasis.opendocument.spreadsheet"), "ods");
        assert_eq!(what(&["mimetype", "content.xml"], b"application/vnd.oasis.opendocument.chart"), "odg");
        assert_eq!(what(&["META-INF/MANIFEST.MF", "A.class"], b""), "jar");
        assert_eq!(what(&["a.txt", "b.txt"], b"word/"), "zip");
        assert_eq!(what(&["book.fb2"], b"x"), "fb2");
        // In a truncated archive, local headers identify the format.
        let whole = zip(&["[Content_Types].xml", "word/document.xml", "word/styles.xml"], b"<x/>");
        assert_eq!(find(&whole[..100]).unwrap().reader, "docx");
        for end in 4..whole.len() {
            assert!(find(&whole[..end]).is_some());
        }
    }

    #[test]
    fn an_ole_file_is_what_its_directory_names() {
        let file = |names: &[&str]| {
            let mut bytes = vec![0u8; 1024 + 4 * 128];
            bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
            bytes[30] = 9; // 512-byte sectors
            bytes[48] = 1; // the directory is in the second sector
            for (i, name) in names.iter().enumerate() {
                let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
                bytes[1024 + i * 128..][..utf16.len()].copy_from_slice(&utf16);
            }
            bytes
        };
        let what = |names: &[&str]| find(&file(names)).unwrap().reader;
        assert_eq!(what(&["Root Entry", "1Table", "WordDocument"]), "doc");
        assert_eq!(what(&["Root Entry", "Workbook"]), "xls");
        assert_eq!(what(&["Root Entry", "PowerPoint Document"]), "ppt");
        assert_eq!(what(&["Root Entry", "EncryptedPackage", "EncryptionInfo"]), "encrypted");
        assert_eq!(what(&["Root Entry", "__properties_version1.0"]), "msg");
        assert_eq!(what(&["Root Entry"]), "ole");
        assert!(find(&file(&[])[..40]).is_some());
    }

    #[test]
    fn signatures_of_binary_formats() {
        let tar = {
            let mut header = [0u8; 512];
            header[..5].copy_from_slice(b"a.txt");
            header[257..263].copy_from_slice(b"ustar\0");
            let sum: u32 = header.iter().map(|&b| u32::from(b)).sum::<u32>() + 8 * 32;
            header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
            header[155] = b' ';
            header.to_vec()
        };
        let mobi = [&b"A_Book"[..], &[0; 54], b"BOOKMOBI", &[0; 40]].concat();
        let list = [b"bplist00\xd1\x01\x02_\x10\x0fWebMainResource", &[0; 5][..], &[0, 1, 1], &[0; 24]].concat();
        let cases: &[(&[u8], &str)] = &[
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "pdf"),
            (b"%PDF-1.4\r1 0 obj", "pdf"),
            (b"%PDF-1.5 \n%\x01\x02\x03\x04 cut off", "pdf"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "png"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "jpeg"),
            (b"GIF89a\x01\0\x01\0\x80\0\0", "gif"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "webp"),
            (b"RIFF\x24\0\0\0WAVEfmt ", "wav"),
            (b"\0\0\0\x1cftypavif\0\0\0\0", "avif"),
            (b"\0\0\0\x1cftypheic\0\0\0\0", "heic"),
            (b"\0\0\0\x1cftypisom\0\0\0\0", "mp4"),
            (b"II*\0\x08\0\0\0", "tiff"),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02", "bmp"),
            (b"\xff\x0a\xfa\x1f\x01\x90", "jxl"),
            (b"\x7fELF\x02\x01\x01\0", "elf"),
            (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "gzip"),
            (b"\xfd7zXZ\0\0\x04", "xz"),
            (b"\x28\xb5\x2f\xfd\x04\x58\x01", "zstd"),
            (b"BZh91AY&SY\xc1\xc0\xe2\x8d\0\0\x01\x41\0\x10", "bzip2"),
            (b"7z\xbc\xaf\x27\x1c\0\x04", "7z"),
            (b"Rar!\x1a\x07\0", "rar"),
            (&tar, "tar"),
            (&mobi, "mobi"),
            (b"AT&TFORM\0\0\x01\0DJVMDIRM", "djvu"),
            (&list, "webarchive"),
            (b"SQLite format 3\0\x10\0", "sqlite"),
            (b"OTTO\0\x0b\0\x80", "font"),
            (b"wOF2\0\x01\0\0", "font"),
            (b"ID3\x04\0\0\0\0\x23", "mp3"),
            (b"OggS\0\x02", "ogg"),
            (b"\xca\xfe\xba\xbe\0\0\0\x02\x01\0\0\x07", "mach-o"),
            (b"\xca\xfe\xba\xbe\0\0\0\x41", "class"),
        ];
        for (bytes, reader) in cases {
            assert_eq!(find(bytes).map(|kind| kind.reader), Some(*reader), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn texts_that_begin_like_another_format_are_texts() {
        let texts: &[&str] = &[
            "PK, the goalkeeper, was late.",
            "PK",
            "%PDF-1.7 is the version that most programs write.\n\nA PDF has objects.",
            "%PDF is a format",
            "%PDF-1.7\nis the line that such a file begins with.",
            "%PDF-1.7 opens the file, and objects follow.\n1 0 obj\n<<>>\nendobj\n",
            "%PDF-next\n1 0 obj\nis what nobody has written yet.",
            "%PDF-1.7\nBelow it stands 1 0 obj, or 12 obj, or a 0 obj.\n12 obj\na 0 obj\n1 0 0 obj\n",
            "BM stands for a bitmap; the letters open the file.",
            "BMW",
            "GIF89a is the newer of two formats of pictures, and the one that moves.",
            "MZ were the initials of Mark Zbikowski, who made the format of DOS programs, and they open every one.",
            "II*",
            "ID3 is a tag.",
            "RIFF, a format of 1991, holds WAVE and AVI.",
            "OTTO lived next door.",
            "true or false?",
            "BZh91AY&SY opens a file in bzip2: the digits of pi.",
            "bplist00 opens a binary property list; in Safari's archives there is a WebMainResource.",
            "Rar! Rar! cried the crow.",
            "AT&TFORM DJVU",
            "7z is a program.",
            "!<arch>\nis the magic of archives, and nothing follows it here but prose; it is long enough to be read.\n",
            "SQLite format 3 is what the file says of itself.",
            "TPZ0 and PAR1 are two more of these.",
        ];
        for text in texts {
            assert_eq!(find(text.as_bytes()).map(|kind| kind.reader), None, "{text}");
            assert!(!is_no_text(text.as_bytes()), "{text}");
        }
        let tar_like = "x".repeat(257) + "ustar is a magic" + &"x".repeat(600);
        assert_eq!(find(tar_like.as_bytes()), None);
    }

    #[test]
    fn data_of_no_known_format_is_told_from_damaged_text() {
        // A linear congruential generator with period 2³² (Numerical Recipes): resembles compressed data.
        let mut state = 7u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(4096)
        .collect();
        assert!(is_no_text(&noise));
        assert!(is_no_text(&[0; 64]) && !is_no_text(b""));
        assert!(is_no_text(b"\x01\0\x02\0\x03\0\x04\0abcd"));
        assert!(!is_no_text(b"a\r\nb\rc\0d and some more words"));
        assert!(!is_no_text(&[b"Words, then padding of a block.".as_slice(), &[0; 400]].concat()));
        assert!(!is_no_text(b"N\x08NA\x08AM\x08ME\x08E"), "a manual page");
        assert!(!is_no_text(b"\x1b[31mred\x1b[0m \x1b[1mbold\x1b[0m"), "a terminal's colours");
        assert!(!is_no_text(b"caf\xe9 na\xefve \x93quoted\x94"));
    }
}
