//! `data:` addresses (RFC 2397): an image within the text.

/// The bytes of a `data:` address without its scheme.
pub(super) fn bytes(address: &str) -> Option<Vec<u8>> {
    let (kind, data) = address.split_once(',')?;
    if kind.to_ascii_lowercase().ends_with(";base64") {
        return base64(data);
    }
    let decoded = crate::transform::links::decode(data);
    Some(decoded.into_bytes())
}

/// Base64 (RFC 4648, 4 and 5); white space is passed over.
fn base64(text: &str) -> Option<Vec<u8>> {
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
        let decode = |text| String::from_utf8(super::base64(text).unwrap()).unwrap();
        assert_eq!(decode("Zm9vYmFy"), "foobar");
        assert_eq!(decode("Zm9vYg=="), "foob");
        assert_eq!(decode("Zm9v YmE="), "fooba");
        assert!(super::base64("a*b").is_none());
    }
}
