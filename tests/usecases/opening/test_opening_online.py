"""An adult opens their record online, from the letter to the first sign-in."""

from datetime import date, timedelta
from pathlib import Path

from carnet.core.people import IdentityStatus
from carnet.demo.insured import MANON, SALOME
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store.context import within
from carnet.store.models import (
    OpeningConsentRow,
    OpeningRow,
    RecordRow,
    TermsAcceptanceRow,
)
from carnet.usecases.account.show_attempt import CodeSent
from carnet.usecases.account.sign_in import sign_in
from carnet.usecases.opening.choose_boxes import end_opening
from carnet.usecases.opening.finish_opening import RecordOpenedOnline, StepsMissing, finish_opening
from carnet.usecases.opening.forget_ended_openings import forget_ended_openings
from carnet.usecases.opening.show_opening import OpeningOver, Step, show_opening
from carnet.usecases.opening.verify_contact import (
    ContactVerified,
    confirm_contact,
)
from carnet.usecases.record.find_record import find_record
from tests.store.database import Database, point_django_at
from tests.usecases.opening.opening_world import (
    Applying,
    does_the_jobs,
    letter_codes,
    passes,
    person_of,
    where_people_are_insured,
)
from tests.usecases.sign_in_world import lines_of


def test_manon_opens_her_record_with_the_code_of_her_letter(manon: Applying) -> None:
    manon.asks_for_a_code()
    ((to, code),) = letter_codes(manon.env)
    assert to == ("Manon LE GOFF", "3 rue des Docks", "44000 NANTES")
    manon.types(code.upper().replace("-", " "))
    assert manon.shows().step is Step.CONTACT
    assert (manon.shows().given, manon.shows().initial, manon.shows().birth_year) == ("Manon", "L", 1992)
    manon.verifies()
    assert manon.shows().step is Step.EMERGENCIES
    manon.leaves_the_boxes(samu=True, break_the_glass=False)
    assert manon.shows().step is Step.TERMS
    assert manon.finishes() == RecordOpenedOnline()
    shown = manon.shows()
    assert shown.step is Step.CREDENTIALS
    assert isinstance(sign_in(shown.identifier, shown.password, device=None, env=manon.env), CodeSent)


def test_her_record_knows_her_as_the_register_does_and_by_what_she_verified(manon: Applying) -> None:
    manon.reaches_the_terms()
    manon.finishes()
    person = person_of(manon)
    assert person.traits == MANON.traits
    assert person.identity_status is IdentityStatus.RETRIEVED
    assert (person.mail, person.phone, person.address) == ("manon@example.org", "", MANON.address)
    assert [one.system.name for one in person.identifiers] == ["INS_NIR_DEMO", "INS_C"]


def test_her_history_begins_with_her_own_acts(manon: Applying) -> None:
    manon.reaches_the_terms()
    manon.finishes()
    lines = lines_of(find_record(MANON.identifier, env=manon.env), manon.env)
    told = {line.action.value: (line.actor.kind, line.outcome.value, line.rules) for line in lines}
    assert told == {
        "open-record": ("holder", "done", ("ONL-01",)),
        "account-opening": ("holder", "done", ()),
    }


def test_consent_and_terms_are_kept_with_the_very_text_she_read(manon: Applying) -> None:
    manon.reaches_the_terms()
    finish_opening(manon.token, accepts=True, language="en", env=manon.env)
    with within(find_record(MANON.identifier, env=manon.env)):
        (consent,) = OpeningConsentRow.objects.all()
        (accepted,) = TermsAcceptanceRow.objects.all()
    assert (consent.proof, consent.text, consent.given_to) == ("online", "2018-11", "")
    assert (accepted.version, accepted.language, accepted.way) == ("2018-11", "en", "online-opening")
    assert len(bytes(accepted.digest)) == 32


def test_the_boxes_are_as_she_left_them(manon: Applying) -> None:
    manon.begins()
    manon.verifies()
    manon.leaves_the_boxes(samu=False, break_the_glass=True)
    manon.finishes()
    record = find_record(MANON.identifier, env=manon.env)
    with within(record):
        row = RecordRow.objects.get(id=record)
    assert (row.switch_samu, row.switch_break_the_glass, row.switch_masked) == (False, True, False)


