"""What is said of heures civiques."""

from __future__ import annotations

from bot.render import words_for
from rules.hours import HourConfirmed, HourProposal, HourToConfirm, SmallAsk, duration
from rules.messages import Button, Screen, _, screen, tap


@words_for(HourProposal)
def proposal(m: HourProposal) -> Screen:
    return screen(
        _("Merci pour ce coup de main ! Notez-vous {time} dans votre heure civique ?", time=duration(m.minutes)),
        rows=((Button(_("✅ Oui, noter"), tap=tap("hours.note", m.request, m.minutes, m.day.isoformat())),),
              (Button(_("✏️ Une autre durée"), tap=tap("hours.other", m.request, m.day.isoformat())),),
              (Button(_("Non merci"), tap="hours.no"),)))


@words_for(HourToConfirm)
def to_confirm(m: HourToConfirm) -> Screen:
    return screen(
        _("{name} a noté {time} pour vous, {day}. Vous confirmez ?", name=m.first_name,
          time=duration(m.minutes), day=m.day),
        rows=((Button(_("✅ Je confirme"), tap=tap("hours.confirm", m.entry)),),
              (Button(_("Je préfère ne rien dire"), tap="hours.no"),)))


@words_for(HourConfirmed)
def confirmed(m: HourConfirmed) -> Screen:
    return screen(_("{name} confirme vos {time}. Merci à vous deux !", name=m.first_name, time=duration(m.minutes)))


@words_for(SmallAsk)
def small_ask(m: SmallAsk) -> Screen:
    return screen(
        _("Bonjour {name} ! Le mois n’est pas fini : un petit coup de main près de chez vous, cela vous dirait ?",
          name=m.first_name),
        rows=((Button(_("💪 Voir les besoins"), tap="help.near"),),
              (Button(_("⏱ Noter un moment"), tap="hours.add"),),
              (Button(_("Pas cette fois"), tap="hours.no"),)))
