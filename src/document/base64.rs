//! Base64, in which `data:` addresses hold images.

/// The bytes of a text in base64 (RFC 4648, 4 and 5); white space is passed over.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for b in text.bytes() {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            b if b.is_ascii_whitespace() => continue,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_as_in_the_standard() {
        let read = |text| String::from_utf8(super::decode(text).unwrap()).unwrap();
        assert_eq!(read("Zm9vYmFy"), "foobar");
        assert_eq!(read("Zm9vYg=="), "foob");
        assert_eq!(read("Zm9v YmE="), "fooba");
        assert!(super::decode("a*b").is_none());
    }
}
