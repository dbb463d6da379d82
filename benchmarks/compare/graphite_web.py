"""A graphite-web over a folder of Whisper files, with its own WSGI application, one request at a time; run by
benchmarks/pictures.

usage: graphite_web.py WHISPER_FOLDER STATE_FOLDER PORT
"""
import collections
import collections.abc
import logging
import os
import sys
import types
import warnings
from wsgiref import simple_server


def settings(whisper, state):
    """Nothing is cached and nothing is logged: each picture is drawn from the files."""
    module = types.ModuleType("pictures_settings")
    vars(module).update(
        SECRET_KEY="of no use", ALLOWED_HOSTS=["*"], DEBUG=False, TIME_ZONE="UTC",
        GRAPHITE_ROOT=state, CONF_DIR=state, STORAGE_DIR=state, STATIC_ROOT=state, LOG_DIR=state, LOG_ROTATION=False,
        WHISPER_DIR=whisper, STANDARD_DIRS=[whisper], INDEX_FILE=os.path.join(state, "index"),
        CARBONLINK_HOSTS=[], MEMCACHE_HOSTS=[], USE_WORKER_POOL=False,
        CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(state, "graphite.db")}})
    sys.modules[module.__name__] = module
    os.environ["GRAPHITE_SETTINGS_MODULE"] = module.__name__
    os.environ["DJANGO_SETTINGS_MODULE"] = "graphite.settings"


class Quiet(simple_server.WSGIRequestHandler):
    def log_message(self, *args):
        pass


def main(whisper, state, port):
    settings(whisper, state)
    # Python's own msgpack, where it is installed, no longer has what 1.1.8 asks of it.
    sys.modules["msgpack"] = None
    # Where 1.1.8 looks for it; Python 3.10 took it away.
    collections.Hashable = collections.abc.Hashable
    warnings.simplefilter("ignore")
    import django
    django.setup()
    logging.disable(logging.CRITICAL)
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    call_command("migrate", verbosity=0, run_syncdb=True)
    simple_server.make_server("127.0.0.1", int(port), get_wsgi_application(), handler_class=Quiet).serve_forever()


main(*sys.argv[1:])
