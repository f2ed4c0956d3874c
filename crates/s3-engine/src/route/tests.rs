//! The table against AWS's model of S3.

use super::*;
use crate::tests::route::routing::{Modelled, model};

/// What an operation of the model looks like as a row: scope, sub-resource, further fixed parameters.
fn parts(operation: &Modelled) -> (ResourceKind, &'static str, Vec<&'static str>) {
    let (path, query) = operation.uri.split_once('?').unwrap_or((operation.uri, ""));
    let on = match path.matches('/').count() {
        1 if path == "/" => ResourceKind::Service,
        1 => ResourceKind::Bucket,
        _ => ResourceKind::Object,
    };
    let mut fixed: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && *pair != "list-type=2").collect();
    // The model has these among the members of the query.
    if operation.query.iter().any(|(name, _)| *name == "uploadId") {
        fixed.push("uploadId");
    }
    let sub = if fixed.is_empty() { "" } else { fixed.remove(0) };
    (on, sub, fixed)
}

/// Rows that are no operations of the model: what browsers send.
const OF_BROWSERS: [&str; 2] = ["OptionsObject", "PostObject"];

/// Our promise: what is gathered is the table.
#[test]
fn each_row_is_among_those_of_its_kind_and_method() {
    for entry in ROWS {
        assert!(
            rows_of(entry.on, entry.method).iter().any(|known| known.name == entry.name),
            "{}",
            entry.name
        );
    }
    assert!(rows_of(ResourceKind::Any, "PATCH").is_empty());
}

#[test]
fn every_operation_of_the_model_has_its_row() {
    let model = model();
    assert_eq!((model.len(), ROWS.len()), (116, 116 + OF_BROWSERS.len()));
    for operation in &model {
        let named: Vec<&RouteRow> = ROWS.iter().filter(|entry| entry.name == operation.name).collect();
        let [entry] = named.as_slice() else { panic!("{}: {} rows", operation.name, named.len()) };
        let (on, sub, fixed) = parts(operation);
        assert_eq!((entry.on, entry.method, entry.sub), (on, operation.method, sub), "{}", entry.name);
        for pair in fixed {
            let (name, value) = pair.split_once('=').unwrap();
            assert!(entry.when.contains(&When::Is(name, value)), "{} lacks {pair}", entry.name);
        }
        // Exactly the parameters that the model gives, no more.
        let mut has: Vec<&str> =
            operation.query.iter().map(|(name, _)| *name).filter(|name| *name != sub).collect();
        let keys =
            entry.when.iter().filter_map(|when| if let When::Key(name) = when { Some(*name) } else { None });
        let mut ours: Vec<&str> = entry.query.iter().copied().chain(keys).collect();
        has.sort_unstable();
        ours.sort_unstable();
        assert_eq!(ours, has, "{}", entry.name);
        for header in
            operation.headers.iter().filter(|header| header.contains("copy") || header.contains("request-"))
        {
            assert!(entry.when.contains(&When::Header(header)), "{} lacks {header}", entry.name);
        }
        let body = match entry.body {
            BodyKind::None => "-",
            BodyKind::Document | BodyKind::Parts => "Document",
            BodyKind::Bytes => "Bytes",
            BodyKind::Form => "Form",
        };
        assert_eq!(body, operation.body, "{}", entry.name);
    }
    for name in OF_BROWSERS {
        assert!(ROWS.iter().any(|entry| entry.name == name), "{name}");
    }
}

/// A row that can never be chosen would be a promise that is not kept.
#[test]
fn every_row_is_found_unless_another_has_taken_its_place() {
    for entry in ROWS {
        let mut query: Vec<QueryPair<'_>> = Vec::new();
        let mut headers = HeaderMap::new();
        let mut add = |name: &'static str, value: &'static str| {
            query.push(QueryPair { raw: name, name: name.into(), value: value.into() });
        };
        if !entry.sub.is_empty() {
            add(entry.sub, "x");
        }
        for when in entry.when {
            match *when {
                When::Key(name) => add(name, "1"),
                When::Is(name, value) => add(name, value),
                When::Header(name) => drop(headers.insert(name, "x".parse().unwrap())),
                When::OfDirectories(id) => add("x-id", id),
                When::Form => {
                    headers.insert(header::CONTENT_TYPE, "multipart/form-data; boundary=x".parse().unwrap());
                }
            }
        }
        entry.query.iter().for_each(|name| add(name, "x"));
        let on = if entry.on == ResourceKind::Any { ResourceKind::Object } else { entry.on };
        let found =
            find(&RequestHead { method: entry.method, on, query: &query, headers: &headers }).unwrap();
        let expected = if let Answers::As(other) = entry.answers { other } else { entry.name };
        assert_eq!(found.name, expected);
    }
}

#[test]
fn what_is_seen_everywhere_is_in_the_table() {
    for name in EVERYWHERE {
        assert!(ROWS.iter().any(|entry| entry.sub == *name), "{name}");
    }
}
