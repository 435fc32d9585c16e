//! `--preview`: the outputs in a browser, on a page that reloads when they change.
//!
//! A minimal HTTP/1.1 server: it listens on the loopback address only, answers only `GET`, serves only the page and
//! the outputs of the run, and refuses requests with another host name (DNS rebinding). Since other users of the
//! machine can reach the port, all paths begin with a secret told only to the user. The page requests
//! `news?since=VERSION`, which is answered when there is a newer version (long polling).
//!
//! Clients must send a request soon, and connections are limited: the oldest idle one is closed for a new one.

use super::record::Record;
use super::report::human;
use crate::write::epub::archive;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The HTML page.
const PAGE: &str = include_str!("preview.html");
/// Timeout of a long poll.
const PATIENCE: Duration = Duration::from_secs(20);
/// Maximum size of a request header in bytes, …
const HEAD: u64 = 16 << 10;
/// … and its timeout.
const HASTE: Duration = Duration::from_secs(5);
/// Limit of open connections.
const MOST_OPEN: usize = 48;
/// Length of the secret in bytes.
const SECRET: usize = 16;

/// What is shown.
#[derive(Debug, Default)]
struct PreviewState {
    version: u64,
    outputs: Vec<PreviewOutput>,
    findings: String,
    summary: String,
}

/// An output that can be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PreviewOutput {
    path: PathBuf,
    format: String,
}

/// A preview that is being served.
#[derive(Clone, Debug)]
pub struct Preview {
    shared: Arc<(Mutex<PreviewState>, Condvar)>,
    open: Arc<Mutex<OpenConnections>>,
    address: SocketAddr,
    /// The first part of all addresses.
    secret: Arc<str>,
}

/// The connections that are open, in the order in which they came.
#[derive(Debug, Default)]
struct OpenConnections {
    next: u64,
    list: BTreeMap<u64, Connection>,
}

#[derive(Debug)]
struct Connection {
    stream: Arc<TcpStream>,
    /// Whether it has asked for something that is there.
    asked: bool,
}

impl OpenConnections {
    /// Takes one more; where there are too many, the oldest that has asked for nothing is let go, or else the oldest.
    fn add(&mut self, stream: Arc<TcpStream>) -> u64 {
        while self.list.len() >= MOST_OPEN {
            let idle = self.list.iter().find(|(_, one)| !one.asked).map(|(&id, _)| id);
            let Some(one) = idle.or(self.list.keys().next().copied()).and_then(|id| self.list.remove(&id)) else {
                break;
            };
            // Whoever reads from it finds its end.
            let _ = one.stream.shutdown(Shutdown::Both);
        }
        self.next += 1;
        self.list.insert(self.next, Connection { stream, asked: false });
        self.next
    }
}

