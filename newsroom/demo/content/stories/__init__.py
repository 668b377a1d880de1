"""Every story of the demo newsroom; a story stands after the one that it is a translation of."""

from newsroom.demo.content.stories import (
    arts,
    business,
    news,
    opinion,
    paid,
    regions,
    russian,
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
    *unpublished.PIECES,
)
