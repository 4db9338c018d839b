"""Pace: always measured, refused only when asked."""

from tests.sandbox.box import Box


async def test_maxima_are_measured_even_when_nothing_is_refused(box: Box) -> None:
    await box.do("add_bot", chat=box.road, by=box.nadia)
    await box.do("start", user=box.odile)
    for _ in range(25):
        await box.bot("sendMessage", chat_id=box.road, text="x")
    for _ in range(4):
        await box.bot("sendMessage", chat_id=box.odile, text="x")
    report = await box.read("limits")
    assert report["sent"] == 29
    assert report["per_group_max"] == 25
    assert 1 <= report["per_person_max"] <= 4
    assert 4 <= report["per_second_max"] <= 29
    assert report["too_many"] == 0


async def test_the_21st_message_of_a_minute_to_a_group_waits(box: Box) -> None:
    await box.do("limits", enforce=True, per_second=1000)
    await box.do("add_bot", chat=box.road, by=box.nadia)
    for _ in range(20):
        await box.bot("sendMessage", chat_id=box.road, text="x")
    refusal = await box.refused("sendMessage", chat_id=box.road, text="x")
    assert refusal.code == 429
    assert 1 <= refusal.parameters["retry_after"] <= 60
    assert refusal.headers["Retry-After"] == str(refusal.parameters["retry_after"])
    await box.do("clock", advance=refusal.parameters["retry_after"])
    assert await box.bot("sendMessage", chat_id=box.road, text="x")


async def test_a_person_gets_a_short_burst_and_the_bot_a_total(box: Box) -> None:
    await box.do("limits", enforce=True, burst=2)
    await box.do("start", user=box.odile)
    for _ in range(2):
        await box.bot("sendMessage", chat_id=box.odile, text="x")
    assert (await box.refused("sendMessage", chat_id=box.odile, text="x")).code == 429
    await box.do("clock", advance=10)
    await box.do("limits", per_second=1)
    await box.do("start", user=box.lucas)
    await box.bot("sendMessage", chat_id=box.odile, text="x")
    refusal = await box.refused("sendMessage", chat_id=box.lucas, text="x")
    assert refusal.description == "Too Many Requests: retry after 1"
    assert (await box.read("limits"))["too_many"] == 2


async def test_slow_mode_answers_429_too(box: Box) -> None:
    group = await box.do("groups", title="Lent", type="supergroup", creator=box.karim, slow_mode=30)
    await box.do("add_bot", chat=group["id"], by=box.karim)
    await box.bot("sendMessage", chat_id=group["id"], text="x")
    assert (await box.refused("sendMessage", chat_id=group["id"], text="x")).code == 429
    await box.do("clock", advance=31)
    assert await box.bot("sendMessage", chat_id=group["id"], text="x")
