//! The settings: one table of all of them, and the struct they become. Flags, variables, keys of the file, the help
//! and docs/configuration.md all come from the table.

pub mod page;
mod parse;
mod resolve;
mod table;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

pub use parse::AccessKey;
pub(crate) use parse::duration;
pub use table::SETTINGS;

pub use resolve::{Error, Resolved, Source, Sources, read_file};

use base::arn::AccountId;
use ddb_engine::Realism;
use lambda_exec::executor::docker;

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
    /// The most bytes of large blobs in memory.
    pub blob_memory: u64,
    /// Bucket and prefix of large blobs, if they are not in files.
    pub blobs: Option<(String, String)>,
    /// The service that has that bucket, or AWS.
    pub blobs_endpoint: Option<String>,
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
    /// The account of who names none.
    pub account: AccountId,
    /// How far the time of a signed request may be from ours, or as far as AWS allows.
    pub auth_skew: Option<Duration>,
    /// The most bytes of a request's line and headers.
    pub max_header_bytes: usize,
    /// The most bytes of a request's body; 0 leaves it to the services' own limits.
    pub max_body_bytes: u64,
    /// The most bytes of requests' bodies that are held at a time.
    pub max_bytes_in_flight: u64,
    /// The most requests that are worked on at a time, or as many as there are connections.
    pub max_connections: Option<usize>,
    /// How long a client may take to send a request's headers.
    pub header_timeout: Duration,
    /// How long requests in flight and background tasks have to end after a signal.
    pub shutdown_grace: Duration,
    /// Whether the end of the standard input asks the process to end.
    pub stop_with_input: bool,
    /// What the waits between attempts of an asynchronous invocation are multiplied with.
    pub lambda_retry_scale: f64,
    /// How long an idle environment is kept warm.
    pub lambda_idle: Duration,
    /// The executor of functions that ask for none.
    pub lambda_executor: &'static str,
    /// Folders that may be a function's code as they are.
    pub lambda_hot_reload: Vec<PathBuf>,
    /// Hosts that components of WebAssembly may ask by HTTP.
    pub lambda_wasm_hosts: Vec<String>,
    /// Where compiled WebAssembly is kept, if not below the data folder.
    pub lambda_wasm_cache: Option<PathBuf>,
    /// How functions run in containers.
    pub lambda_docker: docker::Settings,
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
            blob_memory: 0,
            blobs: None,
            blobs_endpoint: None,
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
            account: AccountId::DEFAULT,
            auth_skew: None,
            max_header_bytes: 0,
            max_body_bytes: 0,
            max_bytes_in_flight: 0,
            max_connections: None,
            header_timeout: Duration::ZERO,
            shutdown_grace: Duration::ZERO,
            stop_with_input: false,
            lambda_retry_scale: 0.0,
            lambda_idle: Duration::ZERO,
            lambda_executor: "",
            lambda_hot_reload: Vec::new(),
            lambda_wasm_hosts: Vec::new(),
            lambda_wasm_cache: None,
            lambda_docker: docker::Settings::default(),
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
        assert_eq!((s.data_dir, s.auth, s.services.len()), (None, Auth::Off, 10));
        assert_eq!(s.account.to_string(), "000000000000");
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
    fn large_blobs_have_a_gibibyte_or_what_is_said() {
        assert_eq!(check(&[], &[], "").unwrap().blob_memory, 1 << 30);
        assert_eq!(check(&[("blob-memory", "0")], &[], "").unwrap().blob_memory, 0);
        assert!(check(&[("blob-memory", "all")], &[], "").unwrap_err().contains("a size"));
    }

    #[test]
    fn large_blobs_have_a_bucket_and_a_prefix() {
        let blobs = |text| check(&[("blobs", text)], &[], "").map(|settings| settings.blobs.unwrap());
        assert_eq!(blobs("s3://bucket").unwrap(), ("bucket".to_owned(), String::new()));
        assert_eq!(blobs("s3://bucket/").unwrap(), ("bucket".to_owned(), String::new()));
        assert_eq!(blobs("s3://bucket/a/b/").unwrap(), ("bucket".to_owned(), "a/b".to_owned()));
        for wrong in ["bucket", "s3://", "s3:///a", "gs://bucket", "s3://bucket/a//b", "s3://bucket/../a"] {
            assert!(blobs(wrong).unwrap_err().contains("s3://BUCKET"), "{wrong}");
        }
        let endpoint = |text| check(&[("blobs-endpoint", text)], &[], "");
        assert!(endpoint("http://127.0.0.1:9000").is_ok());
        assert!(endpoint("127.0.0.1:9000").is_err());
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
        assert_eq!(with(("MOTO_ACCOUNT_ID", "123456789012")).account.to_string(), "123456789012");
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
