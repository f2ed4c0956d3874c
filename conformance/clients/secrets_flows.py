"""Secrets Manager with boto3: each flow is what a user would write, and asserts what a user would see."""

import io
import json
import uuid
import zipfile

from flow import advance, client, code_of, eventually, refused, run

SECRETS = client("secretsmanager")
LAMBDA = client("lambda")
ROLE = "arn:aws:iam::000000000000:role/anyone"

# AWS's template for rotation, without an SDK: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
ROTATES = """
import json, os, urllib.error, urllib.request

def call(operation, **members):
    request = urllib.request.Request(os.environ["AWS_ENDPOINT_URL"], json.dumps(members).encode(), {
        "X-Amz-Target": "secretsmanager." + operation, "Content-Type": "application/x-amz-json-1.1"})
    with urllib.request.urlopen(request) as reply:
        return json.loads(reply.read() or b"{}")

def handler(event, context):
    arn, token, step = event["SecretId"], event["ClientRequestToken"], event["Step"]
    print(step)
    metadata = call("DescribeSecret", SecretId=arn)
    if not metadata["RotationEnabled"]:
        raise ValueError("rotation is not on")
    versions = metadata["VersionIdsToStages"]
    if "AWSCURRENT" in versions[token]:
        return
    if "AWSPENDING" not in versions[token]:
        raise ValueError("not the pending version")
    if step == "createSecret":
        call("GetSecretValue", SecretId=arn, VersionStage="AWSCURRENT")
        try:
            call("GetSecretValue", SecretId=arn, VersionId=token, VersionStage="AWSPENDING")
        except urllib.error.HTTPError as error:
            assert json.load(error)["__type"] == "ResourceNotFoundException"
            password = call("GetRandomPassword", ExcludeCharacters="/@\\"'\\\\")["RandomPassword"]
            call("PutSecretValue", SecretId=arn, ClientRequestToken=token, SecretString=password, VersionStages=["AWSPENDING"])
    elif step == "finishSecret":
        current = next((version for version, stages in versions.items() if "AWSCURRENT" in stages), None)
        call("UpdateSecretVersionStage", SecretId=arn, VersionStage="AWSCURRENT", MoveToVersionId=token, RemoveFromVersionId=current)
"""


def function(name, code):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("main.py", code)
    made = LAMBDA.create_function(
        FunctionName=name, Runtime="python3.13", Handler="main.handler", Role=ROLE, Code={"ZipFile": packed.getvalue()}, Timeout=10
    )
    LAMBDA.add_permission(
        FunctionName=name, StatementId="s", Action="lambda:InvokeFunction", Principal="secretsmanager.amazonaws.com"
    )
    LAMBDA.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
    return made["FunctionArn"]


def text(name, **version):
    return SECRETS.get_secret_value(SecretId=name, **version)["SecretString"]


def values_have_versions_and_labels():
    made = SECRETS.create_secret(Name="app/db", SecretString="one", Tags=[{"Key": "team", "Value": "blue"}])
    assert made["ARN"].startswith("arn:aws:secretsmanager:us-east-1:000000000000:secret:app/db-"), made
    put = SECRETS.put_secret_value(SecretId=made["ARN"], SecretString="two")
    assert put["VersionStages"] == ["AWSCURRENT"], put
    assert (text("app/db"), text("app/db", VersionStage="AWSPREVIOUS")) == ("two", "one")
    assert text(made["ARN"][:-7], VersionId=made["VersionId"]) == "one"
    SECRETS.put_secret_value(SecretId="app/db", SecretBinary=b"\x00\x01", VersionStages=["key"])
    assert SECRETS.get_secret_value(SecretId="app/db", VersionStage="key")["SecretBinary"] == b"\x00\x01"
    SECRETS.update_secret_version_stage(
        SecretId="app/db", VersionStage="AWSCURRENT", MoveToVersionId=made["VersionId"], RemoveFromVersionId=put["VersionId"]
    )
    assert text("app/db") == "one"
    described = SECRETS.describe_secret(SecretId="app/db")
    assert described["VersionIdsToStages"][put["VersionId"]] == ["AWSPREVIOUS"], described
    assert described["LastAccessedDate"].time().isoformat() == "00:00:00" and "RotationEnabled" not in described, described
    try:
        SECRETS.create_secret(Name="app/db", SecretString="one")
        raise AssertionError("there are two secrets of a name")
    except SECRETS.exceptions.ResourceExistsException:
        pass
    versions = SECRETS.list_secret_version_ids(SecretId="app/db", IncludeDeprecated=True, MaxResults=2)
    rest = SECRETS.list_secret_version_ids(SecretId="app/db", IncludeDeprecated=True, MaxResults=2, NextToken=versions["NextToken"])
    assert (len(versions["Versions"]), len(rest["Versions"]), "NextToken" in rest) == (2, 1, False)