impl Preview {
    /// Serves a preview at a port of the loopback address; 0: at any that is free.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn serve(port: u16) -> io::Result<Preview> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let mut secret = [0; SECRET];
        getrandom::fill(&mut secret).map_err(io::Error::other)?;
        let secret: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        let preview = Preview {
            shared: Arc::default(),
            open: Arc::default(),
            address: listener.local_addr()?,
            secret: secret.into(),
        };
        let own = preview.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                match stream {
                    Ok(stream) => own.take(stream),
                    // Out of descriptors, for now.
                    Err(_) => std::thread::sleep(Duration::from_millis(50)),
                }
            }
        });
        Ok(preview)
    }

    /// Answers in a thread of its own.
    fn take(&self, stream: TcpStream) {
        let (preview, stream) = (self.clone(), Arc::new(stream));
        let id = self.open().add(stream.clone());
        let answer = move || {
            // A reader that goes away in the middle is no error.
            let _ = preview.answer(id, &stream);
            preview.open().list.remove(&id);
        };
        if std::thread::Builder::new().spawn(answer).is_err() {
            self.open().list.remove(&id);
        }
    }

    /// The page's address.
    pub fn address(&self) -> String {
        format!("http://{}/{}/", self.address, self.secret)
    }

    fn open(&self) -> MutexGuard<'_, OpenConnections> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows what a run has made.
    pub fn show(&self, records: &[Record], summary: &str) {
        let style = human::TerminalStyle { width: 100, colour: false };
        let outputs: Vec<PreviewOutput> = records
            .iter()
            .flat_map(|r| &r.outputs)
            .filter_map(|made| Some(PreviewOutput { path: made.to.path()?.to_owned(), format: made.format.clone() }))
            .collect();
        let findings: String = records.iter().map(|record| human::short(&record.findings, &style)).collect();
        let mut shown = self.lock();
        // Who reads is not disturbed for nothing.
        let same = shown.version > 0 && records.iter().all(|r| r.unchanged);
        if same && shown.outputs == outputs && shown.findings == findings {
            return;
        }
        shown.version += 1;
        (shown.outputs, shown.findings, shown.summary) = (outputs, findings, summary.to_owned());
        drop(shown);
        self.shared.1.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, PreviewState> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, id: u64, mut stream: &TcpStream) -> io::Result<()> {
        stream.set_write_timeout(Some(Duration::from_secs(30)))?;
        let head = Hasty { stream, until: Instant::now() + HASTE };
        let mut lines = BufReader::new(head.take(HEAD)).lines();
        let request = lines.next().transpose()?.unwrap_or_default();
        let mut host = String::new();
        for line in lines {
            let line = line?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("host")
            {
                host = value.trim().to_owned();
            }
        }
        let reply = match self.path(&request, &host) {
            Ok(path) => {
                self.open().list.entry(id).and_modify(|one| one.asked = true);
                self.reply(path)
            }
            Err(refusal) => refusal,
        };
        write!(
            stream,
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
             Content-Security-Policy: {}; frame-ancestors 'self'\r\nConnection: close\r\n\r\n",
            reply.status,
            reply.media_type,
            reply.body.len(),
            reply.policy,
        )?;
        stream.write_all(&reply.body)
    }

    /// What is asked for, behind the secret word.
    ///
    /// # Errors
    /// The answer to those who do not know it, or ask under another name.
    fn path<'a>(&self, request: &'a str, host: &str) -> Result<&'a str, Reply> {
        let port = self.address.port();
        if ![format!("127.0.0.1:{port}"), format!("localhost:{port}")].iter().any(|own| own == host) {
            return Err(Reply::refusal("403 Forbidden"));
        }
        let mut words = request.split(' ');
        let (Some("GET"), Some(target)) = (words.next(), words.next()) else {
            return Err(Reply::refusal("405 Method Not Allowed"));
        };
        match target.strip_prefix('/').and_then(|rest| rest.split_once('/')) {
            Some((word, path)) if is_same(word, &self.secret) => Ok(path),
            _ => Err(Reply::refusal("404 Not Found")),
        }
    }

    fn reply(&self, path: &str) -> Reply {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let segments: Vec<&str> = path.split('/').collect();
        match segments[..] {
            [""] => Reply {
                status: "200 OK",
                media_type: "text/html; charset=utf-8",
                policy: "default-src 'self' 'unsafe-inline'",
                body: PAGE.into(),
            },
            ["news"] => {
                let since = query.strip_prefix("since=").and_then(|v| v.parse().ok()).unwrap_or(0);
                Reply::document("application/json", self.news(since).into_bytes())
            }
            ["output", number, ref inner @ ..] => self.output(number, &inner.join("/")),
            _ => Reply::refusal("404 Not Found"),
        }
    }

    /// What is shown, once it is newer than `since`.
    fn news(&self, since: u64) -> String {
        let wait = |shown: &mut PreviewState| shown.version <= since;
        let shown = self.shared.1.wait_timeout_while(self.lock(), PATIENCE, wait);
        let shown = shown.map_or_else(|poisoned| poisoned.into_inner().0, |(shown, _)| shown);
        let outputs = shown.outputs.iter().enumerate().map(|(i, output)| {
            // An EPUB is entered by its list of contents.
            let end = if output.format == "epub" { "/" } else { "" };
            let address = format!("/{}/output/{i}{end}", self.secret);
            json!({ "name": super::sources::shown(&output.path), "address": address })
        });
        json!({
            "version": shown.version,
            "outputs": outputs.collect::<Vec<_>>(),
            "findings": shown.findings,
            "summary": shown.summary,
        })
        .to_string()
    }

    /// An output, or a file in it.
    fn output(&self, number: &str, inner: &str) -> Reply {
        let output = number.parse().ok().and_then(|i: usize| self.lock().outputs.get(i).cloned());
        let bytes = output.as_ref().and_then(|o| std::fs::read(&o.path).ok());
        let (Some(output), Some(bytes)) = (output, bytes) else { return Reply::refusal("404 Not Found") };
        match &*output.format {
            "pdf" => Reply::document("application/pdf", bytes),
            "epub" => member(&bytes, inner).unwrap_or_else(|| Reply::refusal("404 Not Found")),
            _ => Reply::document("text/plain; charset=utf-8", bytes),
        }
    }
}

/// Whether two words are the same, in a time that does not tell where they differ.
fn is_same(one: &str, other: &str) -> bool {
    let differences = one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differences == 0
}

/// What comes until a moment; then it ends.
struct Hasty<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl Read for Hasty<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        self.stream.read(buffer)
    }
}

