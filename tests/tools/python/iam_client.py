"""IAM through boto3; what the client's model does not know yet goes out as a form of our own, signed by the same library."""
import xml.etree.ElementTree as tree
from urllib.parse import unquote, urlencode

import boto3
from botocore import xform_name
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from botocore.httpsession import URLLib3Session

from iam_model import faults

VERSION = "2010-05-08"
MAPS = {"Properties", "ReplacementValues"}
DOCUMENTS = {"PolicyDocument", "AssumeRolePolicyDocument", "Document"}


class Iam:
    """One caller of one server."""

    def __init__(self, endpoint, key, secret):
        self.endpoint = endpoint
        self.credentials = Credentials(key, secret)
        self.http = URLLib3Session()
        self.client = boto3.client(
            "iam", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key=secret,
            config=Config(retries={"max_attempts": 1}))
        self.client.meta.events.register("before-parse.iam", self.compare)
        self.faults = []

    def compare(self, operation_model, response_dict, **_):
        self.faults += faults(operation_model, response_dict["status_code"], response_dict["body"])

    def knows(self, operation, parameters):
        model = self.client.meta.service_model
        if operation not in model.operation_names:
            return False
        shape = model.operation_model(operation).input_shape
        return set(parameters) <= set(shape.members if shape else ())

    def call(self, operation, parameters):
        """The answer, and how it was had: 'boto3' or 'form'. What the model would not have stands in `faults` then."""
        self.faults = []
        if self.knows(operation, parameters):
            return getattr(self.client, xform_name(operation))(**parameters), "boto3"
        return self.post(operation, parameters), "form"

    def post(self, operation, parameters):
        form = {"Action": operation, "Version": VERSION}
        flatten(form, "", parameters)
        body = urlencode(form)
        request = AWSRequest("POST", self.endpoint + "/", data=body, headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"})
        SigV4Auth(self.credentials, "iam", "us-east-1").add_auth(request)
        answer = self.http.send(request.prepare())
        root = tree.fromstring(answer.content)
        for element in root.iter():
            element.tag = element.tag.split("}")[-1]
        if answer.status_code != 200:
            error = root.find("Error")
            raise ClientError({"Error": {"Code": error.findtext("Code"), "Message": error.findtext("Message")},
                               "ResponseMetadata": {"HTTPStatusCode": answer.status_code}}, operation)
        result = root.find(operation + "Result")
        return {} if result is None else read(result)


def flatten(form, path, value):
    if path in MAPS:
        for index, (name, member) in enumerate(value.items(), 1):
            form[f"{path}.entry.{index}.key"] = name
            flatten(form, f"{path}.entry.{index}.value", member)
    elif isinstance(value, dict):
        for name, member in value.items():
            flatten(form, f"{path}.{name}" if path else name, member)
    elif isinstance(value, (list, tuple)):
        for index, member in enumerate(value, 1):
            flatten(form, f"{path}.member.{index}", member)
        if not value:
            form[path] = ""
    else:
        form[path] = str(value).lower() if isinstance(value, bool) else str(value)


def read(element):
    if len(element) == 0:
        text = element.text or ""
        return unquote(text) if element.tag in DOCUMENTS else {"true": True, "false": False}.get(text, int(text) if text.isdigit() and len(text) < 6 else text)
    if all(child.tag == "member" for child in element):
        return [read(child) for child in element]
    if all(child.tag == "entry" for child in element):
        return {child.findtext("key"): child.findtext("value") for child in element}
    return {child.tag: read(child) for child in element}
