#!/usr/bin/env python3
"""Has managed policies stored, decided by and explained by a server of its own, a step a line; exits 1 and names what failed.

    bench/managed-policies.sh [--server PROGRAM --daypass PROGRAM] FOLDER
"""
import argparse
import concurrent.futures
import configparser
import json
import os
import subprocess
import sys
import tempfile
import time

import boto3
import botocore.config
import botocore.exceptions
import documents

ACCOUNT = "111122223333"
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}]})


class Step:
    """What one step found; prints its line at the end."""

    def __init__(self, name):
        self.name, self.began, self.done, self.notes, self.faults = name, time.monotonic(), 0, [], []

    def fault(self, policy, reason):
        self.faults.append(f"{policy.name}: {reason}")

    def close(self):
        notes = "".join(f", {note}" for note in self.notes)
        print(f"{self.name}: {self.done} done, {len(self.faults)} failed{notes} ({time.monotonic() - self.began:.0f} s)", flush=True)
        for fault in self.faults:
            print(f"  {fault}", flush=True)
        return not self.faults


def start(program, data):
    server = subprocess.Popen(
        [program, "--urls", "http://127.0.0.1:0", "--data", data, "--account-id", ACCOUNT, "--audit", "none"], stdout=subprocess.PIPE, text=True)
    for line in server.stdout:
        for word in line.split():
            if word.startswith("AWS_ENDPOINT_URL_STS="):
                return server, word.split("=", 1)[1]
    sys.exit("the server ended before it said where it listens")


def client(url, data):
    file = configparser.ConfigParser()
    file.read(os.path.join(data, "credentials"))
    return boto3.client(
        "iam", endpoint_url=url, region_name="us-east-1", aws_access_key_id=file["admin"]["aws_access_key_id"],
        aws_secret_access_key=file["admin"]["aws_secret_access_key"],
        config=botocore.config.Config(retries={"total_max_attempts": 1}, parameter_validation=False))


def each(step, policies, ask):
    """Asks about each policy; an answer that is an error is a fault."""
    for policy in policies:
        try:
            reason = ask(policy)
        except botocore.exceptions.ClientError as refused:
            reason = f"{refused.response['Error']['Code']}: {refused.response['Error']['Message']}"
        if reason:
            step.fault(policy, reason)
        else:
            step.done += 1
    return step.close()


def stored(iam, arn):
    """The document of a policy as it is read back."""
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    return iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]


def imported(policy):
    return f"arn:aws:iam::aws:policy{policy.path}{policy.name}"


def bring_in(program, data, iam, policies):
    step = Step("import")
    file = os.path.join(data, "aws-policies.json")
    with open(file, "w", encoding="utf-8") as output:
        json.dump({policy.name: {"Path": policy.path, "Document": policy.text} for policy in policies}, output)
    run = subprocess.run([program, "import-managed-policies", file, "--data", data], capture_output=True, text=True, check=False)
    step.notes.append(f"the command says {run.stdout.strip()}")
    if run.returncode != 0:
        step.faults += [line for line in run.stderr.strip().splitlines() if not line.startswith("daypass-server:")] or [run.stderr.strip()]
    refused = {fault.split(":")[0] for fault in step.faults}
    taken = [policy for policy in policies if policy.name not in refused]
    # A running server sees what another process wrote within seconds.
    for _ in range(100 if taken else 0):
        try:
            if stored(iam, imported(taken[-1])) == taken[-1].document:
                break
        except botocore.exceptions.ClientError:
            pass
        time.sleep(0.1)
    return each(step, taken, lambda policy: None if stored(iam, imported(policy)) == policy.document else "another document is read back")


def create(iam, policies):
    step = Step("CreatePolicy")
    large = [policy for policy in policies if documents.size(policy) > documents.QUOTA]

    def ask(policy):
        try:
            arn = iam.create_policy(PolicyName=policy.name, PolicyDocument=policy.text)["Policy"]["Arn"]
        except botocore.exceptions.ClientError as refused:
            # AWS's own are larger than a customer's may be; 131,072 is the most that the parameter takes.
            expected = "ValidationError" if len(policy.text) > 131_072 else "LimitExceeded"
            if policy in large and refused.response["Error"]["Code"] == expected:
                return None
            raise
        same = stored(iam, arn) == policy.document
        iam.delete_policy(PolicyArn=arn)
        return "it is larger than the quota" if policy in large else None if same else "another document is read back"

    step.notes.append(f"{len(large)} of them refused, as AWS would, because they have more than {documents.QUOTA:,} characters")
    return each(step, policies, ask)


def judge(policy, answers, expected):
    for (action, decision), must in zip(answers, expected):
        if decision not in ("allowed", "implicitDeny", "explicitDeny"):
            return f"{action} is {decision}"
        if must is not None and (decision == "allowed") != must:
            return f"{action} is {decision}"
    return None


