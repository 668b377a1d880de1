"""House rules for templates, style sheets and scripts."""

import re
from collections.abc import Iterator

from tests.house.tree import Tree, files, rule

TEMPLATES = r"(templates|.*/templates)/.*\.html"
COMMENTS = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
# Mail programs want the rules in the letter itself, and a file that is kept has all of its own.
WHOLE = re.compile(r"templates/(emails|saved)/")
BLOCKS = {"title", "description", "head", "main", "appeal", "scripts", "body_class"}


def _templates(tree: Tree) -> Iterator[tuple[str, str]]:
    for path, text in files(tree, TEMPLATES):
        yield path, COMMENTS.sub("", text)


@rule(
    planted=[
        {"templates/a.html": "<script>alert(1)</script>"},
        {"templates/a.html": '<script type="module">go()</script>'},
        {"templates/a.html": "<style>p {}</style>"},
        {"templates/a.html": '<p style="color: red">'},
        {"templates/a.html": '<button type="button" onclick="go()">'},
        {"templates/a.html": '<a href="javascript:go()">'},
    ],
    fine=[
        {
            "templates/a.html": '<script type="application/ld+json">{}</script>'
            '<script type="module" src="{% static \'a.js\' %}"></script>'
            '<p data-style="x" class="on">{{ content_style }}</p>'
        },
        {"templates/emails/base.html": "<style>p {}</style>"},
    ],
)
def no_code_or_style_stands_in_a_page(tree: Tree) -> Iterator[str]:
    for path, text in _templates(tree):
        for attributes in re.findall(r"<script\b([^>]*)>", text, re.IGNORECASE):
            if "src=" not in attributes and "ld+json" not in attributes:
                yield f"{path} holds a script"
        text = text if WHOLE.match(path) is None else text.replace("<style>", "")
        for what in (r"<style\b", r"\sstyle\s*=", r"<[a-z][^>]*\son[a-z]+\s*=", r"[\"']\s*javascript:"):
            if re.search(what, text, re.IGNORECASE):
                yield f"{path} holds {what}"


@rule(
    planted=[
        {"templates/a.html": "{{ story.body_html|safe }}"},
        {"templates/a.html": "{{ list|safeseq }}"},
        {"templates/a.html": "{% autoescape off %}"},
    ],
    fine=[{"templates/a.html": "{{ story.html }} {{ x|safe_words }}"}],
)
def no_template_makes_html_safe(tree: Tree) -> Iterator[str]:
    for path, text in files(tree, r"(templates|.*/templates)/.*"):
        if found := re.search(r"\|\s*safe(seq)?\b(?!_)|autoescape\s+off", text):
            yield f"{path} says {found[0]}"


@rule(
    planted=[
        {"templates/articles/_card.html": "<article>{{ story }}</article>"},
        {"templates/articles/_card.html": "\n{# story #}"},
    ],
    fine=[{"templates/articles/_card.html": "{# story: a live story #}\n<article>"}],
)
def fragments_begin_with_what_they_take(tree: Tree) -> Iterator[str]:
    for path, text in files(tree, r".*/_[^/]*\.html"):
        if not re.match(r"\{#.+#\}|\{% comment", text):
            yield f"{path} does not begin with a comment that names its variables"


@rule(
    planted=[{"templates/base.html": "{% block content %}{% endblock %}"}],
    fine=[{"templates/base.html": "{% block title %}{% endblock %}{% block main %}{% endblock %}"}],
)
def the_base_has_seven_blocks(tree: Tree) -> Iterator[str]:
    for path, text in files(tree, r"templates/base\.html"):
        for name in set(re.findall(r"{%\s*block\s+(\w+)", text)) - BLOCKS:
            yield f"{path} has a block {name}"


@rule(
    planted=[
        {"static/css/site/a.css": '@import "https://fonts.example/a.css";'},
        {"static/css/site/a.css": "p { background: url(//elsewhere.example/a.png) }"},
        {"static/js/desk/a.js": 'import x from "https://cdn.example/x.js";'},
        {"templates/a.html": '<script src="https://cdn.example/x.js"></script>'},
        {"templates/a.html": '<link rel="stylesheet" href="//cdn.example/x.css">'},
        {"templates/a.html": '<img alt="" src="https://cdn.example/x.png">'},
    ],
    fine=[{"templates/a.html": '<a href="https://example.org/">x</a>'}],
)
def nothing_comes_from_other_hosts(tree: Tree) -> Iterator[str]:
    far = r"[\"'(]\s*(https?:)?//"
    for path, text in files(tree, r"static/.*\.(css|js)"):
        if re.search(rf"(@import|url|import|from|fetch)\s*\(?\s*{far}|url\(\s*(https?:)?//", text):
            yield f"{path} fetches from another host"
    for path, text in _templates(tree):
        if re.search(rf"<(script|img|iframe|source|video|audio)\b[^>]*\bsrc=\s*{far}", text):
            yield f"{path} fetches from another host"
        if re.search(rf"<link\b[^>]*rel=.?(stylesheet|preload|icon)[^>]*href=\s*{far}", text):
            yield f"{path} fetches from another host"


@rule(
    planted=[{"static/css/site/a.css": "a { color: red !important }"}],
    fine=[{"static/css/site/a.css": "@media (prefers-reduced-motion) { * { animation: none !important } }"}],
)
def style_sheets_need_no_shouting(tree: Tree) -> Iterator[str]:
    """`!important` means that two rules fight; layers settle that. Wishes about motion are the exception."""
    for path, text in files(tree, r"static/css/.*\.css"):
        calm = re.sub(
            r"@media[^{]*(reduced-motion|print|forced-colors)[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", text
        )
        calm = re.sub(r"\[hidden\][^}]*\}", "", calm)
        if "!important" in re.sub(r"/\*.*?\*/", "", calm, flags=re.DOTALL):
            yield f"{path} says !important"


@rule(
    planted=[
        {"templates/a.html": '<form method="post">{% csrf_token %}<button>Go</button></form>'},
        {"templates/a.html": '<form method="post">{% include "partials/_form_end.html" %}<button></form>'},
    ],
    fine=[
        {
            "templates/a.html": "<form><button>Go</button></form>"
            '<form method="post"><button>Go</button>\n{% include "partials/_form_end.html" %}\n</form>'
        }
    ],
)
def posted_forms_say_their_end(tree: Tree) -> Iterator[str]:
    """Without its last field, a form that comes in chunks is taken for cut off."""
    for path, text in _templates(tree):
        for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
            is_posted = re.match(r"<form\b[^>]*method=\"(post|{{ attrs.method }})\"", form)
            if is_posted and not re.search(r"{% include \"partials/_form_end.html\" %}\s*</form>$", form):
                yield f"{path} posts a form that does not say its end"
