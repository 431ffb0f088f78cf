"""What the web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from carnet.config.checks import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carnet.config.settings.development")
application = get_wsgi_application()
refuse_unsafe_start()

# What is loaded by now lives as long as the process. The collector need not go through it again and again while a long
# list is built: a third of the CPU of a list of 1,000 documents went there (docs/performance.md). The pages are loaded
# first: Django would load them with the first request.
_pages = get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(100_000)  # new objects between two looks: several lists of 1,000 documents, which make no cycle
