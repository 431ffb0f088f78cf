"""Who comes in at the support desk, and who does not."""

import pytest

from carnet.core.access.actors import Reviewer, SupportAgent
from carnet.core.support.desk_sign_in import NotAtTheDesk, has_two_factors, who_is_at_the_desk

AGENT, REVIEWER = "carnet-agent", "carnet-reviewer"


@pytest.mark.parametrize(
    "means", [("pwd", "otp"), ("pin", "hwk"), ("sc", "pin"), ("hwk", "fpt"), ("mfa",), ("pwd", "sms", "user")]
)
def test_a_password_with_a_key_a_card_or_a_code_opens_the_desk(means: tuple[str, ...]) -> None:
    assert has_two_factors(means)
    assert who_is_at_the_desk("ali", roles=[AGENT], amr=means) == SupportAgent("ali")


@pytest.mark.parametrize("means", [(), ("pwd",), ("otp",), ("pwd", "pin"), ("otp", "sms"), ("hwk", "swk"), ("user",)])
def test_one_means_or_two_of_one_kind_open_nothing(means: tuple[str, ...]) -> None:
    assert who_is_at_the_desk("ali", roles=[AGENT], amr=means) is NotAtTheDesk.NO_SECOND_FACTOR


def test_the_roles_of_other_applications_say_nothing_here() -> None:
    means = ("pwd", "otp")
    assert who_is_at_the_desk("odile", roles=["wiki", REVIEWER], amr=means) == Reviewer("odile")
    assert who_is_at_the_desk("tom", roles=["wiki"], amr=means) is NotAtTheDesk.NO_ROLE
    assert who_is_at_the_desk("tom", roles=[], amr=means) is NotAtTheDesk.NO_ROLE


def test_nobody_checks_proofs_and_reads_secrets_too() -> None:
    assert who_is_at_the_desk("ali", roles=[AGENT, REVIEWER], amr=("mfa",)) is NotAtTheDesk.TWO_ROLES
