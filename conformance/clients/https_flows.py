"""boto3 over https: the certificate is checked against the server's own CA, and uploads are sent as SDKs send them there."""

import http.client
import io
import os
import ssl
import subprocess
import tempfile
import urllib.parse
import urllib.request
import zipfile

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.client import Config
from botocore.exceptions import SSLError

from flow import ENDPOINT, run, simple_table

PORT = urllib.parse.urlsplit(ENDPOINT).port
HTTPS = f"https://localhost:{PORT}"


def ca_file():
    """The CA's certificate in a file, as `ruststack tls-ca` would print it."""
    path = os.path.join(tempfile.mkdtemp(), "ca.pem")
    with urllib.request.urlopen(ENDPOINT + "/_ruststack/tls-ca") as reply, open(path, "wb") as file:
        file.write(reply.read())
    return path


CA = ca_file()


def client(service, endpoint=HTTPS, verify=CA, **config):
    return boto3.client(service, endpoint_url=endpoint, verify=verify, config=Config(**config))


def uploads():
    s3 = client("s3")
    s3.create_bucket(Bucket="uploads")
    sent = []
    s3.meta.events.register("before-send.s3.PutObject", lambda request, **_: sent.append(request.headers))
    s3.put_object(Bucket="uploads", Key="bytes", Body=b"bytes")
    s3.put_object(Bucket="uploads", Key="file", Body=io.BytesIO(b"a" * 300_000))
    # botocore decides so over https: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
    hashes = [headers["X-Amz-Content-SHA256"] for headers in sent]
    hashes = [value.decode() if isinstance(value, bytes) else value for value in hashes]
    assert hashes[-1] == "STREAMING-UNSIGNED-PAYLOAD-TRAILER", hashes
    assert s3.get_object(Bucket="uploads", Key="bytes")["Body"].read() == b"bytes"
    assert s3.get_object(Bucket="uploads", Key="file")["Body"].read() == b"a" * 300_000
    assert s3.head_object(Bucket="uploads", Key="file", ChecksumMode="ENABLED")["ChecksumCRC32"]


def large_files():
    s3 = client("s3")
    s3.create_bucket(Bucket="large")
    data = os.urandom(13 << 20)
    parts = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)
    s3.upload_fileobj(io.BytesIO(data), "large", "k", Config=parts)
    back = io.BytesIO()
    s3.download_fileobj("large", "k", back, Config=parts)
    assert back.getvalue() == data


def presigned_urls():
    # An older signature would have urllib's Content-Type in it, which boto3 does not know of.
    s3 = client("s3", signature_version="s3v4")
    s3.create_bucket(Bucket="presigned")
    members = {"Bucket": "presigned", "Key": "a b/ü"}
    context = ssl.create_default_context(cafile=CA)
    put = urllib.request.Request(s3.generate_presigned_url("put_object", members), b"shared", method="PUT")
    assert put.full_url.startswith("https://"), put.full_url
    assert urllib.request.urlopen(put, context=context).status == 200
    get = s3.generate_presigned_url("get_object", members)
    assert urllib.request.urlopen(get, context=context).read() == b"shared"


def other_services():
    simple_table(client("dynamodb"), "encrypted")
    assert "encrypted" in client("dynamodb").list_tables()["TableNames"]
    assert client("lambda").list_functions()["Functions"] == []


def addresses_in_replies():
    """They have the scheme by which they were asked for, so that who has the CA can follow them."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("main.py", "def handler(event, context):\n    return event\n")
    functions = client("lambda")
    role = "arn:aws:iam::000000000000:role/lambda"
    members = {"FunctionName": "f", "Runtime": "python3.13", "Role": role, "Handler": "main.handler"}
    functions.create_function(**members, Code={"ZipFile": archive.getvalue()})
    location = functions.get_function(FunctionName="f")["Code"]["Location"]
    assert location.startswith(HTTPS), location
    context = ssl.create_default_context(cafile=CA)
    assert urllib.request.urlopen(location, context=context).read() == archive.getvalue()


def addresses():
    """An address as the endpoint: the certificate has it too."""
    client("s3", f"https://127.0.0.1:{PORT}").list_buckets()


def names_of_aws():
    """What a client sees whose resolver leads the names of AWS here."""
    context = ssl.create_default_context(cafile=CA)
    for name in ["bucket.s3.us-east-1.amazonaws.com", "my.bucket.s3.eu-west-1.localhost.localstack.cloud"]:
        plain = http.client.socket.create_connection(("127.0.0.1", PORT))
        with context.wrap_socket(plain, server_hostname=name) as stream:
            assert stream.getpeercert()["subjectAltName"] == (("DNS", name),)


def who_does_not_know_the_ca():
    try:
        client("s3", verify=True).list_buckets()
    except SSLError:
        return
    raise AssertionError("a CA that nobody was told of is trusted")


def command_line():
    command = ["aws", "--endpoint-url", HTTPS, "s3"]
    settings = {**os.environ, "AWS_CA_BUNDLE": CA}
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "file")
        with open(file, "wb") as out:
            out.write(b"by hand")
        subprocess.run([*command, "mb", "s3://command-line"], env=settings, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*command, "cp", "--quiet", file, "s3://command-line/k"], env=settings, check=True)
    got = subprocess.run([*command, "cp", "s3://command-line/k", "-"], env=settings, check=True, capture_output=True)
    assert got.stdout == b"by hand", got


run(
    "https",
    [
        uploads,
        large_files,
        presigned_urls,
        other_services,
        addresses_in_replies,
        addresses,
        names_of_aws,
        who_does_not_know_the_ca,
        command_line,
    ],
)
