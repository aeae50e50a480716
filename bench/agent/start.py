"""Starts `daypass mcp` again and again; prints the median and worst time to the first answer of a tool, and the peak memory."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

program, runs = sys.argv[1], int(sys.argv[2])
META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "bench", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}


def call(number, command):
    params = {"name": "SessionTool", "arguments": {"command": command}, "_meta": META}
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}) + "\n"


times, peaks = [], []
with tempfile.TemporaryDirectory() as home:
    environment = {"PATH": os.environ["PATH"], "HOME": home, "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true", "DAYPASS_CACHE_KEYRING": "off"}
    if "DOTNET_ROOT" in os.environ:
        environment["DOTNET_ROOT"] = os.environ["DOTNET_ROOT"]
    for run in range(runs):
        started = time.perf_counter()
        agent = subprocess.Popen([program, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)
        agent.stdin.write(call(1, "GetSession"))
        agent.stdin.flush()
        answer = json.loads(agent.stdout.readline())
        times.append((time.perf_counter() - started) * 1000)
        assert answer["result"]["structuredContent"]["success"] is True, answer
        with open(f"/proc/{agent.pid}/status") as status:
            peaks.append(int(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1024)
        agent.stdin.close()
        agent.wait(30)

print(f"start to first answer: median {statistics.median(times):.0f} ms, worst {max(times):.0f} ms of {runs}; limit 300 ms")
print(f"peak memory: {max(peaks):.0f} MiB; limit 120 MiB")
