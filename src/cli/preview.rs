//! `--preview`: the outputs in a browser, on a page that reloads when they change.
//!
//! A small HTTP/1.1 server for one reader: it listens on the loopback address only, answers `GET` only, serves
//! nothing but the page and the outputs of the run, and refuses requests under another host's name, so that no web
//! site can read along (DNS rebinding). The page asks for `/news?since=VERSION`, which is answered as soon as there
//! is a newer version.

use super::conversion::Record;
use super::report::human;
use crate::write::epub::archive;
use serde_json::json;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The page.
const PAGE: &str = include_str!("preview.html");
/// A question for news is answered after this time even if there is none.
const PATIENCE: Duration = Duration::from_secs(20);
/// A request's head is no longer than this.
const HEAD: u64 = 16 << 10;

/// What is shown.
#[derive(Debug, Default)]
struct Shown {
    version: u64,
    outputs: Vec<Output>,
    findings: String,
    summary: String,
}

/// An output that can be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Output {
    path: PathBuf,
    format: String,
}

/// A preview that is being served.
#[derive(Clone, Debug)]
pub struct Preview {
    shared: Arc<(Mutex<Shown>, Condvar)>,
    address: SocketAddr,
}

impl Preview {
    /// Serves a preview at a port of the loopback address; 0: at any that is free.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn serve(port: u16) -> io::Result<Preview> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let preview = Preview { shared: Arc::default(), address: listener.local_addr()? };
        let own = preview.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let preview = own.clone();
                // A reader that goes away in the middle is no error.
                std::thread::spawn(move || drop(preview.answer(stream)));
            }
        });
        Ok(preview)
    }

    /// The page's address.
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Shows what a run has made.
    pub fn show(&self, records: &[Record], summary: &str) {
        let style = human::Style { width: 100, colour: false };
        let outputs: Vec<Output> = records
            .iter()
            .flat_map(|r| &r.outputs)
            .filter_map(|made| Some(Output { path: made.to.path()?.to_owned(), format: made.format.clone() }))
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

    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        stream.set_write_timeout(Some(Duration::from_secs(30)))?;
        let mut lines = BufReader::new((&stream).take(HEAD)).lines();
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
        let reply = self.reply(&request, &host);
        write!(
            stream,
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nContent-Security-Policy: {}\r\nConnection: close\r\n\r\n",
            reply.status,
            reply.media_type,
            reply.body.len(),
            reply.policy,
        )?;
        stream.write_all(&reply.body)
    }

    fn reply(&self, request: &str, host: &str) -> Reply {
        let port = self.address.port();
        if ![format!("127.0.0.1:{port}"), format!("localhost:{port}")].iter().any(|own| own == host) {
            return Reply::refusal("403 Forbidden");
        }
        let mut words = request.split(' ');
        let (Some("GET"), Some(target)) = (words.next(), words.next()) else {
            return Reply::refusal("405 Method Not Allowed");
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let segments: Vec<&str> = path.split('/').skip(1).collect();
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
        let wait = |shown: &mut Shown| shown.version <= since;
        let shown = self.shared.1.wait_timeout_while(self.lock(), PATIENCE, wait);
        let shown = shown.map_or_else(|poisoned| poisoned.into_inner().0, |(shown, _)| shown);
        let outputs = shown.outputs.iter().enumerate().map(|(i, output)| {
            // An EPUB is entered by its list of contents.
            let address = if output.format == "epub" { format!("/output/{i}/") } else { format!("/output/{i}") };
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
        let made = super::super::conversion::Made {
            format: "txt".into(),
            to: super::super::plan::Output::File(path.clone()),
            ..Default::default()
        };
        preview.show(&[Record { outputs: vec![made], ..Record::default() }], "1 document");
        assert!(get(&preview, "/", &own).contains("<title>Preview</title>"));
        let news = get(&preview, "/news?since=0", &own);
        assert!(news.contains("\"version\":1") && news.contains("\"/output/0\""), "{news}");
        assert!(get(&preview, "/output/0", &own).ends_with("the text"));
        for target in ["/output/1", "/output/x", "/etc/passwd", "/output/../../etc/passwd"] {
            assert!(get(&preview, target, &own).starts_with("HTTP/1.1 404"), "{target}");
        }
        assert!(get(&preview, "/", "evil.example").starts_with("HTTP/1.1 403"));
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
}
