"""Writes header.jsonl, presigned.jsonl and refused.jsonl beside this file.

A second implementation of SigV4, as plain as it can be and on nothing but Python's standard library, so that the vectors do not merely repeat what
the C# code thinks. Run it after changing a case; the output is checked in.
"""
import hashlib
import hmac
import json
import pathlib
import re
from datetime import datetime, timedelta, timezone

KEY = "AKIDEXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQW+/="
AT = datetime(2015, 8, 30, 12, 36, 0, tzinfo=timezone.utc)
UNRESERVED = set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
FORM = "application/x-www-form-urlencoded; charset=utf-8"
MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
    "Consult the service documentation for details.")
INVALID_TOKEN = "The security token included in the request is invalid."


def basic(time):
    return time.strftime("%Y%m%dT%H%M%SZ")


def encode(data, keep=b""):
    return "".join(chr(b) if b in UNRESERVED or b in keep else f"%{b:02X}" for b in data)


def decode(text):
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), text.encode())


def canonical_path(path, s3):
    if s3:
        return re.sub(r"[^/]+", lambda m: encode(decode(m[0])), path)
    kept = []
    for segment in path.split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment not in ("", "."):
            kept.append(segment)
    slash = "/" if kept and path.endswith("/") else ""
    return encode(("/" + "/".join(kept) + slash).encode(), b"/")


def canonical_query(query, skip_signature):
    pairs = []
    for pair in query.split("&") if query else []:
        name, _, value = pair.partition("=")
        name, value = encode(decode(name)), encode(decode(value))
        if not (skip_signature and name == "X-Amz-Signature"):
            pairs.append((name, value))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))


def canonical_headers(headers, names):
    lines = []
    for name in names:
        values = [re.sub(r"\s+", " ", v).strip() for n, v in headers if n.lower() == name]
        lines.append(f"{name}:{','.join(values)}\n")
    return "".join(lines)


def split(target):
    absolute = re.match(r"https?://[^/?]+", target)
    path, _, query = target[absolute.end() if absolute else 0:].partition("?")
    return path or "/", query


def texts(case, names, at, presigned):
    path, query = split(case["target"])
    canonical = "\n".join([
        case["method"],
        canonical_path(path, case["service"] == "s3"),
        canonical_query(query, presigned),
        canonical_headers(case["headers"], names),
        ";".join(names),
        hashlib.sha256(case["body"].encode()).hexdigest()])
    scope = f"{basic(at)[:8]}/{case['region']}/{case['service']}/aws4_request"
    to_sign = "\n".join(["AWS4-HMAC-SHA256", basic(at), scope, hashlib.sha256(canonical.encode()).hexdigest()])
    return canonical, to_sign, scope


