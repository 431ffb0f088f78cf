"""The slow work on passwords: hashing one, and verifying one, at the same price whether there is an account or not."""

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerificationError

from carnet.core.accounts.credentials import normal_password
from carnet.ports.environment import Environment

SALT_SIZE = 16

_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1, hash_len=32, type=Type.ID)
"""46 MiB, one pass: a profile of the OWASP password cheat sheet, 53 ms here where the library's default takes 150
(two shared cores; three times as much under load)."""

_DECOY = "$argon2id$v=19$m=47104,t=1,p=1$Y2FybmV0IGRlY295IHNhbA$IIKH1UdLBH4SSNqmppZmCVU0KKMSmFBO8Og1CqmKn/I"
"""What is verified when there is no password to verify; no answer depends on it."""


def hash_password(typed: str, *, env: Environment) -> str:
    """Give the Argon2id hash of a password, with its parameters and a fresh salt (OWASP ASVS 11.4.2)."""
    return _HASHER.hash(normal_password(typed), salt=env.chance.secret(SALT_SIZE))


def is_password(typed: str, password_hash: str) -> bool:
    """Whether what was typed is the password. With an empty hash the answer is no, after the very same work."""
    try:
        is_right = _HASHER.verify(password_hash or _DECOY, normal_password(typed))
    except VerificationError:
        return False
    return is_right and password_hash != ""
