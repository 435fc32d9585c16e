//! Scans the text of a paragraph and collects the edits, from left to right.

use super::quotes::Quotes;
use super::range::HOURS;
use super::{Edit, Habits, range};
use crate::source::Cut as _;
use crate::words::list::List;
use crate::words::{Marks, Spaces};

/// Titles before a name and abbreviations before a number; a no-break space follows them.
static TITLES: List = List::new(|cues| cues.numerals.titles);
static COUNTED: List = List::new(|cues| cues.numerals.counted);

/// Signs of units that stay with their number, the same in all languages: SI units (SI Brochure, 9th edition, 2 to 4), and
/// what computers and typesetters count.
const UNITS: [&str; 46] = [
    "km", "m", "cm", "mm", "nm", "µm", "kg", "g", "mg", "t", "l", "ml", "L", "ms", "s", "min", "h", "Hz", "kHz", "MHz",
    "GHz", "kB", "MB", "GB", "TB", "KB", "KiB", "MiB", "GiB", "V", "kV", "W", "kW", "MW", "GW", "kWh", "Pa", "hPa",
    "bar", "°C", "°F", "pt", "px", "dpi", "€", "kcal",
];

/// Whether a word stays with the number before it: the sign of a unit, or what stands behind an hour.
fn is_unit(word: &str) -> bool {
    UNITS.contains(&word) || HOURS.holds(word)
}

/// Bytes at which the scan stops.
const STOPS: [bool; 256] = {
    let mut table = [false; 256];
    let stops = b"\"'-. :;!?\xc2";
    let mut i = 0;
    while i < stops.len() {
        table[stops[i] as usize] = true;
        i += 1;
    }
    table
};

/// Finds the changes to a text; `edits` is emptied first.
pub(super) fn scan(flat: &str, marks: &'static Marks, habits: Habits, edits: &mut Vec<Edit>) {
    edits.clear();
    let mut scanner = Scanner { flat, bytes: flat.as_bytes(), marks, habits, edits };
    let mut quotes = Quotes::new(flat, marks, habits);
    let mut at = 0;
    while let Some(step) = scanner.bytes[at..].iter().position(|&b| STOPS[usize::from(b)]) {
        at += step;
        at = match scanner.bytes[at] {
            b'"' => {
                if let Some(edit) = quotes.double(at) {
                    scanner.push(edit);
                }
                at + 1
            }
            b'\'' => {
                if let Some(edit) = quotes.single(at) {
                    scanner.push(edit);
                }
                at + 1
            }
            b'-' => scanner.hyphens(at),
            b'.' => scanner.dots(at),
            b' ' => scanner.space(at),
            0xc2 => scanner.sign(at),
            _ => scanner.high(at),
        };
    }
    quotes.nest(edits);
}

struct Scanner<'a> {
    flat: &'a str,
    bytes: &'a [u8],
    marks: &'static Marks,
    habits: Habits,
    edits: &'a mut Vec<Edit>,
}

