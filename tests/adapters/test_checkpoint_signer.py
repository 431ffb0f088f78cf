"""What a witness can check of what the log says of itself.

The published vector is the example of golang.org/x/mod/sumdb/note (BSD-3-Clause), which C2SP signed-note specifies.
"""

from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from carnet.core.audit.transparency import Checkpoint
from carnet.core.defects import Defect
from carnet.infra.checkpoint_signer import CheckpointSigner, VerifierKey, open_checkpoint, open_note
from carnet.ports.keyring import KeyUnavailableError

PETERS_KEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n"
PETERS_VERIFIER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)  # fmt: skip
PETERS_NOTE = (
    PETERS_TEXT + "\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCHS_VERIFIER_KEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
ENOCHS_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
LOG = "carnet.example/log"
A_CHECKPOINT = Checkpoint(LOG, 42, bytes(range(32)))


def verifier(text: str) -> VerifierKey:
    key = VerifierKey.parse(text)
    assert isinstance(key, VerifierKey)
    return key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "checkpoints.key"


@pytest.fixture
def signer(path: Path) -> CheckpointSigner:
    return CheckpointSigner(path, name=LOG)


@pytest.fixture
def peter(path: Path) -> CheckpointSigner:
    path.parent.mkdir()
    path.touch(mode=0o600)
    path.write_text(PETERS_KEY, encoding="ascii")
    return CheckpointSigner(path, name="PeterNeumann")


# The published vector


def test_our_signature_of_the_published_note_is_the_published_one(peter: CheckpointSigner) -> None:
    assert peter.sign_text(PETERS_TEXT) == PETERS_NOTE
    assert peter.verifier_key.text() == PETERS_VERIFIER_KEY


def test_the_published_note_is_verified_alone_and_among_other_signatures() -> None:
    for note in (PETERS_NOTE, PETERS_NOTE + ENOCHS_LINE):
        assert open_note(note, verifier_key=verifier(PETERS_VERIFIER_KEY)) == PETERS_TEXT
    assert open_note(PETERS_NOTE + ENOCHS_LINE, verifier_key=verifier(ENOCHS_VERIFIER_KEY)) == PETERS_TEXT
    assert isinstance(open_note(PETERS_NOTE, verifier_key=verifier(ENOCHS_VERIFIER_KEY)), Defect)


# Our log


def test_a_witness_reads_what_the_log_signed(signer: CheckpointSigner) -> None:
    published = verifier(signer.verifier_key.text())
    assert open_checkpoint(signer.sign(A_CHECKPOINT), verifier_key=published) == A_CHECKPOINT


def test_no_character_of_a_signed_checkpoint_can_be_changed(signer: CheckpointSigner) -> None:
    note = signer.sign(A_CHECKPOINT)
    for place in range(len(note)):
        other = "A" if note[place] != "A" else "B"
        altered = note[:place] + other + note[place + 1 :]
        outcome = open_checkpoint(altered, verifier_key=signer.verifier_key)
        assert isinstance(outcome, Defect), place
        assert outcome.code == "unverified-checkpoint"


def test_a_false_signature_beside_the_true_one_makes_a_witness_refuse(signer: CheckpointSigner) -> None:
    true, other = signer.sign(A_CHECKPOINT), signer.sign(Checkpoint(LOG, 43, bytes(32)))
    false_line = other.rpartition("\n\n")[2]
    assert isinstance(open_checkpoint(true + false_line, verifier_key=signer.verifier_key), Defect)


@pytest.mark.parametrize(
    "alteration",
    [
        lambda _note: "",
        lambda note: note.rstrip("\n"),
        lambda note: note.replace("\n\n", "\n"),
        lambda note: note.partition("\n\n")[0] + "\n\n",
        lambda note: note.replace("— ", "-- "),
        lambda note: note.replace("— ", "—  "),
        lambda note: note + "— witness.example AAAA\n",
        lambda note: note + "— witness.example AAA\n",
        lambda note: note + "not a signature\n",
        lambda note: "\a" + note,
        lambda note: note + "— witness.example AAAAAAAA\n" * 50_000,
    ],
)  # fmt: skip
def test_what_is_not_a_signed_note_is_refused(signer: CheckpointSigner, alteration: object) -> None:
    assert callable(alteration)
    outcome = open_checkpoint(alteration(signer.sign(A_CHECKPOINT)), verifier_key=signer.verifier_key)
    assert isinstance(outcome, Defect)
    assert outcome.code == "unverified-checkpoint"


def test_a_note_with_a_control_character_is_refused_even_when_truly_signed() -> None:
    seed = b64decode(PETERS_KEY.split("+", 4)[4])[1:]
    signature = bytes.fromhex("c74f20a3") + Ed25519PrivateKey.from_private_bytes(seed).sign(b"a\ttab\n")
    note = f"a\ttab\n\n— PeterNeumann {b64encode(signature).decode()}\n"
    assert isinstance(open_note(note, verifier_key=verifier(PETERS_VERIFIER_KEY)), Defect)


def test_a_signed_text_that_is_no_checkpoint_is_a_defect(signer: CheckpointSigner) -> None:
    outcome = open_checkpoint(signer.sign_text("Bonjour\n"), verifier_key=signer.verifier_key)
    assert isinstance(outcome, Defect)
    assert outcome.code == "malformed-checkpoint"


def test_the_log_speaks_for_no_other_log(signer: CheckpointSigner) -> None:
    with pytest.raises(ValueError, match="its own log"):
        signer.sign(Checkpoint("another.example/log", 1, bytes(32)))
    smuggled = signer.sign_text(Checkpoint("another.example/log", 1, bytes(32)).text())
    assert isinstance(open_checkpoint(smuggled, verifier_key=signer.verifier_key), Defect)


@pytest.mark.parametrize("text", ["", "no newline", "a\ttab\n"])
def test_a_text_that_no_note_can_carry_is_not_signed(signer: CheckpointSigner, text: str) -> None:
    with pytest.raises(ValueError, match="the text of a note"):
        signer.sign_text(text)


# The key


def test_the_log_keeps_its_key_from_one_start_to_the_next(signer: CheckpointSigner, path: Path) -> None:
    again = CheckpointSigner(path, name=LOG, may_create=False)
    assert again.sign(A_CHECKPOINT) == signer.sign(A_CHECKPOINT)
    assert path.stat().st_mode & 0o777 == 0o600


def test_two_logs_have_two_keys(signer: CheckpointSigner, tmp_path: Path) -> None:
    other = CheckpointSigner(tmp_path / "other.key", name=LOG)
    assert isinstance(open_checkpoint(other.sign(A_CHECKPOINT), verifier_key=signer.verifier_key), Defect)


def test_a_log_that_has_signed_does_not_start_on_a_new_key(path: Path) -> None:
    with pytest.raises(KeyUnavailableError, match="cannot be read"):
        CheckpointSigner(path, name=LOG, may_create=False)


def test_a_signing_key_that_others_may_have_read_is_refused(signer: CheckpointSigner, path: Path) -> None:
    assert signer.verifier_key.name == LOG
    path.chmod(0o644)
    with pytest.raises(KeyUnavailableError, match="mode 0644"):
        CheckpointSigner(path, name=LOG)


def test_the_key_of_another_log_is_not_used(peter: CheckpointSigner, path: Path) -> None:
    assert peter.verifier_key.name == "PeterNeumann"
    with pytest.raises(KeyUnavailableError, match="another log"):
        CheckpointSigner(path, name=LOG)


@pytest.mark.parametrize(
    "written",
    ["", "PRIVATE+KEY", PETERS_VERIFIER_KEY, PETERS_KEY.replace("c74f", "c74e"), PETERS_KEY.replace("AYEK", "AYE"),
     PETERS_KEY.replace("AYEK", "AoEK"), PETERS_KEY.replace("PRIVATE+KEY+", "")],
)  # fmt: skip
def test_a_damaged_signing_key_is_never_used(peter: CheckpointSigner, path: Path, written: str) -> None:
    assert peter.sign_text(PETERS_TEXT) == PETERS_NOTE
    path.write_text(written, encoding="ascii")
    with pytest.raises(KeyUnavailableError, match="not a file of a signing key"):
        CheckpointSigner(path, name="PeterNeumann")


@pytest.mark.parametrize("name", ["", "two words", "a+b", "bell\a"])
def test_a_name_that_no_note_can_carry_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="neither space nor plus"):
        CheckpointSigner(tmp_path / "key", name=name)


@pytest.mark.parametrize(
    "text",
    ["", "a", "a+b", "a b+00000000+AA==", PETERS_VERIFIER_KEY.replace("c74f", "c74e"),
     PETERS_VERIFIER_KEY.replace("ARpc", "ARp"), PETERS_VERIFIER_KEY.replace("ARpc", "AhpC"),
     PETERS_VERIFIER_KEY.replace("PeterNeumann", "PeterNeuman")],
)  # fmt: skip
def test_what_is_not_a_verifier_key_is_a_defect(text: str) -> None:
    outcome = VerifierKey.parse(text)
    assert isinstance(outcome, Defect)
    assert outcome.code == "malformed-verifier-key"
