"""Signs with botocore, so that our canonical form is held against the one that most clients use.

    botocore_signer.py SEED COUNT    prints COUNT random requests, signed by botocore, one JSON object a line
"""
import base64
import datetime
import json
import random
import sys
from urllib.parse import quote, urlsplit

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SAFE = "-_.~"
LETTERS = "abcXYZ019-_.~ /?:@!$&'()*+,;=%#äßλ中🙂\"<>[]{}|\\^`"


class Spy:
    """Keeps the texts that botocore signs on its way."""

    def string_to_sign(self, request, canonical_request):
        text = super().string_to_sign(request, canonical_request)
        self.canonical, self.to_sign = canonical_request, text
        return text


class HeaderAuth(Spy, botocore.auth.SigV4Auth):
    pass


class QueryAuth(Spy, botocore.auth.SigV4QueryAuth):
    pass


def sign(case):
    at = datetime.datetime.strptime(case["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)
    botocore.auth.get_current_datetime = lambda *_, **__: at
    body = base64.b64decode(case["body"])
    request = AWSRequest(method=case["method"], url="http://" + case["host"] + case["target"], data=body)
    for name, value in case["headers"]:
        request.headers[name] = value
    credentials = Credentials(case["accessKeyId"], case["secret"], case.get("token"))
    if case["form"] == "query":
        auth = QueryAuth(credentials, case["service"], case["region"], expires=case["expires"])
    else:
        auth = HeaderAuth(credentials, case["service"], case["region"])
    auth.add_auth(request)
    url = urlsplit(request.url)
    headers = [["Host", case["host"]]] + [[n, v] for n, v in request.headers.items() if n.lower() != "host"]
    target = (url.path or "/") + ("?" + url.query if url.query else "")
    return {**case, "unsignedTarget": case["target"], "target": target, "headers": headers,
            "canonicalRequest": auth.canonical, "stringToSign": auth.to_sign}


def words(rng, longest):
    return "".join(rng.choice(LETTERS) for _ in range(rng.randrange(longest)))


def a_case(rng):
    form = rng.choice(["header", "header", "query"])
    segments = [rng.choice(["", ".", "..", "a", quote(words(rng, 8), safe=SAFE)]) for _ in range(rng.choice([0, 0, 1, 3, 6]))]
    # urlsplit takes a second slash at the front for the beginning of a host.
    path = "/" + "/".join(segments).lstrip("/")
    pairs = [(quote(words(rng, 6), safe=SAFE), quote(words(rng, 12), safe=SAFE)) for _ in range(rng.choice([0, 1, 2, 5, 40]))]
    if form == "query":
        pairs = list({name: (name, value) for name, value in pairs if name}.values())
    elif pairs:
        pairs += [rng.choice(pairs) for _ in range(rng.randrange(2))]
    blanks = [" ", "  ", "\t", " \t "]
    value = lambda: rng.choice(blanks).join(words(rng, 6).encode("ascii", "ignore").decode() for _ in range(rng.randrange(1, 4)))
    headers = [[rng.choice(["X-Amz-Meta", "x-amz-a", "My-Header", "a", "B_c", "Accept"]), value()] for _ in range(rng.randrange(5))]
    if form == "header" and rng.random() < 0.1:
        headers.append(["Date", "to be replaced"])
    if rng.random() < 0.5 and form == "header":
        headers.append(["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"])
    at = datetime.datetime(2020, 1, 1) + datetime.timedelta(seconds=rng.randrange(10 * 365 * 86400))
    return {
        "form": form, "method": rng.choice(["GET", "POST", "PUT", "DELETE", "HEAD"]),
        "target": path + ("?" + "&".join(f"{n}={v}" for n, v in pairs) if pairs else ""),
        "host": rng.choice(["sts.amazonaws.com", "localhost:8017", "127.0.0.1:8080", "[::1]:8017", "sts.eu-west-1.example"]),
        "headers": headers, "body": base64.b64encode(rng.randbytes(rng.choice([0, 1, 100])) if form == "header" else b"").decode(),
        "service": rng.choice(["sts", "iam", "execute-api"]), "region": rng.choice(["us-east-1", "eu-central-1", "local"]),
        "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "expires": rng.randrange(1, 604800),
        "accessKeyId": rng.choice(["AKIDEXAMPLE", "ASIAQEXAMPLEEXAMPLE2"]),
        "secret": base64.b64encode(rng.randbytes(30)).decode(),
        "token": rng.choice([None, base64.b64encode(rng.randbytes(rng.randrange(1, 900))).decode()])}


def main():
    rng = random.Random(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        print(json.dumps(sign(a_case(rng))))


if __name__ == "__main__":
    main()
