"""Groups, topics and what moves them from the drawer, as seen on the phones."""

from playwright.async_api import expect

from tests.sandbox.page import Street, browser, marks, phone, street

__all__ = ["browser", "street"]
pytestmark = marks


async def test_a_group_that_migrates_takes_its_phone_along(street: Street) -> None:
    building, fatou = await street.group("Les Lilas"), (await street.people())["Fatou"]
    page = await street.open(fragment=f"{fatou}:{building}")
    moved = (await street.control("migrate", chat=building))["new_chat"]
    await street.control("say", user=fatou, chat=moved, text="Toujours là")
    name = await street.title(moved)
    await expect(phone(page, "Fatou", name).get_by_role("log")).to_contain_text("Toujours là")


async def test_a_message_goes_to_the_topic_that_is_chosen(street: Street) -> None:
    people = await street.people()
    members = [people["Marcel"], people["Karim"]]
    forum = await street.control("groups", title="Rue à sujets", forum=True, creator=people["Marcel"], members=members)
    topic = await street.control("topic", chat=forum["id"], action="create", name="Prêts d’outils")
    page = await street.open(fragment=f"{people['Marcel']}:{forum['id']}")
    marcel = phone(page, "Marcel", "Rue à sujets")
    await marcel.get_by_role("combobox", name="Sujet").select_option("Prêts d’outils")
    await marcel.get_by_role("textbox", name="Écrire un message").fill("Qui a une échelle ?")
    await marcel.get_by_role("button", name="Envoyer").click()
    await expect(marcel.get_by_role("log")).to_contain_text("Qui a une échelle ?")
    await marcel.get_by_role("combobox", name="Sujet").select_option("Général")
    await expect(marcel.get_by_role("log")).not_to_contain_text("Qui a une échelle ?")
    said = await street.last_message(forum["id"])
    assert said["message_thread_id"] == topic["id"]


async def test_an_anonymous_admin_speaks_in_the_name_of_the_group(street: Street) -> None:
    building, karim = await street.group("Les Lilas"), (await street.people())["Karim"]
    await street.control("member", chat=building, user=karim, action="anonymous")
    page = await street.open(fragment=f"{karim}:{building}")
    name = await street.title(building)
    seen = phone(page, "Karim", name)
    await expect(seen.get_by_role("checkbox", name="En admin anonyme")).to_be_checked()
    await seen.get_by_role("textbox", name="Écrire un message").fill("L’ascenseur est réparé")
    await seen.get_by_role("button", name="Envoyer").click()
    await expect(seen.get_by_role("log")).to_contain_text("L’ascenseur est réparé")
    assert (await street.last_message(building))["sender_chat"]["id"] == building


async def test_a_start_link_in_a_group_opens_the_private_chat_with_its_payload(street: Street) -> None:
    building, people = await street.group("Les Lilas"), await street.people()
    await street.control("add_bot", chat=building, by=people["Karim"])
    keyboard = {"inline_keyboard": [[{"text": "En privé", "url": "https://t.me/tousvoisins_bot?start=h12"}]]}
    await street.bot("sendMessage", chat_id=building, text="Une carte", reply_markup=keyboard)
    page = await street.open(fragment=f"{people['Fatou']}:{building},{people['Fatou']}:{people['Fatou']}")
    await phone(page, "Fatou", await street.title(building)).get_by_role("button", name="En privé").click()
    log = phone(page, "Fatou").last.get_by_role("log")
    await expect(log).to_contain_text("/start")
    await expect(log).not_to_contain_text("h12")
    assert (await street.updates())[-1]["message"]["text"] == "/start h12"


async def test_blocking_and_a_fault_from_the_drawer(street: Street) -> None:
    odile = (await street.people())["Odile"]
    await street.control("start", user=odile)
    page = await street.open()
    await page.get_by_role("button", name="Coulisses").click()
    await page.get_by_text("Pannes", exact=True).click()
    faults = page.get_by_role("group", name="Pannes")
    await faults.get_by_role("combobox", name="Méthode").select_option("sendMessage")
    await faults.get_by_role("button", name="Provoquer").click()
    await expect(faults.get_by_role("status")).to_contain_text("attend")
    refused = await street.bot_status("sendMessage", chat_id=odile, text="Bonjour")
    assert refused == 429
    await page.get_by_text("Personnes", exact=True).click()
    people = page.get_by_role("group", name="Personnes")
    await people.get_by_role("combobox", name="Personne").select_option("Odile")
    await people.get_by_role("button", name="Bloquer le bot", exact=True).click()
    await expect(phone(page, "Odile").get_by_role("button", name="Débloquer le bot")).to_be_visible()
    assert await street.bot_status("sendMessage", chat_id=odile, text="Bonjour") == 403


async def test_reset_empties_the_phones_and_keeps_the_people(street: Street) -> None:
    odile = (await street.people())["Odile"]
    await street.control("start", user=odile)
    page = await street.open()
    await expect(phone(page, "Odile").get_by_role("log")).to_contain_text("/start")
    await page.get_by_role("button", name="Coulisses").click()
    await page.get_by_text("Récit et remise à zéro", exact=True).click()
    await page.get_by_role("button", name="Remettre la rue à zéro").click()
    await expect(phone(page, "Odile").get_by_role("button", name="Démarrer")).to_be_visible()
    await expect(phone(page, "Odile").get_by_role("log")).not_to_contain_text("/start")
