"""The page as a person meets it: everything is found by role and by name."""

import re

import pytest
from playwright.async_api import expect

from tests.sandbox.page import Street, browser, marks, phone, street

__all__ = ["browser", "street"]
pytestmark = marks


async def test_a_message_of_the_bot_appears_without_reloading(street: Street) -> None:
    page = await street.open()
    await phone(page, "Odile").get_by_role("button", name="Démarrer").click()
    await expect(phone(page, "Odile").get_by_role("log")).to_contain_text("/start")
    odile = (await street.people())["Odile"]
    await street.bot("sendMessage", chat_id=odile, text="Bonjour Odile")
    await expect(phone(page, "Odile").get_by_role("log")).to_contain_text("Bonjour Odile")
    await expect(phone(page, "Lucas").get_by_role("log")).not_to_contain_text("Bonjour Odile")


async def test_a_press_reaches_the_updates_of_the_bot_and_its_answer_comes_back(street: Street) -> None:
    odile = (await street.people())["Odile"]
    await street.control("start", user=odile)
    keyboard = {"inline_keyboard": [[{"text": "✋ Je peux", "callback_data": "help:take:1"}]]}
    await street.bot("sendMessage", chat_id=odile, text="Un coup de main ?", reply_markup=keyboard)
    page = await street.open()
    await phone(page, "Odile").get_by_role("button", name="✋ Je peux").click()
    await expect(phone(page, "Odile").get_by_role("button", name="✋ Je peux")).to_have_attribute("aria-busy", "true")
    taps = [update["callback_query"] for update in await street.updates() if "callback_query" in update]
    assert [tap["data"] for tap in taps] == ["help:take:1"]
    assert taps[0]["from"]["first_name"] == "Odile"
    await street.bot("answerCallbackQuery", callback_query_id=taps[0]["id"], text="Merci !")
    await expect(phone(page, "Odile").get_by_role("status")).to_have_text("Merci !")


async def test_an_alert_is_a_dialog_to_close(street: Street) -> None:
    odile = (await street.people())["Odile"]
    await street.control("start", user=odile)
    keyboard = {"inline_keyboard": [[{"text": "Et ensuite", "callback_data": "x"}]]}
    await street.bot("sendMessage", chat_id=odile, text="Une carte", reply_markup=keyboard)
    page = await street.open()
    await phone(page, "Odile").get_by_role("button", name="Et ensuite").click()
    tap = (await street.updates())[-1]["callback_query"]
    await street.bot("answerCallbackQuery", callback_query_id=tap["id"], text="Déjà pris.", show_alert=True)
    await expect(page.get_by_role("dialog")).to_contain_text("Déjà pris.")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_an_edit_replaces_the_text_and_says_so(street: Street) -> None:
    odile = (await street.people())["Odile"]
    await street.control("start", user=odile)
    sent = await street.bot("sendMessage", chat_id=odile, text="Personne encore")
    page = await street.open()
    log = phone(page, "Odile").get_by_role("log")
    await expect(log).to_contain_text("Personne encore")
    await street.bot("editMessageText", chat_id=odile, message_id=sent["message_id"], text="C’est pris")
    await expect(log).to_contain_text("C’est pris")
    await expect(log).to_contain_text("modifié")
    await expect(log).not_to_contain_text("Personne encore")


async def test_a_deleted_message_leaves_the_phone(street: Street) -> None:
    odile = (await street.people())["Odile"]
    await street.control("start", user=odile)
    sent = await street.bot("sendMessage", chat_id=odile, text="À effacer")
    page = await street.open()
    await expect(phone(page, "Odile").get_by_role("log")).to_contain_text("À effacer")
    await street.bot("deleteMessage", chat_id=odile, message_id=sent["message_id"])
    await expect(phone(page, "Odile").get_by_role("log")).not_to_contain_text("À effacer")


async def test_markup_in_a_name_or_a_text_is_shown_as_it_was_typed(street: Street) -> None:
    sly = await street.control("users", first_name="<b>Zoé</b>", age=33)
    group, chat = next(iter((await street.groups()).items()))
    await street.control("member", chat=chat, user=sly["id"], action="join")
    text = "<img src=x onerror=alert(1)>"
    await street.control("say", user=sly["id"], chat=chat, text=text)
    page = await street.open(fragment=f"{sly['id']}:{chat}")
    log = phone(page, "<b>Zoé</b>", group).get_by_role("log")
    await expect(log).to_contain_text("<b>Zoé</b>")
    await expect(log).to_contain_text(text)


async def test_each_line_runs_in_the_direction_of_its_first_letter(street: Street) -> None:
    odile = (await street.people())["Odile"]
    page = await street.open()
    await phone(page, "Odile").get_by_role("button", name="Démarrer").click()
    await expect(phone(page, "Odile").get_by_role("log")).to_contain_text("/start")
    await street.bot("sendMessage", chat_id=odile, text="مرحبًا Léa\nBonjour")
    said = phone(page, "Odile").locator(".text", has_text="مرحبًا").last
    await expect(said).to_have_css("unicode-bidi", "plaintext")
    await expect(said).to_have_css("text-align", "start")


async def test_entities_are_drawn_where_utf_16_puts_them(street: Street) -> None:
    odile = (await street.people())["Odile"]
    await street.control("start", user=odile)
    # 👵🏽 is four UTF-16 units, so « Odile » begins at the fifth.
    entities = [
        {"type": "bold", "offset": 5, "length": 11},
        {"type": "italic", "offset": 11, "length": 5},
        {"type": "text_link", "offset": 17, "length": 4, "url": "https://example.org/"},
        {"type": "spoiler", "offset": 22, "length": 6},
    ]
    await street.bot("sendMessage", chat_id=odile, text="👵🏽 Odile merci lire secret", entities=entities)
    page = await street.open()
    log = phone(page, "Odile").get_by_role("log")
    await expect(log.get_by_role("strong")).to_have_text("Odile merci")
    await expect(log.get_by_role("strong").get_by_role("emphasis")).to_have_text("merci")
    await expect(log.get_by_role("link", name="lire")).to_have_attribute("href", "https://example.org/")
    await log.get_by_role("button", name="Afficher le texte masqué").click()
    await expect(log.get_by_role("button", name="secret")).to_be_visible()


