"""From where somebody signs in, in plain words: « Firefox sur Windows ». No address, no version, no fingerprint."""

from dataclasses import dataclass

BROWSERS = (
    ("edge", "Edg"),
    ("opera", "OPR/"),
    ("samsung-internet", "SamsungBrowser"),
    ("firefox", "Firefox/"),
    ("firefox", "FxiOS"),
    ("chrome", "CriOS"),
    ("chrome", "Chrome/"),
    ("safari", "Safari/"),
)
"""The first word found names the browser: most of them claim to be the later ones too."""

SYSTEMS = (
    ("android", "Android"),
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("windows", "Windows"),
    ("mac", "Macintosh"),
    ("linux", "Linux"),
)

LONGEST_READ = 512


@dataclass(frozen=True, slots=True)
class Place:
    """What sort of browser on what sort of machine: codes of the two tables, or nothing when it does not say."""

    browser: str = ""
    system: str = ""

    def code(self) -> str:
        """Write it as it is kept: « firefox/windows »."""
        return f"{self.browser}/{self.system}"


SOMEWHERE = Place()
"""A browser that said nothing that we know."""


def read_place(user_agent: str) -> Place:
    """Read the family of a browser from what it says of itself; the rest is forgotten at once."""
    said = user_agent[:LONGEST_READ]
    browser = next((name for name, word in BROWSERS if word in said), "")
    system = next((name for name, word in SYSTEMS if word in said), "")
    return Place(browser, system)


def place_of(code: str) -> Place:
    """Read a place as it was kept."""
    browser, _, system = code.partition("/")
    return Place(browser, system)
