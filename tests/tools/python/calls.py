"""Calls with the credentials boto3's own chain finds; between them the chain decides itself whether to ask again: COUNT MILLISECONDS-BETWEEN"""
import os
import sys
import time

import boto3

count, pause = (int(argument) for argument in sys.argv[1:3])
sts = boto3.client("sts", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
for _ in range(count):
    print(sts.get_caller_identity()["Arn"])
    time.sleep(pause / 1000)
