"""A server that a test run starts."""

import json
import subprocess
import tempfile
import time
from pathlib import Path

from . import program as programs
from .account import Account
from .clock import Clock
from .control import Control

_LONGEST_START = 60


class StartError(Exception):
    """The server did not start; the message is what it said."""


class Server:
    """A Daypass server on a free port of loopback that keeps nothing. Use it as a context manager, or call close()."""

    def __init__(self, program=None, world=None, arguments=()):
        self._folder = tempfile.TemporaryDirectory(prefix="daypass-testing-")
        self._process = None
        try:
            self._start(programs.find(program), world, arguments)
        except BaseException:
            self.close()
            raise

    def _start(self, command, world, arguments):
        folder = Path(self._folder.name)
        line = [*command, "--ephemeral", "--test-controls", "--ready-file", str(folder / "ready.json"), *arguments]
        if world is not None:
            file = folder / "world.json"
            file.write_text(json.dumps(world), encoding="utf-8")
            line += ["--world", str(file)]
        with open(folder / "log", "wb") as log:
            self._process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        ready = self._wait(folder)
        self.url = ready["url"]
        self.version = ready["version"]
        self.control = Control(ready["controlUrl"])
        self.clock = Clock(self.control)
        self.accounts = [Account(self, told) for told in ready["accounts"]]

    def _wait(self, folder):
        deadline = time.monotonic() + _LONGEST_START
        while True:
            ended = self._process.poll()
            try:
                return json.loads((folder / "ready.json").read_text(encoding="utf-8"))
            except FileNotFoundError:
                pass
            if ended is not None:
                said = (folder / "log").read_text(encoding="utf-8", errors="replace").strip()
                raise StartError(f"daypass-server ended with {ended}: {said}")
            if time.monotonic() > deadline:
                raise StartError(f"daypass-server was not ready within {_LONGEST_START} seconds.")
            time.sleep(0.01)

    def new_account(self, id=None, name="test"):
        """An account of its own, with the users root and admin."""
        asked = {"name": name} if id is None else {"id": id, "name": name}
        return Account(self, self.control.ask("POST", "accounts", asked))

    def world(self, world):
        """Adds and changes what a world file says; returns all accounts as they are then."""
        return [Account(self, told) for told in self.control.ask("POST", "world", world)["accounts"]]

    def reset(self):
        """Everything is as it was after the start: what is stored, the clock, no decisions."""
        self.control.ask("POST", "reset")

    def snapshot(self):
        """Keeps what is stored now; returns its name for restore()."""
        return self.control.ask("POST", "snapshots")["snapshot"]

    def restore(self, snapshot):
        """Goes back to a snapshot, as often as you like."""
        self.control.ask("POST", f"snapshots/{snapshot}/restore")

    def decisions(self, after=0):
        """What was decided about each request, the oldest first."""
        return self.control.ask("GET", f"decisions?after={after}")["decisions"]

    def close(self):
        """Ends the server; what it held is gone."""
        if self._process is not None:
            if self._process.poll() is None:
                self._process.terminate()
                try:
                    self._process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    self._process.kill()
                    self._process.wait()
            self._process = None
        self._folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
