"""The main job, over HTTP, through both libraries."""

from __future__ import annotations

from tests.end_to_end.scene import Scene
from tests.end_to_end.town import Town


async def test_a_newcomer_is_answered_within_a_moment(scene: Scene, town: Town) -> None:
    odile = scene.people["Odile"]
    await scene.act("start", user=odile)
    await scene.idle()
    assert "Bonjour" in (await scene.texts(odile))[-1]
