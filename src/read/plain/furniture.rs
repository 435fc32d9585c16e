//! Furniture: what a web page or a mail program puts around an article and a paste brings along — buttons, counters,
//! advertisements, invitations to subscribe, where the piece was printed. Its words stay where they stand, set small;
//! it neither heads a section nor comes between the lines of the head.

use super::arena::Arena;
use super::unit::{Shape, Unit};

/// What stands alone on a line, lower case, without the signs around it.
const ALONE: &[&str] = &[
    "share",
    "share this",
    "share this article",
    "share this story",
    "share full article",
    "share on facebook",
    "share on twitter",
    "share on x",
    "share on linkedin",
    "share on whatsapp",
    "share via email",
    "save",
    "save article",
    "save this story",
    "print",
    "print this page",
    "email",
    "copy link",
    "copied",
    "link copied",
    "link copied to clipboard",
    "tweet",
    "pin",
    "like",
    "comment",
    "comments",
    "reply",
    "restack",
    "bookmark",
    "facebook",
    "twitter",
    "linkedin",
    "whatsapp",
    "reddit",
    "pinterest",
    "telegram",
    "flipboard",
    "gift this article",
    "gift article",
    "listen",
    "listen to this article",
    "listen to article",
    "advertisement",
    "advertising",
    "advert",
    "sponsored",
    "sponsored content",
    "paid",
    "paid post",
    "promoted",
    "skip advertisement",
    "story continues below advertisement",
    "article continues below advertisement",
    "article continues below",
    "continue reading below",
    "advertisement - continue reading below",
    "continue reading",
    "continue reading the main story",
    "read full article",
    "read more",
    "show more",
    "load more",
    "view comments",
    "show comments",
    "join the conversation",
    "leave a comment",
    "post a comment",
    "add a comment",
    "no comments",
    "comments are closed",
    "subscribe",
    "subscribe now",
    "subscribe today",
    "sign up",
    "sign up now",
    "sign in",
    "log in",
    "login",
    "register",
    "menu",
    "search",
    "skip to content",
    "skip to main content",
    "skip to comments",
    "skip to navigation",
    "back to top",
    "open in app",
    "open image in gallery",
    "view image in fullscreen",
    "toggle caption",
    "enlarge this image",
    "hide caption",
    "close",
    "next",
    "previous",
    "loading",
    "add us on google",
    "follow",
    "see all",
    "most read",
    "most popular",
    "trending",
    "trending now",
    "werbung",
    "anzeige",
    "teilen",
    "drucken",
    "merken",
    "artikel teilen",
    "kommentare",
    "publicité",
    "partager",
    "imprimer",
    "publicidad",
    "compartir",
    "pubblicità",
    "condividi",
    "advertentie",
    "delen",
    "annons",
    "реклама",
    "поделиться",
    "广告",
    "分享",
    "広告",
    "シェア",
];

/// What a line begins with, lower case.
const STARTS: &[&str] = &[
    "a version of this article appear",
    "a version of this story appear",
    "a version of this article was",
    "a version of this story was",
    "a version of this essay",
    "a version of this post",
    "this article originally appeared",
    "this article first appeared",
    "this article was originally published",
    "this article was first published",
    "this story originally appeared",
    "this story was originally published",
    "this story first appeared",
    "this essay originally appeared",
    "this essay was originally published",
    "this piece originally appeared",
    "this piece was originally published",
    "this post originally appeared",
    "originally published",
    "first published in ",
    "reprinted from ",
    "reprinted with permission",
    "republished with permission",
    "read the original article",
    "you are receiving this",
    "you're receiving this",
    "you’re receiving this",
    "you received this message because",
    "to unsubscribe",
    "unsubscribe",
    "manage your preferences",
    "update your preferences",
    "view this email in your browser",
    "view in browser",
    "this email was sent to",
    "thanks for reading!",
    "subscribe for free",
    "subscribe to receive",
    "sign up for ",
    "sign up to ",
    "already a subscriber",
    "support our journalism",
    "support independent journalism",
    "this interview has been edited",
    "this interview was edited",
    "this interview has been condensed",
    "this interview has been lightly",
    "this conversation has been edited",
    "this transcript has been edited",
    "this transcript was ",
    "do you have a story",
    "do you have a tip",
    "got a tip",
    "have a tip",
    "have you been affected",
    "the times is committed to publishing",
    "the content is provided for information",
    "image source,",
    "image caption,",
    "filed under",
    "tags:",
    "tagged:",
    "tagged with",
    "topics:",
    "posted in ",
    "categories:",
    "category:",
    "keywords for this",
    "order reprints",
    "permalink",
    "cookies",
    "we use cookies",
    "terms of use",
    "terms of service",
    "privacy policy",
    "this site is protected by",
];

