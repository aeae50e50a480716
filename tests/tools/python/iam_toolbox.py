"""Reads the details of a denial with boto3, whose restJson1 and signature are its own; only the shapes are brought along: the model of iam-toolbox is
newer than the boto3 of most machines. Prints one JSON object: AUTHORIZATION-ID"""
import json
import os
import sys

import botocore.session

session = botocore.session.get_session()
session.get_component("data_loader").search_paths.insert(0, os.path.join(os.path.dirname(__file__), "models"))
toolbox = session.create_client("iam-toolbox", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
asked = sys.argv[1]
details = toolbox.get_request_authorization_details(authorizationId=asked)
policy = toolbox.get_request_authorization_policy(authorizationId=asked, policyUri=details["policies"][0]["uri"])
refused = []
for wrong in ("a" * 25, "WRONG"):
    try:
        toolbox.get_request_authorization_details(authorizationId=wrong)
    except toolbox.exceptions.ClientError as error:
        refused.append({"class": type(error).__name__, "code": error.response["Error"]["Code"],
                        "message": error.response["Error"]["Message"], "status": error.response["ResponseMetadata"]["HTTPStatusCode"]})
print(json.dumps({
    "user": details["requestContext"]["aws:userid"],
    "effects": [evaluation["evaluatedEffect"] for evaluation in details["evaluations"]],
    "policy": policy["policyDocument"],
    "refused": refused,
}))
