"""The documents of the ANS, which nobody here wrote: each is taken, or refused for a reason that is true."""

import re

import pytest
from lxml import etree, html

from carnet.core.defects import Defect
from carnet.core.vocabulary.code import Code
from carnet.formats.cda.entry import entry_from_header
from carnet.formats.cda.header import CdaHeader, disagreements, read_header
from carnet.formats.cda.html import render
from carnet.formats.content import examine_content
from tests.shared_samples import SHARED, needs_samples

WRONG_KEY = ["wrong-ins-key"]
NOT_A_NATIONAL_SIGNATORY = ["cda-unknown-person-id-system"]
TAKEN: list[str] = []

SAMPLES: dict[str, list[str]] = {
    "cda-lifecycle/CR_Bio_CDA_Niv1_v1.xml": TAKEN,
    "cda-lifecycle/CR_Bio_CDA_Niv1_v2_RPLC.xml": TAKEN,
    "cda-lifecycle/cda_structuration_minimale.xml": TAKEN,  # no setId, no versionNumber, no traits: we do without
    "cda/01_Modèles_contenus_CDA.xml": TAKEN,
    "cda/ANEST-CR-ANEST_2022.01.xml": TAKEN,
    "cda/AVC-AUNV_2022.01.xml": TAKEN,
    "cda/AVC-EUNV_2022.01.xml": TAKEN,
    "cda/AVC-SUNV_2022.01.xml": TAKEN,
    "cda/BIO-CR-BIO_2021.01_Auto-Presentable.xml": TAKEN,
    "cda/BIO-CR-BIO_2021.01_CDA-R2-Niveau-1.xml": TAKEN,
    "cda/BIO-CR-BIO_2021.01_CR-2nde-intention.xml": TAKEN,
    "cda/BIO-CR-BIO_2021.01_Microbiologie_V1.xml": TAKEN,
    "cda/BIO-CR-BIO_2021.01_Microbiologie_V2.xml": TAKEN,
    "cda/BIO-CR-BIO_2024.01_CR-2nde-intention-PDF.xml": TAKEN,
    "cda/BIO-CR-BIO_2024.01_CRP_non_LOINC.xml": TAKEN,
    "cda/BIO-CR-BIO_2024.01_DEP-CCU-tout-structuré.xml": TAKEN,
    "cda/BIO-CR-BIO_2024.01_Electrophorese.xml": TAKEN,
    "cda/BIO-CR-BIO_2024.01_Glycémie mole.xml": TAKEN,
    "cda/BIO-CR-BIO_2024.01_Microbiologie_V1.xml": TAKEN,
    "cda/BIO-CR-BIO_2024.01_TSH_1.xml": TAKEN,
    "cda/BIO-CR-BIO_2024.01_TSH_2.xml": TAKEN,
    "cda/BIO-TROD_2024.01_COVID-19.xml": TAKEN,
    "cda/BIO-TROD_2024.01_COVID-19_Grippe-A_Grippe-B.xml": TAKEN,
    "cda/CANCER-CR-GM_2022.01_AnalyseNonRealisee.xml": TAKEN,
    "cda/CANCER-CR-GM_2022.01_AnalyseRealisee.xml": TAKEN,
    "cda/CANCER-D2LM-FIN_2022.01.xml": TAKEN,
    "cda/CANCER-FRCP_2022.01_Appareil.xml": TAKEN,
    # Its style sheet writes a <script> into the page, which EX_2.1-1115 forbids.
    "cda/CANCER-PPS_2022.01_Autopresentable.xml": ["style-sheet-script"],
    "cda/CANCER-PPS_2022.01_feuille-de-style-externe.xml": TAKEN,
    # The legal authenticator is identified under 1.2.250.1.71, which is not 1.2.250.1.71.4.2.1.
    "cda/CARD-F-PRC-DCI_2022.01.xml": NOT_A_NATIONAL_SIGNATORY,
    "cda/CARD-F-PRC-PPV_2022.01.xml": TAKEN,
    "cda/CARD-F-PRC-TAP_2022.01.xml": NOT_A_NATIONAL_SIGNATORY,
    "cda/CNAM-HR_2021.01.xml": TAKEN,
    "cda/CSE-CS24_2024.01.xml": WRONG_KEY,
    # Beside the wrong key, a second identifier under 1.2.250.1.213.1.4.13, which is no authority of the INS.
    "cda/CSE-CS24_2025.01.xml": ["unknown-patient-identifier-system", *WRONG_KEY],
    "cda/CSE-CS8_2025.01.xml": WRONG_KEY,
    "cda/CSE-CS9_2024.01.xml": WRONG_KEY,
    "cda/CSE-MDE_2023.01.xml": WRONG_KEY,
    "cda/DLU-EHPAD-DLU_2022.01.xml": TAKEN,
    "cda/DLU-EHPAD-FLUDT_2022.01.xml": TAKEN,
    "cda/DOC_NON_STRUCTURE_CDA-R2-N1.xml": TAKEN,
    "cda/IMG-DA-IMG_2024.01_Radiographie_ChevilleGenou.xml": TAKEN,
    "cda/IMG-DA-IMG_2024.01_Radiographie_Echographie_SeinThorax.xml": TAKEN,
    "cda/IMG-DA-IMG_2024.01_Radiographie_Scanner_Genou.xml": TAKEN,
    "cda/IMG-DA-IMG_2024.01_Scanner_Crane_ThoraxAbdomenPelvis.xml": TAKEN,
    "cda/IMG_CR_IMG_2024.01.xml": TAKEN,
    "cda/IMG_CR_IMG_2024.01_CDA-R2-Niveau-1.xml": TAKEN,
    "cda/IPS-FR_2024.01_DLU.xml": TAKEN,
    "cda/LDL-EES_2022.01.xml": TAKEN,
    "cda/OBP-SAP_2024.01.xml": TAKEN,
    "cda/OBP-SCM_2024.01.xml": TAKEN,
    "cda/OBP-SNE_2024.01.xml": WRONG_KEY,
    "cda/OBP-SNM_2024.01.xml": TAKEN,
    "cda/OPH-CR-RTN_2022.01.xml": TAKEN,
    "cda/SDM-MR_2022.01.xml": TAKEN,
    "cda/SDM-MR_2024.01_patiente-enceinte.xml": TAKEN,
    "cda/SDM-MR_2024.01_patiente-post-grossesse.xml": TAKEN,
    "cda/TLM-DA_2022.01_TCG.xml": TAKEN,
    "cda/TLM-DA_2022.01_TCG_anamnèse-non-structurée.xml": TAKEN,
    "cda/VAC-NOTE_2023.01.xml": TAKEN,
    # The patient who answers for it is identified by an INS whose key is wrong.
    "cda/VAC_2023.01.xml": WRONG_KEY,
    "cda/eDISP-MED_2024.01.xml": TAKEN,
    # Their barcode is declared as image/jpeg and is a PNG: an image for an image, shown by its bytes.
    "cda/eP-MED-DM_2022.01_PosoNonStruct.xml": TAKEN,
    "cda/eP-MED-DM_2023.01_PosoNonStruct.xml": TAKEN,
    "cda/eP-MED-DM_2023.01_PosoStruct.xml": TAKEN,
    "cda/eP-MED-DM_2024.01_PosoStruct.xml": TAKEN,
}

