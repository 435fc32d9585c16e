//! Finds the article of a page, where it has one with other things around it.
//!
//! A page is one where text stands beside what is there to find the way, to share, to sell: by names of elements and
//! classes, regions, rows of links. What a word processor, a converter or an e-book wrote has none of that, or says what wrote
//! it; and a text that only the model takes for something else is kept.

use super::head::{Head, Within, is_json};
use super::left_out::LeftOut;
use super::order::Order;
use super::outline::Outline;
use super::xml;
use crate::article::{self, Page, Verdict};
use crate::cancel::Cancel;
use crate::options::{Article, ReadOptions};
use crate::read::Explanation;
use crate::read::markup::literal::Literals;
use crate::read::markup::state::Hidden;
use crate::read::markup::tokens::HtmlToken;
use crate::source::{Cut as _, Source};
use serde_json::Value;

/// What was found of a page's article.
pub(super) struct Found {
    pub(super) left_out: LeftOut,
    pub(super) within: Within,
    /// What the page hides.
    pub(super) hidden: Hidden,
}

/// A page that was looked at.
struct Judged {
    page: Page,
    head: Head,
    hidden: Hidden,
    /// What each block is; none: the page is read whole.
    verdicts: Vec<Verdict>,
}

impl Judged {
    fn of(source: &Source, options: &ReadOptions, is_xml: bool) -> Judged {
        let (page, head, hidden) = outline(source, is_xml, &options.cancel);
        let mut verdicts = Vec::new();
        if options.article != Article::Never && !page.blocks.is_empty() {
            verdicts = article::judge(&page);
            let asked = options.article == Article::Always && verdicts.iter().any(|verdict| verdict.kept);
            if !asked && (head.is_exported || !has_surroundings(&page, &verdicts)) {
                verdicts.clear();
            }
        }
        Judged { page, head, hidden, verdicts }
    }
}

/// Finds the article of a page, as far as that is asked for.
pub(super) fn find(source: &Source, options: &ReadOptions, is_xml: bool) -> Found {
    let Judged { page, head, hidden, verdicts } = Judged::of(source, options, is_xml);
    let left_out = if verdicts.is_empty() { LeftOut::default() } else { LeftOut::of(&page, &verdicts, source) };
    Found { left_out, within: head.within, hidden }
}

/// What each block of a page was taken for; nothing of a page that is read whole.
pub(super) fn account(source: &Source, options: &ReadOptions) -> Vec<Explanation> {
    let Judged { page, verdicts, .. } = Judged::of(source, options, xml::is_xml(source));
    page.blocks.iter().zip(&verdicts).map(|(block, verdict)| explain(source, block, verdict)).collect()
}

/// The outline of a page, with what its head says.
pub(super) fn outline(source: &Source, is_xml: bool, cancel: &Cancel) -> (Page, Head, Hidden) {
    let (mut outline, mut head) = (Outline::new(), Head::default());
    let literals = Literals::new(source.text());
    let (mut in_title, mut in_json) = (false, false);
    Order::of(source, is_xml, cancel).each(&mut |token, place| {
        match token {
            HtmlToken::Start { name, attributes, .. } => {
                head.tag(name, attributes);
                in_title = *name == "title" && head.title.is_empty();
                in_json = *name == "script" && is_json(attributes);
            }
            HtmlToken::End { .. } => (in_title, in_json) = (false, false),
            HtmlToken::Text(text) if in_title => head.title.push_str(text),
            HtmlToken::Text(text) if in_json => head.json(text),
            HtmlToken::Text(_) => {}
        }
        match token {
            HtmlToken::Start { name, attributes, .. }
                if !place.is_xml && !outline.is_foreign() && literals.is_text(name, attributes, &place.bytes) =>
            {
                outline.take(&HtmlToken::Text(source.text().cut(place.bytes.clone())), &place);
            }
            token => outline.take(token, &place),
        }
    });
    let (mut page, within, hidden) = outline.finish();
    head.within = within;
    page.title = head.title.to_lowercase();
    let description = head.meta(&["og:description", "description"]);
    page.description = description.unwrap_or_default().to_lowercase();
    head.data.iter().for_each(|value| body(value, &mut page.body, 0));
    (page, head, hidden)
}

/// The text of the article where the page's data hold it.
fn body(value: &Value, out: &mut String, depth: usize) {
    match value {
        _ if depth > 8 => {}
        Value::Array(list) => list.iter().take(200).for_each(|value| body(value, out, depth + 1)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str().filter(|_| name == "articleBody") {
                    Some(text) => {
                        out.push(' ');
                        // Tags in it, if any, are none of its words.
                        let pieces = text.split('<').enumerate();
                        let bare = pieces.map(|(i, piece)| {
                            if i == 0 { piece } else { piece.split_once('>').map_or(piece, |(_, text)| text) }
                        });
                        bare.for_each(|piece| {
                            out.push_str(&piece.to_lowercase());
                            out.push(' ');
                        });
                    }
                    None => body(value, out, depth + 1),
                }
            }
        }
        _ => {}
    }
}

/// An article has at least so many letters in long blocks.
const LEAST_TEXT: usize = 250;

/// At least so many blocks stand around an article.
const LEAST_AROUND: usize = 4;

/// Whether there is an article with other things around it.
fn has_surroundings(page: &Page, verdicts: &[Verdict]) -> bool {
    let (mut text, mut around, mut doubtful) = (0, 0, 0);
    for (block, verdict) in page.blocks.iter().zip(verdicts) {
        if verdict.kept {
            text += if block.is_text() { block.text.len() } else { 0 };
        } else if page.is_marked(block) {
            around += 1;
        } else {
            doubtful += block.text.len();
        }
    }
    text >= LEAST_TEXT && around >= LEAST_AROUND && doubtful <= text
}

fn explain(source: &Source, block: &article::Block, verdict: &Verdict) -> Explanation {
    let line = |at: usize| source.line_column(at).0 as u32;
    // White space around the text, and the line ends in it, are none of the block.
    let text = source.text().cut(block.range.clone());
    let end = block.range.start + text.trim_end().len();
    let start = end - text.trim().len();
    let probability = verdict.probability() as f32;
    let mut reasons: Vec<String> = verdict.reasons().iter().map(|(feature, _)| article::in_words(*feature)).collect();
    reasons.dedup();
    let words: String = block.text.chars().take(40).collect();
    reasons.push(format!("“{}{}”", words.trim(), if words.len() < block.text.len() { "…" } else { "" }));
    let score = if verdict.kept { probability } else { 1.0 - probability };
    let class = if verdict.kept { verdict.kind.name() } else { verdict.kind.name_left_out() };
    Explanation { line: line(start), end_line: line(end), class, score, reasons }
}
