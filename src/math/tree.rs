//! The events of the parser → a tree.

use super::notation::{self, FormulaFault};
use crate::source::Cut as _;
use pulldown_latex::event::{
    ArrayColumn, ColumnAlignment, Content, DelimiterSize, DelimiterType, EnvironmentFlow, Event, Font, Grouping,
    ScriptPosition, ScriptType, StateChange, Style, Visual,
};
use pulldown_latex::{Parser, Storage};

/// Limit of nested groups.
const MAX_DEPTH: usize = 64;
/// Limit of nested elements: a group can account for three (with script and fraction), and roots need no group
/// (`\sqrt\sqrt x`).
const MAX_ELEMENTS: usize = 3 * MAX_DEPTH;
/// Message for formulas nested too deeply.
const TOO_DEEP: &str = "its groups are nested too deeply";

/// Size of a `\middle` delimiter: that of the enclosing delimiters.
pub const AS_FENCE: u8 = u8::MAX;

/// A parsed formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// Its parts, from left to right.
    pub nodes: Vec<Node>,
}

/// Class of an atom, which determines the space around it (The TeXbook, chapter 18).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MathClass {
    /// A variable, a digit.
    Ordinary,
    /// A large operator or a function's name.
    Operator,
    /// `+`
    Binary,
    /// `=`
    Relation,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Punctuation,
    /// A bracketed group.
    Inner,
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A symbol, usually one character.
    Symbol {
        /// Its characters.
        text: String,
        /// Its class.
        class: MathClass,
        /// The requested alphabet; `None`: default.
        font: Option<Font>,
        /// Whether it is a large operator, with a larger variant in display style.
        large: bool,
        /// Size of `\big` and related commands: 1 to 4; 0: normal; [`AS_FENCE`]: that of the enclosing delimiters.
        size: u8,
    },
    /// Words: `\text{…}`.
    Text(String, Option<Font>),
    /// The name of a function: `sin`.
    Function(String),
    /// White space, in ems.
    Space(f32),
    /// A group.
    Row(Vec<Node>),
    /// A fraction, or with `bar: false` a stack (binomial).
    Fraction {
        /// Above.
        numerator: Box<Node>,
        /// Below.
        denominator: Box<Node>,
        /// Whether it has a fraction bar.
        bar: bool,
    },
    /// A root.
    Root {
        /// What is below it.
        radicand: Box<Node>,
        /// Which root; `None`: the square root.
        index: Option<Box<Node>>,
    },
    /// A base with scripts.
    Scripts {
        /// What they belong to.
        base: Box<Node>,
        /// Below.
        sub: Option<Box<Node>>,
        /// Above.
        sup: Option<Box<Node>>,
        /// Position of the scripts.
        position: Position,
    },
    /// A base with an accent or a brace over or under it.
    Accent {
        /// What it stands on.
        base: Box<Node>,
        /// The sign.
        sign: char,
        /// Whether it stands below.
        below: bool,
        /// Whether it stretches over the base.
        stretchy: bool,
    },
    /// Content with stretchy delimiters; `None`: null delimiter.
    Fenced {
        /// The left one.
        left: Option<char>,
        /// The right one.
        right: Option<char>,
        /// What is between them.
        body: Vec<Node>,
    },
    /// Rows and columns.
    Table(MathTable),
    /// Negated: struck through.
    Negated(Box<Node>),
    /// A framed, phantom or smashed part.
    Boxed(Boxing, Box<Node>),
    /// A part with semantics but normal appearance.
    Meant(FormulaMeaning, Box<Node>),
    /// A style change up to the end of the group.
    Style(Style),
}

/// Semantics that symbols alone don't show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormulaMeaning {
    /// Units of measurement.
    Unit,
    /// A formula of chemistry.
    Chemistry,
}

