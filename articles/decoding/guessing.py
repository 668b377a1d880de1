"""Character encodings of metadata that does not name one: UTF-8, Windows-1251 or Windows-1252."""

import re

# Three letters beyond ASCII in a row, and none of it: no word of a Latin script looks so.
_CYRILLIC = re.compile(rb"(?<![A-Za-z\xc0-\xff])[\xa8\xb8\xc0-\xff]{3,}(?![A-Za-z])")
# A field has room for so many bytes, and is cut there, also within a letter.
_LONGEST_LETTER = 4


def decoded(data: bytes, *, is_utf8: bool = False) -> str:
    """Return the text; what no encoding can read is left out."""
    if is_utf8:
        return data.decode("utf-8", "ignore")
    for cut in range(_LONGEST_LETTER):
        try:
            return data[: len(data) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
    return data.decode("cp1251" if _CYRILLIC.search(data) else "cp1252", "ignore")
