//! A file's cross-reference stream and objects (ISO 32000-1, 7.5).

use super::parse::{Dict, ObjectParser, PdfValue};
use super::{PdfDefect, PdfDefects};
use flate2::{Decompress, FlushDecompress, Status};
use rayon::prelude::*;
use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

/// Limits of inflated data in bytes, which bound memory on any file. (Images are not inflated.)
#[derive(Clone, Copy)]
pub(super) struct Budget {
    /// For all object streams together.
    pub all: u64,
    /// For any one stream.
    pub each: u64,
}

/// A parsed file.
pub(super) struct PdfFile<'a> {
    /// By number.
    pub objects: Vec<Option<Object<'a>>>,
    /// The dictionary of the cross-reference stream.
    pub trailer: Dict<'a>,
    /// The version that the header names.
    pub version: &'a [u8],
    budget: Budget,
}

/// An object.
#[derive(Clone, Debug)]
pub(super) struct Object<'a> {
    pub value: PdfValue<'a>,
    /// A stream's data, still encoded.
    pub data: Option<&'a [u8]>,
}

/// An entry of the cross-reference stream.
#[derive(Clone, Copy)]
enum XrefEntry {
    Free,
    At(usize),
    In { stream: u32, index: u16 },
}

impl XrefEntry {
    fn place(&self) -> Option<usize> {
        if let XrefEntry::At(place) = self { Some(*place) } else { None }
    }
}

/// An inflated object stream: its number, its bytes, and the numbers and offsets of its objects.
type ObjectStream = (u32, Vec<u8>, Vec<(u32, usize)>);

/// The cross-reference table and the inflated object streams, from which [`PdfFile`] borrows.
pub(super) struct XrefTable<'a> {
    bytes: &'a [u8],
    version: &'a [u8],
    trailer: Dict<'a>,
    entries: Vec<XrefEntry>,
    /// Offsets of the objects, sorted.
    places: Vec<usize>,
    budget: Budget,
    /// Inflated object streams, in order of their numbers.
    packed: Vec<ObjectStream>,
}

impl<'a> XrefTable<'a> {
    /// Reads the cross-reference stream and the object streams; `Err` if there is no usable cross-reference stream.
    pub(super) fn read(bytes: &'a [u8], budget: Budget, findings: &mut PdfDefects) -> Result<XrefTable<'a>, PdfDefect> {
        let fail = |message: &str| PdfDefect { rule: "7.5", object: None, message: message.to_owned() };
        let version = bytes.strip_prefix(b"%PDF-").and_then(|b| b.get(..3)).ok_or_else(|| fail("no PDF header"))?;
        let comment = bytes.get(9..14).unwrap_or(&[]);
        if comment.len() < 5 || comment[0] != b'%' || comment[1..].iter().any(|b| *b < 128) {
            findings.add("7.5.2", None, "the second line is no comment of four bytes above 127");
        }
        if bytes.get(8) != Some(&b'\n') {
            findings.add("7.5.2", None, "the header is more than a version");
        }
        let tail = &bytes[bytes.len().saturating_sub(64)..];
        let start = tail.strip_suffix(b"%%EOF\n").ok_or_else(|| fail("the file does not end in %%EOF"))?;
        let at = memchr::memmem::rfind(start, b"startxref").ok_or_else(|| fail("there is no startxref"))?;
        let mut parser = ObjectParser::new(&start[at + 9..]);
        let place = match parser.value() {
            Some(PdfValue::Int(place)) => usize::try_from(place).unwrap_or(usize::MAX),
            _ => return Err(fail("startxref names no place")),
        };
        let (_, Object { value, data }) =
            object_at(bytes, place, None).ok_or_else(|| fail("startxref leads to no object"))?;
        let (PdfValue::Dict(trailer), Some(data)) = (value, data) else {
            return Err(fail("startxref leads to no cross-reference stream"));
        };
        let entries =
            entries(&trailer, data, budget).ok_or_else(|| fail("the cross-reference stream can't be read"))?;
        let mut places: Vec<usize> = entries.iter().filter_map(XrefEntry::place).collect();
        places.sort_unstable();
        let mut table = XrefTable { bytes, version, trailer, entries, places, budget, packed: Vec::new() };
        table.unpack(findings);
        Ok(table)
    }

    /// The object at an offset. Parsing stops where the next object begins; otherwise overlapping objects would take
    /// quadratic time.
    fn object(&self, place: usize, number: u32) -> Option<Object<'a>> {
        let next = self.places.get(self.places.partition_point(|&p| p <= place));
        let end = next.map_or(self.bytes.len(), |&next| next.min(self.bytes.len()));
        Some(object_at(&self.bytes[..end], place, Some(number))?.1)
    }

