//! The objects of a file, and the file's bytes: object streams and a cross-reference stream (ISO 32000-1, 7.5.7
//! and 7.5.8), deflated in parallel.

use super::syntax::{int, name, reference, string};
use crate::cancel::Cancel;
use crate::write::deflate;
use lopdf::{Dictionary, Document, Object, StringFormat};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Objects per object stream: large enough to compress well, small enough for random access.
const PER_STREAM: usize = 200;

/// The objects of a file.
#[derive(Debug, Default)]
pub(super) struct Objects {
    /// The highest allocated number.
    last: u32,
    /// Free numbers below it.
    free: Vec<u32>,
    /// Plain objects, in blocks of consecutive numbers with the end offset of each object.
    blocks: Vec<ObjectBlock>,
    /// Streams, by number.
    streams: BTreeMap<u32, Stream>,
}

#[derive(Debug)]
struct ObjectBlock {
    first: u32,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

/// A stream object.
#[derive(Debug)]
pub(super) struct Stream {
    /// The dictionary entries other than Length, without `<<` and `>>`.
    pub entries: Vec<u8>,
    /// Its encoded data.
    pub data: StreamData,
}

/// Data of a stream.
#[derive(Clone, Debug)]
pub(super) enum StreamData {
    /// Owned.
    Own(Vec<u8>),
    /// A resource's bytes, shared.
    Shared(Arc<[u8]>),
}

impl StreamData {
    fn bytes(&self) -> &[u8] {
        match self {
            StreamData::Own(bytes) => bytes,
            StreamData::Shared(bytes) => bytes,
        }
    }
}

impl Stream {
    /// A stream with data to be deflated.
    pub(super) fn deflated(entries: &[u8], data: &[u8]) -> Stream {
        let mut entries = entries.to_vec();
        entries.extend_from_slice(b"/Filter/FlateDecode");
        Stream { entries, data: StreamData::Own(deflate::zlib(data)) }
    }
}

impl Objects {
    /// Takes over a document's objects with their numbers. Its unused numbers become free, except those in `taken`.
    pub(super) fn adopt(document: Document, taken: &[u32]) -> Objects {
        let taken: BTreeSet<u32> = taken.iter().copied().chain(document.objects.keys().map(|&(id, _)| id)).collect();
        let free = (1..=document.max_id).rev().filter(|id| !taken.contains(id)).collect();
        let mut objects = Objects { last: document.max_id, free, ..Objects::default() };
        let mut pending = Vec::new();
        for ((id, _), object) in document.objects {
            match object {
                Object::Stream(stream) => pending.push((id, stream)),
                other => {
                    let mut bytes = Vec::new();
                    write(&mut bytes, &other);
                    objects.put(id, bytes);
                }
            }
        }
        let streams: Vec<_> = pending
            .into_par_iter()
            .map(|(id, mut stream)| {
                stream.dict.remove(b"Length");
                // Metadata is not compressed, so that other programs can read it (ISO 19005-2, 6.6.2.1).
                let metadata = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"XML");
                let filtered = metadata || stream.dict.has(b"Filter");
                let mut entries = Vec::new();
                write_entries(&mut entries, &stream.dict);
                let stream = if filtered {
                    Stream { entries, data: StreamData::Own(stream.content) }
                } else {
                    Stream::deflated(&entries, &stream.content)
                };
                (id, stream)
            })
            .collect();
        objects.streams.extend(streams);
        objects
    }

    /// Allocates an object number.
    pub(super) fn reserve(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| self.reserve_many(1))
    }

    /// Allocates consecutive numbers; returns the first.
    pub(super) fn reserve_many(&mut self, count: usize) -> u32 {
        let first = self.last + 1;
        self.last += u32::try_from(count).expect("a file holds fewer than 2^32 objects");
        first
    }

    /// Stores an object.
    pub(super) fn put(&mut self, id: u32, bytes: Vec<u8>) {
        self.blocks.push(ObjectBlock { first: id, ends: vec![bytes.len()], bytes });
    }

    /// Stores objects with consecutive numbers; `ends` are their end offsets in `bytes`.
    pub(super) fn put_many(&mut self, first: u32, bytes: Vec<u8>, ends: Vec<usize>) {
        self.blocks.push(ObjectBlock { first, bytes, ends });
    }

    /// Adds an object.
    pub(super) fn add(&mut self, bytes: Vec<u8>) -> u32 {
        let id = self.reserve();
        self.put(id, bytes);
        id
    }

    /// Stores a stream.
    pub(super) fn put_stream(&mut self, id: u32, stream: Stream) {
        self.streams.insert(id, stream);
    }

    /// Adds a stream.
    pub(super) fn add_stream(&mut self, stream: Stream) -> u32 {
        let id = self.reserve();
        self.put_stream(id, stream);
        id
    }

    /// Serializes the file. The first of its two identifiers is the document's, stable across versions, so that
    /// viewers keep reading positions; the second is a hash of the content (14.4).
    pub(super) fn save(
        self,
        version: &str,
        root: u32,
        info: Option<u32>,
        document: [u8; 16],
        cancel: &Cancel,
    ) -> Vec<u8> {
        let mut plain: Vec<(u32, &[u8])> = Vec::new();
        for block in &self.blocks {
            let mut start = 0;
            for (i, &end) in block.ends.iter().enumerate() {
                plain.push((block.first + i as u32, &block.bytes[start..end]));
                start = end;
            }
        }
        plain.sort_by_key(|&(id, _)| id);
        let packed: Vec<Stream> = plain
            .par_chunks(PER_STREAM)
            .map(|objects| {
                cancel.check();
                pack(objects)
            })
            .collect();

        let first_packed = self.last + 1;
        let table = first_packed + packed.len() as u32;
        let mut entries = vec![[0u8; ENTRY]; table as usize + 1];
        entries[0] = entry(0, 0, u16::MAX);
        for (chunk, objects) in plain.chunks(PER_STREAM).enumerate() {
            for (index, &(id, _)) in objects.iter().enumerate() {
                entries[id as usize] = entry(2, first_packed + chunk as u32, index as u16);
            }
        }

        let size = self.streams.values().chain(&packed).map(|s| s.data.bytes().len() + s.entries.len() + 64);
        let mut out = Vec::with_capacity(size.sum::<usize>() + 4096);
        out.extend_from_slice(format!("%PDF-{version}\n").as_bytes());
        out.extend_from_slice(b"%\xE2\xE3\xCF\xD3\n");
        let packed = packed.iter().enumerate().map(|(i, stream)| (first_packed + i as u32, stream));
        for (id, stream) in self.streams.iter().map(|(&id, stream)| (id, stream)).chain(packed) {
            cancel.check();
            entries[id as usize] = entry(1, offset(&out), 0);
            write_stream(&mut out, id, &stream.entries, stream.data.bytes());
        }
        entries[table as usize] = entry(1, offset(&out), 0);
        let identifier = &Sha256::digest(&out)[..16];

        let start = out.len();
        let mut dictionary = Vec::new();
        dictionary.extend_from_slice(b"/Type/XRef/Size ");
        int(&mut dictionary, i64::from(table) + 1);
        dictionary.extend_from_slice(b"/W[1 4 2]/Root ");
        reference(&mut dictionary, root);
        if let Some(info) = info {
            dictionary.extend_from_slice(b"/Info ");
            reference(&mut dictionary, info);
        }
        dictionary.extend_from_slice(b"/ID[");
        for identifier in [&document[..], identifier] {
            dictionary.push(b'<');
            identifier.iter().for_each(|&byte| super::syntax::hex(&mut dictionary, byte));
            dictionary.push(b'>');
        }
        dictionary.extend_from_slice(b"]/DecodeParms<</Predictor 12/Columns 7>>");
        let table_stream = Stream::deflated(&dictionary, &predicted(&entries));
        write_stream(&mut out, table, &table_stream.entries, table_stream.data.bytes());
        out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        out
    }
}

