"""Calls every operation of IAM once or more and prints a line of JSON for each call: operation, by what it was called, and what was wrong."""
import json
import os
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from iam_client import Iam
from iam_rows import ROWS
from npm_client import NpmIam

account, channel, metadata, partner_key, partner_secret = sys.argv[1:6]
endpoint = os.environ["AWS_ENDPOINT_URL"]

# With a script and a model behind them, the calls go through the SDK for JavaScript, and each operation is first called by somebody who may do nothing.
npm = sys.argv[6:8]


def caller(key, secret):
    return NpmIam(endpoint, key, secret, *npm) if npm else Iam(endpoint, key, secret)


callers = {
    "admin": caller(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]),
    "partner": caller(partner_key, partner_secret),
}
# The one operation that has no permission of its own.
READ_BY = {"AcquireRole": "GetRoleTemplateVersion"}
stranger, refusals = None, {}
if npm:
    # In the other account, where the rows count nobody.
    maker = Iam(endpoint, partner_key, partner_secret)
    maker.call("CreateUser", {"UserName": "may-nothing"})
    made = maker.call("CreateAccessKey", {"UserName": "may-nothing"})[0]["AccessKey"]
    stranger = caller(made["AccessKeyId"], made["SecretAccessKey"])


def refuse(operation, parameters):
    """What is wrong with how somebody who may do nothing is refused, or None."""
    try:
        stranger.call(operation, parameters)
    except ClientError as error:
        code, status = error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
        expected = f"is not authorized to perform: iam:{READ_BY.get(operation, operation)} on resource: "
        if (code, status) == ("AccessDenied", 403) and expected in error.response["Error"]["Message"]:
            return None
        return f"who may do nothing is told {code} {status} {error.response['Error']['Message']}"
    return "who may do nothing may do this"


with open(metadata, encoding="utf-8") as file:
    kept = {"account": account, "channel": channel, "metadata": file.read(), "arn": lambda resource: f"arn:aws:iam::{account}:{resource}"}
for name in ("ssh", "certificate", "chain", "key"):
    with open(os.path.join(os.path.dirname(metadata), name + ".pem"), encoding="utf-8") as file:
        kept[name + ".pem"] = file.read()

for operation, parameters, check, by, refused in ROWS:
    if by == "anna" and by not in callers:
        callers[by] = caller(kept["key"]["AccessKeyId"], kept["key"]["SecretAccessKey"])
    line = {"operation": operation, "through": None, "wrong": None}
    try:
        parameters = parameters(kept) if callable(parameters) else parameters
        if npm and operation not in refusals:
            refusals[operation] = refuse(operation, parameters)
        answer, line["through"] = callers[by].call(operation, parameters)
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
    line["wrong"] = refusals.get(operation) or line["wrong"]
    print(json.dumps(line))

print(json.dumps({"client": boto3.__version__}), file=sys.stderr)
