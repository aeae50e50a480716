#!/usr/bin/env python3
"""Times `daypass sts get-caller-identity` against `aws sts get-caller-identity`, one call of each in turn, and `daypass policy eval`.

    python3 bench/cli/compare.py --build r2r=FOLDER --build aot=FOLDER [--rounds 30] [--server FOLDER]

Each FOLDER holds a published `daypass`; the one with `daypass-server` (or --server's) serves both on loopback. Wall times depend on what
else the machine does, so every round runs all programs once and the ratios are taken round by round; processor times are printed beside
them. Peak memory is the largest of all rounds. Linux only.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

CASES = 10_000


def run(command, environment):
    """Runs a command that must answer: wall seconds, processor seconds, peak memory in MiB, output."""
    output = tempfile.TemporaryFile()
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 or os.fstat(output.fileno()).st_size == 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}: {errors.decode()}")
    output.seek(0)
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.read()


def start_server(folder, data):
    server = subprocess.Popen(
        [os.path.join(folder, "daypass-server"), "--urls", "http://127.0.0.1:0", "--data", data], stdout=subprocess.PIPE, text=True)
    for line in server.stdout:
        for word in line.split():
            if word.startswith("AWS_ENDPOINT_URL_STS="):
                return server, word.split("=", 1)[1]
    sys.exit("the server ended before it said where it listens")


def cases(path):
    """10,000 cases over 100 policies of 5 statements, as many allowed as denied."""
    with open(path, "w", encoding="utf-8") as file:
        for number in range(CASES):
            policy = {"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": ["s3:GetObject", "s3:List*"], "Resource": f"arn:aws:s3:::bucket-{number % 100}/{part}/*",
                 "Condition": {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:user/*"}}} for part in range(5)]}
            file.write(json.dumps({
                "id": str(number), "principal": "arn:aws:iam::111122223333:user/a", "action": "s3:GetObject",
                "resource": f"arn:aws:s3:::bucket-{number % 100}/{4 if number % 2 else 9}/key", "resourceAccount": "111122223333",
                "context": {"aws:PrincipalArn": "arn:aws:iam::111122223333:user/a"}, "identityPolicies": [policy]}) + "\n")


def middle(values):
    return statistics.median(values)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", action="append", required=True, metavar="NAME=FOLDER")
    parser.add_argument("--server", metavar="FOLDER")
    parser.add_argument("--aws", default=shutil.which("aws"))
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    builds = dict(build.split("=", 1) for build in options.build)
    server_folder = options.server or next((folder for folder in builds.values() if os.path.exists(os.path.join(folder, "daypass-server"))), None)
    if server_folder is None or options.aws is None:
        sys.exit("a folder with daypass-server and the aws command line are needed")

    with tempfile.TemporaryDirectory() as home:
        data = os.path.join(home, "data")
        server, url = start_server(server_folder, data)
        try:
            environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "DAYPASS_"))}
            environment.update(HOME=home, AWS_ENDPOINT_URL=url, AWS_REGION="us-east-1", AWS_DEFAULT_REGION="us-east-1",
                               AWS_SHARED_CREDENTIALS_FILE=os.path.join(data, "credentials"), AWS_PROFILE="admin", AWS_EC2_METADATA_DISABLED="true")
            # What a version manager puts in front of the program is not the program's own time.
            aws = [os.path.realpath(options.aws)]
            with open(aws[0], "rb") as script:
                if b"pyenv" in script.read(4096):
                    aws = [subprocess.check_output(["pyenv", "which", "aws"], text=True).strip()]
            programs = {"aws": aws, **{name: [os.path.join(folder, "daypass")] for name, folder in builds.items()}}
            call = ["sts", "get-caller-identity", "--endpoint-url", url]
            rounds = {name: [] for name in programs}
            for round_number in range(-2, options.rounds):
                for name, program in programs.items():
                    figures = run(program + call, environment)
                    if round_number >= 0:
                        rounds[name].append(figures)

            print(f"{'get-caller-identity':<22}{'wall ms':>9}{'min':>8}{'CPU ms':>9}{'peak MiB':>10}{'wall ratio':>12}{'CPU ratio':>11}{'program MiB':>13}")
            for name, program in programs.items():
                walls, processor, memory, _ = zip(*rounds[name])
                ratios = [own[0] / aws_figures[0] for own, aws_figures in zip(rounds[name], rounds["aws"])]
                processor_ratios = [own[1] / aws_figures[1] for own, aws_figures in zip(rounds[name], rounds["aws"])]
                print(f"{name:<22}{middle(walls) * 1000:>9.1f}{min(walls) * 1000:>8.1f}{middle(processor) * 1000:>9.1f}{max(memory):>10.1f}"
                      f"{middle(ratios):>12.3f}{middle(processor_ratios):>11.3f}{os.path.getsize(program[0]) / 1048576:>13.1f}")

            file = os.path.join(home, "cases.jsonl")
            cases(file)
            print(f"\n{'policy eval, ' + format(CASES, ',') + ' cases':<28}{'wall s':>9}{'CPU s':>9}")
            for name in builds:
                figures = [run(programs[name] + ["policy", "eval", "--cases", file], environment) for _ in range(5)]
                for figure in figures:
                    lines = figure[3].splitlines()
                    if len(lines) != CASES or sum(b'"allowed"' in line for line in lines) != CASES // 2:
                        sys.exit(f"{name} decided wrongly")
                print(f"{name:<28}{middle([figure[0] for figure in figures]):>9.2f}{middle([figure[1] for figure in figures]):>9.2f}")
        finally:
            server.terminate()
            server.wait()


main()
