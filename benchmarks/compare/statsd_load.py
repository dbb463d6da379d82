"""Samples for StatsD servers: packets over UDP at a rate or flat out, lines over TCP, and where the flushes go."""
import ctypes
import multiprocessing
import os
import random
import selectors
import socket
import time

SAMPLES_IN_PACKET = 20
# Several senders have several sockets.
SOCKETS = 8
CONNECTIONS = 2
LIMIT_SECONDS = 120
# What twenty names in a row are: counters, timers, gauges and sets.
KINDS = ["count"] * 10 + ["time"] * 5 + ["level"] * 3 + ["users"] * 2
COUNTERS = "shop.count."
# A sender that is late by more than this goes on at its rate, and does not send at once what it owes.
MOST_LATE_SECONDS = 0.02
NAP_SECONDS = 0.0003
PACKETS_PER_CALL = 64
LONGEST_PACKET = 2048


class Packets:
    """Packets in which all of so many names come equally often, in no order; they are sent again and again."""

    def __init__(self, names, at_least=100_000):
        choice = random.Random(3)
        order = list(range(names))
        choice.shuffle(order)
        total = max(at_least, names) // SAMPLES_IN_PACKET * SAMPLES_IN_PACKET
        self.names = names
        self.packets = []
        # What the counters of the first packets come to, for each number of packets.
        self.counted = [0]
        for begin in range(0, total, SAMPLES_IN_PACKET):
            lines = []
            counted = self.counted[-1]
            for i in range(begin, begin + SAMPLES_IN_PACKET):
                number = order[i % names]
                kind = KINDS[number % len(KINDS)]
                value = choice.randint(1, {"count": 9, "time": 500, "level": 1000, "users": 50}[kind])
                name = f"shop.{kind}.host{number // len(KINDS) % 500:03d}.requests.m{number:05d}"
                lines.append(f"{name}:{value}|{ {'count': 'c', 'time': 'ms', 'level': 'g', 'users': 's'}[kind] }")
                if kind == "count":
                    counted += value
            self.packets.append("\n".join(lines).encode())
            self.counted.append(counted)

    def counted_in(self, packets):
        """What the counters of so many packets come to."""
        rounds, rest = divmod(packets, len(self.packets))
        return rounds * self.counted[-1] + self.counted[rest]


class Sent:
    def __init__(self, packets, seconds):
        self.packets = packets
        self.seconds = seconds


class Sending:
    """Packets on their way, in a process of its own: at a rate in packets a second, or flat out at 0."""

    def __init__(self, packets, port, rate, seconds):
        self._result, result = multiprocessing.Pipe()
        self._process = multiprocessing.Process(
            target=_send, args=(packets.packets, port, rate, seconds, result), daemon=True)
        self._process.start()

    def is_done(self):
        return self._result.poll()

    def sent(self):
        """Waits for it to end; what was Sent."""
        sent = Sent(*self._result.recv())
        self._process.join()
        return sent


