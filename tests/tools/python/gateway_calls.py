"""Calls a service behind a gateway with botocore's own signers: gateway_calls.py URL HOST; prints the status of each request."""
import hashlib
import json
import ssl
import sys
from http.client import HTTPSConnection
from urllib.parse import urlsplit

import botocore.session
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest

proxy, host = urlsplit(sys.argv[1]), sys.argv[2]
credentials = botocore.session.get_session().get_credentials()
context = ssl._create_unverified_context()


def send(method, target, headers, body=None):
    connection = HTTPSConnection(proxy.hostname, proxy.port, context=context)
    connection.request(method, target, body=body, headers={**headers, "Host": host})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def signed(method, path, body=None, headers=None):
    request = AWSRequest(method=method, url=f"https://{host}{path}", data=body, headers=headers or {})
    SigV4Auth(credentials, "orders", "eu-west-1").add_auth(request)
    return send(method, path, dict(request.headers.items()), body)


def presigned(path):
    request = AWSRequest(method="GET", url=f"https://{host}{path}")
    SigV4QueryAuth(credentials, "orders", "eu-west-1", expires=60).add_auth(request)
    target = urlsplit(request.url)
    return send("GET", f"{target.path}?{target.query}", {})


body = b'{"amount": 7}'
print(json.dumps({
    "allowed": signed("GET", "/orders/7?expand=a%20b"),
    "denied": signed("GET", "/orders/8"),
    "presigned": presigned("/orders/7"),
    "written": signed("PUT", "/orders/7", body, {"x-amz-content-sha256": hashlib.sha256(body).hexdigest(), "content-type": "application/json"}),
    "other body": signed("PUT", "/orders/7", body, {"x-amz-content-sha256": hashlib.sha256(b"x").hexdigest()}),
    "nobody": send("GET", "/orders/7", {}),
}))
