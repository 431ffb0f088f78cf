"""ONL – opening one's own record online, alone: what must be shown, and to whom it is offered."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Applicant
from carnet.core.access.facts import Facts
from carnet.core.access.rule import forbid, permit


def _opens_online(facts: Facts) -> bool:
    return facts.action is Action.OPEN_RECORD and isinstance(facts.actor, Applicant)


@permit(
    "ONL-01",
    "Une personne ouvre son dossier en ligne avec son numéro, le numéro de série de sa carte, son code de création, un "
    "moyen de contact vérifié et les conditions acceptées.",
    source="FAQ dmp.fr 2018 : « Votre carte Vitale, ainsi que le code de création du DMP que vous avez reçu, soit par "
    "courrier, soit par mail » ; Vies de famille 2019 : « coordonnées de contact afin de valider définitivement votre "
    "inscription »",
)
def opens_ones_own(facts: Facts) -> bool:
    """All of it, each time: what can be guessed or found is never enough."""
    shown = facts.application
    return (
        _opens_online(facts)
        and shown is not None
        and shown.knows_the_card
        and shown.has_the_code
        and shown.has_a_channel
        and shown.accepts_the_terms
    )


@forbid(
    "ONL-02",
    "En ligne, seule une personne majeure ouvre un dossier.",
    source="FAQ dmp.fr 2018 : « Le DMP peut être créé sur Internet pour les majeurs »",
)
def adults_only(facts: Facts) -> bool:
    """A child's is opened by a representative, with a professional."""
    return _opens_online(facts) and facts.application is not None and not facts.application.is_adult


@forbid(
    "ONL-03",
    "En ligne, le régime de la personne est dans la liste de ceux qui le permettent.",
    source="FAQ dmp.fr 2018 : « la liste des régimes autorisés à créer un DMP sur Internet »",
)
def listed_regimes(facts: Facts) -> bool:
    """The others open theirs at a counter, in a pharmacy or with a professional."""
    return _opens_online(facts) and facts.application is not None and not facts.application.regime_is_listed


@forbid(
    "ONL-04",
    "L’ouverture est proposée dans le département et le régime de la personne, à partir d’un jour donné.",
    source="product.md, « Opening » : « by département and regime where opening is being rolled out (data) »",
)
def rolled_out(facts: Facts) -> bool:
    """Before that day, nobody there opens a record online."""
    return _opens_online(facts) and facts.application is not None and not facts.application.is_rolled_out
