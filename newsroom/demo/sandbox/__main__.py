"""Command line of the sandbox: `python -m newsroom.demo.sandbox --help` lists its options."""

import argparse
import os
import signal
import sys
import threading
import time
from pathlib import Path
from random import Random, SystemRandom

from newsroom.demo.sandbox.core import Stripe
from newsroom.demo.sandbox.keep import Keeper
from newsroom.demo.sandbox.server import HOST, Server, listen


def read_arguments() -> argparse.Namespace:
    """Parse the command line; what it does not say comes from the environment."""
    parser = argparse.ArgumentParser(
        prog="python -m newsroom.demo.sandbox", description="Stripe sandbox for demo and tests."
    )
    parser.add_argument("--port", type=int, default=int(os.environ.get("SANDBOX_PORT", "8011")))
    parser.add_argument("--webhook-url", default="", help="where events are delivered")
    parser.add_argument("--webhook-secret", default=os.environ.get("SANDBOX_WEBHOOK_SECRET", ""))
    parser.add_argument("--webhook-classic", action="store_true", help="deliver whole events, not thin ones")
    parser.add_argument("--product", default="", help="id of a product to make")
    parser.add_argument("--state", type=Path, help="file that keeps the data")
    parser.add_argument("--capture-delay", type=int, help="seconds until a charge is in the balance")
    parser.add_argument("--seed", help="the same seed and requests make the same ids")
    return parser.parse_args()


def main() -> int:
    """Serve until SIGTERM or Ctrl-C."""
    wanted = read_arguments()
    try:
        http = listen(wanted.port)
    except OSError as error:
        print(f"The sandbox cannot use port {wanted.port}: {error.strerror}.", file=sys.stderr)  # noqa: T201
        return 1
    random = SystemRandom() if wanted.seed is None else Random(wanted.seed)  # noqa: S311
    keeper = Keeper(wanted.state) if wanted.state else None
    stripe = Stripe(
        wall=time.time,
        random=random,
        origin=f"http://{HOST}:{http.server_port}",
        keep=keeper.note if keeper else None,
    )
    if keeper:
        keeper.open(stripe.world)
        # After a restart the same seed must not make the same ids again.
        random.seed(f"{wanted.seed} {stripe.world.table('counters').get('journal', 0)}")
    if wanted.capture_delay is not None:
        stripe.set(capture_delay=wanted.capture_delay)
    if wanted.product:
        stripe.make_product(wanted.product)
    if wanted.webhook_url:
        stripe.deliver_to(wanted.webhook_url, wanted.webhook_secret, classic=wanted.webhook_classic)
    serve(Server(stripe, http, keeper.flush if keeper else lambda: None))
    if keeper:
        keeper.close()
    return 0


def serve(server: Server) -> None:
    """Answer until a signal asks to stop."""
    enough = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: enough.set())
    server.start()
    print(f"The payment sandbox is at {server.origin}", flush=True)  # noqa: T201
    enough.wait()
    server.stop()


if __name__ == "__main__":
    sys.exit(main())
