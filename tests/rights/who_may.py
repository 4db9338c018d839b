"""Who may do what, and where: written by hand, from the product book, in the words of a resident.

The house has its own table; these two must say the same. A new action belongs in one of these lists.
"""

from __future__ import annotations

# The numbers, the way in, privacy, and what a bot owes to everybody: even where one may do nothing else.
ANYBODY_ANYWHERE = frozenset({
    "/verifier", "/accessibilite", "tap:accessibility", "/journal", "tap:journal",
    "/start", "/aide", "/help", "/urgence", "/urgences", "tap:numbers", "tap:numbers.hours", "tap:numbers.rescue",
    "tap:someone", "tap:group.join", "tap:alert.seen",
    "/privacy", "/confidentialite", "tap:privacy", "/pause", "/stop", "/mesdonnees", "/effacer", "/signaler",
    "tap:privacy.hush", "tap:town.unlink", "/reglages", "/settings", "/kit"})

# One's own data, stopping, reporting, blocking: also for who is suspended.
ANYBODY_IN_PRIVATE = frozenset({
    "tap:sensitive.go", "link:journal",
    "link:privacy", "talk:pause", "tap:privacy.page", "tap:privacy.pause", "tap:privacy.resume", "tap:privacy.export",
    "tap:privacy.ask", "tap:privacy.erase", "tap:privacy.keep", "link:signal", "tap:signal", "tap:signal.say",
    "tap:signal.send", "tap:signal.not", "tap:block.yes", "tap:block.no", "tap:help",
    "tap:signal.seen", "tap:signal.who", "tap:block", "tap:unblock", "tap:signal.card", "tap:signal.sent",
    "tap:signal.of", "tap:measure.appeal", "tap:signal.it", "tap:signal.that",
    "tap:signal.act", "tap:signal.do", "tap:signal.case", "tap:signal.town", "tap:signal.again", "tap:measure.undo",
    "tap:measure.contest", "tap:measure.judge", "tap:block.list", "tap:block.undo",
    "tap:mission.judge", "tap:mission.approve", "tap:mission.refuse", "tap:mission.refused"})

# Getting to know each other, a language, and what a group's admin does before (or without) taking part.
NOT_SUSPENDED_IN_PRIVATE = frozenset({
    "tap:comite", "link:comprop", "link:comobj", "talk:comprop", "talk:comobj",
    "tap:trials", "tap:trials.read", "tap:trials.pdf", "tap:trials.csv", "tap:trials.means", "link:trials",
    "/menu", "tap:menu", "link:menu", "link:join", "tap:join", "talk:join", "/annuler", "/cancel", "tap:talk.back",
    "tap:talk.cancel", "tap:talk.resume", "tap:talk.again", "link:install", "tap:group.undo", "talk:install",
    "link:settings", "tap:set.lang", "tap:set.speak", "tap:set.group", "link:someone", "tap:geste.adopt",
    "tap:geste.decline", "tap:geste.group", "link:kit", "tap:kit", "tap:kit.name",
    "tap:code", "tap:code.in", "talk:code", "link:invite", "tap:invite.from",
    "/calendrier", "tap:calendar.no", "tap:calendar.quiz", "tap:calendar.publish", "tap:calendar.group",
    "tap:calendar.themes", "tap:calendar.theme", "tap:local", "tap:local.all",
    "tap:local.one", "tap:local.add", "tap:local.change", "tap:local.drop", "tap:local.undo", "tap:local.share",
    "talk:local", "tap:modules", "tap:modules.set",
    "tap:rhythm.set", "tap:rhythm.switch", "tap:rhythm.go_on", "tap:rhythm.calm",
    "/inviter", "talk:away", "talk:saisie", "talk:papoffre", "talk:papheure",
    "talk:visite",
    "talk:papgeste", "talk:papfix", "talk:twice", "tap:thanks.first", "tap:someone.mute", "tap:someone.hear",
    "link:role", "/partenaire", "/tournee", "tap:role.accept", "tap:role.decline", "tap:campaigns.back",
    "tap:mission.ics", "tap:town.link", "link:relier", "talk:relier", "link:circle", "link:mission-two",
    "tap:mission.two_open"})

