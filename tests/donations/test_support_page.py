"""The support page: what it offers, and what stands in it."""


def test_the_page_shows_the_letter_and_offers_a_middle_amount_monthly_in_euros(supporter) -> None:
    page = supporter.client.get("/support/").content.decode()
    assert "<h1>Keep the notebook open</h1>" in page
    sent = supporter.open()
    assert (sent["interval"], sent["currency"], sent["amount-month-EUR"]) == ("month", "EUR", "month:EUR:900")
    assert page.count("<fieldset") == 2 + 3 * 4
    assert "<script" not in page
