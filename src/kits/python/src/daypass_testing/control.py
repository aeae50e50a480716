"""The control address of a server for tests."""

import json
import urllib.error
import urllib.request


class ControlError(Exception):
    """The server did not do what the test asked for; the message is its sentence."""


class Control:
    """Asks the server of this machine, past whatever proxy the environment names."""

    def __init__(self, url):
        self.url = url
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/{path}", data=data, method=method, headers={"Content-Type": "application/json"})
        if data is None and method == "POST":
            request.add_header("Content-Length", "0")
        try:
            with self._opener.open(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            text = refused.read().decode(errors="replace")
            try:
                sentence = json.loads(text)["error"]
            except (ValueError, KeyError, TypeError):
                sentence = f"{method} {path} was answered with {refused.code}: {text}"
            raise ControlError(sentence) from None
