"""The addresses of the FHIR door, as the product serves them, on the world that the benchmark made."""

from carnet.doors.fhir import endpoint as fhir
from tools.bench.world import environment

urlpatterns = fhir.urls(environment)
