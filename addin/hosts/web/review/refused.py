"""What a visit can end in instead of a page."""

from __future__ import annotations


class Refused(Exception):
    """A request that is not carried out: the status, and a sentence for the person.

    ``wait`` is after how many seconds to try again; 0: that would not help.
    """

    def __init__(self, status: int, sentence: str, wait: float = 0.0) -> None:
        super().__init__(status, sentence, wait)
        self.status = status
        self.sentence = sentence
        self.wait = wait
