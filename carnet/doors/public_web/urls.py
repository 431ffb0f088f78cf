"""The addresses of the public pages; each one stands in ``carnet.doors.kit.paths.PUBLIC``."""

from django.urls import URLPattern, path

from carnet.doors.public_web import machines, pages, preferences, rulebook, who_sees_what

urlpatterns: list[URLPattern] = [
    path("", pages.show("home"), name="home"),
    path("aide/", pages.show("help"), name="help"),
    path("accessibilite/", pages.show("accessibility"), name="accessibility"),
    path("donnees/", pages.privacy, name="privacy"),
    path("mentions/", pages.show("legal"), name="legal"),
    path("qui-peut-voir-quoi/", who_sees_what.who_sees_what, name="who-sees-what"),
    path("qui-peut-voir-quoi/regles.json", rulebook.as_json, name="who-sees-what-json"),
    path("qui-peut-voir-quoi/regles/<slug:identifier>/", rulebook.rule, name="who-sees-what-rule"),
    path("qui-peut-voir-quoi/profils/", rulebook.policies, name="who-sees-what-policies"),
    path("qui-peut-voir-quoi/profils/<str:name>/", rulebook.matrix, name="who-sees-what-matrix"),
    path("qui-peut-voir-quoi/profils/<str:older>/<str:newer>/", rulebook.changes, name="who-sees-what-changes"),
    path("hors-ligne/", pages.show("offline"), name="offline"),
    path("session-terminee/", pages.session_ended, name="session-ended"),
    path("session/", pages.session_goes_on, name="session-goes-on"),
    path("pro/session/", pages.session_goes_on, name="professional-session-goes-on"),
    path("affichage/", preferences.display, name="display"),
    path("langue/", preferences.language, name="language"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("sw.js", machines.service_worker, name="service-worker"),
    path("robots.txt", machines.robots, name="robots"),
]
