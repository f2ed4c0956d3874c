"""Writes botocore.json: requests that botocore really signs, for the table test in tests/verify/recorded.rs.

    python3 record.py > botocore.json

Nothing is sent: a handler takes each request just before the socket.
"""

import base64
import datetime
import io
import json
import sys
from urllib.parse import urlsplit

import botocore
import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.config import Config

LASTING = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None)
SESSION = ("ASIAIOSFODNN7EXAMPLE", "secret/of+a session=", "token/with+signs==" * 3)
KEYS = [
    "plain.txt", "a b+c/é//x~", "../up/./x", "//", "/lead", "trail/", "%20", "%2Fnot/slash", "👩‍🚀.png",
    "q?x=1&y#z", "tab\tin", "'()*!;:@$,[]{}|\\^`\"<>", "日本/語", ".", "..",
]
rows = []


class Stop(Exception):
    pass


def text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else value


def row(name, creds, method, url, headers, body):
    parts = urlsplit(url)
    target = parts.path or "/"
    if parts.query:
        target += "?" + parts.query
    # Neither is ever signed, and they say more of the machine than of the request.
    headers = [(key, value) for key, value in headers if key not in ("user-agent", "amz-sdk-invocation-id")]
    have = {key.lower() for key, _ in headers}
    if "host" not in have:
        headers = [("host", parts.netloc)] + headers
    rows.append({
        "name": name, "secret": creds[1], "token": creds[2], "key": creds[0], "method": method, "target": target,
        "headers": headers, "body": base64.b64encode(body).decode(),
    })


def client(service, creds, endpoint=None, signature=None, style="path", checksums="when_supported"):
    s3 = {"addressing_style": style} if service == "s3" else None
    config = Config(signature_version=signature, s3=s3, parameter_validation=False, retries={"max_attempts": 0},
                    request_checksum_calculation=checksums)
    made = botocore.session.Session().create_client(
        service, region_name="eu-west-1", endpoint_url=endpoint, config=config,
        aws_access_key_id=creds[0], aws_secret_access_key=creds[1], aws_session_token=creds[2])

    def take(request, **_):
        body = request.body or b""
        if hasattr(body, "read"):
            body = body.read()
        if isinstance(body, str):
            body = body.encode()
        row(take.name, creds, request.method, request.url, [(k.lower(), text(v)) for k, v in request.headers.items()],
            bytes(body))
        raise Stop

    made.meta.events.register_first("before-send.*.*", take)

    def call(name, operation, **parameters):
        take.name = name
        try:
            getattr(made, operation)(**parameters)
        except Stop:
            pass

    def presign(name, operation, method="GET", expires=3600, headers=(), **parameters):
        url = made.generate_presigned_url(operation, Params=parameters, ExpiresIn=expires, HttpMethod=method)
        row(name, creds, method, url, list(headers), b"")

    return call, presign


def s3():
    for label, creds in (("lasting", LASTING), ("session", SESSION)):
        call, presign = client("s3", creds, "http://localhost:4566")
        _, presign_v4 = client("s3", creds, "http://localhost:4566", signature="s3v4")
        for key in KEYS:
            call(f"s3 {label} put {key}", "put_object", Bucket="bucket", Key=key, Body=b"hello")
            # Without a wish for a version botocore presigns with SigV2.
            presign(f"s3 {label} presigned get, default, {key}", "get_object", Bucket="bucket", Key=key)
            presign_v4(f"s3 {label} presigned get, v4, {key}", "get_object", Bucket="bucket", Key=key)
    call, _ = client("s3", SESSION, "http://localhost:4566")
    _, presign = client("s3", SESSION, "http://localhost:4566", signature="s3v4")
    call("s3 metadata", "put_object", Bucket="b", Key="k", Body=b"x", ContentType="text/plain; charset=utf-8",
         Metadata={"a": "  two   spaces ", "b": "x,y"}, Tagging="a=b&c=d%20e", StorageClass="STANDARD_IA")
    call("s3 list", "list_objects_v2", Bucket="b", Prefix="a b/+é~*'", Delimiter="/", MaxKeys=7, StartAfter="%&=")
    call("s3 list versions", "list_object_versions", Bucket="b", KeyMarker="", Prefix="=")
    call("s3 delete many", "delete_objects", Bucket="b", Delete={"Objects": [{"Key": "a b"}, {"Key": "ü"}]})
    call("s3 tagging", "put_object_tagging", Bucket="b", Key="k k", Tagging={"TagSet": [{"Key": "a", "Value": "b"}]})
    call("s3 range", "get_object", Bucket="b", Key="k", Range="bytes=0-9", ChecksumMode="ENABLED")
    call("s3 buckets", "list_buckets")
    call("s3 part", "upload_part", Bucket="b", Key="k", UploadId="a/b+c==", PartNumber=1, Body=b"part")
    call("s3 copy", "copy_object", Bucket="b", Key="k", CopySource={"Bucket": "b", "Key": "ö + ö"})
    presign("s3 presigned put", "put_object", "PUT", Bucket="b", Key="k",
            headers=[("content-type", "text/plain")], ContentType="text/plain")
    presign("s3 presigned with metadata", "put_object", "PUT", Bucket="b", Key="k",
            headers=[("x-amz-meta-a", "b")], Metadata={"a": "b"})
    presign("s3 presigned response", "get_object", expires=604800, Bucket="b", Key="k", VersionId="null",
            ResponseContentDisposition='attachment; filename="é +.txt"')
    presign("s3 presigned part", "upload_part", "PUT", Bucket="b", Key="k", UploadId="a/b+c==", PartNumber=2)
    call, presign = client("s3", LASTING, style="virtual")
    call("s3 virtual https chunked with trailer", "put_object", Bucket="bucket", Key="k", Body=b"hello" * 3000)
    call("s3 virtual https chunked stream", "put_object", Bucket="bucket", Key="k", Body=io.BytesIO(b"stream" * 9),
         ChecksumAlgorithm="SHA256")
    call("s3 virtual list", "list_objects_v2", Bucket="bucket")
    _, presign = client("s3", LASTING, signature="s3v4", style="virtual")
    presign("s3 virtual presigned", "get_object", Bucket="bucket", Key="a b/é")
    call, _ = client("s3", LASTING, checksums="when_required")
    call("s3 https unsigned payload", "put_object", Bucket="bucket", Key="k", Body=b"hello")


