//! The container: reads and writes the ZIP form that EPUB requires (OCF 3.3, section 4.2).
//!
//! Entries are compressed individually, so that chapters can be compressed in parallel; [`write()`] concatenates them.
//! Timestamps are the ZIP epoch, so that the same entries give the same bytes.

use crate::write::deflate;
use flate2::{Crc, write::DeflateDecoder};
use std::io::Write;

/// A file in archive form.
#[derive(Debug)]
pub struct ArchiveEntry {
    name: String,
    stored: bool,
    crc: u32,
    size: usize,
    data: Vec<u8>,
}

impl ArchiveEntry {
    /// A stored file: `mimetype`, and formats that are already compressed.
    pub fn stored(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> ArchiveEntry {
        let data = bytes.into();
        ArchiveEntry { name: name.into(), stored: true, crc: crc(&data), size: data.len(), data }
    }

    /// A deflated file (RFC 1951), or stored if that is not longer.
    pub fn deflated(name: impl Into<String>, bytes: &[u8]) -> ArchiveEntry {
        let data = deflate::raw(bytes);
        if data.len() >= bytes.len() {
            return ArchiveEntry::stored(name, bytes);
        }
        ArchiveEntry { name: name.into(), stored: false, crc: crc(bytes), size: bytes.len(), data }
    }
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;

/// The archive of these entries in order; `None` if it exceeds the limits of ZIP without ZIP64 (4 GiB, 65,535
/// entries).
pub fn write(entries: &[ArchiveEntry]) -> Option<Vec<u8>> {
    let length: usize = entries.iter().map(|e| e.data.len() + 2 * e.name.len() + 76).sum::<usize>() + 22;
    if u32::try_from(length).is_err() || entries.iter().any(|e| u32::try_from(e.size).is_err()) {
        return None;
    }
    let count = u16::try_from(entries.len()).ok().filter(|&n| n < u16::MAX)?;
    let mut out = Vec::with_capacity(length);
    let mut offsets = Vec::with_capacity(entries.len());
    for entry in entries {
        offsets.push(out.len() as u32);
        out.extend(LOCAL.to_le_bytes());
        header(entry, &mut out);
        out.extend(0u16.to_le_bytes()); // no extra field
        out.extend(entry.name.as_bytes());
        out.extend(&entry.data);
    }
    let start = out.len() as u32;
    for (entry, offset) in entries.iter().zip(offsets) {
        out.extend(CENTRAL.to_le_bytes());
        out.extend((3u16 << 8 | 20).to_le_bytes()); // made by: Unix, version 2.0
        header(entry, &mut out);
        out.extend([0; 8]); // no extra field, no comment, first disk, binary
        out.extend((0o100_644u32 << 16).to_le_bytes());
        out.extend(offset.to_le_bytes());
        out.extend(entry.name.as_bytes());
    }
    let size = out.len() as u32 - start;
    out.extend(END.to_le_bytes());
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    Some(out)
}

/// The fields common to the local and central headers, from the version needed to the length of the name.
fn header(entry: &ArchiveEntry, out: &mut Vec<u8>) {
    let utf8 = if entry.name.is_ascii() { 0u16 } else { 1 << 11 };
    let method = if entry.stored { 0u16 } else { 8 };
    for field in [20, utf8, method, 0, 1 << 5 | 1] {
        out.extend(field.to_le_bytes()); // the last two: midnight, 1 January 1980
    }
    for field in [entry.crc, entry.data.len() as u32, entry.size as u32] {
        out.extend(field.to_le_bytes());
    }
    out.extend((entry.name.len() as u16).to_le_bytes());
}

/// A file of an archive being read.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// Its path.
    pub name: &'a str,
    /// Whether it is stored without compression.
    pub stored: bool,
    /// Whether its local header has an extra field.
    pub extra: bool,
    /// Where its local header begins.
    pub offset: usize,
    crc: u32,
    size: usize,
    data: &'a [u8],
}

impl Member<'_> {
    /// The size its header promises, in bytes.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The file's bytes.
    ///
    /// # Errors
    /// If the data does not inflate to the size and checksum in the header; inflating stops at that size.
    pub fn read(&self) -> Result<Vec<u8>, &'static str> {
        let bytes = if self.stored {
            self.data.to_vec()
        } else {
            // The ratio of deflate is at most 1:1032: a larger size in the header is false.
            if self.size / 1032 > self.data.len() {
                return Err("promises more than its data can hold");
            }
            let mut decoder = DeflateDecoder::new(Bounded { out: Vec::with_capacity(self.size), limit: self.size });
            decoder.write_all(self.data).and_then(|()| decoder.finish()).map_err(|_| "cannot be decompressed")?.out
        };
        if bytes.len() != self.size {
            return Err("has another size than its header says");
        }
        if crc(&bytes) != self.crc {
            return Err("has another checksum than its header says");
        }
        Ok(bytes)
    }
}

