//! How each engine is built: from the settings, on what all stand on, with the engines that it uses.

use std::net::SocketAddr;
use std::sync::Arc;

use base::seams::{LogSink, NoLogs, NoSecrets, Secrets};
use base::service::Service;

use super::Ground;
use crate::config::Settings;
use crate::wiring::{CodeFolder, public_address};

/// S3, from the settings.
pub fn s3(ground: &Ground) -> Vec<Arc<dyn Service>> {
    s3_engine::services(s3_engine(ground))
}

/// IAM and STS.
pub fn iam(ground: &Ground) -> Vec<Arc<dyn Service>> {
    iam_engine::services(iam_engine(ground), ground.settings.strict)
}

fn iam_engine(ground: &Ground) -> Arc<iam_engine::Engine> {
    let engine = ground.iam.get_or_init(|| {
        let Ground { store, clock, entropy, .. } = ground;
        iam_engine::Engine::new(store.clone(), clock.clone(), entropy.clone())
    });
    engine.clone()
}

/// SQS, from the settings.
pub fn sqs(ground: &Ground) -> Vec<Arc<dyn Service>> {
    sqs_engine::services(sqs_engine(ground))
}

fn sqs_engine(ground: &Ground) -> Arc<sqs_engine::Engine> {
    let engine = ground.sqs.get_or_init(|| {
        let Ground { store, schedule, settings, .. } = ground;
        let settings = sqs_engine::Settings { strict: settings.strict, delays: settings.sqs_delays };
        sqs_engine::Engine::new(store.clone(), schedule.clone(), settings)
    });
    engine.clone()
}

/// CloudWatch Logs, from the settings: its exports go to S3.
pub fn logs(ground: &Ground) -> Vec<Arc<dyn Service>> {
    logs_engine::services(logs_engine(ground))
}

/// Where the logs of other services go: to CloudWatch Logs, where it is on.
fn log_sink(ground: &Ground) -> Arc<dyn LogSink> {
    if ground.settings.is_on(&logs_engine::LOGS) { logs_engine(ground) } else { Arc::new(NoLogs) }
}

fn logs_engine(ground: &Ground) -> Arc<logs_engine::Engine> {
    let engine = ground.logs.get_or_init(|| {
        let Ground { store, schedule, settings, .. } = ground;
        let settings = logs_engine::Settings { strict: settings.strict };
        let seams = logs_engine::Seams { objects: s3_engine(ground) };
        logs_engine::Engine::new(store.clone(), schedule.clone(), settings, seams)
    });
    engine.clone()
}

/// Systems Manager's Parameter Store, from the settings: it hands on secrets.
pub fn ssm(ground: &Ground) -> Vec<Arc<dyn Service>> {
    let Ground { store, schedule, settings, .. } = ground;
    let settings = ssm_engine::Settings { strict: settings.strict };
    let seams = ssm_engine::Seams { secrets: secret_source(ground) };
    ssm_engine::services(ssm_engine::Engine::new(store.clone(), schedule.clone(), settings, seams))
}

/// Secrets Manager, from the settings. What encrypts and rotates it gets when it starts.
pub fn secrets(ground: &Ground) -> Vec<Arc<dyn Service>> {
    secrets_engine::services(secrets_engine(ground))
}

/// The secrets, for services that hand them on: none where Secrets Manager is off.
fn secret_source(ground: &Ground) -> Arc<dyn Secrets> {
    if ground.settings.is_on(&secrets_engine::SECRETS_MANAGER) {
        secrets_engine(ground).secrets()
    } else {
        Arc::new(NoSecrets)
    }
}

fn secrets_engine(ground: &Ground) -> Arc<secrets_engine::Engine> {
    let engine = ground.secrets.get_or_init(|| {
        let Ground { store, schedule, settings, .. } = ground;
        let settings = secrets_engine::Settings { strict: settings.strict };
        secrets_engine::Engine::new(store.clone(), schedule.clone(), settings)
    });
    engine.clone()
}

