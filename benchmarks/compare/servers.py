"""How each server is configured for the comparison: no limits of its own, the same retentions, one data folder."""
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

from . import load

START_SECONDS = 90
STOP_SECONDS = 120

# Durable enough to be fair: each hands its points to the operating system and leaves the syncing to it.
_CARBON_CONF = """[cache]
STORAGE_DIR = {folder}
LOCAL_DATA_DIR = {data}
LOG_DIR = {folder}/log
PID_DIR = {folder}
CONF_DIR = {folder}/conf
USER =
MAX_CACHE_SIZE = inf
MAX_UPDATES_PER_SECOND = inf
MAX_CREATES_PER_MINUTE = inf
LINE_RECEIVER_INTERFACE = 127.0.0.1
LINE_RECEIVER_PORT = {port}
PICKLE_RECEIVER_INTERFACE = 127.0.0.1
PICKLE_RECEIVER_PORT = {pickle_port}
CACHE_QUERY_INTERFACE = 127.0.0.1
CACHE_QUERY_PORT = {query_port}
ENABLE_LOGROTATION = False
LOG_UPDATES = False
LOG_CREATES = False
LOG_CACHE_HITS = False
"""

_GO_CARBON_CONF = """[common]
user = ""
max-cpu = {cpus}
[whisper]
enabled = true
data-dir = "{data}"
schemas-file = "{folder}/conf/storage-schemas.conf"
aggregation-file = "{folder}/conf/storage-aggregation.conf"
workers = {cpus}
max-updates-per-second = 0
[cache]
max-size = 0
write-strategy = "noop"
[tcp]
enabled = true
listen = "127.0.0.1:{port}"
[udp]
enabled = false
[pickle]
enabled = false
[carbonlink]
enabled = false
[carbonserver]
enabled = false
[[logging]]
logger = ""
file = "{folder}/log/go-carbon.log"
level = "error"
"""


class Missing(Exception):
    """A server that is not on this machine; says what to install."""


def _free_ports(count):
    held = [socket.socket() for _ in range(count)]
    try:
        for listener in held:
            listener.bind(("127.0.0.1", 0))
        return [listener.getsockname()[1] for listener in held]
    finally:
        for listener in held:
            listener.close()


class Server:
    """A server in a folder of its own. Its kinds differ in how they are configured and started."""

    name = ""

    def __init__(self, folder, retentions):
        self.folder = folder
        self.data = os.path.join(folder, "whisper")
        self.port, self.pickle_port, self.query_port, self.http_port = _free_ports(4)
        for name in ("conf", "log", "whisper"):
            os.makedirs(os.path.join(folder, name))
        self._write("conf/storage-schemas.conf", f"[all]\npattern = .*\nretentions = {retentions}\n")
        self._write(
            "conf/storage-aggregation.conf",
            "[all]\npattern = .*\nxFilesFactor = 0.5\naggregationMethod = average\n")
        self.command = self.configure()
        self.output = os.path.join(folder, "output")

    def _write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def _fill(self, template):
        return template.format(
            folder=self.folder, data=self.data, port=self.port, pickle_port=self.pickle_port,
            query_port=self.query_port, http_port=self.http_port, cpus=os.cpu_count())

    def configure(self):
        """Writes the configuration and returns the command."""
        raise NotImplementedError

    def start(self):
        with open(self.output, "w") as output:
            self.process = subprocess.Popen(
                self.command, stdout=output, stderr=subprocess.STDOUT, cwd=self.folder, start_new_session=True)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.is_listening():
                time.sleep(2)  # what a start does after it listens is not what is compared
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit(f"{self.name} did not start:\n{self.last_output()}")

    def is_listening(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def is_running(self):
        return self.process.poll() is None

    def last_output(self):
        with open(self.output, errors="replace") as output:
            return output.read()[-2000:]

    def stop(self):
        if not self.is_running():
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def has_stored(self, whisper, phase, step, points_so_far):
        """Whether all points of a phase can be read back, as far as a sample of the metrics shows it."""
        return all(
            load.holds_all(whisper, os.path.join(self.data, metric.replace(".", "/") + ".wsp"), phase.times, step)
            for metric in phase.sample)


class Plumbago(Server):
    name = "plumbago"

    def __init__(self, launcher, *args):
        self.launcher = os.path.abspath(launcher)
        if not os.access(self.launcher, os.X_OK):
            raise Missing(f"{launcher} is not there; build it with ./mvnw -DskipTests -pl cli -am package")
        super().__init__(*args)

    def configure(self):
        config = self._write("conf/carbon.conf", self._fill(_CARBON_CONF))
        return [self.launcher, "start", "--config", config, "--set", f"web.HTTP_PORT={self.http_port}"]


class CarbonCache(Server):
    name = "carbon-cache"

    def __init__(self, path, *args):
        self.path = path or shutil.which("carbon-cache") or ""
        if not self.path:
            raise Missing("carbon-cache is not installed; on Debian: apt install graphite-carbon")
        super().__init__(*args)

    def configure(self):
        config = self._write("conf/carbon.conf", self._fill(_CARBON_CONF))
        return [
            self.path, "--nodaemon", f"--config={config}", f"--pidfile={self.folder}/pid", f"--logdir={self.folder}/log/",
            "start"]


class GoCarbon(Server):
    name = "go-carbon"

    def __init__(self, path, *args):
        if not path or not os.access(path, os.X_OK):
            raise Missing(
                "go-carbon: give the path of the program (--peer go-carbon=PATH); it is built with "
                "go install github.com/go-graphite/go-carbon@latest")
        self.path = path
        super().__init__(*args)

    def configure(self):
        return [self.path, "-config", self._write("conf/go-carbon.conf", self._fill(_GO_CARBON_CONF))]


class VictoriaMetrics(Server):
    """Keeps no Whisper files; that a point is stored is what its own counter says."""

    name = "victoria-metrics"

    def __init__(self, path, *args):
        if not path or not os.access(path, os.X_OK):
            raise Missing(
                "victoria-metrics: give the path of the program (--peer victoria-metrics=PATH); its releases are at "
                "https://github.com/VictoriaMetrics/VictoriaMetrics/releases")
        self.path = path
        super().__init__(*args)

    def configure(self):
        return [
            self.path, f"-storageDataPath={self.data}", f"-graphiteListenAddr=127.0.0.1:{self.port}",
            f"-httpListenAddr=127.0.0.1:{self.http_port}", "-retentionPeriod=1"]

    def has_stored(self, whisper, phase, step, points_so_far):
        wanted = 'vm_rows_inserted_total{type="graphite"} '
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.http_port}/metrics", timeout=5) as page:
                for line in page.read().decode().splitlines():
                    if line.startswith(wanted):
                        return float(line[len(wanted):]) >= points_so_far
        except OSError:
            pass
        return False


PEERS = {kind.name: kind for kind in (CarbonCache, GoCarbon, VictoriaMetrics)}
