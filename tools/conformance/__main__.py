"""Run the FHIR tests, judge what they were answered with the validator of HL7 and HAPI, write its verdicts down.

It needs a JDK (17 or later), Maven 3, and Maven Central or a mirror of it for the first run.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from carnet.infra.clock import SystemClock
from tools.conformance.packages import Packages, unpack
from tools.conformance.verdicts import PAGE, Verdicts, as_tables, read_verdicts, write_down

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache"
POM = Path(__file__).with_name("pom.xml")
TESTS = ("tests/doors/fhir", "tests/doors/whole_record")
NEEDED = {
    "javac": "a JDK, 17 or later (Debian: openjdk-17-jdk-headless)",
    "mvn": "Maven 3 (Debian: maven)",
}


def main(arguments: list[str]) -> int:
    """Judge; 0 when no answer was found invalid, 1 when one was, 2 when the judge could not be called."""
    parser = argparse.ArgumentParser(prog="make conformance", description=__doc__)
    parser.add_argument("--resources", type=Path, help="a folder of JSON resources, in place of a run of the tests")
    parser.add_argument("--packages", type=Path, default=CACHE / "fhir-packages", help="a folder of NAME#VERSION.tgz")
    parser.add_argument("--write", action="store_true", help=f"put the verdicts into docs/{PAGE.name}")
    parser.add_argument("--note", default="", help="what else must be said of this run: where its packages came from")
    chosen = parser.parse_args(arguments)
    if lacking := [what for program, what in NEEDED.items() if shutil.which(program) is None]:
        print(f"The Java validator was not run: this machine has no {', and no '.join(lacking)}. Install it.")
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        definitions = Path(temporary) / "definitions"
        definitions.mkdir()
        packages = unpack(chosen.packages, definitions)
        _tell_absent(packages, chosen.packages)
        resources = chosen.resources or _answers_of_the_tests(Path(temporary) / "answers")
        verdicts = _judge(resources, definitions, Path(temporary) / "verdicts.tsv") if resources else None
    if verdicts is None:
        return 2
    tables = as_tables(verdicts, packages, on=SystemClock().now().date(), note=chosen.note)
    print(tables)
    if chosen.write:
        write_down(tables)
    return 1 if verdicts.errors else 0


def _tell_absent(packages: Packages, folder: Path) -> None:
    if packages.absent:
        print(f"Not held against {', '.join(packages.absent)}: bring NAME#VERSION.tgz into {folder}")
        print("from the registry of FHIR packages. What is declared to follow them is held against FHIR R4 alone.")


def _answers_of_the_tests(folder: Path) -> Path | None:
    """Run the tests of the FHIR door, and keep what it answered; None when one of them fails."""
    tests = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist=loadfile", *TESTS]
    # A constant command of our own tests.
    ran = subprocess.run(tests, cwd=ROOT, env={**os.environ, "CARNET_EMITTED": str(folder)}, check=False)  # noqa: S603
    if ran.returncode:
        print("The Java validator was not run: the tests of the FHIR door fail.")
        return None
    return folder


def _judge(resources: Path, definitions: Path, verdicts: Path) -> Verdicts | None:
    judged = sorted(resources.glob("*.json"))
    said = f"-Dexec.args={resources.resolve()} {definitions} {verdicts}"
    maven = ["mvn", "-q", "-B", "-f", str(POM), f"-Dtarget={CACHE / 'conformance'}", "compile", "exec:java", said]
    # A constant command: the pom beside this file, on folders named above.
    ran = subprocess.run(maven, capture_output=True, text=True, check=False)  # noqa: S603
    if ran.returncode:
        print(ran.stdout[-2000:], ran.stderr[-2000:])
        print(
            "The Java validator was not run: see Maven’s words above. It needs Maven Central, or a mirror of it named"
        )
        print("in ~/.m2/settings.xml, to bring ca.uhn.hapi.fhir:hapi-fhir-validation and its definitions of R4 once.")
        return None
    return read_verdicts(verdicts, judged)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
