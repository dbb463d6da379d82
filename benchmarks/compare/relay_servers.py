"""How each relay and aggregator is configured for the comparison: four destinations or one, lines in and lines out."""
import os
import shutil

from . import servers
from .servers import Missing

_CARBON = """[{section}]
STORAGE_DIR = {folder}
LOG_DIR = {folder}/log
PID_DIR = {folder}
CONF_DIR = {folder}/conf
USER =
LINE_RECEIVER_INTERFACE = 127.0.0.1
LINE_RECEIVER_PORT = {port}
PICKLE_RECEIVER_INTERFACE = 127.0.0.1
PICKLE_RECEIVER_PORT = {pickle_port}
DESTINATIONS = {destinations}
REPLICATION_FACTOR = {replication}
DIVERSE_REPLICAS = False
MAX_QUEUE_SIZE = 10000
USE_FLOW_CONTROL = True
"""

RULES = 50


def rule_pattern(rule):
    return rf"^bench\.host[0-9]+\.app{rule:02d}\."


class RelayServer(servers.Server):
    """A relay in one mode: a hash type, that with *2 for two copies, or rules."""

    modes = ()

    def __init__(self, folder, destination_ports, mode):
        self.mode, _, copies = mode.partition("*")
        if self.mode not in self.modes or (copies and not self.replicates):
            raise Missing(f"has no {mode}")
        self.copies = int(copies or 1)
        self.destination_ports = destination_ports
        super().__init__(folder, "10s:1h")

    replicates = True

    def destinations(self):
        return [f"127.0.0.1:{port}:{name}" for port, name in zip(self.destination_ports, "abcd")]

    def carbon_conf(self, more):
        rules = "".join(
            f"[rule{rule}]\npattern = {rule_pattern(rule)}\ndestinations = {self.destinations()[rule % 4]}\n"
            for rule in range(RULES)) + f"[default]\ndefault = true\ndestinations = {self.destinations()[0]}\n"
        self._write("conf/relay-rules.conf", rules)
        method = "rules" if self.mode == "rules" else "consistent-hashing"
        text = _CARBON.format(
            section="relay", folder=self.folder, port=self.port, pickle_port=self.pickle_port,
            destinations=", ".join(self.destinations()), replication=self.copies) + f"RELAY_METHOD = {method}\n"
        if self.mode != "rules":
            text += f"ROUTER_HASH_TYPE = {self.mode}\n"
        return self._write("conf/carbon.conf", text + more)


class Plumbago(RelayServer):
    name = "plumbago"
    modes = ("carbon_ch", "jump_fnv1a_ch", "rules")

    def __init__(self, launcher, settings, *args):
        self.launcher = os.path.abspath(launcher)
        self.settings = settings
        super().__init__(*args)

    def configure(self):
        if not os.access(self.launcher, os.X_OK):
            raise Missing(f"{self.launcher} is not there; build it with ./mvnw -DskipTests -pl cli -am package")
        conf = self.carbon_conf("DESTINATION_PROTOCOL = line\n")
        return [self.launcher, "start", "--role", "relay", "--config", conf, "--set", "web.HTTP_PORT=0"] + [
            argument for setting in self.settings for argument in ("--set", setting)]


class CarbonRelay(RelayServer):
    name = "carbon-relay"
    modes = ("carbon_ch", "rules")
    slowness = 5

    def configure(self):
        program = shutil.which("carbon-relay") or shutil.which("carbon-relay.py")
        if not program:
            raise Missing("install Debian's graphite-carbon, or put carbon-relay.py on the PATH")
        conf = self.carbon_conf("DESTINATION_PROTOCOL = line\n")
        return [program, "--nodaemon", f"--config={conf}", f"--pidfile={self.folder}/pid",
                f"--logdir={self.folder}/log/", "start"]


