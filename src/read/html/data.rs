//! What the data of a page say of its article: JSON-LD in the words of schema.org, whichever block it stands in.

use super::title::words;
use crate::document::Person;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A thing that data tell of.
type Thing = Map<String, Value>;

/// The things that the data of a page tell of.
#[derive(Debug, Default)]
pub(super) struct Data<'a> {
    /// Those that are the article, or the page itself; the surest first.
    articles: Vec<&'a Thing>,
    /// Those that others refer to, by their name in the data.
    named: BTreeMap<&'a str, &'a Thing>,
}

/// Things are looked for as deep as this.
const DEEPEST: usize = 6;

/// So many articles are asked for their authors.
const MOST_ARTICLES: usize = 30;

/// The fields whose things belong to the page.
const LEADS: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"];

/// Types of works that a page can be, besides all whose name ends in `Article`; the surest first.
const WORKS: &[&[&str]] = &[
    &[
        "BlogPosting",
        "Report",
        "Book",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "Review",
        "Recipe",
        "DiscussionForumPosting",
        "Chapter",
    ],
    &["WebPage", "VideoObject"],
];

impl<'a> Data<'a> {
    pub(super) fn of(blocks: &'a [Value]) -> Self {
        let mut all = Vec::new();
        blocks.iter().for_each(|block| gather(block, 0, &mut all));
        let mut data = Data::default();
        let rank = |thing: &Thing| {
            let is = |names: &[&str]| kinds(thing).any(|kind| names.contains(&kind));
            let article = kinds(thing).any(|kind| kind.ends_with("Article"));
            if article { Some(0) } else { WORKS.iter().position(|names| is(names)) }
        };
        let mut works: Vec<(usize, &Thing)> = all.iter().filter_map(|thing| Some((rank(thing)?, *thing))).collect();
        works.sort_by_key(|(rank, _)| *rank);
        data.articles = works.into_iter().map(|(_, thing)| thing).collect();
        for thing in all {
            if let (Some(name), true) = (thing.get("@id").and_then(Value::as_str), thing.contains_key("name")) {
                data.named.entry(name).or_insert(thing);
            }
        }
        data
    }

    /// What the first article that has one of these fields says there, fields in this order.
    pub(super) fn text(&self, fields: &[&str]) -> Option<String> {
        fields.iter().find_map(|field| self.articles.iter().find_map(|thing| self.name(thing.get(*field)?)))
    }

    /// A text, or the name of a thing.
    fn name(&self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(words(text)).filter(|text| !text.is_empty()),
            Value::Object(thing) => {
                let thing = self.referred(thing);
                thing.get("name").and_then(Value::as_str).map(words).filter(|name| !name.is_empty())
            }
            Value::Array(list) => self.name(list.first()?),
            _ => None,
        }
    }

    /// The thing itself, where one only says which it is.
    fn referred<'t>(&self, thing: &'t Thing) -> &'t Thing
    where
        'a: 't,
    {
        let other = || thing.get("@id").and_then(Value::as_str).and_then(|id| self.named.get(id).copied());
        if thing.contains_key("name") { thing } else { other().unwrap_or(thing) }
    }

    /// The people that each article names, where it names some; those of the first articles only, since many may refer to
    /// one long list.
    pub(super) fn authors(&self) -> impl Iterator<Item = Vec<Person>> {
        let lists = ["author", "creator"]
            .into_iter()
            .flat_map(|field| self.articles.iter().take(MOST_ARTICLES).filter_map(move |thing| thing.get(field)));
        lists.map(|value| self.people(value, 0)).filter(|people| !people.is_empty())
    }

    fn people(&self, value: &Value, depth: usize) -> Vec<Person> {
        match value {
            _ if depth > DEEPEST => Vec::new(),
            Value::String(name) => Some(words(name))
                .filter(|name| !name.is_empty() && !name.contains("://"))
                .map(Person::named)
                .into_iter()
                .collect(),
            Value::Array(list) => list.iter().flat_map(|value| self.people(value, depth + 1)).collect(),
            Value::Object(thing) => {
                let thing = self.referred(thing);
                let kind: String = kinds(thing).collect();
                let named = thing.get("name").map(|name| self.people(name, depth + 1)).unwrap_or_default();
                named.into_iter().map(|person| person.of_type(&kind)).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn kinds(thing: &Thing) -> impl Iterator<Item = &str> {
    let kind = thing.get("@type");
    let list = kind.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    kind.into_iter().chain(list).filter_map(Value::as_str)
}

fn gather<'a>(value: &'a Value, depth: usize, out: &mut Vec<&'a Thing>) {
    match value {
        _ if depth > DEEPEST => {}
        Value::Array(list) => list.iter().for_each(|value| gather(value, depth + 1, out)),
        Value::Object(thing) => {
            out.push(thing);
            let inner = LEADS.iter().filter_map(|field| thing.get(*field));
            inner.for_each(|value| gather(value, depth + 1, out));
        }
        _ => {}
    }
}