/// Effect of a box on its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boxing {
    /// It is framed.
    Framed,
    /// Invisible.
    Phantom {
        /// Whether its width counts.
        width: bool,
        /// Whether its height counts.
        height: bool,
    },
    /// Without height.
    Smashed,
    /// Without width: overlaps in this direction.
    Over(CellAlignment),
}

/// The part of a formula that an item is drawn from, identified by its address, which is stable during the formula's
/// lifetime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormulaOrigin {
    part: usize,
    /// Which side of it.
    pub side: PartSide,
}

/// Which side of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartSide {
    /// Neither: it itself.
    Middle,
    /// Its left delimiter.
    Left,
    /// Its right delimiter.
    Right,
}

impl FormulaOrigin {
    /// A part itself.
    pub fn of(node: &Node) -> FormulaOrigin {
        FormulaOrigin { part: std::ptr::from_ref(node).addr(), side: PartSide::Middle }
    }

    /// A side of it.
    pub fn at(self, side: PartSide) -> FormulaOrigin {
        FormulaOrigin { side, ..self }
    }
}

/// Position of scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// To the right.
    Right,
    /// Above and below.
    Limits,
    /// Above and below in display style, else to the right.
    Movable,
}

/// Rows and columns: matrices, cases, aligned lines.
#[derive(Clone, Debug, PartialEq)]
pub struct MathTable {
    /// Its purpose.
    pub kind: TableKind,
    /// Column alignments; the last one applies to further columns.
    pub columns: Vec<CellAlignment>,
    /// The cells.
    pub rows: Vec<Vec<Vec<Node>>>,
    /// Indices of the columns with a vertical line before them (their count: behind the last).
    pub verticals: Vec<usize>,
    /// Indices of the rows with a horizontal line before them (their count: below the last).
    pub horizontals: Vec<usize>,
}

/// Purpose of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// `matrix`, `array`: cells in text style.
    Matrix,
    /// `cases`: a brace at the left, or (`false`) at the right.
    Cases(bool),
    /// `aligned` and its kin: lines in display style, aligned in pairs of columns.
    Lines,
    /// `\substack`: lines of a script.
    Stack,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellAlignment {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

impl Formula {
    /// Parses TeX's math notation.
    ///
    /// # Errors
    /// If a command is unknown or misused; holds the command and a short reason.
    ///
    /// ```
    /// use folio::math::Formula;
    /// assert_eq!(Formula::parse("a + b").unwrap().nodes.len(), 3);
    /// assert_eq!(Formula::parse(r"\nosuch{x}").unwrap_err().to_string(), r"`\nosuch` is not known");
    /// ```
    pub fn parse(tex: &str) -> Result<Formula, FormulaFault> {
        let too_deep = || FormulaFault::of_all(TOO_DEEP);
        if nesting(tex) > MAX_DEPTH {
            return Err(too_deep());
        }
        let tex = notation::rewrite(tex)?;
        if nesting(&tex) > MAX_DEPTH {
            return Err(too_deep());
        }
        let events = events(&tex, &Storage::new(), |events| {
            let mut builder =
                TreeBuilder { events: events.into_iter().peekable(), font: None, depth: 0, too_deep: false };
            let nodes = builder.row();
            if builder.too_deep { Err(too_deep()) } else { Ok(Formula { nodes }) }
        });
        events.unwrap_or_else(|why| Err(named(&tex, &why)))
    }
}

/// Passes the parser's events to `build`.
fn events<'a, T>(tex: &'a str, storage: &'a Storage, build: impl FnOnce(Vec<Event<'a>>) -> T) -> Result<T, String> {
    let events = Parser::new(tex, storage).collect::<Result<Vec<_>, _>>().map_err(|e| reason(&e.to_string()))?;
    Ok(build(events))
}

/// The parser's error as a short reason.
fn reason(error: &str) -> String {
    let line = error.lines().next().unwrap_or("");
    let line = line.strip_prefix("parsing error: ").unwrap_or(line).trim_end_matches('.');
    line.replace("unkown", "unknown")
}

