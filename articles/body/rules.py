"""Declarative rules for reading pasted HTML: elements, classes, styles, characters, URLs.

Two programs read HTML by these rules: this package, and the editor in the browser (`static/js/desk/paste/`),
which gets them as JSON. So a rule is changed once. Every pattern is one that both languages read alike: no
look-behind, no `\\d` and `\\w`.
"""

from __future__ import annotations

from typing import Any

# Why something is not kept: the first ones the editor is told, in this order; the others are nobody's loss.
SAID = ("pictures", "media", "formulas", "footnotes", "tables", "fields", "struck", "links")
UNSEEN, COMMENT, MARKER = "unseen", "comment", "marker"

# Elements that hold no markup, up to their end tag.
RAW = "script style title textarea iframe xmp noembed noframes noscript plaintext"
# For each reason, the elements, and the classes of elements, that go with everything inside.
CUT_TAGS = {
    UNSEEN: "script style title noembed noframes noscript template datalist xml rp",
    "pictures": "img svg canvas amp-img amp-anim v:imagedata",
    "media": (
        "iframe video audio object applet embed lite-youtube lite-vimeo amp-video amp-youtube amp-iframe"
    ),
    "formulas": "math mjx-container m:omath m:omathpara",
    "fields": "select textarea button",
    "struck": "del s strike",
    # What Word draws for programs that know no lists (`tokens.py` makes an element of its comment).
    MARKER: "word-list-marker",
}
CUT_CLASSES = {
    COMMENT: "msocomanchor msocomtxt msocomoff msocommentreference msocommenttext",
    "struck": "msodel",
    "footnotes": (
        "msofootnotetext msoendnotetext sdfootnote sdendnote footnotes footnote-content references reflist"
    ),
    # Their digits are raised by position alone, so that 10 to the sixth would read 106.
    "formulas": "katex mathjax mathjax_display mwe-math-element",
    # The number before a note, which leads back to its mark.
    UNSEEN: "footnote-number sr-only visually-hidden visuallyhidden screen-reader-text",
}
CUT_ROLES = {"footnotes": "doc-endnotes doc-footnote"}
# Font sizes that nobody reads: nothing, and the point that letters hide their preview in.
NOTHING = r"^(0+(\.0*)?(px|pt|em|rem|%)?|(0*\.[0-9]+|1(\.0*)?)(px|pt))$"
_CLEAR = (
    r"^(transparent|#([0-9a-f]{6}0|[0-9a-f]{3})0|(rgb|hsl)a?\(([^,/]+,){3} *(0+(\.0*)?|\.0+)%?\)"
    r"|(rgb|hsl)a?\([^,/]+/ *(0+(\.0*)?|\.0+)%?\))$"
)
_GROUNDS = ("background", "background-clip", "-webkit-background-clip")
_NOT_CUT_OUT = r"^(?!.*\btext\b)"
_POINT, _FAR = r"^[01](px)?$", r"^-([0-9]{4,}|[0-9]{3,}(\.[0-9]+)?(em|rem|ex|ch|vw|vh|%))"
# A reason, and what an element's style must say for it, all of it; what it does not say is an empty text.
CUT_STYLES: list[tuple[str, dict[str, str]]] = [
    (MARKER, {"mso-list": "^ignore"}),
    (MARKER, {"mso-special-format": "bullet"}),
    (COMMENT, {"mso-element": "^comment"}),
    (COMMENT, {"mso-special-character": "^comment"}),
    ("footnotes", {"mso-element": "^(foot|end)note"}),
    ("struck", {"text-decoration": "line-through"}),
    ("struck", {"text-decoration-line": "line-through"}),
    ("struck", {"text-line-through": "^(single|double)"}),
    (UNSEEN, {"display": "^none"}),
    (UNSEEN, {"mso-hide": "^all"}),
    (UNSEEN, {"content-visibility": "^hidden"}),
    (UNSEEN, {"opacity": r"^(0+(\.0*)?|\.0+)%?$"}),
    (UNSEEN, {"transform": r"scale\(0[,)]"}),
    (UNSEEN, {"clip": r"^rect\( *([01](px)?[ ,]*){4}\)"}),
    (UNSEEN, {"clip-path": r"^(inset\((50|100)%|circle\(0|polygon\((0(px|%)? 0(px|%)?,? ?)+\))"}),
    (UNSEEN, {"filter": r"opacity\((0+(\.0*)?|\.0+)%?\)"}),
    (UNSEEN, {"text-indent": _FAR}),
    (UNSEEN, {"margin-left": _FAR}),
    (UNSEEN, {"position": "^(absolute|fixed)", "left": _FAR}),
    (UNSEEN, {"position": "^(absolute|fixed)", "right": _FAR}),
    (UNSEEN, {"position": "^(absolute|fixed)", "top": _FAR}),
    (UNSEEN, {"overflow": "^(hidden|clip)", "height": _POINT}),
    (UNSEEN, {"overflow": "^(hidden|clip)", "max-height": _POINT}),
    (UNSEEN, {"overflow": "^(hidden|clip)", "width": _POINT}),
    (UNSEEN, {"overflow": "^(hidden|clip)", "max-width": _POINT}),
    # Letters cut out of a picture behind them are clear, and seen.
    (UNSEEN, {"color": _CLEAR, **dict.fromkeys(_GROUNDS, _NOT_CUT_OUT)}),
]
# Marks that lead to a note, and marks in a note that lead back to the text. Web pages give whole addresses.
NOTE = (
    r"#(_?(ftn|edn)t?-?[0-9]|sd(foot|end)note[0-9]+sym|cite_note|(user-content-)?fn[:-]?[0-9]"
    r"|([a-z]+-)?(foot|end)note(?!-anchor))"
)
NOTE_BACK = (
    r"#(_?(ftn|edn)t?_?ref|sd(foot|end)note[0-9]+anc|(foot|end)note[-_]?ref|cite_ref|(user-content-)?fnref)"
)
COMMENT_MARK, COMMENT_BACK = r"#(_msocom_|cmnt[0-9])", r"#(_msoanchor_|cmnt_ref)"