class CarbonCRelay(RelayServer):
    name = "carbon-c-relay"
    modes = ("carbon_ch", "jump_fnv1a_ch", "rules")

    def configure(self):
        program = shutil.which("carbon-c-relay")
        if not program:
            raise Missing("install Debian's carbon-c-relay")
        listen = f"listen type linemode 127.0.0.1:{self.port} proto tcp ;\n"
        if self.mode == "rules":
            text = "".join(f"cluster d{i} forward 127.0.0.1:{port} ;\n"
                           for i, port in enumerate(self.destination_ports))
            for rule in range(RULES):
                text += f"match {rule_pattern(rule)} send to d{rule % 4} stop ;\n"
        else:
            members = "\n".join(f"  127.0.0.1:{port}={name}" for port, name in zip(self.destination_ports, "abcd"))
            text = f"cluster ring {self.mode} replication {self.copies}\n{members}\n ;\nmatch * send to ring stop ;\n"
        return [program, "-f", self._write("conf/relay.conf", listen + text), "-w", str(os.cpu_count())]


PEERS = (CarbonCRelay, CarbonRelay)


class AggregatorServer(servers.Server):
    """An aggregator of sums, by one rule for all or a rule for each sum."""

    def __init__(self, folder, sink_port, rules, sums, period, periods_kept):
        self.sink_port = sink_port
        self.rules = rules
        self.sums = sums
        self.period = period
        self.periods_kept = periods_kept
        super().__init__(folder, "10s:1h")

    def carbon_conf(self, more):
        period = self.period
        rules = f"sum.<group> ({period}) = sum in.<group>.*.requests\n" if self.rules == 1 else "".join(
            f"sum.g{group:02d} ({period}) = sum in.g{group:02d}.*.requests\n" for group in range(self.sums))
        self._write("conf/aggregation-rules.conf", rules)
        text = _CARBON.format(
            section="aggregator", folder=self.folder, port=self.port, pickle_port=self.pickle_port,
            destinations=f"127.0.0.1:{self.sink_port}:a", replication=1)
        return self._write(
            "conf/carbon.conf", text + "FORWARD_ALL = False\nDESTINATION_PROTOCOL = line\n"
            f"MAX_AGGREGATION_INTERVALS = {self.periods_kept}\nLOG_AGGREGATOR_MISSES = False\n" + more)


class PlumbagoAggregator(AggregatorServer):
    name = "plumbago"

    def __init__(self, launcher, settings, *args):
        self.launcher = os.path.abspath(launcher)
        self.settings = settings
        super().__init__(*args)

    def configure(self):
        if not os.access(self.launcher, os.X_OK):
            raise Missing(f"{self.launcher} is not there; build it with ./mvnw -DskipTests -pl cli -am package")
        return [self.launcher, "start", "--role", "aggregator", "--config", self.carbon_conf(""),
                "--set", "web.HTTP_PORT=0"] + [
            argument for setting in self.settings for argument in ("--set", setting)]


class CarbonAggregator(AggregatorServer):
    name = "carbon-aggregator"
    slowness = 5

    def configure(self):
        program = shutil.which("carbon-aggregator") or shutil.which("carbon-aggregator.py")
        if not program:
            raise Missing("install Debian's graphite-carbon, or put carbon-aggregator.py on the PATH")
        return [program, "--nodaemon", f"--config={self.carbon_conf('')}", f"--pidfile={self.folder}/pid",
                f"--logdir={self.folder}/log/", "start"]


class CarbonCRelayAggregator(AggregatorServer):
    name = "carbon-c-relay"

    def configure(self):
        program = shutil.which("carbon-c-relay")
        if not program:
            raise Missing("install Debian's carbon-c-relay")
        # Its manual waits three and a half periods.
        expire = max((7 * self.period + 1) // 2, self.periods_kept * self.period if self.periods_kept > 5 else 0)
        inputs = [("([^.]+)", "\\1")] if self.rules == 1 else [
            (f"g{group:02d}", f"g{group:02d}") for group in range(self.sums)]
        text = f"listen type linemode 127.0.0.1:{self.port} proto tcp ;\n"
        text += f"cluster sink forward 127.0.0.1:{self.sink_port} ;\n"
        for pattern, output in inputs:
            text += (f"aggregate ^in\\.{pattern}\\.[^.]+\\.requests$ every {self.period} seconds"
                     f" expire after {expire} seconds timestamp at start of bucket"
                     f" compute sum write to sum.{output} send to sink stop ;\n")
        text += "match * send to blackhole stop ;\n"
        return [program, "-f", self._write("conf/relay.conf", text), "-w", str(os.cpu_count())]


AGGREGATORS = (CarbonCRelayAggregator, CarbonAggregator)
