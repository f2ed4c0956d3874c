"""Parameter Store with boto3: each flow is what a user would write, and asserts what a user would see."""

import datetime
import json

from flow import advance, client, code_of, control, eventually, refused, run, server_time

SSM = client("ssm")


def put(name, value, **more):
    return SSM.put_parameter(Name=name, Value=value, **{"Type": "String", **more})


def value(name, **more):
    return SSM.get_parameter(Name=name, **more)["Parameter"]["Value"]


def a_parameter_is_made_and_got():
    made = put("/first/db", "one", Description="what it is", Tags=[{"Key": "stage", "Value": "test"}])
    assert (made["Version"], made["Tier"]) == (1, "Standard"), made
    shown = SSM.get_parameter(Name="/first/db")["Parameter"]
    assert (shown["Value"], shown["Type"], shown["DataType"]) == ("one", "String", "text"), shown
    assert shown["ARN"] == "arn:aws:ssm:us-east-1:000000000000:parameter/first/db"
    assert isinstance(shown["LastModifiedDate"], datetime.datetime)
    assert value(shown["ARN"]) == "one"
    [described] = SSM.describe_parameters(ParameterFilters=[{"Key": "tag:stage", "Values": ["test"]}])["Parameters"]
    assert (described["Name"], described["Description"]) == ("/first/db", "what it is"), described
    assert described["LastModifiedUser"] == "arn:aws:iam::000000000000:root", described
    tags = SSM.list_tags_for_resource(ResourceType="Parameter", ResourceId="/first/db")["TagList"]
    assert tags == [{"Key": "stage", "Value": "test"}]
    try:
        put("/first/db", "two")
        raise AssertionError("it was overwritten")
    except SSM.exceptions.ParameterAlreadyExists:
        pass
    try:
        value("/first/none")
        raise AssertionError("there is something")
    except SSM.exceptions.ParameterNotFound as error:
        assert error.response["Error"]["Message"] == "", error.response
    SSM.delete_parameter(Name="/first/db")
    assert code_of(lambda: value("/first/db")) == "ParameterNotFound"


def versions_have_numbers_and_labels():
    for number in range(1, 4):
        assert put("/versions", f"v{number}", Overwrite=True)["Version"] == number
    labelled = SSM.label_parameter_version(Name="/versions", ParameterVersion=2, Labels=["prod", "1no"])
    assert (labelled["InvalidLabels"], labelled["ParameterVersion"]) == (["1no"], 2), labelled
    assert [value(f"/versions{of}") for of in ("", ":1", ":prod")] == ["v3", "v1", "v2"]
    pages = SSM.get_paginator("get_parameter_history").paginate(Name="/versions", PaginationConfig={"PageSize": 2})
    history = [(one["Version"], one["Labels"]) for page in pages for one in page["Parameters"]]
    assert history == [(1, []), (2, ["prod"]), (3, [])], history
    code, message, _ = refused(SSM.get_parameter, Name="/versions:9")
    assert code == "ParameterVersionNotFound"
    assert message == "Systems Manager could not find version 9 of /versions. Verify the version and try again."
    gone = SSM.unlabel_parameter_version(Name="/versions", ParameterVersion=2, Labels=["prod", "none"])
    assert (gone["RemovedLabels"], gone["InvalidLabels"]) == (["prod"], ["none"]), gone


def a_secure_string_shows_its_ciphertext():
    put("/secure", "s3cret", Type="SecureString")
    assert value("/secure", WithDecryption=True) == "s3cret"
    assert "s3cret" not in value("/secure")
    found = SSM.get_parameters(Names=["/secure", "/none"], WithDecryption=True)
    assert [one["Value"] for one in found["Parameters"]] == ["s3cret"] and found["InvalidParameters"] == ["/none"]
    [described] = SSM.describe_parameters(ParameterFilters=[{"Key": "KeyId", "Values": ["alias/aws/ssm"]}])["Parameters"]
    assert described["KeyId"] == "alias/aws/ssm", described


