"""Asks services that the server does not have, and prints what boto3 makes of the answers: service, code, message, a JSON object a line."""
import json
import os

import boto3
import botocore.config
import botocore.exceptions

CALLS = [
    ("s3", "list_buckets", {}),
    ("s3", "get_object", {"Bucket": "bucket", "Key": "a/b"}),
    ("s3", "put_object", {"Bucket": "bucket", "Key": "a/b", "Body": b"0" * 1_000_000}),
    ("sqs", "list_queues", {}),
    ("dynamodb", "list_tables", {}),
    ("lambda", "list_functions", {}),
    ("cloudwatch", "list_metrics", {}),
    ("ec2", "describe_regions", {}),
    ("sns", "list_topics", {}),
    ("route53", "list_hosted_zones", {}),
    ("logs", "describe_log_groups", {}),
]

for service, operation, parameters in CALLS:
    client = boto3.client(
        service, endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        config=botocore.config.Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}))
    try:
        getattr(client, operation)(**parameters)
        print(json.dumps({"service": service, "code": "none", "message": ""}))
    except botocore.exceptions.ClientError as error:
        print(json.dumps({"service": service, "code": error.response["Error"]["Code"], "message": error.response["Error"].get("Message", "")}))
