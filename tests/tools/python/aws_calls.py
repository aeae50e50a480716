"""Makes the calls of a table with the aws CLI: aws_calls.py TABLE. Prints a line of JSON for each.

The CLI is run inside this process where Python finds it, which saves a start for every call, and as a program where it does not.
"""
import contextlib
import io
import json
import os
import re
import subprocess
import sys

# First, because version 2 brings a botocore of its own, which is found only where no other was imported before.
try:
    from awscli.clidriver import create_clidriver
except ImportError:
    create_clidriver = None

import botocore.session
from botocore import xform_name

with open(sys.argv[1], encoding="utf-8") as file:
    table = json.load(file)
drivers = {}


def model():
    """The model of the CLI itself, which may be another than that of botocore."""
    session = create_clidriver().session if create_clidriver else botocore.session.get_session()
    return session.get_service_model("sts")


def run(name, arguments):
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        os.environ.pop(variable, None)
    if name:
        keys = table["credentials"][name]
        os.environ.update(AWS_ACCESS_KEY_ID=keys["id"], AWS_SECRET_ACCESS_KEY=keys["secret"])
        if keys["token"]:
            os.environ["AWS_SESSION_TOKEN"] = keys["token"]
    else:
        arguments = ["--no-sign-request", *arguments]
    if create_clidriver is None:
        done = subprocess.run(["aws", *arguments], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr
    if name not in drivers:
        drivers[name] = create_clidriver()
    output, errors = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        try:
            code = drivers[name].main(arguments)
        except SystemExit as stopped:
            code = stopped.code
    return code, *(stream.buffer.getvalue().decode() for stream in (output, errors))


def make(sts, call):
    operation, parameters = call["operation"], call["parameters"]
    if operation not in sts.operation_names:
        return {"unknown": [operation]}
    shape = sts.operation_model(operation).input_shape
    known = shape.members if shape else {}
    unknown = [name for name in parameters if name not in known]
    arguments = ["--endpoint-url", table["endpoint"], "--region", "us-east-1", "--output", "json", "sts", xform_name(operation, "-")]
    for name, value in parameters.items():
        if name in known:
            arguments += ["--" + xform_name(name, "-"), value if isinstance(value, str) else json.dumps(value)]
    code, output, errors = run(call["as"], arguments)
    if code == 0:
        return {"unknown": unknown, "answer": json.loads(output)}
    refused = re.search(r"An error occurred \((\w+)\) when calling the " + operation + " operation", errors)
    if not refused:
        raise SystemExit(f"{arguments}: {errors}")
    return {"unknown": unknown, "code": refused.group(1), "status": None}


service = model()
for call in table["calls"]:
    print(json.dumps({"id": call["id"], **make(service, call)}))