def secrets_are_found_and_read_at_once():
    for name in ("many/a", "many/b", "many/c"):
        SECRETS.create_secret(Name=name, SecretString=name, Description="one of many")
    filters = [{"Key": "name", "Values": ["many/"]}]
    pages = SECRETS.get_paginator("list_secrets").paginate(Filters=filters, PaginationConfig={"PageSize": 2})
    assert [secret["Name"] for page in pages for secret in page["SecretList"]] == ["many/a", "many/b", "many/c"]
    page = SECRETS.batch_get_secret_value(Filters=filters, MaxResults=2)
    rest = SECRETS.batch_get_secret_value(Filters=filters, MaxResults=2, NextToken=page["NextToken"])
    read = [value["SecretString"] for value in page["SecretValues"] + rest["SecretValues"]]
    assert read == ["many/a", "many/b", "many/c"] and "NextToken" not in rest, read
    got = SECRETS.batch_get_secret_value(SecretIdList=["many/a", "many/none"])
    assert [value["Name"] for value in got["SecretValues"]] == ["many/a"], got
    assert [error["ErrorCode"] for error in got["Errors"]] == ["ResourceNotFoundException"], got


def a_deleted_secret_comes_back_or_goes():
    SECRETS.create_secret(Name="old", SecretString="x")
    SECRETS.delete_secret(SecretId="old", RecoveryWindowInDays=7)
    assert code_of(lambda: SECRETS.get_secret_value(SecretId="old")) == "InvalidRequestException"
    assert code_of(lambda: SECRETS.create_secret(Name="old", SecretString="y")) == "InvalidRequestException"
    SECRETS.restore_secret(SecretId="old")
    assert text("old") == "x"
    SECRETS.delete_secret(SecretId="old", RecoveryWindowInDays=7)
    advance(8 * 24 * 3600)
    eventually("the end", lambda: code_of(lambda: SECRETS.describe_secret(SecretId="old")) == "ResourceNotFoundException")
    SECRETS.create_secret(Name="old", SecretString="z")
    SECRETS.delete_secret(SecretId="old", ForceDeleteWithoutRecovery=True)
    assert code_of(lambda: SECRETS.describe_secret(SecretId="old")) == "ResourceNotFoundException"


