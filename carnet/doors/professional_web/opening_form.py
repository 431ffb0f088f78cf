"""The form of an opening at a counter: what was typed, for the use case, or sentences under the fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.accounts.contacts import read_mail, read_phone
from carnet.core.defects import Defect
from carnet.core.record.opening import ConsentWay, MinorsShare, OpeningConsent
from carnet.core.record.representation import Power
from carnet.core.record.typed_identity import TypedIdentity
from carnet.ports.messages import Channel
from carnet.usecases.record.open_at_counter import AtTheCounter, Child, Contact

WAYS = {"lu": ConsentWay.SPOKEN, "oral": ConsentWay.READ_ALOUD, "signe": ConsentWay.SIGNED}
SHARES = {"accord": MinorsShare.AGREED, "informe": MinorsShare.TOLD, "petit": MinorsShare.TOO_YOUNG}
POWERS = {"parent": Power.PARENT, "tuteur": Power.GUARDIAN}
CHANNELS = {"sms": Channel.SMS, "mail": Channel.MAIL}
NO_ACCOUNT = "non"

FIELDS = {
    "number": "numero",
    "birth_name": "nom",
    "given_names": "prenoms",
    "gender": "sexe",
    "birth_date": "naissance",
    "birth_place": "lieu",
    "used_name": "usage",
    "adult_name": "adulte",
    "adult_number": "adulte_numero",
}
"""The control of each part of an identity."""
IDENTITY = frozenset(FIELDS[part] for part in ("birth_name", "given_names", "gender", "birth_place"))
"""What is sent by a form that asked who the person is."""

SENTENCES = {
    "malformed-ins": gettext_lazy("Saisissez les 15 caractères du numéro, clé comprise."),
    "wrong-ins-key": gettext_lazy("La clé ne correspond pas. Vérifiez le numéro sur la carte Vitale."),
    "typed-birth-name": gettext_lazy("Saisissez le nom de naissance, comme sur la pièce d’identité."),
    "typed-given-names": gettext_lazy("Saisissez les prénoms, séparés par des espaces."),
    "typed-used-name": gettext_lazy("Saisissez le nom utilisé en lettres, ou laissez vide."),
    "typed-gender": gettext_lazy("Choisissez une réponse."),
    "typed-birth-date": gettext_lazy("Saisissez une date de naissance, comme 02 05 1948."),
    "typed-birth-place": gettext_lazy("Saisissez le code INSEE de la commune ou du pays : 44109, 2A041, 99350."),
    "representative-missing": gettext_lazy("Saisissez le nom du parent ou du tuteur qui est là."),
    "register-silent": gettext_lazy(
        "Le fichier des assurés ne répond pas : rien n’est ouvert. Recommencez dans quelques minutes."
    ),
    "identity-not-of-the-number": gettext_lazy(
        "Ce numéro est celui d’une autre personne. Vérifiez-le, et l’identité, sur la carte et la pièce d’identité."
    ),
}


@dataclass(slots=True)
class OpeningForm:
    """One sending of the form. ``faults``: for each control, the sentence under it, in the order of the page."""

    sent: QueryDict
    is_for_child: bool
    asks_identity: bool
    faults: dict[str, str] = field(default_factory=dict)

    def read(self, card: str) -> AtTheCounter | None:
        """Read what was sent; None when ``faults`` says what is missing. ``card``: the reader's statement."""
        way, share = WAYS.get(self.sent.get("accord", "")), SHARES.get(self.sent.get("mineur", ""))
        if way is None:
            self.faults["accord"] = _("Dites comment la personne a été informée et a dit oui.")
        if self.is_for_child and share is None:
            self.faults["mineur"] = _("Dites comment l’enfant a été associé à la décision.")
        if "present" not in self.sent:
            self.faults["present"] = _("Sans l’accord de la personne présente, aucun dossier ne s’ouvre.")
        contact = read_contact(self.sent, self.faults)
        if self.faults or way is None:
            return None
        return AtTheCounter(
            card=card,
            typed=self._typed() if self.asks_identity else None,
            document_was_seen="piece" in self.sent,
            person_is_present=True,
            consent=OpeningConsent(way, share if self.is_for_child else None),
            emergencies=("samu" in self.sent, "danger" in self.sent),
            contact=contact,
            child=self._child() if self.is_for_child else None,
        )

    def blame(self, defects: tuple[Defect, ...]) -> None:
        """Put each fault of the identity under its control."""
        for one in defects:
            said = SENTENCES.get(one.code, gettext_lazy("Cette partie de l’identité ne peut pas être lue."))
            self.faults[FIELDS.get(one.where, one.where)] = str(said)

    def context(self) -> dict[str, Any]:
        """Give the page what was typed, so that nothing is typed twice."""
        day, month, year = (self.sent.get(f"naissance_{part}", "") for part in ("day", "month", "year"))
        return {
            "typed": {name: self.sent.get(name, "") for name in _KEPT},
            "naissance": {"day": day, "month": month, "year": year},
            "faults": self.faults,
            "summary": list(self.faults.items()),
        }

    def _typed(self) -> TypedIdentity:
        day, month, year = (self.sent.get(f"naissance_{part}", "").strip() for part in ("day", "month", "year"))
        return TypedIdentity(
            number=self.sent.get(FIELDS["number"], ""),
            birth_name=self.sent.get(FIELDS["birth_name"], ""),
            given_names=self.sent.get(FIELDS["given_names"], ""),
            gender=self.sent.get(FIELDS["gender"], ""),
            birth_date=f"{year:0>4}-{month:0>2}-{day:0>2}",
            birth_place=self.sent.get(FIELDS["birth_place"], ""),
            used_name=self.sent.get(FIELDS["used_name"], ""),
        )

    def _child(self) -> Child:
        return Child(
            POWERS.get(self.sent.get("pouvoir", ""), Power.PARENT),
            self.sent.get("adulte", "").strip(),
            "".join(self.sent.get("adulte_numero", "").split()).upper(),
            is_emancipated=self.sent.get("pouvoir") == "emancipe",
            adult_document_was_seen="piece_adulte" in self.sent,
        )


_KEPT = (
    *("numero", "nom", "prenoms", "sexe", "lieu", "usage", "piece", "accord", "mineur", "present", "samu", "danger"),
    *("telephone", "courriel", "adresse", "compte", "pouvoir", "adulte", "adulte_numero", "piece_adulte"),
)


def read_contact(sent: Mapping[str, str], faults: dict[str, str]) -> Contact:
    """Read how the person wants to be reached: nothing at all is an answer; an account needs a way to send codes."""
    typed_phone, typed_mail = sent.get("telephone", "").strip(), sent.get("courriel", "").strip()
    phone, mail = read_phone(typed_phone) if typed_phone else "", read_mail(typed_mail) if typed_mail else ""
    if phone is None:
        faults["telephone"] = _("Saisissez un numéro de mobile, comme 06 39 98 00 00.")
    if mail is None:
        faults["courriel"] = _("Saisissez une adresse électronique, comme prenom@example.org.")
    channel = CHANNELS.get(sent.get("compte", NO_ACCOUNT))
    if channel is Channel.SMS and phone == "":
        faults["telephone"] = _("Pour recevoir des codes par SMS, il faut un numéro de mobile.")
    if channel is Channel.MAIL and mail == "":
        faults["courriel"] = _("Pour recevoir des codes par courriel, il faut une adresse électronique.")
    address = tuple(filter(None, (line.strip()[:60] for line in sent.get("adresse", "").splitlines()[:5])))
    return Contact(mail or "", phone or "", address, channel)
