"""Uses a bucket as programs do, with boto3's defaults and its transfer manager: URL BUCKET MEBIBYTES. Prints what was answered, as JSON."""

import hashlib
import json
import os
import sys
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

url, bucket, mebibytes = sys.argv[1], sys.argv[2], int(sys.argv[3])
client = boto3.client("s3", endpoint_url=url, verify=False, config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}))
found = {}

# The transfer manager: parts in parallel up, ranges in parallel down.
data = os.urandom(1024) * (1024 * mebibytes)
with open("up", "wb") as file:
    file.write(data)
client.upload_file("up", bucket, "big/data", ExtraArgs={"Metadata": {"made": "here"}})
client.download_file(bucket, "big/data", "down")
with open("down", "rb") as file:
    found["same"] = hashlib.sha256(file.read()).digest() == hashlib.sha256(data).digest()
head = client.head_object(Bucket=bucket, Key="big/data")
found["length"], found["metadata"] = head["ContentLength"], head["Metadata"]

# Small objects, with what is awkward in names.
names = ["a", "a b+c/é~(1).txt", "x/../y//z", "%25", "sp ace"]
for name in names:
    client.put_object(Bucket=bucket, Key="small/" + name, Body=name.encode(), ContentType="text/plain")
listed = client.list_objects_v2(Bucket=bucket, Prefix="small/")
found["listed"] = sorted(each["Key"][6:] for each in listed["Contents"]) == sorted(names)
found["bodies"] = all(client.get_object(Bucket=bucket, Key="small/" + name)["Body"].read() == name.encode() for name in names)
client.copy_object(Bucket=bucket, Key="copy", CopySource={"Bucket": bucket, "Key": "small/" + names[1]})
found["copied"] = client.get_object(Bucket=bucket, Key="copy")["Body"].read().decode()
found["range"] = client.get_object(Bucket=bucket, Key="copy", Range="bytes=0-2")["Body"].read().decode()
client.put_object(Bucket=bucket, Key="empty", Body=b"")
found["empty"] = client.head_object(Bucket=bucket, Key="empty")["ContentLength"]

# Presigned, as AWS has it today.
signer = boto3.client("s3", endpoint_url=url, config=Config(s3={"addressing_style": "path"}, signature_version="s3v4"))
with urllib.request.urlopen(signer.generate_presigned_url("get_object", {"Bucket": bucket, "Key": "copy"}, 60)) as answer:
    found["presigned"] = answer.read().decode()
put = urllib.request.Request(signer.generate_presigned_url("put_object", {"Bucket": bucket, "Key": "presigned"}, 60), b"by a url", method="PUT")
with urllib.request.urlopen(put) as answer:
    found["presigned put"] = answer.status

# Conditions and refusals.
etag = client.head_object(Bucket=bucket, Key="copy")["ETag"]
for name, call in {
    "not modified": lambda: client.get_object(Bucket=bucket, Key="copy", IfNoneMatch=etag),
    "missing": lambda: client.get_object(Bucket=bucket, Key="missing"),
    "missing head": lambda: client.head_object(Bucket=bucket, Key="missing"),
    "exists": lambda: client.put_object(Bucket=bucket, Key="copy", Body=b"x", IfNoneMatch="*"),
    "no bucket": lambda: client.list_objects_v2(Bucket="nobodys-bucket"),
}.items():
    try:
        call()
        found[name] = "answered"
    except ClientError as error:
        found[name] = error.response["Error"]["Code"]

gone = client.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "small/" + name} for name in names] + [{"Key": "never-there"}]})
found["deleted"] = len(gone["Deleted"])
found["left"] = sorted(each["Key"] for each in client.list_objects_v2(Bucket=bucket)["Contents"])
print(json.dumps(found))
