"""A server, from its start to its end."""

from __future__ import annotations

import atexit
import collections
import datetime
import http.client
import json
import os
import re
import subprocess
import threading
import time
import urllib.parse
from pathlib import Path
from types import TracebackType
from typing import Any, Mapping, Optional, Union

from .program import find_program

#: So many lines of the log are kept.
_LINES = 10_000
#: How long the server may take to stop before it is ended.
_PATIENCE_SECONDS = 5.0


class RuststackError(Exception):
    """The server did not start, or refused something; the sentence says what and why."""


class Ruststack:
    """One server on a free port of this machine, its state in memory unless ``arguments`` say otherwise.

    It starts with ``start()`` or a ``with`` block, and ends with ``stop()`` or the block; it ends too when this process does,
    however that ends.

    ``arguments`` are the program's own, such as ``"--auth", "verify"``. ``program`` is its path, by default
    :func:`ruststack.find_program`'s. ``environment`` is the program's, by default this process's without its ``AWS_…``.
    """

    def __init__(
        self,
        *arguments: str,
        program: Union[str, Path, None] = None,
        environment: Optional[Mapping[str, str]] = None,
        start_seconds: float = 10.0,
    ) -> None:
        self._arguments = arguments
        self._program = program
        self._environment = environment
        self._start_seconds = start_seconds
        self._process: Optional[subprocess.Popen[bytes]] = None
        self._lines: collections.deque[str] = collections.deque(maxlen=_LINES)
        self._count = 0
        self._port: Optional[int] = None
        self._ready = threading.Event()
        self._log_ended = threading.Event()
        #: Whether something was done to the server that a reset does not undo: its clock, its realism.
        self.is_marked = False
        self.clock = Clock(self)

    def start(self) -> "Ruststack":
        """Starts the server, and waits until it answers."""
        if self._process is not None:
            raise RuststackError("this server runs already")
        program = str(self._program or find_program())
        port = [] if "--port" in self._arguments else ["--port", "0"]
        command = [program, *port, "--stop-with-input", "on", *self._arguments]
        environment = dict(_own_environment() if self._environment is None else self._environment)
        environment["NO_COLOR"] = "1"
        self._ready.clear()
        self._log_ended.clear()
        try:
            self._process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        except OSError as cause:
            raise RuststackError(f"{program} cannot be run: {cause}") from cause
        atexit.register(self.stop)
        threading.Thread(target=self._read_log, name="ruststack log", daemon=True).start()
        until = time.monotonic() + self._start_seconds
        while not self._ready.wait(0.05):
            if self._log_ended.is_set() or time.monotonic() > until:
                log = "\n".join(self._lines)
                why = "ended" if self._log_ended.is_set() else f"did not answer within {self._start_seconds} s"
                self.stop()
                raise RuststackError(f"ruststack {why}; it said:\n{log}")
        return self

    def stop(self) -> None:
        """Stops the server in good order, and ends it if that takes too long. Does nothing where none runs."""
        process, self._process = self._process, None
        atexit.unregister(self.stop)
        if process is None:
            return
        if process.stdin:
            try:
                process.stdin.close()
            except OSError:
                pass
        try:
            process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._log_ended.wait(1.0)
        if process.stderr:
            process.stderr.close()

    def __enter__(self) -> "Ruststack":
        return self.start()

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.stop()

    @property
    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def port(self) -> int:
        """The port that it listens at."""
        if self._process is None or self._port is None:
            raise RuststackError("this server does not run")
        return self._port

    @property
    def url(self) -> str:
        """What clients take as ``endpoint_url``."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self, region: str = "us-east-1", access_key: str = "test") -> dict[str, str]:
        """The variables that lead AWS's clients here. An access key of twelve digits is the account that it sees."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": access_key,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": region,
            "AWS_DEFAULT_REGION": region,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def client(self, service: str, **options: Any) -> Any:
        """A client of boto3. ``options`` are ``boto3.client``'s, and win."""
        import boto3

        return boto3.session.Session().client(service, **{**self._of_client(service), **options})

    def resource(self, service: str, **options: Any) -> Any:
        """A resource of boto3. ``options`` are ``boto3.resource``'s, and win."""
        import boto3

        return boto3.session.Session().resource(service, **{**self._of_client(service), **options})

    def aio_client(self, service: str, **options: Any) -> Any:
        """A client of aiobotocore, for ``async with``. ``options`` are ``create_client``'s, and win."""
        from aiobotocore.session import get_session

        return get_session().create_client(service, **{**self._of_client(service), **options})

    def _of_client(self, service: str) -> dict[str, Any]:
        options: dict[str, Any] = {
            "endpoint_url": self.url,
            "region_name": "us-east-1",
            "aws_access_key_id": "test",
            "aws_secret_access_key": "test",
        }
        if service == "s3":
            from botocore.config import Config

            # A bucket in the host's name would have to be looked up.
            options["config"] = Config(s3={"addressing_style": "path"})
        return options

    def reset(self) -> None:
        """Forgets the state of all services."""
        self.ask("POST", "/_ruststack/reset")

    def checkpoint(self, name: str) -> None:
        """Keeps the state of all services under a name."""
        self.ask("POST", f"/_ruststack/checkpoints/{urllib.parse.quote(name, safe='')}")

    def restore(self, name: str) -> None:
        """Brings the state back that was kept under a name."""
        self.ask("POST", f"/_ruststack/checkpoints/{urllib.parse.quote(name, safe='')}/restore")

    def realism(self, **members: Any) -> dict[str, Any]:
        """What DynamoDB has of AWS's scarcity from now on, such as ``throttling=True``; without members, what it has."""
        path = "/_ruststack/dynamodb/realism"
        if not members:
            return self.ask("GET", path)
        self.is_marked = True
        return self.ask("POST", path, members)

    def log(self, since: int = 0) -> list[str]:
        """The lines of its log, from line number ``since`` on: see :meth:`log_length`. The last 10,000 are kept."""
        lines, count = list(self._lines), self._count
        return lines[max(0, len(lines) - max(0, count - since)) :]

    def log_length(self) -> int:
        """How many lines the log has had so far."""
        return self._count

    def ask(self, method: str, path: str, body: Optional[dict[str, Any]] = None) -> dict[str, Any]:
        """A request to one of the emulator's own paths; its answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, None if body is None else json.dumps(body))
            reply = connection.getresponse()
            document = json.loads(reply.read())
        except (OSError, http.client.HTTPException, ValueError) as cause:
            raise RuststackError(f"no answer to {method} {path}: {cause}") from cause
        finally:
            connection.close()
        if reply.status >= 400:
            raise RuststackError(f"{method} {path}: {document.get('error', reply.status)}")
        return document

    def _read_log(self) -> None:
        assert self._process is not None and self._process.stderr is not None
        try:
            for line in self._process.stderr:
                text = line.decode("utf-8", "replace").rstrip("\n")
                self._lines.append(text)
                self._count += 1
                if not self._ready.is_set():
                    found = re.search(r"on http://[^,\s]*:(\d+), state", text)
                    if found:
                        self._port = int(found.group(1))
                    if text.endswith("Ready."):
                        self._ready.set()
        except ValueError:
            pass  # It was closed meanwhile.
        finally:
            self._log_ended.set()


class Clock:
    """The time of a server: one for all that it does by time. What was done to it lasts as long as the server."""

    def __init__(self, server: Ruststack) -> None:
        self._server = server

    def now(self) -> datetime.datetime:
        """The server's time."""
        return _moment(self._server.ask("GET", "/_ruststack/clock"))

    def freeze(self) -> datetime.datetime:
        """Stops it where it is."""
        return self._move("freeze")

    def resume(self) -> datetime.datetime:
        """Lets it run on from where it stands."""
        return self._move("resume")

    def advance(self, by: Union[float, datetime.timedelta]) -> datetime.datetime:
        """Moves it forward, by seconds or by a time."""
        seconds = by.total_seconds() if isinstance(by, datetime.timedelta) else by
        return self._move("advance", {"seconds": seconds})

    def _move(self, how: str, body: Optional[dict[str, Any]] = None) -> datetime.datetime:
        self._server.is_marked = True
        return _moment(self._server.ask("POST", f"/_ruststack/clock/{how}", body))


def _moment(answer: dict[str, Any]) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(answer["epoch_ms"] / 1000, datetime.timezone.utc)


def _own_environment() -> dict[str, str]:
    # What leads clients to AWS, or elsewhere, is not the server's.
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