fn s3_engine(ground: &Ground) -> Arc<s3_engine::Engine> {
    let engine = ground.s3.get_or_init(|| {
        let Ground { store, schedule, entropy, settings, .. } = ground;
        let (domains, strict) = (settings.s3_domains.clone(), settings.strict);
        let settings = s3_engine::Settings { domains, strict, ..Default::default() };
        let engine = s3_engine::Engine::new(store.clone(), schedule.clone(), entropy.clone(), settings);
        engine.use_sessions(iam_engine(ground).sessions());
        engine
    });
    engine.clone()
}

/// DynamoDB, from the settings: its exports and imports go through S3.
pub fn dynamodb(ground: &Ground) -> Vec<Arc<dyn Service>> {
    ddb_engine::services(dynamodb_engine(ground))
}

fn dynamodb_engine(ground: &Ground) -> Arc<ddb_engine::Engine> {
    let engine = ground.dynamodb.get_or_init(|| {
        let Ground { store, schedule, entropy, settings, .. } = ground;
        let settings = ddb_engine::Settings {
            stream_shards: settings.dynamodb_stream_shards,
            stream_shard_life: settings.dynamodb_stream_shard_life,
            stream_bytes: settings.dynamodb_stream_bytes,
            recovery_bytes: settings.dynamodb_recovery_bytes,
            item_collection_bytes: settings.dynamodb_item_collection_bytes,
            realism: settings.dynamodb_realism,
        };
        let seams = ddb_engine::Seams { objects: s3_engine(ground) };
        ddb_engine::Engine::new(store.clone(), schedule.clone(), entropy.clone(), settings, seams)
    });
    engine.clone()
}

/// Lambda, from the settings: its packages come from S3, its events from DynamoDB's streams and from queues, and what fails goes
/// to queues.
pub fn lambda(ground: &Ground) -> Vec<Arc<dyn Service>> {
    let Ground { store, schedule, entropy, settings, surroundings, .. } = ground;
    let settings = lambda_settings(settings, &surroundings.code, surroundings.address);
    let s3 = s3_engine(ground);
    let seams = lambda_exec::Seams {
        objects: s3.clone(),
        sink: s3,
        queues: sqs_engine(ground),
        messages: sqs_engine(ground),
        sessions: iam_engine(ground).sessions(),
        streams: dynamodb_engine(ground),
        logs: log_sink(ground),
    };
    let (store, schedule, entropy) = (store.clone(), schedule.clone(), entropy.clone());
    lambda_exec::services(lambda_exec::Engine::new(store, schedule, entropy, settings, seams))
}

fn lambda_settings(settings: &Settings, code: &CodeFolder, address: SocketAddr) -> lambda_exec::Settings {
    let mut lambda = lambda_exec::Settings::new(code.path.clone(), endpoint(settings, address));
    lambda.retry_scale = settings.lambda_retry_scale;
    lambda.pool.idle_ttl = settings.lambda_idle;
    lambda.pool.executor = settings.lambda_executor;
    lambda.hot_reload = settings.lambda_hot_reload.clone();
    lambda.wasm.hosts = settings.lambda_wasm_hosts.clone();
    let beside = || settings.data_dir.as_ref().map(|folder| folder.join("lambda-wasm"));
    lambda.wasm.compiled = settings.lambda_wasm_cache.clone().or_else(beside);
    lambda.docker = settings.lambda_docker.clone();
    lambda.strict = settings.strict;
    lambda
}

/// Where functions find this emulator.
fn endpoint(settings: &Settings, address: SocketAddr) -> String {
    format!("http://{}", public_address(settings, address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Resolved, Sources};

    #[test]
    fn functions_are_told_an_address_that_they_can_call() {
        let check = |public: Option<&str>, address: &str, expected: &str| {
            let flags = public.map(|host| ("public-host", host.to_owned())).into_iter().collect();
            let settings = Resolved::of(&Sources { flags, ..Sources::default() }).unwrap().settings;
            assert_eq!(endpoint(&settings, address.parse().unwrap()), expected);
        };
        check(None, "127.0.0.1:4566", "http://127.0.0.1:4566");
        check(None, "0.0.0.0:4510", "http://127.0.0.1:4510");
        check(None, "[::]:4510", "http://[::1]:4510");
        check(Some("host.docker.internal"), "0.0.0.0:4510", "http://host.docker.internal:4510");
        check(Some("localhost.localstack.cloud:4566"), "0.0.0.0:1", "http://localhost.localstack.cloud:4566");
    }
}
