"""Becomes a role with boto3 and no key: federated_role.py token ROLE FILE | saml ROLE PROVIDER FILE. Prints the ARN it has become."""
import os
import sys

for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
    os.environ.pop(name, None)

import boto3
from botocore import UNSIGNED
from botocore.config import Config

# Set here as well, because an older boto3 does not read AWS_ENDPOINT_URL.
endpoint = os.environ["AWS_ENDPOINT_URL"]
kind, role = sys.argv[1:3]
if kind == "token":
    # The way of Kubernetes: two variables, and every SDK does the rest.
    os.environ["AWS_ENDPOINT_URL_STS"] = endpoint
    os.environ["AWS_ROLE_ARN"] = role
    os.environ["AWS_WEB_IDENTITY_TOKEN_FILE"] = sys.argv[3]
    sts = boto3.client("sts", endpoint_url=endpoint)
else:
    unsigned = boto3.client("sts", endpoint_url=endpoint, config=Config(signature_version=UNSIGNED))
    with open(sys.argv[4], encoding="ascii") as file:
        made = unsigned.assume_role_with_saml(RoleArn=role, PrincipalArn=sys.argv[3], SAMLAssertion=file.read())["Credentials"]
    sts = boto3.client(
        "sts",
        endpoint_url=endpoint,
        aws_access_key_id=made["AccessKeyId"],
        aws_secret_access_key=made["SecretAccessKey"],
        aws_session_token=made["SessionToken"],
    )

print(sts.get_caller_identity()["Arn"])