# Everything between neighbours.
RESIDENTS_IN_PRIVATE = frozenset({
    "tap:comite.willing", "tap:comite.number", "tap:comite.out", "tap:comite.seat",
    "/besoin", "/proposer", "/mesdemandes", "/monheure", "/recommander", "/quitter",
    "tap:workshops", "tap:workshop.new", "tap:workshop.see", "tap:workshop.read", "tap:workshop.pass",
    "tap:workshop.keep", "tap:workshop.cancel", "tap:workshop.stop", "tap:workshop.back", "tap:workshop.there",
    "tap:workshop.not", "link:workshops", "talk:workshop", "talk:bring",
    "tap:tours.near", "tap:tour.see", "tap:tour.leave", "tap:tour.next", "tap:tour.done", "tap:tour.shut",
    "tap:shares", "tap:share.see", "tap:share.new", "tap:share.stop", "tap:share.back", "link:shares", "talk:share",
    "tap:errands.list", "tap:errands.photo", "tap:errands.cancel", "tap:errands.again", "tap:errands.unwish",
    "tap:errands.yes", "tap:errands.no", "tap:errands.hear", "tap:errands.quiet", "link:errands",
    "tap:memories.want",
    "tap:voice.need", "tap:voice.read", "tap:voice.pass", "tap:voice.keep", "link:voices", "talk:missing",
    "tap:hero.new", "tap:hero.of", "tap:hero.read", "tap:local.read", "tap:local.yes", "tap:local.no",
    "tap:hero.pass", "tap:hero.keep", "tap:hero.mine",
    "/tour", "tap:round.new", "tap:round.cancel", "tap:round.go", "tap:round.no", "tap:round.say", "tap:round.stop",
    "tap:round.street", "tap:round.door", "tap:round.settle", "link:visit", "link:round",
    "tap:hero.change", "tap:hero.say", "tap:hero.no", "tap:hero.out", "tap:hero.town", "link:heroes", "link:hero",
    "tap:practices", "tap:practices.at", "tap:practice.see", "tap:practice.copy", "tap:practice.from",
    "tap:practice.often", "tap:practice.mine", "tap:practice.out", "tap:practice.read", "tap:practice.pass",
    "tap:practice.keep", "link:practices",
    "tap:projects", "tap:project.new", "tap:project.idea", "tap:project.see", "tap:project.out", "tap:project.carry",
    "tap:project.again", "tap:project.ask_drop", "tap:project.drop", "tap:project.refuse", "tap:project.support",
    "tap:project.plan", "tap:project.add", "tap:project.task", "tap:project.take", "tap:project.untake",
    "tap:project.untask", "tap:project.done", "link:projects", "link:project",
    "/binome", "tap:duo.want", "tap:duo.yes", "tap:duo.agree", "tap:duo.refuse", "tap:ladder.along", "tap:ladder.alone",
    "tap:ladder.try", "tap:ladder.no",
    "/chaquesemaine", "tap:weekly.yes", "tap:weekly.no", "tap:weekly.agree", "tap:weekly.refuse", "tap:weekly.skip",
    "tap:weekly.stop", "tap:weekly.resume",
    "tap:invite", "tap:invite.end", "tap:invite.say", "tap:invite.not",
    "link:vouch", "tap:vouch.ask", "tap:vouch.yes", "tap:vouch.no",
    "tap:leave", "tap:help.list", "tap:help.mine", "tap:help.promise", "tap:help.move",
    "tap:help.extend", "tap:help.close", "tap:help.closed", "tap:help.again", "tap:help.near", "tap:help.yes",
    "tap:help.hand", "tap:help.hands",
    "tap:help.other", "tap:help.withdraw", "tap:help.still", "tap:help.not_now", "tap:help.ask", "tap:help.undo",
    "tap:someone.write", "tap:someone.reply", "tap:contact.phone", "tap:contact.relay", "tap:contact.write",
    "tap:contact.door", "tap:help.safety",
    "tap:hours", "tap:hours.add", "tap:hours.day", "tap:hours.list", "tap:hours.fix",
    "tap:hours.undo", "tap:hours.note", "tap:hours.other", "tap:hours.no", "tap:hours.confirm", "tap:hours.months",
    "tap:after.yes", "tap:after.later", "tap:after.no", "tap:after.why", "tap:thanks.to", "tap:thanks.say",
    "tap:thanks.voice", "link:thanks", "tap:thanks.skip", "tap:thanks.card", "tap:geste.other",
    "tap:geste.mine", "link:geste.idea",
    "link:geste.next", "tap:deed", "link:deed", "tap:set", "tap:set.asks", "tap:set.ask", "tap:set.simple",
    "tap:set.zones", "tap:set.me", "tap:set.name", "tap:set.likes", "talk:name", "talk:likes", "tap:geste",
    "tap:set.leave", "tap:place", "tap:alert.wanted", "tap:news", "tap:news.set",
    "tap:lead.deputy", "tap:lead.ask", "tap:lead.yes", "tap:lead.no", "tap:lead.unstand",
    "tap:lead.away", "tap:lead.here", "link:deputy",
    "tap:trial.name", "tap:trial.wish", "tap:trial.yes", "tap:trial.no", "tap:trial.begin",
    "tap:vouch.see", "tap:hall", "tap:hall.board", "link:referent", "link:referent.yes",
    "link:speak", "link:speak.yes", "/saisie", "tap:consents.card", "tap:consents.no",
    "tap:consents.slip", "tap:intake", "tap:intake.need", "tap:intake.offer", "tap:intake.hour", "tap:intake.geste",
    "tap:intake.words", "tap:intake.mine", "tap:intake.paper", "tap:intake.match", "tap:intake.sure", "tap:intake.fix",
    "tap:intake.no", "tap:intake.note", "tap:intake.undo", "tap:intake.print",
    "/referent", "tap:todo", "tap:todo.need", "tap:todo.wanted",
    "tap:asks.no", "tap:asks.later", "tap:asks.not", "tap:asks.another", "tap:asks.will", "talk:ask_later",
    "/missions", "tap:missions.near", "tap:mission.see", "tap:mission.will", "tap:mission.accept", "tap:mission.leave",
    "tap:mission.was", "tap:mission.hour", "tap:mission.leave_one", "tap:mission.leave_two", "tap:mission.two",
    "tap:mission.two_yes", "tap:mission.two_no", "tap:partner.join", "tap:partner.leave",
    "link:thanks.name", "tap:thanks.named", "tap:attestation", "link:attestation",
    "/famille", "tap:circles", "tap:circle.see", "tap:circle.manage", "tap:circle.new", "tap:circle.rename",
    "tap:circle.invite", "tap:circle.recall", "tap:circle.open", "tap:circle.join", "tap:circle.decline",
    "tap:circle.ask_leave", "tap:circle.leave", "tap:circle.who", "tap:circle.remove", "tap:circle.ask_end",
    "tap:circle.end", "tap:circle.ask", "tap:circle.yes", "tap:circle.no", "tap:circle.cannot", "tap:circle.mine",
    "tap:circle.list", "tap:circle.widen", "tap:circle.wait", "tap:circle.stop", "tap:circle.done",
    "tap:circle.undone", "talk:circlename", "talk:circleask", "tap:help.around",
    "tap:relay", "tap:relay.request", "tap:relay.about", "tap:relay.stop", "talk:passon",
    "/aider", "tap:offers", "tap:offers.one", "tap:offers.add", "tap:offers.undo", "tap:offers.fix",
    "tap:offers.pause", "tap:offers.resume", "tap:offers.drop", "tap:offers.dropped", "tap:offers.sure",
    "tap:offers.change", "tap:offers.rest", "talk:offer", "talk:offerfix", "tap:gisement.places",
    "tap:gisement.group",
    "tap:board", "tap:board.group", "tap:board.unserved", "link:board.means",
    "tap:report", "tap:report.when", "tap:report.image", "tap:report.pages", "tap:report.open", "link:report.means"})

