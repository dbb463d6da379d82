"""Asks a query port with the code of the graphite-web that is installed.

Arguments: a folder for graphite-web's own files, the port, a metric, and another one. Prints the answers as JSON.
"""
import json
import os
import sys

folder, port, metric, other = sys.argv[1:]
with open(os.path.join(folder, "plumbago_settings.py"), "w") as settings:
    settings.write("""
from graphite.settings import *
SECRET_KEY = "for a test"
STORAGE_DIR = LOG_DIR = WHISPER_DIR = %r
LOG_FILE_INFO = LOG_FILE_EXCEPTION = LOG_FILE_CACHE = LOG_FILE_RENDERING = "-"
CARBONLINK_HOSTS = ["127.0.0.1:%s:a"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
""" % (folder, port))
sys.path.insert(0, folder)
os.environ["DJANGO_SETTINGS_MODULE"] = "plumbago_settings"

import django

django.setup()

from graphite.carbonlink import CarbonLink

link = CarbonLink()
answers = {"one": link.query(metric), "again": link.query(metric), "other": link.query(other)}
answers["method"] = link.get_metadata(metric, "aggregationMethod")
answers["set"] = link.set_metadata(metric, "aggregationMethod", "max")
answers["then"] = link.get_metadata(metric, "aggregationMethod")
sys.stdout.write("\n" + json.dumps(answers) + "\n")
