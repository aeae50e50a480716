"""Calls every operation of IAM once or more and prints a line of JSON for each call: operation, by what it was called, and what was wrong."""
import json
import os
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from iam_client import Iam
from iam_rows import ROWS

account, channel, metadata, partner_key, partner_secret = sys.argv[1:6]
endpoint = os.environ["AWS_ENDPOINT_URL"]
callers = {
    "admin": Iam(endpoint, os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]),
    "partner": Iam(endpoint, partner_key, partner_secret),
}
with open(metadata, encoding="utf-8") as file:
    kept = {"account": account, "channel": channel, "metadata": file.read(), "arn": lambda resource: f"arn:aws:iam::{account}:{resource}"}
for name in ("ssh", "certificate", "chain", "key"):
    with open(os.path.join(os.path.dirname(metadata), name + ".pem"), encoding="utf-8") as file:
        kept[name + ".pem"] = file.read()

for operation, parameters, check, by, refused in ROWS:
    if by == "anna" and by not in callers:
        callers[by] = Iam(endpoint, kept["key"]["AccessKeyId"], kept["key"]["SecretAccessKey"])
    line = {"operation": operation, "through": None, "wrong": None}
    try:
        answer, line["through"] = callers[by].call(operation, parameters(kept) if callable(parameters) else parameters)
        if refused:
            line["wrong"] = f"the answer is no refusal: {answer!r}"
        elif not check(answer, kept):
            line["wrong"] = f"the answer is not as expected: {answer!r}"
        elif callers[by].faults:
            line["wrong"] = f"the model says otherwise: {callers[by].faults}"
    except (BotoCoreError, ClientError, KeyError, IndexError, TypeError) as error:
        code = error.response["Error"]["Code"] if isinstance(error, ClientError) else None
        if refused is None or code != refused:
            line["wrong"] = f"{type(error).__name__}: {error}"
    print(json.dumps(line))

print(json.dumps({"client": boto3.__version__}), file=sys.stderr)