/// A writer that fails beyond a number of bytes.
struct Bounded {
    out: Vec<u8>,
    limit: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.out.len() + bytes.len() > self.limit {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The files of an archive, in the order of its central directory.
///
/// # Errors
/// If it is not a ZIP archive, is truncated or encrypted, or uses features that EPUB forbids (OCF 3.3, section 4.2.2).
pub fn read(bytes: &[u8]) -> Result<Vec<Member<'_>>, &'static str> {
    const CUT: &str = "is cut off";
    let end = bytes.len().checked_sub(22).ok_or("is no ZIP archive")?;
    let end = (end.saturating_sub(0xffff)..=end).rev().find(|&at| u32_at(bytes, at) == Some(END));
    let end = end.ok_or("is no ZIP archive")?;
    let count = u16_at(bytes, end + 10).ok_or(CUT)?;
    let mut at = u32_at(bytes, end + 16).ok_or(CUT)? as usize;
    let mut members = Vec::with_capacity(usize::from(count));
    let mut packed = 0;
    for _ in 0..count {
        if u32_at(bytes, at) != Some(CENTRAL) {
            return Err("has a broken directory");
        }
        let field = |i: usize| u16_at(bytes, at + i).map(usize::from).ok_or(CUT);
        let wide = |i: usize| u32_at(bytes, at + i).ok_or(CUT);
        let (flags, method, length) = (field(8)?, field(10)?, field(28)?);
        if flags & 1 != 0 {
            return Err("is encrypted");
        }
        if method != 0 && method != 8 {
            return Err("is compressed by something else than deflate");
        }
        let name = bytes.get(at + 46..at + 46 + length).ok_or(CUT)?;
        let name = std::str::from_utf8(name).map_err(|_| "has a file name that is not UTF-8")?;
        let offset = wide(42)? as usize;
        if u32_at(bytes, offset) != Some(LOCAL) {
            return Err("has a directory that points to no file");
        }
        let local = |i: usize| u16_at(bytes, offset + i).map(usize::from).ok_or(CUT);
        let (local_name, local_extra) = (local(26)?, local(28)?);
        if bytes.get(offset + 30..offset + 30 + local_name) != Some(name.as_bytes()) {
            return Err("calls a file by two names");
        }
        let data = offset + 30 + local_name + local_extra;
        let data = bytes.get(data..data + wide(20)? as usize).ok_or(CUT)?;
        packed += data.len();
        if packed > bytes.len() {
            // Bounds the unpacked size of a small archive, and the time for empty entries.
            return Err("has files that lie over each other");
        }
        let (stored, extra, size) = (method == 0, local_extra > 0, wide(24)? as usize);
        members.push(Member { name, stored, extra, offset, crc: wide(16)?, size, data });
        at += 46 + length + field(30)? + field(32)?;
    }
    Ok(members)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let long = "one two three ".repeat(500);
        let bytes = write(&[
            ArchiveEntry::stored("mimetype", *b"application/epub+zip"),
            ArchiveEntry::deflated("a/b", long.as_bytes()),
        ]);
        let bytes = bytes.unwrap();
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
        let members = read(&bytes).unwrap();
        assert_eq!((members[1].name, members[1].stored), ("a/b", false));
        assert_eq!(members[1].read().unwrap(), long.as_bytes());
        assert!(bytes.len() < 500);
    }

    #[test]
    fn a_lying_size_is_found_before_it_costs_memory() {
        let mut bytes = write(&[ArchiveEntry::deflated("a", &[0; 100_000])]).unwrap();
        let central = bytes.len() - 22 - 47;
        bytes[central + 24..central + 28].copy_from_slice(&10u32.to_le_bytes());
        assert_eq!(read(&bytes).unwrap()[0].read(), Err("cannot be decompressed"));
        bytes[central + 24..central + 28].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(read(&bytes).unwrap()[0].read(), Err("promises more than its data can hold"));
    }
}
