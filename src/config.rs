//! Where files live, and in [`settings`] what the reader has set.

use std::env;
use std::ffi::OsString;
use std::path::{self, PathBuf};

use directories::ProjectDirs;

pub mod settings;

/// Where files live on this machine for this user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directories {
    /// What a user would copy to another machine: bookmarks and settings.
    pub config: PathBuf,
    /// What may be lost: places, marks, recents.
    pub state: PathBuf,
    /// What is made anew when it is lost; none where there is no home directory.
    pub cache: Option<PathBuf>,
}

/// The user has no home directory, and none was named.
#[derive(Debug, thiserror::Error)]
#[error("cannot tell where to keep files: there is no home directory")]
pub struct Homeless;

impl Directories {
    /// Gives the directories: those that were named on the command line, else by the variables
    /// `SIDEHEAD_CONFIG_DIR` and `SIDEHEAD_STATE_DIR`, else those that the platform provides; all from
    /// the root on.
    ///
    /// # Errors
    /// Fails if one is not named and there is no home directory to have it.
    pub fn find(config: Option<PathBuf>, state: Option<PathBuf>) -> Result<Directories, Homeless> {
        let platform = ProjectDirs::from("", "", "sidehead");
        let platform = platform.as_ref();
        let config = config
            .or_else(|| named(env::var_os("SIDEHEAD_CONFIG_DIR")))
            .map(absolute)
            .or_else(|| Some(platform?.config_dir().to_path_buf()));
        let state = state
            .or_else(|| named(env::var_os("SIDEHEAD_STATE_DIR")))
            .map(absolute)
            .or_else(|| platform.map(platform_state));
        let cache = platform.map(|platform| platform.cache_dir().to_path_buf());
        Ok(Directories { config: config.ok_or(Homeless)?, state: state.ok_or(Homeless)?, cache })
    }
}

/// Gives the platform's state directory; macOS and Windows have none, and data serves.
fn platform_state(platform: &ProjectDirs) -> PathBuf {
    platform.state_dir().unwrap_or(platform.data_local_dir()).to_path_buf()
}

/// Gives the directory a variable names; an empty one names none.
fn named(variable: Option<OsString>) -> Option<PathBuf> {
    variable.filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Gives a path from the root on; relative ones begin at the current directory.
#[must_use]
pub fn absolute(path: PathBuf) -> PathBuf {
    path::absolute(&path).unwrap_or(path)
}
