"""How much one file may cost: time, memory, inflated size, and the sizes beyond which a file is no article."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What parsing one item may take; the operating system holds memory and processor time where it can.

    Attributes:
        time_s: wall-clock and processor seconds for one item.
        memory_mib: address space of the parsing process, in MiB.
        inflated_mib: size of everything a packed file unpacks to, in MiB.
        ratio: how many times its packed size a member of a packed file may become (small members are exempt).
        text_chars: longest article text, in code points.
        words: most words and other signs of an article; what it takes to read one grows with them.
        markup_mib: largest HTML page, in MiB.
        nesting: deepest nesting of HTML elements.
        pages: longest PDF, in pages.
    """

    time_s: int = 30
    memory_mib: int = 1024
    inflated_mib: int = 64
    ratio: int = 200
    text_chars: int = 400_000
    words: int = 100_000
    markup_mib: int = 12
    nesting: int = 1_000
    pages: int = 1_000
