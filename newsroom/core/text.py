"""Cleaning of typed text: one Unicode form, and nothing that cannot be seen.

Characters without a glyph break search and addresses, can make a title empty that looks filled, and can carry
the number of the copy that a source was given. They go, except where writing needs them: joiners inside emoji
and in scripts that join, marks of direction in lines of a right-to-left script. Pure functions; the rules of
characters are Unicode's own (UAX 9, 31 and 51), by the library `regex`.
"""

import unicodedata

import regex

# Scripts in which a joiner or non-joiner changes what is read (UAX 31, section 2.3, and the Mongolian block).
_JOINING = (
    r"\p{Arabic}\p{Syriac}\p{Mandaic}\p{Nko}\p{Phags_Pa}\p{Mongolian}\p{Devanagari}\p{Bengali}\p{Gurmukhi}"
    r"\p{Gujarati}\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Khmer}\p{Myanmar}"
    r"\p{Tibetan}\p{Balinese}\p{Javanese}"
)
_PICTURE = r"\p{Extended_Pictographic}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?"
# England, Scotland and Wales: the only flags that Unicode recommends in tag characters (UTS 51, RGI set).
_TAGGED_FLAGS = "|".join(
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)
_NEEDED = "|".join(
    (
        _TAGGED_FLAGS,
        rf"{_PICTURE}(?:\u200d{_PICTURE})*",
        r"[0-9#*]\ufe0f\u20e3",
        rf"(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])",
        # An Arabic letter alone is written with a joiner after it where its initial shape is meant.
        r"(?<=\p{Arabic})\u200d(?!\u200d)",
        r"(?<=\p{Mongolian})[\u180b-\u180d\u180f]",
        r"(?<=\p{Mongolian})\u180e(?=\p{Mongolian})",
        # Marks of direction: judged line by line.
        r"[\u200e\u200f\u061c\u2066-\u2069]",
    )
)
_UNSEEN = regex.compile(
    rf"(?P<needed>{_NEEDED})|[\p{{Default_Ignorable_Code_Point}}\p{{Cs}}\p{{Co}}\p{{Noncharacter_Code_Point}}"
    # Also what stands for a picture or a file that was not copied, and is drawn as an empty box.
    r"\ufff9-\ufffc[\p{Cc}--[\t\n]]]",
    regex.VERSION1,
)
_LINE_ENDS = regex.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# A space of another width says nothing, and could say a number. The two hard spaces are typography.
_SPACES = regex.compile(
    r"[\t\p{Zs}--[ \u00a0\u202f]]|(?<![\u2801-\u28ff])\u2800(?![\u2801-\u28ff])", regex.VERSION1
)
_RIGHT_TO_LEFT = regex.compile(r"[[\p{Bidi_Class=R}\p{Bidi_Class=AL}]&&\p{L}]", regex.VERSION1)
_DIRECTION = regex.compile(r"[\u200e\u200f\u061c\u2066-\u2069]")
_MARKS_IN_A_ROW = regex.compile(r"([\u200e\u200f\u061c])[\u200e\u200f\u061c]+")
# Marks over and under one letter: no language has more. A pile of them covers the lines around it.
_PILED = regex.compile(
    r"(?<=[\p{Latin}\p{Cyrillic}\p{Greek}\p{Common}][\p{Mn}\p{Me}]{4})[\p{Mn}\p{Me}]+"
    r"|(?<=[\p{Mn}\p{Me}]{9})[\p{Mn}\p{Me}]+"
)
_SEEN = regex.compile(r"[\p{L}\p{N}\p{P}\p{S}]")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_ALPHABETS = tuple(regex.compile(rf"\p{{{name}}}") for name in ("Latin", "Cyrillic", "Greek"))
# Letters that look the same in two alphabets, in the same order.
_SAME = {"Latin": "ABCEHIKMOPTXYaceiopxy", "Cyrillic": "АВСЕНІКМОРТХУасеіорху"}
_SAME_GREEK = {"Latin": "ABEHIKMNOPTXYZov", "Greek": "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖον"}
_LOOKALIKES = [
    str.maketrans(*pair)
    for same in (_SAME, _SAME_GREEK)
    for pair in (tuple(same.values()), tuple(same.values())[::-1])
]
# An abbreviation that a language declines: SMSка.
_DECLINED = regex.compile(r"[A-Z]{2,}\p{Ll}+")
_OPENS, _CLOSES = "\u2066\u2067\u2068", "\u2069"


def clean(text: str) -> str:
    """Return text of any number of lines in NFC, without what cannot be seen; cleaning again changes nothing.

    Line ends become `\\n`, lines lose trailing space, and a text in which nothing can be seen becomes empty.
    """
    before = None
    while text != before:
        # Once more: what stood apart may compose now that what stood between is gone.
        before, text = text, _clean_once(text)
    return text if _SEEN.search(text) else ""


def clean_line(text: str) -> str:
    """Return the text cleaned and in one line, with single spaces (hard spaces stay hard)."""
    return clean(regex.sub(r" *\n[\n ]*| {2,}", " ", clean(text)).strip())


def spaced(text: str) -> str:
    """Return the text with each space that is not hard as an ordinary one."""
    return str(_SPACES.sub(" ", text))


def lookalike_words(text: str) -> list[str]:
    """Return the words that are of one alphabet once letters are put in place of others that look like them.

    So not those that mix alphabets for all to see: a part before a hyphen, an abbreviation with an ending.
    """
    words = dict.fromkeys(_WORD.findall(unicodedata.normalize("NFC", text)))
    return [
        word
        for word in words
        if len(_alphabets(word)) > 1
        and not _DECLINED.fullmatch(word)
        and any(len(_alphabets(word.translate(table))) == 1 for table in _LOOKALIKES)
    ]


def _alphabets(word: str) -> set[int]:
    return {number for number, letters in enumerate(_ALPHABETS) if letters.search(word)}


def _clean_once(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub(lambda match: match["needed"] or "", text)
    text = _PILED.sub("", unicodedata.normalize("NFC", spaced(text)))
    return "\n".join(_directed(line).rstrip(" ") for line in text.split("\n"))


def _directed(line: str) -> str:
    """Return a line with its marks of direction where it has right-to-left letters, else without any."""
    has_right_to_left = _RIGHT_TO_LEFT.search(line)
    directed: str = (
        _MARKS_IN_A_ROW.sub(r"\1", _balanced(line)) if has_right_to_left else _DIRECTION.sub("", line)
    )
    return directed


def _balanced(line: str) -> str:
    """Return a line without isolates that nothing ends, begins or stands in."""
    # Where each open isolate begins, and whether anything stands in it.
    open_at: list[int] = []
    is_filled: list[bool] = []
    dropped: set[int] = set()
    for place, letter in enumerate(line):
        if letter in _OPENS:
            open_at.append(place)
            is_filled.append(False)
        elif letter == _CLOSES:
            begin, is_kept = (open_at.pop(), is_filled.pop()) if open_at else (place, False)
            if not is_kept:
                dropped |= {begin, place}
            elif is_filled:
                is_filled[-1] = True
        elif is_filled:
            is_filled[-1] = True
    dropped.update(open_at)
    return "".join(letter for place, letter in enumerate(line) if place not in dropped)
