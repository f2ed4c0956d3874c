//! The settings: one table of all of them, and the struct they become. Flags, variables, keys of the file, the help
//! and docs/configuration.md all come from the table.

pub mod page;
mod parse;
mod resolve;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

pub use parse::AccessKey;
pub use resolve::{Error, Resolved, Source, Sources, read_file};

use ddb_engine::Realism;

use base::service::Facts;

/// One line of the table.
#[derive(Debug)]
pub struct Setting {
    /// The name: `--NAME` as a flag, `NAME` in the file, `RUSTSTACK_NAME` in the environment.
    pub name: &'static str,
    /// The heading it stands below.
    pub section: &'static str,
    /// What a value looks like, for the help.
    pub value: &'static str,
    /// The default, as a user would write it; empty where leaving it out is the default.
    pub default: &'static str,
    /// What it does.
    pub help: &'static str,
    /// Variables that LocalStack's users know it by.
    pub aliases: &'static [Alias],
    /// Reads a value. The error completes the sentence "the value … is wrong: ".
    pub apply: fn(&mut Settings, &str) -> Result<(), String>,
}

/// A variable of LocalStack that means a setting of ours.
#[derive(Debug)]
pub struct Alias {
    /// The variable's name.
    pub variable: &'static str,
    /// Its value as a value of our setting, or nothing if it says nothing about it.
    pub convert: fn(&str) -> Option<String>,
}

/// What is in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on; 0 lets the system choose.
    pub port: u16,
    /// `name:port` under which clients reach us, for addresses that we hand out; by default host and port.
    pub public_host: Option<String>,
    /// The folder for the CA of https; nothing where the user has none.
    pub tls_dir: Option<PathBuf>,
    /// The file with the certificate to show instead.
    pub tls_cert: Option<PathBuf>,
    /// The file with its key, if that is another.
    pub tls_key: Option<PathBuf>,
    /// The folder for state, or memory.
    pub data_dir: Option<PathBuf>,
    /// The seed of all random ids, if runs should repeat.
    pub seed: Option<u64>,
    /// Which log lines to write: a level, or `target=level` pairs.
    pub log: String,
    /// How to write them.
    pub log_format: LogFormat,
    /// The services that answer.
    pub services: Vec<&'static Facts>,
    /// Whether members of requests that are only kept are refused.
    pub strict: bool,
    /// Whether SQS makes its users wait a minute between two purges, and for the name of a deleted queue.
    pub sqs_delays: bool,
    /// Origins of web pages that may call us.
    pub cors_origins: Vec<String>,
    /// Names that requests may call us by, beside those that are ours anyway.
    pub allowed_hosts: Vec<String>,
    /// What to do with signatures.
    pub auth: Auth,
    /// The keys that are known when signatures are verified.
    pub access_keys: Vec<AccessKey>,
    /// How far the time of a signed request may be from ours, or as far as AWS allows.
    pub auth_skew: Option<Duration>,
    /// The most bytes of a request's line and headers.
    pub max_header_bytes: usize,
    /// The most bytes of a request's body; 0 leaves it to the services' own limits.
    pub max_body_bytes: u64,
    /// The most bytes of requests' bodies that are held at a time.
    pub max_bytes_in_flight: u64,
    /// The most connections at a time.
    pub max_connections: usize,
    /// How long a client may take to send a request's headers.
    pub header_timeout: Duration,
    /// How long requests in flight and background tasks have to end after a signal.
    pub shutdown_grace: Duration,
    /// What the waits between attempts of an asynchronous invocation are multiplied with.
    pub lambda_retry_scale: f64,
    /// How long an idle environment is kept warm.
    pub lambda_idle: Duration,
    /// Host names below which buckets are addressed as `bucket.name`.
    pub s3_domains: Vec<String>,
    /// Shards of a DynamoDB stream that are open at a time.
    pub dynamodb_stream_shards: u32,
    /// How long a shard of a DynamoDB stream is open; zero for ever.
    pub dynamodb_stream_shard_life: Duration,
    /// The most bytes of the records of all DynamoDB streams.
    pub dynamodb_stream_bytes: u64,
    /// The most bytes of the undo records of point-in-time recovery.
    pub dynamodb_recovery_bytes: u64,
    /// The most bytes of an item collection.
    pub dynamodb_item_collection_bytes: u64,
    /// What AWS does to its users and is off here unless asked for.
    pub dynamodb_realism: Realism,
}

