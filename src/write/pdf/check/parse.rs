//! Parses PDF objects (ISO 32000-1, 7.3) without copying.

/// Limit of nested arrays and dictionaries; ours are nested five deep at most.
const MAX_DEPTH: u8 = 32;

/// White space and delimiters (7.2.2).
const ENDS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    while i < ENDS.len() {
        table[ENDS[i] as usize] = true;
        i += 1;
    }
    table
};
const ENDS: &[u8] = b" \n\r\t\0\x0C()<>[]{}/%";

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PdfValue<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    /// Raw, without the slash.
    Name(&'a [u8]),
    /// Raw, without delimiters.
    String {
        raw: &'a [u8],
        hex: bool,
    },
    Array(Vec<PdfValue<'a>>),
    Dict(Dict<'a>),
    Ref(u32),
}

/// A dictionary, in file order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dict<'a>(pub Vec<(&'a [u8], PdfValue<'a>)>);

impl<'a> Dict<'a> {
    pub(super) fn get(&self, key: &str) -> Option<&PdfValue<'a>> {
        self.0.iter().find(|(k, _)| *k == key.as_bytes()).map(|(_, v)| v)
    }

    pub(super) fn name(&self, key: &str) -> Option<&'a [u8]> {
        match self.get(key)? {
            PdfValue::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn int(&self, key: &str) -> Option<i64> {
        match self.get(key)? {
            PdfValue::Int(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn reference(&self, key: &str) -> Option<u32> {
        match self.get(key)? {
            PdfValue::Ref(id) => Some(*id),
            _ => None,
        }
    }

    pub(super) fn array(&self, key: &str) -> &[PdfValue<'a>] {
        match self.get(key) {
            Some(PdfValue::Array(items)) => items,
            _ => &[],
        }
    }

    /// A decoded text string.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }
}

impl PdfValue<'_> {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            PdfValue::Int(value) => Some(*value as f64),
            PdfValue::Real(value) => Some(*value),
            _ => None,
        }
    }

    /// A string's bytes.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            PdfValue::String { raw, hex: false } => Some(unescaped(raw)),
            PdfValue::String { raw, hex: true } => {
                let digits: Vec<u8> = raw.iter().filter_map(|&b| char::from(b).to_digit(16)).map(|d| d as u8).collect();
                Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect())
            }
            _ => None,
        }
    }

    /// A decoded text string (7.9.2.2); PDFDocEncoding only for ASCII.
    pub(super) fn text(&self) -> Option<String> {
        let bytes = self.bytes()?;
        match bytes.strip_prefix(b"\xFE\xFF") {
            Some(units) => {
                let units: Vec<u16> =
                    units.chunks(2).map(|u| u16::from_be_bytes([u[0], *u.get(1).unwrap_or(&0)])).collect();
                String::from_utf16(&units).ok()
            }
            None => bytes.is_ascii().then(|| String::from_utf8_lossy(&bytes).into_owned()),
        }
    }

    /// Whether strings, names and numbers are within the implementation limits (A 6.1.13).
    pub(super) fn is_within_limits(&self) -> bool {
        match self {
            PdfValue::Int(value) => i32::try_from(*value).is_ok(),
            PdfValue::Real(value) => *value == 0.0 || (1.175e-38..=3.403e38).contains(&value.abs()),
            PdfValue::Name(name) => name.len() <= 127,
            PdfValue::String { raw, hex } => {
                raw.len() / if *hex { 2 } else { 1 } <= 32_767 || self.bytes().is_some_and(|b| b.len() <= 32_767)
            }
            PdfValue::Array(items) => items.iter().all(PdfValue::is_within_limits),
            PdfValue::Dict(dict) => dict.0.iter().all(|(key, value)| key.len() <= 127 && value.is_within_limits()),
            PdfValue::Null | PdfValue::Bool(_) | PdfValue::Ref(_) => true,
        }
    }

    /// Calls a function with every reference in the object.
    pub(super) fn references(&self, each: &mut impl FnMut(u32)) {
        match self {
            PdfValue::Ref(id) => each(*id),
            PdfValue::Array(items) => items.iter().for_each(|item| item.references(each)),
            PdfValue::Dict(dict) => dict.0.iter().for_each(|(_, value)| value.references(each)),
            _ => {}
        }
    }
}

