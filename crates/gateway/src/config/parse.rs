//! What a user writes for a setting, read. Knows no setting by name; errors complete "the value … is wrong: ".

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use base::arn::AccountId;
use lambda_exec::executor::docker::Pull;
use tracing_subscriber::filter::Targets;

use base::service::Facts;

use crate::services;

/// A key that requests may be signed with.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessKey {
    /// The access key id.
    pub id: String,
    /// The secret.
    pub secret: String,
    /// The session token that must come with it, for temporary credentials.
    pub session_token: Option<String>,
}

impl std::fmt::Debug for AccessKey {
    /// Without the secret: settings are printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AccessKey({})", self.id)
    }
}

pub(super) fn number<N: FromStr<Err: std::fmt::Display>>(text: &str) -> Result<N, String> {
    text.parse().map_err(|cause: N::Err| cause.to_string())
}

pub(super) fn at_least_one(text: &str) -> Result<usize, String> {
    match number(text)? {
        0 => Err("at least 1".to_owned()),
        n => Ok(n),
    }
}

pub(super) fn stream_shards(text: &str) -> Result<u32, String> {
    match number(text)? {
        shards @ 1..=ddb_engine::MAX_STREAM_SHARDS => Ok(shards),
        _ => Err(format!("1 to {}", ddb_engine::MAX_STREAM_SHARDS)),
    }
}

/// Shards that live shorter would be many more, in each listing of a day, than any reader expects.
pub(super) fn shard_life(text: &str) -> Result<Duration, String> {
    match duration(text)? {
        life if life.is_zero() || life >= Duration::from_secs(60) => Ok(life),
        _ => Err("at least 1m, or 0 for ever".to_owned()),
    }
}

pub(super) fn factor(text: &str) -> Result<f64, String> {
    let factor: f64 = number(text)?;
    if (0.0..=1000.0).contains(&factor) { Ok(factor) } else { Err("0 to 1000".to_owned()) }
}

pub(super) fn host(text: &str) -> Result<IpAddr, String> {
    // Not looked up: a static binary would need the system's resolver at run time for one name.
    if text == "localhost" {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    bare.parse().map_err(|_| "an IP address, such as 127.0.0.1, 0.0.0.0 or ::1".to_owned())
}

pub(super) fn authority(text: &str) -> Result<String, String> {
    match text.parse::<http::uri::Authority>() {
        Ok(authority) if !authority.host().is_empty() => Ok(text.to_owned()),
        _ => Err("a name and perhaps a port, such as localhost.localstack.cloud:4566".to_owned()),
    }
}

pub(super) fn folders(text: &str) -> Result<Vec<PathBuf>, String> {
    let folders: Vec<PathBuf> = list(text).into_iter().map(PathBuf::from).collect();
    match folders.iter().all(|folder| folder.is_absolute()) {
        true => Ok(folders),
        false => Err("absolute paths, separated by commas".to_owned()),
    }
}

pub(super) fn authorities(text: &str) -> Result<Vec<String>, String> {
    list(text).iter().map(|item| authority(item)).collect()
}

pub(super) fn host_name(text: &str) -> Result<String, String> {
    match text.parse::<http::uri::Authority>() {
        Ok(authority) if authority.host() == text && !text.is_empty() => Ok(text.to_owned()),
        _ => Err("a name or an address without a port, such as host.docker.internal".to_owned()),
    }
}

pub(super) fn choice<T: Copy>(text: &str, choices: &[(&str, T)]) -> Result<T, String> {
    choices
        .iter()
        .find_map(|&(name, value)| (name == text).then_some(value))
        .ok_or_else(|| choices.iter().map(|&(name, _)| name).collect::<Vec<_>>().join(" or "))
}

pub(super) fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

pub(super) fn services(text: &str) -> Result<Vec<&'static Facts>, String> {
    let known = || {
        let names: Vec<&str> = services::switches(services::ALL).map(|facts| facts.name).collect();
        names.join(", ")
    };
    if text == "all" {
        return Ok(services::switches(services::ALL).collect());
    }
    let services: Vec<&'static Facts> = list(text)
        .iter()
        .map(|name| {
            services::named(name)
                .ok_or_else(|| format!("there is no service '{name}'; there are {}", known()))
        })
        .collect::<Result<_, _>>()?;
    if services.is_empty() { Err(format!("at least one of {}", known())) } else { Ok(services) }
}

pub(super) fn access_keys(text: &str) -> Result<Vec<AccessKey>, String> {
    let read = |item: &String| {
        let mut fields = item.splitn(3, ':');
        let mut next = || fields.next().filter(|field| !field.is_empty()).map(str::to_owned);
        match (next(), next()) {
            (Some(id), Some(secret)) => Ok(AccessKey { id, secret, session_token: next() }),
            _ => Err("ID:SECRET or ID:SECRET:SESSION-TOKEN, separated by commas".to_owned()),
        }
    };
    list(text).iter().map(read).collect()
}

/// The ways of running functions.
pub(super) const EXECUTORS: &[(&str, &str)] =
    &[("auto", "auto"), ("wasm", "wasm"), ("process", "process"), ("docker", "docker")];

/// When images are pulled.
pub(super) const PULLS: &[(&str, Pull)] =
    &[("never", Pull::Never), ("missing", Pull::Missing), ("always", Pull::Always)];

/// Images by runtimes.
pub(super) fn images(text: &str) -> Result<BTreeMap<String, String>, String> {
    let read = |item: &String| match item.split_once('=') {
        Some((runtime, image)) if !runtime.is_empty() && !image.is_empty() => {
            Ok((runtime.trim().to_owned(), image.trim().to_owned()))
        }
        _ => Err("RUNTIME=IMAGE, separated by commas".to_owned()),
    };
    list(text).iter().map(read).collect()
}

