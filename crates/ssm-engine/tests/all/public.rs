//! AWS's own parameters:
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-finding-public-parameters.html>.

use serde_json::json;

use crate::harness::{get, names, ok, put, reply, world};

#[test]
fn they_are_got_and_listed() {
    let world = world();
    let name = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2";
    let shown = get(&world, name);
    assert_eq!(shown["ARN"], format!("arn:aws:ssm:us-east-1::parameter{name}"));
    assert_eq!(
        (&shown["Type"], &shown["Version"], &shown["DataType"]),
        (&json!("String"), &json!(1), &json!("text"))
    );
    assert!(shown["Value"].as_str().unwrap().starts_with("ami-0"));
    assert_eq!(get(&world, shown["ARN"].as_str().unwrap()), shown);
    assert_eq!(get(&world, &format!("{name}:1"))["Selector"], ":1");
    reply(&world, "GetParameter", &json!({"Name": format!("{name}:2")})).is_error(
        400,
        "ParameterVersionNotFound",
        "",
    );
    reply(&world, "GetParameter", &json!({"Name": "/aws/service/none"})).is_error(
        400,
        "ParameterNotFound",
        "",
    );
    let both = ok(&world, "GetParameters", &json!({"Names": [name, "/aws/service/none"]}));
    assert_eq!((names(&both), &both["InvalidParameters"]), (vec![name], &json!(["/aws/service/none"])));
    // Those of another region have another value.
    assert_ne!(get(&world.in_region("eu-west-1"), name)["Value"], shown["Value"]);
}

#[test]
fn they_are_listed_to_who_asks_for_them() {
    let world = world();
    put(&world, "/mine", "v", &json!({})).ok();
    let mut all = Vec::new();
    let mut input = json!({"Path": "/aws/service/global-infrastructure/regions"});
    loop {
        let page = ok(&world, "GetParametersByPath", &input);
        assert!(names(&page).len() <= 10);
        all.extend(names(&page).into_iter().map(str::to_owned));
        if page["NextToken"].is_null() {
            break;
        }
        input["NextToken"] = page["NextToken"].clone();
    }
    assert!(all.contains(&"/aws/service/global-infrastructure/regions/eu-central-1".to_owned()), "{all:?}");
    assert_eq!(all.len(), 34);
    let lists = ok(&world, "GetParametersByPath", &json!({"Path": "/aws/service/list"}));
    assert_eq!(lists["Parameters"][0]["Name"], "/aws/service/list/ami-amazon-linux-latest");
    assert_eq!(lists["Parameters"][0]["Value"], "/aws/service/ami-amazon-linux-latest/");
    assert_eq!(names(&ok(&world, "DescribeParameters", &json!({}))), ["/mine"]);
    let described = |filter: serde_json::Value| {
        let input = json!({"ParameterFilters": [filter], "MaxResults": 50});
        let reply = ok(&world, "DescribeParameters", &input);
        names(&reply).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let path = "/aws/service/ami-amazon-linux-latest";
    let by_path = described(json!({"Key": "Path", "Values": [path]}));
    assert!(by_path.len() > 10 && by_path.iter().all(|name| name.starts_with(path)));
    assert_eq!(described(json!({"Key": "Name", "Option": "BeginsWith", "Values": [path]})), by_path);
    assert_eq!(described(json!({"Key": "Name", "Values": [by_path[0]]})), [by_path[0].clone()]);
    put(&world, by_path[0].as_str(), "v", &json!({"Overwrite": true})).is_error(
        400,
        "AccessDeniedException",
        "reserved",
    );
}
