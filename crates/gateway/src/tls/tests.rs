//! What a client that knows the CA makes of our certificates, and what is kept in the folder.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base::clock::Timestamp;
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier as _;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};

use super::*;
use crate::config::{Resolved, Sources};

const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

fn settings(flags: &[(&'static str, &str)]) -> Settings {
    let flags = flags.iter().map(|&(name, value)| (name, value.to_owned())).collect();
    Resolved::of(&Sources { flags, ..Sources::default() }).unwrap().settings
}

fn names(flags: &[(&'static str, &str)]) -> Names {
    Names::of(&settings(flags))
}

fn now() -> Timestamp {
    Clock::system().now()
}

/// What a client says that trusts this CA alone, of what a CA has certified for `certified`, when it calls `called`.
fn judged(
    pem: &str,
    authority: &Authority,
    certified: &str,
    called: &str,
    at: Timestamp,
) -> Result<(), String> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let client = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
    let name = match certified.parse() {
        Ok(address) => rcgen::SanType::IpAddress(address),
        Err(_) => rcgen::SanType::DnsName(certified.try_into().unwrap()),
    };
    let leaf = authority.certify(vec![name], &rcgen::KeyPair::generate().unwrap(), now()).unwrap();
    let (called, at) =
        (ServerName::try_from(called).unwrap(), UnixTime::since_unix_epoch(Duration::from_secs(at.secs())));
    client
        .verify_server_cert(&leaf.certificate, &[], &called, &[], at)
        .map(drop)
        .map_err(|cause| cause.to_string())
}

/// RFC 5280, 4.2.1.10: what a CA may certify stands in it, and a client takes nothing else from it.
#[test]
fn a_client_takes_no_foreign_name_from_the_ca() {
    let authority = Authority::new(&names(&[("allowed-hosts", "stack.test")]), now()).unwrap();
    let check = |name: &str| judged(authority.pem(), &authority, name, name, now());
    for name in
        ["localhost", "a.b.localhost", "b.s3.us-east-1.amazonaws.com", "x.stack.test", "127.0.0.1", "::1"]
    {
        assert_eq!(check(name), Ok(()), "{name}");
    }
    for name in [
        "evil.example",
        "localhost.evil.example",
        "evilamazonaws.com",
        "other.test",
        "8.8.8.8",
        "2001:db8::1",
    ] {
        assert!(check(name).unwrap_err().contains("NameConstraint"), "{name}: {:?}", check(name));
    }
    assert!(
        judged(authority.pem(), &authority, "localhost", "sub.localhost", now()).is_err(),
        "another name"
    );
}

/// Clients refuse certificates of more than 398 days: <https://support.apple.com/en-us/102028>.
#[test]
fn certificates_end_before_clients_find_them_too_long() {
    let authority = Authority::new(&names(&[]), now()).unwrap();
    let day = Duration::from_secs(24 * 60 * 60);
    let at =
        |days: u32| judged(authority.pem(), &authority, "localhost", "localhost", now().plus(day * days));
    assert_eq!((at(0), at(89)), (Ok(()), Ok(())));
    assert!(at(91).unwrap_err().contains("expired"));
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_ca_is_kept_for_its_user_alone_and_found_again() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("deep/state");
    let made = folder::kept(&folder, &names(&[]), now()).unwrap();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.clone()), 0o700);
    assert_eq!(mode(folder.join("ca-with-key.pem")), 0o600);
    assert_eq!(files(&folder), ["ca-with-key.pem", "lock"]);
    let again = folder::kept(&folder, &names(&[]), now()).unwrap();
    assert_eq!(again.pem(), made.pem());
    assert!(!made.pem().contains("PRIVATE"), "{}", made.pem());
    assert_eq!(judged(made.pem(), &again, "localhost", "localhost", now()), Ok(()));
    let own = folder::kept(&folder, &names(&[("allowed-hosts", "stack.test")]), now()).unwrap();
    assert_ne!(own.pem(), made.pem());
    assert_eq!(folder::kept(&folder, &names(&[]), now()).unwrap().pem(), made.pem());
}

/// Our promise: a start neither waits for another for long nor breaks what that one made.
#[test]
fn those_that_start_at_once_have_one_ca() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("state");
    let pems: Vec<String> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..16)
            .map(|_| scope.spawn(|| folder::kept(&folder, &names(&[]), now()).unwrap().pem().to_owned()))
            .collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    assert!(pems.iter().all(|pem| *pem == pems[0]));
    assert_eq!(files(&folder), ["ca-with-key.pem", "lock"]);
}

#[test]
fn a_ca_whose_time_is_over_is_made_anew() {
    let place = tempfile::tempdir().unwrap();
    let old = folder::kept(place.path(), &names(&[]), now()).unwrap();
    assert_eq!(folder::kept(place.path(), &names(&[]), now().plus(YEAR * 9)).unwrap().pem(), old.pem());
    let new = folder::kept(place.path(), &names(&[]), now().plus(YEAR * 10)).unwrap();
    assert_ne!(new.pem(), old.pem());
    assert_eq!(read(place.path(), "ca-with-key.pem").matches("BEGIN CERTIFICATE").count(), 1);
}

