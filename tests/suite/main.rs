//! The tests that hold the house together: one program, so that it links once.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![allow(clippy::string_slice, reason = "what is sliced here is our own and ASCII where it is cut")]
#![allow(unreachable_pub, reason = "a test program has no outside")]
#![allow(missing_docs, reason = "the sentence a test is called by documents it")]

mod anchors;
mod bookmarks;
mod cli;
mod commands;
mod corrections;
mod doctor;
mod exports;
mod floors;
mod hindered;
mod hints;
mod imports;
mod keeping;
mod licences;
mod marking;
mod outlines;
mod passages;
mod reading;
mod readme;
mod screens;
mod searches;
mod shelf;
mod starts;
mod store;
mod store_git;
mod support;
mod terminal;
mod windows;
