"""The picture of what a campaign did: every group once, each count with what it means, and nobody « seen »."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import cv2
import numpy as np
import pytest

from bot.files import make_file
from content.kits.result import PICTURE, Groups, Result, alternative, as_row, from_row, picture
from rules.screens import Attachment

ONE = Result("Galette", "campaign", "Mairie de Valmont", date(2027, 1, 9), date(2027, 1, 12), Groups(reached=1))
MANY = Result("Préparer ensemble la grande fête des voisines et voisins de la rue des Lilas !!!", "campaign",
              "Communauté de communes de Saint-Remy-en-Bouzemont et des Grands Hameaux", date(2027, 5, 12),
              date(2027, 5, 30), Groups(480, 3, 5, 8, 4), 37, (("J’y vais", 128), ("Je donne une heure", 3)))


WIDEST = replace(MANY, title="W" * 40 + " " + "M" * 39, groups=Groups(200_000, 9, 9, 9, 9, 9))


@pytest.mark.parametrize("result", [ONE, MANY, replace(MANY, language="en", kind="alert"), WIDEST],
                         ids=["one", "five hundred", "english", "widest"])
def test_the_picture_is_made_for_a_phone_and_comes_back_from_its_row(result: Result) -> None:
    attachment = Attachment("resultat.png", kit=PICTURE, facts=as_row(result), form="png")
    drawn = cv2.imdecode(np.frombuffer(make_file(attachment), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert drawn is not None
    assert drawn.shape == (1600, 1200)
    assert from_row(as_row(result)) == result
    assert (drawn[:, :20] < 90).sum() == 0 == (drawn[:, -20:] < 90).sum(), "nothing is cut at the edges"


def test_the_words_of_the_picture_say_every_group_once() -> None:
    assert alternative(MANY) == (
        "Préparer ensemble la grande fête des voisines et voisins de la rue des Lilas !!! : "
        "480 groupes touchés sur 500. 480 touchés, 3 incertains, 5 refusés, 8 partis, 4 manqués. "
        "37 personnes aussi, en privé. « J’y vais » : 128. « Je donne une heure » : quelques.")
    assert alternative(ONE) == ("Galette : 1 groupe touché sur 1. "
                                "1 touché, 0 incertain, 0 refusé, 0 parti, 0 manqué.")


@pytest.mark.parametrize(("people", "said"), [(None, ""), (0, ""), (4, "Quelques personnes aussi"), (5, "5 personnes")])
def test_fewer_than_five_people_are_a_few(people: int | None, said: str) -> None:
    words = alternative(replace(ONE, people=people))
    assert said in words
    assert "4 personnes" not in words


def test_a_sign_that_no_font_draws_is_left_out_of_the_picture() -> None:
    assert picture(replace(ONE, title="🥮 Galette 漢 🙂")).startswith(b"\x89PNG")
