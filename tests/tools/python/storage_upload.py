"""Uploads a body as boto3 does by default and presigns a GET: URL BUCKET KEY LENGTH. Prints what was answered."""

import json
import sys
import urllib.request

import boto3
import urllib3
from botocore.config import Config

urllib3.disable_warnings()
url, bucket, key, length = sys.argv[1:5]
client = boto3.client(
    "s3", endpoint_url=url, verify=False, region_name="eu-west-1",
    config=Config(s3={"addressing_style": "path"}, signature_version="s3v4", retries={"total_max_attempts": 1}))
put = client.put_object(Bucket=bucket, Key=key, Body=b"x" * int(length))
found = {"put": put["ResponseMetadata"]["HTTPStatusCode"], "etag": put.get("ETag")}
found["get"] = client.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
if url.startswith("http:"):
    with urllib.request.urlopen(client.generate_presigned_url("get_object", {"Bucket": bucket, "Key": key}, 60)) as answer:
        found["presigned"] = answer.read().decode()
print(json.dumps(found))
