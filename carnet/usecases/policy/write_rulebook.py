"""Write the rulebook: one page a rule, with its sentence, its source, its code and every case that demands it."""

import inspect
from pathlib import Path

from carnet.core.access.cases.tables import COLUMNS, Case, all_cases
from carnet.core.access.decision import Effect
from carnet.core.access.matrix import Matrix, Provenance, load_matrix
from carnet.core.access.rule import Gate, Rule
from carnet.core.access.rules import FAMILIES, RULES
from carnet.core.vocabulary.document_types import document_types
from carnet.core.vocabulary.valueset import value_set

EFFECTS = {Effect.PERMIT: "permet", Effect.FORBID: "interdit"}
GATES = {Gate.RECORD: "porte du dossier", Gate.DOCUMENT: "porte du document (le document semble absent)"}
PROFILES = ("2018", "2026")
NOTICE = "<!-- Page écrite par `make rulebook` : ne pas la corriger ici, mais la règle ou sa table. -->\n\n"


def write_rulebook() -> dict[str, str]:
    """Give the pages of the rulebook, by their path below ``docs/rules``: an index, a page a rule, two matrices."""
    pages = {f"{rule.id}.md": _page(rule) for rule in RULES}
    pages["README.md"] = _index()
    for profile in PROFILES:
        pages[f"matrice-{profile}.md"] = _matrix(load_matrix(profile))
    return {name: NOTICE + text for name, text in pages.items()}


def _page(rule: Rule) -> str:
    cases = [case for case in all_cases() if rule.id in case.rules]
    return (
        f"# {rule.id} — {rule.sentence}\n\n"
        f"- *Effet* : {EFFECTS[rule.effect]}, {GATES[rule.gate]}\n"
        f"- *Source* : {rule.source}\n"
        f"- *Code* : `{_place(rule)}`\n\n"
        "Les situations éprouvées à chaque essai (une case vide est l’ordinaire : un compte rendu hospitalier,\n"
        "courant, visible, dans le dossier ouvert d’un adulte, sous la politique 2018) :\n\n"
        f"{_table(cases)}"
    )


def _place(rule: Rule) -> str:
    """Tell the file and the line of a rule's condition, as a reader of the repository finds them."""
    path = Path(inspect.getsourcefile(rule.condition) or "")
    _, line = inspect.getsourcelines(rule.condition)
    return f"{path.relative_to(Path(inspect.getsourcefile(Rule) or '').parents[3])}:{line}"


def _table(cases: list[Case]) -> str:
    used = [index for index in range(6) if any(case.situation[index] for case in cases)]
    head = [COLUMNS[index] for index in used] + ["réponse"]
    rows = [[case.situation[index] for index in used] + [case.answer] for case in cases]
    return "".join(f"| {' | '.join(row)} |\n" for row in [head, ["---"] * len(head), *rows])


def _index() -> str:
    parts = [
        "# Les règles d’accès\n\n"
        "Une décision passe trois portes : le dossier, puis la matrice, puis la visibilité du document. Un interdit\n"
        "l’emporte toujours ; sans règle qui permet, la réponse est non ; l’ordre ne compte jamais\n"
        "(`carnet/core/access/decide.py`). « rien » veut dire : comme si le document n’existait pas.\n"
    ]
    for family in FAMILIES:
        rules = [rule for rule in RULES if rule in vars(family).values()]
        title = (family.__doc__ or "").splitlines()[0]
        parts.append(f"\n## {title}\n\n")
        parts += [f"- [{rule.id}]({rule.id}.md) — {rule.sentence}\n" for rule in rules]
    parts.append("\n## Matrices d’habilitation\n\n")
    parts += [f"- [{profile}](matrice-{profile}.md)\n" for profile in PROFILES]
    return "".join(parts)


def _matrix(matrix: Matrix) -> str:
    """Write a matrix: a line a type, a column a profession that reads at least one; sourced cells are marked."""
    marks = {Provenance.OFFICIAL: "●", Provenance.SECONDARY: "◐", Provenance.DEFAULT: ""}
    professions = [code for code in value_set("professions") if any(matrix.allows(code, t) for t in document_types())]
    lines = [
        f"# Matrice d’habilitation {matrix.profile}\n\n",
        "« oui » : cette profession lit ce type. ● texte officiel, ◐ source secondaire ; sans marque, un principe\n"
        "écrit dans `carnet/core/access/matrix/principles.csv`. Les professions absentes ne lisent rien.\n\n",
        f"| type | document | {' | '.join(value_set('professions')[code].label for code in professions)} |\n",
        f"|---|---|{'---|' * len(professions)}\n",
    ]
    for code, known in document_types().items():
        cells = []
        for profession in professions:
            cell = matrix.cells.get((profession, code))
            mark = marks[cell.provenance] if cell else ""
            cells.append(f"{'oui' if matrix.allows(profession, code) else ''} {mark}".strip())
        lines.append(f"| {code} | {known.code.label} | {' | '.join(cells)} |\n")
    return "".join(lines)
