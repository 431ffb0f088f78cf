"""Write the rulebook: one page a rule, with its sentences, its source, its code and every case that demands it."""

from itertools import pairwise

from carnet.core.access.cases.tables import COLUMNS, Case
from carnet.core.access.decision import Effect
from carnet.core.access.policy import Policy, our_policies
from carnet.core.access.rule import Gate
from carnet.core.vocabulary.document_types import document_types
from carnet.core.vocabulary.valueset import value_set
from carnet.usecases.policy.compare_policies import compare_policies
from carnet.usecases.policy.read_rulebook import RuleEntry, read_rulebook
from carnet.usecases.policy.tell_policy import tell_difference, tell_policy
from carnet.usecases.policy.write_rules_as_json import write_rules_as_json

EFFECTS = {Effect.PERMIT: "permet", Effect.FORBID: "interdit"}
GATES = {Gate.RECORD: "porte du dossier", Gate.DOCUMENT: "porte du document"}
MARKS = {"official": "●", "secondary": "◐", "default": ""}
NOTICE = "<!-- Page écrite par `make rulebook` : ne pas la corriger ici, mais la règle ou sa table. -->\n\n"


def write_rulebook() -> dict[str, str]:
    """Give the files of the rulebook, by their path below ``docs/rules``.

    An index, a page a rule, a page a policy, a matrix each, what changes from each policy to the next, and all of it
    as JSON.
    """
    pages = {f"{rule.id}.md": _page(rule) for family in read_rulebook() for rule in family.rules}
    pages["README.md"] = _index()
    for policy in our_policies():
        pages[f"profil-{policy.name}.md"] = tell_policy(policy)
        pages[f"matrice-{policy.name}.md"] = _matrix(policy)
    for older, newer in _steps():
        pages[_name_of_step(older, newer)] = tell_difference(compare_policies(older, newer))
    written = {name: NOTICE + text for name, text in pages.items()}
    return written | {"rulebook.json": write_rules_as_json(our_policies())}


def _steps() -> list[tuple[Policy, Policy]]:
    return list(pairwise(our_policies()))


def _name_of_step(older: Policy, newer: Policy) -> str:
    return f"de-{older.name}-a-{newer.name}.md"


def _page(rule: RuleEntry) -> str:
    secret = " (le document semble absent)" if rule.is_secret else ""
    return (
        f"# {rule.id} — {rule.sentence.french}\n\n"
        f"- *In English*: {rule.sentence.english}\n"
        f"- *Effet* : {EFFECTS[rule.effect]}, {GATES[rule.gate]}{secret}\n"
        f"- *Source* : {rule.source}\n"
        f"- *Code* : `{rule.place}`\n\n"
        "Les situations éprouvées à chaque essai (une case vide est l’ordinaire : un compte rendu hospitalier,\n"
        "courant, visible, dans le dossier ouvert d’un adulte, sous la politique 2018) :\n\n"
        f"{_table(rule.cases)}"
    )


def _table(cases: tuple[Case, ...]) -> str:
    used = [index for index in range(6) if any(case.situation[index] for case in cases)]
    head = [COLUMNS[index] for index in used] + ["réponse"]
    rows = [[case.situation[index] for index in used] + [case.answer] for case in cases]
    return "".join(f"| {' | '.join(row)} |\n" for row in [head, ["---"] * len(head), *rows])


def _index() -> str:
    parts = [
        "# Les règles d’accès\n\n"
        "Une décision passe trois portes : le dossier, puis la matrice, puis la visibilité du document. Un interdit\n"
        "l’emporte toujours ; sans règle qui permet, la réponse est non ; l’ordre ne compte jamais\n"
        "(`carnet/core/access/decide.py`). « rien » veut dire : comme si le document n’existait pas.\n\n"
        "Tout ce livre est aussi dans [rulebook.json](rulebook.json) : règles, situations avec leurs faits, matrices,\n"
        "profils. Qui écrit son propre programme peut y éprouver chaque réponse.\n"
    ]
    for family in read_rulebook():
        parts.append(f"\n## {family.title}\n\n")
        parts += [f"- [{rule.id}]({rule.id}.md) — {rule.sentence.french}\n" for rule in family.rules]
    parts.append("\n## Profils datés et matrices d’habilitation\n\n")
    for policy in our_policies():
        parts.append(f"- [Profil {policy.name}](profil-{policy.name}.md), [matrice](matrice-{policy.name}.md)\n")
    for older, newer in _steps():
        parts.append(f"- [De {older.name} à {newer.name}]({_name_of_step(older, newer)})\n")
    return "".join(parts)


def _matrix(policy: Policy) -> str:
    """Write a matrix: a line a type, a column a profession that reads at least one; sourced cells are marked."""
    matrix, types, labels = policy.matrix, document_types(), value_set("professions")
    professions = [code for code in labels if any(matrix.allows(code, one) for one in types)]
    lines = [
        f"# Matrice d’habilitation {policy.name}\n\n",
        "« oui » : cette profession lit ce type. ● texte officiel, ◐ source secondaire ; sans marque, un principe\n"
        "écrit dans `carnet/core/access/matrix/principles.csv`. Les professions absentes ne lisent rien.\n\n",
        f"| type | document | {' | '.join(labels[code].label for code in professions)} |\n",
        f"|---|---|{'---|' * len(professions)}\n",
    ]
    for code, known in types.items():
        cells = []
        for profession in professions:
            cell = matrix.cells.get((profession, code))
            mark = MARKS[cell.provenance.value] if cell else ""
            cells.append(f"{'oui' if matrix.allows(profession, code) else ''} {mark}".strip())
        lines.append(f"| {code} | {known.code.label} | {' | '.join(cells)} |\n")
    return "".join(lines)