/// Why a line is furniture, where it is.
pub(super) fn reason(text: &str) -> Option<&'static str> {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '’' | '\''));
    if bare.is_empty() || text.len() > 400 {
        return None;
    }
    let start: String = bare.chars().take(48).collect::<String>().to_lowercase();
    if bare.len() <= 48 && (ALONE.contains(&start.as_str()) || counts(&start)) {
        return Some("stands beside articles on web pages");
    }
    STARTS.iter().any(|s| start.starts_with(s)).then_some("speaks of the page, not of its matter")
}

/// `3 comments`, `1.2K shares`, `5 min read`, `6 minute read`.
fn counts(text: &str) -> bool {
    let mut words = text.split([' ', '-', '\u{a0}']).filter(|w| !w.is_empty());
    let (Some(number), Some(what)) = (words.next(), words.next()) else { return false };
    let last = words.next_back();
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | 'm'))
        && match what {
            "comments" | "comment" | "shares" | "share" | "likes" | "views" | "reactions" | "replies" | "retweets"
            | "responses" | "kommentare" | "commentaires" | "comentarios" => last.is_none(),
            "min" | "mins" | "minute" | "minutes" | "min." => matches!(last, Some("read")),
            _ => false,
        }
}

/// The units that are furniture; `first` is the first unit of the text, before which counters may stand too.
pub(super) fn find(arena: &Arena<'_>, units: &[Unit]) -> Vec<(usize, &'static str)> {
    let lines_are = |unit: &Unit, is: &dyn Fn(&str) -> bool| {
        matches!(unit.shape, Shape::Prose | Shape::Lines(_))
            && unit.lines.len() <= 12
            && unit.lines.clone().all(|k| is(arena.content(k)))
    };
    let mut found: Vec<(usize, &'static str)> = Vec::new();
    let number = |t: &str| t.len() <= 6 && t.bytes().all(|b| b.is_ascii_digit());
    for (i, unit) in units.iter().enumerate() {
        let why = match &unit.shape {
            // A sentence may run over several lines; the others stand alone.
            Shape::Prose if unit.lines.len() > 1 && !lines_are(unit, &|t| reason(t).is_some()) => {
                let text = arena.content(unit.lines.start);
                reason(text)
                    .filter(|_| unit.lines.len() <= 6 && STARTS.iter().any(|s| text.to_lowercase().starts_with(s)))
            }
            Shape::Prose | Shape::Lines(_) => lines_are(unit, &|t| reason(t).is_some() || number(t))
                .then(|| unit.lines.clone().find_map(|k| reason(arena.content(k))))
                .flatten(),
            // A sign before a button looks like the bullet of a list.
            Shape::List(list) if list.items.len() == 1 && unit.lines.len() == 1 => {
                reason(arena.content(unit.lines.start))
            }
            _ => None,
        };
        if let Some(why) = why {
            found.push((i, why));
        }
    }
    // Counters: numbers alone beside buttons.
    let known: Vec<usize> = found.iter().map(|f| f.0).collect();
    for (i, unit) in units.iter().enumerate().take(16) {
        let beside = known.contains(&(i + 1)) || i > 0 && known.contains(&(i - 1));
        if beside && !known.contains(&i) && lines_are(unit, &number) {
            found.push((i, "a number among buttons"));
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_are_no_text() {
        for text in [
            "Share",
            "ADVERTISEMENT",
            "∙ Paid",
            "3 comments",
            "5 min read",
            "[Print]",
            "Unsubscribe: https://a.example",
        ] {
            assert!(reason(text).is_some(), "{text}");
        }
        for text in ["Share the load", "42", "Print is dead", "5 minutes later", "By Ann Lee", ""] {
            assert!(reason(text).is_none(), "{text}");
        }
    }
}
