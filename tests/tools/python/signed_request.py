"""Signs one request with botocore, sends it, and prints the status and the body: METHOD URL SERVICE REGION [BODY]."""

import json
import sys
import urllib.error
import urllib.request

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

method, url, service, region = sys.argv[1:5]
body = sys.argv[5].encode() if len(sys.argv) > 5 else None
headers = {"Content-Type": "application/json"} if body else {}
request = AWSRequest(method=method, url=url, data=body, headers=headers)
SigV4Auth(botocore.session.Session().get_credentials(), service, region).add_auth(request)
prepared = request.prepare()
try:
    with urllib.request.urlopen(urllib.request.Request(prepared.url, body, dict(prepared.headers.items()), method=method)) as answer:
        print(json.dumps([answer.status, answer.read().decode()]))
except urllib.error.HTTPError as error:
    print(json.dumps([error.code, error.read().decode()]))
