//! The names of fields: those that mean something here, those that only mean something to other programs, and what a
//! mistyped one probably should be.

/// The fields that are understood, by the names that stand in the documentation, and by those that other programs have.
pub(super) const KNOWN: &[&str] = &[
    "title",
    "subtitle",
    "author",
    "authors",
    "creator",
    "by",
    "byline",
    "editor",
    "editors",
    "translator",
    "translators",
    "illustrator",
    "photographer",
    "contributor",
    "contributors",
    "date",
    "issued",
    "published",
    "publish-date",
    "pubdate",
    "date-published",
    "modified",
    "updated",
    "lastmod",
    "last-modified",
    "date-modified",
    "last-updated",
    "updated-date",
    "lang",
    "language",
    "locale",
    "description",
    "summary",
    "excerpt",
    "abstract",
    "keywords",
    "keyword",
    "tags",
    "tag",
    "subject",
    "categories",
    "category",
    "rights",
    "license",
    "licence",
    "copyright",
    "publisher",
    "isbn",
    "identifier",
    "doi",
    "urn",
    "uuid",
    "page-source",
    "page-break-source",
    "source",
    "series",
    "belongs-to-collection",
    "series-position",
    "series-index",
    "series-number",
    "group-position",
    "cover",
    "cover-image",
    "epub-cover",
    "theme",
    "toc",
    "contents",
    "list-of-figures",
    "lof",
    "list-of-tables",
    "lot",
    "page-size",
    "papersize",
    "margin",
    "font-size",
    "fontsize",
    "place",
    "location",
    "agency",
    "credits",
    "credit",
    "disclaimer",
];

/// What a setting of the command is called: a document can't say it for itself.
const SETTINGS: &[&str] = &[
    "to",
    "from",
    "join",
    "output",
    "width",
    "wrap",
    "ascii",
    "smart",
    "infer",
    "input-style",
    "limit",
    "root",
    "pdf-standard",
    "epub-embed-fonts",
    "epub-generated-cover",
    "epub-split-level",
    "strict",
];

/// Fields of pandoc, Quarto, Hugo, Jekyll, MkDocs, Docusaurus, VitePress, Astro, Zola and Obsidian that mean nothing
/// here: no slips of the pen.
const FOREIGN: &[&str] = &[
    // pandoc and Quarto
    "abstract-title",
    "acknowledgements",
    "affiliation",
    "affiliations",
    "bibliography",
    "biblio-style",
    "citation",
    "citation-style",
    "classoption",
    "cjkmainfont",
    "code-fold",
    "colorlinks",
    "crossref",
    "csl",
    "css",
    "documentclass",
    "echo",
    "engine",
    "execute",
    "filters",
    "fontfamily",
    "fontenc",
    "format",
    "geometry",
    "header-includes",
    "highlight-style",
    "include-after",
    "include-before",
    "indent",
    "institute",
    "jupyter",
    "knitr",
    "linestretch",
    "link-citations",
    "linkcolor",
    "mainfont",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "mathfont",
    "monofont",
    "nocite",
    "number-sections",
    "numbersections",
    "output-file",
    "pagestyle",
    "params",
    "pdf-engine",
    "project",
    "reference-section-title",
    "references",
    "resource-path",
    "revision",
    "sansfont",
    "secnumdepth",
    "section-numbering",
    "standalone",
    "template",
    "thanks",
    "toc-depth",
    "toc-title",
    "urlcolor",
    "version",
    "vignette",
    // Hugo, Jekyll, Zola
    "aliases",
    "banner",
    "build",
    "canonical-url",
    "canonicalurl",
    "cascade",
    "classes",
    "collection",
    "comments",
    "draft",
    "excerpt-separator",
    "expirydate",
    "extra",
    "featured",
    "featured-image",
    "grand-parent",
    "has-children",
    "header",
    "headless",
    "hero",
    "heroimage",
    "image",
    "images",
    "in-search-index",
    "insert-anchor-links",
    "iscjklanguage",
    "katex",
    "kind",
    "layout",
    "linktitle",
    "markup",
    "math",
    "mathjax",
    "menu",
    "nav-exclude",
    "nav-order",
    "no-list",
    "outputs",
    "parent",
    "path",
    "permalink",
    "pin",
    "post-id",
    "read-time",
    "redirect-from",
    "redirect-to",
    "render",
    "render-with-liquid",
    "resources",
    "share",
    "sitemap",
    "slug",
    "sort-by",
    "taxonomies",
    "thumbnail",
    "topics",
    "translationkey",
    "type",
    "url",
    "video",
    "videos",
    "weight",
    // MkDocs, Docusaurus, VitePress, Astro
    "aside",
    "breadcrumbs",
    "custom-edit-url",
    "displayed-sidebar",
    "edit-link",
    "footer",
    "head",
    "hide",
    "hide-table-of-contents",
    "hide-title",
    "icon",
    "id",
    "nav",
    "navbar",
    "navigation",
    "next",
    "order",
    "outline",
    "pagination-label",
    "pagination-next",
    "pagination-prev",
    "prev",
    "search",
    "sidebar",
    "sidebar-class-name",
    "sidebar-label",
    "sidebar-position",
    "social",
    "status",
    "tableofcontents",
    "title-meta",
    "unlisted",
    // Obsidian and notes
    "alias",
    "created",
    "cssclass",
    "cssclasses",
    "publish",
    "related",
    "up",
];

