"""The addresses of the support desk: each module of views says its own."""

from django.urls import URLPattern

from carnet.doors.support_web import sign_in_urls
from carnet.doors.support_web.views import requests

urlpatterns: list[URLPattern] = [
    *sign_in_urls.urlpatterns,
    *requests.urlpatterns,
]
