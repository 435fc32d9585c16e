//! How the groups of a theme are declared once and read field by field.

use super::read::{Field, ThemeReader, ThemeValue};

/// A table of a theme file: named fields that are set one by one.
pub(super) trait Group {
    /// The names of its fields, as they stand in TOML.
    const NAMES: &'static [&'static str];
    /// The fields: name, doc comment, and accepted values as a JSON Schema.
    fn fields() -> Vec<(&'static str, &'static str, serde_json::Value)>;
    /// Sets one of them; `false` if there is no such field.
    fn set(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) -> bool;
}

/// Declares a struct whose fields can be read from TOML under the names given.
macro_rules! group {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $fdoc:literal])* $field:ident $key:literal: $type:ty,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[doc = $fdoc])* pub $field: $type,)* }

        impl $crate::theme::group::Group for $name {
            const NAMES: &'static [&'static str] = &[$($key),*];
            fn fields() -> Vec<(&'static str, &'static str, serde_json::Value)> {
                vec![$(($key, concat!($($fdoc),*), <$type as $crate::theme::read::Field>::schema()),)*]
            }
            fn set(
                &mut self,
                name: &str,
                value: &$crate::theme::read::ThemeValue<'_>,
                reader: &mut $crate::theme::read::ThemeReader<'_>,
            ) -> bool {
                match name {
                    $($key => $crate::theme::read::Field::read(&mut self.$field, $key, value, reader),)*
                    _ => return false,
                }
                true
            }
        }
    };
}
pub(super) use group;

impl<G: Group> Field for G {
    fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) {
        reader.table(name, value, self);
    }

    fn schema() -> serde_json::Value {
        let describe = |(name, comment, schema): (&str, &str, serde_json::Value)| {
            let serde_json::Value::Object(mut schema) = schema else { unreachable!("a field's schema is an object") };
            schema.insert("description".into(), comment.trim().into());
            (name.to_owned(), schema.into())
        };
        let properties: serde_json::Map<_, _> = G::fields().into_iter().map(describe).collect();
        serde_json::json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }
}
