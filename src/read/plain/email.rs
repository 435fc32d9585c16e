//! E-mail: the header block of a message (RFC 5322), its signature, and what they say of the document.

use super::arena::Arena;
use super::dates;
use super::evidence::{Evidence, Ground};
use super::line::Line;
use super::scores::email as scores;
use super::unit::{Shape, Unit};
use crate::document::{Metadata, Person};
use crate::words::list::List;
use std::ops::Range;

/// What mail programs call the fields of a header, in their languages.
static FROM: List = List::new(|cues| cues.mail.from);
static SUBJECT: List = List::new(|cues| cues.mail.subject);
static DATE: List = List::new(|cues| cues.mail.date);
static TO: List = List::new(|cues| cues.mail.to);

/// Fields that the standards name and no program translates (RFC 5322, 3.6; RFC 2045, 3; RFC 5536, 3).
const FIELDS: [&str; 13] = [
    "reply-to",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "return-path",
    "received",
    "organization",
    "newsgroups",
    "user-agent",
    "x-mailer",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    From,
    Subject,
    Date,
    Other,
}

fn field(text: &str) -> Option<(Field, &str)> {
    let (name, value) = text.split_once(':')?;
    let name = name.trim_matches(['*', ' ']);
    if name.len() > 30 || !(value.is_empty() || value.starts_with([' ', '\t', '*'])) {
        return None;
    }
    let lower = name.to_lowercase();
    let known = match lower.as_str() {
        name if FROM.holds(name) => Some(Field::From),
        name if SUBJECT.holds(name) => Some(Field::Subject),
        name if DATE.holds(name) => Some(Field::Date),
        name if TO.holds(name) || FIELDS.contains(&name) => Some(Field::Other),
        _ => None,
    };
    let extension =
        (lower.starts_with("x-") || lower.starts_with("list-") || lower.starts_with("arc-")) && !lower.contains(' ');
    known.or(extension.then_some(Field::Other)).map(|f| (f, value.trim_matches(['*', ' ', '\t'])))
}

