//! Signs: by which forms a text is known as one of ours.

use super::super::arena::Arena;
use super::super::evidence::Evidence;
use super::super::line::Line;
use super::super::scores::{limit, set as scores};
use super::setting::is_made_of;
use crate::source::Cut as _;

/// What a heading's rule is made of, by level from 1.
pub(super) const RULES: [char; 6] = ['=', '-', '~', '^', '.', '\''];

/// What speaks for a text of ours; `None` where something in it speaks against it.
///
/// The title block and the list of notes are proof; of the other forms, which texts of others may share, several must
/// come together.
pub(super) fn evidence(arena: &Arena<'_>) -> Option<Evidence> {
    let (lines, text) = (&arena.lines, arena.text);
    if text.contains('\t') || text.contains('\u{c}') || text.contains("PROJECT GUTENBERG") {
        return None;
    }
    let mut evidence = Evidence::default();
    evidence.add_if(title(arena), scores::RULES_AS_LONG_AS_THE_TITLE_ABOVE_AND_BELOW_IT);
    evidence.add_if(references(arena).is_some(), scores::NOTES_BEHIND_A_RULE_OF_TWENTY_UNDERSCORES);
    if evidence.score() >= limit::PROOF {
        return Some(evidence);
    }
    let mut seen = Seen { ascii: text.is_ascii(), ..Seen::default() };
    let mut blank = 0;
    for (k, line) in lines.iter().enumerate() {
        if line.is_blank() {
            blank += 1;
            continue;
        }
        // Three blank lines stand between verbatim lines only.
        if std::mem::take(&mut blank) > 2 && k > 3 && line.indent < 6 {
            return None;
        }
        seen.line(arena, k)?;
    }
    seen.add_to(&mut evidence);
    Some(evidence)
}

/// Forms that were met.
#[derive(Default)]
struct Seen {
    ascii: bool,
    headings: usize,
    tables: usize,
    boxes: usize,
    sources: usize,
    bars: usize,
    images: usize,
    details: usize,
    labels: usize,
    formulas: usize,
    senses: usize,
    pages: usize,
    breaks: usize,
    bullets: usize,
    nested: usize,
    indents: [usize; 8],
}

impl Seen {
    /// Looks at a line; `None`: we never write such a line.
    fn line(&mut self, arena: &Arena<'_>, k: usize) -> Option<()> {
        let line = &arena.lines[k];
        let text = arena.content(k);
        let blank = |at: Option<usize>| at.and_then(|at| arena.lines.get(at)).is_none_or(Line::is_blank);
        let (above, below) = (blank(k.checked_sub(1)), blank(Some(k + 1)));
        match text.as_bytes()[0] {
            b'#' if line.indent == 0 && text.trim_start_matches('#').starts_with(' ') => return None,
            b'`' if text.starts_with("```") && line.indent < 6 => return None,
            b'>' if line.indent < 6 => return None,
            // Bars and bullets of ASCII in a text that is not all ASCII.
            b'|' if line.indent < 6 && !self.ascii => return None,
            b'-' | b'*' | b'+' if line.indent == 0 && !self.ascii && text.cut(1..).starts_with(' ') && above => {
                return None;
            }
            _ => {}
        }
        if line.indent == 0 && !above && below && text.len() >= 3 {
            let first = text.chars().next().unwrap_or(' ');
            if let Some(level) = RULES.iter().position(|&r| r == first).filter(|_| is_made_of(text, first, 3)) {
                let top = (0..k).rev().take_while(|&j| !arena.lines[j].is_blank()).last().unwrap_or(k);
                let space = arena.lines[..top].iter().rev().take_while(|l| l.is_blank()).count();
                let far = top == 0 || space == top || if level < 2 { space == 2 } else { (1..=2).contains(&space) };
                if !underlines(arena, top, k) || !far {
                    return None;
                }
                self.headings += 1;
            }
        }
        let next = || arena.lines.get(k + 1).filter(|l| !l.is_blank());
        match (line.indent, text.chars().next()) {
            (_, Some('╞' | '╒')) => self.tables += 1,
            (_, Some('┌')) if text.ends_with('┐') => self.boxes += 1,
            (4, Some('—')) if above && text.starts_with("— ") => self.sources += 1,
            (0, Some('│')) if text.len() == 3 || text.starts_with("│ ") && !text.ends_with('│') => self.bars += 1,
            (_, Some('[')) if text.starts_with("[Image: ") => self.images += 1,
            (0, Some('[')) if text.starts_with("[+] ") => self.details += 1,
            (4, Some('[')) if text.ends_with(']') && next().is_some_and(|l| l.indent >= 6) => self.labels += 1,
            (10.., Some('*')) if text == "* * *" && above && below => self.breaks += 1,
            (0, Some('─')) if above && below && is_made_of(text, '─', 30) => self.pages += 1,
            (12, _) if above => self.formulas += 1,
            (4, Some(':')) if text.starts_with(": ") && !above => self.senses += 1,
            (2.., Some('–' | '·')) if self.bullets > 0 && text.contains(' ') => self.nested += 1,
            (0, Some('•')) if text.starts_with("• ") => self.bullets += 1,
            (n @ 2..=7, _) if above => self.indents[n as usize] += 1,
            // A term with its definition.
            (4, _) if k > 0 && arena.lines[k - 1].indent == 0 => self.indents[4] += 1,
            _ => {}
        }
        Some(())
    }