# What stands on a group's cards.
RESIDENTS_ANYWHERE = frozenset({
    "/visite", "tap:round.want", "tap:round.can",
    "tap:help.take", "tap:mission.take", "/jevaisaux", "tap:errands.want", "/heros", "tap:hero.gone",
    "/voix", "tap:voice.say",
    "/atelier", "tap:workshop.bring", "/partage", "tap:share.take",
    "/idees", "/projet", "tap:project.in", "tap:project.tasks",
    "tap:tour.take",
    "/geste", "tap:geste.done", "tap:geste.week", "tap:geste.idea", "tap:geste.next", "/jaifait",
    "tap:thanks.name", "/merci", "/attestation", "/tableau", "tap:board.means", "/gisement",
    "/bilan", "tap:report.means", "/anniversaires", "tap:rhythm.vote"})

# What the town gave a role for: a coordinator may what a partner may, who may what a référent may.
COORDINATORS_IN_PRIVATE = frozenset({
    "tap:hero.guests", "tap:round.see", "tap:round.open", "tap:round.ask_end", "tap:round.end",
    "tap:voice.board", "tap:voice.month", "tap:voice.reply", "talk:voicereply",
    "tap:tour.read", "tap:tour.pass", "tap:tour.keep",
    "/tri", "tap:sorting", "tap:sorting.pile", "tap:sorting.keep", "tap:sorting.ask", "tap:sorting.drop",
    "tap:comite.code", "tap:comite.untie", "tap:comite.untied", "tap:comite.draw", "tap:comite.drawn",
    "tap:trials.begin", "tap:trials.figures", "tap:trials.figure", "tap:trials.stop", "tap:trials.stopped",
    "tap:trials.on", "tap:trials.show", "tap:trials.shown", "tap:trials.hide", "talk:trialnew", "talk:trialfig",
    "tap:town.modules", "tap:town.module",
    "tap:projects.town", "tap:project.town", "tap:project.answer", "talk:prtown",
    "/mairie", "/file", "/carte", "/reveil", "tap:console", "tap:console.at", "tap:console.do", "tap:console.codes",
    "tap:code.town", "tap:code.commune", "tap:code.drop", "talk:towncode", "tap:console.groups", "tap:console.group",
    "tap:group.tags", "tap:group.tag", "tap:group.newtag", "talk:tag", "tap:group.quarter", "talk:quarter",
    "tap:group.reset", "tap:group.off", "tap:group.gone", "tap:console.map", "tap:console.silent", "tap:console.word",
    "tap:console.wake", "tap:console.hush", "tap:console.figures", "tap:invite.town", "tap:moderation.year",
    "tap:board.town", "tap:board.street",
    "tap:report.town", "tap:report.ages", "tap:report.table", "tap:report.town2", "tap:report.csv",
    "tap:report.xlsx",
    "tap:console.roles", "tap:role.see", "tap:role.invite", "talk:role", "tap:role.confirm", "tap:role.refuse",
    "tap:role.cancel", "tap:role.end", "tap:role.ended",
    "/alerte", "tap:alert.new", "tap:alert.one", "tap:alert.yes", "tap:alert.no", "tap:alert.alone", "tap:alert.drop",
    "tap:alert.ask_lift", "tap:alert.lift", "tap:alert.renew", "tap:alert.ask_undo", "tap:alert.undo",
    "tap:alert.fix",
    "tap:calendar", "tap:calendar.one", "tap:calendar.begin", "tap:calendar.draft", "tap:calendar.say",
    "tap:calendar.date", "tap:calendar.words",
    "tap:campaigns.judge", "tap:campaigns.approve", "tap:campaigns.decline"})
