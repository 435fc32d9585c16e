//! `convert.toml`, the project file; the command line takes precedence.

use super::arguments::Convert;
use super::arguments::settings::{KeyLocations, Override, Settings, parse};
use super::finding::Finding;
use super::inside::is_inside;
use super::mistake::Mistake;
use super::named::{NamedFault, Theme};
use super::streams::reason;
use super::{sources, themes};
use crate::diagnostic::codes;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The file's name.
pub const NAME: &str = "convert.toml";

/// A project file with its content.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The file.
    pub file: PathBuf,
    /// Its folder, relative to the working folder (empty if equal).
    pub folder: PathBuf,
    /// Its settings.
    pub settings: Settings,
    /// Settings for some of the files.
    pub overrides: Vec<Override>,
}

/// The project of the working folder: the nearest `convert.toml` in it or a parent, or the one named.
///
/// # Errors
/// If the file cannot be read or is invalid; holds all errors with positions.
pub fn find(named: Option<&Path>) -> Result<Option<Project>, Mistake> {
    if let Some(file) = named {
        return load(file).map(Some);
    }
    let Ok(here) = std::env::current_dir() else { return Ok(None) };
    let mut folder = PathBuf::new();
    for _ in here.ancestors() {
        let file = folder.join(NAME);
        if file.is_file() {
            if !super::owner::is_trusted(&file) {
                return Err(Mistake::File(vec![foreign(&file)]));
            }
            return load(&file).map(Some);
        }
        folder.push("..");
    }
    Ok(None)
}

/// The warning that a project file belongs to another user.
fn foreign(file: &Path) -> Finding {
    let name = sources::shown(file);
    let message = "it belongs to another user, and was not named: it is not obeyed";
    Finding::new(&codes::CONFIGURATION, Some(&name), message).help(format!(
        "if you trust it, name it (`--config {name}`) or its folder ({}=FOLDER); `--no-config` does without",
        super::owner::TRUST
    ))
}

fn load(file: &Path) -> Result<Project, Mistake> {
    let name = sources::shown(file);
    let text = std::fs::read_to_string(file).map_err(|error| {
        let message = format!("cannot be read: {}", reason(&error));
        Mistake::File(vec![Finding::new(&codes::CONFIGURATION, Some(&name), message)])
    })?;
    let folder = file.parent().unwrap_or(Path::new("")).to_owned();
    let (mut settings, mut overrides) = parse(&name, &text).map_err(Mistake::File)?;
    // Paths in the file are relative to it, wherever the command runs.
    let below = |path: OsString| if path.is_empty() || path == "-" { path } else { folder.join(path).into() };
    settings.output = settings.output.map(below);
    settings.cache = settings.cache.map(|path| folder.join(path));
    settings.choices.rebase(&folder);
    overrides.iter_mut().for_each(|o| o.choices.rebase(&folder));
    Ok(Project { file: file.to_owned(), folder, settings, overrides })
}

/// Checks that the project's keys read and write only within its folder, except for what the command line names; then
/// that the named files exist.
///
/// # Errors
/// The keys that lead outside, or to missing files.
pub fn hold(project: &Project, convert: &Convert) -> Result<(), Mistake> {
    let named = &convert.choices;
    let Settings { output, cache, choices, places, .. } = &project.settings;
    let mut keys = Vec::new();
    if convert.output.is_none() {
        keys.push(("output", output.as_deref().map(Path::new), places));
    }
    if convert.batch.cache.is_none() && !convert.batch.no_cache {
        keys.push(("cache", cache.as_deref(), places));
    }
    let tables = || {
        std::iter::once((choices, places)).chain(project.overrides.iter().map(|table| (&table.choices, &table.places)))
    };
    for (choices, places) in tables() {
        if named.theme.is_none() {
            keys.push(("theme", choices.theme.as_ref().and_then(Theme::file), places));
        }
        if named.epub_cover.is_none() {
            keys.push(("epub-cover", choices.epub_cover.as_deref(), places));
        }
        if named.root.is_none() {
            keys.push(("root", choices.root.as_deref(), places));
        }
    }
    let finding = |key: &str, places: &KeyLocations, message: String| Finding {
        place: places.get(key).cloned(),
        ..Finding::new(&codes::CONFIGURATION, Some(&sources::shown(&project.file)), message)
    };
    let outside = keys.into_iter().filter_map(|(key, place, places)| {
        let place = place.filter(|place| !place.as_os_str().is_empty() && *place != Path::new("-"))?;
        let shown = sources::shown(place);
        let help = format!("a project keeps to its own folder; for another place, name it: `--{key} {shown}`");
        (!is_inside(&project.folder, place))
            .then(|| finding(key, places, format!("`{key}` lies outside of the project: {shown}")).help(help))
    });
    let mut found: Vec<Finding> = outside.collect();
    if found.is_empty() {
        for (choices, places) in tables() {
            let told = |fault: NamedFault| finding(fault.option, places, fault.message()).help(fault.help());
            found.extend(choices.faults().into_iter().map(told));
            // With a custom theme, this is checked when it is read.
            let whole = named.clone().over(&choices.clone().over(&project.settings.choices));
            let own = whole.theme.as_ref().is_some_and(|theme| theme.file().is_some());
            if choices.margin.is_some() && !own && !whole.options().look.has_room() {
                found.push(finding("margin", places, themes::NO_ROOM.into()).help(themes::MORE_ROOM));
            }
        }
    }
    if found.is_empty() { Ok(()) } else { Err(Mistake::File(found)) }
}
