//! ICC profiles in images.

/// Whether a profile is allowed for an image with so many components (ISO 19005-2, 6.2.4.2): an input, display, output
/// or colour space profile of version 2 to 4.
pub(super) fn fits(profile: &[u8], components: u8) -> bool {
    let space: &[u8] = match components {
        1 => b"GRAY",
        3 => b"RGB ",
        4 => b"CMYK",
        _ => return false,
    };
    profile.len() > 132
        && profile.get(..4).and_then(|b| b.try_into().ok()).map(u32::from_be_bytes) == u32::try_from(profile.len()).ok()
        && (2..=4).contains(&profile[8])
        && [b"scnr", b"mntr", b"prtr", b"spac"].iter().any(|class| &profile[12..16] == *class)
        && &profile[16..20] == space
        && &profile[36..40] == b"acsp"
}