/// Size of a cross-reference stream entry in bytes.
const ENTRY: usize = 7;

fn entry(kind: u8, place: u32, index: u16) -> [u8; ENTRY] {
    let (p, i) = (place.to_be_bytes(), index.to_be_bytes());
    [kind, p[0], p[1], p[2], p[3], i[0], i[1]]
}

fn offset(out: &[u8]) -> u32 {
    // Behind 4 GiB an offset is wrong, and the file fails its own check.
    u32::try_from(out.len()).unwrap_or(u32::MAX)
}

/// The entries with PNG's “up” predictor, for better compression.
fn predicted(entries: &[[u8; ENTRY]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(entries.len() * (ENTRY + 1));
    let mut above = [0u8; ENTRY];
    for row in entries {
        out.push(2);
        out.extend(row.iter().zip(&above).map(|(byte, up)| byte.wrapping_sub(*up)));
        above = *row;
    }
    out
}

/// An object stream (7.5.7).
fn pack(objects: &[(u32, &[u8])]) -> Stream {
    let (mut head, mut body) = (Vec::new(), Vec::new());
    for &(id, bytes) in objects {
        int(&mut head, i64::from(id));
        head.push(b' ');
        int(&mut head, body.len() as i64);
        head.push(b' ');
        body.extend_from_slice(bytes);
        body.push(b'\n');
    }
    let mut entries = b"/Type/ObjStm/N ".to_vec();
    int(&mut entries, objects.len() as i64);
    entries.extend_from_slice(b"/First ");
    int(&mut entries, head.len() as i64);
    head.extend_from_slice(&body);
    Stream::deflated(&entries, &head)
}

fn write_stream(out: &mut Vec<u8>, id: u32, entries: &[u8], data: &[u8]) {
    int(out, i64::from(id));
    out.extend_from_slice(b" 0 obj\n<<");
    out.extend_from_slice(entries);
    out.extend_from_slice(b"/Length ");
    int(out, data.len() as i64);
    out.extend_from_slice(b">>stream\n");
    out.extend_from_slice(data);
    // After a carriage return, a single line feed would be taken for part of it.
    out.extend_from_slice(if data.last() == Some(&b'\r') {
        b"\r\nendstream\nendobj\n"
    } else {
        b"\nendstream\nendobj\n"
    });
}

/// Writes an object (7.3).
pub(super) fn write(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => int(out, *value),
        Object::Real(value) => super::syntax::milli(out, (f64::from(*value) * 1000.0).round() as i64),
        Object::Name(value) => name(out, value),
        Object::String(bytes, StringFormat::Hexadecimal) => {
            out.push(b'<');
            bytes.iter().for_each(|&byte| super::syntax::hex(out, byte));
            out.push(b'>');
        }
        Object::String(bytes, StringFormat::Literal) => string(out, bytes),
        Object::Array(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 && !delimited(item) {
                    out.push(b' ');
                }
                write(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => {
            out.extend_from_slice(b"<<");
            write_entries(out, dictionary);
            out.extend_from_slice(b">>");
        }
        Object::Stream(stream) => unreachable!("a stream is never nested: {:?}", stream.dict),
        Object::Reference((id, _)) => reference(out, *id),
    }
}

fn write_entries(out: &mut Vec<u8>, dictionary: &Dictionary) {
    for (key, value) in dictionary {
        name(out, key);
        if !delimited(value) {
            out.push(b' ');
        }
        write(out, value);
    }
}

/// Whether an object begins with a delimiter and needs no space before it.
fn delimited(object: &Object) -> bool {
    matches!(object, Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_))
}