ALLOWED_ADDRESS = re.compile(r"#cda-[\w.-]+|data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]+")
ACTIVE = ["script", "style", "iframe", "object", "embed", "link", "meta", "form"]

pytestmark = needs_samples


def sample(name: str) -> bytes:
    return (SHARED / "samples" / name).read_bytes()


def test_the_table_knows_every_sample() -> None:
    folders = (SHARED / "samples" / folder for folder in ("cda", "cda-lifecycle"))
    assert {f"{path.parent.name}/{path.name}" for folder in folders for path in folder.glob("*.xml")} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_document_of_the_ans_is_taken_or_refused_for_its_true_reasons(name: str) -> None:
    content = sample(name)
    read = read_header(content, accepts_test=True)
    faults = (*(read if isinstance(read, tuple) else ()), *examine_content(content, "text/xml"))
    assert sorted(defect.code for defect in faults) == SAMPLES[name]


@pytest.mark.parametrize("name", [name for name, codes in SAMPLES.items() if codes is TAKEN])
def test_the_metadata_made_from_a_document_agree_with_it(name: str) -> None:
    content = sample(name)
    header = read_header(content, accepts_test=True)
    assert isinstance(header, CdaHeader)
    entry = entry_from_header(header, content, class_of=lambda _: Code("10", "1.2.250.1.213.1.1.4.1"))
    assert not isinstance(entry, Defect)
    assert disagreements(header, entry, replaces=header.replaces) == ()
    assert entry.size == len(content)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_page_of_a_document_holds_nothing_active_and_nothing_from_elsewhere(name: str) -> None:
    page = render(sample(name))
    assert isinstance(page, str)
    for element in html.fromstring(page).iter():
        assert element.tag not in ACTIVE
        for attribute, value in element.attrib.items():
            assert not str(attribute).startswith("on")
            assert attribute != "style"
            if attribute in ("href", "src"):
                assert ALLOWED_ADDRESS.fullmatch(str(value))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_word_of_the_sections_is_lost_on_the_page(name: str) -> None:
    page = render(sample(name))
    assert isinstance(page, str)
    shown = words("".join(map(str, html.fromstring(page).itertext())))
    root = etree.fromstring(sample(name), etree.XMLParser(resolve_entities=False, remove_comments=True))
    reached = 0
    for section in root.iter("{urn:hl7-org:v3}section"):
        for part in (section.find("{urn:hl7-org:v3}title"), section.find("{urn:hl7-org:v3}text")):
            for piece in () if part is None else part.itertext():
                found = shown.find(words(str(piece)), reached)
                assert found >= 0, piece
                reached = found + len(words(str(piece)))