fn unescaped(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        match bytes.next() {
            Some(b'n') => out.push(b'\n'),
            Some(b'r') => out.push(b'\r'),
            Some(b't') => out.push(b'\t'),
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    if let Some(next) = bytes.next_if(|b| (b'0'..=b'7').contains(b)) {
                        value = value * 8 + u32::from(next - b'0');
                    }
                }
                out.push(value as u8);
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

/// Parses a sequence of objects.
pub(super) struct ObjectParser<'a> {
    bytes: &'a [u8],
    /// Current position.
    pub at: usize,
}

impl<'a> ObjectParser<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> ObjectParser<'a> {
        ObjectParser { bytes, at: 0 }
    }

    /// The remaining bytes.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    pub(super) fn space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b' ' | b'\n' | b'\r' | b'\t' | 0 | 12 => self.at += 1,
                b'%' => {
                    let end = memchr::memchr2(b'\n', b'\r', self.rest()).unwrap_or(self.rest().len());
                    self.at += end;
                }
                _ => break,
            }
        }
    }

    /// Skips `word` if it comes next.
    pub(super) fn eat(&mut self, word: &[u8]) -> bool {
        self.space();
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// The next object; `None` if there is none.
    pub(super) fn value(&mut self) -> Option<PdfValue<'a>> {
        self.nested(0)
    }

    fn nested(&mut self, depth: u8) -> Option<PdfValue<'a>> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        match *self.bytes.get(self.at)? {
            b'/' => {
                self.at += 1;
                Some(PdfValue::Name(self.word()))
            }
            b'(' => self.literal(),
            b'<' if self.rest().starts_with(b"<<") => self.dict(depth),
            b'<' => {
                let end = memchr::memchr(b'>', self.rest())?;
                let raw = &self.rest()[1..end];
                self.at += end + 1;
                // Two digits a byte (A 6.1.6).
                (raw.len().is_multiple_of(2) && raw.iter().all(u8::is_ascii_hexdigit))
                    .then_some(PdfValue::String { raw, hex: true })
            }
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                while !self.eat(b"]") {
                    items.push(self.nested(depth + 1)?);
                }
                Some(PdfValue::Array(items))
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            _ => {
                let start = self.at;
                match self.word() {
                    b"null" => Some(PdfValue::Null),
                    b"true" => Some(PdfValue::Bool(true)),
                    b"false" => Some(PdfValue::Bool(false)),
                    _ => {
                        self.at = start;
                        None
                    }
                }
            }
        }
    }

    /// Regular characters up to the next delimiter or white space.
    pub(super) fn word(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let end = rest.iter().position(|&b| ENDS_WORD[usize::from(b)]).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn literal(&mut self) -> Option<PdfValue<'a>> {
        let start = self.at + 1;
        let (mut at, mut open) = (start, 1);
        loop {
            at += memchr::memchr3(b'\\', b'(', b')', self.bytes.get(at..)?)?;
            match self.bytes[at] {
                b'\\' => at += 1,
                b'(' => open += 1,
                _ => open -= 1,
            }
            at += 1;
            if open == 0 {
                self.at = at;
                return Some(PdfValue::String { raw: &self.bytes[start..at - 1], hex: false });
            }
        }
    }

    fn dict(&mut self, depth: u8) -> Option<PdfValue<'a>> {
        self.at += 2;
        let mut entries = Vec::new();
        while !self.eat(b">>") {
            if !self.eat(b"/") {
                return None;
            }
            let key = self.word();
            entries.push((key, self.nested(depth + 1)?));
        }
        Some(PdfValue::Dict(Dict(entries)))
    }

    fn number(&mut self) -> Option<PdfValue<'a>> {
        let word = self.word();
        if let Some(value) = integer(word) {
            // A reference: `12 0 R`.
            if value > 0 && self.rest().starts_with(b" 0 R") {
                self.at += 4;
                return u32::try_from(value).ok().map(PdfValue::Ref);
            }
            return Some(PdfValue::Int(value));
        }
        let text = std::str::from_utf8(word).ok()?;
        let plain = word.iter().all(|b| b.is_ascii_digit() || b"+-.".contains(b));
        plain.then(|| text.parse().ok()).flatten().map(PdfValue::Real)
    }
}

fn integer(word: &[u8]) -> Option<i64> {
    let (negative, digits) = match word {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Some(if negative { -value } else { value })
}
