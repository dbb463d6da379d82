"""What the operating system says of a server: CPU time and memory of its whole process tree, from /proc."""
import os

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def process_tree(pid):
    pids = [pid]
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as children:
            for child in children.read().split():
                pids += process_tree(int(child))
    except OSError:
        pass
    return pids


def _ticks(stat_file):
    with open(stat_file) as stat:
        # The name in parentheses may hold anything; behind it user and system time are the 12th and 13th field.
        fields = stat.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def cpu_seconds(pid):
    total = 0
    for process in process_tree(pid):
        try:
            total += _ticks(f"/proc/{process}/stat")
        except OSError:
            pass
    return total / TICKS_PER_SECOND


def cpu_by_thread(pid):
    """CPU seconds of the threads that are alive, by name; threads whose names differ in a number count as one."""
    seconds = {}
    for process in process_tree(pid):
        try:
            for thread in os.listdir(f"/proc/{process}/task"):
                with open(f"/proc/{process}/task/{thread}/comm") as comm:
                    name = comm.read().strip().rstrip("0123456789-# ")
                ticks = _ticks(f"/proc/{process}/task/{thread}/stat")
                seconds[name] = seconds.get(name, 0) + ticks / TICKS_PER_SECOND
        except OSError:
            pass
    return seconds


def memory_megabytes(pid):
    """(peak resident memory, anonymous memory now); mapped file pages count in the first alone."""
    peak = anonymous = 0
    for process in process_tree(pid):
        try:
            with open(f"/proc/{process}/status") as status:
                for line in status:
                    if line.startswith("VmHWM:"):
                        peak += int(line.split()[1])
                    elif line.startswith("RssAnon:"):
                        anonymous += int(line.split()[1])
        except OSError:
            pass
    return peak / 1024, anonymous / 1024