def words(text: str) -> str:
    return "".join(text.split())


def test_a_refused_document_is_refused_in_production_for_its_test_identity_as_well() -> None:
    read = read_header(sample("cda/VAC-NOTE_2023.01.xml"), accepts_test=False)
    assert isinstance(read, tuple)
    assert [defect.code for defect in read] == ["test-patient-identifier"]


def test_a_self_presenting_report_says_what_its_clinical_document_says() -> None:
    header = read_header(sample("cda/BIO-CR-BIO_2021.01_Auto-Presentable.xml"), accepts_test=True)
    assert isinstance(header, CdaHeader)
    assert header.self_presenting
    assert header.unique_id.value == "urn:oid:1.2.250.1.213.1.1.1.55.2021.1.1"


def test_the_second_version_of_a_report_names_the_document_that_it_replaces() -> None:
    second = read_header(sample("cda-lifecycle/CR_Bio_CDA_Niv1_v2_RPLC.xml"), accepts_test=True)
    assert isinstance(second, CdaHeader)
    assert second.replaces is not None
    assert second.replaces.value == "urn:oid:1.2.250.1.213.1.1.10"


def test_no_defect_of_a_sample_quotes_the_person() -> None:
    for name, codes in SAMPLES.items():
        if codes:
            read = read_header(sample(name), accepts_test=False)
            faults = (*(read if isinstance(read, tuple) else ()), *examine_content(sample(name), "text/xml"))
            said = " ".join(f"{one.where} {one.problem} {one.remedy}" for one in faults)
            assert not re.search(r"\d{13}|DECOURCY|PAT-TROIS|NESSI", said)
