"""Links in pasted text lead where they are meant to, without a detour, or are said to be lost."""

from __future__ import annotations

import pytest

from articles.body import clean_source, left_out

COMPLETED = {
    "www.example.org/a": "https://www.example.org/a",
    "WWW.Example.org": "https://WWW.Example.org",
    "//example.org/b": "https://example.org/b",
    "example.org/b?c=1#d": "https://example.org/b?c=1#d",
    "example.org:8080/b": "https://example.org:8080/b",
    "пример.рф/а": "https://пример.рф/а",
    "xn--e1afmkfd.xn--p1ai": "https://xn--e1afmkfd.xn--p1ai",
    "desk@example.org": "mailto:desk@example.org",
    "https:example.org/a": "https://example.org/a",
    "http:/example.org": "http://example.org",
    "http:\\\\example.org": "http://example.org",
    " https://example.org/\u200b a": "https://example.org/%20a",
    "/ru/": "/ru/",
    "https://editor:secret@example.org/a?b@c": "https://example.org/a?b@c",
    "http://bank.example@example.org/@a": "http://example.org/@a",
    "https://https://example.org/a": "https://example.org/a",
    "http://HTTPS://example.org/a": "HTTPS://example.org/a",
    "mailto: desk@example.org": "mailto:desk@example.org",
    "https://example.org/?id=1&section=2&copy=3": "https://example.org/?id=1&section=2&copy=3",
}
LOST = [
    "index.html",
    "../a",
    "report.pdf",
    "file:///C:/a.docx",
    "tel:+375291234567",
    "ftp://a.example/",
    "http://[",
]
NO_LINKS = ["#top", "javascript:void(0)", "", " ", "JavaScript:go()"]
UNWRAPPED = {
    "https://www.google.com/url?q=https://a.example/b%3Fc%3D1&sa=D&source=editors": "https://a.example/b?c=1",
    "https://www.google.ru/url?sa=t&url=https%3A%2F%2Fa.example%2F": "https://a.example/",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb%3Ffbclid%3D1&h=AT": "https://a.example/b?fbclid=1",
    "https://l.instagram.com/?u=https%3A%2F%2Fa.example%2F&e=AT": "https://a.example/",
    "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example&data=05": "https://a.example",
    "https://vk.com/away.php?to=https%3A%2F%2Fa.example%2Fb&post=-1_2": "https://a.example/b",
    "https://m.vk.com/away?to=a.example%2Fb": "https://a.example/b",
    "https://t.me/iv?url=https%3A%2F%2Fa.example%2F7&rhash=5f": "https://a.example/7",
    "https://yandex.ru/turbo?text=https%3A%2F%2Fa.example%2F": "https://a.example/",
    "https://sba.yandex.net/redirect?url=http%3A%2F%2Fa.example%2F&sign=1": "http://a.example/",
    "https://dzen.ru/away?to=https%3A%2F%2Fa.example%2F": "https://a.example/",
    "https://ok.ru/dk?cmd=logExternal&st.link=https%3A%2F%2Fa.example%2F": "https://a.example/",
    "https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fa.example": "https://a.example",
    "https://duckduckgo.com/l/?uddg=https%3A%2F%2Fa.example%2F": "https://a.example/",
    "https://www.google.com/amp/s/a.example/b?c=1": "https://a.example/b?c=1",
    "https://a-example.cdn.ampproject.org/c/s/a.example/b": "https://a.example/b",
    "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html"
    "?url=https%3A%2F%2Fa.example%2F&locale=en": "https://a.example/",
    "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fa.example%2f&c=E,1": "https://a.example/",
    "https://mail.yandex.ru/r?url=https%3A%2F%2Fa.example%2F": "https://a.example/",
    "https://t.umblr.com/redirect?z=https%3A%2F%2Fa.example%2F&t=x": "https://a.example/",
    "https://href.li/?https://a.example/b?c=1": "https://a.example/b?c=1",
    "https://urldefense.com/v3/__https://a.example/b?c=1__;!!abc$": "https://a.example/b?c=1",
    "https://www.bing.com/ck/a?!&&p=1f&u=a1aHR0cHM6Ly9hLmV4YW1wbGUvYj9jPTE&ntb=1": "https://a.example/b?c=1",
    "https://r.search.yahoo.com/_ylt=A0/RV=2/RE=17/RO=10/RU=https%3a%2f%2fa.example%2fb/RK=2/RS=x-": (
        "https://a.example/b"
    ),
    "https://urldefense.proofpoint.com/v1/url?u=https://a.example/b&k=x": "https://a.example/b",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_b-5Fc-2Dd-3Fe-3D1&d=DwMF": (
        "https://a.example/b_c-d?e=1"
    ),
    "https://urldefense.com/v3/__https://a.example/*b**Bd__;I2NjYw!!abc$": "https://a.example/#bcccd",
    "https://urldefense.com/v3/__https:/a.example/b*c__;!!abc$": "https://a.example/b*c",
    "https://secure-web.cisco.com/1abc-d/https%3A%2F%2Fa.example%2Fb": "https://a.example/b",
    "https://eu-west-1.protection.sophos.com?d=a.example&u=aHR0cHM6Ly9hLmV4YW1wbGUvYg==&i=5f": (
        "https://a.example/b"
    ),
    "https://protect2.fireeye.com/v1/url?k=1&q=1&u=https%3A%2F%2Fa.example%2Fb": "https://a.example/b",
    "https://clicktime.symantec.com/15s?h=1&u=https://a.example/b": "https://a.example/b",
    "https://vk.com/away.php?to=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fa.example": (
        "https://a.example"
    ),
}
AS_THEY_ARE = [
    "https://www.google.com/search?q=https://a.example",
    "https://www.google.com/url?q=javascript:alert(1)",
    "https://notvk.com/away.php?to=https://a.example",
    "https://vk.com/wall-1_2",
    "https://web.archive.org/web/2020/https://a.example/",
    "https://t.me/power__desk",
    "https://www.bing.com/ck/a?u=a1amF2YXNjcmlwdDphbGVydCgxKQ",
    "https://www.bing.com/search?q=aHR0cHM6Ly9hLmV4YW1wbGUv",
    "https://urldefense.proofpoint.com/v2/url?u=javascript-3Aalert-281-29",
]