def decide(iam, policies, questions):
    step = Step("SimulatePrincipalPolicy, each imported policy attached to a role")
    iam.create_role(RoleName="asks", AssumeRolePolicyDocument=TRUST)
    role = f"arn:aws:iam::{ACCOUNT}:role/asks"

    attachable = [policy for policy in policies if not policy.path.startswith("/aws-service-role/")]
    step.notes.append(f"{len(policies) - len(attachable)} others are for service-linked roles alone, at AWS and here")

    def ask(policy):
        actions, expected = questions[policy.name]
        iam.attach_role_policy(RoleName="asks", PolicyArn=imported(policy))
        try:
            answer = iam.simulate_principal_policy(PolicySourceArn=role, ActionNames=actions)["EvaluationResults"]
        finally:
            iam.detach_role_policy(RoleName="asks", PolicyArn=imported(policy))
        return judge(policy, [(one["EvalActionName"], one["EvalDecision"]) for one in answer], expected)

    good = each(step, attachable, ask)
    step = Step("SimulateCustomPolicy")
    small = [policy for policy in policies if len(policy.text) <= 131_072]
    if len(small) < len(policies):
        step.notes.append(f"{len(policies) - len(small)} too long for the parameter at AWS and here")

    def ask_document(policy):
        actions, expected = questions[policy.name]
        answer = iam.simulate_custom_policy(PolicyInputList=[policy.text], ActionNames=actions)["EvaluationResults"]
        for one in answer:
            if one["EvalDecision"] != "implicitDeny" and not one["MatchedStatements"]:
                return f"{one['EvalActionName']} is {one['EvalDecision']} by no statement"
        return judge(policy, [(one["EvalActionName"], one["EvalDecision"]) for one in answer], expected)

    return each(step, small, ask_document) and good


def evaluate(program, data, policies, questions):
    step = Step("daypass policy eval")
    caller = f"arn:aws:iam::{ACCOUNT}:user/somebody"
    cases, allowed = [], 0
    for policy in policies:
        for action in questions[policy.name][0]:
            cases.append(json.dumps({
                "id": policy.name, "principal": caller, "action": action, "resource": documents.resource(policy), "resourceAccount": ACCOUNT,
                "context": {"aws:PrincipalArn": caller}, "identityPolicies": [policy.document]}))
    file = os.path.join(data, "cases.jsonl")
    with open(file, "w", encoding="utf-8") as output:
        output.write("\n".join(cases) + "\n")
    run = subprocess.run([program, "policy", "eval", "--cases", file], capture_output=True, text=True, check=False)
    lines = iter(run.stdout.splitlines())
    for policy in policies:
        actions, expected = questions[policy.name]
        answers = [json.loads(next(lines, "{}")) for _ in actions]
        unexplained = any(one.get("decision") in ("allowed", "explicitDeny") and not one["matched"] for one in answers)
        reason = judge(policy, list(zip(actions, [one.get("decision", one.get("error", "not answered")) for one in answers])), expected)
        if reason or unexplained or any("refused" in one for one in answers):
            step.fault(policy, reason or str(answers))
        else:
            step.done += 1
            allowed += sum(one["decision"] == "allowed" for one in answers)
    step.notes.append(f"{len(cases)} cases, {allowed} of them allowed")
    return step.close()


def explain(program, data, policies):
    step = Step("daypass policy check")
    advised = 0

    def ask(policy):
        file = os.path.join(data, policy.name + ".json")
        with open(file, "w", encoding="utf-8") as output:
            output.write(policy.text)
        return subprocess.run([program, "policy", "check", file, "--kind", "managed", "--output", "json"], capture_output=True, text=True, check=False)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for policy, run in zip(policies, pool.map(ask, policies)):
            answer = json.loads(run.stdout) if run.stdout else {}
            too_large = answer.get("Code") == "LimitExceeded" and documents.size(policy) > documents.QUOTA
            if run.stderr or not (answer.get("Accepted") or too_large):
                step.fault(policy, run.stderr.strip() or run.stdout.strip())
                continue
            step.done += 1
            advised += bool(answer["Advice"])
    step.notes.append(f"{advised} with advice")
    return step.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", required=True, help="daypass-server")
    parser.add_argument("--daypass", required=True, help="daypass")
    parser.add_argument("folder")
    options = parser.parse_args()
    policies, unreadable = documents.read(options.folder)
    print(f"read: {len(policies)} policies, {len(unreadable)} files without a document {' '.join(unreadable)}".rstrip(), flush=True)
    if not policies:
        sys.exit(1)
    names = documents.Actions(policies)
    questions = {}
    for policy in policies:
        inside, outside = names.of(documents.statements(policy)[0]), documents.outside(policy)
        actions = [inside] + ([outside] if outside and outside != inside else [])
        questions[policy.name] = actions, [True if documents.must_allow(policy, inside) else None, False]
    with tempfile.TemporaryDirectory(prefix="daypass-managed-") as data:
        server, url = start(options.server, data)
        try:
            iam = client(url, data)
            good = [bring_in(options.server, data, iam, policies), create(iam, policies), decide(iam, policies, questions),
                    evaluate(options.daypass, data, policies, questions), explain(options.daypass, data, policies)]
        finally:
            server.terminate()
            server.wait(30)
    sys.exit(0 if all(good) and not unreadable else 1)


main()
