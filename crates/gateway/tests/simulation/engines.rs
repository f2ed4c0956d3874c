//! All engines over one store, as the gateway joins them, but for the socket.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base::call::Call;
use base::http::Request;
use base::schedule::Schedule;
use base::service::Service;
use secrets_engine::oracle::{NoFunctions, PlainKeys};
use testkit::{Answering, Ask, Parts, Reply};

use crate::inbox::Inbox;
use crate::queues::Receipts;

/// The services that are simulated.
#[derive(Debug)]
pub(crate) struct Engines {
    s3: Arc<dyn Service>,
    dynamodb: Arc<dyn Service>,
    streams: Arc<dyn Service>,
    iam: Arc<dyn Service>,
    lambda: Arc<dyn Service>,
    sqs: Arc<dyn Service>,
    logs: Arc<dyn Service>,
    ssm: Arc<dyn Service>,
    secrets: Arc<dyn Service>,
    pub(crate) receipts: Receipts,
    requests: AtomicU64,
}

/// They, a clock moved by hand, and a caller.
pub(crate) type World = testkit::World<Engines>;

/// A client's place in the world: what it makes has names of its own.
#[derive(Clone, Debug)]
pub(crate) struct Seat {
    pub(crate) world: World,
    pub(crate) name: &'static str,
}

impl Seat {
    pub(crate) async fn send(&self, ask: Ask) -> Reply {
        self.world.send(ask).await
    }
}

/// The engines on these parts, their background work begun. Functions' packages are unpacked below `scratch`.
pub(crate) fn world(parts: Parts, (inbox, receipts): (&Inbox, Receipts), scratch: &Path) -> World {
    World::new(parts, |parts| build(parts, (inbox, receipts), scratch), answer)
}

fn build(parts: Parts, (inbox, receipts): (&Inbox, Receipts), scratch: &Path) -> Arc<Engines> {
    let Parts { store, clock, entropy, tasks } = parts;
    let schedule = Schedule::new(clock.clone(), tasks);
    let s3 = {
        let (store, schedule, entropy) = (store.clone(), schedule.clone(), entropy.clone());
        let settings = s3_engine::Settings { domains: Vec::new(), ..s3_engine::Settings::default() };
        s3_engine::Engine::new(store, schedule, entropy, settings)
    };
    let dynamodb = {
        let (store, schedule, entropy) = (store.clone(), schedule.clone(), entropy.clone());
        let seams = ddb_engine::Seams { objects: s3.clone() };
        ddb_engine::Engine::new(store, schedule, entropy, ddb_engine::Settings::default(), seams)
    };
    let iam = iam_engine::Engine::new(store.clone(), clock, entropy.clone());
    let sqs = sqs_engine::Engine::new(store.clone(), schedule.clone(), sqs_engine::Settings::default());
    let logs = {
        let seams = logs_engine::Seams { objects: s3.clone() };
        logs_engine::Engine::new(store.clone(), schedule.clone(), logs_engine::Settings::default(), seams)
    };
    let secrets = {
        let settings = secrets_engine::Settings::default();
        secrets_engine::Engine::new(store.clone(), schedule.clone(), settings)
    };
    let ssm = {
        let seams = ssm_engine::Seams { secrets: secrets.secrets() };
        ssm_engine::Engine::new(store.clone(), schedule.clone(), ssm_engine::Settings::default(), seams)
    };
    let lambda = {
        let settings = lambda_exec::Settings::new(scratch.to_owned(), "http://127.0.0.1:4566".to_owned());
        let seams = lambda_exec::Seams {
            objects: s3.clone(),
            sink: s3.clone(),
            queues: Arc::new(inbox.clone()),
            messages: sqs.clone(),
            sessions: iam.sessions(),
            streams: dynamodb.clone(),
            logs: logs.log_sink(),
        };
        lambda_exec::Engine::new(store, schedule, entropy, settings, seams)
    };
    s3.start(Arc::new(inbox.clone()));
    dynamodb.start();
    lambda.start();
    sqs.begin();
    logs.begin();
    logs.deliver_to(Arc::new(inbox.clone()));
    let keys = Arc::new(PlainKeys);
    secrets.meet(keys.clone(), Arc::new(NoFunctions));
    secrets.begin();
    ssm.use_keys(keys);
    ssm.begin();
    let mut of_dynamodb = ddb_engine::services(dynamodb).into_iter();
    Arc::new(Engines {
        s3: s3_engine::services(s3).remove(0),
        dynamodb: of_dynamodb.next().unwrap(),
        streams: of_dynamodb.next().unwrap(),
        iam: iam_engine::services(iam, false).remove(0),
        lambda: lambda_exec::services(lambda).remove(0),
        sqs: sqs_engine::services(sqs).remove(0),
        logs: logs_engine::services(logs).remove(0),
        ssm: ssm_engine::services(ssm).remove(0),
        secrets: secrets_engine::services(secrets).remove(0),
        receipts,
        requests: AtomicU64::new(0),
    })
}

impl Engines {
    /// How many requests were made.
    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// The whole state was exchanged.
    pub(crate) fn notice_exchange(&self) {
        let Engines { s3, dynamodb, streams, iam, lambda, sqs, logs, ssm, secrets, .. } = self;
        for service in [s3, dynamodb, streams, iam, lambda, sqs, logs, ssm, secrets] {
            service.notice_exchange();
        }
    }

    /// The service that a request of the clients here means.
    fn of(&self, request: &Request) -> &dyn Service {
        let header = |name| request.headers().get(name).map_or("", |value| value.to_str().unwrap());
        let service = match header("x-amz-target") {
            target if target.starts_with("DynamoDBStreams") => &self.streams,
            target if target.starts_with("AmazonSQS") => &self.sqs,
            target if target.starts_with("AmazonSSM") => &self.ssm,
            target if target.starts_with("Logs") => &self.logs,
            target if target.starts_with("secretsmanager") => &self.secrets,
            target if !target.is_empty() => &self.dynamodb,
            _ if header("content-type").contains("x-www-form-urlencoded") => &self.iam,
            _ if request.uri().path().starts_with("/20") => &self.lambda,
            _ => &self.s3,
        };
        service.as_ref()
    }
}

fn answer(engines: &Arc<Engines>, call: Call, request: Request) -> Answering<'_> {
    engines.requests.fetch_add(1, Ordering::Relaxed);
    if let Some(path) = request.uri().path().strip_prefix("/_aws/sqs/").map(str::to_owned) {
        return Box::pin(async move { engines.sqs.answer_control(&path, request).await.unwrap() });
    }
    engines.of(&request).answer(call, request)
}
