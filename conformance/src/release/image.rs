//! The container's image, made without a daemon: the program and next to nothing else, as one archive that `docker load` and
//! `podman load` take, and an OCI layout too.
//!
//! <https://github.com/opencontainers/image-spec/blob/main/image-layout.md>

use conformance::Result;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::archive::{self, Entry};
use super::{Program, hex};

/// Nobody in particular, by the number that images without a shell have for it.
const USER: u64 = 65532;
const DATA: &str = "/var/lib/ruststack";
const NAME: &str = "ruststack";

pub(super) fn make(version: &str, program: &Program) -> Result<Vec<u8>> {
    let users = format!("root:x:0:0::/:/\nruststack:x:{USER}:{USER}::{DATA}:/\n");
    let layer = archive::tar(&[
        Entry::folder("etc/", 0o755, 0),
        Entry::file("etc/passwd", users.as_bytes()),
        Entry::folder("tmp/", 0o1777, 0),
        Entry::folder("usr/", 0o755, 0),
        Entry::folder("usr/bin/", 0o755, 0),
        Entry::program("usr/bin/ruststack", &program.bytes),
        Entry::folder("usr/share/", 0o755, 0),
        Entry::file("usr/share/LICENSE", &program.licence),
        Entry::file("usr/share/NOTICE", &program.notice),
        Entry::folder("var/", 0o755, 0),
        Entry::folder("var/lib/", 0o755, 0),
        Entry::folder("var/lib/ruststack/", 0o750, USER),
    ])?;
    let (uncompressed, packed) = (digest(&layer), archive::gz(&layer)?);
    let config = serde_json::to_vec(&config(version, &uncompressed))?;
    let manifest = serde_json::to_vec(&json!({
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": blob("application/vnd.oci.image.config.v1+json", &config),
        "layers": [blob("application/vnd.oci.image.layer.v1.tar+gzip", &packed)],
    }))?;
    let tag = format!("{NAME}:{version}");
    let mut of_index = blob("application/vnd.oci.image.manifest.v1+json", &manifest);
    if let Some(members) = of_index.as_object_mut() {
        members.insert(
            "annotations".to_owned(),
            json!({ "io.containerd.image.name": format!("docker.io/library/{tag}"), "org.opencontainers.image.ref.name": version }),
        );
    }
    let index = serde_json::to_vec(&json!({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [of_index],
    }))?;
    // What daemons read that know no OCI layout.
    let older = serde_json::to_vec(&json!([{
        "Config": path(&config), "RepoTags": [tag, format!("{NAME}:latest")], "Layers": [path(&packed)],
    }]))?;
    archive::tar(&[
        Entry::folder("blobs/", 0o755, 0),
        Entry::folder("blobs/sha256/", 0o755, 0),
        Entry::file(&path(&packed), &packed),
        Entry::file(&path(&config), &config),
        Entry::file(&path(&manifest), &manifest),
        Entry::file("index.json", &index),
        Entry::file("manifest.json", &older),
        Entry::file("oci-layout", br#"{"imageLayoutVersion":"1.0.0"}"#),
    ])
}

fn config(version: &str, layer: &str) -> Value {
    json!({
        "architecture": "amd64",
        "os": "linux",
        "config": {
            "User": USER.to_string(),
            "ExposedPorts": { "4566/tcp": {} },
            "Env": ["PATH=/usr/bin", format!("RUSTSTACK_DATA_DIR={DATA}"), "RUSTSTACK_HOST=0.0.0.0"],
            "Entrypoint": ["/usr/bin/ruststack"],
            "Volumes": { DATA: {} },
            "WorkingDir": DATA,
            "StopSignal": "SIGTERM",
            // Not of OCI's, but Docker and Podman both heed it: the start is over within milliseconds.
            "Healthcheck": {
                "Test": ["CMD", "/usr/bin/ruststack", "status"],
                "Interval": 5_000_000_000_u64, "Timeout": 3_000_000_000_u64, "StartPeriod": 5_000_000_000_u64,
                "Retries": 3,
            },
            "Labels": {
                "org.opencontainers.image.title": NAME,
                "org.opencontainers.image.version": version,
                "org.opencontainers.image.licenses": "Apache-2.0",
            },
        },
        "rootfs": { "type": "layers", "diff_ids": [layer] },
        "history": [{ "created": "1970-01-01T00:00:00Z", "created_by": "conformance -- release" }],
        "created": "1970-01-01T00:00:00Z",
    })
}

fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}

fn path(bytes: &[u8]) -> String {
    format!("blobs/sha256/{}", hex(&Sha256::digest(bytes)))
}

fn blob(kind: &str, bytes: &[u8]) -> Value {
    json!({ "mediaType": kind, "digest": digest(bytes), "size": bytes.len() })
}
