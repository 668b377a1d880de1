"""Entity tags (ETag) that differ by encoding: a page that is compressed is another representation of it.

A cache that keeps a page in two encodings asks with the tags of both, and takes the one that a 304 names
(RFC 9111, section 4.1). If both had one tag, a browser could be handed an encoding that it cannot read.
"""

from django.utils.http import parse_etags


def encoded(etag: str, encoding: str) -> str:
    """Return the tag of what has this tag when it is sent in an encoding, `br` or `gzip` or none."""
    return f'{etag[:-1]}.{encoding}"' if encoding and etag else etag


def unencoded(asked: str, encoding: str) -> str:
    """Return the tags of an If-None-Match as they are without the encoding that would be sent now."""
    return asked.replace(f'.{encoding}"', '"') if encoding else asked


def is_known(etag: str, asked: str) -> bool:
    """Say whether an If-None-Match names the tag; a proxy that changes a page marks its tag as weak."""
    return etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in parse_etags(asked)}
