"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from carnet.config.checks import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carnet.config.settings.development")
application = get_wsgi_application()
refuse_unsafe_start()