PARTNERS_IN_PRIVATE = frozenset({
    "/relais", "tap:relay.queue", "tap:relay.see", "tap:relay.take", "tap:relay.decline", "tap:relay.done",
    "tap:tours.mine", "tap:tour.new", "tap:tour.mine", "tap:tour.cancel", "tap:tour.cancelled", "talk:tour",
    "tap:partner", "tap:partner.agree", "tap:partner.renew", "tap:mission.new", "tap:missions.mine", "tap:mission.mine",
    "tap:mission.change", "tap:mission.copy", "tap:mission.close", "tap:mission.cancel", "tap:mission.cancelled",
    "tap:mission.welcome", "tap:mission.greet", "tap:mission.decline", "tap:mission.declined", "tap:mission.presence",
    "tap:mission.came", "tap:mission.missed", "talk:mission", "talk:mchange", "talk:mcopy",
    "talk:sheet",
    "/campagne", "tap:campaigns", "tap:campaigns.new", "tap:campaigns.drafts", "tap:results.picture"})
REFERENTS_IN_PRIVATE = frozenset({
    "/monrole", "tap:role.mine", "tap:role.leave", "tap:role.left", "/appel", "/rectifier",
    "tap:campaigns.draft", "tap:campaigns.write", "tap:campaigns.text", "tap:campaigns.file", "tap:campaigns.buttons",
    "tap:campaigns.days", "tap:campaigns.who", "tap:campaigns.preview", "tap:campaigns.send", "tap:campaigns.sure",
    "tap:campaigns.undo", "tap:campaigns.throw", "tap:campaigns.shown", "tap:campaigns.past", "tap:campaigns.see",
    "tap:campaigns.pause", "tap:campaigns.resume", "tap:campaigns.stop", "tap:campaigns.late", "tap:campaigns.groups",
    "tap:campaigns.reached", "tap:campaigns.again", "tap:campaigns.doubt", "tap:campaigns.doubtful",
    "tap:campaigns.more", "tap:campaigns.plain", "tap:campaigns.copy", "tap:campaigns.correct",
    "tap:campaigns.withdraw", "tap:campaigns.gone", "tap:campaigns.full", "tap:campaigns.streets"})

