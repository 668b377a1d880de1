"""Sandbox over real HTTP for a test: its core, a client of the real library, a receiver of its webhooks."""

import contextlib
import datetime
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

import requests
import stripe
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from newsroom.demo.sandbox import Stripe
from newsroom.demo.sandbox.server import Server, listen
from tests.patience import PATIENCE

START = 1_800_000_000
SECRET = "whsec_of_the_test"
PRODUCT = "prod_of_the_test"
BACK = "http://127.0.0.1:1/support/?r=ref-1"
THANKS = "http://127.0.0.1:1/support/thanks/?s={CHECKOUT_SESSION_ID}"


@dataclass
class Clock:
    """Fake clock of the outside world."""

    now: float = START

    def __call__(self) -> float:
        return self.now


@dataclass
class Receiver:
    """Receiver of webhooks that keeps what arrives and answers with `status`."""

    status: int = 200
    got: list[tuple[bytes, str]] = field(default_factory=list)
    url: str = ""

    def events(self, client: stripe.StripeClient) -> list[Any]:
        return [
            client.parse_event_notification(body, signature, SECRET, tolerance=10**10)
            for body, signature in list(self.got)
        ]


@dataclass
class Setting:
    """A running sandbox with its client and its receiver.

    What the client returns is Any: its types cannot tell which references were expanded.
    """

    core: Stripe
    server: Server
    clock: Clock
    client: stripe.StripeClient
    receiver: Receiver
    web: requests.Session

    def url(self, path: str) -> str:
        return f"{self.server.origin}{path}"

    def control(self, path: str, /, **given: Any) -> Any:
        answer = self.web.post(self.url(f"/_control/{path}"), json=given)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def start(self, mode: str = "payment", *, key: str | None = None, **changes: Any) -> Any:
        return self.client.v1.checkout.sessions.create(
            params=session_params(mode, **changes), options={"idempotency_key": key} if key else {}
        )

    def paid(self, mode: str = "payment", means: str = "succeeds", **changes: Any) -> Any:
        session = self.start(mode, **changes)
        self.core.pay(session.id, email="reader@example.org", means=means)
        return self.client.v1.checkout.sessions.retrieve(session.id)

    def deliver(self) -> None:
        self.control("deliver")


def session_params(
    mode: str = "payment",
    *,
    currency: str = "eur",
    amount: int = 1250,
    interval: str = "month",
    **changes: Any,
) -> Any:
    """Return what the gateway sends, with changes; None leaves a parameter out."""
    metadata = {"contribution": "ref-1"}
    price: dict[str, Any] = {"currency": currency, "unit_amount": amount, "product": PRODUCT}
    kinds: dict[str, dict[str, Any]] = {
        "payment": {"customer_creation": "if_required", "payment_intent_data": {"metadata": metadata}},
        "setup": {"currency": currency, "setup_intent_data": {"metadata": metadata}},
        "subscription": {"subscription_data": {"metadata": metadata}},
    }
    if mode == "subscription":
        price["recurring"] = {"interval": interval}
    params = kinds[mode] | {
        "mode": mode,
        "ui_mode": "hosted_page",
        "submit_type": "donate",
        "client_reference_id": "ref-1",
        "metadata": metadata,
        "locale": "auto",
        "expires_at": START + 3600,
        "line_items": [{"quantity": 1, "price_data": price}],
        "success_url": THANKS,
        "cancel_url": BACK,
        "adaptive_pricing": {"enabled": False},
        "excluded_payment_method_types": [],
    }
    return {name: value for name, value in (params | changes).items() if value is not None}


def certificate(folder: Path) -> ssl.SSLContext:
    """Return the side of a server whose certificate nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(tz=datetime.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = folder / "both.pem"
    file.write_bytes(secret + signed.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextlib.contextmanager
def receiving(context: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Run a receiver of webhooks, of https with a context."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append((body, self.headers["Stripe-Signature"]))
            self.send_response(receiver.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context:
        http.socket = context.wrap_socket(http.socket, server_side=True)
    receiver.url = f"{'https' if context else 'http'}://127.0.0.1:{http.server_port}/support/webhook/"
    threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True).start()
    yield receiver
    http.shutdown()
    http.server_close()


@contextlib.contextmanager
def running(seed: int = 1) -> Iterator[Setting]:
    """Run a sandbox on a free port, with a product and a destination."""
    http, clock = listen(0), Clock()
    origin = f"http://127.0.0.1:{http.server_port}"
    core = Stripe(wall=clock, random=Random(seed), origin=origin, checks_answers=True)
    core.make_product(PRODUCT)
    server = Server(core, http)
    transport: Any = stripe.RequestsClient(timeout=PATIENCE)
    client = stripe.StripeClient(
        "sk_test_of_the_test", http_client=transport, base_addresses={"api": origin}, max_network_retries=0
    )
    with receiving() as receiver, requests.Session() as web:
        core.deliver_to(receiver.url, SECRET)
        server.start()
        yield Setting(core, server, clock, client, receiver, web)
        server.stop()
        transport.close()
