"""Where the official samples are, for the tests that read documents which nobody here wrote."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("CARNET_SHARED", Path(__file__).resolve().parents[2] / "shared"))

needs_samples = pytest.mark.skipif(
    not (SHARED / "samples").is_dir(),
    reason="the official samples (../shared/samples) are not here; they carry no licence and are not copied",
)
