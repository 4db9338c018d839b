"""What is said once a hand was given: the question, the thanks, the admin's word."""

from __future__ import annotations

from bot.render import words_for
from rules import help_messages as m
from rules import thanks
from rules.help_messages import Side
from rules.messages import Button, Screen, Words, _, lines, said, screen, tap


@words_for(m.HelpAfter)
def after(c: m.HelpAfter) -> Screen:
    with_whom = (_("Avec {name} : {title}.", name=said(c.first_name), title=Words(c.title)) if c.side == Side.ASKER else
                 _("Pour {name} : {title}.", name=said(c.first_name), title=Words(c.title)))
    return screen(with_whom, _("Est-ce que cela s’est fait ?"),
                  rows=((Button(_("✅ Oui"), tap=tap("after.yes", c.acceptance)),),
                        (Button(_("🕐 Reporté"), tap=tap("after.later", c.acceptance)),),
                        (Button(_("❌ Non"), tap=tap("after.no", c.acceptance)),)))


@words_for(m.HelpUnanswered)
def unanswered(c: m.HelpUnanswered) -> Screen:
    return screen(_("Sans nouvelles depuis une semaine, nous avons clos cette demande : {title}. Tout va bien.",
                    title=Words(c.title)))


@words_for(m.HelpContradicted)
def contradicted(c: m.HelpContradicted) -> Screen:
    return screen(_("Dans « {group} », un coup de main ({title}) : une personne dit « oui », l’autre « non ». "
                    "Si quelqu’un vous en parle, un mot de votre part peut apaiser.", group=said(c.group),
                    title=Words(c.title)))


@words_for(thanks.ThanksPrompt)
def prompt(c: thanks.ThanksPrompt) -> Screen:
    rows = tuple((Button(thanks.LABELS[phrase], tap=tap("thanks.say", c.acceptance, phrase)),)
                 for phrase in thanks.PHRASES)
    return screen(_("Un mot pour {name} ? Une touche suffit.", name=said(c.first_name)),
                  lines(*(_("{label} : « {phrase} »", label=thanks.LABELS[code], phrase=phrase)
                          for code, phrase in thanks.PHRASES.items())),
                  rows=(*rows, (Button(_("🎤 Message vocal"), tap=tap("thanks.voice", c.acceptance)),),
                        (Button(_("Passer"), tap="thanks.skip"),)))


@words_for(thanks.ThanksGiven)
def given(c: thanks.ThanksGiven) -> Screen:
    return screen(_("🙏 {name} vous écrit : « {phrase} »", name=said(c.first_name), phrase=thanks.PHRASES[c.phrase]))


@words_for(thanks.ThanksAloud)
def aloud(c: thanks.ThanksAloud) -> Screen:
    return Screen((_("🙏 {name} vous remercie de vive voix.", name=said(c.first_name)),), voice=c.file or None)


@words_for(thanks.FirstDeed)
def first_deed(c: thanks.FirstDeed) -> Screen:
    return screen(_("{name} vient de donner son premier coup de main. Un merci de votre part ?",
                    name=said(c.first_name)),
                  rows=((Button(_("🙏 Envoyer un merci"), tap=tap("thanks.first", c.acceptance)),),))


@words_for(thanks.FirstThanks)
def first_thanks(c: thanks.FirstThanks) -> Screen:
    return screen(_("🙏 Merci pour votre premier coup de main ! {name}, « {group} »", name=said(c.first_name),
                    group=said(c.group)))
