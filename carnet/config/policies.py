"""What the operator sets of the law: dated policies of their own, how long a yes lasts, where records may be opened."""

from pathlib import Path

from carnet.core.access.faulty import Faulty
from carnet.core.access.policy import Policy, in_order, our_policies, read_policy
from carnet.core.consent.durations import Durations, our_durations, read_durations
from carnet.core.record.online_opening import Rollout, our_rollout, read_rollout


def known_policies(folder: str) -> tuple[Policy, ...] | Faulty:
    """Give every policy, the oldest first.

    ``folder``: the value of ``CARNET_POLICIES``, or nothing. Each ``NAME.toml`` in it is a profile, with its matrix in
    ``NAME.csv``. Every fault of every file is told at once: a profile that nobody can read decides nothing.
    """
    policies = list(our_policies())
    faults: list[str] = []
    for read in _added(Path(folder)) if folder else ():
        if isinstance(read, Faulty):
            faults += read.faults
            continue
        if any(read.name == other.name for other in policies):
            faults.append(f"{read.name}.toml : un autre profil porte déjà ce nom.")
        if any(read.in_force_from == other.in_force_from for other in policies):
            faults.append(f"{read.name}.toml : un autre profil commence le même jour.")
        policies.append(read)
    return Faulty(tuple(faults)) if faults else in_order(policies)


def deciding_policy(name: str, policies: tuple[Policy, ...] | Faulty) -> Policy | Faulty:
    """Give the policy that decides here, among those known. ``name``: the value of ``CARNET_POLICY``."""
    if isinstance(policies, Faulty):
        return policies
    found = next((policy for policy in policies if policy.name == name), None)
    if found is None:
        names = ", ".join(policy.name for policy in policies)
        return Faulty((f"CARNET_POLICY : ce profil n’existe pas. Ceux d’ici : {names}.",))
    return found


def known_durations(path: str) -> Durations | Faulty:
    """Give how long a yes lasts when nobody chose. ``path``: the value of ``CARNET_DURATIONS``, or nothing."""
    if not path:
        return our_durations()
    try:
        return read_durations(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Faulty(("CARNET_DURATIONS : ce fichier n’existe pas.",))
    except (OSError, UnicodeDecodeError):
        return Faulty(("CARNET_DURATIONS : ce fichier ne se lit pas comme du texte en UTF-8.",))


def known_rollout(path: str) -> Rollout | Faulty:
    """Give where records may be opened already. ``path``: the value of ``CARNET_ROLLOUT``, or nothing."""
    if not path:
        return our_rollout()
    try:
        return read_rollout(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Faulty(("CARNET_ROLLOUT : ce fichier n’existe pas.",))
    except (OSError, UnicodeDecodeError):
        return Faulty(("CARNET_ROLLOUT : ce fichier ne se lit pas comme du texte en UTF-8.",))


def _added(folder: Path) -> list[Policy | Faulty]:
    if not folder.is_dir():
        return [Faulty(("CARNET_POLICIES : ce dossier n’existe pas.",))]
    profiles = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    alone = sorted(path.name for path in folder.glob("*.csv") if path.stem not in profiles)
    read: list[Policy | Faulty] = [Faulty((f"{name} : il manque le profil, au même nom en .toml.",)) for name in alone]
    return read + [_read(path) for path in profiles.values()]


def _read(path: Path) -> Policy | Faulty:
    try:
        return read_policy(
            path.stem, path.read_text(encoding="utf-8"), path.with_suffix(".csv").read_text(encoding="utf-8")
        )
    except FileNotFoundError:
        return Faulty((f"{path.stem}.csv : la matrice de ce profil manque.",))
    except (OSError, UnicodeDecodeError):
        return Faulty((f"{path.stem} : ces fichiers ne se lisent pas comme du texte en UTF-8.",))
