//! Function packages made on the spot.

use std::io::{Cursor, Write as _};

use crate::Result;

/// A WASI command that copies standard input to standard output: a function that answers its event.
const ECHO: &str = r#"
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")
    (loop $more
      (i32.store (i32.const 0) (i32.const 1024))
      (i32.store (i32.const 4) (i32.const 65536))
      (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
      (if (i32.load (i32.const 8))
        (then
          (i32.store (i32.const 4) (i32.load (i32.const 8)))
          (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 12)))
          (br $more))))))
"#;

/// A package whose function, in WASM, sends `request` through `aws_call` and answers what comes back.
/// `docs/wasm-functions.md` has the form of the request.
pub fn caller(request: &str) -> Result<Vec<u8>> {
    let quoted: String = request.bytes().map(|byte| format!("\\{byte:02x}")).collect();
    let module = format!(
        r#"
(module
  (import "ruststack" "aws_call" (func $call (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 1024) "{quoted}")
  (func (export "_start")
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (call $call (i32.const 1024) (i32.const {}) (i32.const 65536) (i32.const 65536)))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 12)))))
"#,
        request.len()
    );
    zip(&[("bootstrap", &wat::parse_str(module)?)])
}

/// A package whose function, in WASM, sends `head` and its event behind it through `aws_call`. It fails unless the answer
/// is a 200, so that an event whose work was not done is tried again.
pub fn caller_of_events(head: &str) -> Result<Vec<u8>> {
    let quoted: String = head.bytes().map(|byte| format!("\\{byte:02x}")).collect();
    let module = format!(
        r#"
(module
  (import "ruststack" "aws_call" (func $call (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 1024) "{quoted}")
  (func (export "_start") (local $at i32)
    (local.set $at (i32.const {}))
    (loop $more
      (i32.store (i32.const 0) (local.get $at))
      (i32.store (i32.const 4) (i32.sub (i32.const 65536) (local.get $at)))
      (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
      (if (i32.load (i32.const 8))
        (then
          (local.set $at (i32.add (local.get $at) (i32.load (i32.const 8))))
          (br $more))))
    (drop (call $call (i32.const 1024) (i32.sub (local.get $at) (i32.const 1024)) (i32.const 65536) (i32.const 65536)))
    (if (i32.ne (i32.load (i32.const 65536)) (i32.const 0x0a303032)) (then unreachable))))
"#,
        1024 + head.len()
    );
    zip(&[("bootstrap", &wat::parse_str(module)?)])
}

/// A package whose function, in WASM, answers its event.
pub fn echo() -> Result<Vec<u8>> {
    zip(&[("bootstrap", &wat::parse_str(ECHO)?)])
}

/// A component with our world that answers its event.
const ECHO_COMPONENT: &str = r#"
(component
  (type $record (record (field "request-id" string)))
  (import "context" (type $context (eq $record)))
  (core module $module
    (memory (export "memory") 2)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (local $at i32)
      (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
      (global.set $next (i32.add (local.get $at) (local.get 3)))
      (local.get $at))
    (func (export "handler") (param $event i32) (param $len i32) (param i32 i32) (result i32)
      (i32.store (i32.const 20) (local.get $event))
      (i32.store (i32.const 24) (local.get $len))
      (global.set $next (i32.const 1024))
      (i32.const 16)))
  (core instance $it (instantiate $module))
  (func (export "handler") (param "event" string) (param "context" $context)
    (result (result string (error string)))
    (canon lift (core func $it "handler") (memory (core memory $it "memory"))
      (realloc (core func $it "realloc")))))
"#;

/// A package whose function, as a component, answers events that are short.
pub fn echo_component() -> Result<Vec<u8>> {
    zip(&[("bootstrap", &wat::parse_str(ECHO_COMPONENT)?)])
}

/// A WASI command that waits for a second.
const SLEEPER: &str = r#"
(module
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start")
    ;; A clock, the one that only goes forward, and so many nanoseconds of it.
    (i32.store (i32.const 16) (i32.const 1))
    (i64.store (i32.const 24) (i64.const 1000000000))
    (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))))
"#;

/// A package whose function, in WASM, takes a second.
pub fn sleeper() -> Result<Vec<u8>> {
    zip(&[("bootstrap", &wat::parse_str(SLEEPER)?)])
}

/// The package of [`echo`] with one file more: other code to Lambda, and the same function.
pub fn echo_with(name: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    zip(&[("bootstrap", &wat::parse_str(ECHO)?), (name, bytes)])
}

/// A zip archive of these files, all executable.
pub fn zip(files: &[(&str, &[u8])]) -> Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default().unix_permissions(0o755))?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
