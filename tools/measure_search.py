"""Measures what the search of ADR 0031 costs: bytes kept beside a document, and time to look through a record.

``python -m tools.measure_search [documents]``: no database, no server, texts that nobody wrote. Times are the
processor’s: a busy machine changes them little.
"""

import argparse
import sys
from statistics import median
from time import process_time

from carnet.formats.sealing import VALUE_NONCE_SIZE, open_value, seal_value
from carnet.formats.text import lines_of
from carnet.formats.words import pack, query, searchable, unpack

ROUNDS = 9
KEY = bytes(32)
PURPOSE = "words"
SYLLABLES = ("ba", "cor", "dé", "fer", "gé", "hépa", "in", "li", "mo", "né", "op", "pul", "ré", "sto", "thy", "vas")
EVERY = 10
"""One document in so many says the two words that are looked for."""


def word(number: int) -> str:
    """One of 4,096 words, no text of ours: real ones would repeat themselves more, and weigh less."""
    return "".join(SYLLABLES[number // 16**place % 16] for place in range(3))


def text_of(number: int, sentences: int) -> bytes:
    """A document of so many sentences of twelve words."""
    first = number * 7919
    lines = [
        f"{' '.join(word(first + (place * 12 + index) * 31) for index in range(12))}." for place in range(sentences)
    ]
    if not number % EVERY:
        lines.append("Bilan de la thyroïde, ferritine basse.")
    return "\n".join(lines).encode()


def measure(documents: int, sentences: int) -> str:
    """Keep the words of so many documents, then look for two words among all; say the figures in one line."""
    nonce = bytes(VALUE_NONCE_SIZE)
    contents = [text_of(number, sentences) for number in range(documents)]
    started = process_time()
    sealed = [
        seal_value(
            pack(searchable("Compte rendu", ["Dr Anne Keller"], lines_of(content, "text/plain"))),
            key=KEY,
            nonce=nonce,
            purpose=PURPOSE,
            bound_to=b"",
        )
        for content in contents
    ]
    kept = process_time() - started
    times = []
    for _ in range(ROUNDS):
        started = process_time()
        wanted = query("thyroïde ferritine")
        found = 0
        for one in sealed:
            words = unpack(open_value(one, key=KEY, purpose=PURPOSE, bound_to=b""))
            found += wanted.finds(words)
        times.append(process_time() - started)
    size, weight = sum(map(len, contents)) // documents, sum(map(len, sealed)) // documents
    return (
        f"{documents} documents of {size} bytes of text: {weight} bytes kept beside each; "
        f"{1000 * kept / documents:.2f} ms to keep one, {1000 * median(times) / documents:.3f} ms to look through one "
        f"({1000 * median(times):.0f} ms for all; {found} found)"
    )


def main() -> None:
    """Read the command line and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="?", type=int, default=1000)
    documents = parser.parse_args().documents
    for sentences in (10, 40, 400):
        sys.stdout.write(f"{measure(documents, sentences)}\n")


if __name__ == "__main__":
    main()
