"""Line items of a payment page: their prices and their sum."""

from typing import Any

from newsroom.demo.sandbox import money, things
from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import World

Thing = dict[str, Any]


def read_lines(world: World, params: Thing) -> list[Thing]:
    """Build the lines; all of them in one currency, which the customer's other subscriptions share."""
    given = params.get("line_items")
    if not given:
        raise Refused("Missing required param: line_items.", param="line_items", code="parameter_missing")
    lines = [_line(world, params["mode"], item, f"line_items[{number}]") for number, item in enumerate(given)]
    currencies = {line["currency"] for line in lines}
    if len(currencies) > 1:
        raise Refused("All line items are in one currency", param="line_items")
    money.check_amount(sum(line["amount_total"] for line in lines), currencies.pop(), "line_items")
    if params["mode"] == "subscription" and "customer" in params:
        check_one_currency(world, params["customer"], lines[0]["currency"])
    for line in lines:
        world.save(line["price"])
    return lines


def _line(world: World, mode: str, item: Thing, path: str) -> Thing:
    for name in item:
        if name not in ("price_data", "quantity"):
            raise Refused(f"This sandbox does not honour {path}[{name}]", param=f"{path}[{name}]")
    data, where = item.get("price_data"), f"{path}[price_data]"
    if not data:
        raise Refused(f"Missing required param: {where}.", param=where, code="parameter_missing")
    if item.get("quantity", 1) < 1:
        raise Refused("quantity is at least 1", param=f"{path}[quantity]", code="parameter_invalid_integer")
    for name in data:
        if name not in ("currency", "product", "unit_amount", "recurring"):
            raise Refused(f"This sandbox does not honour {where}[{name}]", param=f"{where}[{name}]")
    price = things.price(
        world,
        product_id=_product(world, data, where),
        currency=data["currency"].lower(),
        amount=_unit_amount(data, where),
        interval=_interval(mode, data, where),
    )
    return things.line_item(world, price, item.get("quantity", 1))


def _product(world: World, data: Thing, where: str) -> str:
    param = f"{where}[product]"
    if "product" not in data:
        raise Refused(f"Missing required param: {param}.", param=param, code="parameter_missing")
    product = world.find(data["product"], "product", param)
    if not product["active"]:
        raise Refused(f"The product {product['id']} is not active", param=param, code="product_inactive")
    return str(product["id"])


def _unit_amount(data: Thing, where: str) -> int:
    param = f"{where}[unit_amount]"
    if "unit_amount" not in data:
        raise Refused(f"Missing required param: {param}.", param=param, code="parameter_missing")
    if data["unit_amount"] < 0:
        raise Refused("Invalid non-negative integer", param=param, code="parameter_invalid_integer")
    return int(data["unit_amount"])


def _interval(mode: str, data: Thing, where: str) -> str | None:
    """Return month or year in subscription mode, where it is needed."""
    recurring, param = data.get("recurring"), f"{where}[recurring]"
    if mode == "payment":
        if recurring:
            raise Refused("You specified `payment` mode but passed a recurring price.", param=param)
        return None
    if not recurring:
        raise Refused("You must provide at least one recurring price in `subscription` mode.", param=param)
    if recurring["interval"] not in ("month", "year") or recurring.get("interval_count", 1) != 1:
        raise Refused("This sandbox renews by the month or by the year", param=param)
    return str(recurring["interval"])


def check_one_currency(world: World, customer_id: str, currency: str) -> None:
    """Refuse a customer's second subscription in another currency while the first is running."""
    for subscription in world.table("subscription").values():
        is_running = subscription["status"] not in ("canceled", "incomplete_expired")
        if subscription["customer"] == customer_id and is_running and subscription["currency"] != currency:
            raise Refused("You cannot combine currencies on a single customer.", param="line_items")
