"""The addresses of the support desk: each module of views says its own."""

from django.urls import URLPattern

from carnet.doors.support_web import sign_in_urls
from carnet.doors.support_web.views import (
    account_acts,
    accounts,
    content_banners,
    content_texts,
    copies,
    deaths,
    family,
    find_by_name,
    journal,
    letters,
    proposals,
    requests,
    review,
)

urlpatterns: list[URLPattern] = [
    *sign_in_urls.urlpatterns,
    *requests.urlpatterns,
    *review.urlpatterns,
    *deaths.urlpatterns,
    *copies.urlpatterns,
    *accounts.urlpatterns,
    *account_acts.urlpatterns,
    *find_by_name.urlpatterns,
    *proposals.urlpatterns,
    *letters.urlpatterns,
    *family.urlpatterns,
    *journal.urlpatterns,
    *content_banners.urlpatterns,
    *content_texts.urlpatterns,
]
