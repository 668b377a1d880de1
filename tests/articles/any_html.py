"""Hypothesis strategy of HTML as it is pasted, with the words that a story has to keep of it.

A text is made of words that are all different. The same walk writes the HTML and what must be left of it:
words that touched still touch, words that anything parted stay apart, raised and lowered digits are such
characters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

# Elements that make a line of their own, and in what they stand.
BLOCKS = {
    "p": "<p{}>|</p>",
    "div": "<div{}>|</div>",
    "h1": "<h1{}>|</h1>",
    "quote": "<blockquote><p{}>|</p></blockquote>",
    "item": "<ul><li{}>|</li></ul>",
    "number": "<ol><li{}>|</li></ol>",
    "cell": "<table><tr><td{}>|</td></tr></table>",
    "caption": "<figure><figcaption{}>|</figcaption></figure>",
    "term": "<dl><dt{}>|</dt></dl>",
    "item of Word": (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>|</p>"
    ),
    "note of Word": "<p>|<a class=msocomanchor href='#_msocom_1'>[AB1]</a></p>",
    "span as a block": '<span style="display:block">|</span>',
    "never closed": "<p{}>|",
    "closed twice": "<div{}>|</p></div></div>",
}
STYLES = ("", ' class="MsoNormal"', ' style="margin:0cm"', " dir=ltr", ' id="x" onclick="alert(1)"')
WRAPS = {
    "b": "<b>|</b>",
    "i": "<i>|</i>",
    "span": '<span style="font-weight:700;color:red">|</span>',
    "font": '<font face="Arial" onmouseover=alert(1)>|</font>',
    "link": '<a href="https://a.example/?a=1&amp;b=2">|</a>',
    "script as a link": '<a href="java\tscript:alert(1)">|</a>',
    "unknown": "<o:p foo>|</o:p>",
    "bold that is none": '<b style="font-weight:normal">|</b>',
    "comment round it": "<!--StartFragment-->|<!--EndFragment-->",
}
# What goes, with everything in it: struck out, hidden, a comment, or something that is named.
CUTS = (
    *(
        "<del>|</del>",
        "<s>|</s>",
        "<strike>|</strike>",
        '<span style="text-decoration:line-through">|</span>',
    ),
    *('<span style="display:none">|</span>', "<span style='mso-hide:all'>|</span>", "<!-- | -->"),
    *('<span class="sr-only">|</span>', "<script>|</script>", "<style>|</style>", "<title>|</title>"),
    *('<span class="MsoCommentReference">[|]</span>', "<template>|</template>", "<textarea>|</textarea>"),
    *('<img alt="|" src=x onerror=alert(1)>', "<svg><text>|</text></svg>", "<math><mi>|</mi></math>"),
    *('<iframe src="javascript:alert(1)">|</iframe>', "<object>|</object>", "<select><option>|</select>"),
    *('<span style="position:absolute;left:-9999px">|</span>', "<![if !x]><del>|</del><![endif]>"),
)
RISES = {
    "<sup>|</sup>": "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "<sub>|</sub>": "₀₁₂₃₄₅₆₇₈₉",
    '<span style="vertical-align:super">|</span>': "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "<span style='mso-text-raise:-3.0pt'>|</span>": "₀₁₂₃₄₅₆₇₈₉",
}
SPACES = (" ", "\n", "&nbsp;", "\t ", "&#32;")


@dataclass
class Pasted:
    """HTML, and the words that are to be kept of it, in their order."""

    html: str = ""
    words: list[str] = field(default_factory=list)
    count: int = 0
    is_apart: bool = True

    def add(self, letters: str) -> None:
        if self.is_apart:
            self.words.append("")
        self.is_apart = False
        self.words[-1] += letters

    def write(self, piece: Any) -> None:
        """Write one piece of text as HTML, and note what is kept of it."""
        kind, value = piece
        if kind == "word":
            self.count += 1
            self.html += f"w{self.count}x"
            self.add(f"w{self.count}x")
        elif kind == "wrap":
            self.write_inside(WRAPS[value[0]], value[1])
        elif kind == "rise":
            self.html += value[0].replace("|", str(value[1]))
            self.add(RISES[value[0]][value[1]])
        else:
            self.count += 1
            self.html += {"space": value, "break": "<br>"}.get(kind, f" {value} ").replace(
                "|", f"cut{self.count}"
            )
            self.is_apart = True

    def write_inside(self, markup: str, pieces: list[Any]) -> None:
        before, _, after = markup.partition("|")
        self.html += before
        for piece in pieces:
            self.write(piece)
        self.html += after

    def write_block(self, block: tuple[str, str, list[Any]]) -> None:
        name, style, pieces = block
        self.is_apart = True
        self.write_inside(BLOCKS[name].format(style), pieces)
        self.is_apart = True


def _pieces(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(st.just("wrap"), st.tuples(st.sampled_from(sorted(WRAPS)), st.lists(inner, max_size=4)))


_PIECE: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.tuples(st.just("word"), st.none()),
        st.tuples(st.just("space"), st.sampled_from(SPACES)),
        st.tuples(st.just("break"), st.none()),
        st.tuples(st.just("rise"), st.tuples(st.sampled_from(sorted(RISES)), st.integers(0, 9))),
        st.tuples(st.just("cut"), st.sampled_from(CUTS)),
    ),
    _pieces,
    max_leaves=6,
)
_BLOCK = st.tuples(st.sampled_from(sorted(BLOCKS)), st.sampled_from(STYLES), st.lists(_PIECE, max_size=6))


@st.composite
def any_html(draw: st.DrawFn) -> Pasted:
    """Draw a text of a few blocks."""
    pasted = Pasted()
    for block in draw(st.lists(_BLOCK, max_size=4)):
        pasted.write_block(block)
    return pasted
