//! Logs and subtitles, which are machine-made and kept verbatim.

use super::arena::Arena;
use super::dates;
use super::evidence::Ground;
use super::scores::verbatim as scores;
use crate::source::Cut as _;
use std::ops::Range;

/// A log has so many entries at least.
const LOG: usize = 3;

/// Why a whole text is to be kept verbatim, where it is.
pub(super) fn whole(arena: &Arena<'_>) -> Option<Ground> {
    let (mut filled, mut cues, mut logged) = (0usize, 0usize, 0usize);
    let mut first = None;
    for (k, line) in arena.lines.iter().enumerate().filter(|(_, l)| !l.is_blank()) {
        let text = arena.content(k);
        first.get_or_insert(text);
        cues += usize::from(is_cue(text));
        // Stack traces follow an entry, indented; they are not counted.
        if !is_trace(text, line.indent) {
            filled += 1;
            logged += usize::from(is_entry(text));
        }
        // Decided early: 200 lines with few entries or cues are prose.
        if filled == 200 && cues * 12 < filled && logged * 10 < filled * 6 {
            return None;
        }
    }
    let subtitles = cues >= 2 || cues == 1 && first.is_some_and(|f| f.starts_with("WEBVTT"));
    if subtitles && cues * 12 >= filled {
        return Some(scores::TIMES_OF_SUBTITLES_STAND_BETWEEN_THE_LINES);
    }
    (logged >= LOG && logged * 10 >= filled * 6).then_some(scores::LINES_BEGIN_WITH_TIMES_AS_THOSE_OF_A_LOG)
}

/// Whether a run of lines is a piece of a log.
pub(super) fn is_log(arena: &Arena<'_>, run: &Range<usize>) -> bool {
    let mut entries = 0;
    // Every line is either an entry or a trace (`!=`: an indented entry is neither).
    let logged = |k: usize| {
        let (text, indent) = (arena.content(k), arena.lines[k].indent);
        let entry = is_entry(text);
        entries += usize::from(entry);
        entry != is_trace(text, indent)
    };
    run.len() >= LOG && run.clone().all(logged) && entries >= LOG
}

/// The line of a cue: two times and an arrow (SubRip, WebVTT).
fn is_cue(text: &str) -> bool {
    let Some((from, to)) = text.split_once("-->") else { return false };
    let to = to.trim_start();
    clock(from.trim()).is_some_and(|length| length == from.trim().len()) && clock(to).is_some()
}

/// The length of a time with seconds at the start of a text: `04:12:01,332`, `00:04.200`.
fn clock(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b',' | b'.')).count();
    let bytes = &text.as_bytes()[..length];
    let colons = bytes.iter().filter(|&&b| b == b':').count();
    let seconds = colons == 2 || colons == 1 && bytes.iter().any(|b| matches!(b, b',' | b'.'));
    (seconds && bytes.first().is_some_and(u8::is_ascii_digit)).then_some(length)
}

/// Whether a line is an entry of a log: a day and a time with seconds at its start, a time with a level, an address
/// with a time, or the seconds since the machine was started.
fn is_entry(text: &str) -> bool {
    let head = text.head(90);
    let bare = head.trim_start_matches(['[', '<']);
    if !bare.starts_with(|c: char| c.is_ascii_alphanumeric() || c == ' ') {
        return false;
    }
    let level = [
        "INFO",
        "WARN",
        "ERROR",
        "DEBUG",
        "TRACE",
        "FATAL",
        "NOTICE",
        "CRITICAL",
        "[info]",
        "[warn]",
        "[error]",
        "[debug]",
        "[notice]",
        "[warning]",
    ]
    .iter()
    .any(|l| head.find(l).is_some_and(|at| at < 48));
    if let Some(length) = clock(bare) {
        return level || bare.cut(length..).starts_with("] kernel") || bare.cut(length..).starts_with("]  ");
    }
    let behind = if let Some(length) = iso(bare) {
        length
    } else if let Some(length) = month_day(bare) {
        length
    } else if let Some((address, rest)) = bare.split_once(' ') {
        // An access log: `10.0.0.4 - - [08/Nov/2024:04:12:01 +0100]`.
        let dots = address.matches(['.', ':']).count();
        let numbers = address.len() >= 3 && address.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b'.' | b':'));
        return numbers && dots >= 2 && rest.contains(" [") && rest.contains(':') && rest.contains("] ")
            || level
                && ["INFO", "WARN", "ERROR", "DEBUG", "TRACE", "FATAL"].iter().any(|l| bare.starts_with(l))
                && head.contains(": ");
    } else {
        return false;
    };
    let rest = bare.cut(behind..).trim_start_matches(['T', ' ', '_', '-', ':']);
    clock(rest).is_some_and(|length| !rest.cut(..length).ends_with(',') || level)
        || head.starts_with('[') && rest.starts_with(']')
}

/// The length of a day in figures, year first: `2024-11-08`, `2024/11/08`, or `11-08`.
fn iso(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/')).count();
    let parts: Vec<&str> = text.cut(..length).split(['-', '/']).collect();
    match parts.as_slice() {
        [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2 => Some(length),
        [m, d] if m.len() == 2 && d.len() == 2 => Some(length),
        _ => None,
    }
}

/// The length of a month and a day at the start of a line of a system log: `Nov  8`, `Fri Nov  8`.
fn month_day(text: &str) -> Option<usize> {
    let mut at = 0;
    for word in text.split(' ').take(4) {
        let next = at + word.len() + 1;
        if at > 12 {
            return None;
        }
        if word.len() == 3 && dates::month(word).is_some() {
            let rest = text.get(next..)?;
            let spaces = rest.len() - rest.trim_start().len();
            let digits = rest.trim_start().bytes().take_while(u8::is_ascii_digit).count();
            return ((1..=2).contains(&digits) && spaces <= 1).then_some(next + spaces + digits);
        }
        at = next;
    }
    None
}

/// Whether a line goes on with an entry: the trace of an error.
fn is_trace(text: &str, indent: u32) -> bool {
    indent > 0
        || ["at ", "Caused by:", "Traceback (", "... ", "java.", "Exception in"].iter().any(|s| text.starts_with(s))
        || text
            .split_once(':')
            .is_some_and(|(name, _)| !name.contains(' ') && (name.ends_with("Exception") || name.ends_with("Error")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_logs() {
        for text in [
            "2024-11-08 04:12:01,332 INFO  [main] server.Server - starting",
            "2024-11-08T04:12:01.332Z starting",
            "[2024-11-08 04:12:01] production.ERROR: no table",
            "Nov  8 04:12:01 wend sshd[811]: Accepted",
            "04:12:01 INFO starting",
            "10.0.0.4 - - [08/Nov/2024:04:12:01 +0100] \"GET / HTTP/1.1\" 200 12",
            "11-08 04:12:01.332   811   811 I tide: ready",
            "[Fri Nov 08 04:12:01.332 2024] [core:error] no file",
        ] {
            assert!(is_entry(text), "{text}");
        }
        for text in [
            "2024-11-08 was a Friday.",
            "[00:02:14] HOST: They made an offer.",
            "March 3, 2026",
            "04:12 the train leaves",
            "In May 12:30:00 was the hour.",
            "INFORMATION FOR VISITORS",
        ] {
            assert!(!is_entry(text), "{text}");
        }
        assert!(is_cue("00:00:01,000 --> 00:00:04,200") && is_cue("00:01.000 --> 00:04.200 align:start"));
        assert!(!is_cue("one --> two"));
    }
}
