"""The bytes of an attachment, made at the moment it is sent."""

from __future__ import annotations

from rules.screens import Attachment


def make_file(attachment: Attachment) -> bytes:
    """A text as UTF-8, a workbook, a page, a printed kit, or the picture of a result.

    May take a second; never on the event loop.

    `facts` of a kit are those of `as_row`, and its "sheet". Raises Refusal when the sheet cannot be printed.
    """
    if attachment.text is not None:
        return attachment.text.encode()
    if attachment.form == "xlsx":
        from content.workbook import workbook

        return workbook(attachment.facts)
    if attachment.page is not None:
        from content.pages.press import print_page

        return print_page(attachment.page, attachment.facts, attachment.form)
    from content.kits import result
    from content.kits.facts import KitId, Sheet, from_row
    from content.kits.press import FORMATS, print_kit

    facts = dict(attachment.facts)
    if attachment.kit == result.PICTURE:
        return result.picture(result.from_row(facts))
    sheet = Sheet(facts.pop("sheet"))
    form = next(form for form in FORMATS if form == attachment.form)
    return print_kit(KitId(str(attachment.kit)), from_row(facts), form, sheet)