/// Names in other languages, and what they are called here.
const TRANSLATED: &[(&str, &str)] = &[
    ("titel", "title"),
    ("titre", "title"),
    ("titulo", "title"),
    ("titolo", "title"),
    ("untertitel", "subtitle"),
    ("sous-titre", "subtitle"),
    ("autor", "author"),
    ("autora", "author"),
    ("auteur", "author"),
    ("autore", "author"),
    ("datum", "date"),
    ("fecha", "date"),
    ("sprache", "lang"),
    ("langue", "lang"),
    ("idioma", "lang"),
    ("zusammenfassung", "abstract"),
    ("resumen", "abstract"),
    ("schlagworte", "keywords"),
];

/// The name as it is compared: in lower case, with hyphens.
pub(super) fn key(name: &str) -> String {
    let key = name.trim().to_lowercase().replace([' ', '_'], "-");
    let bare = key.strip_prefix("dc-").or(key.strip_prefix("dc:"));
    bare.map(str::to_owned).unwrap_or(key)
}

/// Whether a field of this name is understood.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.contains(&key(name).as_str())
}

/// Whether it is a setting of the command that no document can say for itself.
pub(super) fn is_setting(key: &str) -> bool {
    SETTINGS.contains(&key)
}

/// The name that a mistyped one should probably be: one letter in four may be wrong, and two may have changed places.
pub(super) fn nearest(key: &str) -> Option<&'static str> {
    if KNOWN.contains(&key) || is_setting(key) || FOREIGN.contains(&key) {
        return None;
    }
    if let Some((_, here)) = TRANSLATED.iter().find(|(there, _)| *there == key) {
        return Some(here);
    }
    let most = (key.chars().count() / 4).max(1);
    let near = KNOWN.iter().filter(|known| known.len() > 3).map(|known| (strsim::osa_distance(known, key), *known));
    near.filter(|(distance, _)| *distance <= most).min().map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_have_a_nearest_name_and_other_programs_fields_have_none() {
        let slips = [("tilte", "title"), ("autor", "author"), ("keyowrds", "keywords"), ("langauge", "language")];
        for (written, meant) in slips {
            assert_eq!(nearest(written), Some(meant));
        }
        for other in ["layout", "draft", "slug", "csl", "width", "state", "name", "mood", "x"] {
            assert_eq!(nearest(other), None, "{other}");
        }
        let both = |name: &&&str| KNOWN.contains(*name) || SETTINGS.contains(*name);
        assert_eq!(FOREIGN.iter().find(both), None);
    }
}
