//! What the classes and names of an element say: words that those who make pages use for its parts, in English for
//! the most part whatever the page's language.

/// What the names of an element say: a bit a sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u64);

/// A sign: how it is called, and what says it: parts of names in lower case, where `-` stands at the beginning or the end of a word.
type Sign = (&'static str, &'static [&'static str]);

/// How many bytes of an element's names are looked at.
const MOST: usize = 400;

pub(super) const SIGNS: &[Sign] = &[
    (
        "comment",
        &[
            "comment",
            "disqus",
            "respond-",
            "responds",
            "-response",
            "reply",
            "replies",
            "kommentar",
            "discuss",
            "komment",
        ],
    ),
    (
        "share",
        &[
            "share",
            "sharing",
            "social",
            "facebook",
            "twitter",
            "addthis",
            "addtoany",
            "whatsapp",
            "pinterest",
            "follow",
            "tweet",
            "sharedaddy",
        ],
    ),
    ("nav", &["-nav", "menu", "navi", "topbar", "masthead", "hamburger"]),
    ("footer", &["foot", "colophon", "copyright", "imprint", "impressum", "-legal"]),
    ("header", &["header", "banner", "masthead", "topbar", "top-bar", "-logo"]),
    (
        "sidebar",
        &[
            "sidebar",
            "side-bar",
            "aside",
            "-rail",
            "column-right",
            "column-2",
            "widget",
            "secondary",
            "-right-",
            "-side-",
            "col-side",
            "marginal",
        ],
    ),
    (
        "related",
        &[
            "relat",
            "recommend",
            "recirc",
            "similar",
            "popular",
            "trending",
            "most-read",
            "mostread",
            "more-from",
            "more-stories",
            "more-on-",
            "more-news",
            "more-articles",
            "read-more",
            "readmore",
            "read-next",
            "readnext",
            "read-also",
            "also-like",
            "teaser",
            "outbrain",
            "taboola",
            "suggest",
            "latest",
            "next-post",
            "prev",
            "ahnlich",
            "verwandt",
            "empfehl",
            "mostviewed",
            "see-also",
            "-next-",
            "linked-stories",
            "zergnet",
            "onward",
            "-more-",
        ],
    ),
    (
        "promotion",
        &[
            "promo",
            "advert",
            "-ad-",
            "-ads-",
            "adslot",
            "ad-slot",
            "adsense",
            "sponsor",
            "commercial",
            "affiliate",
            "-dfp",
            "werbung",
            "anzeige",
            "outbrain",
            "partner",
            "google-ad",
            "ad-container",
            "ad-wrapper",
            "native-ad",
            "-adv-",
            "-upsell",
            "donat",
        ],
    ),
    (
        "newsletter",
        &[
            "newsletter",
            "subscri",
            "signup",
            "sign-up",
            "mailing",
            "paywall",
            "-cta",
            "optin",
            "opt-in",
            "abonn",
            "piano",
            "regwall",
            "mailchimp",
        ],
    ),
    ("byline", &["byline", "author", "writer", "contributor", "by-line", "vcard", "autor", "auteur"]),
    (
        "details",
        &[
            "-meta",
            "-date",
            "-time-",
            "timestamp",
            "publish",
            "posted",
            "dateline",
            "-info-",
            "datum",
            "datetime",
            "-pubdate",
            "updated",
        ],
    ),
    (
        "caption",
        &["caption", "credit", "photo", "image", "figure", "-img", "gallery", "media", "slide", "picture", "bild"],
    ),
    ("tags", &["-tag-", "-tags", "tag-list", "taglist", "categor", "topic", "keyword", "-label", "schlagw", "hashtag"]),
    ("cookie", &["cookie", "consent", "gdpr", "privacy", "-cmp-", "ccpa", "onetrust"]),
    (
        "login",
        &[
            "login",
            "log-in",
            "account",
            "modal",
            "popup",
            "overlay",
            "dialog",
            "register",
            "dropdown",
            "lightbox",
            "-toast",
            "tooltip",
            "drawer",
            "offcanvas",
        ],
    ),
    ("crumb", &["crumb", "pagin", "pager", "page-nav", "-skip", "-steps-"]),
    (
        "tools",
        &[
            "tool", "print", "button", "-btn", "action", "control", "search", "-form", "rating", "-vote", "-save",
            "icon", "-poll", "quiz", "player", "audio", "video", "-like-", "toggle", "bookmark", "download",
        ],
    ),
    (
        "content",
        &[
            "content",
            "article",
            "post",
            "entry",
            "-body",
            "story",
            "text",
            "main",
            "prose",
            "markdown",
            "paragraph",
            "editor",
            "wysiwyg",
            "artikel",
            "beitrag",
            "-rich",
            "-copy-",
            "richtext",
        ],
    ),
    (
        "article body",
        &[
            "article-body",
            "articlebody",
            "story-body",
            "storybody",
            "post-content",
            "post-body",
            "post-text",
            "entry-content",
            "entry-body",
            "article-content",
            "article-text",
            "articletext",
            "content-body",
            "body-text",
            "body-content",
            "body-copy",
            "main-content",
            "storytext",
            "post-entry",
            "mw-parser-output",
            "-e-content",
            "markdown-body",
            "text-body",
            "postbody",
            "article-copy",
            "bodytext",
            "article-main",
            "td-post-content",
            "blog-content",
            "field-name-body",
            "node-content",
            "artikeltext",
            "articulo-cuerpo",
            "field-body",
        ],
    ),
    (
        "summary",
        &[
            "summary",
            "excerpt",
            "teaser",
            "abstract",
            "intro",
            "-lead",
            "standfirst",
            "-dek",
            "-deck",
            "subtitle",
            "subhead",
            "-lede",
            "description",
            "kicker",
            "vorspann",
            "-sub-title",
            "chapo",
        ],
    ),
    ("title", &["title", "headline", "heading", "-hed-", "-titel"]),
    (
        "hidden",
        &[
            "hidden",
            "sr-only",
            "visually",
            "screen-reader",
            "d-none",
            "offscreen",
            "invisible",
            "noprint",
            "no-print",
            "a11y",
            "-hide-",
            "print-only",
            "-mobile-only",
            "assistive",
            "collapsed",
        ],
    ),
    ("contents", &["-toc", "-contents-", "table-of", "-index", "mw-editsection", "-jump", "outline"]),
    (
        "note",
        &[
            "footnote",
            "foot-note",
            "reference",
            "reflist",
            "citation",
            "endnote",
            "bibliograph",
            "-source-",
            "-sources-",
        ],
    ),
    (
        "list",
        &["-list", "grid", "-card", "-item", "feed", "carousel", "slider", "-tile", "swiper", "-stream", "listing"],
    ),
    (
        "about",
        &[
            "-bio-",
            "-about",
            "profile",
            "author-box",
            "author-bio",
            "authorbio",
            "author-info",
            "disclaimer",
            "disclosure",
            "correction",
            "editors-note",
            "editor-note",
            "author-desc",
            "about-author",
        ],
    ),
    ("quote", &["quote", "-zitat", "blockquote", "pull-quote", "pullquote"]),
    ("embed", &["embed", "iframe", "tweet", "instagram", "youtube", "oembed", "-gist"]),
    ("box", &["infobox", "-box-", "factbox", "-box", "inset", "callout", "highlight", "navbox", "sidenote"]),
    ("product", &["product", "price", "-cart", "-shop", "-buy-", "basket", "checkout", "coupon", "-deal"]),
    ("breaking", &["breaking", "ticker", "-alert", "notification", "notice", "-live-", "weather", "horoscope"]),
    ("profile of the site", &["-lang", "language", "country", "region-", "edition", "-site-", "network", "-brand"]),
    (
        "comment itself",
        &[
            "-comment-",
            "-comments-",
            "comment-body",
            "comment-list",
            "commentlist",
            "comment-text",
            "comment-content",
            "comment-item",
            "comment-author",
            "comment-thread",
            "disqus",
            "kommentar",
            "-replies-",
            "-reply-",
            "-respond-",
        ],
    ),
];

impl Signs {
    /// The signs that some names say.
    pub(super) fn of(names: &str) -> Signs {
        let text = folded(names);
        if text.len() < 3 {
            return Signs(0);
        }
        let says = |(_, parts): &Sign| parts.iter().any(|part| text.contains(part));
        Signs(SIGNS.iter().enumerate().filter(|(_, sign)| says(sign)).fold(0, |bits, (i, _)| bits | 1 << i))
    }

    /// Whether a sign is there, by its name.
    pub(super) fn has(self, name: &str) -> bool {
        self.iter().any(|i| SIGNS[i].0 == name)
    }

    /// The numbers of the signs.
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        (0..SIGNS.len()).filter(move |i| self.0 >> i & 1 == 1)
    }

    /// The signs of both.
    pub fn with(self, other: Signs) -> Signs {
        Signs(self.0 | other.0)
    }
}

/// Names as words in lower case, with a hyphen before, between and behind them: `articleBody post_2` becomes `-article-body-post-`.
fn folded(names: &str) -> String {
    let mut text = String::from("-");
    let mut lower = false;
    for c in names.chars() {
        if text.len() > MOST {
            break;
        }
        let letter = c.is_alphanumeric() && !c.is_ascii_digit();
        if (!letter || c.is_uppercase() && lower) && !text.ends_with('-') {
            text.push('-');
        }
        if letter {
            text.extend(c.to_lowercase());
        } else if c.is_ascii_digit() && c == '2' {
            text.push(c);
        }
        lower = c.is_lowercase();
    }
    if !text.ends_with('-') {
        text.push('-');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_an_element_is() {
        assert_eq!(folded("articleBody post_4 x"), "-article-body-post-x-");
        assert!(Signs::of("StoryBody__main").has("article body") && Signs::of("share-bar").has("share"));
        assert!(
            !Signs::of("shadow").has("promotion")
                && Signs::of("ad").has("promotion")
                && Signs::of("") == Signs::default()
        );
    }
}
