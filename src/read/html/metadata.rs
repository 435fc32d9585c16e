//! What is known of a page: `title`, `meta` (also Dublin Core and Open Graph), JSON-LD (schema.org), `lang`, and, where these say
//! nothing, the marks within its text.

use super::data::Data;
use super::head::Head;
use super::people::{self, folded};
use super::title::{of_page, words};
use crate::document::{Block, Date, Language, Metadata, Person};
use crate::read::dates::{self, Order};
use crate::words::{self as languages, Figures};

/// The names of authors in `meta`, the surest first.
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "article:author_name",
    "citation_author",
    "cxenseparse:author",
    "og:author",
    "authors",
    "vr:author",
    "shareaholic:article_author_name",
];

/// The names of the date of issue in `meta`, the surest first.
const ISSUED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "published_time",
    "og:published_time",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "dcterms.issued",
    "date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "sailthru.date",
    "parsely-pub-date",
    "article.published",
    "citation_date",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "rbpubdate",
    "displaydate",
    "bt:pubdate",
    "publication_date",
    "publication-date",
    "datecreated",
    "dc:date",
];

/// The names of the date of change in `meta`.
const MODIFIED: &[&str] =
    &["article:modified_time", "dcterms.modified", "last-modified", "og:updated_time", "datemodified"];

impl Head {
    /// The metadata of the page with these blocks.
    pub(super) fn metadata(&self, blocks: &[Block]) -> Metadata {
        let data = Data::of(&self.data);
        let mut out = Metadata { language: self.language.clone(), ..Metadata::default() };
        if out.language.is_none() {
            let found =
                data.text(&["inLanguage"]).or_else(|| self.meta(&["content-language", "dc.language", "og:locale"]));
            out.language = found.as_deref().and_then(Language::parse);
        }
        let site = self.meta(&["og:site_name", "application-name"]);
        let named = self.meta(&["og:title", "dc.title", "dcterms.title", "twitter:title"]);
        let title =
            named.or_else(|| data.text(&["headline"])).or_else(|| Some(words(&self.title)).filter(|t| !t.is_empty()));
        out.title = title.map(|title| of_page(&title, site.as_deref(), blocks));
        out.publisher = data
            .text(&["publisher"])
            .or_else(|| self.meta(&["dc.publisher", "dcterms.publisher", "og:site_name", "publisher"]));
        let sites: Vec<String> = site.iter().chain(&out.publisher).map(|name| folded(name)).collect();
        out.authors = self.authors(&data, &sites);
        out.issued = self.issued(&data, out.language.as_ref());
        let date = |name: &str| data.text(&[name]).as_deref().and_then(Date::parse_iso);
        out.modified = date("dateModified")
            .or_else(|| self.meta(MODIFIED).as_deref().and_then(Date::parse_iso))
            .filter(|modified| Some(*modified) != out.issued);
        out.description =
            self.meta(&["description", "og:description", "dc.description"]).or_else(|| data.text(&["description"]));
        out.page_source = self.meta(&["dc.source", "dcterms.source"]);
        out.rights = self.meta(&["dc.rights", "dcterms.rights", "copyright"]);
        if let Some(keywords) = self.meta(&["keywords", "news_keywords"]) {
            out.keywords = keywords.split([',', ';']).map(|w| w.trim().to_owned()).filter(|w| !w.is_empty()).collect();
        }
        out
    }

    /// Who wrote it: as data name them, else the head, else marks within the text.
    fn authors(&self, data: &Data<'_>, sites: &[String]) -> Vec<Person> {
        let of_data = data.authors().map(|list| people::named(list, sites));
        let of_head = AUTHORS.iter().map(|name| {
            let all = self.metas.iter().filter(|(n, v)| n == name && !v.contains("://") && !v.starts_with('@'));
            people::named(all.map(|(_, name)| Person::named(name.as_str())).collect(), sites)
        });
        let of_text = self.within.authors.iter().map(|text| people::in_byline(text, sites));
        of_data.chain(of_head).chain(of_text).find(|list| !list.is_empty()).unwrap_or_default()
    }

    /// When it was issued.
    fn issued(&self, data: &Data<'_>, language: Option<&Language>) -> Option<Date> {
        let of_data = ["datePublished", "dateCreated", "uploadDate"]
            .iter()
            .find_map(|field| data.text(&[field]).and_then(|text| day(&text, language)));
        let of_head = || ISSUED.iter().find_map(|name| self.meta(&[name]).and_then(|text| day(&text, language)));
        let of_text = || self.within.dates.iter().find_map(|text| day(text, language));
        of_data.or_else(of_head).or_else(of_text).or_else(|| in_address(self.address()?))
    }
}

/// The date in a text.
fn day(text: &str, language: Option<&Language>) -> Option<Date> {
    let text = text.trim();
    let whole = Date::parse_iso(text).filter(|date| text.len() > 4 && date.year > 1970);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let close = || {
        let all: u32 = text.get(..8).filter(|_| digits == 8 || digits == 14)?.parse().ok()?;
        Date::day((all / 10_000) as u16, (all / 100 % 100) as u8, (all % 100) as u8)
    };
    let order = || match languages::figures(language.map_or("en-US", Language::tag)) {
        Figures::DayFirst => Some(Order::DayFirst),
        Figures::MonthFirst | Figures::Either => Some(Order::MonthFirst),
    };
    whole.or_else(close).or_else(|| dates::find(text)?.date.settle(order)).filter(|date| date.year > 1970)
}

/// The date in an address: `/2026/03/14/`.
fn in_address(address: &str) -> Option<Date> {
    let parts: Vec<&str> = address.split(['/', '-', '_']).collect();
    let number = |part: &str, digits: usize| part.parse::<u16>().ok().filter(|_| part.len() == digits);
    parts.windows(3).find_map(|three| {
        let (year, month, day) = (number(three[0], 4)?, number(three[1], 2)?, number(three[2], 2)?);
        Date::day(year, month as u8, day as u8).filter(|date| date.year > 1990)
    })
}