def s3_legacy():
    for label, creds in (("lasting", LASTING), ("session", SESSION)):
        for style, endpoint in (("path", "http://localhost:4566"), ("virtual", "http://s3.eu-west-1.amazonaws.com")):
            call, presign = client("s3", creds, endpoint, signature="s3", style=style)
            name = f"s3 v2 {label} {style}"
            call(f"{name} put", "put_object", Bucket="bucket", Key="a b/é", Body=b"x", ContentType="text/plain",
                 Metadata={"a": "b"})
            call(f"{name} acl", "get_object_acl", Bucket="bucket", Key="k", VersionId="v+1/=")
            call(f"{name} list", "list_objects", Bucket="bucket", Prefix="p q")
            call(f"{name} response", "get_object", Bucket="bucket", Key="k", ResponseContentType="text/x y")
            _, presign = client("s3", creds, endpoint, signature="s3-query", style=style)
            presign(f"{name} presigned", "get_object", Bucket="bucket", Key="a b+/é")
            presign(f"{name} presigned put", "put_object", "PUT", Bucket="bucket", Key="k",
                    headers=[("content-type", "text/plain")], ContentType="text/plain", Metadata={"a": "b"})
            presign(f"{name} presigned response", "get_object", Bucket="bucket", Key="k",
                    ResponseContentDisposition="attachment; filename=x.txt")


def others():
    arn = "arn:aws:lambda:eu-west-1:123456789012:function:resize:live"
    for label, creds in (("lasting", LASTING), ("session", SESSION)):
        for endpoint in (None, "http://localhost:4566"):
            call, presign = client("dynamodb", creds, endpoint)
            call(f"dynamodb {label} put", "put_item", TableName="T", Item={"pk": {"S": "é"}, "n": {"N": "1"}})
            call(f"dynamodb {label} tables", "list_tables")
            presign(f"dynamodb {label} presigned", "list_tables", "POST", headers=[
                ("x-amz-target", "DynamoDB_20120810.ListTables"), ("content-type", "application/x-amz-json-1.0")])
            call, presign = client("lambda", creds, endpoint)
            call(f"lambda {label} invoke", "invoke", FunctionName="resize", Payload=b'{"a": 1}', LogType="Tail")
            call(f"lambda {label} invoke arn", "invoke", FunctionName=arn, Qualifier="$LATEST")
            call(f"lambda {label} list", "list_functions", MaxItems=3, Marker="a/b+c==")
            call(f"lambda {label} tags", "list_tags", Resource=arn)
            call(f"lambda {label} untag", "untag_resource", Resource=arn, TagKeys=["b", "a b", "é", "a"])
            call(f"lambda {label} create", "create_function", FunctionName="f", Role="r", Code={"ZipFile": b"PK"})
            presign(f"lambda {label} presigned", "get_function", FunctionName="a:b", Qualifier="1")
        _, presign = client("sts", creds)
        presign(f"sts {label} presigned", "get_caller_identity")


s3()
s3_legacy()
others()
source = f"botocore {botocore.__version__}, python {sys.version.split()[0]}, by record.py"
recorded = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
print(json.dumps({"source": source, "recorded": recorded, "requests": rows}, indent=0, ensure_ascii=True))
