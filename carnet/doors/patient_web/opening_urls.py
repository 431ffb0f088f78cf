"""The addresses of opening a record online, or the account of a carer, all public; and of the terms of use."""

from django.urls import URLPattern, path

from carnet.doors.patient_web.views import invited, opening, opening_start, terms

urlpatterns: list[URLPattern] = [
    path("ouvrir/", opening_start.information, name="opening"),
    path("ouvrir/code/", opening_start.code, name="opening-code"),
    path("ouvrir/code/demande/", opening_start.code_asked, name="opening-code-asked"),
    path("ouvrir/carte/", opening_start.card, name="opening-card"),
    path("ouvrir/contact/", opening.contact, name="opening-contact"),
    path("ouvrir/contact/code/", opening.contact_code, name="opening-contact-code"),
    path("ouvrir/contact/code/renvoi/", opening.another_code, name="opening-contact-resend"),
    path("ouvrir/urgences/", opening.emergencies, name="opening-emergencies"),
    path("ouvrir/conditions/", opening.conditions, name="opening-terms"),
    path("ouvrir/identifiants/", opening.credentials, name="opening-credentials"),
    path("ouvrir/abandon/", opening.give_up, name="opening-give-up"),
    path("invitation/", invited.start, name="invited"),
    path("invitation/contact/", invited.contact, name="invited-contact"),
    path("invitation/contact/code/", invited.contact_code, name="invited-contact-code"),
    path("invitation/contact/code/renvoi/", invited.another_code, name="invited-contact-resend"),
    path("invitation/conditions/", invited.conditions, name="invited-terms"),
    path("invitation/identifiants/", invited.credentials, name="invited-credentials"),
    path("invitation/abandon/", invited.give_up, name="invited-give-up"),
    path("conditions/", terms.conditions, name="terms"),
    path("conditions/texte/", terms.text, name="terms-text"),
    path("conditions/refusees/", terms.refused, name="terms-refused"),
]
