"""What `carnet run` says once everything answers: where to go, as whom, and where the messages arrive."""


def welcome(*, address: str, identity: str, people: str, home: str, seconds: float) -> str:
    """The text, in French. ``identity``: the address where professionals prove who they are.

    ``people``: the accounts, as ``carnet demo people`` prints them.
    """
    return f"""
Carnet est prêt ({seconds:.0f} s).

  Le site :               {address}
  Les professionnels :    {address}/pro/ (en guise de Pro Santé Connect : {identity})
  Les courriels et SMS :  .venv/bin/carnet demo outbox
  Les comptes :           .venv/bin/carnet demo people
  Les données :           {home}

{people.rstrip()}

Tout ce qui s’y trouve est inventé. Ctrl-C arrête tout ; les données restent.
"""
