"""Days and moments typed in Arabic, as the French words the readers of days know. Digits of both kinds."""

from __future__ import annotations

import re

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩،", "0123456789,")
_SAME = str.maketrans("أإآة", "اااه")
_MARKS = re.compile("[\u064b-\u0652\u0640\u200e\u200f\u2066-\u2069]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_SAID = {
    "بعد غد": "après-demain", "بعد الغد": "après-demain", "غدا": "demain", "الغد": "demain", "اليوم": "aujourd’hui",
    "اول امس": "avant-hier", "امس": "hier", "البارحه": "hier", "الاثنين": "lundi", "الثلاثاء": "mardi",
    "الاربعاء": "mercredi", "الخميس": "jeudi", "الجمعه": "vendredi", "السبت": "samedi", "الاحد": "dimanche",
    "يناير": "janvier", "جانفي": "janvier", "فبراير": "février", "فيفري": "février", "مارس": "mars",
    "ابريل": "avril", "افريل": "avril", "مايو": "mai", "ماي": "mai", "يونيو": "juin", "جوان": "juin",
    "يوليو": "juillet", "يوليوز": "juillet", "جويليه": "juillet", "اغسطس": "août", "غشت": "août", "اوت": "août",
    "سبتمبر": "septembre", "شتنبر": "septembre", "اكتوبر": "octobre", "نوفمبر": "novembre", "نونبر": "novembre",
    "ديسمبر": "décembre", "دجنبر": "décembre", "بعد الظهر": "après-midi", "صباحا": "matin", "الصباح": "matin",
    "مساء": "soir", "المساء": "soir", "اخر النهار": "fin de journée", "طوال اليوم": "toute la journée",
}
"""Months have three names: of the Mashreq, of Algeria and Tunisia, of Morocco."""
_WORDS = re.compile("|".join(rf"(?<!\w){said}(?!\w)" for said in sorted(_SAID, key=len, reverse=True)))
_LEADING = re.compile(r"(?<!\w)(?:يوم|في|شهر) +")


def in_french(text: str) -> str:
    """« يوم السبت 12 ديسمبر » -> « samedi 12 décembre »; what has no Arabic letter is left as it is."""
    if not _ARABIC.search(text):
        return text
    plain = _LEADING.sub("", _MARKS.sub("", text).translate(_DIGITS).translate(_SAME))
    return _WORDS.sub(lambda found: _SAID[found.group()], plain)
