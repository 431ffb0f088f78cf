"""The claims of Pro Santé Connect are read for what they say, and for nothing else."""

import pytest

from carnet.formats.pro_sante_connect import MOST_PLACES, read_userinfo


def test_an_answer_as_pro_sante_connect_gives_it_is_read() -> None:
    def activity(identifier: str, name: str) -> dict[str, str]:
        return {"ancienIdentifiantDeLaStructure": identifier, "raisonSocialeSite": name, "codeSecteurDactivite": "SA07"}

    claims = {
        "sub": "f:550dc1c8-0000-0000-0000-000000000000:899700000001",
        "given_name": "ANNE",
        "family_name": "KELLER",
        "SubjectNameID": "899700000001",
        "SubjectRefPro": {
            "codeCivilite": "MME",
            "exercices": [
                {
                    "codeProfession": "10",
                    "codeSavoirFaire": "SM26",
                    "activities": [
                        activity("499700000001007", "CABINET DR KELLER"),
                        activity("10B0193488", "HOPITAL GENERIQUE"),
                        activity("", "SANS IDENTIFIANT"),
                        activity("499700000001007", "LE MEME"),
                        "nonsense",
                    ],
                },
                {"codeProfession": "60", "activities": None},
                None,
            ],
        },
    }
    identity = read_userinfo(claims, acr="eidas3", id_token="t")
    assert identity is not None
    assert [(one.organization.value, one.name, one.profession) for one in identity.places] == [
        ("499700000001007", "CABINET DR KELLER", "10"),
        ("10B0193488", "HOPITAL GENERIQUE", "10"),
    ]


@pytest.mark.parametrize("identifier", [None, "", 12, "8997 0000", "899700000001\n", "9" * 300])
def test_a_number_that_is_none_names_nobody(identifier: object) -> None:
    assert read_userinfo({"SubjectNameID": identifier}, acr="eidas1", id_token="t") is None


def test_somebody_who_works_everywhere_is_read_to_a_limit() -> None:
    activities = [{"ancienIdentifiantDeLaStructure": f"1{number}"} for number in range(200)]
    claims = {"SubjectNameID": "899700000001", "SubjectRefPro": {"exercices": [{"activities": activities}]}}
    identity = read_userinfo(claims, acr="eidas1", id_token="t")
    assert identity is not None
    assert len(identity.places) == MOST_PLACES
