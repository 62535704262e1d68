//! `sidehead` reads an article in a terminal: its sections stand in a pane beside the wrapped text,
//! one key jumps between them, and any passage can be bookmarked so that it is found again after
//! the article has changed.
//!
//! The house has floors, and a room imports its own files and rooms on lower floors only, never
//! upwards or sideways (but `format` may ask `outline`); `tests/suite/floors.rs` holds it to that.
//! From the ground up:

// 0, the ground: strings as a terminal and a reader see them.
pub mod text;

// 1, the model: one text and ranges over it.
pub mod document;

// 2, the workshops: pure, and strangers to each other, but that `format` asks `outline`.
pub mod bookmark;
pub mod format;
pub mod layout;
pub mod outline;
pub mod search;

// 3, the outside world: disk and environment.
pub mod config;
pub mod source;
pub mod store;

// 4, the reader at work: pure.
pub mod app;
pub mod article;

// 5, the windows: draw, and decide nothing.
pub mod ui;

// 6, the machine room: the terminal, threads, signals, time.
pub mod terminal;

// 7, the door: the command line.
pub mod cli;
