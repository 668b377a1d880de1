"""Table of endpoints: method, path, the library's type of the parameters, and the function that answers.

What is not here is answered as an unknown path; there is no stub.
"""

import re
from dataclasses import dataclass
from typing import Any

import stripe.params
import stripe.params.v2.core

from newsroom.demo.sandbox import (
    balance,
    changing,
    checkout,
    clocks,
    customers,
    disputing,
    invoice_endpoints,
    payouts,
    redaction,
    refunding,
    resources,
    v2,
)
from newsroom.demo.sandbox.call import Endpoint
from newsroom.demo.sandbox.resources import field, listing, show
from newsroom.demo.sandbox.wire import Refused

P = stripe.params


@dataclass(frozen=True, kw_only=True)
class Route:
    """One endpoint."""

    method: str
    path: str
    params: Any
    endpoint: Endpoint

    def names(self, method: str, path: str) -> str | None:
        """Return the id in the path, which may be empty, or None when it is another endpoint."""
        if method != self.method:
            return None
        found = re.fullmatch(self.path.replace("{id}", "([A-Za-z0-9_]+)"), path)
        return None if found is None else (found[1] if found.groups() else "")


def _route(method: str, path: str, params: Any, endpoint: Endpoint) -> Route:
    return Route(method=method, path=path, params=params, endpoint=endpoint)


PARENT = ("parent", "subscription_details", "subscription")
INVOICES = {name: field(name) for name in ("status", "customer")} | {"subscription": field(*PARENT)}
CUSTOMERS = {"email": field("email")}
BY_CUSTOMER = {"customer": field("customer")}
OF_PAYMENT = {name: field(name) for name in ("charge", "payment_intent")}
CHARGES = BY_CUSTOMER | {"payment_intent": field("payment_intent")}

