"""Does with the original library what it is told on standard input, one JSON object a line, and answers in kind.

Numbers that are values go as the 64 bits they are made of. The clock is what the caller says it is.
"""

import contextlib
import io
import json
import runpy
import struct
import sys
import time

import whisper

now = 0
time.time = lambda: now

# The original makes coarse points in the order of a set, which is an accident of how integers are hashed. In ascending
# order it gives the same data, and the same bytes as we do.
whisper.set = lambda items: sorted(frozenset(items))


def value(bits):
    return struct.unpack("!d", struct.pack("!Q", bits))[0]


def bits(number):
    return None if number is None else struct.unpack("!Q", struct.pack("!d", number))[0]


def tool(path, arguments):
    sys.argv = [path] + arguments
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            runpy.run_path(path, run_name="__main__")
        except SystemExit as e:
            if e.code:
                raise RuntimeError(output.getvalue())


def perform(call):
    operation = call["op"]
    file = call["file"]
    if operation == "create":
        whisper.create(file, [tuple(a) for a in call["archives"]], call["xff"], call["method"])
    elif operation == "update":
        whisper.update(file, value(call["value"]), call["time"], now)
    elif operation == "update_many":
        whisper.update_many(file, [(t, value(v)) for t, v in call["points"]], now)
    elif operation == "fetch":
        result = whisper.fetch(file, call["from"], call["until"], now, call["archive"])
        if result is None:
            return None
        (start, end, step), values = result
        return [start, end, step, [bits(v) for v in values]]
    elif operation == "set_method":
        return whisper.setAggregationMethod(file, call["method"])
    elif operation == "set_xff":
        return bits(whisper.setXFilesFactor(file, call["xff"]))
    elif operation == "merge":
        whisper.merge(call["source"], file, call["from"], call["until"], now)
    elif operation == "diff":
        differences = whisper.diff(file, call["other"], call["ignore_empty"], call["until"], now)
        return [[n, total, [[t, bits(a), bits(b)] for t, a, b in points]] for n, points, total in differences]
    elif operation == "fill":
        tool("/usr/bin/whisper-fill", [call["source"], file])
    elif operation == "resize":
        tool("/usr/bin/whisper-resize", ["--nobackup", file] + call["retentions"])
    else:
        raise ValueError(operation)
    return "ok"


for line in sys.stdin:
    request = json.loads(line)
    now = request["now"]
    try:
        answer = {"result": perform(request)}
    except whisper.TimestampNotCovered:
        answer = {"error": "TIMESTAMP_NOT_COVERED"}
    except whisper.InvalidTimeInterval:
        answer = {"error": "FROM_AFTER_UNTIL"}
    except Exception as e:
        answer = {"error": "%s: %s" % (type(e).__name__, e)}
    print(json.dumps(answer), flush=True)
