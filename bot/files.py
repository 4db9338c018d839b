"""The bytes of an attachment, made at the moment it is sent."""

from __future__ import annotations

from rules.messages import Attachment


def make_file(attachment: Attachment) -> bytes:
    """A text as UTF-8, or a printed kit. May take a second; never called on the event loop."""
    if attachment.text is not None:
        return attachment.text.encode()
    from content.kits.press import print_attachment

    return print_attachment(attachment)
