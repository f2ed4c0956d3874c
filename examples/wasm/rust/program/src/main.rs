//! A function as a program with a main: the event comes on standard input, the response goes to standard output, what is
//! said on standard error is the log. An exit status other than 0 is a function error.

use std::env;
use std::io::{self, Read as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut event = String::new();
    if let Err(error) = io::stdin().read_to_string(&mut event) {
        eprintln!("no event: {error}");
        return ExitCode::FAILURE;
    }
    let request = env::var("AWS_LAMBDA_REQUEST_ID").unwrap_or_default();
    eprintln!("an event of {} bytes", event.len());
    if event.is_empty() || event == "null" {
        print!(r#"{{"errorType":"NoEvent","errorMessage":"whom shall I greet?"}}"#);
        return ExitCode::FAILURE;
    }
    print!(r#"{{"hello":{event},"request":"{request}"}}"#);
    ExitCode::SUCCESS
}
