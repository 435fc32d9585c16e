//! Base64 (RFC 4648), in which `data:` addresses hold images.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Padding and trailing bits are not checked.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Decodes base64 of either alphabet (RFC 4648, 4 and 5), ignoring white space.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let letters = text.bytes().filter(|b| !b.is_ascii_whitespace()).map(|b| match b {
        b'-' => b'+',
        b'_' => b'/',
        b => b,
    });
    LENIENT.decode(letters.collect::<Vec<u8>>()).ok()
}

/// Encodes base64 (RFC 4648, 4), with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    base64::prelude::BASE64_STANDARD.encode(bytes)
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
        assert_eq!(
            ["foobar", "foob", "fooba", ""].map(|text| super::encode(text.as_bytes())),
            ["Zm9vYmFy", "Zm9vYg==", "Zm9vYmE=", ""]
        );
    }
}
