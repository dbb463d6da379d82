"""Times Python's Whisper library; run by benchmarks/whisper-library. Prints the name of each figure and microseconds."""
import os
import sys
import time

import whisper

START = 1_699_920_000
MINUTE = 60
YEAR = 365 * 24 * 60


def best(name, operation, count):
    """The shortest of several runs, as whatever else the machine does only ever makes one longer."""
    shortest = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(count):
            operation()
        shortest = min(shortest, time.perf_counter() - began)
    print(name, "%.3f" % (shortest / count * 1e6), flush=True)


def main(folder):
    path = os.path.join(folder, "updates.wsp")
    whisper.create(path, [(10, 2160), (60, 10080), (600, 52560)])
    now = START

    def one_point():
        nonlocal now
        now += 10
        whisper.update(path, 1.5, now, now)

    def hundred_points():
        nonlocal now
        points = [(now + 10 * (i + 1), float(i)) for i in range(100)]
        now += 1000
        whisper.update_many(path, points, now)

    best("update", one_point, 2000)
    best("update-100", hundred_points, 200)

    path = os.path.join(folder, "year.wsp")
    whisper.create(path, [(MINUTE, YEAR)])
    now = START + YEAR * MINUTE
    for first in range(0, YEAR, 50_000):
        whisper.update_many(
            path, [(START + (i + 1) * MINUTE, float(i)) for i in range(first, min(YEAR, first + 50_000))], now)
    best("fetch-day", lambda: whisper.fetch(path, now - 86_400, now, now), 200)
    best("fetch-year", lambda: whisper.fetch(path, now - YEAR * MINUTE, now, now), 2)

    number = 0

    def create():
        nonlocal number
        number += 1
        whisper.create(os.path.join(folder, "new%d.wsp" % number), [(10, 2160), (60, 10080)])

    best("create", create, 300)


main(sys.argv[1])
