"""Answers requests as an installed graphite-web does: one request per line in, one answer per line out, both JSON.

An answer that takes more than a few seconds or gigabytes is given up, with status 599.

usage: graphite_web.py WHISPER_FOLDER STATE_FOLDER [FOLDER_OF_ANOTHER_GRAPHITE_WEB]

Settings in a file settings.json of the state folder go before those given here.

A request is {"method", "path", "params": [[name, value], ...], "json"}; an answer {"status", "body"}, and for a
pickle its content as JSON in "pickle". After the first line, which says "ready", nothing but answers is written.
"""

import collections
import collections.abc
import io
import json
import math
import os
import pickle
import resource
import signal
import sys
import types
from urllib.parse import urlencode


SECONDS = 5
BYTES = 3 << 30


class TakesTooLong(BaseException):
    pass


def give_up(signal_number, frame):
    raise TakesTooLong


def settings(whisper, state):
    module = types.ModuleType("plumbago_peer_settings")
    vars(module).update(
        SECRET_KEY="of no use", ALLOWED_HOSTS=["*"], DEBUG=False, TIME_ZONE="UTC",
        GRAPHITE_ROOT=state, CONF_DIR=state, STORAGE_DIR=state, STATIC_ROOT=state, LOG_DIR=state, LOG_ROTATION=False,
        WHISPER_DIR=whisper, STANDARD_DIRS=[whisper], INDEX_FILE=os.path.join(state, "index"),
        CARBONLINK_HOSTS=[], MEMCACHE_HOSTS=[], USE_WORKER_POOL=False, DEFAULT_XFILES_FACTOR=0,
        CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(state, "graphite.db")}})
    more = os.path.join(state, "settings.json")
    if os.path.exists(more):
        with open(more) as file:
            vars(module).update(json.load(file))
    sys.modules[module.__name__] = module
    os.environ["GRAPHITE_SETTINGS_MODULE"] = module.__name__
    os.environ["DJANGO_SETTINGS_MODULE"] = "graphite.settings"


class Plain(pickle.Unpickler):
    """An answer holds numbers, texts, lists and dictionaries; nothing else is made of it."""

    def find_class(self, module, name):
        raise pickle.UnpicklingError(module + "." + name)


def plain(value):
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def answer(client, request):
    query = urlencode([tuple(pair) for pair in request.get("params", [])])
    if request.get("method", "GET") == "GET":
        response = client.get(request["path"] + "?" + query)
    elif "json" in request:
        response = client.post(request["path"], json.dumps(request["json"]), content_type="application/json")
    else:
        response = client.post(request["path"], query, content_type="application/x-www-form-urlencoded")
    if response.status_code == 200 and "pickle" in response["Content-Type"]:
        return {"status": 200, "pickle": plain(Plain(io.BytesIO(response.content)).load())}
    return {"status": response.status_code, "body": response.content.decode("utf-8", "replace")}


def answer_in_time(client, request):
    signal.alarm(SECONDS)
    try:
        return answer(client, request)
    except (TakesTooLong, MemoryError) as problem:
        return {"status": 599, "body": repr(problem)}
    except Exception as problem:
        return {"status": 500, "body": repr(problem)}
    finally:
        signal.alarm(0)


def main(whisper, state, *elsewhere):
    sys.path[:0] = elsewhere
    settings(whisper, state)
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    # Python's own msgpack is taken where it is installed, and no longer has what 1.1.8 asks of it; its own copy has.
    sys.modules["msgpack"] = None
    # Where the reader of MessagePack in 1.1.8 looks for it; Python 3.10 took it away.
    collections.Hashable = collections.abc.Hashable
    import logging
    import warnings
    import django
    warnings.simplefilter("ignore")
    django.setup()
    from django.core.management import call_command
    from django.test import Client
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0, run_syncdb=True)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    signal.signal(signal.SIGALRM, give_up)
    client = Client()
    out.write("ready\n")
    out.flush()
    for line in sys.stdin:
        out.write(json.dumps(answer_in_time(client, json.loads(line))).replace("Infinity", "1e9999") + "\n")
        out.flush()


main(*sys.argv[1:])