impl Scanner<'_> {
    fn push(&mut self, edit: Edit) {
        if self.edits.last().is_none_or(|last| last.end <= edit.start) {
            self.edits.push(edit);
        }
    }

    fn replace(&mut self, start: usize, end: usize, with: &'static str) {
        self.push(Edit { start, end, with });
    }

    fn before(&self, at: usize) -> Option<char> {
        self.flat.cut(..at).chars().next_back()
    }

    fn after(&self, end: usize) -> Option<char> {
        self.flat.cut(end..).chars().next()
    }

    fn run(&self, at: usize, byte: u8) -> usize {
        self.bytes[at..].iter().take_while(|&&b| b == byte).count()
    }

    /// Hyphens: a dash, an en rule of a range, or hyphens that stay.
    fn hyphens(&mut self, at: usize) -> usize {
        let length = self.run(at, b'-');
        let end = at + length;
        let (before, after) = (self.before(at), self.after(end));
        let spaced = before == Some(' ') && after.is_none_or(|c| c == ' ' || c == '\n');
        let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        match length {
            1 if spaced && after.is_some() && at > 1 => {
                // Between numbers it is a minus sign, which stays.
                let numbers = digits(self.before(at - 1)) && digits(self.after(end + 1));
                if !numbers {
                    self.replace(at - 1, end, "\u{a0}–");
                }
            }
            1 if digits(after)
                && (digits(before) || matches!(before, Some('.' | 'h')))
                && range::is_range(self.flat, at, is_unit) =>
            {
                self.replace(at, end, "–");
            }
            2 | 3
                if matches!(before, Some('<' | '!' | '-' | '|' | '+'))
                    || matches!(after, Some('>' | '-' | '|' | '+')) => {}
            2 if digits(before) && digits(after) => self.replace(at, end, "–"),
            2 | 3 if spaced && at > 1 => {
                let with = if length == 2 { "\u{a0}–" } else { "\u{a0}—" };
                self.replace(at - 1, end, with);
            }
            // `--flag` is an option of a command.
            2 if before.is_none_or(char::is_whitespace) && after.is_some_and(|c| !c.is_whitespace()) => {}
            // The same behind an opening mark: `("--all")`.
            2 if self.opens_before(at) && after.is_some_and(|c| c.is_ascii_lowercase()) => {}
            2 if self.habits.long_dashes => self.replace(at, end, "–"),
            2 if before.is_none() => self.replace(at, end, "—"),
            2 => self.replace(at, end, self.marks.dash),
            3 => self.replace(at, end, "—"),
            _ => {}
        }
        end
    }

    /// Whether marks that open, and only those, stand between a space and this place.
    fn opens_before(&self, at: usize) -> bool {
        let opening = |c: char| matches!(c, '"' | '\'' | '(' | '[' | '{' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '/');
        let head = self.flat.cut(..at).trim_end_matches(opening);
        head.len() < at && head.chars().next_back().is_none_or(char::is_whitespace)
    }

    /// Dots: an ellipsis, or an abbreviation that stays with what follows.
    fn dots(&mut self, at: usize) -> usize {
        let length = self.run(at, b'.');
        let end = at + length;
        if length == 1 && self.bytes[at..].starts_with(b". . .") {
            let spaced =
                self.bytes[at..].iter().enumerate().take_while(|(i, b)| **b == if i % 2 == 0 { b'.' } else { b' ' });
            let count = spaced.count();
            let end = at + count - usize::from(count % 2 == 0);
            match count.div_ceil(2) {
                3 => self.replace(at, end, "…"),
                4 => self.replace(at, end, "…."),
                _ => {}
            }
            return end;
        }
        match length {
            1 if self.bytes.get(end) == Some(&b' ') => self.abbreviation(at),
            3 if self.after(end) != Some('/') => self.replace(at, end, "…"),
            // Behind a space four dots are leaders to a page number.
            4 if self.before(at).is_some_and(|c| !c.is_whitespace()) => self.replace(at, end, "…."),
            _ => {}
        }
        end
    }

    fn abbreviation(&mut self, at: usize) {
        let length = self.bytes[..at].iter().rev().take(5).take_while(|b| b.is_ascii_alphabetic()).count();
        let start = at - length;
        if length == 0 || length > 4 || self.before(start).is_some_and(|c| c.is_alphanumeric() || c == '.') {
            return;
        }
        let word = self.flat.cut(start..at);
        let next = self.after(at + 2);
        let titled = next.is_some_and(char::is_uppercase)
            && TITLES.holds(word)
            // A single letter is an initial; only French has a title of one letter, `M.`
            && (word.len() > 1 || self.marks.spaces.is_some());
        let numbered = next.is_some_and(|c| c.is_ascii_digit()) && COUNTED.holds(word);
        if titled || numbered {
            self.replace(at + 1, at + 2, "\u{a0}");
        }
    }

    /// A space: becomes a no-break space between a number and its unit, and before French punctuation.
    fn space(&mut self, at: usize) -> usize {
        let next = self.bytes.get(at + 1).copied().unwrap_or(0);
        if let Some(spaces) = self.marks.spaces {
            let spaced = match next {
                b';' | b'!' | b'?' if spaces == Spaces::High => Some("\u{202f}"),
                b':' => Some("\u{a0}"),
                0xc2 if self.bytes.get(at + 2) == Some(&0xbb) => Some("\u{a0}"),
                _ => None,
            };
            if let Some(with) = spaced
                && at > 0
            {
                self.replace(at, at + 1, with);
                // Skips the mark: `high` would insert a second space.
                return at + 2;
            }
        }
        if at > 0 && self.bytes[at - 1].is_ascii_digit() {
            let rest = self.flat.cut(at + 1..);
            let length = rest.find(|c: char| !c.is_alphabetic() && c != '°').unwrap_or(rest.len());
            let is_unit =
                matches!(next, b'%') || rest.starts_with(['‰', '€', '£']) || length > 0 && is_unit(rest.cut(..length));
            if is_unit {
                self.replace(at, at + 1, "\u{a0}");
            }
        }
        at + 1
    }

    /// `§ 5`, `« text »`.
    fn sign(&mut self, at: usize) -> usize {
        let end = at + 2;
        match (self.bytes.get(at + 1), self.bytes.get(end)) {
            (Some(0xa7), Some(b' ')) if self.bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => {
                self.replace(end, end + 1, "\u{a0}");
            }
            (Some(0xab), next) if self.marks.spaces.is_some() => match next {
                Some(b' ') => self.replace(end, end + 1, "\u{a0}"),
                _ if self.after(end).is_some_and(|c| !c.is_whitespace()) => self.replace(at, end, "«\u{a0}"),
                _ => {}
            },
            (Some(0xbb), _) if self.marks.spaces.is_some() && self.before(at).is_some_and(|c| !c.is_whitespace()) => {
                self.replace(at, end, "\u{a0}»");
            }
            _ => {}
        }
        end
    }

    /// French punctuation that takes a space before it.
    fn high(&mut self, at: usize) -> usize {
        let Some(spaces) = self.marks.spaces else { return at + 1 };
        let end = at + self.bytes[at..].iter().take_while(|b| b":;!?".contains(b)).count();
        let text_before = self
            .before(at)
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '»' | '”' | '’' | '"' | super::OBJECT));
        let ends = self.after(end).is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '»' | ')' | '\'' | '”'));
        let with = match self.bytes[at] {
            b':' => "\u{a0}:",
            _ if spaces == Spaces::Colon => return end,
            b';' => "\u{202f};",
            b'!' => "\u{202f}!",
            _ => "\u{202f}?",
        };
        if text_before && ends {
            self.replace(at, at + 1, with);
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cursor, rewrite};
    use super::*;

    fn set_in(tag: &str, text: &str) -> String {
        let mut edits = Vec::new();
        let habits = Habits { single_first: text.starts_with('\''), long_dashes: text.contains("---") };
        scan(text, crate::words::marks(tag), habits, &mut edits);
        let mut out = text.to_owned();
        rewrite(&mut out, &mut Cursor { at: 0, edits: &edits });
        out.replace('\u{a0}', "~").replace('\u{202f}', "_")
    }

    fn set(text: &str) -> String {
        set_in("en", text)
    }

    #[test]
    fn quotation_marks() {
        assert_eq!(set(r#""Well," he said, "no.""#), "“Well,” he said, “no.”");
        assert_eq!(set(r#""'Tis 'done'," she said."#), "“’Tis ‘done’,” she said.");
        assert_eq!(set(r#"He said ("quietly") "...and so on" --"no"."#), "He said (“quietly”) “…and so on” --“no”.");
        assert_eq!(set(r#""I was going to--" he stopped."#), "“I was going to—” he stopped.");
        assert_eq!(set(r#""A speech that goes on"#), "“A speech that goes on");
        assert_eq!(set(r#""He said, 'Go!'""#), "“He said, ‘Go!’”");
    }

    #[test]
    fn apostrophes_and_primes() {
        assert_eq!(
            set("Don't. The '90s, rock 'n' roll, the dogs' tails, give 'em that"),
            "Don’t. The ’90s, rock ’n’ roll, the dogs’ tails, give ’em that"
        );
        assert_eq!(set("'Tis and 'twas"), "’Tis and ’twas");
        assert_eq!(set("'It's mine,' he said."), "‘It’s mine,’ he said.");
        assert_eq!(set(r#"He is 5'10" tall; a 6' wall, a 12" disk."#), "He is 5′10″ tall; a 6′ wall, a 12″ disk.");
    }

    #[test]
    fn dashes_and_dots() {
        assert_eq!(set("one--two -- three - four"), "one—two~– three~– four");
        assert_eq!(set("one---two and 3--5"), "one—two and 3–5");
        assert_eq!(set("a \"--help\", '--version', (--all), [--flag]"), "a “--help”, ‘--version’, (--all), [--flag]");
        assert_eq!(set("\"I was--\" (so--or not)"), "“I was—” (so—or not)");
        assert_eq!(set("Preface .... 5"), "Preface .... 5");
        assert_eq!(set("use --flag, <!-- no -->, a ---- b"), "use --flag, <!-- no -->, a ---- b");
        assert_eq!(
            set("1914-1918, 1914-18, pp. 3-5, 555-1234, 2026-03-14, 5 - 3"),
            "1914–1918, 1914–18, pp.~3–5, 555-1234, 2026-03-14, 5 - 3"
        );
        assert_eq!(set("Well... so . . . there.... no.. .....,"), "Well… so … there…. no.. .....,");
    }

    #[test]
    fn spaces_that_hold() {
        assert_eq!(
            set("Mr. Smith, No. 5, 10 km, 5 %, § 3; the end. No"),
            "Mr.~Smith, No.~5, 10~km, 5~%, §~3; the end. No"
        );
        assert_eq!(set_in("fr", r#"Quoi? Non ! "Oui": «bon» à 12:30."#), "Quoi_? Non_! «~Oui~»~: «~bon~» à 12:30.");
    }

    #[test]
    fn hours_hold_their_words() {
        assert_eq!(set_in("de", "um 9 Uhr, 10-12 Uhr"), "um 9~Uhr, 10–12~Uhr");
        assert_eq!(set_in("nl", "om 9 uur"), "om 9~uur");
        assert_eq!(set("at 9 AM, 9 amperes"), "at 9~AM, 9 amperes");
    }

    #[test]
    fn quotation_marks_in_scripts_without_spaces() {
        for (text, expected) in [
            (r#"彼は"はい"と言った。"#, "彼は“はい”と言った。"),
            (r#"他说"你好"，然后"再见"。"#, "他说“你好”，然后“再见”。"),
            (r#"他说："你好。"她说："好。""#, "他说：“你好。”她说：“好。”"),
            (r#"（"你好"）——"再见"——他说"#, "（“你好”）——“再见”——他说"),
            (r#"彼は"hello"と"#, "彼は“hello”と"),
            (r#"他说'你好'，然后"#, "他说‘你好’，然后"),
            (r#"그는 "네"라고 했다. 그는"네"라고"#, "그는 “네”라고 했다. 그는“네”라고"),
            (r#"เขาพูดว่า"ใช่"แล้ว"#, "เขาพูดว่า“ใช่”แล้ว"),
            (r#"第"3"章"#, "第“3”章"),
            ("Let's 说 don't", "Let’s 说 don’t"),
        ] {
            assert_eq!(set_in("zh", text), expected);
        }
    }

    #[test]
    fn marks_within_words() {
        let hebrew = r#"צה"ל, "דו"ח מבקר" ו"הארץ" כתב, ג'ורג'"#;
        assert_eq!(set_in("he", hebrew), r#"צה"ל, “דו"ח מבקר” ו“הארץ” כתב, ג'ורג'"#);
        assert_eq!(set_in("ar", r#"قال "نعم" و"لا"."#), "قال «نعم» و«لا».");
        assert_eq!(set_in("it", r#"all'"Aida" e l'"Otello""#), "all’«Aida» e l’«Otello»");
        assert_eq!(set_in("fr", r#"l'"école""#), "l’«~école~»");
    }

    #[test]
    fn quotations_within_quotations() {
        assert_eq!(set_in("ru", r#""a: "b"""#), "«a: „b“»");
        assert_eq!(set_in("ru", r#"Он: "a "b" c "d" e". "f""#), "Он: «a „b“ c „d“ e». «f»");
        assert_eq!(set_in("ru", r#""a "b "c" d" e""#), "«a „b «c» d“ e»");
        assert_eq!(set_in("de", r#""a "b" c""#), "„a ‚b‘ c“");
        // The first one does not end here.
        assert_eq!(set_in("ru", r#""a. "b." "c.""#), "«a. «b.» «c.»");
    }

    #[test]
    fn words_that_lost_their_beginning() {
        assert_eq!(
            set_in("nl", "'s Avonds zag 't kind 'n kat, zei 'ie' 'zo'."),
            "’s Avonds zag ’t kind ’n kat, zei ‘ie’ ‘zo’."
        );
        for head in ["'s Avonds 'wel'", "'t Kind 'wel'", "'n Man 'wel'", "'k Weet 'wel'", "'m 'wel'"] {
            assert_eq!(set_in("nl", head), format!("’{}", head[1..].replace("'wel'", "‘wel’")));
        }
        assert_eq!(set_in("af", "'n Man 'wel'"), "’n Man ‚wel’");
        assert_eq!(set_in("de", "'ne Frau, 's war 'so'"), "’ne Frau, ’s war ‚so‘");
        assert_eq!(set_in("da", "'til' og rock 'n' roll"), "›til‹ og rock ’n’ roll");
        assert_eq!(
            set("'I love rock 'n' roll,' he said; 'em' and the '90s"),
            "‘I love rock ’n’ roll,’ he said; ‘em’ and the ’90s"
        );
    }

    #[test]
    fn feet_and_minutes() {
        assert_eq!(
            set(r#"6' 2" and 5'10", 40° 26' 46" N, 79° 58' 56.5" W"#),
            "6′ 2″ and 5′10″, 40° 26′ 46″ N, 79° 58′ 56.5″ W"
        );
        assert_eq!(set(r#""He is 6' 2" tall," she said."#), "“He is 6′ 2″ tall,” she said.");
    }

    #[test]
    fn an_apostrophe_behind_a_closed_quotation_is_none_that_closes() {
        for (tag, text, expected) in [
            ("de", "'So' riefen der Hunde' wegen alle.", "‚So‘ riefen der Hunde’ wegen alle."),
            ("de", "'Ja' und 'nein', der Hunde' wegen", "‚Ja‘ und ‚nein‘, der Hunde’ wegen"),
            ("de", "'So der Hunde'", "‚So der Hunde‘"),
            ("en", "'So' said the dogs' owners.", "‘So’ said the dogs’ owners."),
            ("nl", "'Zo' zei Hans' moeder.", "‘Zo’ zei Hans’ moeder."),
            ("pl", "'Tak' i Jacques' dom", "‚Tak’ i Jacques’ dom"),
        ] {
            assert_eq!(set_in(tag, text), expected, "{tag}");
        }
    }

    #[test]
    fn a_title_of_one_letter_is_french() {
        for tag in ["fr", "fr-CA"] {
            assert_eq!(set_in(tag, "Voici M. Dupont, J. Dupont."), "Voici M.~Dupont, J. Dupont.", "{tag}");
        }
        for tag in ["en", "de", "es", "it", "nl", "pl", "ru", "fr-CH"] {
            assert_eq!(set_in(tag, "So M. Dupont; Dr. No."), "So M. Dupont; Dr.~No.", "{tag}");
        }
    }

    #[test]
    fn quotation_marks_by_language() {
        assert_eq!(set_in("de", r#""Das 'ist' so""#), "„Das ‚ist‘ so“");
        assert_eq!(set_in("de-CH", r#""so""#), "«so»");
        assert_eq!(set_in("pl", r#""tak""#), "„tak”");
        assert_eq!(set_in("sv", r#""ja""#), "”ja”");
        assert_eq!(set_in("es", r#""sí""#), "«sí»");
    }
}
