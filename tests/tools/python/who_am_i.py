"""Who one is by what the environment says and nothing else: the way of a pod or a job."""
import json

import boto3

print(json.dumps({"Arn": boto3.client("sts").get_caller_identity()["Arn"]}))
