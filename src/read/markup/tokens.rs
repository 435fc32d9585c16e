//! HTML tokenizer with byte ranges, based on `html5gum` (HTML, 13.2.5).

use super::attributes::RawAttributes;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::ops::Range;

/// A token.
pub(crate) enum HtmlToken<'a> {
    /// A start tag; its name in lower case.
    Start { name: &'a str, attributes: &'a RawAttributes, closed: bool },
    /// An end tag; its name in lower case.
    End { name: &'a str },
    /// Text, character references decoded.
    Text(&'a str),
}

/// Calls `visit` with every token and its byte range; skips comments, declarations and errors.
pub(crate) fn for_each(text: &str, visit: &mut dyn FnMut(HtmlToken<'_>, Range<usize>)) {
    let mut name = String::new();
    let mut attributes = RawAttributes::default();
    let mut start = 0;
    let decode = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let handle = |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<std::convert::Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name: found } => {
                name = decode(found);
                attributes.0.clear();
                start = span.start;
            }
            CallbackEvent::AttributeName { name } => {
                let name = decode(name);
                attributes.0.push((name, String::new()));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(last) = attributes.0.last_mut() {
                    last.1.push_str(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let token = HtmlToken::Start { name: &name, attributes: &attributes, closed: self_closing };
                visit(token, start..span.end.max(start));
            }
            CallbackEvent::EndTag { name } => visit(HtmlToken::End { name: &decode(name) }, span.start..span.end),
            CallbackEvent::String { value } => match std::str::from_utf8(value) {
                Ok(value) => visit(HtmlToken::Text(value), span.start..span.end),
                Err(_) => visit(HtmlToken::Text(&decode(value)), span.start..span.end),
            },
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    };
    let mut emitter = CallbackEmitter::<_, std::convert::Infallible, usize>::new(handle);
    emitter.naively_switch_states(true);
    // The emitter passes tokens to `visit`; the iterator itself yields none, and reads everything in its first step.
    let mut tokenizer = Tokenizer::new_with_emitter(text, emitter);
    let None = tokenizer.next();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_their_places() {
        let text = "a <b class='x y'>ü &amp; c</b><script>1<2</script> d";
        let mut seen = Vec::new();
        for_each(text, &mut |token, range| {
            let what = match token {
                HtmlToken::Start { name, attributes, .. } => format!("<{name} {:?}>", attributes.0),
                HtmlToken::End { name } => format!("</{name}>"),
                HtmlToken::Text(text) => text.to_owned(),
            };
            seen.push((what, &text[range]));
        });
        let class = "<b [(\"class\", \"x y\")]>".to_owned();
        let expected = [
            ("a ".to_owned(), "a "),
            (class, "<b class='x y'>"),
            ("ü & c".to_owned(), "ü &amp; c"),
            ("</b>".to_owned(), "</b>"),
            ("<script []>".to_owned(), "<script>"),
            ("1<2".to_owned(), "1<2"),
            ("</script>".to_owned(), "</script>"),
            (" d".to_owned(), " d"),
        ];
        assert_eq!(seen, expected);
    }
}