/// The unknown command or environment, which the parser's error does not name.
fn named(tex: &str, why: &str) -> FormulaFault {
    let fails = |tex: &str| events(tex, &Storage::new(), drop).is_err_and(|other| other == why);
    let commands = tex.match_indices('\\').filter_map(|(at, _)| {
        let rest = tex.cut(at + 1..);
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let length = if letters > 0 { letters } else { rest.chars().next()?.len_utf8() };
        Some(rest.cut(..length))
    });
    if why.contains("primitive command") {
        let mut seen = std::collections::BTreeSet::new();
        let unknown = commands.filter(|c| seen.insert(*c)).take(100).find(|c| fails(&format!("\\{c}{{}}{{}}{{}}")));
        if let Some(command) = unknown {
            return FormulaFault { command: Some(format!("\\{command}")), why: "is not known".to_owned() };
        }
    }
    if why.contains("environment") {
        let names = tex.split("\\begin{").skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
        if let Some(name) = names.take(100).find(|name| fails(&format!("\\begin{{{name}}}{{}}\\end{{{name}}}"))) {
            return FormulaFault { command: Some(format!("\\begin{{{name}}}")), why: "is not known".to_owned() };
        }
    }
    FormulaFault::of_all(why)
}

/// An estimate of the nesting: of braces, and of commands in a row, which could be each other's arguments; many `\left`
/// and `\begin` count as if half and a quarter of them were nested.
fn nesting(tex: &str) -> usize {
    let (mut depth, mut commands, mut most) = (0usize, 0, 0);
    let mut bytes = tex.bytes().peekable();
    while let Some(b) = bytes.next() {
        match b {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match b {
            b'\\' => {
                commands += 1;
                if bytes.next_if(|b| !b.is_ascii_alphabetic()).is_none() {
                    while bytes.next_if(u8::is_ascii_alphabetic).is_some() {}
                }
            }
            b' ' | b'\n' | b'\t' => {}
            _ => commands = 0,
        }
        most = most.max(depth).max(commands / (MAX_ELEMENTS / MAX_DEPTH));
    }
    most.max(tex.matches("\\left").count().min(MAX_DEPTH + 1) / 2).max(tex.matches("\\begin").count() / 4)
}

struct TreeBuilder<'a> {
    events: std::iter::Peekable<std::vec::IntoIter<Event<'a>>>,
    font: Option<Font>,
    /// Nesting depth of the current element.
    depth: usize,
    /// Whether an element was dropped because of the nesting limit.
    too_deep: bool,
}

impl<'a> TreeBuilder<'a> {
    /// The elements up to the end of the group or cell.
    fn row(&mut self) -> Vec<Node> {
        let mut out = Vec::new();
        while let Some(event) = self.events.peek() {
            if matches!(event, Event::End | Event::EnvironmentFlow(_)) {
                break;
            }
            if let Some(node) = self.element() {
                out.push(node);
            }
        }
        out
    }

    /// The next element; `None`: no visible effect.
    fn element(&mut self) -> Option<Node> {
        let event = self.events.next()?;
        if self.depth == MAX_ELEMENTS {
            self.too_deep = true;
            return None;
        }
        self.depth += 1;
        let node = self.shown(event);
        self.depth -= 1;
        node
    }

    fn shown(&mut self, event: Event<'a>) -> Option<Node> {
        match event {
            Event::Content(content) => Some(self.content(content)),
            Event::Begin(grouping) => Some(self.group(grouping)),
            Event::End | Event::EnvironmentFlow(_) => None,
            Event::Visual(visual) => Some(self.visual(visual)),
            Event::Script { ty, position } => Some(self.script(ty, position)),
            Event::Space { width, .. } => Some(Node::Space(width.map_or(0.0, ems))),
            Event::StateChange(change) => match change {
                StateChange::Font(font) => {
                    self.font = font;
                    None
                }
                StateChange::Style(style) => Some(Node::Style(style)),
                StateChange::Color(_) => None,
            },
        }
    }