def a_function_rotates_a_secret():
    arn = function("rotates", ROTATES)
    made = SECRETS.create_secret(Name="rotated", SecretString="first")
    begun = SECRETS.rotate_secret(
        SecretId="rotated", RotationLambdaARN=arn, RotationRules={"AutomaticallyAfterDays": 30}
    )
    current = lambda: SECRETS.get_secret_value(SecretId="rotated")["VersionId"]
    eventually("the rotation", lambda: current() == begun["VersionId"])
    assert text("rotated") != "first" and text("rotated", VersionId=made["VersionId"]) == "first"
    described = eventually("its end", lambda: SECRETS.describe_secret(SecretId="rotated").get("LastRotatedDate") and SECRETS.describe_secret(SecretId="rotated"))
    assert described["RotationEnabled"] and described["RotationRules"] == {"AutomaticallyAfterDays": 30}, described
    # By the emulator's clock it is rotated again.
    advance(31 * 24 * 3600)
    eventually("the next rotation", lambda: current() != begun["VersionId"])
    SECRETS.cancel_rotate_secret(SecretId="rotated")
    assert not SECRETS.describe_secret(SecretId="rotated")["RotationEnabled"]

    fails = function("fails", "def handler(event, context):\n    raise ValueError('never')\n")
    SECRETS.create_secret(Name="stuck", SecretString="first")
    begun = SECRETS.rotate_secret(SecretId="stuck", RotationLambdaARN=fails)
    assert text("stuck") == "first"
    code, message, _ = refused(SECRETS.rotate_secret, SecretId="stuck")
    assert code == "InvalidRequestException" and "previous rotation" in message, message
    assert SECRETS.cancel_rotate_secret(SecretId="stuck")["VersionId"] == begun["VersionId"]
    nothing = "arn:aws:lambda:us-east-1:000000000000:function:none"
    assert code_of(lambda: SECRETS.rotate_secret(SecretId="app/db", RotationLambdaARN=nothing)) == "ResourceNotFoundException"


def replicas_follow_their_primary():
    there = client("secretsmanager", region="eu-west-1")
    made = SECRETS.create_secret(Name="everywhere", SecretString="1", AddReplicaRegions=[{"Region": "eu-west-1"}])
    assert made["ReplicationStatus"][0]["Status"] == "InSync", made
    SECRETS.put_secret_value(SecretId="everywhere", SecretString="2")
    assert there.get_secret_value(SecretId="everywhere")["SecretString"] == "2"
    code, message, _ = refused(there.put_secret_value, SecretId="everywhere", SecretString="3")
    assert code == "InvalidParameterException" and "primary secret's region" in message, message
    there.stop_replication_to_replica(SecretId="everywhere")
    there.put_secret_value(SecretId="everywhere", SecretString="3")
    assert text("everywhere") == "2"


def other_accounts_need_a_policy():
    other = client("secretsmanager", account="111111111111")
    made = SECRETS.create_secret(Name="shared", SecretString="s", KmsKeyId="alias/shared")
    assert code_of(lambda: other.get_secret_value(SecretId=made["ARN"])) == "AccessDeniedException"
    statement = {
        "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:root"},
        "Action": "secretsmanager:GetSecretValue", "Resource": "*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    SECRETS.put_resource_policy(SecretId="shared", ResourcePolicy=policy, BlockPublicPolicy=True)
    assert other.get_secret_value(SecretId=made["ARN"])["SecretString"] == "s"
    assert SECRETS.get_resource_policy(SecretId="shared")["ResourcePolicy"] == policy
    public = policy.replace('{"AWS": "arn:aws:iam::111111111111:root"}', '"*"')
    code = code_of(lambda: SECRETS.put_resource_policy(SecretId="shared", ResourcePolicy=public, BlockPublicPolicy=True))
    assert code == "PublicPolicyException", code


def passwords_and_tokens():
    password = SECRETS.get_random_password(PasswordLength=20, ExcludePunctuation=True)["RandomPassword"]
    assert len(password) == 20 and password.isalnum(), password
    token = str(uuid.uuid4())
    first = SECRETS.create_secret(Name="once", SecretString="1", ClientRequestToken=token)
    assert SECRETS.create_secret(Name="once", SecretString="1", ClientRequestToken=token)["ARN"] == first["ARN"]
    code, message, _ = refused(SECRETS.put_secret_value, SecretId="once", SecretString="2", ClientRequestToken=token)
    assert code == "ResourceExistsException" and token in message, message


run(
    "Secrets Manager",
    [
        values_have_versions_and_labels,
        secrets_are_found_and_read_at_once,
        passwords_and_tokens,
        replicas_follow_their_primary,
        other_accounts_need_a_policy,
        a_function_rotates_a_secret,
        a_deleted_secret_comes_back_or_goes,
    ],
)
