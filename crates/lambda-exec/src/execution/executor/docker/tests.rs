//! Containers, behind a daemon that only plays one: what is asked of it, and what becomes of what it answers. Failures are
//! AWS's, as `invoke.rs` shows them; how containers are made is our own.

use std::path::Path;
use std::time::Duration;

use base::clock::Timestamp;
use serde_json::{Value, json};

use self::fake::Fake;
use super::*;
use crate::execution::executor::{After, Container, Image, Invocation, Outcome, ReplySink};
use crate::execution::peers::Peers;

mod fake;

const IMAGE: &str = "public.ecr.aws/lambda/python:3.13";

/// A version that says nothing but its runtime.
pub(crate) fn version(runtime: &str) -> Version {
    Version {
        account: "123456789012".into(),
        region: "eu-west-1".into(),
        function: "f".into(),
        version: "$LATEST".into(),
        arn: "arn:aws:lambda:eu-west-1:123456789012:function:f".into(),
        runtime: runtime.into(),
        handler: "app.main".into(),
        memory_mib: 128,
        timeout: Duration::from_secs(20),
        environment: BTreeMap::from([("COLOUR".to_owned(), "blue".to_owned())]),
        code: "/nonexistent".into(),
        log_group: "/aws/lambda/f".into(),
        log_format: crate::execution::executor::LogFormat::Text,
        role: "arn:aws:iam::000000000000:role/r".into(),
        layers: None,
        code_sha256: String::new(),
        way: None,
        container: Container { storage_mib: 512, ..Container::default() },
        endpoint: "http://127.0.0.1:4566".into(),
    }
}

/// A daemon, an executor that knows it, and a function's package.
struct World {
    folder: tempfile::TempDir,
    fake: Fake,
    executor: DockerExecutor,
    tasks: Tasks,
}

impl World {
    fn new() -> World {
        World::with(Settings::default())
    }

    fn with(settings: Settings) -> World {
        let (folder, tasks) = (tempfile::tempdir().unwrap(), Tasks::new());
        let fake = Fake::new(folder.path(), &tasks);
        fake.has_image(IMAGE);
        std::fs::create_dir_all(folder.path().join("code/below")).unwrap();
        std::fs::write(folder.path().join("code/below/app.py"), "text").unwrap();
        std::os::unix::fs::symlink("below/app.py", folder.path().join("code/link")).unwrap();
        std::fs::create_dir_all(folder.path().join("layers/python")).unwrap();
        let host = format!("unix://{}", fake.socket.display());
        let variables = vec![("DOCKER_HOST".into(), host.into())];
        let clock = Clock::frozen(Timestamp::from_secs(1_767_323_045));
        let executor = DockerExecutor::among(clock, Entropy::seeded(1), tasks.clone(), (settings, variables));
        World { folder, fake, executor, tasks }
    }

