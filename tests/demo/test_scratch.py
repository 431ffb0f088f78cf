from pathlib import Path
import time
from carnet.demo import world
from carnet.ports.environment import Environment


def test_builds(env: Environment, tmp_path: Path) -> None:
    t = time.time()
    assert world.build(env, home=tmp_path)
    print("BUILD", time.time() - t)
    t = time.time()
    assert not world.build(env, home=tmp_path)
    print("AGAIN", time.time() - t)
