"""Runs a Python Lambda handler: asks the Runtime API for events, calls the handler, posts what it returns.

Standard library only, Python 3.8 and later. What handlers and callers see is what AWS's Python runtime interface client
(`awslambdaric` 4.2.2) shows them: context, JSON, error payloads, stack traces, log lines.
"""

import _socket
import importlib
import json
import logging
import os
import sys
import time
import traceback

API = "/2018-06-01/runtime/"


class Fault(Exception):
    """An error of the runtime's own: its type is not the exception's name."""

    def __init__(self, kind, message, trace=()):
        super().__init__(message)
        self.kind, self.trace = "Runtime." + kind, list(trace)


class Connection:
    """One HTTP/1.1 connection to the Runtime API. Importing http.client would cost most of a start; the module below
    socket leaves socket and what it imports (math, select, …) free for modules of the function with these names."""

    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        self.address = address
        self.socket = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
        self.socket.connect((host, int(port)))
        self.socket.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
        self.buffer, self.unsent = b"", []

    def more(self):
        data = self.socket.recv(1 << 16)
        if not data:
            # The emulator is gone, and nobody waits for us any more.
            os._exit(1)
        self.buffer += data

    def put(self, method, path, body=b"", headers=()):
        """A request that goes out together with the next call: one packet less each way. Its reply is not looked at."""
        head = f"{method} {API}{path} HTTP/1.1\r\nhost: {self.address}\r\ncontent-length: {len(body)}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in headers)
        self.unsent.append(head.encode() + b"\r\n" + body)

    def call(self, method, path, body=b"", headers=()):
        self.put(method, path, body, headers)
        requests, self.unsent = self.unsent, []
        self.socket.sendall(b"".join(requests))
        return [self.reply() for _ in requests][-1]

    def reply(self):
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


class Record:
    """An object that takes the members in `__slots__` from a JSON object."""

    __slots__ = ()

    def __init__(self, members):
        for name in self.__slots__:
            setattr(self, name, members.get(name))

    def __repr__(self):
        return show(self, self.__slots__)


def show(record, names):
    members = ",".join(f"{name}={getattr(record, name)}" for name in names)
    return f"{type(record).__name__}([{members}])"


class CognitoIdentity(Record):
    __slots__ = ["cognito_identity_id", "cognito_identity_pool_id"]


class Client(Record):
    __slots__ = ["installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"]


class ClientContext(Record):
    __slots__ = ["custom", "env", "client"]


class LambdaContext:
    """What a handler gets as its second argument."""

    def __init__(self, headers):
        environ = os.environ
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.log_group_name = environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        client_context = json_header(headers, "Client Context")
        trace = client_context.pop("w3c", None) if isinstance(client_context, dict) else None
        self._trace = trace if isinstance(trace, dict) else {}
        self.client_context = client_context if client_context is None else ClientContext(client_context)
        if client_context and client_context.get("client") is not None:
            self.client_context.client = Client(client_context["client"])
        identity = json_header(headers, "Cognito Identity") or {}
        self.identity = CognitoIdentity({
            "cognito_identity_id": identity.get("cognitoIdentityId"),
            "cognito_identity_pool_id": identity.get("cognitoIdentityPoolId"),
        })
        self.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        self._epoch_deadline_time_in_ms = int(headers.get("lambda-runtime-deadline-ms", 0))

    def get_remaining_time_in_millis(self):
        return max(self._epoch_deadline_time_in_ms - int(time.time() * 1000), 0)

    def log(self, message):
        sys.stdout.write(str(message))

    def w3c(self):
        names = ("traceparent", "tracestate", "baggage")
        return {name: self._trace[name] for name in names if isinstance(self._trace.get(name), str)}

    def __repr__(self):
        return show(self, [name for name in vars(self) if not name.startswith("_")])


def json_header(headers, name):
    text = headers.get("lambda-runtime-" + name.lower().replace(" ", "-"))
    try:
        return json.loads(text) if text else None
    except ValueError as error:
        raise Fault("LambdaContextUnmarshalError", f"Unable to parse {name} JSON: {error}") from None


JSON_TIME = "%Y-%m-%dT%H:%M:%SZ"


class LambdaLoggerHandler(logging.Handler):
    """The root logger's only handler; functions that configure logging find it, as on AWS."""

    def emit(self, record):
        write_event(self.format(record))


def write_event(text):
    """Writes one event of the log: its inner line ends are marked, so that it stays one."""
    sys.stdout.write(text[:-1].replace("\n", "\r") + text[-1:])