def a_hierarchy_is_listed_page_by_page():
    names = [f"/tree/{n:02}/leaf" for n in range(12)] + ["/tree/top"]
    for name in names:
        put(name, name)
    pages = list(SSM.get_paginator("get_parameters_by_path").paginate(Path="/tree", Recursive=True))
    assert [len(page["Parameters"]) for page in pages] == [10, 3]
    assert [one["Name"] for page in pages for one in page["Parameters"]] == names
    assert [one["Name"] for one in SSM.get_parameters_by_path(Path="/tree")["Parameters"]] == ["/tree/top"]
    deleted = SSM.delete_parameters(Names=names[:10])
    assert (len(deleted["DeletedParameters"]), deleted["InvalidParameters"]) == (10, [])


def a_policy_deletes_by_the_emulator_s_clock():
    at = datetime.datetime.fromtimestamp(server_time() + 3600, datetime.timezone.utc).isoformat()
    policy = [{"Type": "Expiration", "Version": "1.0", "Attributes": {"Timestamp": at}}]
    put("/expires", "v", Tier="Advanced", Policies=json.dumps(policy))
    [described] = SSM.describe_parameters(ParameterFilters=[{"Key": "Name", "Values": ["/expires"]}])["Parameters"]
    assert [(one["PolicyType"], one["PolicyStatus"]) for one in described["Policies"]] == [("Expiration", "Pending")]
    advance(3601)
    eventually("it expired", lambda: code_of(lambda: value("/expires")) == "ParameterNotFound")


def another_account_reads_what_is_shared():
    put("/shared", "v", Tier="Advanced")
    arn = SSM.get_parameter(Name="/shared")["Parameter"]["ARN"]
    other = client("ssm", account="111111111111")
    assert code_of(lambda: other.get_parameter(Name=arn)) == "AccessDeniedException"
    statement = {"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "ssm:GetParameter", "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    kept = SSM.put_resource_policy(ResourceArn=arn, Policy=policy)
    assert other.get_parameter(Name=arn)["Parameter"]["Value"] == "v"
    SSM.delete_resource_policy(ResourceArn=arn, PolicyId=kept["PolicyId"], PolicyHash=kept["PolicyHash"])
    assert code_of(lambda: other.get_parameter(Name=arn)) == "AccessDeniedException"


def public_parameters_are_there():
    name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
    assert value(name).startswith("ami-")
    pages = SSM.get_paginator("get_parameters_by_path").paginate(Path="/aws/service/global-infrastructure/regions")
    assert "eu-central-1" in [one["Value"] for page in pages for one in page["Parameters"]]
    ecs = json.loads(value("/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended"))
    assert ecs["image_id"].startswith("ami-"), ecs
    assert code_of(lambda: put("/aws/service/mine", "v")) == "AccessDeniedException"


def a_checkpoint_brings_parameters_back():
    put("/kept", "before")
    control("POST", "/_ruststack/checkpoints/ssm")
    put("/kept", "after", Overwrite=True)
    control("POST", "/_ruststack/checkpoints/ssm/restore")
    assert SSM.get_parameter(Name="/kept")["Parameter"]["Version"] == 1
    control("DELETE", "/_ruststack/checkpoints/ssm")


def what_is_not_here_is_refused_by_name():
    code, message, _ = refused(SSM.describe_instance_information)
    assert "DescribeInstanceInformation" in message, (code, message)


run(
    "Parameter Store",
    [
        a_parameter_is_made_and_got,
        versions_have_numbers_and_labels,
        a_secure_string_shows_its_ciphertext,
        a_hierarchy_is_listed_page_by_page,
        a_policy_deletes_by_the_emulator_s_clock,
        another_account_reads_what_is_shared,
        public_parameters_are_there,
        a_checkpoint_brings_parameters_back,
        what_is_not_here_is_refused_by_name,
    ],
)