def test_she_is_told_that_it_is_open_without_a_name_or_a_health_word(manon: Applying) -> None:
    manon.reaches_the_terms()
    manon.finishes()
    (mail,) = does_the_jobs(manon.env, manon.database)
    assert (mail.address, mail.subject) == ("manon@example.org", "Votre dossier est ouvert")
    for secret in ("Manon", "LE GOFF", manon.number, "http"):
        assert secret.casefold() not in mail.body.casefold()


def test_the_insurer_is_asked_for_the_twenty_four_months_before_that_day(manon: Applying) -> None:
    manon.reaches_the_terms()
    manon.finishes()
    with manon.database.admin() as admin:
        rows = admin.execute("select record_id, since, taken_at from insurer_request").fetchall()
    assert rows == [(find_record(MANON.identifier, env=manon.env), date(2024, 11, 21), None)]


def test_salome_whose_mail_the_insurer_knows_is_sent_her_code_there(
    env: Environment, database: Database, tmp_path: Path
) -> None:
    salome = Applying(where_people_are_insured(env, tmp_path), database, SALOME)
    (mail,) = salome.asks_for_a_code()
    assert (mail.channel, mail.address) == (Channel.MAIL, "salome@example.org")
    assert "BERTIN" not in mail.body
    assert salome.number not in mail.body
    assert letter_codes(env) == []
    assert salome.types(mail.body.split()[0]) is not None
    assert salome.shows().given == "Salomé"


def test_the_same_form_sent_twice_opens_one_record_and_shows_the_same_credentials(manon: Applying) -> None:
    manon.reaches_the_terms()
    manon.finishes()
    first = manon.shows()
    assert manon.finishes() == RecordOpenedOnline()
    assert (manon.shows().identifier, manon.shows().password) == (first.identifier, first.password)


def test_a_page_read_again_is_where_she_was(manon: Applying) -> None:
    manon.begins()
    manon.verifies()
    assert manon.shows() == manon.shows()
    assert confirm_contact(manon.token, "000000", env=manon.env) == ContactVerified()


def test_nothing_she_typed_lies_in_clear(manon: Applying) -> None:
    manon.reaches_the_terms()
    manon.finishes()
    with manon.database.admin() as admin:
        found = admin.execute(
            "select encode(sealed, 'escape') || encode(address, 'escape') || encode(digest, 'escape') from opening"
        ).fetchall()
        code = admin.execute("select encode(number, 'escape') || encode(code, 'escape') from creation_code").fetchall()
    for secret in (manon.number, "manon@example.org", "Manon", manon.shows().password, manon.token):
        assert secret not in str(found) + str(code)


def test_the_credentials_are_gone_once_she_has_noted_them(manon: Applying) -> None:
    manon.reaches_the_terms()
    manon.finishes()
    end_opening(manon.token)
    assert show_opening(manon.token, env=manon.env) == OpeningOver()


def test_an_hour_later_everything_starts_again(manon: Applying) -> None:
    manon.reaches_the_terms()
    passes(manon, timedelta(hours=1))
    assert manon.finishes() == OpeningOver()
    assert show_opening(manon.token, env=manon.env) == OpeningOver()
    point_django_at(manon.database.addresses.worker)
    forget_ended_openings(env=manon.env)
    assert not OpeningRow.objects.values("id").exists()


def test_her_code_still_opens_after_an_opening_that_she_gave_up(manon: Applying) -> None:
    code = manon.receives_a_code()
    manon.types(code)
    end_opening(manon.token)
    manon.types(code)
    assert manon.shows().step is Step.CONTACT


def test_a_step_is_not_jumped_over(manon: Applying) -> None:
    manon.begins()
    assert manon.finishes() == StepsMissing()
    manon.verifies()
    assert manon.finishes() == StepsMissing()


def test_refusing_the_terms_opens_nothing(manon: Applying) -> None:
    manon.reaches_the_terms()
    refused = manon.finishes(accepts=False)
    assert refused is not None
    assert not isinstance(refused, RecordOpenedOnline)
    assert manon.shows().step is Step.TERMS
    assert manon.finishes() == RecordOpenedOnline()
