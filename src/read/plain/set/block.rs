//! Lines → blocks. Every kind of block has an indent of its own (relative to what holds it); what is flush is told by
//! its first line or by what stands directly below.

use super::super::line::{Line, columns};
use super::inline::After;
use super::setting::{Region, Setting, is_made_of, run_end};
use super::sign::{RULES, fits};
use crate::document::{
    AlertKind, Block, BlockKind, CodeBlock, Definition, Figure, Heading, Inline, Math, Placement, Role,
};
use crate::read::MAX_DEPTH;
use crate::source::{Cut as _, Span};

/// The indents of blocks.
const LETTER: u32 = 2;
const LINES: u32 = 3;
const QUOTE: u32 = 4;
const VERSE: u32 = 5;
const CODE: u32 = 6;
const ABSTRACT: u32 = 9;
const ADDRESS: u32 = 11;
const FORMULA: u32 = 12;
const EPIGRAPH: u32 = 20;
const DEDICATION: u32 = 24;
/// Cells by which turned-over lines (a long line's continuation) are indented further.
const TURNED: u32 = 4;

impl Setting<'_> {
    /// The blocks of some lines.
    pub(super) fn blocks(&self, lines: &[Line], region: Region) -> Vec<Block> {
        self.spaced(lines, region).into_iter().map(|(_, block)| block).collect()
    }

    /// The blocks of some lines, each with the number of blank lines before it.
    pub(super) fn spaced(&self, lines: &[Line], region: Region) -> Vec<(u32, Block)> {
        let mut out: Vec<(u32, Block)> = Vec::new();
        let (mut i, mut blank) = (0, 2);
        while i < lines.len() {
            if lines[i].is_blank() {
                blank += 1;
                i += 1;
                continue;
            }
            let mut made = Vec::new();
            i = self.block(lines, i, region, &mut made);
            // Text directly below a table, code, a formula or a group is its caption.
            let below = lines.get(i).filter(|l| !l.is_blank() && l.indent == region.base);
            let captioned = matches!(
                made.last().map(|b: &Block| &b.kind),
                Some(
                    BlockKind::Code(_)
                        | BlockKind::Table(_)
                        | BlockKind::Math(_)
                        | BlockKind::Quote(_)
                        | BlockKind::Group(_)
                )
            );
            if below.is_some()
                && captioned
                && let Some(shown) = made.pop()
            {
                let end = run_end(lines, i);
                let caption = self.running(&lines[i..end], region);
                made.push(figure(shown, caption, self.span(&lines[i..end])));
                i = end;
            }
            for block in made {
                out.push((std::mem::take(&mut blank), block));
            }
        }
        out
    }

    /// The place of some lines in the source.
    pub(super) fn span(&self, lines: &[Line]) -> Span {
        let filled = || lines.iter().filter(|l| !l.is_blank());
        let start = filled().map(|l| l.start).min().unwrap_or(0);
        let end = filled().map(|l| l.end).max().unwrap_or(start);
        self.source.span(start as usize..end as usize)
    }

    fn content(&self, line: &Line) -> &str {
        line.of(self.text)
    }

    /// Reads the block that begins at line `i`; gives the line behind it.
    fn block(&self, lines: &[Line], i: usize, region: Region, out: &mut Vec<Block>) -> usize {
        let line = &lines[i];
        let text = self.content(line);
        let relative = line.indent.saturating_sub(region.base);
        let alone = lines.get(i + 1).is_none_or(Line::is_blank);
        if region.depth >= MAX_DEPTH {
            return self.run(lines, i, region, out);
        }
        if self.is_rule(lines, i) && relative != CODE {
            out.push(Block::new(BlockKind::Rule, self.span(&lines[i..=i])));
            return i + 1;
        }
        if relative == 0 {
            if let Some(end) = self.table(lines, i, i, region, out).or_else(|| self.records(lines, i, i, region, out)) {
                return end;
            }
            if alone && is_made_of(text, self.dash(), 10) {
                out.push(Block::new(BlockKind::PageBreak, self.span(&lines[i..=i])));
                return i + 1;
            }
            if self.bar(text).is_some() {
                return self.aside(lines, i, region, out);
            }
            if text == "[+]" || text.starts_with("[+] ") {
                return self.details(lines, i, region, out);
            }
        }
        if relative == 0
            && let Some(end) = self.heading(lines, i, region, out)
        {
            return end;
        }
        if let Some(end) = self.list(lines, i, region, out) {
            return end;
        }
        if relative >= 2 {
            return self.indented(lines, i, region, out);
        }
        self.run(lines, i, region, out)
    }

    /// Whether a line is a break, with nothing directly below it.
    fn is_rule(&self, lines: &[Line], i: usize) -> bool {
        self.content(&lines[i]) == "* * *" && lines.get(i + 1).is_none_or(Line::is_blank)
    }

    fn dash(&self) -> char {
        if self.ascii { '-' } else { '─' }
    }

    /// The bytes of the bar that a line stands behind.
    fn bar(&self, text: &str) -> Option<usize> {
        let bar = if self.ascii { "|" } else { "│" };
        let rest = text.strip_prefix(bar)?;
        (rest.is_empty() || rest.starts_with(' ')).then_some(bar.len())
    }

    /// Where a block ends whose lines stand at `least` or further in: at a line further out, or at two blank lines.
    /// Verbatim lines may hold two blank lines.
    pub(super) fn inner_end(&self, lines: &[Line], from: usize, least: u32) -> usize {
        let (mut end, mut blank) = (from, 0);
        for (k, line) in lines.iter().enumerate().skip(from) {
            if line.is_blank() {
                blank += 1;
                continue;
            }
            let verbatim = |l: &Line| l.indent >= least + CODE;
            let code = blank == 2 && verbatim(line) && end > from && verbatim(&lines[end - 1]);
            if line.indent < least || blank >= 2 && (!code || self.is_rule(lines, k)) {
                break;
            }
            end = k + 1;
            blank = 0;
        }
        end
    }

    /// A block that is told by its indent.
    fn indented(&self, lines: &[Line], i: usize, region: Region, out: &mut Vec<Block>) -> usize {
        let least = |lines: &[Line]| {
            lines.iter().filter(|l| !l.is_blank()).map(|l| l.indent.saturating_sub(region.base)).min().unwrap_or(0)
        };
        let mut end = self.inner_end(lines, i, region.base + 2);
        // Verbatim lines may hold two blank lines.
        if least(&lines[i..end]) >= CODE {
            end = self.verbatim_end(lines, end, region.base + CODE);
        }
        let own = &lines[i..end];
        if lines[i].indent - region.base == QUOTE
            && let Some(language) = self.label(&lines[i])
            && own.len() > 1
            && !own[1].is_blank()
            && least(&own[1..]) >= CODE
        {
            let end = self.verbatim_end(lines, end, region.base + CODE);
            out.push(self.code(&lines[i + 1..end], region.base + CODE, Some(language), self.span(&lines[i..end])));
            return end;
        }
        let span = self.span(own);
        let inside = |indent: u32, right: u32| region.inside(indent).narrowed(right);
        let group = |indent: u32, right: u32, role: Role| {
            Block::new(BlockKind::Group(self.quoted(own, inside(indent, right))), span).role(role)
        };
        match least(own) {
            LETTER => out.push(group(LETTER, 0, Role::Letter)),
            LINES => out.extend(self.stanzas(own, region.base + LINES)),
            ADDRESS => {
                out.extend(self.stanzas(own, region.base + ADDRESS).into_iter().map(|b| b.role(Role::Address)));
            }
            VERSE => {
                let mut stanzas = self.stanzas(own, region.base + VERSE);
                stanzas.iter_mut().for_each(|stanza| self.attribution(std::slice::from_mut(stanza)));
                out.push(Block::new(BlockKind::Group(stanzas), span).role(Role::Verse));
            }
            CODE => out.push(self.code(own, region.base + CODE, None, span)),
            ABSTRACT => out.push(group(ABSTRACT, 9, Role::Abstract)),
            FORMULA => out.extend(self.formulas(own, region.base + FORMULA)),
            EPIGRAPH => out.push(group(EPIGRAPH, 0, Role::Epigraph)),
            DEDICATION => out.push(group(DEDICATION, 0, Role::Dedication)),
            _ => {
                let rule = |l: &Line| is_made_of(self.content(l), self.dash(), 10);
                let last = own.len() - 1;
                if last >= 2 && rule(&own[0]) && rule(&own[last]) {
                    let inner = self.quoted(&own[1..last], inside(QUOTE, QUOTE));
                    out.push(Block::new(BlockKind::Group(inner), span).role(Role::PullQuote));
                } else {
                    out.push(Block::new(BlockKind::Quote(self.quoted(own, inside(QUOTE, QUOTE))), span));
                }
            }
        }
        end
    }

    /// Goes on behind `end` over two blank lines, as long as verbatim lines follow.
    fn verbatim_end(&self, lines: &[Line], end: usize, base: u32) -> usize {
        let mut end = end;
        while let Some(next) = (end..lines.len()).find(|&k| !lines[k].is_blank()) {
            if next - end > 2 || lines[next].indent < base || self.is_rule(lines, next) {
                break;
            }
            let more = (next..lines.len()).find(|&k| lines[k].is_blank() || lines[k].indent < base);
            end = more.unwrap_or(lines.len());
        }
        end
    }

    /// The language that a line directly above code names.
    fn label(&self, line: &Line) -> Option<String> {
        let name = self.content(line).strip_prefix('[')?.strip_suffix(']')?;
        (!name.is_empty() && name.len() <= 60 && !name.contains(['[', ']']) && !name.starts_with("Image"))
            .then(|| name.to_owned())
    }

    fn code(&self, lines: &[Line], base: u32, language: Option<String>, span: Span) -> Block {
        let mut text = String::new();
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                text.push('\n');
            }
            text.extend(std::iter::repeat_n(' ', line.indent.saturating_sub(base) as usize));
            text.push_str(self.content(line));
        }
        Block::new(BlockKind::Code(CodeBlock { language, text, links: Vec::new() }), span)
    }

    /// What stands in a quotation, its source told from the rest.
    fn quoted(&self, lines: &[Line], region: Region) -> Vec<Block> {
        let mut blocks = self.blocks(lines, region);
        self.attribution(&mut blocks);
        blocks
    }

    /// The last paragraph names the source where it begins with a dash.
    fn attribution(&self, blocks: &mut [Block]) {
        let Some(last) = blocks.last_mut().filter(|b| b.attributes.role.is_none()) else { return };
        if let BlockKind::Paragraph(content) = &last.kind {
            // The writer puts U+2007 behind a dash that opens ordinary text.
            let text = last.span.filter(|_| !content.is_empty()).map_or("", |s| self.text.cut(self.source.range(s)));
            if text.starts_with('—') && !text.starts_with("—\u{2007}") || self.ascii && text.starts_with("-- ") {
                last.attributes.role = Some(Role::Attribution);
            }
        }
    }

    /// Paragraphs whose lines are kept; those further in are turned over.
    fn stanzas(&self, lines: &[Line], base: u32) -> Vec<Block> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < lines.len() {
            if lines[i].is_blank() {
                i += 1;
                continue;
            }
            let end = run_end(lines, i);
            let stanza = &lines[i..end];
            let after: Vec<After> = stanza
                .windows(2)
                .map(|pair| match pair[1].indent >= base + TURNED - 1 {
                    true => After::Space.or_tight(self.content(&pair[0]), self.content(&pair[1])),
                    false => After::Break,
                })
                .collect();
            out.push(Block::paragraph(self.inlines(stanza, &after), self.span(stanza)));
            i = end;
        }
        out
    }

    /// A formula, in Unicode or as its source.
    fn formulas(&self, lines: &[Line], base: u32) -> Vec<Block> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < lines.len() {
            if lines[i].is_blank() {
                i += 1;
                continue;
            }
            let end = run_end(lines, i);
            let mut parts: Vec<String> = Vec::new();
            for line in &lines[i..end] {
                match parts.last_mut() {
                    Some(last) if last.starts_with("$$") || line.indent >= base + TURNED && i + 1 == end => {
                        last.push(' ');
                        last.push_str(self.content(line));
                    }
                    _ => {
                        let further = (line.indent - base) as usize;
                        parts.push(format!("{:further$}{}", "", self.content(line)));
                    }
                }
            }
            let tex = match parts.as_slice() {
                [one] if one.starts_with("$$ ") && one.ends_with(" $$") && one.len() > 6 => {
                    one.cut(3..one.len() - 3).to_owned()
                }
                _ => parts.iter().map(|line| literal(line)).collect::<Vec<_>>().join(r" \\ "),
            };
            let tex = if parts.len() > 1 { format!(r"\begin{{gathered}} {tex} \end{{gathered}}") } else { tex };
            out.push(Block::new(BlockKind::Math(Math::new(tex)), self.span(&lines[i..end])));
            i = end;
        }
        out
    }

    /// Lines behind a bar: an aside, whose first line may name its kind.
    fn aside(&self, lines: &[Line], i: usize, region: Region, out: &mut Vec<Block>) -> usize {
        let mut inner = Vec::new();
        let mut end = i;
        while let Some(line) = lines.get(end).filter(|l| !l.is_blank() && l.indent == region.base)
            && let Some(bytes) = self.bar(self.content(line))
        {
            inner.push(line.behind(self.text, bytes));
            end += 1;
        }
        let region = region.inside(2);
        let span = self.span(&lines[i..end]);
        let first = inner.first().map_or("", |l| self.content(l));
        let (name, title) = first.split_once(": ").map_or((first, false), |(name, _)| (name, true));
        let kind = match name {
            "NOTE" => AlertKind::Note,
            "TIP" => AlertKind::Tip,
            "IMPORTANT" => AlertKind::Important,
            "WARNING" => AlertKind::Warning,
            "CAUTION" => AlertKind::Caution,
            _ => {
                let inside = self.blocks(&inner, region);
                out.push(Block::new(BlockKind::Group(inside), span).role(Role::Sidebar));
                return end;
            }
        };
        let mut inside = Vec::new();
        let mut from = 1;
        if title {
            let open = run_end(&inner, 0);
            // Without an empty line behind it, only the first line is the title.
            from = if open < inner.len() { open } else { 1 };
            inner[0] = inner[0].behind(self.text, name.len() + 1);
            let title = &inner[..from];
            inside.push(Block::paragraph(self.running(title, region), self.span(title)).role(Role::Summary));
        }
        inside.extend(self.blocks(&inner[from..], region));
        out.push(Block::new(BlockKind::Group(inside), span).role(Role::Alert(kind)));
        end
    }

    /// Something folded: its summary, then its blocks, further in.
    fn details(&self, lines: &[Line], i: usize, region: Region, out: &mut Vec<Block>) -> usize {
        let mut summary = vec![lines[i].behind(self.text, 3)];
        let mut k = i + 1;
        while let Some(line) = lines.get(k).filter(|l| !l.is_blank() && l.indent >= region.base + QUOTE) {
            summary.push(*line);
            k += 1;
        }
        let next = (k..lines.len()).find(|&n| !lines[n].is_blank());
        let next = next.filter(|&n| n == k + 1 && lines[n].indent >= region.base + QUOTE);
        let end = next.map_or(k, |next| self.inner_end(lines, next, region.base + QUOTE));
        let mut inside = Vec::new();
        if !summary[0].is_blank() {
            let content = self.running(&summary, region.inside(QUOTE));
            inside.push(Block::paragraph(content, self.span(&lines[i..k])).role(Role::Summary));
        }
        inside.extend(self.blocks(&lines[k..end], region.inside(QUOTE)));
        out.push(Block::new(BlockKind::Group(inside), self.span(&lines[i..end])).role(Role::Details));
        end
    }

    /// Flush lines: a heading, terms with their definitions, a picture with its caption, a paragraph.
    fn run(&self, lines: &[Line], i: usize, region: Region, out: &mut Vec<Block>) -> usize {
        let mut end = i + 1;
        while let Some(line) = lines.get(end).filter(|l| !l.is_blank()) {
            let relative = line.indent.saturating_sub(region.base);
            if relative == 0 {
                if let Some(end) =
                    self.table(lines, i, end, region, out).or_else(|| self.records(lines, i, end, region, out))
                {
                    return end;
                }
                if region.tight && self.begins_item(lines, end, region) {
                    break;
                }
            } else if (relative == QUOTE || relative == 2 * TURNED)
                && lines[i].indent == region.base
                && let Some(end) = self.definitions(lines, i, region, out)
            {
                return end;
            }
            end += 1;
        }
        let run = &lines[i..end];
        if let Some(close) = self.picture(run) {
            let (shown, caption) = run.split_at(close);
            let block = Block::paragraph(self.running(shown, region), self.span(shown));
            match caption {
                [] => out.push(block),
                _ => out.push(figure(block, self.running(caption, region), self.span(caption))),
            }
            return end;
        }
        out.push(Block::paragraph(self.running(run, region), self.span(run)));
        end
    }

    /// The number of lines of a picture that stands alone on them.
    fn picture(&self, run: &[Line]) -> Option<usize> {
        if !self.content(&run[0]).starts_with("[Image") {
            return None;
        }
        let mut open = 0i32;
        for (i, line) in run.iter().enumerate() {
            let text = self.content(line);
            for (at, c) in text.char_indices() {
                open += i32::from(c == '[') - i32::from(c == ']');
                if open == 0 {
                    // A link's number may follow.
                    let rest = text.cut(at + 1..);
                    let number = rest.strip_prefix('[').and_then(|r| r.strip_suffix(']'));
                    let whole = rest.is_empty() || number.is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
                    return whole.then_some(i + 1);
                }
            }
        }
        None
    }

    /// A heading, or the title between its rules.
    fn heading(&self, lines: &[Line], i: usize, region: Region, out: &mut Vec<Block>) -> Option<usize> {
        let title = is_made_of(self.content(&lines[i]), '=', 3);
        let first = i + usize::from(title);
        let flush = |l: &&Line| !l.is_blank() && l.indent == region.base;
        let run = lines[first..].iter().take(12).take_while(flush).count();
        let level_of = |k: usize| {
            let text = self.content(&lines[k]);
            let sign = text.chars().next()?;
            let level = RULES.iter().position(|&r| r == sign)? + 1;
            (is_made_of(text, sign, 3) && fits(&lines[first..k], self.text, lines[k].width)).then_some(level)
        };
        let (rule, level) = (first + 1..first + run).find_map(|k| Some((k, level_of(k)?)))?;
        // Only a title has text directly below it.
        let below = lines.get(rule + 1).is_some_and(|l| !l.is_blank());
        if title && (level != 1 || lines[i].width != lines[rule].width) || below && !title {
            return None;
        }
        let text = &lines[first..rule];
        // Headings are balanced over their lines, so a break is deliberate only if the whole would have fitted on one.
        let whole: u32 = text.iter().map(|l| l.width + 1).sum::<u32>();
        let after = if whole <= region.edge.saturating_sub(region.base) { After::Break } else { After::Space };
        let after: Vec<After> =
            (1..text.len()).map(|k| after.or_tight(self.content(&text[k - 1]), self.content(&text[k]))).collect();
        let content = self.inlines(text, &after);
        let heading = Heading { level: level as u8, content, unlisted: false };
        let mut block = Block::new(BlockKind::Heading(heading), self.span(&lines[i..=rule]));
        block.attributes.role = title.then_some(Role::Title);
        out.push(block);
        Some(rule + 1)
    }

    /// Terms, flush, with their definitions directly below.
    fn definitions(&self, lines: &[Line], i: usize, region: Region, out: &mut Vec<Block>) -> Option<usize> {
        let mut list = Vec::new();
        let mut at = i;
        let mut end = i;
        while let Some(body) = self.terms_end(lines, at, region) {
            end = self.inner_end(lines, body, region.base + QUOTE);
            let mut terms = Vec::new();
            let mut k = at;
            while k < body {
                // What is turned over stands further in.
                let next = (k + 1..body).find(|&n| lines[n].indent == region.base).unwrap_or(body);
                terms.push(self.running(&lines[k..next], region));
                k = next;
            }
            let definitions = self.meanings(&lines[body..end], region.inside(QUOTE));
            list.push(Definition { terms, definitions, span: Some(self.span(&lines[at..body])) });
            // One blank line before the next term.
            if lines.get(end).is_some_and(Line::is_blank) && lines.get(end + 1).is_some_and(|l| !l.is_blank()) {
                at = end + 1;
            } else {
                break;
            }
        }
        if list.is_empty() {
            return None;
        }
        out.push(Block::new(BlockKind::Definitions(list), self.span(&lines[i..end])));
        Some(end)
    }

    /// The line behind some terms, where a definition stands directly below them.
    fn terms_end(&self, lines: &[Line], i: usize, region: Region) -> Option<usize> {
        if lines.get(i)?.indent != region.base || self.begins_item(lines, i, region) {
            return None;
        }
        let is_term = |l: &Line| !l.is_blank() && (l.indent == region.base || l.indent == region.base + 2 * TURNED);
        let mut k = i;
        while lines.get(k).is_some_and(is_term) {
            // Code directly below a term stands as far in as a term that is turned over.
            k += 1;
        }
        lines.get(k).filter(|l| !l.is_blank() && l.indent >= region.base + QUOTE).map(|_| k)
    }

    /// The definitions of a term: one, or several, each behind a colon.
    fn meanings(&self, lines: &[Line], region: Region) -> Vec<Vec<Block>> {
        let marked = |l: &Line| {
            let text = self.content(l);
            !l.is_blank() && l.indent == region.base && (text == ":" || text.starts_with(": "))
        };
        if !lines.first().is_some_and(marked) {
            return vec![self.blocks(lines, region)];
        }
        let starts: Vec<usize> = (0..lines.len()).filter(|&k| marked(&lines[k])).collect();
        let ends = starts.iter().skip(1).copied().chain(std::iter::once(lines.len()));
        starts
            .iter()
            .zip(ends)
            .map(|(&start, end)| {
                let mut own = lines[start..end].to_vec();
                own[0] = own[0].behind(self.text, 1);
                self.blocks(&own, region.inside(2))
            })
            .collect()
    }

    /// The inlines of lines that were filled.
    pub(super) fn running(&self, lines: &[Line], region: Region) -> Vec<Inline> {
        let measure = region.edge.saturating_sub(region.base);
        let spare = (measure / 4).min(10);
        let after: Vec<After> = lines
            .windows(2)
            .map(|pair| {
                let (text, next) = (self.content(&pair[0]), self.content(&pair[1]));
                let word = columns(next.split(' ').next().unwrap_or(""), 0);
                // The next word would have fitted with cells to spare: the line ends where it is meant to.
                let meant = pair[0].right() + 1 + word + spare < region.edge;
                if meant { After::Break } else { After::Space.or_tight(text, next) }
            })
            .collect();
        self.inlines(lines, &after)
    }
}

/// Text as it stands, in the notation of formulas: words verbatim, braces as delimiters.
fn literal(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_inclusive(['{', '}']) {
        let words = part.trim_end_matches(['{', '}']);
        if !words.is_empty() {
            out.push_str(&format!(r"\text{{{words}}}"));
        }
        if words.len() < part.len() {
            out.push('\\');
            out.push_str(part.cut(words.len()..));
        }
    }
    out
}

/// Something with a caption.
fn figure(shown: Block, caption: Vec<Inline>, region: Span) -> Block {
    let span = shown.span.map(|s| s.to(region));
    // The caption of a table belongs to it where it has none.
    Block::new(BlockKind::Figure(Figure { blocks: vec![shown], caption, placement: Placement::Here }), span)
}
