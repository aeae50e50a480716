"""Does what a reader and writer of tables does, on its own table and on another: URL BUCKET OWN OTHER. Prints what became of each, as JSON."""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

url, bucket, own, other = sys.argv[1:5]
client = boto3.client("s3", endpoint_url=url, config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}))


def multipart(key):
    """Every output of PyArrow is one, however small."""
    upload = client.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
    part = client.upload_part(Bucket=bucket, Key=key, UploadId=upload, PartNumber=1, Body=b"rows")
    client.complete_multipart_upload(
        Bucket=bucket, Key=key, UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]})


def delete(*keys):
    """Deletes in a batch; the first error of a key is the answer."""
    answer = client.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in keys]})
    if answer.get("Errors"):
        raise ClientError({"Error": answer["Errors"][0]}, "DeleteObjects")


def said(call):
    try:
        call()
        return "ok"
    except ClientError as error:
        code = error.response["Error"]["Code"]
        return "AccessDenied" if code == "403" else code


print(json.dumps({
    "own": {
        "write": said(lambda: client.put_object(Bucket=bucket, Key=f"{own}/metadata/v1.json", Body=b"{}")),
        "multipart": said(lambda: multipart(f"{own}/data/1.parquet")),
        "read": said(lambda: client.get_object(Bucket=bucket, Key=f"{own}/metadata/v1.json")["Body"].read()),
        "range": said(lambda: client.get_object(Bucket=bucket, Key=f"{own}/data/1.parquet", Range="bytes=1-2")["Body"].read()),
        "list": said(lambda: client.list_objects_v2(Bucket=bucket, Prefix=f"{own}/")),
        "location": said(lambda: client.get_bucket_location(Bucket=bucket)),
        "delete": said(lambda: delete(f"{own}/data/1.parquet")),
    },
    "other": {
        "write": said(lambda: client.put_object(Bucket=bucket, Key=f"{other}/metadata/v1.json", Body=b"{}")),
        "multipart": said(lambda: multipart(f"{other}/data/2.parquet")),
        "read": said(lambda: client.get_object(Bucket=bucket, Key=f"{other}/metadata/v1.json")),
        "head": said(lambda: client.head_object(Bucket=bucket, Key=f"{other}/metadata/v1.json")),
        "list": said(lambda: client.list_objects_v2(Bucket=bucket, Prefix=f"{other}/")),
        "list all": said(lambda: client.list_objects_v2(Bucket=bucket)),
        "list up": said(lambda: client.list_objects_v2(Bucket=bucket, Prefix="db/")),
        "delete": said(lambda: client.delete_object(Bucket=bucket, Key=f"{other}/metadata/v1.json")),
        "batch": said(lambda: delete(f"{other}/metadata/v1.json")),
        "copy from": said(lambda: client.copy_object(
            Bucket=bucket, Key=f"{own}/stolen", CopySource={"Bucket": bucket, "Key": f"{other}/metadata/v1.json"})),
        "copy to": said(lambda: client.copy_object(
            Bucket=bucket, Key=f"{other}/placed", CopySource={"Bucket": bucket, "Key": f"{own}/metadata/v1.json"})),
    },
}))
