"""Two kinds of error: a Refusal is one sentence for the person; anything else is a fault."""

from rules.messages import Words


class Refusal(Exception):
    """Carries the sentence to say. Never logged as a fault; the turn's changes are rolled back."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.text)
        self.words = words
