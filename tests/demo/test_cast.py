"""The cast: invented people, told apart, under identifiers that are no real person's."""

from carnet.core.identifiers import PatientIdentifierSystem, parse_patient_identifier
from carnet.core.vocabulary.professions import author_specialty, profession, specialty
from carnet.demo.caregivers import STRUCTURES
from carnet.demo.sample_authors import SAMPLE_AUTHORS, SAMPLE_STRUCTURES
from carnet.demo.software import SOFTWARE
from tests.people import CAREGIVERS, DOMINIQUE, MARIE, MEMBERS, OFFICIAL_PATIENTS, PATIENTS, RUTH

OFFICIAL = {
    ("1.2.250.1.213.1.4.10", "279035121518989"),
    ("1.2.250.1.213.1.4.8", "277076322082910"),
    ("1.2.250.1.213.1.4.10", "277076322082910"),
}


def test_nobody_has_a_real_ins_but_the_patients_of_the_official_samples() -> None:
    invented = {identifier.system for one in PATIENTS for identifier in one.identity.identifiers}
    official = {
        (identifier.system.value, identifier.value)
        for one in OFFICIAL_PATIENTS
        for identifier in one.identity.identifiers
    }
    assert invented == {PatientIdentifierSystem.INS_NIR_DEMO}
    assert official == OFFICIAL


def test_every_ins_has_the_key_that_its_digits_ask_for() -> None:
    for one in (*PATIENTS, *OFFICIAL_PATIENTS):
        for identifier in one.identity.identifiers:
            read = parse_patient_identifier(identifier.system.value, identifier.value, accepts_test=True, where="")
            assert read == identifier


def test_marie_and_ruth_have_the_same_digits_and_are_two_identities() -> None:
    assert MARIE.identity.identifiers[0].value == RUTH.identity.identifiers[0].value
    assert MARIE.identity.identifiers[0] != RUTH.identity.identifiers[0]
    assert DOMINIQUE is OFFICIAL_PATIENTS[0]


def test_every_name_that_a_command_takes_means_one_person_or_one_software() -> None:
    names = [*(one.short for one in MEMBERS), *(one.short for one in (*CAREGIVERS, *SAMPLE_AUTHORS))]
    names += [*(one.client_id for one in SOFTWARE), "software"]
    assert len(names) == len(set(names))


def test_no_two_professionals_and_no_two_structures_share_an_identifier() -> None:
    professionals = [one.identifier for one in (*CAREGIVERS, *SAMPLE_AUTHORS)]
    structures = [one.identifier for one in (*STRUCTURES, *SAMPLE_STRUCTURES)]
    assert len(professionals) == len(set(professionals))
    assert len(structures) == len(set(structures))


def test_every_profession_and_every_role_is_published() -> None:
    for one in (*CAREGIVERS, *SAMPLE_AUTHORS):
        known = one.practitioner
        assert not known.profession or profession(known.profession)
        assert not known.specialty or specialty(known.specialty)
        role = one.author.role
        assert role is not None
        assert author_specialty(role.value) == role


def test_people_sign_in_with_names_that_anybody_can_type_and_long_passwords() -> None:
    for one in MEMBERS:
        assert one.identifier.isascii()
        assert " " not in one.identifier
        assert len(one.password) >= 15


def test_a_person_never_stands_in_a_log_by_way_of_their_representation() -> None:
    for one in (*PATIENTS, *OFFICIAL_PATIENTS):
        assert one.identity.identifiers[0].value not in repr(one)
        assert one.identity.traits.birth_name not in repr(one)
