"""A loopback server that writes nothing of what it is asked: its line would hold codes and query strings."""


class Quiet:
    """Stands before the standard library's handler of requests, whose line it leaves out."""

    def log_message(self, *_words: object) -> None:
        """Write nothing."""
