//! Formulas: expands macros defined in the document, removes empty formulas, reports invalid ones, and adds spoken
//! descriptions, once for all formats.

use super::TransformContext;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Block, BlockKind, Description, Document, Inline, InlineKind, Language, Math, walk};
use crate::math::notation::definitions::Definitions;
use crate::math::{Formula, speech};
use crate::source::{Cut as _, Sources, Span};

/// Processes every formula of the document.
pub(super) fn settle(document: &mut Document, context: &TransformContext<'_>, diagnostics: &mut Diagnostics) {
    let mut any = false;
    walk::blocks(&document.blocks, &mut |block| any |= matches!(block.kind, BlockKind::Math(_)));
    walk::all_inlines(document, &mut |inline| any |= matches!(inline.kind, InlineKind::Math(_)));
    let notes = document.notes.iter().map(|note| &note.blocks);
    notes.for_each(|blocks| walk::blocks(blocks, &mut |b| any |= matches!(b.kind, BlockKind::Math(_))));
    if !any {
        return;
    }
    let mut pass = FormulaPass { sources: context.sources, definitions: Definitions::default(), diagnostics };
    pass.blocks(&mut document.blocks);
    document.notes.iter_mut().for_each(|note| pass.blocks(&mut note.blocks));
}

/// Adds descriptions in the language around each formula, which is known by now.
pub(super) fn describe(document: &mut Document, diagnostics: &mut Diagnostics) {
    let language = document.metadata.language.clone().unwrap_or_else(Language::english);
    let mut describer = Describer { lacking: None };
    describer.blocks(&mut document.blocks, &language);
    document.notes.iter_mut().for_each(|note| describer.blocks(&mut note.blocks, &language));
    if let Some((language, span)) = describer.lacking {
        let message = format!("formulas are described in English: there are no words of `{language}` for them");
        diagnostics.push(Diagnostic::new(&codes::FORMULA_WORDS, span, message));
    }
}

struct Describer {
    /// The first language without a vocabulary, and where it was found.
    lacking: Option<(Language, Option<Span>)>,
}

impl Describer {
    fn blocks(&mut self, blocks: &mut [Block], around: &Language) {
        for block in blocks {
            let language = block.attributes.language.clone();
            let language = language.as_ref().unwrap_or(around);
            if let BlockKind::Math(math) = &mut block.kind {
                self.formula(math, block.span, language);
            }
            walk::for_each_inlines_mut(block, &mut |line| self.line(line, language));
            walk::for_each_child_mut(block, &mut |children| self.blocks(children, language));
        }
    }

    fn line(&mut self, line: &mut [Inline], language: &Language) {
        for inline in line {
            match &mut inline.kind {
                InlineKind::Math(math) => self.formula(math, inline.span, language),
                InlineKind::Span(attributes, content) => {
                    self.line(content, attributes.language.as_ref().unwrap_or(language));
                }
                InlineKind::Styled(_, content) => self.line(content, language),
                InlineKind::Link(link) => self.line(&mut link.content, language),
                InlineKind::Abbreviation(short) => self.line(&mut short.content, language),
                _ => {}
            }
        }
    }

    fn formula(&mut self, math: &mut Math, span: Option<Span>, language: &Language) {
        let words = speech::of_source(&math.tex, language);
        let spoken = speech::speaks(language);
        if !spoken && self.lacking.is_none() {
            self.lacking = Some((language.clone(), span));
        }
        math.description = Some(Description { words, language: (!spoken).then(Language::english) });
    }
}

struct FormulaPass<'a> {
    sources: &'a Sources,
    definitions: Definitions,
    diagnostics: &'a mut Diagnostics,
}

