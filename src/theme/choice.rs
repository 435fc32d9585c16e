//! Fields that hold one of a few names.

/// Declares an enumeration that is read from its names in TOML.
macro_rules! choice {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $vdoc:literal])* $variant:ident $key:literal,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[doc = $vdoc])* $variant,)* }

        impl Field for $name {
            fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) {
                *self = reader.choice(name, value, &[$(($key, $name::$variant)),*]).unwrap_or(*self);
            }

            fn schema() -> serde_json::Value {
                serde_json::json!({ "enum": [$($key),*] })
            }
        }
    };
}
pub(super) use choice;
