"""Managed policies of a folder, and what can be asked about each."""
import collections
import json
import os
import re

QUOTA = 6144
OUTSIDE = ["sts:GetFederationToken", "glacier:AbortMultipartUpload", "braket:CancelJob", "iam:CreateUser", "ec2:RunInstances"]

Policy = collections.namedtuple("Policy", "name path text document")


def read(folder):
    """The policies, and the names of the files that hold none."""
    policies, unreadable = [], []
    for file in sorted(os.listdir(folder)):
        name = file.removesuffix(".json")
        try:
            with open(os.path.join(folder, file), encoding="utf-8") as opened:
                whole = json.load(opened)
            holder = whole.get("PolicyVersion", whole)
            document = holder.get("document") or holder.get("Document") or (whole if "Statement" in whole else None)
            if isinstance(document, str):
                document = json.loads(document)
            if not isinstance(document, dict):
                raise ValueError("no document")
            path = re.search(r":policy(/(?:[^/]+/)*)", whole.get("arn") or whole.get("Arn") or "")
            policies.append(Policy(whole.get("name", name), path.group(1) if path else "/", json.dumps(document), document))
        except (ValueError, AttributeError, OSError):
            unreadable.append(name)
    return policies, unreadable


def size(policy):
    """Characters as IAM counts them."""
    return len(re.sub(r"[ \t\r\n]", "", policy.text))


def strings(value):
    return value if isinstance(value, list) else [value]


def statements(policy):
    return strings(policy.document["Statement"])


def concrete(pattern, filling="x"):
    """A text that a pattern matches."""
    return re.sub(r"\$\{[^}]*\}", filling, pattern).replace("*", filling).replace("?", filling)


def matches(pattern, text):
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), text, re.IGNORECASE | re.DOTALL) is not None


def covers(statement, action):
    """Whether the actions of a statement take one in."""
    listed = statement.get("Action", statement.get("NotAction"))
    return any(matches(pattern, action) for pattern in strings(listed)) != ("NotAction" in statement)


class Actions:
    """Names of actions that stand in the documents without wildcards."""

    def __init__(self, policies):
        self._by_service = collections.defaultdict(set)
        for policy in policies:
            for statement in statements(policy):
                for action in strings(statement.get("Action", [])) + strings(statement.get("NotAction", [])):
                    if "*" not in action and "?" not in action and ":" in action:
                        self._by_service[action.split(":")[0].lower()].add(action)

    def of(self, statement):
        """An action that the statement is about."""
        if "NotAction" in statement:
            return next((action for action in OUTSIDE if covers(statement, action)), "sqs:ListQueues")
        first = strings(statement["Action"])[0]
        if first == "*":
            return "sqs:ListQueues"
        if "*" not in first and "?" not in first:
            return first
        known = sorted(self._by_service[first.split(":")[0].lower()])
        return next((action for action in known if matches(first, action)), concrete(first, "Thing"))


def outside(policy):
    """An action that no statement allows, or None where everything is allowed."""
    return next((action for action in OUTSIDE if not any(one["Effect"] == "Allow" and covers(one, action) for one in statements(policy))), None)


def must_allow(policy, action):
    """Whether the first statement alone allows the action on everything, whatever the request has, and nothing denies it."""
    first = statements(policy)[0]
    return (first["Effect"] == "Allow" and "Condition" not in first and "*" in strings(first.get("Resource", []))
            and not any(one["Effect"] == "Deny" and covers(one, action) for one in statements(policy)))


def resource(policy):
    """A resource that the first statement is about."""
    listed = policy.document and statements(policy)[0].get("Resource")
    pattern = strings(listed)[0] if listed else "*"
    return "arn:aws:s3:::x" if pattern == "*" else concrete(pattern)