    /// A required element: base of a script, numerator of a fraction.
    fn part(&mut self) -> Box<Node> {
        // A change of font or style before the element applies to it.
        while let Some(Event::StateChange(_)) = self.events.peek() {
            if let Some(node) = self.element() {
                return Box::new(Node::Row(vec![node, *self.part()]));
            }
        }
        Box::new(self.element().unwrap_or(Node::Row(Vec::new())))
    }

    fn symbol(&self, text: impl Into<String>, class: MathClass) -> Node {
        Node::Symbol { text: text.into(), class, font: self.font, large: false, size: 0 }
    }

    fn content(&self, content: Content<'a>) -> Node {
        match content {
            Content::Text(text) => Node::Text(words(text), self.font),
            Content::Number(number) => self.symbol(number, MathClass::Ordinary),
            Content::Function(name) => Node::Function(words(name.trim_end_matches(notation::NAME_END))),
            // The parser uses the micro sign for `\mu`.
            Content::Ordinary { content: 'µ', .. } => self.symbol('μ', MathClass::Ordinary),
            // `\colon`, unlike `:`, is punctuation.
            Content::Ordinary { content: ':', .. } => self.symbol(':', MathClass::Punctuation),
            Content::Ordinary { content, .. } => self.symbol(content, MathClass::Ordinary),
            Content::LargeOp { content, small } => Node::Symbol {
                text: content.to_string(),
                class: MathClass::Operator,
                font: None,
                large: !small,
                size: 0,
            },
            // A slash needs no operator space.
            Content::BinaryOp { content: '/', .. } => self.symbol('/', MathClass::Ordinary),
            Content::BinaryOp { content, .. } => self.symbol(content, MathClass::Binary),
            Content::Relation { content, .. } => {
                let mut buffer = [0; 8];
                let text = String::from_utf8_lossy(content.encode_utf8_to_buf(&mut buffer)).into_owned();
                self.symbol(text, MathClass::Relation)
            }
            Content::Delimiter { content, size, ty } => {
                let class = match ty {
                    DelimiterType::Open => MathClass::Open,
                    DelimiterType::Close => MathClass::Close,
                    DelimiterType::Fence => MathClass::Ordinary,
                };
                let size = match size {
                    None if ty == DelimiterType::Fence => AS_FENCE,
                    None => 0,
                    Some(DelimiterSize::Big) => 1,
                    Some(DelimiterSize::BIG) => 2,
                    Some(DelimiterSize::Bigg) => 3,
                    Some(DelimiterSize::BIGG) => 4,
                };
                Node::Symbol { text: content.to_string(), class, font: None, large: false, size }
            }
            Content::Punctuation(c) => self.symbol(c, MathClass::Punctuation),
        }
    }

    fn visual(&mut self, visual: Visual) -> Node {
        match visual {
            Visual::SquareRoot => Node::Root { radicand: self.part(), index: None },
            Visual::Root => {
                let radicand = self.part();
                Node::Root { radicand, index: Some(self.part()) }
            }
            Visual::Fraction(line) => {
                let numerator = self.part();
                let bar = line.is_none_or(|width| ems(width) > 0.0);
                Node::Fraction { numerator, denominator: self.part(), bar }
            }
            Visual::Negation => Node::Negated(self.part()),
        }
    }

