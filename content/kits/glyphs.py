"""Which signs our fonts can draw, asked of the press itself."""

import re

import typst

from content.kits.press import fonts

_SHEET = b"""#set document(title: "x")
#set text(lang: "fr", font: ("Atkinson Hyperlegible", "Noto Naskh Arabic"))
#sys.inputs.signs"""
_REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed')


def undrawable(signs: str) -> frozenset[str]:
    """Those of `signs` that PDF/UA refuses; asked again without them until the rest is drawn."""
    missing: set[str] = set()
    while left := "".join(sign for sign in signs if sign not in missing):
        compiler = typst.Compiler(_SHEET, font_paths=fonts(), sys_inputs={"signs": left})
        try:
            compiler.compile(format="pdf", pdf_standards=["ua-1"])
        except typst.TypstError as error:
            refused = _REFUSED.search(error.message)
            if refused is None or not set(refused[1]) & set(left):
                raise
            missing |= set(refused[1])
        else:
            break
    return frozenset(missing)