# What answers the town: whoever said hello once, wherever it is read.
VISITORS_ANYWHERE = frozenset({"tap:campaigns.tap", "/comite", "/essai", "tap:comite.open", "tap:comite.propose",
                              "tap:comite.object", "tap:comite.withdraw", "tap:comite.unobject"})

# Settings of a group, by who runs it, there.
ITS_ADMINS_IN_THE_GROUP = frozenset({"/installer", "/relier"})

LISTS = (ANYBODY_ANYWHERE, ANYBODY_IN_PRIVATE, NOT_SUSPENDED_IN_PRIVATE, RESIDENTS_IN_PRIVATE, RESIDENTS_ANYWHERE,
         ITS_ADMINS_IN_THE_GROUP, COORDINATORS_IN_PRIVATE, PARTNERS_IN_PRIVATE, REFERENTS_IN_PRIVATE,
         VISITORS_ANYWHERE)

# Who speaks.
STRANGER = "somebody the bot never met"
VISITOR = "somebody who said hello and did not join"
RESIDENT = "a resident"
SUSPENDED = "a suspended resident"
LEFT = "somebody who left"
ADMIN = "a resident who runs this group"
OTHER_ADMIN = "a resident who runs another group"
ANONYMOUS_HERE = "an anonymous admin of this group"
ANONYMOUS_ELSEWHERE = "an anonymous admin of another group"
COORDINATOR = "somebody of the town hall, who coordinates"
PARTNER = "a partner"
REFERENT = "a référent"
REVOKED = "a resident whose role was taken back"
NOT_CONFIRMED = "a resident whom nobody confirmed yet"
SUSPENDED_COORDINATOR = "a suspended coordinator"
PEOPLE = (STRANGER, VISITOR, RESIDENT, SUSPENDED, LEFT, ADMIN, OTHER_ADMIN, ANONYMOUS_HERE, ANONYMOUS_ELSEWHERE,
          COORDINATOR, PARTNER, REFERENT, REVOKED, NOT_CONFIRMED, SUSPENDED_COORDINATOR)
NEIGHBOURS = frozenset({RESIDENT, ADMIN, OTHER_ADMIN, PARTNER, REFERENT, REVOKED, NOT_CONFIRMED})
STAFF = {COORDINATOR: COORDINATORS_IN_PRIVATE | PARTNERS_IN_PRIVATE | REFERENTS_IN_PRIVATE,
         PARTNER: PARTNERS_IN_PRIVATE | REFERENTS_IN_PRIVATE, REFERENT: REFERENTS_IN_PRIVATE}
ANY_STAFF = STAFF[COORDINATOR]

PRIVATE, GROUP, SUPERGROUP, TOPIC, CHANNEL = "in private", "in a group", "in a supergroup", "in a topic", "in a channel"
PLACES = (PRIVATE, GROUP, SUPERGROUP, TOPIC, CHANNEL)


def may(action: str, who: str, where: str) -> bool:
    if where == CHANNEL:
        return False
    if action in ANYBODY_ANYWHERE:
        return True
    if action in ITS_ADMINS_IN_THE_GROUP:
        return where != PRIVATE and who in (ADMIN, ANONYMOUS_HERE)
    if action in RESIDENTS_ANYWHERE:
        return who in NEIGHBOURS
    if action in VISITORS_ANYWHERE:
        barred = (SUSPENDED, SUSPENDED_COORDINATOR, ANONYMOUS_HERE, ANONYMOUS_ELSEWHERE)
        return who not in barred and (where == PRIVATE or who != STRANGER)
    if where != PRIVATE:
        return False
    if action in RESIDENTS_IN_PRIVATE:
        return who in NEIGHBOURS
    if action in ANY_STAFF:
        return action in STAFF.get(who, ())
    if action in NOT_SUSPENDED_IN_PRIVATE:
        return who not in (SUSPENDED, SUSPENDED_COORDINATOR)
    return action in ANYBODY_IN_PRIVATE
