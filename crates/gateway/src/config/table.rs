//! The table of all settings.

use std::path::PathBuf;

use super::{Alias, Auth, LogFormat, Setting, parse};

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
        name: "blob-memory",
        section: "State",
        value: "SIZE",
        default: "1GiB",
        help: "The most bytes that objects and packages longer than 16KiB hold in memory, all together, without data-dir. \
               What comes beyond it goes to temporary files, which have no name and end with the process, in the folder \
               that TMPDIR names (/tmp by default); an object longer than all of it, too. 0 keeps none in memory. Health \
               tells what is where.",
        aliases: &[],
        apply: |s, text| parse::size(text).map(|size| s.blob_memory = size),
    },
    Setting {
        name: "blobs",
        section: "State",
        value: "s3://BUCKET[/PREFIX]",
        default: "",
        help: "Where to keep objects and packages longer than 16KiB instead of in files below data-dir, which it needs: in \
               this bucket, which is there already, of AWS or of any service that speaks S3 with conditional writes. The \
               prefix is one data folder's alone, and a folder's large objects stay where its first start put them. \
               Credentials and the region are AWS's variables of this process, such as AWS_ACCESS_KEY_ID and AWS_REGION, \
               or the roles of containers and instances. The same is kept of a kill as with files. While the bucket cannot \
               be reached, requests that need it fail within half a minute, and health tells. The certificates that are \
               trusted are the host's, or those of SSL_CERT_FILE.",
        aliases: &[],
        apply: |s, text| parse::bucket(text).map(|bucket| s.blobs = Some(bucket)),
    },
    Setting {
        name: "blobs-endpoint",
        section: "State",
        value: "URL",
        default: "",
        help: "URL of the service that has the bucket of blobs, such as https://minio.example:9000. By default AWS.",
        aliases: &[],
        apply: |s, text| parse::url(text).map(|url| s.blobs_endpoint = Some(url)),
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
        name: "lambda-executor",
        section: "Services",
        value: "WAY",
        default: "auto",
        help: "How functions run. wasm: WebAssembly modules, in this process. process: as processes of this host. docker: in \
               containers of Docker or Podman. auto: a WebAssembly module says itself what it is; else as a process if its \
               interpreter is here; else in a container. A function asks for another way by the variable \
               RUSTSTACK_EXECUTOR in its environment or, where that says nothing, by its tag ruststack:executor. A version \
               keeps the way that $LATEST had when it was published.",
        aliases: &[],
        apply: |s, text| parse::choice(text, parse::EXECUTORS).map(|way| s.lambda_executor = way),
    },
    Setting {
        name: "lambda-hot-reload",
        section: "Services",
        value: "FOLDERS",
        default: "",
        help: "Folders of this host that may be a function's code as they are, with all below them: the function whose \
               code is S3Bucket=hot-reload, S3Key=ABSOLUTE-PATH runs what is saved there at its next call. Comma-separated; \
               none by default, since who may call Lambda could read and run what lies in them.",
        aliases: &[],
        apply: |s, text| parse::folders(text).map(|folders| s.lambda_hot_reload = folders),
    },
    Setting {
        name: "lambda-wasm-hosts",
        section: "Services",
        value: "LIST",
        default: "",
        help: "Hosts that functions in WebAssembly may ask by plain HTTP, NAME or NAME:PORT, beside RustStack itself. Only \
               components can: wasi:http/outgoing-handler.",
        aliases: &[],
        apply: |s, text| parse::authorities(text).map(|hosts| s.lambda_wasm_hosts = hosts),
    },
    Setting {
        name: "lambda-wasm-cache",
        section: "Services",
        value: "FOLDER",
        default: "",
        help: "Folder to keep compiled WebAssembly in, up to 512 MiB, so that the next process compiles nothing again: \
               lambda-wasm below data-dir by default, none without. What lies in it is run as it is, so a folder that others \
               may write to is not used; a damaged file is compiled anew.",
        aliases: &[],
        apply: |s, text| {
            s.lambda_wasm_cache = Some(PathBuf::from(text));
            Ok(())
        },
    },
    Setting {
        name: "lambda-docker-pull",
        section: "Services",
        value: "WHEN",
        default: "missing",
        help: "When images of functions are pulled: never, missing (when Docker does not have them), or always (when a \
               function is created or updated). Pulls are anonymous: an image of a private registry is pulled by \
               `docker pull` before.",
        aliases: &[],
        apply: |s, text| parse::choice(text, parse::PULLS).map(|pull| s.lambda_docker.pull = pull),
    },
    Setting {
        name: "lambda-docker-images",
        section: "Services",
        value: "LIST",
        default: "",
        help: "Images to run packages in, instead of AWS's base images: RUNTIME=IMAGE, … . The program of an image is given \
               the handler's name, and speaks Lambda's Runtime API.",
        aliases: &[],
        apply: |s, text| parse::images(text).map(|images| s.lambda_docker.images = images),
    },
    Setting {
        name: "lambda-docker-network",
        section: "Services",
        value: "NAME",
        default: "",
        help: "The network of Docker that functions are in. By default Docker's own bridge, and with Podman the host's \
               network; where RustStack is in a container itself, a network of that.",
        aliases: &[Alias { variable: "LAMBDA_DOCKER_NETWORK", convert: parse::as_is }],
        apply: |s, text| {
            s.lambda_docker.network = Some(text.to_owned());
            Ok(())
        },
    },
    Setting {
        name: "lambda-docker-bind",
        section: "Services",
        value: "ADDRESS",
        default: "",
        help: "The address of this host at which containers of functions reach RustStack: the Runtime API listens there, and a \
               way to RustStack's own port if that is on a loopback address. By default the gateway of their network, this \
               process's own address in it, or a loopback address where neither is.",
        aliases: &[],
        apply: |s, text| parse::host(text).map(|address| s.lambda_docker.bind = Some(address)),
    },
    Setting {
        name: "lambda-docker-host",
        section: "Services",
        value: "NAME",
        default: "",
        help: "The name by which containers of functions call that address; by default the address, or host.docker.internal \
               for a loopback address.",
        aliases: &[],
        apply: |s, text| parse::host_name(text).map(|name| s.lambda_docker.host = Some(name)),
    },
    Setting {
        name: "lambda-docker-hosts",
        section: "Services",
        value: "LIST",
        default: "",
        help: "More names that containers of functions know: NAME:ADDRESS, … .",
        aliases: &[],
        apply: |s, text| {
            s.lambda_docker.extra_hosts = parse::list(text);
            Ok(())
        },
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
               digits is an account of its own; any other belongs to the account that `account` names.",
        aliases: &[],
        apply: |s, text| parse::access_keys(text).map(|keys| s.access_keys = keys),
    },
    Setting {
        name: "account",
        section: "Credentials",
        value: "ID",
        default: "000000000000",
        help: "The account of who calls without a signature, or with an access key that names none: twelve digits.",
        aliases: &[Alias { variable: "MOTO_ACCOUNT_ID", convert: parse::as_is }],
        apply: |s, text| parse::account(text).map(|account| s.account = account),
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
        default: "",
        help: "The most connections that are worked on at a time; by default as many as the system's limit of open \
               files allows. Requests on further ones wait, for five seconds at most. Those that are idle, or that \
               only wait themselves, such as long polls, are not counted, and the emulator's own paths, such as its \
               health, are always answered.",
        aliases: &[],
        apply: |s, text| parse::at_least_one(text).map(|n| s.max_connections = Some(n)),
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
    Setting {
        name: "stop-with-input",
        section: "Limits",
        value: "on|off",
        default: "off",
        help: "Stop in good order when the standard input ends, as a pipe does when the process that started RustStack is \
               gone, however that ended: a test run that is killed leaves no server behind.",
        aliases: &[],
        apply: |s, text| {
            parse::choice(text, &[("on", true), ("off", false)]).map(|on| s.stop_with_input = on)
        },
    },
];