/// What to do with signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Read them for account and region; any key is good, none too.
    Off,
    /// Refuse what is not signed by a known key.
    Verify,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Human,
    /// One JSON object a line.
    Json,
}

impl Setting {
    /// The variable that sets it.
    pub fn variable(&self) -> String {
        format!("RUSTSTACK_{}", self.name.to_ascii_uppercase().replace('-', "_"))
    }
}

/// The table. Its order is the order of the help.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "host",
        section: "Address",
        value: "ADDRESS",
        default: "127.0.0.1",
        help: "Address to listen on. 0.0.0.0 makes RustStack reachable from other machines and containers.",
        aliases: &[Alias { variable: "GATEWAY_LISTEN", convert: parse::listen_host }],
        apply: |s, text| parse::host(text).map(|host| s.host = host),
    },
    Setting {
        name: "port",
        section: "Address",
        value: "PORT",
        default: "4566",
        help: "Port to listen on. 0 takes a free one, which the log names.",
        aliases: &[Alias { variable: "GATEWAY_LISTEN", convert: parse::listen_port }],
        apply: |s, text| parse::number(text).map(|port| s.port = port),
    },
    Setting {
        name: "public-host",
        section: "Address",
        value: "NAME[:PORT]",
        default: "",
        help: "Name under which clients and functions reach RustStack, for addresses that it hands out. \
               By default what a client called, and host and port for functions.",
        aliases: &[Alias { variable: "LOCALSTACK_HOST", convert: parse::as_is }],
        apply: |s, text| parse::authority(text).map(|name| s.public_host = Some(name)),
    },
    Setting {
        name: "cors-origins",
        section: "Address",
        value: "LIST",
        default: "",
        help: "Origins of web pages that may call RustStack, beside those on this machine: \
               https://app.example, … or * for all.",
        aliases: &[Alias { variable: "EXTRA_CORS_ALLOWED_ORIGINS", convert: parse::as_is }],
        apply: |s, text| {
            s.cors_origins = parse::list(text);
            Ok(())
        },
    },
    Setting {
        name: "allowed-hosts",
        section: "Address",
        value: "LIST",
        default: "",
        help: "Names that requests may have as their Host where RustStack listens on a loopback address, each with \
               all names below it, or * for all: beside IP addresses, localhost, this host's name, \
               host.docker.internal, and the names of s3-domains and public-host. A web page whose own name was made \
               to lead to this machine is refused by that.",
        aliases: &[],
        apply: |s, text| {
            s.allowed_hosts = parse::list(text);
            Ok(())
        },
    },
    Setting {
        name: "tls-dir",
        section: "HTTPS",
        value: "FOLDER",
        default: "",
        help: "Folder to keep the CA in, by which RustStack certifies itself to clients that speak https, on the same \
               port; folder and CA are made when the first does. By default $XDG_STATE_HOME/ruststack or \
               ~/.local/state/ruststack; where that cannot be written, a CA in memory. `ruststack tls-ca` prints what \
               clients are to trust. It certifies localhost, localhost.localstack.cloud, amazonaws.com, \
               amazonaws.com.cn, host.docker.internal and all names below them, addresses of this machine and of private \
               networks, and, by a CA of their own in the same folder, what public-host, s3-domains and allowed-hosts \
               name.",
        aliases: &[],
        apply: |s, text| {
            s.tls_dir = Some(PathBuf::from(text));
            Ok(())
        },
    },
    Setting {
        name: "tls-cert",
        section: "HTTPS",
        value: "FILE",
        default: "",
        help: "PEM file with the certificate, and its chain, to show to clients that speak https, whatever name they call, \
               instead of one by RustStack's CA.",
        aliases: &[Alias { variable: "CUSTOM_SSL_CERT_PATH", convert: parse::as_is }],
        apply: |s, text| {
            s.tls_cert = Some(PathBuf::from(text));
            Ok(())
        },
    },
    Setting {
        name: "tls-key",
        section: "HTTPS",
        value: "FILE",
        default: "",
        help: "PEM file with the private key of tls-cert. By default it stands in the same file.",
        aliases: &[],
        apply: |s, text| {
            s.tls_key = Some(PathBuf::from(text));
            Ok(())
        },
    },
    Setting {
        name: "data-dir",
        section: "State",
        value: "FOLDER",
        default: "",
        help: "Folder to keep all state in; it is made if it is not there. Without it state lives in memory \
               and ends with the process. PERSISTENCE=1 means ./.ruststack. What a reply showed survives the end of the \
               process, kill -9 included. It may not survive a loss of power or a crash of the operating system: that can \
               take what was written in the minute before, leave objects of that minute damaged, or leave a folder that \
               the next start refuses. When a write to the disk fails, as on a full one, nothing is lost that a reply \
               showed; every request is refused from then on, and health answers 503, until a restart. All but large \
               objects is in memory too. The files of a folder in use take two to four times what is in it, and up to \
               twelve times where few of many small items are overwritten again and again. `ruststack compact --data-dir FOLDER` writes the files anew, without what was \
               overwritten, while no server uses them.",
        aliases: &[Alias { variable: "PERSISTENCE", convert: parse::persistence }],
        apply: |s, text| {
            s.data_dir = Some(PathBuf::from(text));
            Ok(())
        },
    },
    Setting {
        name: "seed",
        section: "State",
        value: "NUMBER",
        default: "",
        help: "Draw all random ids from the sequence of this number, so that a run repeats. Each start on a data folder \
               has a sequence of its own, which number and count of starts decide.",
        aliases: &[],
        apply: |s, text| parse::number(text).map(|seed| s.seed = Some(seed)),
    },
    Setting {
        name: "log",
        section: "Log",
        value: "LEVEL",
        default: "info",
        help: "How much to log, on standard error: off, error, warn, info, debug or trace; or target=LEVEL \
               pairs, such as warn,gateway=debug.",
        aliases: &[
            Alias { variable: "DEBUG", convert: parse::debug },
            Alias { variable: "LS_LOG", convert: parse::localstack_log },
        ],
        apply: |s, text| parse::log_filter(text).map(|filter| s.log = filter),
    },
    Setting {
        name: "log-format",
        section: "Log",
        value: "FORMAT",
        default: "human",
        help: "How a log line looks: human, or json.",
        aliases: &[],
        apply: |s, text| {
            parse::choice(text, &[("human", LogFormat::Human), ("json", LogFormat::Json)])
                .map(|format| s.log_format = format)
        },
    },
    Setting {
        name: "services",
        section: "Services",
        value: "LIST",
        default: "all",
        help: "Services that answer, or `all`; the others refuse by name.",
        aliases: &[Alias { variable: "SERVICES", convert: parse::localstack_services }],
        apply: |s, text| parse::services(text).map(|services| s.services = services),
    },
    Setting {
        name: "strict",
        section: "Services",
        value: "on|off",
        default: "off",
        help: "Refuse what is taken, kept and shown back, and does not act here, such as a function's VPC. Off, the log \
               names it. Refuse keys of KMS that nobody has made, too.",
        aliases: &[],
        apply: |s, text| parse::choice(text, &[("on", true), ("off", false)]).map(|strict| s.strict = strict),
    },
    Setting {
        name: "s3-domains",
        section: "Services",
        value: "LIST",
        default: "localhost,localhost.localstack.cloud,amazonaws.com,amazonaws.com.cn",
        help: "Host names below which a bucket is addressed as BUCKET.NAME, BUCKET.s3.NAME or \
               BUCKET.s3.REGION.NAME.",
        aliases: &[],
        apply: |s, text| {
            s.s3_domains = parse::list(text);
            Ok(())
        },
    },
    Setting {
        name: "sqs-delays",
        section: "Services",
        value: "on|off",
        default: "off",
        help: "Whether a queue can be purged only once in a minute, and its name is taken for a minute once it is deleted, \
               as on AWS.",
        aliases: &[
            Alias { variable: "SQS_DELAY_PURGE_RETRY", convert: parse::switched_on },
            Alias { variable: "SQS_DELAY_RECENTLY_DELETED", convert: parse::switched_on },
        ],
        apply: |s, text| parse::choice(text, &[("on", true), ("off", false)]).map(|on| s.sqs_delays = on),
    },
    Setting {
        name: "dynamodb-stream-shards",
        section: "Services",
        value: "NUMBER",
        default: "1",
        help: "Shards of a DynamoDB stream that are open at a time, 1 to 64; the partition key chooses among \
               them. A stream keeps the number that it was opened with.",
        aliases: &[],
        apply: |s, text| parse::stream_shards(text).map(|n| s.dynamodb_stream_shards = n),
    },
    Setting {
        name: "dynamodb-stream-shard-life",
        section: "Services",
        value: "TIME",
        default: "4h",
        help: "How long a shard of a DynamoDB stream is open before another continues it, 1m at least; 0 for \
               ever. A stream keeps the time that it was opened with.",
        aliases: &[],
        apply: |s, text| parse::shard_life(text).map(|time| s.dynamodb_stream_shard_life = time),
    },
    Setting {
        name: "dynamodb-stream-bytes",
        section: "Services",
        value: "SIZE",
        default: "256MiB",
        help: "The most bytes that the records of all DynamoDB streams may take, 1MiB at least. Beyond it the oldest \
               go, as those that are older than a day do. AWS keeps a day's, however much that is; the default is \
               about a million records of small items, more than a program that reads its stream falls behind by.",
        aliases: &[],
        apply: |s, text| parse::budget(text).map(|size| s.dynamodb_stream_bytes = size),
    },
    Setting {
        name: "dynamodb-recovery-bytes",
        section: "Services",
        value: "SIZE",
        default: "512MiB",
        help: "The most bytes that point-in-time recovery may take for what the items of all DynamoDB tables were, \
               1MiB at least. Beyond it the oldest go, and EarliestRestorableDateTime moves forward. AWS keeps up to \
               35 days; the default is about a million changes of small items.",
        aliases: &[],
        apply: |s, text| parse::budget(text).map(|size| s.dynamodb_recovery_bytes = size),
    },
    Setting {
        name: "dynamodb-item-collection-bytes",
        section: "Services",
        value: "SIZE",
        default: "10GiB",
        help: "The most bytes that items of one partition key may have together in a table with local secondary \
               indexes, index entries included. AWS's limit, or less, to see a program meet it.",
        aliases: &[],
        apply: |s, text| parse::size(text).map(|size| s.dynamodb_item_collection_bytes = size),
    },
    Setting {
        name: "dynamodb-throttling",
        section: "Services",
        value: "MODE",
        default: "off",
        help: "Whether DynamoDB requests beyond the provisioned throughput of a table or index, or beyond its maximum \
               on demand, are refused as on AWS: off or on.",
        aliases: &[],
        apply: |s, text| {
            parse::choice(text, &[("off", false), ("on", true)]).map(|on| s.dynamodb_realism.throttling = on)
        },
    },
    Setting {
        name: "dynamodb-burst",
        section: "Services",
        value: "TIME",
        default: "5m",
        help: "For how long unused throughput is kept where DynamoDB throttles, 1s at least; in whole seconds.",
        aliases: &[],
        apply: |s, text| parse::burst(text).map(|seconds| s.dynamodb_realism.burst_seconds = seconds),
    },
    Setting {
        name: "dynamodb-table-lag",
        section: "Services",
        value: "TIME",
        default: "0",
        help: "How old the state is that DynamoDB's reads of tables and local indexes without ConsistentRead see.",
        aliases: &[],
        apply: |s, text| parse::whole_millis(text).map(|ms| s.dynamodb_realism.table_lag_ms = ms),
    },
    Setting {
        name: "dynamodb-index-lag",
        section: "Services",
        value: "TIME",
        default: "0",
        help: "How old the state is that DynamoDB's reads of global and vector indexes see.",
        aliases: &[],
        apply: |s, text| parse::whole_millis(text).map(|ms| s.dynamodb_realism.index_lag_ms = ms),
    },
    Setting {
        name: "dynamodb-transition",
        section: "Services",
        value: "TIME",
        default: "0",
        help: "How long a DynamoDB table is CREATING, UPDATING and DELETING, and TTL ENABLING; an added index is \
               filled after twice that time.",
        aliases: &[],
        apply: |s, text| parse::whole_millis(text).map(|ms| s.dynamodb_realism.transition_ms = ms),
    },
    Setting {
        name: "lambda-retry-scale",
        section: "Services",
        value: "FACTOR",
        default: "1",
        help: "What the waits between attempts of an asynchronous invocation (1 and 2 minutes on AWS) are \
               multiplied with. 0 retries at once.",
        aliases: &[],
        apply: |s, text| parse::factor(text).map(|factor| s.lambda_retry_scale = factor),
    },
    Setting {
        name: "lambda-idle",
        section: "Services",
        value: "TIME",
        default: "10m",
        help: "How long an idle environment of a function is kept warm.",
        aliases: &[Alias { variable: "LAMBDA_KEEPALIVE_MS", convert: parse::millis }],
        apply: |s, text| parse::duration(text).map(|time| s.lambda_idle = time),
    },
    Setting {
        name: "auth",
        section: "Credentials",
        value: "MODE",
        default: "off",
        help: "What to do with signatures. off: any access key is good, and none is too. verify: requests must \
               be signed by one of the access keys, as on AWS.",
        aliases: &[],
        apply: |s, text| {
            parse::choice(text, &[("off", Auth::Off), ("verify", Auth::Verify)]).map(|auth| s.auth = auth)
        },
    },
    Setting {
        name: "access-keys",
        section: "Credentials",
        value: "LIST",
        default: "test:test",
        help: "Access keys that verify knows: ID:SECRET or ID:SECRET:SESSION-TOKEN, … . An id of twelve \
               digits is an account of its own; any other belongs to account 000000000000.",
        aliases: &[],
        apply: |s, text| parse::access_keys(text).map(|keys| s.access_keys = keys),
    },
    Setting {
        name: "auth-skew",
        section: "Credentials",
        value: "TIME",
        default: "",
        help: "How far the time of a signed request may be from RustStack's when signatures are verified. By \
               default as on AWS: 15m for S3 and DynamoDB, 5m for others.",
        aliases: &[],
        apply: |s, text| parse::duration(text).map(|skew| s.auth_skew = Some(skew)),
    },
    Setting {
        name: "max-header-bytes",
        section: "Limits",
        value: "SIZE",
        default: "64KiB",
        help: "The most bytes of a request's line and headers, 8KiB at least; more is answered with 431. \
               It is also the read buffer of a connection.",
        aliases: &[],
        apply: |s, text| parse::header_bytes(text).map(|size| s.max_header_bytes = size),
    },
    Setting {
        name: "max-body-bytes",
        section: "Limits",
        value: "SIZE",
        default: "0",
        help: "The most bytes of a request's body; more is answered with 413. 0 leaves it to the services' \
               own limits, which are AWS's.",
        aliases: &[],
        apply: |s, text| parse::size(text).map(|size| s.max_body_bytes = size),
    },
    Setting {
        name: "max-bytes-in-flight",
        section: "Limits",
        value: "SIZE",
        default: "512MiB",
        help: "The most bytes of requests' bodies that are held in memory at a time, 1MiB at least; further bodies \
               wait to be read. Bodies of 64KiB and less never wait, and what S3 stores as it comes counts as 8MiB \
               at most.",
        aliases: &[],
        apply: |s, text| parse::budget(text).map(|size| s.max_bytes_in_flight = size),
    },
    Setting {
        name: "max-connections",
        section: "Limits",
        value: "NUMBER",
        default: "1000",
        help: "The most connections at a time; further ones wait to be accepted.",
        aliases: &[],
        apply: |s, text| parse::at_least_one(text).map(|n| s.max_connections = n),
    },
    Setting {
        name: "header-timeout",
        section: "Limits",
        value: "TIME",
        default: "60s",
        help: "How long a client may take to send the headers of a request, and a connection may idle before \
               it is closed.",
        aliases: &[],
        apply: |s, text| parse::duration(text).map(|time| s.header_timeout = time),
    },
    Setting {
        name: "shutdown-grace",
        section: "Limits",
        value: "TIME",
        default: "10s",
        help: "How long RustStack takes to end after SIGTERM or Ctrl-C, 1s at least, whatever runs in it: the last \
               fifth is for the store, the rest for requests in flight and background work. A second signal ends at \
               once.",
        aliases: &[],
        apply: |s, text| parse::duration(text).map(|time| s.shutdown_grace = time),
    },
];

