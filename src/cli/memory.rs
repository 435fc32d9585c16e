//! A job's use of the cache: one lookup before its sources are read, and one update when it is done.

use super::cache::{self, Cache, CachedResource, Kept, Learned, Lookup, Noted};
use super::context::RunContext;
use super::delivery;
use super::exit::Exit;
use super::finding::Finding;
use super::hash::{Hash, hash};
use super::job::{Job, OutputTarget};
use super::load::Setup;
use super::record::Record;
use super::sources::SourceArgument;
use super::stamps::FileStamp;
use crate::diagnostic::codes;
use crate::source::Input;
use crate::write::WrittenOutput;

/// The cache access of a job; does nothing without a cache.
pub struct JobCache<'a> {
    job: &'a Job,
    context: &'a RunContext<'a>,
    setup: &'a Setup,
    cache: Option<&'a Cache>,
    /// The key of the job's entry, once known.
    key: Option<Hash>,
    /// A finding about the cache itself.
    pub damage: Option<Finding>,
}

/// Result of a lookup.
pub enum Recalled {
    /// Up to date and in place.
    Done(Box<Record>),
    /// To be converted, from these sources.
    Sources(Vec<Input>),
    /// Sources can't be read.
    Unread,
}

/// A delivered output.
pub struct Delivered<'a> {
    /// Its target.
    pub target: &'a OutputTarget,
    /// Its content.
    pub written: WrittenOutput,
    /// Stamp of the file just written; [`None`] if it is not a file.
    pub stamp: Option<FileStamp>,
}

impl<'a> JobCache<'a> {
    /// For a job.
    pub fn new(job: &'a Job, context: &'a RunContext<'a>, setup: &'a Setup) -> Self {
        let cache = context.cache.filter(|_| cache::fits(job));
        JobCache { job, context, setup, cache, key: None, damage: None }
    }

    /// Looks up the job and restores its outputs. If the stamps of all sources are unchanged, nothing is read;
    /// otherwise the sources are loaded and their content hashed.
    pub fn recall(&mut self, load: impl FnOnce() -> Option<Vec<Input>>) -> Recalled {
        let Some(cache) = self.cache else { return load().map_or(Recalled::Unread, Recalled::Sources) };
        let glanced = if self.is_asked() { cache.glance(self.job) } else { None };
        if let Some(record) = glanced.and_then(|hashes| self.look(cache, &hashes)) {
            return Recalled::Done(record);
        }
        let stamps: Vec<_> = self.job.sources.iter().map(SourceArgument::stamp).collect();
        let Some(inputs) = load() else { return Recalled::Unread };
        let hashes: Vec<_> = inputs.iter().map(|input| hash(&input.bytes)).collect();
        cache.note_sources(&stamps, &hashes);
        match self.look(cache, &hashes) {
            Some(record) => Recalled::Done(record),
            None => Recalled::Sources(inputs),
        }
    }

    /// Whether lookups are possible. An accessibility statement needs the document, which is not cached.
    fn is_asked(&self) -> bool {
        !self.context.force && !self.context.statement
    }

    /// Looks up the job by its sources' hashes, unless already done.
    fn look(&mut self, cache: &Cache, hashes: &[Hash]) -> Option<Box<Record>> {
        let key = cache.key(self.job, hashes, &self.setup.options);
        let is_new = self.key.as_ref() != Some(&key);
        let record = if is_new && self.is_asked() { self.entry(cache, &key) } else { None };
        self.key = Some(key);
        record.map(Box::new)
    }

    /// Restores the entry of a key; [`None`] if it is not usable.
    fn entry(&mut self, cache: &Cache, key: &Hash) -> Option<Record> {
        let record = Record::of(self.job);
        let entry = match cache.find(key, &self.setup.disk, &self.setup.options) {
            Lookup::Nothing => return None,
            Lookup::Corrupt => {
                let message = "what the cache has of it is damaged; it is made anew";
                self.damage = Some(Finding::new(&codes::CACHE_CORRUPT, Some(&record.name), message));
                return None;
            }
            Lookup::Entry(entry) => entry,
        };
        let put = |target: &OutputTarget, bytes: &[u8]| delivery::put(&target.to, bytes, self.context.flush);
        let Some(restored) = cache.restore(&entry, &self.job.targets, self.context.check, put) else {
            cache.forget(key, &entry);
            return None;
        };
        let mut record = entry.record(record, self.job);
        record.unchanged = restored.put == 0 && restored.failed.is_empty();
        for (target, error) in restored.failed {
            record.outputs.retain(|made| made.to != target.to);
            record.fail(Exit::Output, delivery::unwritable(target, &error));
        }
        Some(record)
    }

    /// Access to the job's resources, with recording.
    pub fn files(&self) -> Noted<'a> {
        Noted::new(&self.setup.disk, self.cache)
    }

    /// Stores outputs and the resources they depend on; under the job's key only if nothing failed.
    pub fn remember(&self, record: &Record, resources: Vec<CachedResource>, made: &[Delivered<'_>]) {
        let (Some(cache), Some(key), Exit::Done) = (self.cache, &self.key, record.exit) else { return };
        let outputs: Vec<Kept> = made.iter().filter_map(|output| keep(cache, output)).collect();
        if outputs.len() == self.job.targets.len() {
            let asked_system_fonts = made.iter().any(|output| output.written.asked_system_fonts);
            cache.store(key, record, Learned { resources, outputs, asked_system_fonts }, &self.setup.options);
        }
    }
}

fn keep(cache: &Cache, output: &Delivered<'_>) -> Option<Kept> {
    let kept = cache.keep(output.target.writer.name(), &output.written.bytes)?;
    cache.note_output(output.stamp, &kept);
    Some(kept)
}
