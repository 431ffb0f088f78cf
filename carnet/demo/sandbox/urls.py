"""The addresses of the sandbox: those of the product, and the pages for integrators."""

from django.urls import URLPattern, URLResolver, path

from carnet.config.urls import handler400, handler403, handler404, handler500
from carnet.config.urls import urlpatterns as of_the_product
from carnet.demo.sandbox import views

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    *of_the_product,
    path("bac-a-sable/", views.index, name="sandbox"),
    path("bac-a-sable/erreurs/", views.errors, name="sandbox-errors"),
    path("bac-a-sable/<slug:key>/", views.example, name="sandbox-example"),
]