    fn script(&mut self, ty: ScriptType, position: ScriptPosition) -> Node {
        let base = self.part();
        let stretchy = |event: Option<&Event<'a>>| match event {
            Some(Event::Content(Content::Ordinary { content, stretchy })) => Some((*content, *stretchy)),
            _ => None,
        };
        if position == ScriptPosition::AboveBelow
            && ty != ScriptType::SubSuperscript
            && let Some((sign, stretchy)) = stretchy(self.events.peek())
            && is_accent(sign)
        {
            self.events.next();
            return Node::Accent { base, sign, below: ty == ScriptType::Subscript, stretchy };
        }
        let position = match position {
            ScriptPosition::Right => Position::Right,
            ScriptPosition::AboveBelow => Position::Limits,
            ScriptPosition::Movable => Position::Movable,
        };
        let (mut sub, mut sup) = (None, None);
        if ty != ScriptType::Superscript {
            sub = Some(self.part());
        }
        if ty != ScriptType::Subscript {
            sup = Some(self.part());
        }
        Node::Scripts { base, sub, sup, position }
    }

    fn group(&mut self, grouping: Grouping) -> Node {
        let font = self.font;
        let node = match grouping {
            Grouping::Normal => {
                let mut row = self.row();
                match row.as_slice() {
                    [Node::Symbol { text, .. }, _] => {
                        let mark = text.chars().next();
                        match (mark.and_then(boxing), mark.and_then(meaning)) {
                            (Some(boxing), _) => Node::Boxed(boxing, Box::new(row.remove(1))),
                            (_, Some(meaning)) => Node::Meant(meaning, Box::new(row.remove(1))),
                            _ => Node::Row(row),
                        }
                    }
                    [_] => row.remove(0),
                    _ => Node::Row(row),
                }
            }
            Grouping::LeftRight(left, right) => {
                self.font = None;
                Node::Fenced { left, right, body: self.row() }
            }
            grouping => {
                self.font = None;
                Node::Table(self.table(&grouping))
            }
        };
        if matches!(self.events.peek(), Some(Event::End)) {
            self.events.next();
        }
        self.font = font;
        node
    }

    fn table(&mut self, grouping: &Grouping) -> MathTable {
        use CellAlignment::{Center, Left, Right};
        let alignment = |a: &ColumnAlignment| match a {
            ColumnAlignment::Left => Left,
            ColumnAlignment::Center => Center,
            ColumnAlignment::Right => Right,
        };
        let (kind, columns) = match grouping {
            Grouping::Array(columns) => {
                let aligned = columns.iter().filter_map(|c| match c {
                    ArrayColumn::Column(a) => Some(alignment(a)),
                    ArrayColumn::Separator(_) => None,
                });
                (TableKind::Matrix, aligned.collect())
            }
            Grouping::Matrix { alignment: a } => (TableKind::Matrix, vec![alignment(a)]),
            Grouping::Cases { left } => (TableKind::Cases(*left), vec![Left]),
            Grouping::SubArray { alignment: a } => (TableKind::Stack, vec![alignment(a)]),
            Grouping::Equation { .. } | Grouping::Gather { .. } | Grouping::Gathered => {
                (TableKind::Lines, vec![Center])
            }
            Grouping::Multline => (TableKind::Lines, vec![Center]),
            _ => (TableKind::Lines, vec![Right, Left, Right, Left, Right, Left, Right, Left]),
        };
        let mut table = MathTable { kind, columns, rows: Vec::new(), verticals: Vec::new(), horizontals: Vec::new() };
        if let Grouping::Array(columns) = grouping {
            let mut at = 0;
            for column in columns {
                match column {
                    ArrayColumn::Column(_) => at += 1,
                    ArrayColumn::Separator(_) => table.verticals.push(at),
                }
            }
        }
        let mut row: Vec<Vec<Node>> = Vec::new();
        loop {
            let cell = self.row();
            match self.events.peek() {
                Some(Event::EnvironmentFlow(EnvironmentFlow::Alignment)) => {
                    row.push(cell);
                    self.font = None;
                    self.events.next();
                }
                Some(Event::EnvironmentFlow(EnvironmentFlow::NewLine { horizontal_lines, .. })) => {
                    row.push(cell);
                    table.rows.push(std::mem::take(&mut row));
                    if !horizontal_lines.is_empty() {
                        table.horizontals.push(table.rows.len());
                    }
                    self.font = None;
                    self.events.next();
                }
                Some(Event::EnvironmentFlow(EnvironmentFlow::StartLines { .. })) => {
                    table.horizontals.push(0);
                    self.events.next();
                }
                _ => {
                    if !cell.is_empty() || !row.is_empty() {
                        row.push(cell);
                        table.rows.push(row);
                    }
                    break;
                }
            }
        }
        table
    }
}

