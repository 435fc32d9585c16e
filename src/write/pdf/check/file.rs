//! A file's cross-reference stream and objects (ISO 32000-1, 7.5).

use super::parse::{Dict, Parser, Value};
use super::{Finding, Findings};
use flate2::{Decompress, FlushDecompress, Status};
use rayon::prelude::*;
use std::cell::RefCell;

/// The most that a stream may inflate to: far more than any of ours, so that no file can fill the memory.
const MAX_INFLATED: u64 = 1 << 30;

/// A file, read.
pub(super) struct File<'a> {
    /// By number.
    pub objects: Vec<Option<Object<'a>>>,
    /// The dictionary of the cross-reference stream.
    pub trailer: Dict<'a>,
    /// The version that the header names.
    pub version: &'a [u8],
}

/// An object.
#[derive(Clone, Debug)]
pub(super) struct Object<'a> {
    pub value: Value<'a>,
    /// What a stream holds, as it is stored.
    pub data: Option<&'a [u8]>,
}

/// An entry of the cross-reference stream.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    In { stream: u32, index: u16 },
}

/// An inflated object stream: its number, its bytes, and the numbers and places of its objects.
type ObjectStream = (u32, Vec<u8>, Vec<(u32, usize)>);

/// Where the objects of object streams are; apart from [`File`], which borrows from it.
pub(super) struct Table<'a> {
    bytes: &'a [u8],
    version: &'a [u8],
    trailer: Dict<'a>,
    entries: Vec<Entry>,
    /// Inflated object streams, in order of their numbers.
    packed: Vec<ObjectStream>,
}

