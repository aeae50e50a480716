"""Where the program daypass-server is."""

import os
import shutil
from pathlib import Path

NAME = "daypass-server"
VARIABLE = "DAYPASS_SERVER"


class ProgramNotFound(Exception):
    """There is no daypass-server on this machine; the message says where it was looked for."""


def find(program=None):
    """The command line that starts the program: what was named, the environment, the package itself, the PATH, in this order."""
    named = program or os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None and not named.endswith(".dll"):
            where = "the option" if program else VARIABLE
            raise ProgramNotFound(f"{where} names {named}, which is no program that can be started.")
        if named.endswith(".dll"):
            if not Path(named).exists():
                raise ProgramNotFound(f"{named} does not exist.")
            return ["dotnet", named]
        return [found]
    for name in (NAME, NAME + ".exe"):
        bundled = Path(__file__).parent / "bin" / name
        if bundled.exists():
            return [str(bundled)]
    found = shutil.which(NAME)
    if found is None:
        raise ProgramNotFound(
            f"{NAME} was found neither in the package nor in PATH. Install it (dotnet tool install -g {NAME}, or a package of Daypass), or name it with "
            f"--daypass-server or the environment variable {VARIABLE}."
        )
    return [found]
