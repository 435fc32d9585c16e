//! `data:` URLs (RFC 2397) with embedded images.

use crate::document::base64::decode as base64;

/// Decodes a `data:` URL given without its scheme.
pub(super) fn bytes(address: &str) -> Option<Vec<u8>> {
    let (kind, data) = address.split_once(',')?;
    if kind.to_ascii_lowercase().ends_with(";base64") {
        return base64(data);
    }
    let decoded = crate::transform::links::decode(data);
    Some(decoded.into_bytes())
}
