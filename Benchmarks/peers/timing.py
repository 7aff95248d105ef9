"""Times a piece of work in this thread's processor time; shared by the peers."""

import json
import time


def seconds_per_call(call, batch, minimum_seconds=1.0):
    """Mean over at least minimum_seconds, after one batch of calls to warm up."""
    for _ in range(batch):
        call()
    calls, seconds, begin = 0, 0.0, time.thread_time()
    while seconds < minimum_seconds:
        for _ in range(batch):
            call()
        calls += batch
        seconds = time.thread_time() - begin
    return seconds / calls


def report(step, batch):
    """Prints the time of one training step as one line of JSON."""
    print(json.dumps({"secondsPerIteration": seconds_per_call(step, batch)}))
