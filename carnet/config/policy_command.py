"""``carnet policy``: the dated policies known here, what each says, and what changes from one to another."""

import click
from django.conf import settings

from carnet.config.policies import deciding_policy, known_policies
from carnet.core.access.faulty import Faulty
from carnet.core.access.policy import Policy
from carnet.usecases.policy.compare_policies import compare_policies
from carnet.usecases.policy.tell_policy import tell_difference, tell_policies, tell_policy


@click.group()
def policy() -> None:
    """Lister, montrer et comparer les profils datés de la loi.

    CARNET_POLICY dit lequel décide ici ; CARNET_POLICIES nomme le dossier des profils de l’exploitant.
    """


@policy.command(name="list")
def list_policies() -> None:
    """Lister les profils connus ici, du plus ancien au plus récent."""
    known = _known()
    deciding = deciding_policy(settings.CARNET_POLICY, known)
    if isinstance(deciding, Faulty):
        raise click.ClickException("\n".join(deciding.faults))
    click.echo(tell_policies(known, deciding=deciding), nl=False)


@policy.command()
@click.argument("name", metavar="PROFIL")
def show(name: str) -> None:
    """Montrer ce que dit un profil : ses valeurs, leurs sources, sa matrice."""
    click.echo(tell_policy(_named(name)), nl=False)


@policy.command()
@click.argument("older", metavar="PROFIL")
@click.argument("newer", metavar="PROFIL")
def diff(older: str, newer: str) -> None:
    """Dire tout ce qui change d’un profil à un autre : valeurs, matrice, situations."""
    click.echo(tell_difference(compare_policies(_named(older), _named(newer))), nl=False)


def _known() -> tuple[Policy, ...]:
    known = known_policies(settings.CARNET_POLICIES)
    if isinstance(known, Faulty):
        raise click.ClickException("\n".join(known.faults))
    return known


def _named(name: str) -> Policy:
    known = _known()
    found = next((one for one in known if one.name == name), None)
    if found is None:
        raise click.ClickException(
            f"Aucun profil ne s’appelle ainsi. Ceux d’ici : {', '.join(one.name for one in known)}."
        )
    return found
