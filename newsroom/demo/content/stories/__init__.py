"""All stories of the demo newsroom; a translation comes after its original."""

from newsroom.demo.content.stories import (
    arts,
    business,
    news,
    opinion,
    paid,
    regions,
    russian,
    russian_editions,
    unpublished,
)

PIECES = (
    *business.PIECES,
    *regions.PIECES,
    *news.PIECES,
    *opinion.PIECES,
    *arts.PIECES,
    *paid.PIECES,
    *russian.PIECES,
    *russian_editions.PIECES,
    *unpublished.PIECES,
)
