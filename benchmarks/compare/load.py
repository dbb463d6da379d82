"""The points that are sent: who sends what, and whether all of it can be read back."""
import os
import random
import socket
from concurrent import futures

SEND_AT_ONCE = 1 << 22
# How many metrics are looked at to see whether all points are stored.
SAMPLE = 300


class Scale:
    def __init__(self, metrics, retentions, step, rounds):
        self.metrics = metrics
        self.retentions = retentions
        self.step = step
        self.rounds = rounds


SCALES = {
    "S": Scale(10_000, "10s:6h,1m:7d", 10, 200),
    "M": Scale(100_000, "10s:1h,1m:1d", 10, 20),
    "L": Scale(1_000_000, "1m:2h,10m:1d", 60, 2),
}


def metric_names(count, root="fleet"):
    """Names as a fleet has them: a hundred metrics on each host, hosts in three places."""
    kinds = ("cpu.user", "cpu.system", "memory.used", "disk.sda.reads", "net.eth0.bytes_in", "http.requests.count")
    return [
        f"{root}.site{host % 3}.host{host:05d}.{kinds[i % len(kinds)]}.m{i:02d}"
        for host in range((count + 99) // 100)
        for i in range(100)
    ][:count]


class Phase:
    """One point of every metric for each of some times, in one file for each connection.

    Each connection is a sender with metrics of its own, which sends them all once for each time, as collectors do.
    """

    def __init__(self, name, folder, names, times, connections):
        self.name = name
        self.times = times
        self.points = len(names) * len(times)
        self.sample = random.Random(5).sample(names, min(SAMPLE, len(names)))
        self.files = []
        digits = random.Random(11)
        values = ["%.3f" % digits.uniform(0, 1000) for _ in range(997)]
        share = -(-len(names) // connections)
        for connection in range(connections):
            own = names[connection * share:(connection + 1) * share]
            path = os.path.join(folder, f"{name}-{connection}")
            with open(path, "wb", buffering=1 << 20) as lines:
                for time in times:
                    lines.write("".join(
                        f"{metric} {values[(i * 13 + time) % 997]} {time}\n" for i, metric in enumerate(own)).encode())
            self.files.append(path)

    def send(self, port):
        """Sends all of it; an OSError says that the server did not take it."""
        with futures.ThreadPoolExecutor(len(self.files)) as senders:
            for sent in [senders.submit(_send_file, path, port) for path in self.files]:
                sent.result()


def _send_file(path, port):
    with socket.create_connection(("127.0.0.1", port)) as connection, open(path, "rb") as lines:
        size = os.fstat(lines.fileno()).st_size
        at = 0
        while at < size:
            at += os.sendfile(connection.fileno(), lines.fileno(), at, min(SEND_AT_ONCE, size - at))
        # The server closes its side when it has read everything.
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(600)
        while connection.recv(4096):
            pass


def holds_all(whisper, path, times, step):
    """Whether a Whisper file holds a point for each of the times, read with Python's own library."""
    try:
        (start, _, found_step), values = whisper.fetch(path, times[0] - step, times[-1], now=times[-1] + step)
    except (OSError, TypeError, whisper.WhisperException):
        return False
    known = {start + i * found_step for i, value in enumerate(values) if value is not None}
    return all(time - time % found_step in known for time in times)
