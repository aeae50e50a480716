"""Calls every operation of Organizations once or more and prints a line of JSON for each call: operation, and what was wrong."""
import json
import os
import sys

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from organizations_rows import ROWS

account = sys.argv[1]
kept = {"account": account}
faults = []


def client(service, **credentials):
    made = boto3.client(service, endpoint_url=os.environ["AWS_ENDPOINT_URL"], region_name="us-east-1", config=Config(retries={"max_attempts": 1}), **credentials)
    made.meta.events.register("before-parse.organizations", compare)
    return made


def compare(operation_model, response_dict, **_):
    """What the model would not have of an answer."""
    body = json.loads(response_dict["body"])
    if response_dict["status_code"] != 200:
        declared = {shape.name for shape in operation_model.error_shapes}
        if body["__type"] not in declared:
            faults.append(f"{body['__type']} is not declared")
    elif operation_model.output_shape is None:
        faults.extend(f"{name} is answered" for name in body)
    else:
        walk(operation_model.output_shape, body, operation_model.name)


def walk(shape, value, path):
    kinds = {"string": str, "boolean": bool, "integer": int, "timestamp": (int, float), "list": list, "structure": dict}
    if not isinstance(value, kinds[shape.type_name]):
        faults.append(f"{path} is {value!r}")
    elif shape.type_name == "structure":
        for name, member in value.items():
            if name in shape.members:
                walk(shape.members[name], member, f"{path}.{name}")
            else:
                faults.append(f"{path}.{name} is not in the model")
    elif shape.type_name == "list":
        for member in value:
            walk(shape.member, member, path)
    elif value not in (getattr(shape, "enum", None) or [value]):
        faults.append(f"{path} is {value!r}")


def member():
    session = client("sts").assume_role(RoleArn=f"arn:aws:iam::{kept['member']}:role/Entry", RoleSessionName="visitor")["Credentials"]
    return client("organizations", aws_access_key_id=session["AccessKeyId"], aws_secret_access_key=session["SecretAccessKey"],
                  aws_session_token=session["SessionToken"])


admin = client("organizations")
for operation, parameters, check, refused, by in ROWS:
    faults.clear()
    line = {"operation": operation, "through": "boto3", "wrong": None}
    try:
        answer = getattr(member() if by == "member" else admin, xform_name(operation))(**(parameters(kept) if callable(parameters) else parameters))
        if refused:
            line["wrong"] = f"the answer is no refusal: {answer!r}"
        elif not check(answer, kept):
            line["wrong"] = f"the answer is not as expected: {answer!r}"
    except (BotoCoreError, ClientError, KeyError, IndexError, TypeError) as error:
        code = error.response["Error"]["Code"] if isinstance(error, ClientError) else None
        if refused is None or code != refused:
            line["wrong"] = f"{type(error).__name__}: {error}"
    if faults and not line["wrong"]:
        line["wrong"] = f"the model says otherwise: {faults}"
    print(json.dumps(line))
