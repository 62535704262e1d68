//! The program: hands over to `sidehead::cli` and returns its exit code.

fn main() -> std::process::ExitCode {
    sidehead::cli::main()
}
