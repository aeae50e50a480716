"""Makes the calls of a table with boto3: boto3_calls.py TABLE. Prints a line of JSON for each."""
import json
import sys

import boto3
from botocore import UNSIGNED, xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

with open(sys.argv[1], encoding="utf-8") as file:
    table = json.load(file)
clients = {}


def client(name):
    if name not in clients:
        keys = table["credentials"][name] if name else {"id": None, "secret": None, "token": None}
        clients[name] = boto3.client(
            "sts",
            region_name="us-east-1",
            endpoint_url=table["endpoint"],
            aws_access_key_id=keys["id"],
            aws_secret_access_key=keys["secret"],
            aws_session_token=keys["token"],
            config=Config(signature_version=None if name else UNSIGNED, retries={"max_attempts": 1}),
        )
    return clients[name]


def make(call):
    sts, operation, parameters = client(call["as"]), call["operation"], call["parameters"]
    model = sts.meta.service_model
    if operation not in model.operation_names:
        return {"unknown": [operation]}
    shape = model.operation_model(operation).input_shape
    known = shape.members if shape else {}
    unknown = [name for name in parameters if name not in known]
    try:
        answer = getattr(sts, xform_name(operation))(**{name: value for name, value in parameters.items() if name in known})
        answer.pop("ResponseMetadata")
        return {"unknown": unknown, "answer": answer}
    except ClientError as error:
        return {"unknown": unknown, "code": error.response["Error"]["Code"], "status": error.response["ResponseMetadata"]["HTTPStatusCode"]}


for call in table["calls"]:
    print(json.dumps({"id": call["id"], **make(call)}, default=str))
