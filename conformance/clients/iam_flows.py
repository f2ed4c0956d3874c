"""Who asks: roles, sessions, keys and accounts, with boto3 and with profiles of the AWS CLI."""

import io
import json
import os
import subprocess
import tempfile
import urllib.request
import zipfile

import boto3

from flow import refused, run, simple_table

OTHER = "222222222222"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def trusting(principal, **condition):
    statement = {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement | ({"Condition": condition} if condition else {})]})


def of_account(account):
    return boto3.Session(aws_access_key_id=account, aws_secret_access_key="test", region_name="us-east-1")


def of_credentials(given):
    return boto3.Session(
        given["AccessKeyId"], given["SecretAccessKey"], given.get("SessionToken"), region_name="us-east-1"
    )


def roles():
    iam = boto3.client("iam")
    made = iam.create_role(RoleName="deploy", AssumeRolePolicyDocument=json.dumps(TRUST), Tags=[{"Key": "a", "Value": "1"}])
    assert made["Role"]["Arn"] == "arn:aws:iam::000000000000:role/deploy", made
    assert made["Role"]["CreateDate"].microsecond == 0
    # The document comes back as it was: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
    assert iam.get_role(RoleName="deploy")["Role"]["AssumeRolePolicyDocument"] == TRUST
    basic = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    iam.attach_role_policy(RoleName="deploy", PolicyArn=basic)
    version = iam.get_policy(PolicyArn=basic)["Policy"]["DefaultVersionId"]
    document = iam.get_policy_version(PolicyArn=basic, VersionId=version)["PolicyVersion"]["Document"]
    assert "logs:CreateLogGroup" in json.dumps(document)
    assert refused(iam.delete_role, RoleName="deploy")[0] == "DeleteConflict"
    iam.detach_role_policy(RoleName="deploy", PolicyArn=basic)
    iam.delete_role(RoleName="deploy")
    assert refused(iam.get_role, RoleName="deploy")[0] == "NoSuchEntity"


def accounts():
    """A session key is the account of its role, in every service."""
    there = of_account(OTHER).client("iam")
    condition = {"StringEquals": {"sts:ExternalId": "secret"}}
    trust = trusting("arn:aws:iam::000000000000:root", **condition)
    role = there.create_role(RoleName="across", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    sts = boto3.client("sts")
    assert refused(sts.assume_role, RoleArn=role, RoleSessionName="here")[0] == "AccessDenied"
    given = sts.assume_role(RoleArn=role, RoleSessionName="here", ExternalId="secret")
    inside = of_credentials(given["Credentials"])
    who = inside.client("sts").get_caller_identity()
    assert who["Arn"] == f"arn:aws:sts::{OTHER}:assumed-role/across/here" and who["Account"] == OTHER, who
    simple_table(inside.client("dynamodb"), "theirs")
    inside.client("s3").create_bucket(Bucket="theirs")
    table = of_account(OTHER).client("dynamodb").describe_table(TableName="theirs")["Table"]
    assert table["TableArn"] == f"arn:aws:dynamodb:us-east-1:{OTHER}:table/theirs", table
    assert "theirs" not in boto3.client("dynamodb").list_tables()["TableNames"]
    assert [bucket["Name"] for bucket in of_account(OTHER).client("s3").list_buckets()["Buckets"]] == ["theirs"]
    link = inside.client("s3").generate_presigned_url("put_object", {"Bucket": "theirs", "Key": "k"})
    with urllib.request.urlopen(urllib.request.Request(link, b"bytes", method="PUT")) as reply:
        assert reply.status == 200
    assert inside.client("s3").get_object(Bucket="theirs", Key="k")["Body"].read() == b"bytes"


def keys():
    there = of_account(OTHER).client("iam")
    there.create_user(UserName="ann", Path="/people/")
    made = there.create_access_key(UserName="ann")["AccessKey"]
    ann = of_credentials(made)
    who = ann.client("sts").get_caller_identity()
    assert who["Arn"] == f"arn:aws:iam::{OTHER}:user/people/ann", who
    assert ann.client("iam").get_user()["User"]["UserName"] == "ann"
    assert boto3.client("sts").get_access_key_info(AccessKeyId=made["AccessKeyId"])["Account"] == OTHER
    assert "SecretAccessKey" not in json.dumps(there.list_access_keys(UserName="ann")["AccessKeyMetadata"], default=str)


def functions():
    """A function signs with a session of its role."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as package:
        package.writestr(
            "main.py",
            "import os\ndef handle(event, context):\n"
            "    return [os.environ[name] for name in ('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN')]\n",
        )
    role = boto3.client("iam").create_role(RoleName="of-function", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    functions = boto3.client("lambda")
    functions.create_function(
        FunctionName="who", Runtime="python3.13", Handler="main.handle", Role=role, Code={"ZipFile": code.getvalue()}
    )
    functions.get_waiter("function_active_v2").wait(FunctionName="who", WaiterConfig={"Delay": 1})
    key, secret, token = json.load(functions.invoke(FunctionName="who")["Payload"])
    inside = of_credentials({"AccessKeyId": key, "SecretAccessKey": secret, "SessionToken": token})
    who = inside.client("sts").get_caller_identity()
    assert who["Arn"] == "arn:aws:sts::000000000000:assumed-role/of-function/who", who


def simulation():
    iam = boto3.client("iam")
    policy = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"},
        {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*"},
    ]}
    said = iam.simulate_custom_policy(
        PolicyInputList=[json.dumps(policy)],
        ActionNames=["s3:GetObject", "s3:DeleteObject", "dynamodb:GetItem"],
        ResourceArns=["arn:aws:s3:::b/k"],
    )["EvaluationResults"]
    assert [one["EvalDecision"] for one in said] == ["allowed", "explicitDeny", "implicitDeny"], said


def profiles():
    """Profiles of the AWS CLI: a role, and a role assumed by that role's session."""
    iam = of_account(OTHER).client("iam")
    for name in ["first", "second"]:
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trusting("*"))
    folder = tempfile.mkdtemp()
    config = os.path.join(folder, "config")
    with open(config, "w") as file:
        file.write(
            "[profile base]\nregion = us-east-1\naws_access_key_id = test\naws_secret_access_key = test\n"
            f"[profile one]\nregion = us-east-1\nrole_arn = arn:aws:iam::{OTHER}:role/first\nsource_profile = base\n"
            "role_session_name = cli\n"
            f"[profile two]\nregion = us-east-1\nrole_arn = arn:aws:iam::{OTHER}:role/second\nsource_profile = one\n"
            "role_session_name = chain\n"
        )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_ACCESS") and "SECRET" not in name}
    environment |= {"AWS_CONFIG_FILE": config, "HOME": folder}
    command = ["aws", "--profile", "two", "sts", "get-caller-identity", "--output", "json"]
    said = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
    assert said["Arn"] == f"arn:aws:sts::{OTHER}:assumed-role/second/chain", said


run("IAM and STS", [roles, accounts, keys, functions, simulation, profiles])