async def test_a_reply_keyboard_stays_and_types_its_label(street: Street) -> None:
    odile = (await street.people())["Odile"]
    await street.control("start", user=odile)
    keyboard = {"keyboard": [[{"text": "💪 Je peux aider"}, {"text": "📍 Ici", "request_location": True}]]}
    await street.bot("sendMessage", chat_id=odile, text="Le menu", reply_markup=keyboard)
    page = await street.open()
    keys = phone(page, "Odile").get_by_role("group", name="Clavier de réponses")
    await keys.get_by_role("button", name="💪 Je peux aider").click()
    await expect(phone(page, "Odile").get_by_role("log")).to_contain_text("💪 Je peux aider")
    await keys.get_by_role("button", name="📍 Ici").click()
    await page.get_by_role("dialog").get_by_role("button", name="Envoyer").click()
    await expect(phone(page, "Odile").get_by_role("log")).to_contain_text("Lieu")
    said = [update["message"] for update in await street.updates()]
    assert said[-2]["text"] == "💪 Je peux aider"
    assert said[-1]["location"]["latitude"] == pytest.approx(46.16)
    await street.bot("sendMessage", chat_id=odile, text="Fini", reply_markup={"remove_keyboard": True})
    await expect(keys).to_have_count(0)


async def test_a_group_link_adds_the_bot_where_the_person_is_admin(street: Street) -> None:
    karim = (await street.people())["Karim"]
    await street.control("start", user=karim)
    url = "https://t.me/tousvoisins_bot?startgroup=install"
    keyboard = {"inline_keyboard": [[{"text": "➕ Ajouter à mon groupe", "url": url}]]}
    await street.bot("sendMessage", chat_id=karim, text="Bonjour", reply_markup=keyboard)
    page = await street.open(fragment=f"{karim}:{karim}")
    await phone(page, "Karim").get_by_role("button", name="➕ Ajouter à mon groupe").click()
    group = next(title for title in await street.groups() if title.startswith("Les Lilas"))
    await page.get_by_role("dialog").get_by_role("button", name=group).click()
    await expect(phone(page, "Karim", group).get_by_role("log")).to_contain_text("Karim a ajouté")
    kinds = {kind for update in await street.updates() for kind in update}
    assert "my_chat_member" in kinds


async def test_the_keyboard_alone_sends_a_message(street: Street) -> None:
    lucas = (await street.people())["Lucas"]
    await street.control("start", user=lucas)
    page = await street.open()
    box = phone(page, "Lucas").get_by_role("textbox", name="Écrire un message")
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await box.evaluate("node => node === document.activeElement"):
            break
    await expect(box).to_be_focused()
    await page.keyboard.type("Bonsoir")
    await page.keyboard.press("Enter")
    await expect(phone(page, "Lucas").get_by_role("log")).to_contain_text("Bonsoir")
    await expect(box).to_have_value("")
    assert (await street.updates())[-1]["message"]["text"] == "Bonsoir"


async def test_a_narrow_screen_never_scrolls_sideways(street: Street) -> None:
    odile = (await street.people())["Odile"]
    await street.control("start", user=odile)
    await street.bot("sendMessage", chat_id=odile, text="anticonstitutionnellement" * 12)
    page = await street.open(360, 740)
    wide = "document.documentElement.scrollWidth"
    assert await page.evaluate(wide) <= 360
    tabs = page.get_by_role("navigation", name="Téléphones")
    await tabs.get_by_role("button", name="Les Lilas").click()
    await expect(tabs.get_by_role("button", name="Les Lilas")).to_have_attribute("aria-current", "true")
    await page.get_by_role("button", name="Coulisses").click()
    assert await page.evaluate(wide) <= 360


async def test_every_control_has_a_name(street: Street) -> None:
    odile = (await street.people())["Odile"]
    await street.control("start", user=odile)
    page = await street.open()
    await page.get_by_role("button", name="Coulisses").click()
    for panel in ("Horloge", "Personnes", "Groupes", "Pannes", "Limites", "Récit et remise à zéro"):
        await page.get_by_text(panel, exact=True).click()
    tree = await page.locator("body").aria_snapshot()
    roles = "button|link|textbox|combobox|checkbox|spinbutton|searchbox|img|dialog|region"
    assert re.findall(rf"^ *- (?:{roles})(?: \[.*\])?:?$", tree, re.MULTILINE) == []


async def test_the_clock_panel_moves_the_time_of_the_street(street: Street) -> None:
    page = await street.open()
    await page.get_by_role("button", name="Coulisses").click()
    await page.get_by_text("Horloge", exact=True).click()
    await page.get_by_role("button", name="Demain 9 h").click()
    await expect(page.get_by_role("banner").get_by_role("time")).to_contain_text("09:00")


async def test_the_inspector_shows_the_calls_of_the_bot(street: Street) -> None:
    page = await street.open()
    await page.get_by_role("button", name="Coulisses").click()
    await page.get_by_text("Inspecteur JSON").click()
    await street.bot("getMe")
    line = page.get_by_role("listitem").filter(has_text="getMe")
    await line.get_by_text("getMe").click()
    await expect(line).to_contain_text("tousvoisins_bot")