    /// Whether a form was met that is hardly used by others.
    fn is_strong(&self) -> bool {
        let framed = self.headings + self.tables + self.boxes + self.pages;
        let named = self.sources + self.images + self.details + self.labels + self.senses;
        framed + named + self.nested > 0 || self.bars > 1 || self.formulas > 1
    }

    fn add_to(&self, evidence: &mut Evidence) {
        if !self.is_strong() {
            return;
        }
        evidence.add_if(self.headings > 0, scores::RULES_EXACTLY_AS_LONG_AS_THE_HEADINGS_ABOVE_THEM);
        evidence.add_if(self.headings > 1, scores::SEVERAL_OF_THEM);
        evidence.add_if(self.tables > 0, scores::TABLES_IN_OUR_FRAMES);
        evidence.add_if(self.boxes > 0, scores::TABLES_IN_FRAMES);
        evidence.add_if(self.sources > 0, scores::SOURCE_OF_A_QUOTATION_AT_ITS_INDENT);
        evidence.add_if(self.bars > 1, scores::TEXT_BEHIND_BARS);
        evidence.add_if(self.images > 0, scores::PICTURES_NAMED_IN_BRACKETS);
        evidence.add_if(self.details > 0, scores::FOLDED_TEXT);
        evidence.add_if(self.labels > 0, scores::CODE_WITH_ITS_LANGUAGE);
        evidence.add_if(self.formulas > 0, scores::FORMULAS_AT_THEIR_INDENT);
        evidence.add_if(self.formulas > 1, scores::SEVERAL_FORMULAS);
        evidence.add_if(self.senses > 1, scores::DEFINITIONS_BEHIND_COLONS);
        evidence.add_if(self.pages > 0, scores::RULES_ACROSS_THE_PAGE);
        evidence.add_if(self.breaks > 0, scores::BREAK_IN_THE_MIDDLE_OF_THE_MEASURE);
        evidence.add_if(self.bullets > 0, scores::BULLETS);
        evidence.add_if(self.nested > 0, scores::OTHERS_IN_ITEMS);
        evidence.add_if(self.indents[6] > 0, scores::VERBATIM_LINES_AT_THEIR_INDENT);
        evidence.add_if(self.indents[4] > 0, scores::QUOTATIONS_OR_DEFINITIONS_AT_THEIR_INDENT);
        evidence.add_if(self.indents[3] + self.indents[5] > 0, scores::KEPT_LINES_AT_THEIR_INDENT);
    }
}

/// Whether line `rule` is as long as the longest of the lines from `top` on.
pub(super) fn underlines(arena: &Arena<'_>, top: usize, rule: usize) -> bool {
    fits(&arena.lines[top..rule], arena.text, arena.lines[rule].width)
}

/// Whether a rule of so many cells is as long as the longest of some lines. The cells of letters beyond ASCII may be
/// counted differently.
pub(super) fn fits(lines: &[Line], text: &str, rule: u32) -> bool {
    let widest = lines.iter().map(|l| l.width).max().unwrap_or(0).max(3);
    let beyond = lines.iter().map(|l| l.of(text).chars().filter(|&c| c as u32 >= 0x300).count()).max().unwrap_or(0);
    !lines.is_empty()
        && rule.abs_diff(widest) <= if lines.iter().all(|l| l.of(text).is_ascii()) { 0 } else { beyond as u32 }
}

/// Whether the text begins with our title block: rules of its length above and below, then two blank lines.
fn title(arena: &Arena<'_>) -> bool {
    let lines = &arena.lines;
    let rule = |k: usize| lines[k].indent == 0 && is_made_of(arena.content(k), '=', 3);
    let Some(top) = (0..lines.len().min(16)).find(|&k| rule(k)) else { return false };
    let Some(below) = (top + 2..lines.len().min(top + 12)).find(|&k| rule(k)) else { return false };
    let inside = lines[top + 1..below].iter().all(|l| !l.is_blank());
    if !inside || lines[top].width != lines[below].width || !underlines(arena, top + 1, below) {
        return false;
    }
    let mut blank = 0;
    for line in &lines[below + 1..lines.len().min(below + 40)] {
        blank = if line.is_blank() { blank + 1 } else { 0 };
        if blank == 2 {
            return true;
        }
    }
    below + 40 > lines.len()
}

/// The rule above the notes and addresses.
pub(super) fn references(arena: &Arena<'_>) -> Option<usize> {
    let lines = &arena.lines;
    let rule = |k: usize| lines[k].indent == 0 && lines[k].width == 20 && is_made_of(arena.content(k), '_', 20);
    let k = (0..lines.len()).rev().find(|&k| lines[k].width == 20 && rule(k))?;
    let above = k >= 2 && lines[k - 1].is_blank() && lines[k - 2].is_blank() || k == 0;
    let entry = lines.get(k + 2).is_some_and(|l| l.of(arena.text).starts_with("[1]"));
    (above && lines.get(k + 1).is_some_and(Line::is_blank) && entry).then_some(k)
}

/// The column that lines were filled to: that of the longest line of running text.
pub(super) fn measure(lines: &[Line], text: &str) -> u32 {
    let running = |l: &&Line| {
        let content = l.of(text);
        l.indent < 6
            && content.contains(' ')
            && !content.contains("://")
            && !content.starts_with(['│', '|', '┌', '├', '╞', '└', '╒', '╘', '+'])
    };
    lines.iter().filter(running).map(Line::right).max().unwrap_or(0)
}
