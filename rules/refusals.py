"""Two kinds of error: a Refusal is one sentence for the person; anything else is a fault."""

from rules.words import Words, _


class Refusal(Exception):
    """Carries the sentence to say. Never logged as a fault; the turn's changes are rolled back."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.text)
        self.words = words


class Gone(Refusal):
    """A dead button: what it names is not there, is over, or is another person's. Which of these is never told."""

    def __init__(self, words: Words | None = None) -> None:
        super().__init__(words or _("Ce bouton n’est plus actif."))
