//! Reads an XMP packet of the form that we write.

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::collections::BTreeMap;

/// Texts of a packet's elements, by name.
pub(super) struct Packet(BTreeMap<String, Vec<String>>);

impl Packet {
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.first().map(String::as_str)
    }

    pub(super) fn all(&self, name: &str) -> Option<&[String]> {
        self.0.get(name).map(Vec::as_slice)
    }
}

/// Reads a packet. The text of a list's item is assigned to the list's property.
pub(super) fn read(data: &[u8]) -> Result<Packet, String> {
    let text = std::str::from_utf8(data).map_err(|e| e.to_string())?;
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    if let Some(bad) = text.chars().find(|&c| !allowed(c)) {
        return Err(format!("U+{:04X} is no character of XML", bad as u32));
    }
    if !text.starts_with("<?xpacket begin=") || !text.trim_end().ends_with("<?xpacket end=\"r\"?>") {
        return Err("it is no packet".into());
    }
    let mut reader = Reader::from_str(text);
    let mut packet = BTreeMap::<String, Vec<String>>::new();
    let (mut open, mut value) = (Vec::<String>::new(), String::new());
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(start) => {
                open.push(start.name().as_ref().to_owned());
                value.clear();
            }
            Event::Text(part) => value.push_str(&part),
            Event::GeneralRef(entity) => value.push(match &*entity {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                other => return Err(format!("unknown entity {}", other)),
            }),
            Event::End(_) => {
                let owner = open.iter().rev().find(|name| !name.starts_with("rdf:"));
                if let (Some(owner), false) = (owner, value.trim().is_empty()) {
                    packet.entry(owner.clone()).or_default().push(std::mem::take(&mut value));
                }
                value.clear();
                open.pop();
            }
            Event::Empty(_) | Event::PI(_) | Event::Comment(_) | Event::Decl(_) => {}
            Event::CData(_) | Event::DocType(_) => return Err("it holds more than elements and text".into()),
            Event::Eof if open.is_empty() => return Ok(Packet(packet)),
            Event::Eof => return Err("it ends too early".into()),
        }
    }
}
