"""Runs a Python Lambda handler: asks the Runtime API for events, calls the handler, posts what it returns.

Standard library only, Python 3.8 and later. Error payloads and their types are those of AWS's own runtime.
"""

import importlib
import json
import logging
import os
import socket
import sys
import time
import traceback

API = "/2018-06-01/runtime/"


class Fault(Exception):
    """An error of the runtime's own: its type is not the exception's name."""

    def __init__(self, kind, message, trace=()):
        super().__init__(message)
        self.kind, self.trace = kind, list(trace)


class Connection:
    """One HTTP/1.1 connection to the Runtime API. Importing http.client would cost most of a start."""

    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        self.address = address
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def more(self):
        data = self.socket.recv(1 << 16)
        if not data:
            # The emulator is gone, and nobody waits for us any more.
            os._exit(1)
        self.buffer += data

    def call(self, method, path, body=b"", headers=()):
        head = f"{method} {API}{path} HTTP/1.1\r\nhost: {self.address}\r\ncontent-length: {len(body)}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in headers)
        self.socket.sendall(head.encode() + b"\r\n" + body)
        while b"\r\n\r\n" not in self.buffer:
            self.more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        lines = head.decode("utf-8", "replace").split("\r\n")
        found = {}
        for line in lines[1:]:
            name, value = line.split(":", 1)
            found[name.lower()] = value.strip()
        length = int(found.get("content-length", 0))
        parts, size = [self.buffer], len(self.buffer)
        while size < length:
            self.buffer = b""
            self.more()
            parts.append(self.buffer)
            size += len(self.buffer)
        whole = b"".join(parts)
        body, self.buffer = whole[:length], whole[length:]
        return int(lines[0].split(" ")[1]), found, body


class Identity:
    cognito_identity_id = None
    cognito_identity_pool_id = None


class Client:
    def __init__(self, fields):
        self.installation_id = fields.get("installation_id")
        self.app_title = fields.get("app_title")
        self.app_version_name = fields.get("app_version_name")
        self.app_version_code = fields.get("app_version_code")
        self.app_package_name = fields.get("app_package_name")


class ClientContext:
    def __init__(self, fields):
        self.custom = fields.get("custom")
        self.env = fields.get("env")
        client = fields.get("client")
        self.client = Client(client) if isinstance(client, dict) else None


class Context:
    """What a handler gets as its second argument."""

    def __init__(self, headers):
        environ = os.environ
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.function_name = environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.identity = Identity()
        self.client_context = None
        client_context = headers.get("lambda-runtime-client-context")
        if client_context:
            self.client_context = ClientContext(json.loads(client_context))
        self._deadline_ms = int(headers.get("lambda-runtime-deadline-ms", 0))

    def get_remaining_time_in_millis(self):
        return max(self._deadline_ms - int(time.time() * 1000), 0)

    def log(self, message):
        sys.stdout.write(str(message))


class Handler(logging.Handler):
    """The root logger's only handler; functions that configure logging find it, as on AWS."""

    request_id = ""

    def emit(self, record):
        sys.stdout.write(self.format(record))
        sys.stdout.flush()


class Formatter(logging.Formatter):
    converter = time.gmtime

    def format(self, record):
        record.aws_request_id = Handler.request_id
        return super().format(record)


def set_up_logging():
    handler = Handler()
    line = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
    handler.setFormatter(Formatter(line, "%Y-%m-%dT%H:%M:%S"))
    logging.getLogger().addHandler(handler)


def load(name):
    """The handler function that `module.function` names."""
    try:
        module, function = name.rsplit(".", 1)
    except ValueError as error:
        raise Fault("Runtime.MalformedHandlerName", f"Bad handler '{name}': {error}") from None
    try:
        loaded = importlib.import_module(module.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", f"Unable to import module '{module}': {error}") from None
    except SyntaxError as error:
        line = f'  File "{error.filename}" Line {error.lineno}\n    {(error.text or "").strip()}\n'
        message = f"Syntax error in module '{module}': {error}"
        raise Fault("Runtime.UserCodeSyntaxError", message, [line]) from None
    try:
        return getattr(loaded, function)
    except AttributeError:
        message = f"Handler '{function}' missing on module '{module}'"
        raise Fault("Runtime.HandlerNotFound", message) from None


def error_payload(error, request_id):
    """The error's JSON and its type, its frames those of the function's own code."""
    if isinstance(error, Fault):
        kind, trace = error.kind, error.trace
    else:
        kind = type(error).__name__
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
        trace = [line for line in traceback.format_list(frames) if "<frozen importlib" not in line]
    payload = {"errorMessage": str(error), "errorType": kind, "requestId": request_id, "stackTrace": trace}
    return kind, payload


def report(kind, payload):
    """Writes an error to the log, as AWS's runtime does."""
    text = f"[ERROR] {kind}: {payload['errorMessage']}\n"
    if payload["stackTrace"]:
        text += "Traceback (most recent call last):\n" + "".join(payload["stackTrace"])
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def post_error(connection, path, error, request_id):
    kind, payload = error_payload(error, request_id)
    report(kind, payload)
    flush()
    body = json.dumps(payload).encode()
    connection.call("POST", path, body, [("Lambda-Runtime-Function-Error-Type", kind)])


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # The function may have closed or replaced it.
            pass


def plain(value):
    """JSON for the one type beyond json's own that AWS's runtime lets a handler return."""
    decimal = sys.modules.get("decimal")
    if decimal and isinstance(value, decimal.Decimal):
        return float(value) if value % 1 else int(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def respond(handler, body, context):
    try:
        event = json.loads(body)
    except ValueError as error:
        raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None
    result = handler(event, context)
    try:
        return json.dumps(result, default=plain, ensure_ascii=False).encode()
    except Exception as error:
        raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}") from None


def main():
    connection = Connection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace")
    set_up_logging()
    try:
        handler = load(os.environ["_HANDLER"])
    except Exception as error:
        post_error(connection, "init/error", error, "")
        sys.exit(1)
    while True:
        status, headers, body = connection.call("GET", "invocation/next")
        if status != 200:
            sys.exit(1)
        request_id = Handler.request_id = headers["lambda-runtime-aws-request-id"]
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("lambda-runtime-trace-id", "")
        path = f"invocation/{request_id}/"
        try:
            response = respond(handler, body, Context(headers))
        except Exception as error:
            post_error(connection, path + "error", error, request_id)
            continue
        flush()
        connection.call("POST", path + "response", response, [("Content-Type", "application/json")])


main()
