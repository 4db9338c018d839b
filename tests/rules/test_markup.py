"""Words keep the formatting they were given on a phone, and nothing that was typed becomes formatting."""

from __future__ import annotations

import random

import pytest

from bot.render import Renderer
from rules.markup import Mark, html_of, length, plain, safe
from rules.words import formatted
from sandbox.html import Html


def parsed(marked: str) -> tuple[str, list[dict[str, object]]]:
    """As Telegram reads it; it raises where Telegram would refuse."""
    return Html(marked, {}).run()


@pytest.mark.parametrize(("text", "marks", "html"), [
    ("Samedi à 10 h", (), "Samedi à 10 h"),
    ("Samedi à 10 h", (Mark("bold", 0, 6),), "<b>Samedi</b> à 10 h"),
    ("😀 gras", (Mark("bold", 3, 4),), "😀 <b>gras</b>"),  # an emoji is two units long
    ("ab", (Mark("bold", 0, 2), Mark("italic", 0, 1)), "<b><i>a</i>b</b>"),
    ("abcd", (Mark("bold", 0, 3), Mark("italic", 1, 3)), "<b>a<i>bc</i></b><i>d</i>"),
    ("la mairie", (Mark("text_link", 3, 6, "https://valmont.example/fete?a=1&b=2"),),
     'la <a href="https://valmont.example/fete?a=1&amp;b=2">mairie</a>'),
    ("la mairie", (Mark("text_link", 3, 6, "javascript:alert(1)"),), "la mairie"),
    ("la mairie", (Mark("text_link", 3, 6, "tg://user?id=12"),), "la mairie"),
    ("Odile", (Mark("text_mention", 0, 5), Mark("custom_emoji", 0, 5)), "Odile"),
    ("<b>pas gras</b> & co", (), "&lt;b&gt;pas gras&lt;/b&gt; &amp; co"),
    ("<a href='x", (Mark("code", 0, 10), Mark("bold", 0, 4)), "<code>&lt;a href='x</code>"),
    ("caché\u202e\u200b", (), "caché"),
    ("une\n\ndeux", (Mark("blockquote", 0, 3),), "<blockquote>une</blockquote>\n\ndeux"),
    ("hors", (Mark("bold", -3, 99), Mark("italic", 50, 5), Mark("underline", 2, 0)), "<b>hors</b>"),
])
def test_what_was_formatted_stays_so(text: str, marks: tuple[Mark, ...], html: str) -> None:
    assert html_of(text, marks) == html
    assert safe(html) == html
    parsed(html)


def test_no_text_and_no_marks_make_html_that_telegram_refuses() -> None:
    dice = random.Random(26)
    kinds = ("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote", "text_link", "odd")
    for _n in range(300):
        text = "".join(dice.choice("ab <>&\"'/😀é\n") for _c in range(dice.randrange(1, 20)))
        marks = [Mark(dice.choice(kinds), dice.randrange(-2, 20), dice.randrange(0, 20), "https://valmont.example/<&>")
                 for _m in range(dice.randrange(5))]
        marked = html_of(text, marks)
        said, _entities = parsed(marked)
        assert said.strip() == text.strip(), (text, marks)
        assert length(marked) == len(said.encode("utf-16-le")) // 2


@pytest.mark.parametrize(("kept", "html"), [
    ("<b>ouvert", "<b>ouvert</b>"),
    ("<script>x</script><img src=x onerror=y>", "x"),
    ('<a href="https://valmont.example" onclick="x">ici</a>', '<a href="https://valmont.example">ici</a>'),
    ("</i>rien", "rien"),
    ("<b><i>x</b></i>", "<b><i>x</i></b>"),
    ("a < b & c", "a &lt; b &amp; c"),
])
def test_what_a_row_holds_is_made_safe_again(kept: str, html: str) -> None:
    assert safe(kept) == html
    assert Renderer({}).html(formatted(kept), "fr") == html
    parsed(html)


def test_the_words_alone_keep_the_address_of_a_link() -> None:
    assert plain('Voir <a href="https://valmont.example">le <b>programme</b></a> &amp; venir') == (
        "Voir le programme (https://valmont.example) & venir")
