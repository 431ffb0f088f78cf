"""The addresses of sign-in and sign-out at the professional site; all but the last are public (``kit.paths``)."""

from django.urls import URLPattern, path

from carnet.doors.professional_web.views import sign_in

urlpatterns: list[URLPattern] = [
    path("pro/connexion/", sign_in.sign_in, name="pro-sign-in"),
    path("pro/connexion/retour/", sign_in.come_back, name="pro-sign-in-return"),
    path("pro/connexion/lieu/", sign_in.choose_place, name="pro-choose-place"),
    path("pro/connexion/fin/", sign_in.signed_out, name="pro-signed-out"),
    path("pro/deconnexion/", sign_in.leave, name="pro-sign-out"),
]
