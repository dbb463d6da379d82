"""Four sinks for a relay, in a process of their own: they take lines, can stop reading, die and come back, and tell what came."""
import json
import os
import selectors
import socket
import subprocess
import sys

READ_BYTES = 1 << 20


class Sinks:
    """The process with the sinks, for whoever asks it."""

    def __init__(self, count, receive_buffer=None):
        self.process = subprocess.Popen(
            [sys.executable, os.path.abspath(__file__), str(count), str(receive_buffer or 0)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ports = self._answer()

    def _answer(self):
        return json.loads(self.process.stdout.readline())

    def ask(self, *command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


class _Sink:
    """One of them."""

    def __init__(self, selector, receive_buffer):
        self.selector = selector
        self.receive_buffer = receive_buffer
        self.port = 0
        self.connections = {}
        self.pieces = []
        self.lines = 0
        self.paused = False
        self.open()

    def open(self):
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if self.receive_buffer:
            self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.receive_buffer)
        self.listener.bind(("127.0.0.1", self.port))
        self.listener.listen(64)
        self.port = self.listener.getsockname()[1]
        self.selector.register(self.listener, selectors.EVENT_READ, self.accept)

    def accept(self):
        connection, _ = self.listener.accept()
        # Of a line that does not come to its end nothing is taken, as by a carbon.
        self.connections[connection] = b""
        if not self.paused:
            self.watch(connection)

    def watch(self, connection):
        self.selector.register(connection, selectors.EVENT_READ, lambda: self.read(connection))

    def read(self, connection):
        try:
            piece = connection.recv(READ_BYTES)
        except OSError:
            piece = b""
        if not piece:
            self.forget(connection)
            return False
        whole = self.connections[connection] + piece
        end = whole.rfind(b"\n") + 1
        self.connections[connection] = whole[end:]
        self.pieces.append(whole[:end])
        self.lines += whole.count(b"\n", 0, end)
        return True

    def forget(self, connection):
        del self.connections[connection]
        try:
            self.selector.unregister(connection)
        except KeyError:
            pass
        connection.close()

    def pause(self):
        self.paused = True
        for connection in self.connections:
            self.selector.unregister(connection)

    def resume(self):
        self.paused = False
        for connection in self.connections:
            self.watch(connection)

    def die(self):
        """Closes after what has arrived has been read."""
        self.selector.unregister(self.listener)
        self.listener.close()
        for connection in list(self.connections):
            connection.setblocking(False)
            while connection in self.connections:
                try:
                    if not self.read(connection):
                        break
                except BlockingIOError:
                    break
            if connection in self.connections:
                self.forget(connection)

    def numbers(self):
        """The value of each line of the load, which is its number; relays send lines of their own too."""
        for piece in self.pieces:
            for line in piece.splitlines():
                if line.startswith(b"bench."):
                    yield int(float(line.split(b" ", 2)[1]))


def _report(sinks, first, count):
    """Of lines with these numbers: how many never came, how often one came again at the same sink, and at each sink the sum."""
    seen = bytearray(count)
    doubled = 0
    for sink in sinks:
        here = bytearray(count)
        for number in sink.numbers():
            if first <= number < first + count:
                doubled += here[number - first]
                here[number - first] = 1
                seen[number - first] = 1
    return {"missing": count - sum(seen), "doubled": doubled}


def _serve(count, receive_buffer):
    selector = selectors.DefaultSelector()
    sinks = [_Sink(selector, receive_buffer) for _ in range(count)]
    print(json.dumps([sink.port for sink in sinks]), flush=True)
    selector.register(sys.stdin, selectors.EVENT_READ, None)
    while True:
        for key, _ in selector.select():
            if key.fileobj is not sys.stdin:
                if key.fileobj.fileno() >= 0:
                    key.data()
                continue
            line = sys.stdin.readline()
            if not line:
                return
            command, *arguments = json.loads(line)
            answer = None
            if command == "lines":
                answer = [sink.lines for sink in sinks]
            elif command == "report":
                answer = _report(sinks, *arguments)
            elif command == "forget":
                for sink in sinks:
                    sink.pieces.clear()
            else:
                getattr(sinks[arguments[0]], command)()
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