def _send(packets, port, rate, seconds, result):
    sockets = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(SOCKETS)]
    for one in sockets:
        one.connect(("127.0.0.1", port))
    sent = 0
    began = schedule = time.perf_counter()
    while True:
        now = time.perf_counter()
        if now - began >= seconds:
            break
        due = int((now - schedule) * rate) - sent if rate else PACKETS_PER_CALL
        if due <= 0:
            time.sleep(NAP_SECONDS)
            continue
        if rate and due / rate > MOST_LATE_SECONDS:
            schedule += due / rate - MOST_LATE_SECONDS
            due = max(1, int(MOST_LATE_SECONDS * rate))
        send = sockets[sent // PACKETS_PER_CALL % SOCKETS].send
        for i in range(sent, sent + due):
            try:
                send(packets[i % len(packets)])
            except ConnectionRefusedError:
                pass  # the server has gone; whoever waits for its books finds out
        sent += due
    result.send((sent, time.perf_counter() - began))


def send_lines(packets, port, samples):
    """What was Sent when so many samples have gone over TCP flat out, and the server has read them."""
    count = max(1, samples // SAMPLES_IN_PACKET)
    rounds, rest = divmod(count, len(packets.packets))
    block, last = (b"".join(packet + b"\n" for packet in some) for some in (packets.packets, packets.packets[:rest]))
    began = time.perf_counter()
    connections = [socket.create_connection(("127.0.0.1", port), LIMIT_SECONDS) for _ in range(CONNECTIONS)]
    for i in range(rounds):
        connections[i % CONNECTIONS].sendall(block)
    connections[rounds % CONNECTIONS].sendall(last)
    for connection in connections:
        # The server closes its side when it has read everything.
        connection.shutdown(socket.SHUT_WR)
    for connection in connections:
        while connection.recv(4096):
            pass
        connection.close()
    return Sent(count, time.perf_counter() - began)


class Sink:
    """Takes what flushes send, in a process of its own, and leaves the reading of it for later."""

    def __init__(self, path):
        self.path = path
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self._process = multiprocessing.Process(target=_collect, args=(listener, path), daemon=True)
        self._process.start()
        listener.close()

    def size(self):
        return os.path.getsize(self.path) if os.path.exists(self.path) else 0

    def sum_of(self, prefix, begin):
        """(sum of the values under a prefix, lines) of what came from a size of before on."""
        total = lines = 0
        prefix = prefix.encode()
        with open(self.path, "rb") as collected:
            collected.seek(begin)
            for line in collected:
                lines += 1
                if line.startswith(prefix):
                    total += float(line.split()[1])
        return total, lines

    def stop(self):
        self._process.terminate()
        self._process.join()


def _collect(listener, path):
    chosen = selectors.DefaultSelector()
    chosen.register(listener, selectors.EVENT_READ)
    unfinished = {}
    with open(path, "ab", buffering=0) as collected:
        while True:
            for key, _ in chosen.select():
                if key.fileobj is listener:
                    connection, _ = listener.accept()
                    chosen.register(connection, selectors.EVENT_READ)
                    unfinished[connection] = b""
                    continue
                connection = key.fileobj
                try:
                    read = connection.recv(1 << 20)
                except OSError:
                    read = b""
                # Connections share the file: each writes whole lines.
                whole = (unfinished[connection] + read).rpartition(b"\n")
                collected.write(whole[0] + whole[1])
                unfinished[connection] = whole[2]
                if not read:
                    chosen.unregister(connection)
                    connection.close()
                    del unfinished[connection]


class Waiting:
    """What waits in a socket's buffer, and what has been lost, as Linux lists it."""

    def __init__(self, port):
        self._end = ":%04X" % port

    def now(self):
        """(bytes that wait, datagrams lost so far); an OSError if nobody listens."""
        found = None
        for path in ("/proc/net/udp", "/proc/net/udp6"):
            with open(path) as sockets:
                next(sockets)
                for line in sockets:
                    fields = line.split()
                    # Connected ones are senders, or DNS.
                    if fields[1].endswith(self._end) and fields[2].endswith(":0000"):
                        waiting, lost = found or (0, 0)
                        found = waiting + int(fields[4].split(":")[1], 16), lost + int(fields[12])
        if found is None:
            raise OSError(f"nobody listens for datagrams on port {int(self._end[1:], 16)}")
        return found


def space_of(packet):
    """Bytes of a socket's buffer that such a packet takes: the system reckons its own notes in."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            # The first one shows less where the system has not yet taken its share.
            for _ in range(10):
                sender.sendto(packet, receiver.getsockname())
        return Waiting(receiver.getsockname()[1]).now()[0] / 10


def count_only(port):
    """Receives packets for ever and makes nothing of them: what the system's part costs, many with each call."""
    class Vector(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    class Message(ctypes.Structure):
        _fields_ = [("name", ctypes.c_void_p), ("name_length", ctypes.c_uint), ("vector", ctypes.POINTER(Vector)),
                    ("vectors", ctypes.c_size_t), ("control", ctypes.c_void_p), ("control_length", ctypes.c_size_t),
                    ("flags", ctypes.c_int), ("padding", ctypes.c_int), ("received", ctypes.c_uint)]

    wait_for_one = 0x10000
    memory = ctypes.create_string_buffer(PACKETS_PER_CALL * LONGEST_PACKET)
    vectors = (Vector * PACKETS_PER_CALL)()
    messages = (Message * PACKETS_PER_CALL)()
    for i in range(PACKETS_PER_CALL):
        vectors[i].base = ctypes.addressof(memory) + i * LONGEST_PACKET
        vectors[i].length = LONGEST_PACKET
        messages[i].vector = ctypes.pointer(vectors[i])
        messages[i].vectors = 1
    receive = ctypes.CDLL(None, use_errno=True).recvmmsg
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        receiver.bind(("127.0.0.1", port))
        while receive(receiver.fileno(), messages, PACKETS_PER_CALL, wait_for_one, None) >= 0:
            pass
