"""What a partner is told of its charter and of its year, and who invited it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.partners import in_full
from rules.screens import Button, Screen, screen, tap
from rules.words import _, quoted


@kind("partners.charter", REPLY)
@dataclass(frozen=True, slots=True)
class PartnerCharter:
    """What is agreed to, once a year."""

    partner: int
    name: str

    def screen(self) -> Screen:
        return screen(
            _("🤝 <b>{name}</b> : la charte des partenaires, pour un an.", name=quoted(self.name)),
            _("Des missions d’intérêt général, gratuites, dans un lieu public, assurées par vous. Ni propagande, ni "
              "prosélytisme, ni travail d’un poste. Vous répondez en 48 h et ne gardez pas les prénoms."),
            rows=((Button(_("✅ J’accepte la charte"), tap=tap("partner.agree", self.partner)),),
                  (Button(_("🙏 Je n’accepte pas"), tap="role.mine"),)))


@kind("partners.renew", NOTICE)
@dataclass(frozen=True, slots=True)
class PartnerRenew:
    partner: int
    name: str
    until: date

    def screen(self) -> Screen:
        return screen(_("🤝 {name} : votre année de partenaire se termine {day}. La prolonger d’un an ?",
                        name=quoted(self.name), day=in_full(self.until)),
                      rows=((Button(_("🔁 Relire et prolonger"), tap=tap("partner.renew", self.partner)),),))


@kind("partners.over", NOTICE)
@dataclass(frozen=True, slots=True)
class PartnerOver:
    """The year is over, and nobody prolonged it."""

    name: str

    def screen(self) -> Screen:
        return screen(_("🤝 {name} : votre année de partenaire est terminée. Merci pour tout ce qui a été fait. Pour "
                        "recommencer, demandez une invitation à la mairie.", name=quoted(self.name)))


@kind("partners.agreed", NOTICE)
@dataclass(frozen=True, slots=True)
class PartnerAgreed:
    """To who invited: the charter is accepted, again or for the first time."""

    name: str
    until: date
    again: bool = False

    def screen(self) -> Screen:
        if self.again:
            return screen(_("🤝 {name} prolonge d’un an, jusqu’au {day}. Un rôle se retire dans /mairie.",
                            name=quoted(self.name), day=in_full(self.until)))
        return screen(_("🤝 {name} a accepté la charte des partenaires, jusqu’au {day}.", name=quoted(self.name),
                        day=in_full(self.until)))
