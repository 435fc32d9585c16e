//! How pages look: sizes, spaces, faces and colours, as plain data read from TOML.

/// How pages look.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theme {}
