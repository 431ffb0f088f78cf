"""The same example in curl, Python and JavaScript: whole, so that it runs as it was copied, in the sandbox's folder."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from carnet.demo.sandbox.folder import FOR_A_PERSON, LETTER, NUMBER_OF_THE_LETTER
from carnet.demo.sandbox.steps import CDA, NUMBER, Example, Pairs, Step

_VARIABLE: Final = re.compile(r"\$\{([A-Z]+)\}")
_WIDTH: Final = "  "


@dataclass(frozen=True, slots=True)
class Base:
    """Where the door answers: over HTTP, and over TLS for those who show a certificate."""

    plain: str
    secure: str


def as_curl(example: Example, base: Base) -> str:
    """Write it for a POSIX shell, with a token by mutual TLS."""
    name = example.software
    scope = f" '{example.scope}'" if example.scope else ""
    lines = [
        f"TOKEN=$(sh {FOR_A_PERSON} {example.person})" if example.person else f"TOKEN=$(sh token.sh {name}{scope})"
    ]
    if example.uses(NUMBER) or example.uses(CDA):
        lines.append("NUMBER=2.25.$(python3 -c 'import uuid; print(uuid.uuid4().int)')")
    if example.uses(CDA):
        lines.append(f'CDA=$(sed "s/{NUMBER_OF_THE_LETTER}/$NUMBER/" {LETTER} | base64 -w 0)')
    for step in example.steps:
        lines += ["", _curl(step, name, base)]
    return "\n".join(lines) + "\n"


def _curl(step: Step, software: str, base: Base) -> str:
    is_refused, in_address = step.status >= 400, step.query and step.method != "GET"
    shows = "-i " if is_refused or step.shows_headers or step.keep_last else ""
    words = [f'curl {shows}-K {software}/curl.conf -H "Authorization: Bearer $TOKEN"']
    words += [f"-H {_quoted(f'{name}: {value}')}" for name, value in step.headers]
    if step.body is not None:
        words.append(f"-H 'Content-Type: {step.media_type}' --data-binary @-")
    sent = step.form if in_address else step.form or step.query
    words += [f"--data-urlencode {_quoted(f'{name}={value}')}" for name, value in sent]
    address = f"{step.path}?{_in_address(step.query)}" if in_address else step.path
    way = ("-G " if step.query else "") if step.method == "GET" else f"-X {step.method} "
    words.append(way + _quoted(f"{base.secure}/{address}".rstrip("/")))
    if step.waits:
        words.append("-o /dev/null -w '%{http_code}'")
        return "until " + " \\\n  ".join(words) + " | grep -q 200; do sleep 1; done"
    command = " \\\n  ".join(words)
    if step.body is not None:
        command += " <<END"
    if is_refused:
        command += " || true"
    if step.body is not None:
        command += f"\n{_escaped(json.dumps(step.body, ensure_ascii=False, indent=2))}\nEND"
    if not step.keep and not step.keep_last:
        return command
    end = ")" if step.body is None else "\n)"
    kept = [f"{name}=$(printf '%s' \"$ANSWER\" | python3 -c '{_pick(path)}')" for name, path in step.keep.items()]
    for name, header in step.keep_last.items():
        kept.append(f"{name}=$(printf '%s' \"$ANSWER\" | tr -d '\\r' | sed -n 's|^{header}: .*/||Ip')")
    return "\n".join([f"ANSWER=$({command}{end}", *kept])


def _pick(path: tuple[str | int, ...]) -> str:
    return "import json, sys; print(json.load(sys.stdin)" + "".join(f"[{json.dumps(one)}]" for one in path) + ")"


def _escaped(text: str) -> str:
    """Write a text for a place where the shell expands: nothing but our variables is expanded."""
    return re.sub(r"([\\`]|\$(?!\{[A-Z]+\}))", r"\\\1", text)


def _quoted(text: str) -> str:
    if _VARIABLE.search(text) or "'" in text:
        return '"' + _escaped(text).replace('"', '\\"') + '"'
    return f"'{text}'"


def _in_address(query: Pairs) -> str:
    return "&".join(f"{name}={value.replace('|', '%7C')}" for name, value in query)


def as_python(example: Example, base: Base) -> str:
    """Write it for Python, with requests and a token by private_key_jwt."""
    imports, drawn = ["import requests", *_python_token_import(example), ""], []
    if example.uses(CDA):
        imports = ["import base64", "import uuid", "from pathlib import Path", "", *imports]
    elif example.uses(NUMBER):
        imports = ["import uuid", "", *imports]
    elif example.person:
        waits = any(step.waits for step in example.steps)
        imports = ["import subprocess", *(["import time"] if waits else []), "", *imports]
    if example.uses(NUMBER) or example.uses(CDA):
        drawn = ['number = f"2.25.{uuid.uuid4().int}"']
    if example.uses(CDA):
        read = f'Path("{LETTER}").read_text(encoding="utf-8").replace("{NUMBER_OF_THE_LETTER}", number)'
        drawn += [f"letter = {read}", "cda = base64.b64encode(letter.encode()).decode()"]
    lines = [
        *imports,
        f'BASE = "{base.plain}"',
        "software = requests.Session()",
        *_python_token(example),
        *drawn,
    ]
    for step in example.steps:
        lines += ["", *_python(step)]
    return "\n".join([*lines, "print(answer.text)"]) + "\n"


def _python(step: Step) -> Iterator[str]:
    headers = [*step.headers, *([("Content-Type", step.media_type)] if step.body is not None else [])]
    sent = [("params", _pairs(step.query)), ("headers", dict(headers)), ("data", _pairs(step.form))]
    given = [*sent, ("json", step.body)]
    words = [f'"{step.method}"', f"BASE + {_python_text(f'/{step.path}')}" if step.path else "BASE"]
    words += [f"{name}={_literal(value, _python_text, _PYTHON)}" for name, value in given if value]
    asked = f"answer = software.request({', '.join(words)})"
    yield asked
    if step.waits:
        yield "while answer.status_code == 202:"
        yield "    time.sleep(1)"
        yield f"    {asked}"
    if step.shows_headers:
        yield "print(answer.status_code, answer.headers)"
    yield "answer.raise_for_status()" if step.status < 400 else "print(answer.status_code, answer.headers)"
    for name, path in step.keep.items():
        yield f"{name.lower()} = answer.json()" + "".join(f"[{json.dumps(one)}]" for one in path)
    for name, header in step.keep_last.items():
        yield f'{name.lower()} = answer.headers["{header}"].rpartition("/")[2]'


def _named(example: Example, scope: str) -> str:
    """Name the software for which a token is asked, and its scope, if any, as the language writes it."""
    named = [json.dumps(example.software)]
    return ", ".join([*named, scope.format(json.dumps(example.scope))] if example.scope else named)


def _python_token_import(example: Example) -> list[str]:
    return [] if example.person else ["", "from get_token import get_token"]


def _python_token(example: Example) -> Iterator[str]:
    if example.person:
        yield f'asked = subprocess.run(["sh", "{FOR_A_PERSON}", "{example.person}"], capture_output=True, check=True)'
        yield 'software.headers["Authorization"] = "Bearer " + asked.stdout.decode().strip()'
    else:
        yield f'software.headers["Authorization"] = "Bearer " + get_token({_named(example, "scope={}")})'


def _python_text(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    if not _VARIABLE.search(text):
        return written
    return "f" + _VARIABLE.sub(lambda found: "{" + found[1].lower() + "}", written)


def as_javascript(example: Example, base: Base) -> str:
    """Write it for Node 18 and later, with its own fetch and a token by private_key_jwt; nothing to install."""
    imports, drawn = ['import { getToken } from "./get_token.mjs";', ""], []
    token = f"await getToken({_named(example, '{{ scope: {} }}')})"
    if example.person:
        imports = ['import { execFileSync } from "node:child_process";', ""]
        token = f'execFileSync("sh", ["{FOR_A_PERSON}", "{example.person}"], {{ encoding: "utf8" }}).trim()'
    if example.uses(NUMBER) or example.uses(CDA):
        imports = ['import { randomUUID } from "node:crypto";', *imports]
        drawn = ['const number = `2.25.${BigInt("0x" + randomUUID().replaceAll("-", ""))}`;']
    if example.uses(CDA):
        imports = ['import { readFileSync } from "node:fs";', *imports]
        read = f'readFileSync("{LETTER}", "utf8").replaceAll("{NUMBER_OF_THE_LETTER}", number)'
        drawn += [f"const letter = {read};", 'const cda = Buffer.from(letter).toString("base64");']
    lines = [
        *imports,
        f'const BASE = "{base.plain}";',
        f"const Authorization = `Bearer ${{{token}}}`;",
        *drawn,
        "let answer, found;" if any(step.keep for step in example.steps) else "let answer;",
    ]
    for step in example.steps:
        lines += ["", *_javascript(step)]
    return "\n".join([*lines, "console.log(await answer.text());"]) + "\n"


def _javascript(step: Step) -> Iterator[str]:
    address = f"/{step.path}" if step.path else ""
    if step.query:
        address = f"{address}?${{new URLSearchParams({_literal(_pairs(step.query), _script_text, _SCRIPT)})}}"
        where = f"`${{BASE}}{_in_script(address)}`"
    else:
        where = f"BASE + {_script_text(address)}" if address else "BASE"
    headers = [*step.headers, *([("Content-Type", step.media_type)] if step.body is not None else [])]
    written = "".join(f', "{name}": {_script_text(value)}' for name, value in headers)
    given = [f'method: "{step.method}"', f"headers: {{ Authorization{written} }}"]
    if step.form:
        given.append(f"body: new URLSearchParams({_literal(_pairs(step.form), _script_text, _SCRIPT)})")
    if step.body is not None:
        given.append(f"body: JSON.stringify({_literal(step.body, _script_text, _SCRIPT)})")
    asked = f"answer = await fetch({where}, {{\n  " + ",\n  ".join(given) + ",\n});"
    if step.waits:
        yield "do {"
        yield "await new Promise((done) => setTimeout(done, 1000));"
        yield asked
        yield "} while (answer.status === 202);"
    else:
        yield asked
    if step.shows_headers:
        yield "console.log(answer.status, answer.headers);"
    if step.status >= 400:
        yield "console.log(answer.status, answer.headers);"
    else:
        yield "if (!answer.ok) throw new Error(await answer.text());"
    if step.keep:
        yield "found = await answer.json();"
    for name, path in step.keep.items():
        yield f"const {name.lower()} = found" + "".join(f"[{json.dumps(one)}]" for one in path) + ";"
    for name, header in step.keep_last.items():
        yield f'const {name.lower()} = answer.headers.get("{header}").split("/").pop();'


def _script_text(text: str) -> str:
    if not _VARIABLE.search(text):
        return json.dumps(text, ensure_ascii=False)
    return f"`{_in_script(text)}`"


def _in_script(text: str) -> str:
    return _VARIABLE.sub(lambda found: "${" + found[1].lower() + "}", text)


def _pairs(pairs: Pairs) -> dict[str, str] | list[list[str]]:
    """Give pairs as a table, or as a list when a name stands there twice."""
    return dict(pairs) if len(dict(pairs)) == len(pairs) else [list(one) for one in pairs]


_PYTHON: Final = {True: "True", False: "False", None: "None"}
_SCRIPT: Final = {True: "true", False: "false", None: "null"}


def _literal(value: object, text: Callable[[str], str], words: dict[bool | None, str], inside: str = "") -> str:
    """Write a value of JSON as a literal. ``text``: how a text is written; ``inside``: the indentation of its line."""
    deeper = inside + _WIDTH
    match value:
        case dict() if value:
            rows = [f"{deeper}{json.dumps(name)}: {_literal(one, text, words, deeper)}," for name, one in value.items()]
            return "{\n" + "\n".join(rows) + f"\n{inside}}}"
        case list() if value:
            rows = [f"{deeper}{_literal(one, text, words, deeper)}," for one in value]
            return "[\n" + "\n".join(rows) + f"\n{inside}]"
        case str():
            return text(value)
        case bool() | None:
            return words[value]
        case _:
            return json.dumps(value)