    fn version(&self) -> Version {
        Version { code: self.path("code").into(), ..version("python3.13") }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    async fn start(&self, version: Version) -> Result<Box<dyn Environment>, Failure> {
        self.executor.start(Arc::new(version), crate::test_engine::identity("e1")).await
    }

    /// Waits until so many containers are left.
    async fn left(&self, count: usize) {
        crate::test_engine::eventually(|| self.fake.count() == count).await;
    }
}

async fn invoke(environment: &mut Box<dyn Environment>, event: &str) -> Outcome {
    let invocation = Invocation {
        request_id: "r-1".into(),
        arn: "arn:aws:lambda:eu-west-1:123456789012:function:f".into(),
        deadline: Timestamp::default(),
        payload: json!(event).to_string().into(),
        client_context: None,
        trace_id: String::new(),
    };
    environment.invoke(invocation, ReplySink::whole()).await
}

#[tokio::test]
async fn events_go_to_a_container_and_its_output_to_the_log() {
    let world = World::new();
    let mut environment = world.start(world.version()).await.unwrap();
    let first = invoke(&mut environment, "one").await;
    assert_eq!(first.result, Ok(r#""one""#.into()));
    let log = String::from_utf8(first.log.to_vec()).unwrap();
    let (before, after) = log.split_once("START RequestId: r-1 Version: $LATEST\n").unwrap();
    assert_eq!(before, "starts\n");
    assert!(after.starts_with("has \"one\"\nEND RequestId: r-1\nREPORT "), "{log}");
    assert!(log.contains("Init Duration"), "{log}");
    assert!(first.is_reusable() && environment.is_alive());
    let second = invoke(&mut environment, "two").await;
    assert_eq!((second.result, world.fake.made().len()), (Ok(r#""two""#.into()), 1));
    let log = String::from_utf8(second.log.to_vec()).unwrap();
    assert!(log.contains("has \"two\"\n") && !log.contains("Init Duration"), "{log}");
    environment.stop().await;
    world.left(0).await;
}

#[tokio::test]
async fn a_container_is_made_with_lambda_s_limits_and_without_rights() {
    let world = World::with(Settings {
        extra_hosts: vec!["db:10.0.0.1".to_owned()],
        network: Some("net".to_owned()),
        ..Settings::default()
    });
    let layers = Some(world.path("layers").into());
    let environment = world.start(Version { layers, ..world.version() }).await.unwrap();
    let made = world.fake.made().remove(0);
    let memory = 128 << 20;
    for (member, expected) in [
        ("Memory", json!(memory)),
        ("MemorySwap", json!(memory)),
        ("PidsLimit", json!(1024)),
        ("NetworkMode", json!("net")),
        ("CapDrop", json!(["ALL"])),
        ("SecurityOpt", json!(["no-new-privileges"])),
        ("ExtraHosts", json!(["db:10.0.0.1", "host.docker.internal:127.0.0.1"])),
        ("LogConfig", json!({"Type": "none"})),
        ("Binds", Value::Null),
    ] {
        assert_eq!(made["HostConfig"][member], expected, "{member}");
    }
    for (member, expected) in [
        ("Image", json!(IMAGE)),
        ("Cmd", json!(["app.main"])),
        ("Entrypoint", Value::Null),
        ("WorkingDir", json!("/var/task")),
    ] {
        assert_eq!(made[member], expected, "{member}");
    }
    let variables = made["Env"].as_array().unwrap();
    for expected in [
        "COLOUR=blue",
        "LAMBDA_TASK_ROOT=/var/task",
        "_HANDLER=app.main",
        "AWS_ENDPOINT_URL=http://127.0.0.1:4566",
    ] {
        assert!(variables.contains(&json!(expected)), "{expected} in {variables:?}");
    }
    // The daemon of this test does not limit disks: it was asked once.
    assert_eq!(world.fake.asked("POST containers/create"), 2);
    let names = archived(&world.fake.archives()[0]);
    for expected in ["var/task/below/app.py", "var/task/link -> below/app.py", "opt/python"] {
        assert!(names.iter().any(|name| name == expected), "{expected} in {names:?}");
    }
    drop(environment);
    world.left(0).await;
}

/// What is in an archive: names, and where links lead.
fn archived(archive: &[u8]) -> Vec<String> {
    let mut archive = tar::Archive::new(archive);
    let name = |entry: std::io::Result<tar::Entry<'_, &[u8]>>| {
        let entry = entry.unwrap();
        assert_eq!((entry.header().uid().unwrap(), entry.header().gid().unwrap()), (0, 0));
        let path = entry.path().unwrap().display().to_string();
        match entry.link_name().unwrap() {
            Some(target) => format!("{path} -> {}", target.display()),
            None => path,
        }
    };
    archive.entries().unwrap().map(name).collect()
}

#[tokio::test]
async fn each_way_to_end_is_told_as_aws_does() {
    let exited = |how: &str| Failure::Exited { how: how.to_owned() };
    for (event, failure) in [
        ("exit", exited("exit status 3")),
        ("segfault", exited("signal: segmentation fault")),
        ("oom", Failure::OutOfMemory),
        ("hang", Failure::TimedOut { after: Duration::from_millis(200) }),
    ] {
        let world = World::new();
        let timeout = Duration::from_millis(200);
        let mut environment = world.start(Version { timeout, ..world.version() }).await.unwrap();
        let outcome = invoke(&mut environment, event).await;
        assert_eq!((outcome.result, outcome.after), (Err(failure), After::Ended), "{event}");
        environment.stop().await;
        world.left(0).await;
    }
}

#[tokio::test]
async fn a_container_that_ended_while_idle_is_not_alive() {
    let world = World::new();
    let mut environment = world.start(world.version()).await.unwrap();
    assert_eq!(invoke(&mut environment, "last").await.result, Ok(r#""last""#.into()));
    let environment = parking_lot::Mutex::new(environment);
    crate::test_engine::eventually(|| !environment.lock().is_alive()).await;
}

#[tokio::test]
async fn an_image_runs_its_own_program_or_what_the_function_says() {
    let world = World::new();
    world.fake.has_image("mine:1");
    let image = Image {
        uri: "mine:1".to_owned(),
        entry_point: vec!["/run".to_owned()],
        command: vec![],
        working_directory: Some("/srv/app".to_owned()),
    };
    let container = Container { image: Some(image), ..Container::default() };
    let of_image = Version { runtime: String::new(), handler: String::new(), container, ..world.version() };
    let prepared = world.executor.prepare(&of_image).await.unwrap();
    let digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    assert_eq!(prepared.image_digest.as_deref(), Some(digest));
    let mut environment = world.start(of_image).await.unwrap();
    assert_eq!(invoke(&mut environment, "x").await.result, Ok(r#""x""#.into()));
    let made = world.fake.made().remove(0);
    assert_eq!((&made["Entrypoint"], &made["Cmd"]), (&json!(["/run"]), &json!(["of.image"])));
    assert_eq!((&made["WorkingDir"], world.fake.archives().len()), (&json!("/srv/app"), 0));
    let variables = made["Env"].as_array().unwrap();
    assert!(!variables.iter().any(|line| line.as_str().unwrap().starts_with("_HANDLER=")));
}

#[tokio::test]
async fn images_are_pulled_as_the_settings_say() {
    let named = |image: &str| {
        let images = BTreeMap::from([("python3.13".to_owned(), image.to_owned())]);
        move |pull| Settings { pull, images: images.clone(), ..Settings::default() }
    };
    for (pull, image, in_registry, pulls, expected) in [
        (Pull::Missing, "a/b:1", true, 1, Ok(())),
        (Pull::Missing, IMAGE, false, 0, Ok(())),
        (Pull::Never, "a/b:1", true, 0, Err("the image a/b:1 is not here, and nothing is pulled")),
        (Pull::Always, IMAGE, true, 1, Ok(())),
        (
            Pull::Missing,
            "a/b:1",
            false,
            1,
            Err("the image a/b:1 could not be pulled: manifest of a/b:1 unknown"),
        ),
        (Pull::Missing, "../x", false, 0, Err("../x is no name of an image")),
    ] {
        let world = World::with(named(image)(pull));
        if in_registry {
            world.fake.registry_has(image);
        }
        let prepared = world.executor.prepare(&world.version()).await;
        match (prepared, expected) {
            (Ok(_), Ok(())) => {}
            (Err(why), Err(text)) => assert!(why.reason.contains(text), "{image}: {why}"),
            (prepared, _) => panic!("{image} {pull:?}: {prepared:?}"),
        }
        assert_eq!(world.fake.asked("POST images/create"), pulls, "{image} {pull:?}");
    }
}

#[tokio::test]
async fn an_image_that_has_gone_is_pulled_again() {
    let images = BTreeMap::from([("python3.13".to_owned(), "a/b:1".to_owned())]);
    let world = World::with(Settings { images, ..Settings::default() });
    world.fake.registry_has("a/b:1");
    let mut environment = world.start(world.version()).await.unwrap();
    assert_eq!(invoke(&mut environment, "x").await.result, Ok(r#""x""#.into()));
}

#[tokio::test]
async fn what_the_daemon_refuses_is_told() {
    let world = World::new();
    world.fake.does_not_start(
        "OCI runtime create failed: exec: \"/run\": stat /run: no such file or directory: unknown",
    );
    let error_type = "Runtime.InvalidEntrypoint".to_owned();
    let message = "fork/exec /run: no such file or directory".to_owned();
    assert_eq!(world.start(world.version()).await.unwrap_err(), Failure::Init { error_type, message });
    world.left(0).await;
    world.fake.refuses(409, "no room\nleft");
    let failure = world.start(world.version()).await.unwrap_err();
    let message = "the environment could not be started: no room left".to_owned();
    assert_eq!(failure, Failure::Init { error_type: "Runtime.Unknown".to_owned(), message });
    let provided = Version { runtime: "provided.al2023".to_owned(), ..world.version() };
    let Failure::Init { message, .. } = world.start(provided).await.unwrap_err() else { panic!() };
    assert_eq!(message, "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
}

#[tokio::test]
async fn without_a_daemon_a_function_says_what_it_needs() {
    let nowhere = |host: &str| {
        let variables = vec![("DOCKER_HOST".into(), host.into())];
        let parts = (Settings::default(), variables);
        DockerExecutor::among(Clock::system(), Entropy::seeded(1), Tasks::new(), parts)
    };
    for (host, expected) in [
        ("unix:///nonexistent/docker.sock", "no daemon answers at unix:///nonexistent/docker.sock"),
        ("ssh://somewhere", "only unix://, tcp:// and http:// are spoken"),
        ("tcp://127.0.0.1:1", "no daemon answers at tcp://127.0.0.1:1, which DOCKER_HOST names"),
    ] {
        let why = nowhere(host).prepare(&version("python3.13")).await.unwrap_err();
        assert!(why.reason.starts_with("The function needs a container, and "), "{why}");
        assert!(why.reason.contains(expected), "{why}");
        assert_eq!(why.code, "InvalidRuntime");
    }
}

#[tokio::test]
async fn nothing_is_left_when_the_emulator_stops() {
    let world = World::new();
    let mut environment = world.start(world.version()).await.unwrap();
    invoke(&mut environment, "x").await;
    let instance = world.fake.made()[0]["Labels"][left::LABEL].as_str().unwrap().to_owned();
    let mark = std::env::temp_dir().join(format!("ruststack-docker-{instance}.lock"));
    assert!(mark.exists());
    drop(environment);
    world.left(0).await;
    crate::test_engine::eventually(|| !mark.exists()).await;
    assert!(world.tasks.shutdown(Duration::from_secs(10)).await);
}

/// A mark that nobody holds is of an emulator that was killed.
#[tokio::test]
async fn what_a_killed_emulator_left_is_removed() {
    let world = World::new();
    let killed = Entropy::from_host().hex(16);
    let mark = std::env::temp_dir().join(format!("ruststack-docker-{killed}.lock"));
    std::fs::write(&mark, "").unwrap();
    world.fake.put("left", json!({left::LABEL: killed}));
    world.fake.put("another", json!({left::LABEL: "0123456789abcdef"}));
    world.executor.begin();
    world.left(1).await;
    crate::test_engine::eventually(|| !Path::new(&mark).exists()).await;
}

#[tokio::test]
async fn a_forwarder_leads_to_the_emulator() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let tasks = Tasks::new();
    let emulator = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let loopback = IpAddr::from([127, 0, 0, 1]);
    let forwarder =
        forwarder::Forwarder::open((loopback, Peers::All), emulator.local_addr().unwrap(), &tasks)
            .await
            .unwrap();
    let client = async {
        let mut stream = tokio::net::TcpStream::connect((loopback, forwarder.port())).await.unwrap();
        stream.write_all(b"question").await.unwrap();
        let mut answer = [0; 6];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"answer");
    };
    let server = async {
        let (mut stream, _) = emulator.accept().await.unwrap();
        let mut question = [0; 8];
        stream.read_exact(&mut question).await.unwrap();
        assert_eq!(&question, b"question");
        stream.write_all(b"answer").await.unwrap();
    };
    futures::join!(client, server);
    drop(forwarder);
    assert!(tasks.shutdown(Duration::from_secs(10)).await);
}
