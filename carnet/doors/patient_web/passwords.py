"""Why a password may not be chosen, said to the person."""

from django.utils.translation import gettext as _

from carnet.core.accounts.credentials import LONGEST_PASSWORD, SHORTEST_PASSWORD, PasswordFault


def password_fault(fault: PasswordFault) -> str:
    """Say why a password may not be chosen, and what to choose."""
    sentences = {
        PasswordFault.TOO_SHORT: _("Choisissez au moins {count} caractères.").format(count=SHORTEST_PASSWORD),
        PasswordFault.TOO_LONG: _("Choisissez {count} caractères au plus.").format(count=LONGEST_PASSWORD),
        PasswordFault.COMMON: _("Ce mot de passe est trop répandu. Choisissez-en un autre."),
        PasswordFault.IS_IDENTIFIER: _("Choisissez un mot de passe différent de votre identifiant."),
    }
    return sentences[fault]
