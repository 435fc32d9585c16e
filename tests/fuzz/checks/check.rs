//! Our own checks of EPUB and PDF, on files that nobody meant to be ones: they answer, whatever it is.

use flate2::{Compression, write::ZlibEncoder};
use folio::write::{epub, pdf};
use std::io::Write as _;

/// Between the parts of a file that is yet to be put together.
const BETWEEN: &[u8] = b"\n%%%\n";

/// The first byte chooses: the bytes as they are, or the parts of an EPUB, or of a PDF, put together soundly, so that
/// what is in them gets past the container.
pub fn check(bytes: &[u8]) {
    let Some((&kind, bytes)) = bytes.split_first() else { return };
    match kind {
        b'E' => drop(epub::check::check(&zip(&parts(bytes)))),
        b'P' => drop(pdf::check::check(&file(&parts(bytes)))),
        _ if bytes.starts_with(b"PK") => drop(epub::check::check(bytes)),
        _ => drop(pdf::check::check(bytes)),
    }
}

fn parts(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut out = Vec::new();
    while let Some(at) = bytes.windows(BETWEEN.len()).position(|w| w == BETWEEN) {
        out.push(&bytes[..at]);
        bytes = &bytes[at + BETWEEN.len()..];
    }
    out.push(bytes);
    out
}

/// An archive of files that are laid in as they are; the first line of each part is its name.
fn zip(parts: &[&[u8]]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let end = part.iter().position(|&b| b == b'\n').unwrap_or(part.len());
        let (name, data) = (&part[..end], part.get(end + 1..).unwrap_or(&[]));
        let name = &name[..name.len().min(200)];
        let mut crc = flate2::Crc::new();
        crc.update(data);
        let mut header = Vec::new();
        [20u16, 0, 0, 0, 33].iter().for_each(|field| header.extend(field.to_le_bytes()));
        [crc.sum(), data.len() as u32, data.len() as u32].iter().for_each(|field| header.extend(field.to_le_bytes()));
        [name.len() as u16, 0].iter().for_each(|field| header.extend(field.to_le_bytes()));
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name);
        out.extend(b"PK\x03\x04");
        out.extend(&header);
        out.extend(name);
        out.extend(data);
    }
    let (start, count) = (out.len() as u32, parts.len() as u16);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    [count, count].iter().for_each(|field| out.extend(field.to_le_bytes()));
    [directory.len() as u32, start].iter().for_each(|field| out.extend(field.to_le_bytes()));
    out.extend([0; 2]);
    out
}

/// A file of these objects, numbered from 1; the first part is what the cross-reference stream says besides its own.
/// The data of a stream stands behind a line `stream`.
fn file(parts: &[&[u8]]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut rows = vec![[0u8; 7]];
    let objects = &parts[1..];
    for (i, part) in objects.iter().enumerate() {
        let mut row = [1u8, 0, 0, 0, 0, 0, 0];
        row[1..5].copy_from_slice(&(out.len() as u32).to_be_bytes());
        rows.push(row);
        object(&mut out, i + 1, part);
    }
    let mut above = [0u8; 7];
    let mut table = ZlibEncoder::new(Vec::new(), Compression::none());
    for row in &rows {
        let mut filtered = vec![2];
        filtered.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        table.write_all(&filtered).expect("memory can be written to");
        above = *row;
    }
    let table = table.finish().expect("memory can be written to");
    let place = out.len();
    let size = rows.len();
    let mut part = format!("<</Type/XRef/W[1 4 2]/Size {size}/Filter/FlateDecode").into_bytes();
    part.extend(parts[0]);
    part.extend(b">>\nstream\n");
    part.extend(table);
    object(&mut out, size, &part);
    out.extend(format!("startxref\n{place}\n%%EOF\n").bytes());
    out
}

fn object(out: &mut Vec<u8>, number: usize, part: &[u8]) {
    const STREAM: &[u8] = b">>\nstream\n";
    out.extend(format!("{number} 0 obj\n").bytes());
    match part.windows(STREAM.len()).position(|w| w == STREAM) {
        None => out.extend(part),
        Some(at) => {
            let data = &part[at + STREAM.len()..];
            out.extend(&part[..at]);
            out.extend(format!("/Length {}>>\nstream\n", data.len()).bytes());
            out.extend(data);
            out.extend(b"\nendstream");
        }
    }
    out.extend(b"\nendobj\n");
}
