"""python -m sandbox [--port 8081] [--seed street] [--log FILE.jsonl] [--replay FILE.jsonl]"""

import argparse
import asyncio
import signal
from pathlib import Path

from sandbox.server import Sandbox


async def serve(options: argparse.Namespace) -> None:
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    async with Sandbox(options.port, options.log, options.seed, options.replay) as sandbox:
        sandbox.world.curtain = options.curtain
        if not options.curtain:
            print(f"{sandbox.base}/  (Bot API: {sandbox.base}/bot123456:SANDBOX/getMe)", flush=True)
        await stop.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local Bot API server.")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--seed", default="street", help="what to begin with (street)")
    parser.add_argument("--log", type=Path, help="write every event to this new JSONL file")
    parser.add_argument("--curtain", action="store_true", help="the page waits until the scene is set; say nothing")
    parser.add_argument("--replay", type=Path, help="show a log again, read-only")
    asyncio.run(serve(parser.parse_args()))


main()