class JsonFormatter(logging.Formatter):
    """An object a line, with the members that AWS's runtime gives it."""

    own = set(vars(logging.makeLogRecord({}))) | {"aws_request_id", "tenant_id", "message", "asctime"}

    def format(self, record):
        kind, error, trace = record.exc_info or (None, None, None)
        is_object = isinstance(record.msg, dict) and not record.args
        members = {
            "timestamp": self.formatTime(record, JSON_TIME),
            "level": record.levelname,
            "message": record.msg if is_object else record.getMessage(),
            "logger": record.name,
            "stackTrace": traceback.format_tb(trace) if kind else None,
            "errorType": kind.__name__ if kind else None,
            "errorMessage": str(error) if kind else None,
            "requestId": record.aws_request_id,
            "location": f"{record.pathname}:{record.funcName}:{record.lineno}" if kind else None,
            "tenantId": record.tenant_id,
        }
        more = {name: value for name, value in vars(record).items() if name not in self.own and name not in members}
        said = {name: value for name, value in {**members, **more}.items() if value is not None}
        return json.dumps(said, ensure_ascii=False, default=str) + "\n"


class LambdaLoggerFilter(logging.Filter):
    """Marks each record, so that any formatter of the function's own can show what the marks say."""

    request_id, tenant_id = "", None

    def filter(self, record):
        record.aws_request_id, record.tenant_id = self.request_id, self.tenant_id
        return True


def set_up_logging():
    # For every formatter, the function's own too.
    logging.Formatter.converter = time.gmtime
    handler, marks = LambdaLoggerHandler(), LambdaLoggerFilter()
    as_json = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
    line = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
    handler.setFormatter(JsonFormatter() if as_json else logging.Formatter(line, "%Y-%m-%dT%H:%M:%S"))
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    level = {"TRACE": "DEBUG", "WARN": "WARNING", "FATAL": "CRITICAL"}.get(level, level)
    if isinstance(logging.getLevelName(level), int):
        logging.getLogger().setLevel(level)
    handler.addFilter(marks)
    logging.getLogger().addHandler(handler)
    return marks


def load(name):
    """The handler function that `module.function` names."""
    try:
        module, function = name.rsplit(".", 1)
    except ValueError as error:
        raise Fault("MalformedHandlerName", f"Bad handler '{name}': {error}") from None
    if module.split(".")[0] in sys.builtin_module_names:
        raise Fault("BuiltInModuleConflict", f"Cannot use built-in module {module} as a handler module")
    try:
        loaded = importlib.import_module(module.replace("/", "."))
    except ImportError as error:
        raise Fault("ImportModuleError", f"Unable to import module '{module}': {error}") from None
    except SyntaxError as error:
        line = f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'
        raise Fault("UserCodeSyntaxError", f"Syntax error in module '{module}': {error}", [line]) from None
    try:
        return getattr(loaded, function)
    except AttributeError:
        raise Fault("HandlerNotFound", f"Handler '{function}' missing on module '{module}'") from None


class Encoder:
    """Writes JSON as simplejson does for AWS's runtime: unlike json it writes decimals with all their digits,
    namedtuples as objects, and bytes as the text that they encode."""

    def __init__(self):
        newer = ("python3.12", "python3.13", "python3.14", "python3.15")
        self.ascii = not os.environ.get("AWS_EXECUTION_ENV", "").endswith(newer)

    def encode(self, value):
        self.parts, self.open = [], set()
        self.write(value)
        return "".join(self.parts)

    def write(self, value):
        scalar = self.scalar(value)
        if scalar is not None:
            self.parts.append(scalar)
            return
        if id(value) in self.open:
            raise ValueError("Circular reference detected")
        self.open.add(id(value))
        members = self.members(value)
        if members is not None:
            before = "{"
            for name, member in members.items():
                self.parts.append(f"{before}{self.name(name)}: ")
                self.write(member)
                before = ", "
            self.parts.append("}" if before == ", " else "{}")
        elif isinstance(value, (list, tuple)):
            before = "["
            for member in value:
                self.parts.append(before)
                self.write(member)
                before = ", "
            self.parts.append("]" if before == ", " else "[]")
        else:
            raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
        self.open.remove(id(value))

    def scalar(self, value):
        if isinstance(value, str):
            return self.text(value)
        if value is None or isinstance(value, bool):
            return {None: "null", True: "true", False: "false"}[value]
        if isinstance(value, int):
            return int.__repr__(value)
        if isinstance(value, float):
            return json.dumps(float(value))
        if isinstance(value, bytes):
            return self.text(value.decode())
        decimal = sys.modules.get("decimal")
        if decimal and isinstance(value, decimal.Decimal):
            return "NaN" if value.is_nan() else str(value)
        return None

    def text(self, value):
        if self.ascii:
            return json.encoder.encode_basestring_ascii(value).replace("\x7f", "\\u007f")
        return json.encoder.encode_basestring(value)

    def name(self, key):
        if isinstance(key, (str, bytes)):
            return self.scalar(key)
        if key is None or isinstance(key, (int, float)):
            return f'"{self.scalar(key)}"'
        raise TypeError(f"keys must be str, int, float, bool or None, not {type(key).__name__}")

    def members(self, value):
        as_dict = getattr(value, "_asdict", None)
        if not callable(as_dict):
            return value if isinstance(value, dict) else None
        members = as_dict()
        if not isinstance(members, dict):
            raise TypeError(f"_asdict() must return a dict, not {type(members).__name__}")
        return members