/// Somebody trusts what was there, or has put it there: it is not thrown away.
#[test]
fn what_is_no_ca_of_ours_is_named_and_stays() {
    let place = tempfile::tempdir().unwrap();
    folder::kept(place.path(), &names(&[]), now()).unwrap();
    let good = read(place.path(), "ca-with-key.pem");
    let other = Authority::new(&names(&[]), now()).unwrap();
    let (key, certificate) = good.split_at(good.find("-----BEGIN CERTIFICATE").unwrap());
    for bad in [
        "",
        "no PEM",
        &good[..good.len() / 2],
        &good[..good.len() - 40],
        key,
        certificate,
        &format!("{key}{}", other.pem()),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ] {
        fs::write(place.path().join("ca-with-key.pem"), bad).unwrap();
        let refused = folder::kept(place.path(), &names(&[]), now()).unwrap_err();
        let text = refused.to_string();
        assert!(
            matches!(refused, Error::Contents { .. }) && text.contains("ca-with-key.pem"),
            "{bad}: {text}"
        );
        assert!(!text.contains("PRIVATE KEY-----\nA"), "{text}");
        assert_eq!(read(place.path(), "ca-with-key.pem"), bad);
    }
    fs::write(place.path().join("ca-with-key.pem"), [0xff, 0xfe]).unwrap();
    assert!(matches!(folder::kept(place.path(), &names(&[]), now()), Err(Error::Contents { .. })));
}

#[test]
fn where_nothing_can_be_kept_there_is_a_ca_for_this_start() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("file");
    fs::write(&file, "in the way").unwrap();
    for folder in [None, Some(file.join("below")), Some("/proc/none".into())] {
        let passing = kept_or_passing(folder.as_deref(), &names(&[])).unwrap();
        assert_eq!(judged(passing.pem(), &passing, "localhost", "localhost", now()), Ok(()));
        let mut settings = settings(&[]);
        settings.tls_dir = folder;
        let failure = trusted(&settings).unwrap_err();
        assert_eq!(failure.exit_code, 1, "a CA that nobody keeps is not printed");
    }
}

/// As `openssl req -x509 -keyout` and LocalStack's CUSTOM_SSL_CERT_PATH have them: in two files, or in one.
#[test]
fn given_files_are_shown_whatever_is_asked_for() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).display().to_string();
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate =
        rcgen::CertificateParams::new(vec!["own.test".to_owned()]).unwrap().self_signed(&key).unwrap();
    fs::write(path("cert.pem"), certificate.pem()).unwrap();
    fs::write(path("key.pem"), key.serialize_pem()).unwrap();
    fs::write(path("both.pem"), format!("{}{}", key.serialize_pem(), certificate.pem())).unwrap();
    for flags in [
        &[("tls-cert", path("cert.pem")), ("tls-key", path("key.pem"))][..],
        &[("tls-cert", path("both.pem"))],
    ] {
        let flags: Vec<_> = flags.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let given = trusted(&settings(&flags)).unwrap().replace("\r\n", "\n");
        assert_eq!(given.trim(), certificate.pem().replace("\r\n", "\n").trim());
        assert!(Tls::of(&settings(&flags), Arc::new(AllowedHosts::Any)).is_ok());
    }
    let other = rcgen::KeyPair::generate().unwrap();
    fs::write(path("other.pem"), other.serialize_pem()).unwrap();
    for (cert, key, named) in [
        ("none.pem", "key.pem", "none.pem"),
        ("cert.pem", "none.pem", "none.pem"),
        ("key.pem", "key.pem", "no certificate"),
        ("cert.pem", "cert.pem", "no private key"),
        ("cert.pem", "other.pem", "does not go with"),
    ] {
        let flags = [("tls-cert", path(cert)), ("tls-key", path(key))];
        let flags: Vec<_> = flags.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let failure = Tls::of(&settings(&flags), Arc::new(AllowedHosts::Any)).unwrap_err();
        assert!(failure.message.contains(named), "{cert} {key}: {}", failure.message);
    }
}

/// <https://specifications.freedesktop.org/basedir-spec/latest/>
#[test]
fn the_folder_is_that_of_the_users_state() {
    let folder = |variables: &[(&str, &str)], flags: &[(&'static str, &str)]| {
        let flags = flags.iter().map(|&(name, value)| (name, value.to_owned())).collect();
        let variables = variables.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        let dir = Resolved::of(&Sources { flags, variables, file: None }).unwrap().settings.tls_dir;
        dir.map(|path| path.display().to_string())
    };
    let home = ("HOME", "/home/me");
    assert_eq!(folder(&[home], &[]).unwrap(), "/home/me/.local/state/ruststack");
    assert_eq!(folder(&[home, ("XDG_STATE_HOME", "/state")], &[]).unwrap(), "/state/ruststack");
    assert_eq!(folder(&[home, ("XDG_STATE_HOME", "state")], &[]).unwrap(), "/home/me/.local/state/ruststack");
    assert_eq!(folder(&[home, ("RUSTSTACK_TLS_DIR", "/tls")], &[]).unwrap(), "/tls");
    assert_eq!(folder(&[home], &[("tls-dir", "here")]).unwrap(), "here");
    assert_eq!(folder(&[], &[]), None);
    let key = [("tls-key".to_owned(), "k".to_owned())].map(|(_, value)| ("tls-key", value)).into();
    assert!(Resolved::of(&Sources { flags: key, ..Sources::default() }).is_err());
}

/// A client may ask for any number of names: what is kept of them has a limit.
#[tokio::test]
async fn as_many_names_as_a_client_likes_are_certified() {
    let names = names(&[]);
    let certificates = Certificates::new(Authority::new(&names, now()).unwrap()).unwrap();
    let ask = |number: usize| {
        let asked = Asked::Name(format!("b{number}.localhost"));
        certificates.config(&asked, &names).unwrap()
    };
    for number in 0..1_500 {
        ask(number);
    }
    let kept: usize = format!("{certificates:?}").split(' ').find_map(|word| word.parse().ok()).unwrap();
    assert!((1..=512).contains(&kept), "{certificates:?}");
    assert!(Arc::ptr_eq(&ask(1), &ask(1)), "asked for again, it is not made again");
}