/// The box for a marker character of [`notation`].
fn boxing(sign: char) -> Option<Boxing> {
    Some(match sign {
        notation::FRAMED => Boxing::Framed,
        notation::PHANTOM => Boxing::Phantom { width: true, height: true },
        notation::PHANTOM_WIDTH => Boxing::Phantom { width: true, height: false },
        notation::PHANTOM_HEIGHT => Boxing::Phantom { width: false, height: true },
        notation::SMASHED => Boxing::Smashed,
        notation::OVER_LEFT => Boxing::Over(CellAlignment::Left),
        notation::OVER_RIGHT => Boxing::Over(CellAlignment::Right),
        notation::OVER_BOTH => Boxing::Over(CellAlignment::Center),
        _ => return None,
    })
}

/// The semantics for a marker character of [`notation`].
fn meaning(sign: char) -> Option<FormulaMeaning> {
    Some(match sign {
        notation::UNIT => FormulaMeaning::Unit,
        notation::CHEMISTRY => FormulaMeaning::Chemistry,
        _ => return None,
    })
}

/// Text in a formula, without TeX notation: `50\% of~\textbf{all}` → `50% of all`.
fn words(text: &str) -> String {
    // The parser's output for `~` and `\ `.
    let text = text.replace("&nbsp;", "\u{a0}");
    if !text.contains(['\\', '~', '{', '}', '`', '\'', '-']) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let pair = ["---", "--", "``", "''", "`"].iter().find(|signs| rest.starts_with(**signs));
        let length = match (c, pair) {
            ('\\', _) => {
                let name = rest.cut(1..);
                let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
                match name.cut(..letters) {
                    "" => {
                        let sign = name.chars().next();
                        out.push(match sign {
                            Some(',' | ';' | ':') => '\u{2009}',
                            Some('!') | None => '\u{2060}',
                            Some(' ') => '\u{a0}',
                            Some(sign) => sign,
                        });
                        1 + sign.map_or(0, char::len_utf8)
                    }
                    word => {
                        out.push_str(SIGNS.iter().find(|s| s.0 == word).map_or("", |s| s.1));
                        let space = name.cut(letters..).starts_with(' ') && !name.cut(letters..).starts_with(" {");
                        1 + letters + usize::from(space)
                    }
                }
            }
            (_, Some(signs)) => {
                out.push(match *signs {
                    "---" => '—',
                    "--" => '–',
                    "``" => '“',
                    "''" => '”',
                    _ => '‘',
                });
                signs.len()
            }
            ('~', _) => {
                out.push('\u{a0}');
                1
            }
            ('{' | '}', _) => 1,
            ('\'', _) => {
                out.push('’');
                1
            }
            (c, _) => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = rest.cut(length..);
    }
    out
}

/// Text commands for symbols; others only change the font.
const SIGNS: &[(&str, &str)] = &[
    ("AA", "Å"),
    ("AE", "Æ"),
    ("LaTeX", "LaTeX"),
    ("O", "Ø"),
    ("OE", "Œ"),
    ("P", "¶"),
    ("S", "§"),
    ("TeX", "TeX"),
    ("aa", "å"),
    ("ae", "æ"),
    ("copyright", "©"),
    ("dag", "†"),
    ("ddag", "‡"),
    ("dots", "…"),
    ("euro", "€"),
    ("i", "ı"),
    ("l", "ł"),
    ("L", "Ł"),
    ("ldots", "…"),
    ("o", "ø"),
    ("oe", "œ"),
    ("pounds", "£"),
    ("quad", "\u{2003}"),
    ("qquad", "\u{2003}\u{2003}"),
    ("ss", "ß"),
    ("textasciicircum", "^"),
    ("textasciitilde", "~"),
    ("textbackslash", "\\"),
    ("textbar", "|"),
    ("textdegree", "°"),
    ("textgreater", ">"),
    ("textless", "<"),
    ("textmu", "µ"),
    ("texttimes", "×"),
    ("thinspace", "\u{2009}"),
];