def error_payload(error, request_id):
    """What an error is on the wire. Its frames are told from the function's own on; only when the call itself failed
    is there a frame of this file, as on AWS."""
    if isinstance(error, Fault):
        kind, trace = error.kind, error.trace
    else:
        kind = type(error).__name__
        # Tuples, since what extract_tb gives would be marked with carets; without the frame of main.
        frames = [(f.filename, f.lineno, f.name, f.line) for f in traceback.extract_tb(error.__traceback__.tb_next)]
        own = [index for index, frame in enumerate(frames) if "/bootstrap.py" not in frame[0]]
        trace = traceback.format_list(frames[own[0]:] if own else frames)
    return {"errorMessage": str(error), "errorType": kind, "requestId": request_id, "stackTrace": trace}


def report(payload):
    """Writes an error to the log. AWS indents with no-break spaces, which log viewers do not swallow."""
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON":
        at = time.strftime(JSON_TIME, time.gmtime())
        return write_event(json.dumps({"timestamp": at, "level": "ERROR", **payload}) + "\n")
    lines = [f"[ERROR] {payload['errorType']}" + (": " + payload["errorMessage"] if payload["errorMessage"] else "")]
    lines.append("Traceback (most recent call last):")
    for line in "".join(f"{entry}\n".replace("\n\n", "\n") for entry in payload["stackTrace"]).splitlines():
        text = line.lstrip(" ")
        lines.append("\u00a0" * (len(line) - len(text)) + text)
    write_event("\n".join(lines) + "\n")


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # The function may have closed or replaced it.
            pass


def handle_event_request(request_handler, body, headers, encoder):
    """Runs the handler on one event: the response and its content type. The names of this function and of what it
    calls are seen in stack traces."""
    lambda_context = LambdaContext(headers)
    try:
        event = json.loads(body)
    except Exception as error:
        raise Fault("UnmarshalError", f"Unable to unmarshal input: {error}") from None
    response = request_handler(event, lambda_context)
    if isinstance(response, bytes):
        return response, "application/unknown"
    try:
        return encoder.encode(response), "application/json"
    except Exception as error:
        raise Fault("MarshalError", f"Unable to marshal response: {error}") from None


def main():
    connection = Connection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    # The folders of layers follow, as on AWS.
    sys.path[1:1] = sys.argv[1:]
    del sys.argv[1:]
    sys.stdout.reconfigure(encoding="utf-8", errors="strict", line_buffering=True)
    marks, encoder = set_up_logging(), Encoder()

    def post(path, payload, kind, headers=(), send=connection.put):
        # Text that is no UTF-8 ends the process here, as it does on AWS.
        data = payload if isinstance(payload, bytes) else payload.encode()
        flush()
        send("POST", path, data, [("Content-Type", kind), *headers])

    try:
        handler = load(os.environ["_HANDLER"])
    except Exception as error:
        payload = error_payload(error, "")
        report(payload)
        headers = [("Lambda-Runtime-Function-Error-Type", payload["errorType"])]
        post("init/error", encoder.encode(payload), "application/json", headers, connection.call)
        sys.exit(1)
    while True:
        status, headers, body = connection.call("GET", "invocation/next")
        if status != 200:
            sys.exit(1)
        request_id = marks.request_id = headers["lambda-runtime-aws-request-id"]
        marks.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        if "lambda-runtime-trace-id" in headers:
            os.environ["_X_AMZN_TRACE_ID"] = headers["lambda-runtime-trace-id"]
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        try:
            response, kind = handle_event_request(handler, body, headers, encoder)
        except Exception as error:
            payload = error_payload(error, request_id)
            report(payload)
            post(f"invocation/{request_id}/error", encoder.encode(payload), "application/json")
        else:
            post(f"invocation/{request_id}/response", response, kind)


# A child process of the function may import this file: Python's multiprocessing does.
if __name__ == "__main__":
    main()
