"""What is said once a hand was given: « Est-ce que cela s’est fait ? », the thanks, the admin’s word."""

from __future__ import annotations

from dataclasses import dataclass

from rules.help import Side
from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.screens import Button, Screen, screen, tap
from rules.thanks import LABELS, PHRASES
from rules.words import Words, _, lines, quoted


@kind("help.after", NOTICE)
@dataclass(frozen=True, slots=True)
class HelpAfter:
    acceptance: int
    side: str
    first_name: str
    title: str

    def screen(self) -> Screen:
        with_whom = (_("Avec {name} : {title}.", name=quoted(self.first_name), title=Words(self.title))
                     if self.side == Side.ASKER else
                     _("Pour {name} : {title}.", name=quoted(self.first_name), title=Words(self.title)))
        return screen(with_whom, _("Est-ce que cela s’est fait ?"),
                      rows=((Button(_("✅ Oui"), tap=tap("after.yes", self.acceptance)),),
                            (Button(_("🕐 Remis à plus tard"), tap=tap("after.later", self.acceptance)),),
                            (Button(_("❌ Non"), tap=tap("after.no", self.acceptance)),)))


@kind("help.unanswered", NOTICE)
@dataclass(frozen=True, slots=True)
class HelpUnanswered:
    title: str

    def screen(self) -> Screen:
        return screen(_("Une semaine est passée depuis le jour choisi ({title}) : cette demande s’arrête d’elle-même. "
                        "Tout va bien.", title=Words(self.title)), rows=((Button(_("☰ Menu"), tap="menu"),),))


@kind("help.contradicted", NOTICE)
@dataclass(frozen=True, slots=True)
class HelpContradicted:
    """To the admin: one says yes, the other no. Without a name: whoever wants to will write."""

    title: str
    group: str

    def screen(self) -> Screen:
        return screen(_("Dans « {group} », un coup de main ({title}) : une personne dit « oui », l’autre « non ». "
                        "Si quelqu’un vous en parle, un mot de votre part peut apaiser.", group=quoted(self.group),
                        title=Words(self.title)))


@kind("thanks.prompt", NOTICE)
@dataclass(frozen=True, slots=True)
class ThanksPrompt:
    """To the person who was helped."""

    acceptance: int
    first_name: str

    def screen(self) -> Screen:
        rows = tuple((Button(LABELS[phrase], tap=tap("thanks.say", self.acceptance, phrase)),)
                     for phrase in PHRASES)
        return screen(_("Un mot pour {name} ? Une touche suffit.", name=quoted(self.first_name)),
                      lines(*(_("{label} : « {phrase} »", label=LABELS[code], phrase=phrase)
                              for code, phrase in PHRASES.items())),
                      rows=(*rows, (Button(_("🎤 Message vocal"), tap=tap("thanks.voice", self.acceptance)),),
                            (Button(_("Plus tard"), tap="thanks.skip"),)))


@kind("thanks.given", REPLY)
@dataclass(frozen=True, slots=True)
class ThanksGiven:
    first_name: str
    phrase: str

    def screen(self) -> Screen:
        return screen(_("🙏 {name} vous écrit : « {phrase} »", name=quoted(self.first_name),
                        phrase=PHRASES[self.phrase]))


@kind("thanks.voice", REPLY, fleeting=("file",))
@dataclass(frozen=True, slots=True)
class ThanksAloud:
    """A voice message, passed on by its file. Carried, never kept."""

    first_name: str
    file: str = ""

    def screen(self) -> Screen:
        return Screen((_("🙏 {name} vous remercie de vive voix.", name=quoted(self.first_name)),),
                      voice=self.file or None)


@kind("thanks.first_deed", NOTICE)
@dataclass(frozen=True, slots=True)
class FirstDeed:
    """To the admin: somebody of the group helped for the first time. Nothing of the request."""

    acceptance: int
    first_name: str

    def screen(self) -> Screen:
        return screen(_("{name} vient de donner son premier coup de main. Un merci de votre part ?",
                        name=quoted(self.first_name)),
                      rows=((Button(_("🙏 Envoyer un merci"), tap=tap("thanks.first", self.acceptance)),),))


@kind("thanks.first", NOTICE)
@dataclass(frozen=True, slots=True)
class FirstThanks:
    """To the helper, signed by the one who runs the group."""

    first_name: str
    group: str

    def screen(self) -> Screen:
        return screen(_("🙏 Merci pour votre premier coup de main ! {name}, « {group} »", name=quoted(self.first_name),
                        group=quoted(self.group)))