# Elements without an end tag, and those that end marks wherever they stand.
VOID = "area base br col embed hr img input link meta param source track v:imagedata wbr"
MARKS = """
    a abbr b big bdi bdo code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u
    var
"""
# What browsers start a new line for: their tags go, but the texts they parted stay apart.
BLOCKS = """
    p h1 h2 h3 h4 h5 h6 div section blockquote ul ol li hr address article aside body caption center dd
    details dialog dir dl dt fieldset figcaption figure footer form header hgroup html legend main menu nav
    option optgroup pre search summary table tbody td tfoot th thead tr xmp plaintext
"""
# Blocks that stand in elements of their own: they end no paragraph around those.
PARTS = "tbody td tfoot th thead tr caption option optgroup legend html body"
# Parts of a table that say what they are, whatever their elements.
TABLE_ROLES = {
    **dict.fromkeys(("table", "grid", "treegrid"), "table"),
    "row": "tr",
    **dict.fromkeys(("cell", "gridcell", "columnheader", "rowheader"), "td"),
}
BOLD = "bold bolder 600 700 800 900"
BLOCK_DISPLAYS = r"^(block|flex|grid|list-item|flow-root|table)"
# A start tag ends these open elements, unless one of the others stands between.
_LIST, _TABLE = "ul ol menu dir", "table"
ENDS = {
    "li": ("li", _LIST),
    **dict.fromkeys(("dd", "dt"), ("dd dt", "dl")),
    **dict.fromkeys(("td", "th"), ("td th", _TABLE)),
    "tr": ("tr td th", _TABLE),
    **dict.fromkeys(("tbody", "thead", "tfoot"), ("tbody thead tfoot tr td th", _TABLE)),
    "a": ("a", "td th"),
}
SCOPE = "td th caption table object template"

# From which length on a text counts as raised or lowered: less is there to please the eye.
LEAST_RISE = {"px": 2.5, "pt": 2, "em": 0.2, "rem": 0.2, "ex": 0.4, "%": 20}
# Properties that shift text, and a size that makes an exponent of what stands at the top of the line.
SHIFTS = "vertical-align baseline-shift font-variant-position"
SMALLER = r"^([0-8]?[0-9](\.[0-9]+)?%|0?\.[0-9]+r?em|smaller|x-small|xx-small)$"
# Raised and lowered characters that have a form of their own.
RAISED = (
    "0123456789+-−–=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
)
LOWERED = ("0123456789+-−–=()aehijklmnoprstuvxβγρφχ.,", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ.,")
# Raised letters after a digit that are written on the line, and those that are a sign of their own.
ORDINALS = "st nd rd th e er re ère ème es"
ORDINALS_RU = "й я е го му х ый ой ая ое ые ого ому ых ым ми"
SIGNS = {"tm": "™", "sm": "℠", "o": "º", "a": "ª"}
# How long a raised text may be that is written in such small characters.
LONGEST_RAISED = 12
# The font “Symbol” as Word uses it: a letter there stands for another character.
SYMBOL = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ£³¹´»¥®¬·¶å",
    "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ≤≥≠×≈∞→←•∂∑",
)
# A box to tick, and one that is ticked.
TICKS = " ☐ ", " ☑ "
# Letters of lists that HTML cannot count in for us: they are written before the words.
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
# Brackets that look the other way in text that runs from right to left; read backwards, each is its other.
MIRRORED = "([{<«‹›»>}])"
BULLETS = "•‣⁃●▪■◦○∙·▸►\uf0b7"

# A picture with such a text in its place is a character.
_JOINED = "\u200d\ufe0f\u20e3"
_SIGN = "\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
EMOJI = f"^[#*0-9{_JOINED}]{{0,2}}[{_SIGN}][{_JOINED}{_SIGN}\U000e0020-\U000e007f]{{0,15}}$"

