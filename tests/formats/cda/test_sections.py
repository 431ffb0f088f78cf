"""What a structured CDA says under a coded section, line by line."""

from carnet.formats.cda.sections import read_sections

ALLERGIES = frozenset({"48765-2"})


def cda(text: str, *, code: str = "48765-2", below: str = "") -> bytes:
    return f"""<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody><component><section>
    <code code="{code}" codeSystem="2.16.840.1.113883.6.1"/><title>Titre</title><text>{text}</text>{below}
    </section></component></structuredBody></component></ClinicalDocument>""".encode()


def lines(text: str) -> list[str]:
    return [line for section in read_sections(cda(text), codes=ALLERGIES) for line in section.lines]


def test_each_item_of_a_list_is_a_line_and_keeps_its_words_whatever_their_style() -> None:
    text = '<list><item><content styleCode="Bold">Pénicilline</content> : choc</item><item>Arachide</item></list>'
    assert lines(text) == ["Pénicilline : choc", "Arachide"]


def test_each_row_of_a_table_is_a_line_and_the_names_of_its_columns_are_not() -> None:
    head = "<thead><tr><th>Médicament</th><th>Dose</th></tr></thead>"
    rows = "<tbody><tr><td>Lévothyroxine 75 µg</td><td>1 - 0 - 0</td></tr><tr><td>Fer</td><td/></tr></tbody>"
    assert lines(f"<table>{head}{rows}</table>") == ["Lévothyroxine 75 µg – 1 - 0 - 0", "Fer"]


def test_what_stands_loose_comes_first_and_a_paragraph_is_a_line() -> None:
    assert lines("Deux allergies.<paragraph>Latex</paragraph><paragraph>Iode<br/>injecté</paragraph>") == [
        "Deux allergies.",
        "Latex",
        "Iode injecté",
    ]


def test_a_section_is_found_below_another_one() -> None:
    inner = """<component><section><code code="48765-2" codeSystem="2.16.840.1.113883.6.1"/>
    <text>Latex</text></section></component>"""
    found = read_sections(cda("Résumé", code="46450-3", below=inner), codes=ALLERGIES)
    assert [(one.code, one.lines) for one in found] == [("48765-2", ("Latex",))]


def test_other_sections_empty_ones_and_what_is_no_cda_tell_nothing() -> None:
    assert read_sections(cda("Arachide", code="11450-4"), codes=ALLERGIES) == ()
    assert read_sections(cda(" "), codes=ALLERGIES) == ()
    assert read_sections(b"%PDF-1.7", codes=ALLERGIES) == ()
