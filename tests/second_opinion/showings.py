"""What people show by a code, to whom it opens, and stopping."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from carnet.core.access.actors import Professional
from carnet.core.access.decision import Refusal
from carnet.usecases.showing.follow_showing import Followed, follow_showings
from carnet.usecases.showing.redeem_showing import TooManyCodes, redeem_showing
from carnet.usecases.showing.show_record import CannotBeShown, ShowingBegun, show_record
from carnet.usecases.showing.stop_showing import stop_showing
from tests.second_opinion.cast import known_as
from tests.second_opinion.draws import holders, professionals
from tests.second_opinion.papers import Papers


class Showings(Papers):
    """The acts on what is shown, of whatever record."""

    @rule(
        who=holders,
        reader=professionals,
        which=st.sampled_from([None, *range(12)]),
        stops=st.sampled_from([True, False, False, False]),
    )
    def something_is_shown(self, who: object, reader: Professional, which: int | None, stops: bool) -> None:
        """The whole record, or one document, to somebody who types the code once; stopped at once, or not."""
        actor, known = self.actor(who), known_as(reader)
        paper = self.paper(which) if which is not None else None
        chosen = [self.documents[paper.number]] if paper is not None else None
        done = show_record(self.record, chosen, minutes=15, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.speaks(known_as(actor), self.now))
        if paper is not None and not isinstance(done, Refusal):
            can_be = self.dossier.reads(known_as(actor), paper, self.now) and "secret" not in paper.hidden
            assert isinstance(done, ShowingBegun) == can_be
        if isinstance(done, Refusal | CannotBeShown):
            return
        followed = follow_showings(self.record, actor=actor, env=self.env)
        assert isinstance(followed, Followed)
        code = next(one.code for one in followed.showings if one.id == done.showing)
        opened = redeem_showing(code, actor=reader, env=self.env)
        if isinstance(opened, TooManyCodes):
            return
        assert self.agree(opened, self.dossier.is_fit(known, self.now) and not self.dossier.has_block(known))
        if not isinstance(opened, Refusal) and not stops:
            self.dossier.begin(known, f"shown {paper.number}" if paper is not None else "shown", self.now)
        if stops:
            stop_showing(self.record, done.showing, actor=actor, env=self.env)