    fn unpack(&mut self, findings: &mut PdfDefects) {
        let mut streams: Vec<u32> = (self.entries.iter())
            .filter_map(|entry| match entry {
                XrefEntry::In { stream, .. } => Some(*stream),
                _ => None,
            })
            .collect();
        streams.sort_unstable();
        streams.dedup();
        let left = AtomicU64::new(self.budget.all);
        let packed: Vec<_> = streams
            .par_iter()
            .map(|&id| {
                let Some(XrefEntry::At(place)) = self.entries.get(id as usize) else { return Err(id) };
                let Some(Object { value: PdfValue::Dict(dict), data: Some(data) }) = self.object(*place, id) else {
                    return Err(id);
                };
                let body = inflate(data, left.load(Ordering::Relaxed).min(self.budget.each)).ok_or(id)?;
                let size = body.len() as u64;
                left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(size))
                    .map_err(|_| id)?;
                let first = dict.int("First").and_then(|f| usize::try_from(f).ok()).ok_or(id)?;
                let mut parser = ObjectParser::new(body.get(..first).ok_or(id)?);
                let mut places = Vec::new();
                for _ in 0..dict.int("N").unwrap_or(0) {
                    let (Some(PdfValue::Int(number)), Some(PdfValue::Int(offset))) = (parser.value(), parser.value())
                    else {
                        return Err(id);
                    };
                    let place = usize::try_from(offset).ok().and_then(|offset| first.checked_add(offset)).ok_or(id)?;
                    if places.last().is_some_and(|&(_, last)| place < last) {
                        return Err(id);
                    }
                    places.push((number as u32, place));
                }
                Ok((id, body, places))
            })
            .collect();
        for result in packed {
            match result {
                Ok(stream) => self.packed.push(stream),
                Err(id) => findings.add("7.5.7", Some(id), "the object stream can't be read"),
            }
        }
    }

    /// Reads all objects.
    pub(super) fn file(&self, findings: &mut PdfDefects) -> PdfFile<'_> {
        let read = |id: usize| -> Result<Option<Object<'_>>, &'static str> {
            match self.entries[id] {
                XrefEntry::Free => Ok(None),
                XrefEntry::At(place) => match self.object(place, id as u32) {
                    Some(object) => Ok(Some(object)),
                    None => Err("there is no sound object of this number where the cross-reference stream says"),
                },
                XrefEntry::In { stream, index } => {
                    let packed = self.packed.binary_search_by_key(&stream, |p| p.0).map(|i| &self.packed[i]);
                    let (_, body, places) = packed.map_err(|_| "it is said to be in an object stream that is none")?;
                    match places.get(usize::from(index)) {
                        Some(&(number, at)) if number as usize == id => {
                            let end = places.get(usize::from(index) + 1).map_or(body.len(), |next| next.1);
                            let bytes = body.get(at..end).unwrap_or(&[]);
                            let mut parser = ObjectParser::new(bytes);
                            let value = parser.value().ok_or("it can't be read")?;
                            parser.space();
                            if !parser.rest().is_empty() {
                                return Err("there is more than one object in its place");
                            }
                            Ok(Some(Object { value, data: None }))
                        }
                        _ => Err("its object stream holds another object in its place"),
                    }
                }
            }
        };
        let results: Vec<_> = (0..self.entries.len()).into_par_iter().map(read).collect();
        let mut objects = Vec::with_capacity(results.len());
        for (id, result) in results.into_iter().enumerate() {
            objects.push(result.unwrap_or_else(|message| {
                findings.add("7.5.4", Some(id as u32), message);
                None
            }));
        }
        PdfFile { objects, trailer: self.trailer.clone(), version: self.version, budget: self.budget }
    }
}

