"""What is said of requests to those who did not just speak."""

from __future__ import annotations

from bot.render import words_for
from messages.help_lines import TAKE, need
from rules import help_messages as m
from rules.help import when
from rules.help_messages import CardState, Side
from rules.messages import Button, Row, Screen, Words, _, lines, said, screen, tap
from rules.someone import SomeoneWrote


@words_for(m.HelpCard)
def card(c: m.HelpCard) -> Screen:
    about = need(c.title, c.minutes, c.zone, c.day, c.slot)
    if c.state == CardState.OPEN:
        return screen(lines(_("<b>Un coup de main ?</b>"), about),
                      rows=((Button(TAKE, tap=tap("help.take", c.request)),),))
    if c.state == CardState.TAKEN:
        return screen(lines(_("✅ Une personne s’en occupe"), about))
    if c.state == CardState.AGAIN:
        return screen(_("Cette demande est republiée plus bas."))
    return screen(_("Demande close, merci."))


@words_for(m.HelpProposed)
def proposed(c: m.HelpProposed) -> Screen:
    return screen(
        _("{name} peut vous aider : {title}, {when}.", name=said(c.first_name), title=Words(c.title),
          when=when(c.day, c.slot)),
        _("Cela vous convient ?"),
        rows=((Button(_("✅ D’accord"), tap=tap("help.yes", c.acceptance)),),
              (Button(_("🙏 Une autre personne"), tap=tap("help.other", c.acceptance)),),
              (Button(_("🚩 Signaler, bloquer"), tap=tap("signal", c.acceptance)),)))


@words_for(m.HelpOffered)
def offered(c: m.HelpOffered) -> Screen:
    return screen(
        _("Merci ! Votre prénom part vers la personne qui a demandé : {title}.", title=Words(c.title)),
        _("Vous aurez sa réponse ici. D’ici là, ne vous déplacez pas."),
        rows=((Button(_("🙏 Je ne peux plus"), tap=tap("help.withdraw", c.acceptance)),),))


@words_for(m.HelpDeclined)
def declined(c: m.HelpDeclined) -> Screen:
    return screen(_("Merci de votre élan ! Pour cette demande ({title}), une autre organisation a été choisie. "
                    "Cela ne dit rien de vous.", title=Words(c.title)),
                  rows=((Button(_("💪 Voir d’autres besoins"), tap="help.near"),),))


@words_for(m.HelpConfirmed)
def confirmed(c: m.HelpConfirmed) -> Screen:
    about = _("🤝 {title}, {when}", title=Words(c.title), when=when(c.day, c.slot))
    who = (_("C’est entendu avec {name}.", name=said(c.first_name)) if c.side == Side.ASKER else
           _("{name} vous dit oui. Merci !", name=said(c.first_name)))
    code = _("<b>Code de visite : {code}</b>. La personne qui vient le dit en premier.", code=c.code)
    never = _("Jamais de carte bancaire, de code secret ni de clés ; ni soin, ni conseil sur un médicament.")
    return screen(lines(who, about), code, lines(never, *(Words(text) for text in c.safety)))


@words_for(m.HelpContactChoice)
def contact_choice(c: m.HelpContactChoice) -> Screen:
    return screen(
        _("Pour vous joindre, vous et {name} : que préférez-vous ?", name=said(c.first_name)),
        rows=((Button(_("📞 Donner mon numéro"), tap=tap("contact.phone", c.acceptance)),),
              (Button(_("💬 Passer par le bot"), tap=tap("contact.relay", c.acceptance)),)))


@words_for(m.HelpContactGiven)
def contact_given(c: m.HelpContactGiven) -> Screen:
    shown = []
    if c.phone:
        shown.append(_("📞 {name} : {phone}", name=said(c.first_name), phone=said(c.phone)))
    if c.door:
        shown.append(_("📍 {name} : {door}", name=said(c.first_name), door=said(c.door)))
    return screen(lines(*shown), _("Pour vous seulement : effacé 72 h après la fin de la demande."),
                  rows=write_row(c.acceptance))


@words_for(m.HelpByRelay)
def by_relay(c: m.HelpByRelay) -> Screen:
    return screen(_("{name} préfère passer par le bot : vos mots seront transmis.", name=said(c.first_name)),
                  rows=write_row(c.acceptance))


@words_for(m.HelpNote)
def note(c: m.HelpNote) -> Screen:
    return screen(_("✏️ Le mot de {name} : « {note} »", name=said(c.first_name), note=said(c.note)))


@words_for(m.HelpWiped)
def wiped(c: m.HelpWiped) -> Screen:
    if not c.title:
        return screen(_("Les coordonnées et les messages ont été effacés."))
    return screen(_("{title} : les coordonnées et les messages ont été effacés.", title=Words(c.title)))


@words_for(m.HelpRelayed)
def relayed(c: m.HelpRelayed) -> Screen:
    return screen(_("💬 {name} vous écrit :", name=said(c.first_name)), said(c.text),
                  rows=((Button(_("✍️ Répondre"), tap=tap("contact.write", c.acceptance)),),))


def write_row(acceptance: int) -> tuple[Row, ...]:
    return ((Button(_("✍️ Écrire"), tap=tap("contact.write", acceptance)),),)


@words_for(m.HelpWithdrawn)
def withdrawn(c: m.HelpWithdrawn) -> Screen:
    return screen(_("{name} ne peut plus venir : {title}. Cela arrive. Votre demande est de nouveau ouverte.",
                    name=said(c.first_name), title=Words(c.title)), rows=request_row(c.request))


@words_for(m.HelpCancelled)
def cancelled(c: m.HelpCancelled) -> Screen:
    return screen(_("La demande « {title} » est close : vous n’avez plus rien à faire. Merci d’avoir dit oui !",
                    title=Words(c.title)))


@words_for(m.HelpMoved)
def moved(c: m.HelpMoved) -> Screen:
    about = _("Nouveau jour pour {title} : {when}.", title=Words(c.title), when=when(c.day, c.slot))
    if c.side == Side.ASKER:
        return screen(about)
    return screen(about, rows=still_rows(c.acceptance))


def still_rows(acceptance: int) -> tuple[Row, ...]:
    return ((Button(_("✅ Toujours d’accord"), tap=tap("help.still", acceptance)),),
            (Button(_("🙏 Je ne peux plus"), tap=tap("help.withdraw", acceptance)),))


def request_row(request: int) -> tuple[Row, ...]:
    return ((Button(_("📋 Voir ma demande"), tap=tap("help.mine", request)),),)


@words_for(SomeoneWrote)
def wrote(c: SomeoneWrote) -> Screen:
    who = (_("✋ {name}, du groupe « {group} », vous écrit :", name=said(c.first_name), group=said(c.group)) if c.group
           else _("✋ {name} vous répond :", name=said(c.first_name)))
    mute = ((Button(_("🔇 Ne plus recevoir"), tap=tap("someone.mute", c.person)),),) if c.group else ()
    return screen(who, said(c.text), rows=((Button(_("✍️ Répondre"), tap=tap("someone.reply", c.person)),), *mute))
