//! What several tests stand on.

pub mod chance;
pub mod ferry;
pub mod output;
pub mod program;
pub mod reader;
pub mod rust;
pub mod session;
