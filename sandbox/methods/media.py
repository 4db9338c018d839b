"""Files: uploaded, or named by an id this bot has seen."""

import struct

from sandbox.errors import ApiError, Json, bad
from sandbox.methods import Call, method
from sandbox.people import File
from sandbox.schema import Upload

MEDIA = {
    "sendPhoto": "photo", "sendDocument": "document", "sendVideo": "video", "sendVoice": "voice",
    "sendAudio": "audio", "sendAnimation": "animation", "sendSticker": "sticker",
}  # fmt: skip
MOST = {"photo": 10 << 20}
UPLOAD, DOWNLOAD = 50 << 20, 20 << 20


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG or WebP."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:4] == b"GIF8":
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return 512, 512
    at = 2
    while data[:2] == b"\xff\xd8" and at + 9 < len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + length
    return None


def find_file(call: Call, value: str | Upload, kind: str) -> File:
    if isinstance(value, str) and value.startswith("attach://"):
        if value[9:] not in call.uploads:
            bad(f'wrong file identifier/HTTP URL specified: there is no part named "{value[9:]}"')
        value = call.uploads[value[9:]]
    if isinstance(value, Upload):
        if not value.data:
            bad("file must be non-empty")
        if len(value.data) > UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        if len(value.data) > MOST.get(kind, UPLOAD):
            bad(f"file of size {len(value.data)} bytes is too big for a {kind}; the maximum size is {MOST[kind]} bytes")
        return call.world.keep_file(value, kind, {call.bot.id})
    if value.startswith(("http://", "https://")):
        bad("failed to get HTTP URL content")
    file = call.world.files.get(value)
    if file is None or call.bot.id not in file.bots:
        bad("wrong file identifier/HTTP URL specified")
    if file.kind != kind and "document" not in (file.kind, kind):
        bad(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def describe(file: File, kind: str, wish: Json | None = None) -> Json:
    """The part of a message that shows the file."""
    wish = wish or {}
    base: Json = {"file_id": file.id, "file_unique_id": f"u{file.id}", "file_size": len(file.data)}
    width, height = picture_size(file.data) or (512, 512)
    named = {"file_name": file.name, "mime_type": file.mime}
    match kind:
        case "photo":
            return {"photo": [base | {"width": width, "height": height}]}
        case "document":
            return {"document": base | named}
        case "voice":
            return {"voice": base | {"duration": wish.get("duration", 1), "mime_type": "audio/ogg"}}
        case "audio":
            return {"audio": base | {"duration": wish.get("duration", 1)} | named}
        case "sticker":
            shape = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂"}
            return {"sticker": base | {"width": 512, "height": 512} | shape}
        case _:
            return {kind: base | {"width": width, "height": height, "duration": wish.get("duration", 1)} | named}


def media_of(call: Call, kind: str, value: str | Upload, wish: Json) -> Json:
    file = find_file(call, value, kind)
    if kind == "photo" and file.kind == "photo":
        size = picture_size(file.data)
        if size is None:
            bad("IMAGE_PROCESS_FAILED")
        if sum(size) > 10_000 or max(size) > 20 * min(size):
            bad("PHOTO_INVALID_DIMENSIONS")
    shown = describe(file, kind, wish)
    if wish.get("has_spoiler"):
        shown["has_media_spoiler"] = True
    return shown


@method("getFile")
def get_file(call: Call) -> Json:
    file = call.world.files.get(call.params["file_id"])
    if file is None or call.bot.id not in file.bots:
        bad("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > DOWNLOAD:
        bad("file is too big")
    size = {"file_id": file.id, "file_unique_id": f"u{file.id}", "file_size": len(file.data)}
    return size | {"file_path": file.path()}