impl Settings {
    /// Whether a service is on.
    pub(crate) fn is_on(&self, service: &Facts) -> bool {
        self.services.iter().any(|on| on.name == service.switched_by)
    }

    /// What is in force before the table's defaults are read over it. Only optional values keep what stands
    /// here; a test checks that every other has a default in the table.
    fn blank() -> Settings {
        Settings {
            host: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            public_host: None,
            tls_dir: None,
            tls_cert: None,
            tls_key: None,
            data_dir: None,
            seed: None,
            log: String::new(),
            log_format: LogFormat::Human,
            services: Vec::new(),
            strict: false,
            sqs_delays: false,
            cors_origins: Vec::new(),
            allowed_hosts: Vec::new(),
            auth: Auth::Off,
            access_keys: Vec::new(),
            auth_skew: None,
            max_header_bytes: 0,
            max_body_bytes: 0,
            max_bytes_in_flight: 0,
            max_connections: 0,
            header_timeout: Duration::ZERO,
            shutdown_grace: Duration::ZERO,
            lambda_retry_scale: 0.0,
            lambda_idle: Duration::ZERO,
            s3_domains: Vec::new(),
            dynamodb_stream_shards: 0,
            dynamodb_stream_shard_life: Duration::ZERO,
            dynamodb_stream_bytes: 0,
            dynamodb_recovery_bytes: 0,
            dynamodb_item_collection_bytes: 0,
            dynamodb_realism: Realism::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        flags: &[(&'static str, &str)],
        variables: &[(&str, &str)],
        file: &str,
    ) -> Result<Settings, String> {
        let sources = Sources {
            flags: flags.iter().map(|&(name, value)| (name, value.to_owned())).collect(),
            variables: variables.iter().map(|&(n, v)| (n.to_owned(), v.to_owned())).collect(),
            file: (!file.is_empty())
                .then(|| resolve::File::parse("ruststack.toml".into(), file))
                .transpose()
                .map_err(|e| e.to_string())?,
        };
        Resolved::of(&sources).map(|resolved| resolved.settings).map_err(|e| e.to_string())
    }

    #[test]
    fn defaults_are_those_that_localstack_users_know() {
        let s = check(&[], &[], "").unwrap();
        assert_eq!((s.host.to_string().as_str(), s.port), ("127.0.0.1", 4566));
        assert_eq!((s.data_dir, s.auth, s.services.len()), (None, Auth::Off, 7));
        assert_eq!((s.max_header_bytes, s.shutdown_grace), (65_536, Duration::from_secs(10)));
    }

    #[test]
    fn streams_are_those_that_the_engine_would_open() {
        let (here, there) = (check(&[], &[], "").unwrap(), ddb_engine::Settings::default());
        assert_eq!(here.dynamodb_stream_shards, there.stream_shards);
        assert_eq!(here.dynamodb_stream_shard_life, there.stream_shard_life);
        let life = |text| check(&[("dynamodb-stream-shard-life", text)], &[], "");
        assert_eq!(life("0").unwrap().dynamodb_stream_shard_life, Duration::ZERO);
        assert_eq!(life("1m").unwrap().dynamodb_stream_shard_life, Duration::from_secs(60));
        assert!(life("59s").unwrap_err().contains("at least 1m"));
        let shards = |text| check(&[("dynamodb-stream-shards", text)], &[], "");
        assert_eq!(shards("64").unwrap().dynamodb_stream_shards, 64);
        assert!(shards("0").is_err() && shards("65").is_err());
    }

    #[test]
    fn the_domains_are_those_that_the_engine_would_choose() {
        assert_eq!(check(&[], &[], "").unwrap().s3_domains, s3_engine::Settings::default().domains);
    }

    #[test]
    fn nothing_of_dynamodb_is_slow_or_scarce_unless_asked_for() {
        assert_eq!(check(&[], &[], "").unwrap().dynamodb_realism, Realism::default());
        let flags = [
            ("dynamodb-throttling", "on"),
            ("dynamodb-burst", "10s"),
            ("dynamodb-table-lag", "250ms"),
            ("dynamodb-index-lag", "1s"),
            ("dynamodb-transition", "20s"),
        ];
        let wanted = Realism {
            throttling: true,
            burst_seconds: 10,
            table_lag_ms: 250,
            index_lag_ms: 1000,
            transition_ms: 20_000,
        };
        assert_eq!(check(&flags, &[], "").unwrap().dynamodb_realism, wanted);
        assert!(check(&[("dynamodb-burst", "100ms")], &[], "").is_err());
    }

    #[test]
    fn the_budgets_of_dynamodb_are_those_of_its_engine() {
        let (here, there) = (check(&[], &[], "").unwrap(), ddb_engine::Settings::default());
        assert_eq!(here.dynamodb_stream_bytes, there.stream_bytes);
        assert_eq!(here.dynamodb_recovery_bytes, there.recovery_bytes);
        assert!(
            check(&[("dynamodb-stream-bytes", "1023KiB")], &[], "").unwrap_err().contains("1MiB at least")
        );
    }

    #[test]
    fn the_limit_of_collections_is_that_of_aws() {
        let default = ddb_engine::Settings::default().item_collection_bytes;
        assert_eq!(check(&[], &[], "").unwrap().dynamodb_item_collection_bytes, default);
    }

    #[test]
    fn a_flag_beats_a_variable_beats_an_alias_beats_the_file_beats_the_default() {
        let file = "port = 4";
        let alias = ("GATEWAY_LISTEN", "0.0.0.0:3");
        let port = |flags: &[(&'static str, &str)], variables: &[(&str, &str)], file| {
            check(flags, variables, file).unwrap().port
        };
        assert_eq!(port(&[("port", "1")], &[("RUSTSTACK_PORT", "2"), alias], file), 1);
        assert_eq!(port(&[], &[("RUSTSTACK_PORT", "2"), alias], file), 2);
        assert_eq!(port(&[], &[alias], file), 3);
        assert_eq!(port(&[], &[], file), 4);
        assert_eq!(port(&[], &[], ""), 4566);
        assert_eq!(port(&[], &[("RUSTSTACK_PORT", "")], file), 4, "an empty variable says nothing");
    }

    /// Meanings from LocalStack's configuration page,
    /// <https://docs.localstack.cloud/references/configuration/>.
    #[test]
    fn the_variables_of_localstack_mean_what_they_mean_there() {
        let with = |variable: (&str, &str)| check(&[], &[variable], "").unwrap();
        assert_eq!(with(("GATEWAY_LISTEN", "0.0.0.0:4510,0.0.0.0:443")).port, 4510);
        assert_eq!(with(("GATEWAY_LISTEN", ":4510")).host.to_string(), "127.0.0.1");
        assert_eq!(with(("GATEWAY_LISTEN", "[::]:4510")).host.to_string(), "::");
        assert_eq!(with(("GATEWAY_LISTEN", "0.0.0.0")).port, 4566);
        assert_eq!(with(("PERSISTENCE", "1")).data_dir, Some("./.ruststack".into()));
        assert_eq!(with(("PERSISTENCE", "0")).data_dir, None);
        assert_eq!(with(("DEBUG", "1")).log, "debug");
        assert_eq!(with(("DEBUG", "0")).log, "info");
        assert_eq!(
            with(("SERVICES", "s3, dynamodb:4569,sns")).services,
            [&s3_engine::S3, &ddb_engine::DYNAMODB]
        );
        assert!(
            with(("SQS_DELAY_PURGE_RETRY", "1")).sqs_delays
                && !with(("SQS_DELAY_PURGE_RETRY", "0")).sqs_delays
        );
        assert_eq!(with(("LAMBDA_KEEPALIVE_MS", "1500")).lambda_idle, Duration::from_millis(1500));
        let both = check(&[("data-dir", "/data")], &[("PERSISTENCE", "1")], "").unwrap();
        assert_eq!(both.data_dir, Some("/data".into()));
    }

    #[test]
    fn the_file_takes_toml_values_of_the_natural_kind() {
        let file = "port = 1\nservices = [\"s3\", \"lambda\"]\nlambda-retry-scale = 0.5\nauth = 'verify'\n\
                    access-keys = ['a:b', '123456789012:c:d']";
        let s = check(&[], &[], file).unwrap();
        assert_eq!(s.services, [&s3_engine::S3, &lambda_exec::LAMBDA]);
        assert_eq!((s.lambda_retry_scale, s.auth), (0.5, Auth::Verify));
        assert_eq!(s.access_keys[1].session_token.as_deref(), Some("d"));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        for (file, expected) in [
            ("prot = 1", "ruststack.toml: there is no setting 'prot'; the nearest is 'port'"),
            ("port = 70000", "the value '70000' of 'port' in ruststack.toml is wrong: "),
            ("port = { a = 1 }", "ruststack.toml: 'port' must be a single value or a list"),
            ("auth = 'maybe'", "the value 'maybe' of 'auth' in ruststack.toml is wrong: off or verify"),
            ("services = ['sns']", "is wrong: there is no service 'sns'; "),
            ("port = ", "ruststack.toml: "),
        ] {
            let error = check(&[], &[], file).unwrap_err();
            assert!(error.contains(expected), "{file}: {error}");
        }
        let error = check(&[], &[("RUSTSTACK_PORT", "x")], "").unwrap_err();
        assert!(error.starts_with("the value 'x' of the variable RUSTSTACK_PORT is wrong: "), "{error}");
        let error = check(&[("lambda-idle", "-1")], &[], "").unwrap_err();
        assert!(error.starts_with("the value '-1' of --lambda-idle is wrong: "), "{error}");
    }

    #[test]
    fn every_default_reads_and_every_name_is_its_own() {
        for setting in SETTINGS {
            if !setting.default.is_empty() {
                (setting.apply)(&mut Settings::blank(), setting.default).unwrap();
            }
            assert_eq!(SETTINGS.iter().filter(|s| s.name == setting.name).count(), 1, "{}", setting.name);
        }
    }
}
