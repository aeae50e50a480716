"""The fixtures of pytest."""

import json

import pytest

from .server import Server


def pytest_addoption(parser):
    group = parser.getgroup("daypass")
    group.addoption("--daypass-server", metavar="PROGRAM", help="The program daypass-server; else DAYPASS_SERVER, the package, the PATH.")
    group.addoption("--daypass-world", metavar="FILE", help="A world file that the server begins with.")


@pytest.fixture(scope="session")
def daypass_server(request):
    """The server of the run; with pytest-xdist each worker has its own."""
    file = request.config.getoption("--daypass-world")
    world = None
    if file is not None:
        with open(file, encoding="utf-8") as text:
            world = json.load(text)
    with Server(program=request.config.getoption("--daypass-server"), world=world) as server:
        yield server


@pytest.fixture
def daypass(daypass_server):
    """An account of its own for one test."""
    return daypass_server.new_account()


@pytest.fixture
def daypass_clock(daypass_server):
    """The server's clock, which tells the machine's time again after the test."""
    yield daypass_server.clock
    daypass_server.clock.reset()
