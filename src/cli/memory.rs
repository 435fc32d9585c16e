//! What is known of a job from before: the cache is asked once, before the job's sources are read, and told once, when
//! all is made.

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

/// The memory of one job; an empty one where there is no cache.
pub struct JobCache<'a> {
    job: &'a Job,
    context: &'a RunContext<'a>,
    setup: &'a Setup,
    cache: Option<&'a Cache>,
    /// What the job's entry is found by, once it is known.
    key: Option<Hash>,
    /// What is to be told of the cache itself.
    pub damage: Option<Finding>,
}

/// What came of the look at the cache.
pub enum Recalled {
    /// All is as it was, and in place.
    Done(Box<Record>),
    /// It is to be made, of these sources.
    Sources(Vec<Input>),
    /// Its sources cannot be read.
    Unread,
}

/// An output that is in its place.
pub struct Delivered<'a> {
    /// Whose it is.
    pub target: &'a OutputTarget,
    /// What is in it.
    pub written: WrittenOutput,
    /// How the file looks that it was just put into; [`None`] where it is in none.
    pub stamp: Option<FileStamp>,
}

impl<'a> JobCache<'a> {
    /// The memory of a job.
    pub fn new(job: &'a Job, context: &'a RunContext<'a>, setup: &'a Setup) -> Self {
        let cache = context.cache.filter(|_| cache::fits(job));
        JobCache { job, context, setup, cache, key: None, damage: None }
    }

    /// What the cache has of the job, put in place. At a glance, where all looks as it did: then nothing is read. Else
    /// its sources are loaded, and looked for by their bytes.
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

    /// Whether what the cache has is of use. A statement is made of the document itself, which the cache does not have.
    fn is_asked(&self) -> bool {
        !self.context.force && !self.context.statement
    }

    /// Looks for the job whose sources have these hashes, unless that was done.
    fn look(&mut self, cache: &Cache, hashes: &[Hash]) -> Option<Box<Record>> {
        let key = cache.key(self.job, hashes, &self.setup.options);
        let is_new = self.key.as_ref() != Some(&key);
        let record = if is_new && self.is_asked() { self.entry(cache, &key) } else { None };
        self.key = Some(key);
        record.map(Box::new)
    }

    /// What is under a key, put in place; [`None`] if it is of no use.
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

    /// The way to the job's resources, which notes what is asked for.
    pub fn files(&self) -> Noted<'a> {
        Noted::new(&self.setup.disk, self.cache)
    }

    /// Keeps what was made, with what it was made of; all of it under the job's key, where nothing failed.
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
