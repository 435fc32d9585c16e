//! Who made it: a name, several names in one text, a list, a table with a role.

use super::prose::plain;
use super::value::Value;
use crate::document::Person;
use crate::source::Cut as _;

/// The people that a value names.
pub(super) fn people(value: &Value) -> Vec<Person> {
    match value {
        Value::Empty => Vec::new(),
        Value::Text(_) => {
            let named = |name: String| Person::named(plain(&without_mail(&name)));
            names(&value.flat()).into_iter().map(named).collect()
        }
        Value::List(list) => list.iter().flat_map(one).collect(),
        Value::Table(_) => one(value),
    }
}

fn one(value: &Value) -> Vec<Person> {
    let named = |name: String| Person::named(plain(&without_mail(&name)));
    if !matches!(value, Value::Table(_)) {
        return value.some().map(named).into_iter().collect();
    }
    let part = |names: &[&str]| value.get(names).and_then(Value::some);
    let parts =
        [part(&["given", "first", "firstname", "given-names"]), part(&["family", "last", "lastname", "surname"])];
    let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = part(&["name", "literal", "text", "author", "organization", "organisation", "institution"])
        .or(Some(joined).filter(|n| !n.is_empty()));
    let role = part(&["role", "affiliation", "title", "job"]).filter(|role| !is_author(role));
    // A name with a colon in it looks like a field.
    let name = name.unwrap_or_else(|| value.flat());
    let kind = part(&["type", "@type", "kind"]).unwrap_or_default();
    Some(Person { role, ..named(name).of_type(&kind) }).filter(|person| !person.name.is_empty()).into_iter().collect()
}

fn is_author(role: &str) -> bool {
    matches!(role.to_lowercase().as_str(), "author" | "aut" | "creator")
}

/// The name of `Ann Lee <ann@lee.example>`.
fn without_mail(text: &str) -> String {
    match text.split_once(" <") {
        Some((name, mail)) if mail.ends_with('>') && mail.contains('@') => name.to_owned(),
        _ => text.to_owned(),
    }
}

/// The names in a text: a comma parts them only where a conjunction or a semicolon says that they are several
/// (`Lee, Ann` is one).
fn names(text: &str) -> Vec<String> {
    const CONJUNCTIONS: [&str; 8] = [" and ", " & ", " und ", " et ", " y ", " e ", " en ", " och "];
    let clean = |name: &str| name.trim().trim_matches(',').trim().to_owned();
    if text.contains(';') {
        return text.split(';').map(clean).filter(|n| !n.is_empty()).collect();
    }
    // The last conjunction stands before the last name.
    let last = CONJUNCTIONS.iter().filter_map(|c| text.rfind(c).map(|at| (at, c.len()))).max();
    let Some((at, length)) = last else { return vec![text.to_owned()] };
    let (before, after) = (text.cut(..at), clean(text.cut(at + length..)));
    let mut out: Vec<String> = before.split(',').map(clean).filter(|n| !n.is_empty()).collect();
    if let [only] = out.as_slice()
        && CONJUNCTIONS.iter().any(|c| only.contains(c))
    {
        out = names(only);
    }
    out.push(after);
    out.retain(|n| !n.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn several_names_in_one_text() {
        assert_eq!(names("Ann Lee, Bo Chan, and Cy Diaz"), ["Ann Lee", "Bo Chan", "Cy Diaz"]);
        assert_eq!(names("Ann Lee and Bo Chan and Cy Diaz"), ["Ann Lee", "Bo Chan", "Cy Diaz"]);
        assert_eq!(names("Lee, Ann; Chan, Bo"), ["Lee, Ann", "Chan, Bo"]);
        assert_eq!(names("Lee, Ann"), ["Lee, Ann"]);
        assert_eq!(names("Sandra Anderson"), ["Sandra Anderson"]);
    }
}