fn entries(trailer: &Dict<'_>, data: &[u8], budget: Budget) -> Option<Vec<XrefEntry>> {
    if trailer.name("Type") != Some(b"XRef")
        || trailer.array("W") != [PdfValue::Int(1), PdfValue::Int(4), PdfValue::Int(2)]
    {
        return None;
    }
    let data = inflate(data, budget.each)?;
    let size = usize::try_from(trailer.int("Size")?).ok()?;
    let mut above = [0u8; 7];
    let mut entries = Vec::with_capacity(size.min(data.len() / 8));
    for row in data.chunks_exact(8) {
        for (byte, filtered) in above.iter_mut().zip(&row[1..]) {
            *byte = byte.wrapping_add(*filtered);
        }
        let [kind, a, b, c, d, e, f] = above;
        let (place, index) = (u32::from_be_bytes([a, b, c, d]), u16::from_be_bytes([e, f]));
        entries.push(match kind {
            0 => XrefEntry::Free,
            1 => XrefEntry::At(place as usize),
            2 => XrefEntry::In { stream: place, index },
            _ => return None,
        });
    }
    (entries.len() == size && data.len() == size * 8).then_some(entries)
}

/// The object at an offset, with its number; `wanted` restricts the number.
fn object_at(bytes: &[u8], place: usize, wanted: Option<u32>) -> Option<(u32, Object<'_>)> {
    let mut parser = ObjectParser::new(bytes);
    parser.at = place;
    if !bytes.get(place)?.is_ascii_digit() {
        return None;
    }
    let PdfValue::Int(number) = parser.value()? else { return None };
    let number = u32::try_from(number).ok().filter(|&n| wanted.is_none_or(|wanted| wanted == n))?;
    if !(parser.eat(b"0") && parser.eat(b"obj")) {
        return None;
    }
    let value = parser.value()?;
    let mut data = None;
    if let (PdfValue::Dict(dict), true) = (&value, parser.eat(b"stream\n")) {
        let length = usize::try_from(dict.int("Length")?).ok()?;
        data = Some(bytes.get(parser.at..parser.at.checked_add(length)?)?);
        parser.at += length;
        if parser.rest().first() == Some(&b'\r') {
            parser.at += 1;
        }
        if !parser.rest().starts_with(b"\nendstream") {
            return None;
        }
        parser.at += b"\nendstream".len();
    }
    parser.eat(b"endobj").then_some((number, Object { value, data }))
}

/// Inflates a stream; `None` if it is damaged, truncated or longer than `most`. Each thread reuses its decompressor.
fn inflate(data: &[u8], most: u64) -> Option<Vec<u8>> {
    thread_local! {
        static KEPT: RefCell<Decompress> = RefCell::new(Decompress::new(true));
    }
    KEPT.with_borrow_mut(|decompress| {
        decompress.reset(true);
        let mut out = Vec::with_capacity(data.len() * 4 + 64);
        loop {
            let (read, written) = (decompress.total_in(), out.len());
            let rest = &data[read as usize..];
            match decompress.decompress_vec(rest, &mut out, FlushDecompress::None).ok()? {
                Status::StreamEnd => return Some(out),
                _ if out.len() < out.capacity() && out.len() == written && decompress.total_in() == read => {
                    return None;
                }
                _ if out.len() as u64 > most => return None,
                _ => out.reserve(out.capacity().max(64)),
            }
        }
    })
}

impl<'a> PdfFile<'a> {
    /// The dictionary of an object or a stream.
    pub(super) fn dict(&self, id: u32) -> Option<&Dict<'a>> {
        match &self.objects.get(id as usize)?.as_ref()?.value {
            PdfValue::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// The dictionary that a value is or refers to.
    pub(super) fn resolve<'b>(&'b self, value: Option<&'b PdfValue<'a>>) -> Option<&'b Dict<'a>> {
        match value? {
            PdfValue::Dict(dict) => Some(dict),
            PdfValue::Ref(id) => self.dict(*id),
            _ => None,
        }
    }

    /// The array that a value is or refers to.
    pub(super) fn resolve_array<'b>(&'b self, value: Option<&'b PdfValue<'a>>) -> Option<&'b [PdfValue<'a>]> {
        match value? {
            PdfValue::Array(items) => Some(items),
            PdfValue::Ref(id) => match &self.objects.get(*id as usize)?.as_ref()?.value {
                PdfValue::Array(items) => Some(items),
                _ => None,
            },
            _ => None,
        }
    }

    /// A stream's dictionary and its data, inflated if deflated.
    pub(super) fn stream(&self, id: u32) -> Option<(&Dict<'a>, std::borrow::Cow<'a, [u8]>)> {
        let object = self.objects.get(id as usize)?.as_ref()?;
        let (PdfValue::Dict(dict), Some(data)) = (&object.value, object.data) else { return None };
        match dict.name("Filter") {
            None => Some((dict, data.into())),
            Some(b"FlateDecode") => Some((dict, inflate(data, self.budget.each)?.into())),
            _ => None,
        }
    }
}