# A URL in plain text, and what ends a sentence rather than the URL.
URL = r"\b(?:https?://|www\.)[^\s<>\"'“”„«»]+"
AFTER_URL = ".,;:!?…)"

# Redirects of other hosts: host, path, the parameters that may hold the real URL.
PASSAGES = [
    (r"^((www|plus|news)\.)?google\.[a-z.]{2,6}$", "^/url$", "q url"),
    (r"^(l|lm|m|www)\.(facebook|messenger|instagram|threads)\.(com|net)$", r"^/(l\.php|flx/warn/)?$", "u"),
    (r"\.safelinks\.protection\.outlook\.com$", "^/", "url"),
    (r"^statics\.teams\.cdn\.office\.net$", r"/atp-safelinks\.html$", "url"),
    (r"^linkprotect\.cudasvc\.com$", "^/url$", "a"),
    (r"^((www|m|away)\.)?vk\.(com|ru)$", r"^/away(\.php)?$", "to"),
    (r"^(www\.)?(t|telegram)\.me$", "^/iv$", "url"),
    (r"^((www|m|clck|mail)\.)?yandex\.[a-z.]{2,6}$", "^/(redir|turbo|clck/jsredir|r$)", "url text"),
    (r"^(sba|clck|h)\.yandex\.(ru|net)$", "^/", "url"),
    (r"^dzen\.ru$", "^/away$", "to"),
    (r"^((www|m|connect)\.)?ok\.ru$", "^/", "st.link"),
    (r"^((click|checklink|go)\.)mail\.ru$", "^/", "url u"),
    (r"^((www|m)\.)?youtube\.com$", "^/redirect$", "q"),
    (r"^(www\.)?linkedin\.com$", "^/(redir/redirect|safety/go)$", "url"),
    (r"^out\.reddit\.com$", "^/", "url"),
    (r"^(www\.)?duckduckgo\.com$", "^/l/$", "uddg"),
    (r"^(slack-redir\.net|disq\.us|exit\.sc)$", "^/", "url"),
    (r"^t\.umblr\.com$", "^/redirect$", "z"),
    (r"^(www\.)?pinterest\.[a-z.]{2,6}$", "^/offsite/?$", "url"),
    (r"^(www\.)?medium\.com$", "^/r/$", "url"),
    (r"^(steamcommunity|getpocket)\.com$", "^/(linkfilter/|redirect)$", "u url"),
    (r"^protect2?\.fireeye\.com$", "^/v1/url$", "u"),
    (r"^clicktime\.symantec\.com$", "^/", "u"),
    (r"^urldefense\.proofpoint\.com$", "^/v1/url$", "u"),
]
# Redirects whose parameter holds it in a code of their own: host, path, parameter, code. "base64" may follow
# two characters of its version; "dashes" writes - for % and _ for /.
CODED = [
    (r"^(www\.|cn\.)?bing\.com$", "^/ck/a$", "u", "base64"),
    (r"\.protection\.sophos\.com$", "^/?$", "u", "base64"),
    (r"^urldefense\.proofpoint\.com$", "^/v2/url$", "u", "dashes"),
]
# Redirects that hold it in their path: host, path with the real URL as its group.
PATHS = [
    (r"^(www\.)?google\.[a-z.]{2,6}$", r"^/amp/(?:s/)?(.+)$"),
    (r"^[a-z0-9-]+\.cdn\.ampproject\.org$", r"^/[a-z](?:/s)?/([^/]+\..+)$"),
    (r"^([a-z]+\.)?search\.yahoo\.com$", r"/RU=(https?%3[aA].+?)(?:/R[KS]=|$)"),
    (r"^secure-web\.cisco\.com$", r"^/[^/]+/(https?%3[aA].+)$"),
    (r"^(www\.)?(href\.li|anonym\.to|nullrefer\.com)$", r"^/\?(https?:.+)$"),
]
# In this one an asterisk, or two with the letter of a count from 2 on, stand for characters at its end.
STARRED = (r"^urldefense\.(?:com|us)$", r"^/v3/__(.+?)__;([^!]*)")
STAR_COUNTS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# A scheme before another one.
DOUBLED = r"^(https?:[/\\]+)+(?=https?:[/\\])"
# A name and a password in a URL: a secret, or what is meant to be read as the name of the host.
LOGIN = r"^(https?://)[^/?#\\]*@"
# The end of a name that is a file rather than a host, where no scheme tells.
FILES = "html htm php asp aspx jsp pdf doc docx odt rtf txt xls xlsx xml jpg jpeg png gif webp zip"


def as_data() -> dict[str, Any]:
    """Return every rule by its name in lower case, ready for JSON."""
    return {name.lower(): value for name, value in globals().items() if name.isupper() and name[0] != "_"}
