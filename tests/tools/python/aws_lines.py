"""Runs command lines through the aws command line that is installed for this interpreter, all in one process.

Standard input: a JSON array of argument arrays. Standard output: a line with the version, then for each command line one JSON line with
its exit code, standard output and standard error.
"""
import json
import os
import sys
import tempfile

import awscli
from awscli.clidriver import create_clidriver


def run(arguments, loader):
    """Standard output and error are exchanged as files, because the command line writes to both layers of them."""
    kept = os.dup(1), os.dup(2)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as error:
        os.dup2(output.fileno(), 1)
        os.dup2(error.fileno(), 2)
        try:
            driver = create_clidriver()
            if loader:
                driver.session.register_component("data_loader", loader[0])
            else:
                loader.append(driver.session.get_component("data_loader"))
            try:
                code = driver.main(arguments)
            except SystemExit as end:
                code = end.code
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
            os.close(kept[0])
            os.close(kept[1])
        output.seek(0)
        error.seek(0)
        return {"code": code, "output": output.read().decode(), "error": error.read().decode()}


# The answers have a stream of their own: what a command line leaves in its buffers must not come between them.
answers = os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
print(awscli.__version__, file=answers)

# Reading the models is most of what a command line costs; they are read once.
shared_loader = []
for line in json.load(sys.stdin):
    print(json.dumps(run(line, shared_loader)), file=answers)
answers.flush()
