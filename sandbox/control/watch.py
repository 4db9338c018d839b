"""Reading the sandbox: state, live events, waiting without sleeping."""

import asyncio
import json
from datetime import datetime

from aiohttp import web

from sandbox.calls import Server
from sandbox.control import need
from sandbox.errors import Json
from sandbox.journal import dump
from sandbox.people import Chat
from sandbox.state import World

QUIET = 0.06
STEP = 0.01


def answer(value: object, status: int = 200) -> web.Response:
    return web.Response(text=dump(value), content_type="application/json", status=status)


def lines_of(world: World, kind: str, since: int) -> web.Response:
    text = "".join(line + "\n" for line in world.journal.of(kind, since))
    return web.Response(text=text, content_type="application/jsonl")


def transcript(lines: list[str], chat: int) -> str:
    """A conversation as text: who, what, which buttons."""
    said = []
    for line in lines:
        event = json.loads(line)
        if event.get("chat_id") != chat or event["type"] not in (
            "message",
            "edit",
            "callback",
            "callback_answer",
        ):
            continue
        hour = datetime.fromisoformat(event["at"]).strftime("%Y-%m-%d %H:%M:%S")
        said.append(f"{hour}  {sentence(event)}")
    return "\n".join(said) + "\n"


def sentence(event: Json) -> str:
    if event["type"] == "callback":
        return f"[{event['user_id']} presses {event['data']}]"
    if event["type"] == "callback_answer":
        return f"[answer to {event['user_id']}: {event.get('text') or '(none)'}]"
    message = event["message"]
    author = message.get("sender_chat", {}).get("title") or message.get("from", {}).get("first_name", "?")
    kinds = [key for key in message if key not in ("message_id", "date", "chat", "from", "reply_markup", "edit_date")]
    text = message.get("text") or message.get("caption") or f"({', '.join(kinds)})"
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = "".join(f"\n    [{' | '.join(button['text'] for button in row)}]" for row in rows)
    return f"{author}{' (edited)' if event['type'] == 'edit' else ''}: {text}{buttons}"


async def wait(world: World, body: Json) -> Json:
    """The first message or edit that contains the words, after event `since`; 408 when none comes."""
    chat_id, contains = need(body, "chat"), str(need(body, "contains"))
    bell = asyncio.Event()
    world.journal.readers.add(bell)
    try:
        async with asyncio.timeout(float(body.get("timeout", 5))):
            at = int(body.get("since") or 0)
            while (found := world.journal.find(chat_id, contains, at)) is None:
                at = len(world.journal.lines)
                bell.clear()
                await bell.wait()
    except TimeoutError:
        raise web.HTTPRequestTimeout(
            text=dump({"error": f"No message with {contains!r} came."}), content_type="application/json"
        ) from None
    finally:
        world.journal.readers.discard(bell)
    event: Json = json.loads(world.journal.lines[found - 1])
    message: Json = event["message"]
    return message | {"n": found}


def is_quiet(server: Server) -> bool:
    """Nothing queued, nothing in flight, and a listener waiting, who knows what time it is."""
    known = [bot for bot in server.world.bots.values() if bot.hook or bot.queue.polled]
    pending = sum(bot.queue.pending for bot in known)
    return any(bot.hook or bot.queue.held for bot in known) and not pending and not server.in_flight \
        and server.world.clock.is_followed()


async def idle(server: Server, body: Json) -> Json:
    try:
        async with asyncio.timeout(float(body.get("timeout", 5))):
            quiet, seen = 0.0, server.calls
            while quiet < QUIET:
                await asyncio.sleep(STEP)
                still = is_quiet(server) and seen == server.calls
                quiet, seen = (quiet + STEP if still else 0.0), server.calls
    except TimeoutError:
        raise web.HTTPRequestTimeout(
            text=dump({"error": "The bot did not become idle."}), content_type="application/json"
        ) from None
    return {"last": len(server.world.journal.lines)}


class Streams:
    """Live events; every stream is closed at shutdown, or aiohttp would wait for them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.closing = False

    async def serve(self, request: web.Request) -> web.StreamResponse:
        journal, bell = self.world.journal, asyncio.Event()
        at = int(request.headers.get("Last-Event-ID") or request.query.get("since") or 0)
        headers = {
            "Content-Type": "text/event-stream",
            "Cache-Control": "no-cache",
            "X-Accel-Buffering": "no",
        }
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        journal.readers.add(bell)
        try:
            while not self.closing:
                bell.clear()
                block = journal.lines[at : at + 500]
                if not block:
                    await bell.wait()
                    continue
                text = "".join(f"id: {at + n}\ndata: {line}\n\n" for n, line in enumerate(block, 1))
                at += len(block)
                await response.write(text.encode())
        except ConnectionResetError:
            pass
        finally:
            journal.readers.discard(bell)
        return response

    async def close(self, _: web.Application) -> None:
        self.closing = True
        for bell in self.world.journal.readers:
            bell.set()


def keyboard(world: World, query: Json) -> Json:
    chat: Chat = world.chat(int(need(query, "chat")))
    user = int(query.get("user") or chat.id)
    return {"markup": chat.keyboards.get(user) or chat.keyboards.get(0)}
