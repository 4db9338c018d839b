"""Texts: entities in UTF-16 units, Telegram's words for broken HTML."""

import pytest

from sandbox.errors import ApiError
from sandbox.text import command_of, format_text, units

BROKEN = [
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("é<i>x</b>", 'Unmatched end tag at byte offset 6, expected "</i>", found "</b>"'),
    ("a <br>", 'Unsupported start tag "br" at byte offset 2'),
    ("1 < 2", "Unclosed start tag at byte offset 2"),
    ("1 <2> 3", 'Unsupported start tag "2" at byte offset 2'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<b bold>x</b>", 'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0'),
    ('<b "x">x</b>', 'Empty attribute name in the tag "b" at byte offset 0'),
]


@pytest.mark.parametrize(("html", "reason"), BROKEN)
def test_broken_html_is_refused_in_telegrams_words(html: str, reason: str) -> None:
    with pytest.raises(ApiError) as fault:
        format_text(html, "HTML", None, {})
    expected = {"1 < 2": 'Unsupported start tag "" at byte offset 2'}.get(html, reason)
    assert fault.value.description == f"Bad Request: can't parse entities: {expected}"


GOOD = [
    ("<b>😀</b> <i>é</i>", "😀 é", [("bold", 0, 2), ("italic", 3, 1)]),
    ("&lt;b&gt; &amp; &quot;&#233;&#x1F600;", '<b> & "é😀', []),
    ("<b>a <u>b</u></b>", "a b", [("bold", 0, 3), ("underline", 2, 1)]),
    ("  <b>  gras </b> ", "gras", [("bold", 0, 4)]),
    ("<b></b>x", "x", []),
    ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
    ("<tg-spoiler>s</tg-spoiler><code>/x</code>", "s/x", [("spoiler", 0, 1), ("code", 1, 2)]),
    ("A&amp;B &ltfoo", "A&B &ltfoo", []),
]


@pytest.mark.parametrize(("html", "text", "entities"), GOOD)
def test_html_becomes_text_and_entities(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    found, marks = format_text(html, "HTML", None, {})
    assert found == text
    assert [(mark["type"], mark["offset"], mark["length"]) for mark in marks] == entities


def test_links_and_languages_are_kept() -> None:
    users = {7: {"id": 7, "is_bot": False, "first_name": "Odile"}}
    html = '<a href="https://a.fr?x=1&amp;y=2">ici</a> <a href="tg://user?id=7">Odile</a> '
    html += '<pre><code class="language-py">x</code></pre>'
    _, marks = format_text(html, "HTML", None, users)
    assert [mark["type"] for mark in marks] == ["text_link", "text_mention", "pre"]
    assert (marks[0]["url"], marks[1]["user"]["id"], marks[2]["language"]) == ("https://a.fr?x=1&y=2", 7, "py")


def test_commands_addresses_and_mentions_are_found() -> None:
    text, marks = format_text(
        "/aide@tousvoisins_bot é @karim_lilas https://a.fr/x, #fete a@b.fr 24h/24", None, None, {}
    )
    assert [mark["type"] for mark in marks] == ["bot_command", "mention", "url", "hashtag", "email"]
    assert command_of(text, marks) == ("/aide", "tousvoisins_bot")
    assert marks[2]["length"] == units("https://a.fr/x")


MARKDOWN = [
    ("*gras* _it_ __sous__ ~barré~ ||caché||", ["bold", "italic", "underline", "strikethrough", "spoiler"]),
    ("`a` ```py\nb```", ["code", "pre"]),
    ("[ici](https://a.fr)\n>cité\nfin", ["text_link", "blockquote"]),
]


@pytest.mark.parametrize(("markdown", "kinds"), MARKDOWN)
def test_markdown_becomes_entities(markdown: str, kinds: list[str]) -> None:
    text, marks = format_text(markdown, "MarkdownV2", None, {})
    assert [mark["type"] for mark in marks] == kinds
    assert not set("*_~|`[]>") & set(text)


@pytest.mark.parametrize(
    ("markdown", "reason"),
    [
        ("Bonjour.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("é *x", "Can't find end of Bold entity at byte offset 3"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
    ],
)
def test_broken_markdown_is_refused(markdown: str, reason: str) -> None:
    with pytest.raises(ApiError) as fault:
        format_text(markdown, "MarkdownV2", None, {})
    assert fault.value.description == f"Bad Request: can't parse entities: {reason}"
