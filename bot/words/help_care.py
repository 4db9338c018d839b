"""What is said so that no request dies in silence: reminders, no answer, no helper, the end."""

from __future__ import annotations

from bot.render import words_for
from bot.words.help import request_row, still_rows
from rules import help_messages as m
from rules.civil import clock
from rules.help import CloseReason, when
from rules.help_messages import Side
from rules.help_waits import HelpPutOff, HelpSuspended
from rules.messages import Button, Screen, Words, _, lines, said, screen, tap


@words_for(m.HelpReminder)
def reminder(c: m.HelpReminder) -> Screen:
    about = _("🤝 {title}, {when}", title=Words(c.title), when=when(c.day, c.slot))
    if c.side == Side.ASKER:
        return screen(lines(_("Pour mémoire, {name} vient :", name=said(c.first_name)), about),
                      rows=request_row(c.request))
    return screen(lines(_("Pour mémoire, {name} compte sur vous :", name=said(c.first_name)), about),
                  rows=still_rows(c.acceptance))


@words_for(m.HelpFreed)
def freed(c: m.HelpFreed) -> Screen:
    if c.side == Side.ASKER:
        return screen(_("Sans réponse de votre part, la personne qui se proposait a été libérée : {title}. "
                        "Votre demande est de nouveau ouverte.", title=Words(c.title)), rows=request_row(c.request))
    return screen(_("La personne n’a pas pu vous répondre à temps : {title}. Votre journée est libre. Merci d’avoir "
                    "dit oui !", title=Words(c.title)))


@words_for(HelpPutOff)
def put_off(c: HelpPutOff) -> Screen:
    return screen(_("Votre demande ({title}) partira dans le groupe {day} à {hour} : d’autres personnes n’en avaient "
                    "encore aucune ce jour-là.", title=Words(c.title), day=c.day, hour=clock(c.hour)),
                  rows=request_row(c.request))


@words_for(HelpSuspended)
def suspended(c: HelpSuspended) -> Screen:
    if c.agreed:
        return screen(_("La personne que vous deviez aider ({title}) ne lit plus mes messages. Si vous avez son "
                        "numéro, appelez avant de venir.", title=Words(c.title)))
    return screen(_("La personne qui a demandé ({title}) n’est plus joignable par ici : vous n’avez plus rien à faire. "
                    "Merci d’avoir dit oui !", title=Words(c.title)))


@words_for(m.HelpUnserved)
def unserved(c: m.HelpUnserved) -> Screen:
    rows = ((Button(_("🔁 Redemander au groupe"), tap=tap("help.again", c.request)),),) if c.again else ()
    return screen(
        _("Personne n’a encore pu répondre : {title}. Ce n’est pas vous ; les journées sont remplies.",
          title=Words(c.title)),
        _("Que souhaitez-vous ?"),
        rows=(*rows, (Button(_("📅 Changer le jour"), tap=tap("help.move", c.request)),),
              (Button(_("✋ Parler à quelqu’un"), tap="someone"),),
              (Button(_("✖ Clore ma demande"), tap=tap("help.close", c.request)),)))


@words_for(m.HelpUnservedAdmin)
def unserved_admin(c: m.HelpUnservedAdmin) -> Screen:
    return screen(_("Dans « {group} », une demande attend encore : {title}. Un mot de votre part peut "
                    "aider.", group=said(c.group), title=Words(c.title)))


@words_for(m.HelpExpiring)
def expiring(c: m.HelpExpiring) -> Screen:
    return screen(_("Votre demande ({title}) s’arrête {day}. On la garde ?", title=Words(c.title), day=c.last),
                  rows=((Button(_("🔁 Prolonger"), tap=tap("help.extend", c.request)),),
                        (Button(_("📅 Changer le jour"), tap=tap("help.move", c.request)),),
                        (Button(_("✖ Clore ma demande"), tap=tap("help.close", c.request)),)))


@words_for(m.HelpEnded)
def ended(c: m.HelpEnded) -> Screen:
    why = (_("Le jour est passé sans que personne ait pu venir : {title}. Nous le regrettons.", title=Words(c.title))
           if c.reason == CloseReason.NOBODY else
           _("Votre demande est arrivée à son terme : {title}.", title=Words(c.title)))
    return screen(why, _("La demande est close. Vous pouvez la refaire quand vous voulez."),
                  rows=((Button(_("🤝 Redemander"), tap="help.ask"),),
                        (Button(_("✋ Parler à quelqu’un"), tap="someone"),)))
