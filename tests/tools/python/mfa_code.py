"""An MFA device: mfa_code.py SEED [LOG] prints the code of this moment (RFC 6238) and adds a line to the log."""
import base64
import hashlib
import hmac
import struct
import sys
import time

digest = hmac.new(base64.b32decode(sys.argv[1]), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
at = digest[-1] & 15
print(f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}")
if len(sys.argv) > 2:
    with open(sys.argv[2], "a") as log:
        log.write("asked\n")
