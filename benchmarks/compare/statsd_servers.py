"""How each StatsD server is configured for the comparison: UDP and, where it has that, TCP; flushes go to a sink of lines."""
import getpass
import os
import shutil
import sys

from . import servers, statsd_load
from .servers import Missing

_STATSD_CONFIG = """{{
  servers: [
    {{server: "./servers/udp", address: "127.0.0.1", port: {port}}},
    {{server: "./servers/tcp", address: "127.0.0.1", port: {tcp_port}}}
  ],
  mgmt_address: "127.0.0.1",
  mgmt_port: {query_port},
  backends: ["./backends/graphite"],
  graphiteHost: "127.0.0.1",
  graphitePort: {sink_port},
  flushInterval: {flush}000
}}
"""

_BRUBECK_CONFIG = """{{
  "sharding": false,
  "server_name": "brubeck",
  "dumpfile": "{folder}/dump",
  "capacity": 17,
  "expire": 20,
  "backends": [{{"type": "carbon", "address": "127.0.0.1", "port": {sink_port}, "frequency": {flush}}}],
  "samplers": [{{
    "type": "statsd", "address": "127.0.0.1", "port": {port}, "workers": 1, "multisock": false, "multimsg": 8
  }}]
}}
"""

# Everything is off that is not StatsD.
_NETDATA_CONFIG = """[global]
run as user = {user}
[db]
mode = ram
[directories]
config = {folder}/conf
stock config = {folder}/conf
cache = {folder}/cache
lib = {folder}/lib
log = {folder}/log
web = {folder}/web
plugins = {folder}/plugins
home = {folder}
[logs]
access = none
[web]
mode = none
[health]
enabled = no
[ml]
enabled = no
[cloud]
enabled = no
[plugins]
proc = no
diskspace = no
cgroups = no
tc = no
idlejitter = no
timex = no
checks = no
profile = no
enable running new plugins = no
apps = no
python.d = no
go.d = no
charts.d = no
ebpf = no
slabinfo = no
perf = no
ioping = no
fping = no
nfacct = no
netdata monitoring = no
statsd = yes
[statsd]
enabled = yes
bind to = udp:127.0.0.1:{port} tcp:127.0.0.1:{tcp_port}
update every (flushInterval) = {flush}
create private charts for metrics matching = !*
"""


class StatsdServer(servers.Server):
    """A server of packets. Where it does not listen for connections, or sends to no sink, it says so."""

    has_tcp = True
    # What its names of counters begin with at the sink; None if nothing gets there.
    counters = "stats_counts."

    def __init__(self, folder, sink_port, flush):
        self.sink_port = sink_port
        self.flush = flush
        self.tcp_port, = servers._free_ports(1)
        super().__init__(folder, "10s:1h")

    def _fill(self, template):
        return template.format(
            folder=self.folder, port=self.port, tcp_port=self.tcp_port, query_port=self.query_port,
            sink_port=self.sink_port, flush=self.flush, user=getpass.getuser())

    def is_listening(self):
        try:
            statsd_load.Waiting(self.port).now()
            return True
        except OSError:
            return False


class Plumbago(StatsdServer):
    name = "plumbago"

    def __init__(self, launcher, backend, settings, *args):
        self.launcher = os.path.abspath(launcher)
        self.backend = backend
        self.settings = settings
        if backend != "graphite":
            self.counters = None
        if not os.access(self.launcher, os.X_OK):
            raise Missing(f"{launcher} is not there; build it with ./mvnw -DskipTests -pl cli -am package")
        super().__init__(*args)

    def configure(self):
        listeners = ", ".join(
            '{"server": "%s", "address": "127.0.0.1", "port": %d}' % listener
            for listener in (("udp", self.port), ("tcp", self.tcp_port)))
        settings = [
            f"cache.STORAGE_DIR={self.folder}", f"cache.LOCAL_DATA_DIR={self.data}", f"cache.CONF_DIR={self.folder}/conf",
            "cache.LINE_RECEIVER_PORT=0", "cache.PICKLE_RECEIVER_PORT=0", "cache.CACHE_QUERY_PORT=0", "web.HTTP_PORT=0",
            f"statsd.servers=[{listeners}]", "statsd.mgmt_port=0", f"statsd.flushInterval={self.flush}000",
            f"statsd.backends={self.backend}", "statsd.graphiteHost=127.0.0.1", f"statsd.graphitePort={self.sink_port}",
            *self.settings]
        return [self.launcher, "start"] + [word for setting in settings for word in ("--set", setting)]


class Brubeck(StatsdServer):
    """Has no sets, for which it counts bad lines, and no TCP."""

    name = "brubeck"
    has_tcp = False
    counters = ""

    def __init__(self, path, *args):
        if not os.access(path, os.X_OK):
            raise Missing(f"{path} is not there; --brubeck is its program")
        self.path = os.path.abspath(path)
        super().__init__(*args)

    def configure(self):
        return [self.path, "--config", self._write("conf/brubeck.json", self._fill(_BRUBECK_CONFIG))]


class Netdata(StatsdServer):
    """Keeps what it adds up, without charts: nothing gets to the sink."""

    name = "netdata"
    counters = None

    def __init__(self, path, *args):
        if not os.access(path, os.X_OK):
            raise Missing(f"{path} is not there; on Debian: apt install netdata-core")
        self.path = path
        super().__init__(*args)

    def configure(self):
        for name in ("cache", "lib", "web", "plugins"):
            os.makedirs(os.path.join(self.folder, name))
        self._write("conf/.opt-out-from-anonymous-statistics", "")
        return [self.path, "-D", "-P", f"{self.folder}/pid", "-c",
                self._write("conf/netdata.conf", self._fill(_NETDATA_CONFIG))]


class Statsd(StatsdServer):
    name = "statsd"

    def __init__(self, package, *args):
        self.program = os.path.join(os.path.abspath(package), "stats.js")
        self.node = shutil.which("node")
        if not self.node or not os.path.exists(self.program):
            raise Missing(f"node, or {self.program}, is not there; --statsd is the folder of npm's package statsd")
        super().__init__(*args)

    def configure(self):
        return [self.node, self.program, self._write("conf/config.js", self._fill(_STATSD_CONFIG))]


class Limit(StatsdServer):
    """Receives packets and makes nothing of them."""

    name = "limit"
    has_tcp = False
    counters = None

    def configure(self):
        here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        program = f"from compare import statsd_load; statsd_load.count_only({self.port})"
        return [sys.executable, "-B", "-c", f"import sys; sys.path.insert(0, {here!r}); {program}"]


PEERS = {kind.name: kind for kind in (Brubeck, Netdata, Statsd)}
