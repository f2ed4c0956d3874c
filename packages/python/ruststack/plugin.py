"""The plugin for pytest: fixtures, and the server's log in the report of a test that fails.

Each process that runs tests has a server of its own, so workers of pytest-xdist never see each other's state. It starts when the
first test asks for it.
"""

from __future__ import annotations

import shlex
from typing import Any, Callable, Generator, Iterator, Optional

import pytest

from .server import Clock, Ruststack

_SINCE = pytest.StashKey[int]()
_SERVERS = pytest.StashKey["_Servers"]()


class _Servers:
    """The server of this process: another one follows where a test has left marks that a reset does not remove."""

    def __init__(self, arguments: list[str]) -> None:
        self._arguments = arguments
        self.present: Optional[Ruststack] = None

    def running(self) -> Ruststack:
        if self.present is None:
            self.present = Ruststack(*self._arguments).start()
        return self.present

    def fresh(self) -> Ruststack:
        """One without state."""
        if self.present is not None and (self.present.is_marked or not self.present.runs):
            self.stop()
        is_new = self.present is None
        server = self.running()
        if not is_new:
            server.reset()
        return server

    def stop(self) -> None:
        if self.present is not None:
            self.present.stop()
            self.present = None


def pytest_addoption(parser: pytest.Parser) -> None:
    """``ruststack_arguments`` in the ini file: the server's own arguments."""
    parser.addini("ruststack_arguments", "Arguments of the RustStack server, such as --auth verify", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Prepares, and starts nothing."""
    config.stash[_SERVERS] = _Servers(shlex.split(str(config.getini("ruststack_arguments"))))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stops the server, if one was started."""
    servers = config.stash.get(_SERVERS, None)
    if servers is not None:
        servers.stop()


@pytest.fixture(scope="session")
def ruststack_server(request: pytest.FixtureRequest) -> Ruststack:
    """A server for all tests of this process, whose state lasts; it is not the one of ``ruststack``."""
    arguments = shlex.split(str(request.config.getini("ruststack_arguments")))
    server = Ruststack(*arguments).start()
    request.addfinalizer(server.stop)
    return server


@pytest.fixture
def ruststack(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ruststack]:
    """A server without state. While the test runs, AWS's variables lead clients to it."""
    server = request.config.stash[_SERVERS].fresh()
    request.node.stash[_SINCE] = server.log_length()
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    yield server


@pytest.fixture
def ruststack_client(ruststack: Ruststack) -> Callable[..., Any]:
    """Makes clients of boto3: ``ruststack_client("s3")``."""
    return ruststack.client


@pytest.fixture
def ruststack_aio_client(ruststack: Ruststack) -> Callable[..., Any]:
    """Makes clients of aiobotocore, for ``async with``: ``ruststack_aio_client("s3")``."""
    return ruststack.aio_client


@pytest.fixture
def ruststack_clock(ruststack: Ruststack) -> Clock:
    """The server's clock. The next test has the host's time again."""
    return ruststack.clock


@pytest.fixture
def ruststack_realism(ruststack: Ruststack) -> Callable[..., dict[str, Any]]:
    """Sets what DynamoDB has of AWS's scarcity: ``ruststack_realism(throttling=True)``. The next test has none again."""
    return ruststack.realism


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Shows what the server logged during a test that failed."""
    report = yield
    since = item.stash.get(_SINCE, None)
    server = item.config.stash[_SERVERS].present
    if report.failed and since is not None and server is not None:
        report.sections.append(("RustStack's log", "\n".join(server.log(since))))
    return report
