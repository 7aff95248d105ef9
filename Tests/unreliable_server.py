"""Serves files as places on the network do: the first word of a request's path says how.

Usage: unreliable_server.py FILES LOG. Prints its port; writes a line per request to LOG; ends with its
standard input, so that it does not outlive a test.
right    the file, and ranges of it
cut      as right, but half of what was asked for, then the connection is closed
whole    the file, ranges are ignored
wrong    as many other bytes
missing  404
"""

import http.server
import os
import sys
import threading

files, log = sys.argv[1:]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        _, manner, path = self.path.split("/", 2)
        wanted = self.headers.get("Range")
        with open(log, "a") as lines:
            lines.write(f"{manner} {path} {wanted or 'all'}\n")
        file = os.path.join(files, path)
        if manner == "missing" or not os.path.exists(file):
            return self.answer(404, b"not here")
        with open(file, "rb") as stream:
            content = stream.read()
        if manner == "wrong":
            content = bytes(byte ^ 1 for byte in content)
        start = 0
        if wanted and manner != "whole":
            start = int(wanted.removeprefix("bytes=").split("-")[0])
        if start > 0 and start >= len(content):
            return self.answer(416, b"")
        rest = content[start:]
        place = f"bytes {start}-{len(content) - 1}/{len(content)}" if start else None
        sent = rest[: len(rest) // 2] if manner == "cut" and len(rest) > 64 else rest
        self.answer(206 if start else 200, sent, length=len(rest), place=place)
        self.close_connection = True

    def answer(self, status, body, length=None, place=None):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        if place:
            self.send_header("Content-Range", place)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