ROUTES = (
    _route("POST", "/v1/checkout/sessions", P.checkout.SessionCreateParams, checkout.create),
    _route("GET", "/v1/checkout/sessions", P.checkout.SessionListParams, checkout.listed),
    _route("GET", "/v1/checkout/sessions/{id}", P.checkout.SessionRetrieveParams, checkout.retrieve),
    _route(
        "POST",
        "/v1/checkout/sessions/{id}",
        P.checkout.SessionUpdateParams,
        resources.update_metadata("checkout.session"),
    ),
    _route("POST", "/v1/checkout/sessions/{id}/expire", P.checkout.SessionExpireParams, checkout.expire),
    _route(
        "GET",
        "/v1/checkout/sessions/{id}/line_items",
        P.checkout.SessionLineItemListParams,
        checkout.line_items,
    ),
    _route("POST", "/v1/products", P.ProductCreateParams, resources.create_product),
    _route(
        "GET",
        "/v1/products",
        P.ProductListParams,
        listing("product", "/v1/products", {"active": field("active")}),
    ),
    _route("GET", "/v1/products/{id}", P.ProductRetrieveParams, show("product")),
    _route("POST", "/v1/products/{id}", P.ProductUpdateParams, resources.update_product),
    _route("POST", "/v1/customers", P.CustomerCreateParams, customers.create),
    _route("POST", "/v1/customers/{id}", P.CustomerUpdateParams, customers.update),
    _route("DELETE", "/v1/customers/{id}", P.CustomerDeleteParams, customers.delete),
    _route(
        "GET", "/v1/customers/{id}/payment_methods", P.CustomerPaymentMethodListParams, customers.list_methods
    ),
    _route("GET", "/v1/payment_methods", P.PaymentMethodListParams, customers.list_methods),
    _route("POST", "/v1/payment_methods/{id}/attach", P.PaymentMethodAttachParams, customers.attach),
    _route("POST", "/v1/payment_methods/{id}/detach", P.PaymentMethodDetachParams, customers.detach),
    _route("GET", "/v1/setup_intents/{id}", P.SetupIntentRetrieveParams, show("setup_intent")),
    _route("GET", "/v1/customers", P.CustomerListParams, listing("customer", "/v1/customers", CUSTOMERS)),
    _route("GET", "/v1/customers/{id}", P.CustomerRetrieveParams, show("customer")),
    _route("GET", "/v1/subscriptions", P.SubscriptionListParams, resources.list_subscriptions),
    _route("GET", "/v1/subscriptions/{id}", P.SubscriptionRetrieveParams, show("subscription")),
    _route("POST", "/v1/subscriptions/{id}", P.SubscriptionUpdateParams, changing.update),
    _route("DELETE", "/v1/subscriptions/{id}", P.SubscriptionCancelParams, resources.cancel_subscription),
    _route("GET", "/v1/invoices", P.InvoiceListParams, listing("invoice", "/v1/invoices", INVOICES)),
    _route("GET", "/v1/invoices/{id}", P.InvoiceRetrieveParams, show("invoice")),
    _route("POST", "/v1/invoices/{id}", P.InvoiceUpdateParams, invoice_endpoints.update),
    _route("POST", "/v1/invoices/{id}/pay", P.InvoicePayParams, invoice_endpoints.pay),
    _route("POST", "/v1/invoices/{id}/void", P.InvoiceVoidInvoiceParams, invoice_endpoints.void),
    _route(
        "POST",
        "/v1/invoices/{id}/mark_uncollectible",
        P.InvoiceMarkUncollectibleParams,
        invoice_endpoints.mark_uncollectible,
    ),
    _route(
        "GET",
        "/v1/invoice_payments",
        P.InvoicePaymentListParams,
        resources.list_invoice_payments,
    ),
    _route("GET", "/v1/invoice_payments/{id}", P.InvoicePaymentRetrieveParams, show("invoice_payment")),
    _route(
        "GET",
        "/v1/payment_intents",
        P.PaymentIntentListParams,
        listing("payment_intent", "/v1/payment_intents", BY_CUSTOMER),
    ),
    _route(
        "POST",
        "/v1/payment_intents/{id}",
        P.PaymentIntentUpdateParams,
        resources.update_metadata("payment_intent"),
    ),
    _route("GET", "/v1/payment_intents/{id}", P.PaymentIntentRetrieveParams, show("payment_intent")),
    _route("GET", "/v1/payment_methods/{id}", P.PaymentMethodRetrieveParams, show("payment_method")),
    _route("GET", "/v1/charges", P.ChargeListParams, listing("charge", "/v1/charges", CHARGES)),
    _route("GET", "/v1/charges/{id}", P.ChargeRetrieveParams, show("charge")),
    _route("POST", "/v1/refunds", P.RefundCreateParams, refunding.create),
    _route("GET", "/v1/refunds", P.RefundListParams, listing("refund", "/v1/refunds", OF_PAYMENT)),
    _route("GET", "/v1/refunds/{id}", P.RefundRetrieveParams, show("refund")),
    _route("POST", "/v1/refunds/{id}", P.RefundUpdateParams, refunding.update),
    _route("POST", "/v1/refunds/{id}/cancel", P.RefundCancelParams, refunding.cancel),
    _route("GET", "/v1/disputes", P.DisputeListParams, listing("dispute", "/v1/disputes", OF_PAYMENT)),
    _route("GET", "/v1/disputes/{id}", P.DisputeRetrieveParams, show("dispute")),
    _route("POST", "/v1/disputes/{id}", P.DisputeUpdateParams, disputing.update),
    _route("POST", "/v1/disputes/{id}/close", P.DisputeCloseParams, disputing.close),
    _route("GET", "/v1/payouts", P.PayoutListParams, payouts.listed),
    _route("GET", "/v1/payouts/{id}", P.PayoutRetrieveParams, show("payout")),
    _route("GET", "/v1/balance_transactions", P.BalanceTransactionListParams, balance.listed),
    _route(
        "GET",
        "/v1/balance_transactions/{id}",
        P.BalanceTransactionRetrieveParams,
        show("balance_transaction"),
    ),
    _route("GET", "/v1/events", P.EventListParams, resources.list_events),
    _route("GET", "/v1/events/{id}", P.EventRetrieveParams, show("event")),
    _route("POST", "/v1/test_helpers/test_clocks", P.test_helpers.TestClockCreateParams, clocks.create),
    _route(
        "GET",
        "/v1/test_helpers/test_clocks/{id}",
        P.test_helpers.TestClockRetrieveParams,
        show("test_helpers.test_clock"),
    ),
    _route(
        "POST",
        "/v1/test_helpers/test_clocks/{id}/advance",
        P.test_helpers.TestClockAdvanceParams,
        clocks.advance_clock,
    ),
    _route("POST", "/v1/privacy/redaction_jobs", redaction.CreateParams, redaction.create),
    _route("GET", "/v1/privacy/redaction_jobs/{id}", redaction.NoParams, redaction.show),
    _route("POST", "/v1/privacy/redaction_jobs/{id}/run", redaction.NoParams, redaction.run),
    _route("GET", "/v2/core/events", P.v2.core.EventListParams, v2.list_events),
    _route("GET", "/v2/core/events/{id}", P.v2.core.EventRetrieveParams, show("v2.core.event")),
    _route("GET", "/v2/core/event_destinations", P.v2.core.EventDestinationListParams, v2.list_destinations),
    _route(
        "POST", "/v2/core/event_destinations", P.v2.core.EventDestinationCreateParams, v2.create_destination
    ),
    _route(
        "GET",
        "/v2/core/event_destinations/{id}",
        P.v2.core.EventDestinationRetrieveParams,
        v2.show_destination,
    ),
    _route(
        "POST",
        "/v2/core/event_destinations/{id}",
        P.v2.core.EventDestinationUpdateParams,
        v2.update_destination,
    ),
    _route(
        "POST",
        "/v2/core/event_destinations/{id}/enable",
        P.v2.core.EventDestinationEnableParams,
        v2.enable_destination,
    ),
)


def find_route(method: str, path: str) -> tuple[Route, str]:
    """Return the endpoint and the id in the path; an unknown path is refused as the API does."""
    for route in ROUTES:
        name = route.names(method, path)
        if name is not None:
            return route, name
    raise Refused(f"Unrecognized request URL ({method}: {path}).", status=404)
