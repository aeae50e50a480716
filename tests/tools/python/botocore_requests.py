"""Says which requests botocore sends for configurations. Nothing leaves this process: what would be sent is written down and answered here.

Standard input: a JSON array of {"home", "variables", "profile", "service"}; standard output: one JSON line each, {"requests": [...], "error"}.
A request is [proxy, method, scheme and host, path, action, access key id, region that is signed for].
"""
import json
import os
import sys
import urllib.parse

import botocore.credentials
import botocore.httpsession
import botocore.session
import botocore.tokens
from botocore.awsrequest import AWSResponse
from botocore.loaders import Loader

KEYS = '<Credentials><AccessKeyId>{}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>' \
    '<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>'
END = '2099-01-01T00:00:00Z'
sent = []


class Body:
    def __init__(self, text):
        self.bytes = text.encode()

    def stream(self, *_, **__):
        yield self.bytes

    def read(self, *_):
        return self.bytes


def answer(host, path, action, number):
    if action:
        return f'<{action}Response><{action}Result>{KEYS.format(f"ASIA{action.upper()}{number}") if action.startswith("Assume") else ""}' \
            f'</{action}Result></{action}Response>'
    if path.startswith('/federation/credentials'):
        return json.dumps({'roleCredentials': {'accessKeyId': 'ASIASSO', 'secretAccessKey': 's', 'sessionToken': 't', 'expiration': 4070908800000}})
    if path.endswith('/security-credentials/'):
        return 'machine'
    if path == '/latest/api/token':
        return 'token'
    name = 'ASIAMACHINE' if host == 'http://169.254.169.254' else 'ASIACONTAINER'
    return json.dumps({'Code': 'Success', 'AccessKeyId': name, 'SecretAccessKey': 's', 'Token': 't', 'Expiration': END})


def send(self, request):
    url = urllib.parse.urlsplit(request.url)
    body = request.body if isinstance(request.body, str) else (request.body or b'').decode()
    action = dict(urllib.parse.parse_qsl(body)).get('Action', '')
    signature = request.headers.get('Authorization', '')
    signature = signature.decode() if isinstance(signature, bytes) else signature
    scope = signature.split('Credential=')[1].split(',')[0].split('/') if 'Credential=' in signature else ['', '', '']
    host = f'{url.scheme}://{url.netloc}'.lower()
    proxy = self._proxy_config.proxy_url_for(request.url)
    sent.append([proxy or '', request.method, host, url.path, action, scope[0], scope[2]])
    return AWSResponse(request.url, 200, {}, Body(answer(host, url.path, action, len(sent))))


botocore.httpsession.URLLib3Session.send = send
loader = Loader()
OPERATIONS = {'sts': 'get_caller_identity', 'iam': 'list_users'}
own = dict(os.environ)
for case in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update({name: value for name, value in own.items() if not name.startswith('AWS_') and not name.lower().endswith('_proxy')})
    os.environ.update(case['variables'], HOME=case['home'])
    tokens = os.path.join(case['home'], '.aws', 'sso', 'cache')
    botocore.credentials.SSOProvider._SSO_TOKEN_CACHE_DIR = botocore.tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR = tokens
    sent.clear()
    error = None
    try:
        session = botocore.session.Session(profile=case['profile'])
        session.register_component('data_loader', loader)
        client = session.create_client(case['service'])
        getattr(client, OPERATIONS[case['service']])()
    except Exception as refused:
        error = f'{type(refused).__name__}: {refused}'
    print(json.dumps({'requests': sent, 'error': error}))