/// Accents and braces over or under a base.
fn is_accent(c: char) -> bool {
    "´‾˘ˇ˙¨`^~→˚_←↔⇒↼⇀⏜⏝⏞⏟⏠⏡⎴⎵".contains(c)
}

/// The negated form of a character.
pub fn negation(c: char) -> Option<char> {
    Some(match c {
        '=' => '≠',
        '∈' => '∉',
        '∋' => '∌',
        '∃' => '∄',
        '⊂' => '⊄',
        '⊃' => '⊅',
        '⊆' => '⊈',
        '⊇' => '⊉',
        '≡' => '≢',
        '<' => '≮',
        '>' => '≯',
        '≤' => '≰',
        '≥' => '≱',
        '∣' | '|' => '∤',
        '∥' => '∦',
        '∼' => '≁',
        '≈' => '≉',
        '≅' => '≇',
        '→' => '↛',
        '⊢' => '⊬',
        _ => return None,
    })
}

impl Formula {
    /// Whether it has no visible content.
    pub fn is_blank(&self) -> bool {
        self.nodes.iter().all(is_blank)
    }
}

fn is_blank(node: &Node) -> bool {
    match node {
        Node::Text(text, _) | Node::Function(text) => text.trim().is_empty(),
        Node::Space(_) | Node::Style(_) | Node::Boxed(Boxing::Phantom { .. }, _) => true,
        Node::Row(nodes) => nodes.iter().all(is_blank),
        Node::Boxed(_, body) | Node::Meant(_, body) => is_blank(body),
        Node::Scripts { base, sub, sup, .. } => {
            is_blank(base) && [sub, sup].into_iter().flatten().all(|script| is_blank(script))
        }
        Node::Table(table) => table.horizontals.is_empty() && table.rows.iter().flatten().flatten().all(is_blank),
        _ => false,
    }
}

/// Converts a dimension to ems at ten points.
fn ems(dimension: pulldown_latex::event::Dimension) -> f32 {
    use pulldown_latex::event::DimensionUnit as U;
    let (value, unit) = (dimension.value, dimension.unit);
    value
        * match unit {
            U::Em => 1.0,
            U::Ex => 0.43,
            U::Mu => 1.0 / 18.0,
            U::Pt => 0.1,
            U::Pc => 1.2,
            U::In => 7.227,
            U::Cm => 2.845,
            U::Mm => 0.2845,
            U::Bp => 0.1004,
            U::Dd => 0.107,
            U::Cc => 1.284,
            U::Sp => 0.1 / 65536.0,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_know_their_base() {
        let formula = Formula::parse(r"x^2_{ij} + \hat{y}").unwrap();
        assert_eq!(formula.nodes.len(), 3);
        assert!(matches!(&formula.nodes[0], Node::Scripts { sub: Some(_), sup: Some(_), .. }));
        assert!(matches!(&formula.nodes[2], Node::Accent { sign: '^', below: false, .. }));
    }

    #[test]
    fn rows_and_columns() {
        let formula = Formula::parse(r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}").unwrap();
        let Node::Fenced { left: Some('('), body, .. } = &formula.nodes[0] else { panic!("{formula:?}") };
        let Node::Table(table) = &body[0] else { panic!("{body:?}") };
        assert_eq!((table.rows.len(), table.rows[0].len()), (2, 2));
        let lines = Formula::parse(r"\begin{aligned} a &= b \\ &= c \end{aligned}").unwrap();
        assert!(matches!(&lines.nodes[0], Node::Table(t) if t.kind == TableKind::Lines && t.rows.len() == 2));
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert!(Formula::parse(&("{".repeat(200) + "x" + &"}".repeat(200))).is_err());
    }
}
