"""IAM through the AWS SDK for JavaScript: the calls of iam_rows.py with the newest client there is."""
import base64
import json
import subprocess
from urllib.parse import unquote

from botocore.exceptions import ClientError

from iam_client import Iam

DOCUMENTS = {"PolicyDocument", "AssumeRolePolicyDocument", "Document"}


class NpmIam:
    """One caller of one server. What the client does not have goes out as a form."""

    bridge = None

    def __init__(self, endpoint, key, secret, script, model):
        self.caller = {"key": key, "secret": secret}
        self.faults = []
        self.form = Iam(endpoint, key, secret)
        NpmIam.bridge = NpmIam.bridge or subprocess.Popen(["node", script, model], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def call(self, operation, parameters):
        self.faults = []
        said = self.ask(operation, parameters)
        if "unknown" in said:
            return self.form.post(operation, parameters), "form"
        if "code" in said:
            raise ClientError({"Error": {"Code": said["code"], "Message": said["message"]},
                               "ResponseMetadata": {"HTTPStatusCode": said["status"]}}, operation)
        self.faults = said["faults"]
        return decode(said["answer"]), "npm"

    def ask(self, operation, parameters):
        NpmIam.bridge.stdin.write(json.dumps({**self.caller, "operation": operation, "parameters": parameters}) + "\n")
        NpmIam.bridge.stdin.flush()
        return json.loads(NpmIam.bridge.stdout.readline())


def decode(value, name=None):
    """The answer as boto3 would give it: bytes as bytes, documents as what they say."""
    if isinstance(value, dict):
        return base64.b64decode(value["$bytes"]) if "$bytes" in value else {key: decode(member, key) for key, member in value.items()}
    if isinstance(value, list):
        return [decode(member, name) for member in value]
    return json.loads(unquote(value)) if name in DOCUMENTS and isinstance(value, str) else value