def link(href: str) -> str:
    return f'<p><a href="{href}">words</a></p>'


@pytest.mark.parametrize(("href", "meant"), [*COMPLETED.items(), *UNWRAPPED.items()])
def test_a_link_leads_straight_to_where_it_is_meant_to(href: str, meant: str) -> None:
    assert clean_source(link(href)) == link(meant.replace("&", "&amp;"))
    assert left_out(link(href)) == {}


@pytest.mark.parametrize("href", AS_THEY_ARE)
def test_a_link_to_that_host_itself_stays(href: str) -> None:
    assert clean_source(link(href)) == link(href)


@pytest.mark.parametrize("href", LOST)
def test_a_link_that_cannot_be_completed_is_said_to_be_lost(href: str) -> None:
    assert clean_source(link(href)) == "<p>words</p>"
    assert left_out(link(href)) == {"links": 1}


@pytest.mark.parametrize("href", NO_LINKS)
def test_what_was_no_link_to_anywhere_is_not_missed(href: str) -> None:
    assert clean_source(link(href)) == "<p>words</p>"
    assert left_out(link(href)) == {}


def test_urls_in_plain_text_are_links_without_what_ends_the_sentence() -> None:
    typed = "See https://a.example/b_(c), (www.a.example). Or x@a.example"
    assert clean_source(typed) == (
        '<p>See <a href="https://a.example/b_(c)">https://a.example/b_(c)</a>, '
        '(<a href="https://www.a.example">www.a.example</a>). Or x@a.example</p>'
    )