impl<'a> Table<'a> {
    /// Reads the table; `Err` when there is nothing to go on.
    pub(super) fn read(bytes: &'a [u8], findings: &mut Findings) -> Result<Table<'a>, Finding> {
        let fail = |message: &str| Finding { rule: "7.5", object: None, message: message.to_owned() };
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
        let mut parser = Parser::new(&start[at + 9..]);
        let place = match parser.value() {
            Some(Value::Int(place)) => usize::try_from(place).unwrap_or(usize::MAX),
            _ => return Err(fail("startxref names no place")),
        };
        let (_, Object { value, data }) =
            object_at(bytes, place).ok_or_else(|| fail("startxref leads to no object"))?;
        let (Value::Dict(trailer), Some(data)) = (value, data) else {
            return Err(fail("startxref leads to no cross-reference stream"));
        };
        let entries = entries(&trailer, data).ok_or_else(|| fail("the cross-reference stream can't be read"))?;
        let mut table = Table { bytes, version, trailer, entries, packed: Vec::new() };
        table.unpack(findings);
        Ok(table)
    }

    fn unpack(&mut self, findings: &mut Findings) {
        let mut streams: Vec<u32> = (self.entries.iter())
            .filter_map(|entry| match entry {
                Entry::In { stream, .. } => Some(*stream),
                _ => None,
            })
            .collect();
        streams.sort_unstable();
        streams.dedup();
        let packed: Vec<_> = streams
            .par_iter()
            .map(|&id| {
                let Some(Entry::At(place)) = self.entries.get(id as usize) else { return Err(id) };
                let Some((_, Object { value: Value::Dict(dict), data: Some(data) })) = object_at(self.bytes, *place)
                else {
                    return Err(id);
                };
                let body = inflate(data).ok_or(id)?;
                let first = dict.int("First").and_then(|f| usize::try_from(f).ok()).ok_or(id)?;
                let mut parser = Parser::new(body.get(..first).ok_or(id)?);
                let mut places = Vec::new();
                for _ in 0..dict.int("N").unwrap_or(0) {
                    let (Some(Value::Int(number)), Some(Value::Int(offset))) = (parser.value(), parser.value()) else {
                        return Err(id);
                    };
                    places.push((number as u32, first + offset as usize));
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
    pub(super) fn file(&self, findings: &mut Findings) -> File<'_> {
        let read = |id: usize| -> Result<Option<Object<'_>>, &'static str> {
            match self.entries[id] {
                Entry::Free => Ok(None),
                Entry::At(place) => match object_at(self.bytes, place) {
                    Some((number, object)) if number as usize == id => Ok(Some(object)),
                    Some(_) => Err("the cross-reference stream leads to another object"),
                    None => Err("there is no sound object where the cross-reference stream says"),
                },
                Entry::In { stream, index } => {
                    let packed = self.packed.binary_search_by_key(&stream, |p| p.0).map(|i| &self.packed[i]);
                    let (_, body, places) = packed.map_err(|_| "it is said to be in an object stream that is none")?;
                    match places.get(usize::from(index)) {
                        Some(&(number, at)) if number as usize == id => {
                            let end = places.get(usize::from(index) + 1).map_or(body.len(), |next| next.1);
                            let bytes = body.get(at..end).unwrap_or(&[]);
                            let mut parser = Parser::new(bytes);
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
        File { objects, trailer: self.trailer.clone(), version: self.version }
    }
}

fn entries(trailer: &Dict<'_>, data: &[u8]) -> Option<Vec<Entry>> {
    if trailer.name("Type") != Some(b"XRef") || trailer.array("W") != [Value::Int(1), Value::Int(4), Value::Int(2)] {
        return None;
    }
    let data = inflate(data)?;
    let size = usize::try_from(trailer.int("Size")?).ok()?;
    let mut above = [0u8; 7];
    let mut entries = Vec::with_capacity(size);
    for row in data.chunks_exact(8) {
        for (byte, filtered) in above.iter_mut().zip(&row[1..]) {
            *byte = byte.wrapping_add(*filtered);
        }
        let [kind, a, b, c, d, e, f] = above;
        let (place, index) = (u32::from_be_bytes([a, b, c, d]), u16::from_be_bytes([e, f]));
        entries.push(match kind {
            0 => Entry::Free,
            1 => Entry::At(place as usize),
            2 => Entry::In { stream: place, index },
            _ => return None,
        });
    }
    (entries.len() == size && data.len() == size * 8).then_some(entries)
}

/// The object that stands at a place, with its number.
fn object_at(bytes: &[u8], place: usize) -> Option<(u32, Object<'_>)> {
    let mut parser = Parser::new(bytes);
    parser.at = place;
    if !bytes.get(place)?.is_ascii_digit() {
        return None;
    }
    let Value::Int(number) = parser.value()? else { return None };
    if !(parser.eat(b"0") && parser.eat(b"obj")) {
        return None;
    }
    let value = parser.value()?;
    let mut data = None;
    if let (Value::Dict(dict), true) = (&value, parser.eat(b"stream\n")) {
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
    parser.eat(b"endobj").then_some((number as u32, Object { value, data }))
}

/// A deflated stream's bytes; `None` where they are damaged, cut off or too many. Each thread keeps its decompressor.
pub(super) fn inflate(data: &[u8]) -> Option<Vec<u8>> {
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
                _ if out.len() as u64 > MAX_INFLATED => return None,
                _ => out.reserve(out.capacity().max(64)),
            }
        }
    })
}

impl<'a> File<'a> {
    /// The dictionary of an object, or of a stream.
    pub(super) fn dict(&self, id: u32) -> Option<&Dict<'a>> {
        match &self.objects.get(id as usize)?.as_ref()?.value {
            Value::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// The dictionary that a value is or refers to.
    pub(super) fn resolve<'b>(&'b self, value: Option<&'b Value<'a>>) -> Option<&'b Dict<'a>> {
        match value? {
            Value::Dict(dict) => Some(dict),
            Value::Ref(id) => self.dict(*id),
            _ => None,
        }
    }

    /// The array that a value is or refers to.
    pub(super) fn resolve_array<'b>(&'b self, value: Option<&'b Value<'a>>) -> Option<&'b [Value<'a>]> {
        match value? {
            Value::Array(items) => Some(items),
            Value::Ref(id) => match &self.objects.get(*id as usize)?.as_ref()?.value {
                Value::Array(items) => Some(items),
                _ => None,
            },
            _ => None,
        }
    }

    /// A stream's dictionary and its bytes, inflated where they are deflated.
    pub(super) fn stream(&self, id: u32) -> Option<(&Dict<'a>, std::borrow::Cow<'a, [u8]>)> {
        let object = self.objects.get(id as usize)?.as_ref()?;
        let (Value::Dict(dict), Some(data)) = (&object.value, object.data) else { return None };
        match dict.name("Filter") {
            None => Some((dict, data.into())),
            Some(b"FlateDecode") => Some((dict, inflate(data)?.into())),
            _ => None,
        }
    }
}