/// Whether a line looks like a field that is not known here: one word and a colon (RFC 5322, 2.2).
fn is_other(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(name, _)| {
        (2..=40).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

/// The lines of a header block at the top of a text: at least three fields, a sender and a subject or a date among
/// them; `asked` for, two fields do.
pub(super) fn header(arena: &Arena<'_>, asked: bool) -> Option<Range<usize>> {
    let start = arena.lines.iter().position(|l| !l.is_blank())?;
    let (mut fields, mut from, mut about) = (0, false, false);
    let mut k = start;
    // The line that opens a message in a mailbox file.
    if arena.content(k).starts_with("From ") && arena.content(k).contains('@') {
        k += 1;
    }
    while k < arena.lines.len() && !arena.lines[k].is_blank() {
        if arena.lines[k].indent > 0 && fields > 0 {
            k += 1; // a folded field
            continue;
        }
        let Some((field, _)) = field(arena.content(k)) else {
            if fields > 0 && is_other(arena.content(k)) {
                k += 1;
                continue;
            }
            return None;
        };
        fields += 1;
        from |= field == Field::From;
        about |= matches!(field, Field::Subject | Field::Date);
        k += 1;
    }
    (fields >= if asked { 2 } else { 3 } && from && about).then_some(start..k)
}

/// What a header says of the document.
pub(super) fn remember(arena: &Arena<'_>, header: Range<usize>, metadata: &mut Metadata) {
    let mut fields: Vec<(Field, String)> = Vec::new();
    for k in header {
        if arena.lines[k].indent > 0
            && let Some(last) = fields.last_mut()
        {
            last.1.push(' ');
            last.1.push_str(arena.content(k));
        } else if let Some((field, value)) = field(arena.content(k)) {
            fields.push((field, value.to_owned()));
        }
    }
    for (field, value) in fields.into_iter().filter(|f| !f.1.is_empty()) {
        match field {
            Field::Subject => metadata.title = metadata.title.take().or(Some(value)),
            Field::Date => {
                metadata.issued = metadata.issued.or_else(|| dates::find(&value).and_then(|f| f.date.known()))
            }
            Field::From if metadata.authors.is_empty() => {
                let behind = value.split_once('(').and_then(|(address, name)| {
                    name.strip_suffix(')').filter(|_| address.contains('@') && !address.contains('<'))
                });
                let name = behind.unwrap_or_else(|| value.split(['<', '(']).next().unwrap_or(""));
                let name = name.trim().trim_matches('"').trim();
                let name = if name.is_empty() { value.trim_matches(['<', '>']) } else { name };
                metadata.authors.push(Person::named(name));
            }
            _ => {}
        }
    }
}

/// Whether a header says that its message is flowed (RFC 3676, 4).
pub(super) fn is_flowed(arena: &Arena<'_>, header: Range<usize>) -> bool {
    header
        .map(|k| arena.content(k).to_ascii_lowercase())
        .any(|line| line.contains("format=flowed") || line.contains("format=\"flowed\""))
}

/// The units of a header: its lines, of which the subject is the title. The word `Subject:` stays with the lines
/// above it.
pub(super) fn units(arena: &mut Arena<'_>, header: Range<usize>, units: &mut Vec<Unit>) {
    let subject = header.clone().find(|&k| {
        arena.lines[k].indent == 0
            && field(arena.content(k)).is_some_and(|(f, value)| f == Field::Subject && !value.is_empty())
    });
    let mut push = |lines: Range<usize>, shape: Shape, why: Ground| {
        if !lines.is_empty() {
            units.push(Unit { why: Some(Evidence::of(why)), ..Unit::new(lines, shape) });
        }
    };
    let why = scores::HEADER_OF_A_MESSAGE;
    let Some(subject) = subject else { return push(header, Shape::Lines(false), why) };
    let folded = (subject + 1..header.end).find(|&k| arena.lines[k].indent == 0).unwrap_or(header.end);
    let line = arena.lines[subject];
    let label = arena.content(subject).find(':').expect("a field has a colon") + 1;
    // Two units: the lines up to and with the label `Subject:`, then its value.
    let start = arena.lines.len();
    arena.lines.extend_from_within(header.start..subject);
    let end = line.start as usize + label;
    arena.lines.push(Line::new(arena.text, line.start as usize..end, 0, line.number));
    let title = arena.lines.len();
    arena.lines.push(line.behind(arena.text, label));
    arena.lines.extend_from_within(subject + 1..folded);
    push(start..title, Shape::Lines(false), why);
    push(title..arena.lines.len(), Shape::Subject, scores::SUBJECT_OF_A_MESSAGE);
    push(folded..header.end, Shape::Lines(false), why);
}

/// Whether a line divides a message from its signature (RFC 3676, 4.3).
pub(super) fn is_signature(text: &str) -> bool {
    text == "--"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_many_languages() {
        for text in [
            "Von: Ann Lee\nGesendet: 3. März 2026\nAn: Bo Ek\nBetreff: Die Mauer\n",
            "Från: Ann Lee\nSkickat: den 3 mars 2026\nTill: Bo Ek\nÄmne: Muren\n",
            "Od: Ann Lee\nWysłano: 3 marca 2026\nDo: Bo Ek\nTemat: Mur\n",
            "Lähettäjä: Ann Lee\nLähetetty: 3. maaliskuuta 2026\nVastaanottaja: Bo Ek\nAihe: Muuri\n",
        ] {
            let arena = Arena::new(text);
            let mut metadata = Metadata::default();
            remember(&arena, header(&arena, false).unwrap(), &mut metadata);
            assert!(metadata.title.is_some() && metadata.authors == [Person::named("Ann Lee")], "{text}");
            assert_eq!(metadata.issued.unwrap().to_string(), "2026-03-03", "{text}");
        }
    }

    #[test]
    fn a_header_and_what_it_says() {
        let arena = Arena::new(
            "From: \"Ann Lee\" <ann@example.org>\nTo: bo@example.org\nDate: Tue, 3 Mar 2026 09:15:00 +0000\nSubject: The\n  wall\n\nHello\n",
        );
        let found = header(&arena, false).unwrap();
        assert_eq!(found, 0..5);
        let mut metadata = Metadata::default();
        remember(&arena, found, &mut metadata);
        assert_eq!(metadata.title.as_deref(), Some("The wall"));
        assert_eq!(metadata.authors, [Person::named("Ann Lee")]);
        assert_eq!(metadata.issued.unwrap().to_string(), "2026-03-03");
        assert!(header(&Arena::new("Note: a\nTip: b\nDate: c\n\nd"), false).is_none());
    }
}
