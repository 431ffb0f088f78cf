"""Tell a dated policy, and what changes from one to another, in plain French: the same text on paper and on screen."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from carnet.core.access.policy import ALWAYS, Policy
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.document_types import document_types
from carnet.core.vocabulary.valueset import value_set
from carnet.usecases.policy.compare_policies import MEANINGS, CaseDifference, PolicyDifference

PROVENANCES = {"official": "texte officiel", "secondary": "source secondaire", "default": "notre choix"}


def tell_policies(policies: Sequence[Policy], *, deciding: Policy) -> str:
    """Tell in one line each which policies are known here, and which one decides."""
    lines = []
    for policy in policies:
        mark = "→" if policy.name == deciding.name else " "
        lines.append(f"{mark} {policy.name}, {_since(policy.in_force_from)} : {policy.about}\n")
    return "".join(lines) + "→ : celui qui décide ici (CARNET_POLICY).\n"


def tell_policy(policy: Policy) -> str:
    """Tell what a policy says: its values, each with its source, and the size of its matrix."""
    origins = {origin.value: origin for origin in policy.origins}
    lines = [f"# Profil {policy.name}\n\n{policy.about} En vigueur {_since(policy.in_force_from)}.\n\n## Valeurs\n\n"]
    for value, given in policy.values().items():
        origin = origins.get(value)
        lines.append(f"- `{value}` : **{_said(given)}** — {MEANINGS[value].french}\n")
        if origin is not None:
            lines.append(f"  {PROVENANCES[origin.provenance.value].capitalize()} : {origin.source}\n")
    cells = policy.matrix.cells.values()
    counted = Counter(cell.provenance.value for cell in cells)
    shares = ", ".join(f"{PROVENANCES[one]} : {counted[one]}" for one in PROVENANCES)
    lines.append(f"\n## Matrice\n\n{len(cells)} cases ({shares}). Nombre de types que lit chaque profession :\n\n")
    for code, profession in value_set("professions").items():
        read = sum(policy.matrix.allows(code, one) for one in document_types())
        lines.append(f"- {profession.label} ({code}) : {read}\n")
    return "".join(lines)


def tell_difference(difference: PolicyDifference) -> str:
    """Tell everything that changes: the values, what each profession reads, and the situations that end otherwise."""
    older, newer = difference.older, difference.newer
    parts = [
        f"# De {older.name} à {newer.name}\n\n"
        f"{older.name} : {older.about} En vigueur {_since(older.in_force_from)}.\n"
        f"{newer.name} : {newer.about} En vigueur {_since(newer.in_force_from)}.\n",
        "\n## Valeurs\n\n",
        *(
            f"- `{one.value}` : {_said(one.before)} → **{_said(one.after)}** — {one.meaning.french}\n"
            for one in difference.values
        ),
        *(() if difference.values else ("Aucune ne change.\n",)),
        "\n## Matrice d’habilitation\n\n",
    ]
    for one in difference.professions:
        parts.append(f"### {one.profession.label} ({one.profession.value})\n\n")
        parts += _types("Lit désormais", one.gained) + _types("Ne lit plus", one.lost) + ["\n"]
    if not difference.professions:
        parts.append("Aucune case ne change.\n\n")
    parts.append("## Situations des tables dont la réponse change\n\n")
    parts += [_situation(one) for one in difference.cases]
    if not difference.cases:
        parts.append("Aucune.\n")
    return "".join(parts)


def _types(words: str, types: Sequence[Code]) -> list[str]:
    return [f"- {words} : {' ; '.join(f'{one.label} ({one.value})' for one in types)}.\n"] if types else []


def _situation(one: CaseDifference) -> str:
    words = " / ".join(word for word in one.case.situation if word)
    return f"- {words} ({one.case.family}.md) : {one.before} → **{one.after}**\n"


def _since(day: date) -> str:
    return "depuis toujours" if day == ALWAYS else f"depuis le {day:%d/%m/%Y}"


def _said(value: bool | int) -> str:
    return str(value) if not isinstance(value, bool) else "oui" if value else "non"