/// `250ms`, `10s`, `15m`, `1h`; a plain number is seconds.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
    let millis = scaled(text, &units, 1_000).ok_or("a time, such as 250ms, 10s, 15m, 1h or 30d")?;
    Ok(Duration::from_millis(millis))
}

/// A time in milliseconds.
pub(super) fn whole_millis(text: &str) -> Result<u64, String> {
    let time = duration(text)?;
    u64::try_from(time.as_millis()).map_err(|_| "a time of less than half a billion years".to_owned())
}

/// For how many seconds unused throughput is kept.
pub(super) fn burst(text: &str) -> Result<u32, String> {
    let seconds = u32::try_from(duration(text)?.as_secs()).ok().filter(|seconds| *seconds > 0);
    seconds.ok_or_else(|| "a time of 1s at least".to_owned())
}

/// `64KiB`, `16MiB`, `5GiB`; a plain number is bytes.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];
    scaled(text, &units, 1).ok_or_else(|| "a size, such as 65536, 64KiB, 16MiB or 5GiB".to_owned())
}

/// `s3://BUCKET`, perhaps with a prefix: plain names between single slashes.
pub(super) fn bucket(text: &str) -> Result<(String, String), String> {
    let wrong =
        || "s3://BUCKET or s3://BUCKET/PREFIX, of letters, digits, dots, dashes and underlines".to_owned();
    let rest = text.strip_prefix("s3://").ok_or_else(wrong)?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
    let is_plain = |name: &str| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
        !name.is_empty() && name.bytes().all(plain) && name.bytes().any(|b| b != b'.')
    };
    if is_plain(bucket) && (prefix.is_empty() || prefix.split('/').all(is_plain)) {
        return Ok((bucket.to_owned(), prefix.to_owned()));
    }
    Err(wrong())
}

/// The URL of a service, without a path.
pub(super) fn url(text: &str) -> Result<String, String> {
    let url = text.trim_end_matches('/');
    let is_one = url.parse::<http::Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.authority().is_some() && uri.path() == "/"
    });
    if is_one { Ok(url.to_owned()) } else { Err("a URL, such as http://127.0.0.1:9000".to_owned()) }
}

pub(super) fn budget(text: &str) -> Result<u64, String> {
    match size(text)? {
        size if size < 1 << 20 => Err("1MiB at least".to_owned()),
        size => Ok(size),
    }
}

pub(super) fn header_bytes(text: &str) -> Result<usize, String> {
    match size(text)? {
        size @ 8_192..=16_777_216 => Ok(usize::try_from(size).unwrap_or(usize::MAX)),
        _ => Err("8KiB to 16MiB".to_owned()),
    }
}

fn scaled(text: &str, units: &[(&str, u64)], plain: u64) -> Option<u64> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits)?;
    let unit = unit.trim();
    let factor =
        if unit.is_empty() { plain } else { units.iter().find_map(|&(n, f)| (n == unit).then_some(f))? };
    number.parse::<u64>().ok()?.checked_mul(factor)
}

pub(super) fn log_filter(text: &str) -> Result<String, String> {
    let wrong = || "off, error, warn, info, debug, trace, or target=LEVEL pairs".to_owned();
    text.parse::<Targets>().map_err(|_| wrong())?;
    // A lone word is read as a target by the library, so that `--log inf` would silently log everything of `inf`.
    let known = ["off", "error", "warn", "info", "debug", "trace"];
    let loose = text.split(',').any(|part| !part.contains('=') && !known.contains(&part));
    if loose { Err(wrong()) } else { Ok(text.to_owned()) }
}

// What LocalStack's variables say, as values of our settings.

pub(super) fn as_is(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// `GATEWAY_LISTEN` is a list of `[host][:port]`; we have one listener, the first.
fn listen(text: &str) -> (&str, &str) {
    let first = text.split(',').next().unwrap_or_default().trim();
    match first.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => (host, port),
        _ if !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit()) => ("", first),
        _ => (first, ""),
    }
}

pub(super) fn listen_host(text: &str) -> Option<String> {
    Some(listen(text).0).filter(|host| !host.is_empty()).map(str::to_owned)
}

pub(super) fn listen_port(text: &str) -> Option<String> {
    Some(listen(text).1).filter(|port| !port.is_empty()).map(str::to_owned)
}

fn is_on(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on")
}

pub(super) fn persistence(text: &str) -> Option<String> {
    is_on(text).then(|| "./.ruststack".to_owned())
}

/// A switch of LocalStack's that turns one of ours on.
pub(super) fn switched_on(text: &str) -> Option<String> {
    is_on(text).then(|| "on".to_owned())
}

pub(super) fn debug(text: &str) -> Option<String> {
    is_on(text).then(|| "debug".to_owned())
}

pub(super) fn localstack_log(text: &str) -> Option<String> {
    let level = match text {
        "trace" | "trace-internal" => "trace",
        "debug" => "debug",
        "info" => "info",
        "warn" | "warning" => "warn",
        "error" => "error",
        _ => return None,
    };
    Some(level.to_owned())
}

/// LocalStack's users list many services, some with ports, of which we have four. Those that we do not have refuse
/// by name anyway.
pub(super) fn localstack_services(text: &str) -> Option<String> {
    let names = list(text);
    let known: Vec<&str> = names
        .iter()
        .filter_map(|name| services::named(name.split(':').next()?).map(|facts| facts.name))
        .collect();
    (!known.is_empty()).then(|| known.join(","))
}

pub(super) fn millis(text: &str) -> Option<String> {
    Some(format!("{text}ms"))
}

pub(super) fn account(text: &str) -> Result<AccountId, String> {
    AccountId::parse(text).ok_or_else(|| format!("'{text}' is no account: it has twelve digits"))
}
