"""A real STS and IAM for tests: starts a Daypass server and controls it."""

from .account import Account
from .control import ControlError
from .program import ProgramNotFound
from .server import Server, StartError

__version__ = "0.1.0"

__all__ = ["Account", "ControlError", "ProgramNotFound", "Server", "StartError", "__version__"]