def signature(case, to_sign, at):
    key = ("AWS4" + SECRET).encode()
    for part in (basic(at)[:8], case["region"], case["service"], "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()


def request(name, method="GET", target="/", headers=(), body="", service="service", region="us-east-1", at=AT, now=None, host="example.amazonaws.com"):
    return {
        "name": name, "method": method, "target": target, "headers": [["Host", host], *[list(h) for h in headers]], "body": body,
        "service": service, "region": region, "now": (now or at).strftime("%Y-%m-%dT%H:%M:%SZ"), "at": at}


def finish(case, **more):
    return {key: value for key, value in {**case, **more}.items() if key != "at"}


def in_header(name, token=None, date="X-Amz-Date", unsigned=(), signed=None, **fields):
    """A header-form request; `unsigned` names headers that are sent and not signed."""
    case = request(name, **fields)
    at = case["at"]
    if date == "X-Amz-Date":
        case["headers"].append(["X-Amz-Date", basic(at)])
    elif date == "Date":
        case["headers"].append(["Date", at.strftime("%a, %d %b %Y %H:%M:%S GMT")])
    elif date == "Date basic":
        case["headers"].append(["Date", basic(at)])
    if token:
        case["headers"].append(["X-Amz-Security-Token", token])
    names = signed or sorted({n.lower() for n, _ in case["headers"]} - set(unsigned))
    canonical, to_sign, scope = texts(case, names, at, False)
    value = f"AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={';'.join(names)}, Signature={signature(case, to_sign, at)}"
    case["headers"].append(["Authorization", value])
    return finish(case, canonicalRequest=canonical, stringToSign=to_sign, verdict="accepted")


def in_query(name, token=None, expires="60", extra="", first="", names=("host",), spell=lambda text: text, **fields):
    """A presigned request; `extra` and `first` are raw query text after and before the signature's own parameters."""
    case = request(name, **fields)
    at = case["at"]
    scope = f"{basic(at)[:8]}/{case['region']}/{case['service']}/aws4_request"
    own = [("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), ("X-Amz-Credential", f"{KEY}/{scope}"), ("X-Amz-Date", basic(at))]
    own += [("X-Amz-Expires", expires)] if expires is not None else []
    own += [("X-Amz-SignedHeaders", ";".join(names))]
    own += [("X-Amz-Security-Token", token)] if token else []
    query = spell("&".join(f"{n}={encode(v.encode())}" for n, v in own))
    case["target"] += ("&" if "?" in case["target"] else "?") + first + query + extra
    canonical, to_sign, _ = texts(case, list(names), at, True)
    case["target"] += "&X-Amz-Signature=" + signature(case, to_sign, at)
    return finish(case, canonicalRequest=canonical, stringToSign=to_sign, verdict="accepted")


def header_cases():
    post = {"method": "POST", "body": "Param1=value1"}
    form = [("Content-Type", FORM)]
    yield in_header("get-vanilla")
    yield in_header("get-host-with-port", host="example.amazonaws.com:8017")
    yield in_header("get-query-key-without-value", target="/?Param1")
    yield in_header("get-query-empty-value", target="/?Param1=")
    yield in_header("get-query-order-by-key", target="/?Param2=value2&Param1=value1")
    yield in_header("get-query-order-by-key-case", target="/?b=1&B=1&a=1&A=1&_=1&~=1&-=1")
    yield in_header("get-query-order-by-value", target="/?Param1=value2&Param1=value1&Param1=")
    yield in_header("get-query-name-that-begins-another", target="/?a-b=1&a=2&a%3D=3&ab=4")
    yield in_header("get-query-unreserved", target="/?-._~0123456789ABCXYZabcxyz=-._~0123456789ABCXYZabcxyz")
    yield in_header("get-query-utf8", target="/?%E1%88%B4=b%C3%A4r")
    yield in_header("get-query-utf8-raw", target="/?ሴ=bär")
    yield in_header("get-query-lower-case-escapes", target="/?a=%2fx%3d&b=%c3%a4")
    yield in_header("get-query-escaped-unreserved", target="/?%41%7e=%61%2D")
    yield in_header("get-query-plus-is-a-plus", target="/?a=b+c&d=e%20f&g=h%2Bi")
    yield in_header("get-query-reserved-unescaped", target="/?a=b:c/d@e!f(g)*'h,;$i")
    yield in_header("get-query-equals-in-value", target="/?a=b=c")
    yield in_header("get-query-empty-pair", target="/?a=1&&b=2")
    yield in_header("get-query-question-mark", target="/?a?b=c?d")
    yield in_header("get-query-many", target="/?" + "&".join(f"k{i * 7919 % 101}={i}" for i in range(120)))
    yield in_header("get-empty-query", target="/?")
    yield in_header("get-path-utf8", target="/%E1%88%B4")
    yield in_header("get-path-utf8-raw", target="/ሴ")
    yield in_header("get-path-space", target="/example%20space/")
    yield in_header("get-path-space-raw", target="/example space/")
    yield in_header("get-path-unreserved", target="/-._~0123456789ABCXYZabcxyz")
    yield in_header("get-path-reserved", target="/a:b@c!$&'()*+,;=d/e")
    yield in_header("get-path-lower-case-escape", target="/a%2fb%3A")
    yield in_header("get-path-dot", target="/./")
    yield in_header("get-path-dot-dot", target="/example/..")
    yield in_header("get-path-dot-dot-inside", target="/a/b/../c")
    yield in_header("get-path-above-root", target="/../a")
    yield in_header("get-path-dot-in-name", target="/./example")
    yield in_header("get-path-slashes", target="//example//")
    yield in_header("get-path-only-slashes", target="///")
    yield in_header("get-path-escaped-dots", target="/a/%2e%2e/b")
    yield in_header("get-path-three-dots", target="/.../a./.b")
    yield in_header("get-absolute-form", target="http://example.amazonaws.com/a?b=c")
    yield in_header("get-absolute-form-without-path", target="http://example.amazonaws.com?b=c")
    yield in_header("get-header-repeated", headers=[("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")])
    yield in_header("get-header-repeated-in-other-case", headers=[("My-Header1", "b"), ("my-header1", "a")])
    yield in_header("get-header-repeated-apart", headers=[("A-Header", "1"), ("B-Header", "x"), ("A-Header", "2")])
    yield in_header("get-header-trim", headers=[("My-Header1", "   value1  "), ("My-Header2", '  "a   b   c"  ')])
    yield in_header("get-header-tabs", headers=[("My-Header1", "a\t b \t c")])
    yield in_header("get-header-empty", headers=[("My-Header1", ""), ("My-Header2", "   ")])
    yield in_header("get-header-value-case", headers=[("My-Header1", "VaLuE")])
    yield in_header("get-header-sort", headers=[("Z", "1"), ("A", "2"), ("A-B", "3"), ("A.B", "4"), ("A1", "5"), ("Ab", "6")])
    yield in_header("get-header-utf8", headers=[("My-Header1", "grün")])
    yield in_header("get-unsigned-ordinary-header", headers=[("User-Agent", "any"), ("Accept", "*/*")], unsigned=("user-agent", "accept"))
    yield in_header("get-with-body", body="not parsed, but hashed")
    yield in_header("get-date-header", date="Date")
    yield in_header("get-date-header-basic", date="Date basic")
    yield in_header("get-both-dates", headers=[("Date", "Sun, 30 Aug 2015 11:00:00 GMT")])
    yield in_header("get-method-in-lower-case", method="get")
    yield in_header("head-vanilla", method="HEAD")
    yield in_header("post-vanilla", method="POST")
    yield in_header("post-form", headers=[("Content-Type", "application/x-www-form-urlencoded")], **post)
    yield in_header("post-form-charset", headers=form, **post)
    yield in_header("post-form-utf8-body", method="POST", headers=form, body="Name=gr%C3%BCn+ und blau")
    yield in_header("post-content-type-unsigned", headers=form, unsigned=("content-type",), **post)
    yield in_header("post-token-signed", token=TOKEN, headers=form, **post)
    yield in_header("post-content-hash", headers=form + [("X-Amz-Content-Sha256", hashlib.sha256(b"Param1=value1").hexdigest())], **post)
    yield in_header("post-x-amzn-unsigned", headers=form + [("X-Amzn-Trace-Id", "Root=1")], unsigned=("x-amzn-trace-id",), **post)
    yield in_header("post-through-cloudfront", headers=form + [("X-Amz-Cf-Id", "added")], unsigned=("x-amz-cf-id",), **post)
    yield in_header("post-sts", service="sts", region="eu-central-1", headers=form, method="POST", body="Action=GetCallerIdentity&Version=2011-06-15")
    yield in_header("post-iam", service="iam", headers=form, method="POST", body="Action=ListUsers&Version=2010-05-08")
    yield in_header("region-isolated", region="us-isof-south-1")
    yield in_header("region-one-word", region="local")
    yield in_header("service-execute-api", service="execute-api", target="/stage/pets/a%20b?x=%20y")
    yield in_header("s3-path-is-left-alone", service="s3", target="/bucket//a/../b/./c%20d", headers=[("X-Amz-Content-Sha256", hashlib.sha256(b"").hexdigest())])
    yield in_header("s3-path-encoded-once", service="s3", target="/bucket/k%C3%A4y%2b%7e")
    midnight = datetime(2015, 8, 30, 23, 59, 59, tzinfo=timezone.utc)
    yield in_header("signed-before-midnight-received-after", at=midnight, now=midnight + timedelta(seconds=11))
    yield in_header("signed-after-midnight-received-before", at=midnight + timedelta(seconds=6), now=midnight)
    yield in_header("fourteen-minutes-fifty-nine-old", now=AT + timedelta(minutes=14, seconds=59))
    yield in_header("fifteen-minutes-old", now=AT + timedelta(minutes=15))
    yield in_header("fifteen-minutes-ahead", now=AT - timedelta(minutes=15))
    yield in_header("leap-day", at=datetime(2024, 2, 29, 0, 0, 0, tzinfo=timezone.utc))


def presigned_cases():
    yield in_query("vanilla")
    yield in_query("with-parameters", target="/?Action=GetCallerIdentity&Version=2011-06-15", service="sts")
    yield in_query("parameters-after", extra="&Action=GetCallerIdentity&Version=2011-06-15", service="sts")
    yield in_query("with-token", token=TOKEN, service="sts")
    yield in_query("with-signed-header", names=("host", "x-k8s-aws-id"), headers=[("x-k8s-aws-id", "cluster")], service="sts")
    yield in_query("with-unsigned-accept", headers=[("Accept", "application/json")], service="sts")
    yield in_query("with-signed-amz-header", names=("host", "x-amz-meta"), headers=[("X-Amz-Meta", "1")])
    yield in_query("expires-is-ignored-when-short", expires="1", now=AT + timedelta(minutes=14), service="sts")
    yield in_query("expires-is-ignored-when-no-number", expires="soon", service="sts")
    yield in_query("expires-is-not-needed", expires=None, service="sts")
    yield in_query("s3-expires-is-honoured", service="s3", expires="3600", now=AT + timedelta(minutes=59))
    yield in_query("escaped-parameter-names", spell=lambda query: query.replace("X-Amz-Date", "X%2DAmz%2dDate"))
    yield in_query("lower-case-escapes", spell=lambda query: query.replace("%2F", "%2f"))
    yield in_query("unescaped-slashes", spell=lambda query: query.replace("%2F", "/"))
    yield in_query("with-body", method="POST", body="Action=GetCallerIdentity", headers=[("Content-Type", FORM)], names=("content-type", "host"))
    yield in_query("content-hash-in-query", extra="&X-Amz-Content-Sha256=" + hashlib.sha256(b"").hexdigest())
    yield in_query("lower-case-lookalike", extra="&x-amzn-signature=abc")
    yield in_query("above-thirty-two-parameters", extra="".join(f"&p{i}={i % 7}" for i in range(60)))


def refused(case, code, message=None, name=None, now=None, **changes):
    """The case with parts replaced; `headers` is a function over the list, `target` over the text."""
    out = dict(case)
    for key, change in changes.items():
        out[key] = change(json.loads(json.dumps(out[key])))
    out.update(name=name, verdict=code)
    out["now"] = (now or AT).strftime("%Y-%m-%dT%H:%M:%SZ")
    if message is not None:
        out["message"] = message
    for key in ("canonicalRequest", "stringToSign"):
        out.pop(key)
    return out


def refused_cases():
    sts = {"service": "sts", "headers": [("Content-Type", FORM)], "method": "POST", "body": "Action=GetCallerIdentity&Version=2011-06-15"}
    good = in_header("", **sts)
    url = in_query("", service="sts", target="/?Action=GetCallerIdentity&Version=2011-06-15")

    def authorization(change):
        return lambda headers: [[n, change(v)] if n == "Authorization" else [n, v] for n, v in headers]

    def sub(pattern, by):
        return authorization(lambda value: re.sub(pattern, by, value))

    def part(name):
        return f"Authorization header requires '{name}' parameter. "

    def query(*names):
        return "".join(f"AWS query-string parameters must include '{n}'. " for n in names) + "Re-examine the query-string parameters."

    def without(name):
        return lambda headers: [h for h in headers if h[0] != name]

    def plus(name, value):
        return lambda headers: [*headers, [name, value]]

    def header(name, value):
        return lambda headers: [[n, value if n == name else v] for n, v in headers]

    def drop(name):
        return lambda target: re.sub(rf"&?{name}=[^&]*", "", target)

    date = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
    tail = "Authorization=AWS4-HMAC-SHA256"
    yield refused(good, "MissingAuthenticationToken", "Request is missing Authentication Token", "no-credentials", headers=without("Authorization"))
    yield refused(good, "MissingAuthenticationToken", "Request is missing Authentication Token", "empty-authorization", headers=authorization(lambda _: ""))
    yield refused(good, "IncompleteSignature", part("Credential") + part("Signature") + part("SignedHeaders") + tail, "only-the-algorithm", headers=sub(" .*", ""))
    yield refused(good, "IncompleteSignature", part("Credential") + tail, "no-credential", headers=sub("Credential=[^,]*, ", ""))
    yield refused(good, "IncompleteSignature", part("Signature") + tail, "no-signature", headers=sub(", Signature=.*", ""))
    yield refused(good, "IncompleteSignature", part("SignedHeaders") + tail, "no-signed-headers", headers=sub("SignedHeaders=[^,]*, ", ""))
    yield refused(good, "IncompleteSignature", part("Signature") + tail, "empty-signature", headers=sub("Signature=.*", "Signature="))
    yield refused(good, "IncompleteSignature", date + tail, "no-date", headers=without("X-Amz-Date"))
    yield refused(good, "IncompleteSignature", None, "component-without-equals", headers=sub("Signature=.*", "Signature"))
    yield refused(good, "IncompleteSignature", None, "trailing-comma", headers=sub("$", ","))
    yield refused(good, "IncompleteSignature", None, "two-signatures", headers=sub("$", ", Signature=" + "0" * 64))
    yield refused(good, "IncompleteSignature", None, "two-credentials", headers=sub("Credential=", "Credential=, Credential="))
    yield refused(good, "IncompleteSignature", None, "two-authorization-headers", headers=lambda h: [*h, h[-1]])
    yield refused(good, "IncompleteSignature", None, "two-dates", headers=plus("x-amz-date", basic(AT)))
    yield refused(good, "IncompleteSignature", None, "two-hosts", headers=plus("host", "other.example"))
    yield refused(good, "IncompleteSignature", None, "header-over-eight-kilobytes", headers=sub("Signature", "X=" + "a" * 8192 + ", Signature"))
    yield refused(good, "IncompleteSignature", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'", "other-algorithm", headers=sub("SHA256", "SHA512"))
    yield refused(good, "IncompleteSignature", "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'", "sigv4a", headers=sub("HMAC-SHA256", "ECDSA-P256-SHA256"))
    yield refused(good, "IncompleteSignature", "Unsupported AWS 'algorithm': 'Bearer'", "bearer", headers=authorization(lambda _: "Bearer abc.def.ghi"))
    yield refused(good, "IncompleteSignature", "Unsupported AWS 'algorithm': 'aws4-hmac-sha256'", "algorithm-in-lower-case", headers=sub("AWS4-HMAC-SHA256", "aws4-hmac-sha256"))
    yield refused(
        good, "IncompleteSignature",
        f"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{KEY}/20150830/us-east-1/sts'",
        "credential-of-four-parts", headers=sub("/aws4_request", ""))
    yield refused(good, "IncompleteSignature", None, "credential-of-six-parts", headers=sub("/aws4_request", "/x/aws4_request"))
    yield refused(
        good, "SignatureDoesNotMatch", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.", "host-not-signed", headers=sub(";host;", ";"))
    yield refused(
        good, "SignatureDoesNotMatch", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.", "host-not-sent", headers=without("Host"))
    region, service = "Credential should be scoped to a valid region. ", "Credential should be scoped to correct service: 'sts'. "
    yield refused(good, "SignatureDoesNotMatch", region, "malformed-region", headers=sub("us-east-1", "US-EAST-1"))
    yield refused(good, "SignatureDoesNotMatch", region, "pseudo-region", headers=sub("us-east-1", "aws-global"))
    yield refused(good, "SignatureDoesNotMatch", service, "wrong-service", headers=sub("/sts/", "/iam/"))
    yield refused(good, "SignatureDoesNotMatch", region + service, "wrong-region-and-service", headers=sub("us-east-1/sts", "us_east/s3"))
    yield refused(
        good, "SignatureDoesNotMatch", "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.", "wrong-terminator",
        headers=sub("aws4_request", "aws5_request"))
    yield refused(
        good, "SignatureDoesNotMatch",
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150829' != '20150830', from '20150830T123600Z'.",
        "scope-of-another-day", headers=sub("/20150830/", "/20150829/"))
    for name, text in (("extended", "2015-08-30T12:36:00Z"), ("word", "today"), ("thirteenth-month", "20151330T123600Z"), ("thirtieth-of-february", "20150230T123600Z"),
                       ("hour-24", "20150830T243600Z"), ("no-zone", "20150830T123600"), ("other-digits", "２0150830T123600Z")):
        yield refused(
            good, "IncompleteSignature", f"Date must be in ISO-8601 'basic format'. Got '{text}'. See http://en.wikipedia.org/wiki/ISO_8601", "date-" + name,
            headers=header("X-Amz-Date", text))
    yield refused(
        url, "IncompleteSignature", "Date must be in ISO-8601 'basic format'. Got '2015?0?????'. See http://en.wikipedia.org/wiki/ISO_8601", "date-with-characters-no-xml-can-hold",
        target=lambda t: t.replace("20150830T123600Z", "2015%000%7F%F0%9F%99%82%EF%BF%BE%0A"))
    yield refused(
        good, "IncompleteSignature", f"Date must be in ISO-8601 'basic format'. Got '{'1' * 128}...'. See http://en.wikipedia.org/wiki/ISO_8601", "date-of-a-thousand-digits",
        headers=header("X-Amz-Date", "1" * 1000))
    yield refused(
        good, "SignatureDoesNotMatch", "Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z (20150830T125200Z - 15 min.)", "sixteen-minutes-old",
        now=AT + timedelta(minutes=16))
    yield refused(good, "SignatureDoesNotMatch", None, "fifteen-minutes-and-one-second-old", now=AT + timedelta(minutes=15, seconds=1))
    yield refused(
        good, "SignatureDoesNotMatch", "Signature not yet current: 20150830T123600Z is still later than 20150830T123500Z (20150830T122000Z + 15 min.)", "sixteen-minutes-ahead",
        now=AT - timedelta(minutes=16))
    yield refused(good, "InvalidClientTokenId", INVALID_TOKEN, "unknown-key", headers=sub(KEY, "AKIDUNKNOWN"))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "other-body", body=lambda body: body + "&")
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "other-method", method=lambda _: "PUT")
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "other-method-case", method=lambda _: "post")
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "other-path", target=lambda _: "/x")
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "other-query", target=lambda _: "/?x")
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "other-host", headers=header("Host", "example.amazonaws.com:80"))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "signed-header-repeated", headers=plus("content-type", "text/plain"))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "signed-header-removed", headers=without("Content-Type"))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "signature-in-upper-case", headers=authorization(lambda v: v[:-64] + v[-64:].upper()))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "signature-too-short", headers=authorization(lambda v: v[:-2]))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "signature-too-long", headers=authorization(lambda v: v + "00"))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "signature-not-ascii", headers=authorization(lambda v: v[:-1] + "é"))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "signed-headers-unsorted", headers=sub("content-type;host", "host;content-type"))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "signed-headers-repeated", headers=sub(";host", ";host;host"))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "signed-headers-in-upper-case", headers=sub(";host", ";Host"))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "signed-headers-with-an-empty-name", headers=sub("SignedHeaders=", "SignedHeaders=;"))
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "signed-headers-with-a-last-semicolon", headers=sub("SignedHeaders=[^,]*", lambda m: m[0] + ";"))
    yield refused(good, "SignatureDoesNotMatch", "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.", "amz-header-not-signed", headers=plus("X-Amz-Target", "x"))
    yield refused(
        good, "SignatureDoesNotMatch", "'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization.", "token-added-after-signing",
        headers=plus("X-Amz-Security-Token", TOKEN))
    for marker in ("UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "", "abc", "E" * 64):
        case = in_header("", **{**sts, "headers": [("X-Amz-Content-Sha256", marker)]})
        yield refused(case, "SignatureDoesNotMatch", MISMATCH, "content-hash-" + (marker[:30].lower() or "empty"))
    yield refused(
        in_header("", **{**sts, "headers": [("X-Amz-Content-Sha256", hashlib.sha256(b"other").hexdigest())]}), "SignatureDoesNotMatch", MISMATCH, "content-hash-of-another-body")
    yield refused(good, "SignatureDoesNotMatch", None, "header-and-query", target=lambda _: url["target"])
    yield refused(good, "SignatureDoesNotMatch", None, "header-and-token-in-query", target=lambda _: "/?X-Amz-Security-Token=x")
    yield refused(good, "MalformedQueryString", None, "malformed-escape", target=lambda _: "/?a=%zz")
    yield refused(good, "MalformedQueryString", None, "unfinished-escape", target=lambda _: "/?a=%2")
    yield refused(good, "MalformedQueryString", None, "malformed-escape-in-path", target=lambda _: "/%/")
    yield refused(good, "MalformedQueryString", None, "relative-target", target=lambda _: "x")
    yield refused(good, "MalformedQueryString", None, "asterisk-target", target=lambda _: "*")
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "absolute-form-of-another-host", target=lambda _: "http://other.example/")
    yield refused(good, "SignatureDoesNotMatch", MISMATCH, "method-with-a-line-break", method=lambda _: "POST\n/")

    for names in (["Credential"], ["Signature"], ["SignedHeaders"], ["Date"], ["Credential", "Signature", "SignedHeaders", "Date"]):
        full = ["X-Amz-" + n for n in names]
        yield refused(
            url, "IncompleteSignature", query(*full), "query-without-" + "-".join(names).lower(),
            target=lambda target: [target := drop(n)(target) for n in full][-1])
    yield refused(url, "MissingAuthenticationToken", "Request is missing Authentication Token", "query-without-algorithm", target=drop("X-Amz-Algorithm"))
    yield refused(url, "MissingAuthenticationToken", None, "query-of-version-2", target=lambda t: t.replace("AWS4-HMAC-SHA256", "HmacSHA256"))
    yield refused(
        url, "IncompleteSignature", "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'", "query-sigv4a",
        target=lambda t: t.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"))
    for name in ("Algorithm", "Credential", "Date", "Expires", "SignedHeaders", "Signature"):
        yield refused(url, "MalformedQueryString", None, f"query-repeats-{name.lower()}", target=lambda t: t + f"&X-Amz-{name}=x")
    yield refused(url, "MalformedQueryString", None, "query-repeats-in-lower-case", target=lambda t: t + "&x-amz-signature=x")
    yield refused(url, "MalformedQueryString", None, "query-repeats-escaped", target=lambda t: t + "&%58-Amz-Date=x")
    yield refused(url, "MalformedQueryString", None, "query-repeats-unknown-amz", target=lambda t: t + "&X-Amz-Foo=1&X-Amz-Foo=1")
    yield refused(url, "SignatureDoesNotMatch", MISMATCH, "query-parameter-added", target=lambda t: t + "&a=b")
    yield refused(url, "SignatureDoesNotMatch", MISMATCH, "query-token-added", target=lambda t: t + "&X-Amz-Security-Token=abc")
    yield refused(url, "SignatureDoesNotMatch", MISMATCH, "query-expires-changed", target=lambda t: t.replace("X-Amz-Expires=60", "X-Amz-Expires=900"))
    yield refused(url, "SignatureDoesNotMatch", MISMATCH, "query-token-in-a-header", headers=plus("X-Amz-Security-Token", TOKEN))
    yield refused(url, "SignatureDoesNotMatch", MISMATCH, "query-with-a-body", body=lambda _: "Action=AssumeRole")
    yield refused(url, "SignatureDoesNotMatch", None, "query-sixteen-minutes-old", now=AT + timedelta(minutes=16))
    yield refused(
        in_query("", service="sts", expires="604800"), "SignatureDoesNotMatch",
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z (20150830T125200Z - 15 min.)", "query-expires-is-ignored-when-long",
        now=AT + timedelta(minutes=16))
    yield refused(in_query("", service="s3", expires="60"), "SignatureDoesNotMatch", None, "s3-expired", now=AT + timedelta(seconds=61))
    yield refused(in_query("", service="s3", expires="604801"), "IncompleteSignature", None, "s3-expires-over-a-week")
    yield refused(in_query("", service="s3", expires=None), "IncompleteSignature", None, "s3-without-expires")
    yield refused(
        in_query("", service="sts", extra="&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD"), "SignatureDoesNotMatch", MISMATCH, "query-unsigned-payload")


def main():
    here = pathlib.Path(__file__).parent
    for name, cases in (("header", header_cases()), ("presigned", presigned_cases()), ("refused", refused_cases())):
        lines = [json.dumps(case, ensure_ascii=False) for case in cases]
        (here / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}.jsonl: {len(lines)} vectors")


if __name__ == "__main__":
    main()