impl FormulaPass<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        blocks.retain_mut(|block| {
            let span = block.span;
            match &mut block.kind {
                BlockKind::Math(math) => return self.formula(math, span),
                BlockKind::Paragraph(content) if self.defines(content, span) => return false,
                _ => {}
            }
            let mut removed = false;
            walk::for_each_inlines_mut(block, &mut |line| removed |= self.line(line));
            if removed && matches!(&block.kind, BlockKind::Paragraph(content) if content.is_empty()) {
                return false;
            }
            walk::for_each_child_mut(block, &mut |children| self.blocks(children));
            true
        });
    }

    /// Processes the formulas of a list of inlines; returns whether one was removed.
    fn line(&mut self, line: &mut Vec<Inline>) -> bool {
        let before = line.len();
        line.retain_mut(|inline| {
            let span = inline.span;
            match &mut inline.kind {
                InlineKind::Math(math) => return self.formula(math, span),
                InlineKind::Styled(_, content) | InlineKind::Span(_, content) => drop(self.line(content)),
                InlineKind::Link(link) => drop(self.line(&mut link.content)),
                InlineKind::Abbreviation(short) => drop(self.line(&mut short.content)),
                _ => {}
            }
            true
        });
        let removed = line.len() < before;
        if removed {
            crate::document::normalize(line);
        }
        removed
    }

    /// Processes a formula; returns whether it has visible content.
    fn formula(&mut self, math: &mut Math, span: Option<Span>) -> bool {
        if !self.definitions.is_empty() || Definitions::may_define(&math.tex) {
            match self.definitions.apply(&math.tex) {
                Ok(tex) => math.tex = tex.trim().to_owned(),
                Err(fault) => {
                    self.tell(math, span, &fault);
                    return true;
                }
            }
        }
        match Formula::parse(&math.tex) {
            Ok(formula) => !formula.is_blank(),
            Err(fault) => {
                self.tell(math, span, &fault);
                true
            }
        }
    }

    fn tell(&mut self, math: &Math, span: Option<Span>, fault: &crate::math::notation::FormulaFault) {
        let mut start: String = math.tex.chars().take(40).collect();
        if start.len() < math.tex.len() {
            start.push('…');
        }
        let start = start.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!("the formula `{start}` is shown as its source: {fault}");
        let mut diagnostic =
            Diagnostic::new(&codes::FORMULA_NOT_SET, self.place(span, fault.command.as_deref()), message);
        if let (Some(command), "is not known") = (&fault.command, fault.why.as_str())
            && !command.contains('{')
        {
            diagnostic =
                diagnostic.help(format!("define it before: `\\newcommand{{{command}}}{{…}}`, or write it otherwise"));
        }
        self.diagnostics.push(diagnostic);
    }

    /// Span of a command in a formula, else of the formula.
    fn place(&self, span: Option<Span>, command: Option<&str>) -> Option<Span> {
        let (Some(place), Some(command)) = (span, command) else { return span };
        let Some(source) = self.sources.of(place) else { return span };
        let (text, start) = (source.slice(place), source.range(place).start);
        let found = text.match_indices(command).map(|(at, _)| at).find(|at| {
            let behind = text.cut(at + command.len()..);
            !command.ends_with(|c: char| c.is_ascii_alphabetic())
                || !behind.starts_with(|c: char| c.is_ascii_alphabetic())
        });
        Some(found.map_or(place, |at| source.span(start + at..start + at + command.len())))
    }

    /// Whether a paragraph only defines macros, which are then added.
    fn defines(&mut self, content: &[Inline], span: Option<Span>) -> bool {
        let Some(InlineKind::Text(start)) = content.first().map(|inline| &inline.kind) else { return false };
        if !start.starts_with('\\') || !Definitions::may_define(start) {
            return false;
        }
        let Some(text) = span.and_then(|span| Some(self.sources.of(span)?.slice(span))) else { return false };
        let only = Definitions::default().apply(text).is_ok_and(|rest| rest.trim().is_empty());
        if only && self.definitions.apply(text).is_ok() {
            let message =
                "commands for formulas are defined here: the formulas behind use them, the text does not show them";
            self.diagnostics.push(Diagnostic::new(&codes::FORMULA_DEFINITIONS, span, message));
            return true;
        }
        false
    }
}