/// A file of an EPUB; for no name, the way to its first chapter.
fn member(bytes: &[u8], name: &str) -> Option<Reply> {
    let members = archive::read(bytes).ok()?;
    if name.is_empty() {
        let nav = members.iter().map(|m| m.name).find(|n| n.ends_with("nav.xhtml"))?;
        let page = format!("<!doctype html><meta http-equiv=\"refresh\" content=\"0; url={nav}\">");
        return Some(Reply::document("text/html; charset=utf-8", page.into_bytes()));
    }
    let body = members.iter().find(|m| m.name == name)?.read().ok()?;
    let media_type = match name.rsplit('.').next()? {
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "otf" => "font/otf",
        "ttf" => "font/ttf",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
    Some(Reply::document(media_type, body))
}

/// An answer.
struct Reply {
    status: &'static str,
    media_type: &'static str,
    policy: &'static str,
    body: Vec<u8>,
}

impl Reply {
    /// A document: it may show what it holds, and run nothing.
    fn document(media_type: &'static str, body: Vec<u8>) -> Reply {
        let policy = "default-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'none'";
        Reply { status: "200 OK", media_type, policy, body }
    }

    fn refusal(status: &'static str) -> Reply {
        Reply { status, media_type: "text/plain", policy: "default-src 'none'", body: format!("{status}\n").into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(preview: &Preview, target: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(preview.address).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        String::from_utf8_lossy(&text).into_owned()
    }

    #[test]
    fn it_serves_its_own_outputs_to_its_own_name_only() {
        let preview = Preview::serve(0).unwrap();
        let own = preview.address.to_string();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "the text").unwrap();
        let made = super::super::record::Made {
            format: "txt".into(),
            to: super::super::job::OutputPath::File(path.clone()),
            ..Default::default()
        };
        preview.show(&[Record { outputs: vec![made], ..Record::default() }], "1 document");
        let root = preview.address().strip_prefix(&format!("http://{own}")).unwrap().to_owned();
        let at = |path: &str| format!("{root}{path}");
        assert!(get(&preview, &root, &own).contains("<title>Preview</title>"));
        let news = get(&preview, &at("news?since=0"), &own);
        assert!(news.contains("\"version\":1") && news.contains(&format!("\"{root}output/0\"")), "{news}");
        assert!(get(&preview, &at("output/0"), &own).ends_with("the text"));
        for path in ["output/1", "output/x", "etc/passwd", "output/../../etc/passwd"] {
            assert!(get(&preview, &at(path), &own).starts_with("HTTP/1.1 404"), "{path}");
        }
        assert!(get(&preview, &root, "evil.example").starts_with("HTTP/1.1 403"));
        // Without the word, or with another one, there is nothing.
        let other = format!("/{}/", "0".repeat(2 * SECRET));
        for target in ["/", "/news?since=0", "/output/0", "//output/0", &root[..root.len() - 2], &other] {
            let answer = get(&preview, target, &own);
            assert!(answer.starts_with("HTTP/1.1 404") && !answer.contains("the text"), "{target}: {answer}");
        }
        assert_ne!(Preview::serve(0).unwrap().secret, preview.secret, "each run has a word of its own");
    }

    #[test]
    fn those_who_ask_for_nothing_make_room() {
        let preview = Preview::serve(0).unwrap();
        let own = preview.address.to_string();
        let page = preview.address().strip_prefix(&format!("http://{own}")).unwrap().to_owned();
        let mut idle = Vec::new();
        for _ in 0..4 * MOST_OPEN {
            let mut stream = TcpStream::connect(preview.address).unwrap();
            // Not even half of a question.
            stream.write_all(b"GET /").unwrap();
            idle.push(stream);
            assert!(preview.open().list.len() <= MOST_OPEN);
        }
        assert!(get(&preview, &page, &own).contains("<title>Preview</title>"));
        // The first that came was let go.
        let mut rest = Vec::new();
        let _ = idle[0].read_to_end(&mut rest);
        assert!(preview.open().list.len() <= MOST_OPEN);
    }

    #[test]
    fn news_come_as_soon_as_there_are_any() {
        let preview = Preview::serve(0).unwrap();
        let other = preview.clone();
        let asked = std::thread::spawn(move || other.news(1));
        preview.show(&[], "first");
        // Nothing has changed: that is no news.
        preview.show(&[], "nothing");
        preview.show(&[Record::default()], "second");
        assert!(asked.join().unwrap().contains("second"));
    }

    #[test]
    fn only_what_is_shown_is_news() {
        let preview = Preview::serve(0).unwrap();
        let finding = super::super::finding::Finding::new(&crate::diagnostic::codes::CONFIGURATION, None, "a mistake");
        let record = |unchanged, findings| Record { unchanged, findings, ..Record::default() };
        let version = |records: &[Record]| {
            preview.show(records, "a run");
            preview.lock().version
        };
        assert_eq!(version(&[record(true, vec![])]), 1, "the first run is news");
        assert_eq!(version(&[record(true, vec![])]), 1, "nothing has changed");
        assert_eq!(version(&[record(true, vec![finding.clone()])]), 2, "there is a mistake now");
        assert_eq!(version(&[record(true, vec![finding.clone()])]), 2, "it is the same");
        assert_eq!(version(&[record(false, vec![finding])]), 3, "an output is another");
    }
}
