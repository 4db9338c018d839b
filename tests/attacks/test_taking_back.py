"""What is taken back leaves both phones and the ledger at once. All people are fictional."""

from __future__ import annotations

from tests.end_to_end.acts import BUILDING, install
from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town


async def test_a_minor_is_shown_the_refusal(scene: Scene, town: Town) -> None:
    """Their rows, the newest of all, have just gone: what is said next is no older for that."""
    karim, lucas = scene.people["Karim"], scene.people["Lucas"]
    group = await install(scene, karim, BUILDING)
    await scene.follow(lucas, "Je participe", group)
    await scene.idle()
    await scene.then(lucas, "Lucas", "C’est tout", "C’est tout", "moins de 18 ans")
    await scene.see(lucas, "18 ans", patience=10)
    assert not [button for _message, button in await scene.buttons(lucas) if "moins de 18" in button["text"]]
