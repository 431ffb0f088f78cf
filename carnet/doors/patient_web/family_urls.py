"""The addresses of those who act for somebody else: profiles, carers, agreements of two parents."""

from django.urls import URLPattern, path

from carnet.doors.patient_web.views import agreements, carers, inherited, profiles

urlpatterns: list[URLPattern] = [
    path("proches/", profiles.profiles, name="patient-profiles"),
    path("proches/<uuid:record>/ouvrir/", profiles.open_profile, name="patient-open-profile"),
    path("proches/refermer/", profiles.leave, name="patient-leave-profile"),
    path("proches/aidants/", carers.carers, name="patient-carers"),
    path("proches/aidants/inviter/", carers.invite, name="patient-invite-carer"),
    path("proches/aidants/<str:account>/reconfirmer/", carers.reconfirm, name="patient-reconfirm-carer"),
    path("proches/aidants/<str:account>/terminer/", carers.end, name="patient-end-carer"),
    path("proches/renoncer/", carers.renounce, name="patient-renounce"),
    path("proches/invitation/", carers.invitation, name="patient-invitation"),
    path("dossier/a-vous-de-decider/", inherited.inherited, name="patient-inherited"),
    path("proches/accords/", agreements.agreements, name="patient-agreements"),
    path("proches/accords/<str:act>/", agreements.agree, name="patient-agree"),
]
