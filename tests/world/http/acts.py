"""What neighbours do, by the words on their buttons."""

from __future__ import annotations

from tests.world.http.scene import Scene

BUILDING, STREET = "Les Lilas", "Rue des Lilas"


async def install(scene: Scene, admin: int, name: str, kind: str = "immeuble") -> int:
    """The admin adds the bot and answers the three questions; the id of the group whose title begins so."""
    group = next(id_ for title, id_ in scene.groups.items() if title.startswith(name))
    await scene.act("add_bot", chat=group, by=admin)
    await scene.press(admin, "Installer", group)
    await scene.idle()
    await scene.then(admin, name, kind, f"={name}, Valmont", "Valmont (57)", "De 20 h à 9 h", "Valider")
    await scene.see(group, "prêt pour les coups de main")
    return group


async def join(scene: Scene, person: int, group: int, first_name: str) -> None:
    """By the card in the group, to the welcome."""
    await scene.follow(person, "Je participe", group)
    await scene.idle()
    await scene.then(person, first_name, "C’est tout", "C’est tout", "18 ans ou plus")
    await scene.see(person, f"Bienvenue, {first_name}")


async def ask(scene: Scene, person: int, *answers: str) -> None:
    """Five taps after the menu's: family, kind, day, moment, « Publier »."""
    await scene.then(person, "=🤝 J’ai besoin d’un coup de main", *answers, "Publier")
    await scene.see(person, "C’est publié")
