"""The first minute with boto3: assume a role with and without its external id, and say who one is then."""
import json
import os
import sys

import boto3
from botocore.exceptions import ClientError

role, external_id = sys.argv[1:3]
endpoint = os.environ["AWS_ENDPOINT_URL"]
sts = boto3.client("sts", endpoint_url=endpoint)


def refusal(call):
    try:
        call()
    except ClientError as error:
        return {"code": error.response["Error"]["Code"], "status": error.response["ResponseMetadata"]["HTTPStatusCode"]}
    return None


credentials = sts.assume_role(RoleArn=role, RoleSessionName="first", ExternalId=external_id)["Credentials"]
session = boto3.client(
    "sts",
    endpoint_url=endpoint,
    aws_access_key_id=credentials["AccessKeyId"],
    aws_secret_access_key=credentials["SecretAccessKey"],
    aws_session_token=credentials["SessionToken"],
)
identity = session.get_caller_identity()
print(json.dumps({
    "arn": identity["Arn"],
    "account": identity["Account"],
    "keyAccount": sts.get_access_key_info(AccessKeyId=credentials["AccessKeyId"])["Account"],
    "refused": refusal(lambda: sts.assume_role(RoleArn=role, RoleSessionName="first")),
}))
