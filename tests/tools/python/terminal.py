"""A person at a terminal: terminal.py SCRIPT runs what SCRIPT (JSON) says on a terminal of its own and prints what was seen there as JSON.

SCRIPT: {"commands": [[program, argument, ...], ...], "answers": [[text to wait for, program or text to answer with], ...]}
All commands share the terminal and run at once. An answer that is a list is a program whose output is typed.
"""
import json
import os
import pty
import select
import subprocess
import sys
import termios
import time

script = json.loads(sys.argv[1])
child, screen = pty.fork()
if child == 0:
    running = [subprocess.Popen(command) for command in script["commands"]]
    codes = [one.wait() for one in running]
    print("codes " + json.dumps(codes), flush=True)
    os._exit(0)

seen, answers, end = "", list(script["answers"]), time.monotonic() + 300
from_here = 0
while time.monotonic() < end:
    ready, _, _ = select.select([screen], [], [], 1)
    if ready:
        try:
            data = os.read(screen, 65536)
        except OSError:
            break
        if not data:
            break
        seen += data.decode(errors="replace")
    if answers and answers[0][0] in seen[from_here:]:
        from_here = len(seen)
        reply = answers.pop(0)[1]
        text = reply if isinstance(reply, str) else subprocess.run(reply, capture_output=True, text=True, check=True).stdout.strip()
        data = (text + "\r").encode()
        # Nobody pastes within microseconds of the question: a long text waits until the program reads by itself, without the terminal's own line editing.
        patience = time.monotonic() + 5
        while len(data) > 4095 and termios.tcgetattr(screen)[3] & termios.ICANON and time.monotonic() < patience:
            time.sleep(0.01)
        while data:
            data = data[os.write(screen, data[:1024]):]
            # What is echoed has to be read, or both sides wait for each other.
            while select.select([screen], [], [], 0)[0]:
                seen += os.read(screen, 65536).decode(errors="replace")
os.waitpid(child, 0)
codes = [json.loads(line[6:]) for line in seen.splitlines() if line.startswith("codes ")]
print(json.dumps({"seen": seen, "codes": codes[-1] if codes else None}))
