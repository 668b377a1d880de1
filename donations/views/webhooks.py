"""Webhook for the payment processor: authentic events are stored, everything else is refused."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from donations import gateway, ledger

# Thin events have a few hundred bytes.
LARGEST = 256 * 1024


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Store an authentic event once and answer 200; 400 to a forged one, 413 to one that is too large."""
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        request.read(8 * LARGEST)  # A client reads no answer while it is still sending.
        return _answer("too large", 413)
    try:
        notice = gateway.read_event(body, request.headers.get(gateway.SIGNATURE_HEADER, ""))
    except gateway.Forged:
        return _answer("not signed", 400)
    ledger.take_in(notice)
    return _answer("stored", 200)


def _answer(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain")
