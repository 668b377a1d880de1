"""House rules for translations: each catalogue has everything that people read.

The strings are found as `makemessages` finds them, but without its programs, which not every machine has.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation.template import templatize

from tests.house.tree import Tree, files, name_of, nodes, rule

CATALOGUE = "newsroom/locale/ru/LC_MESSAGES/django.po"
CATALOGUES = r"newsroom/locale/[\w@]+/LC_MESSAGES/django\.po"
OURS = r"(newsroom|articles|donations)/.*\.py"
MARKS = re.compile(r"(_|n?p?gettext(?:_lazy|_noop)?)")
LITERAL = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(((?:{LITERAL}[,\s]*)+)")
NAMED = re.compile(r"%\(\w+\)[sd]")


@dataclass
class Entry:
    """One entry of a catalogue; the plural of its words, if any, and what is said for each number."""

    context: str = ""
    words: str = ""
    plural: str = ""
    said: list[str] = field(default_factory=list)
    is_fuzzy: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.words


def entries(po: str) -> dict[tuple[str, str], Entry]:
    """Parse a catalogue, its head left out."""
    found = [_entry(block) for block in re.split(r"\n\s*\n", po.strip())]
    return {entry.key: entry for entry in found if entry.words}


def _entry(block: str) -> Entry:
    entry, name = Entry(), ""
    texts: dict[str, str] = {}
    for line in block.splitlines():
        entry.is_fuzzy |= line.startswith("#,") and "fuzzy" in line
        if found := re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line):
            name, text = found.groups()
            texts[name] = ast.literal_eval(text)
        elif line.startswith('"'):
            texts[name] += ast.literal_eval(line)
    entry.context, entry.words = texts.get("msgctxt", ""), texts.get("msgid", "")
    entry.plural = texts.get("msgid_plural", "")
    entry.said = [text for name, text in texts.items() if name.startswith("msgstr")]
    return entry


def marked(tree: Tree) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the path, and the context and words, of everything that is marked for translation."""
    for path, node in nodes(tree, OURS):
        if isinstance(node, ast.Call) and MARKS.fullmatch(name_of(node)):
            texts = [str(part.value) for part in node.args if isinstance(part, ast.Constant)]
            if texts:
                yield path, _key(name_of(node), texts)
    for path, text in files(tree, r"templates/.*\.(html|txt)"):
        for name, literals in CALL.findall(templatize(text, origin=path)):
            yield path, _key(name, [ast.literal_eval(part) for part in re.findall(LITERAL, literals)])


def _key(name: str, texts: list[str]) -> tuple[str, str]:
    return (texts[0], texts[1]) if "pgettext" in name else ("", texts[0])


def po(*lines: str) -> str:
    return 'msgid ""\nmsgstr "Language: ru"\n\n' + "\n".join(lines)


PAGE = {"templates/a.html": '{% load i18n %}{% translate "Hour" %}'}


@rule(
    planted=[
        {**PAGE, CATALOGUE: po()},
        {**PAGE, CATALOGUE: po('msgid "Hour"', 'msgstr ""')},
        {**PAGE, CATALOGUE: po("#, fuzzy", 'msgid "Hour"', 'msgstr "Час"')},
        {"articles/a.py": "_('Hour')", CATALOGUE: po('#~ msgid "Hour"', '#~ msgstr "Час"')},
        {"articles/a.py": "pgettext('of day', 'Hour')", CATALOGUE: po('msgid "Hour"', 'msgstr "Час"')},
    ],
    fine=[
        {**PAGE, CATALOGUE: po('msgid "Hour"', 'msgstr "Час"')},
        {"articles/a.py": "ngettext('a', 'b', 1)", CATALOGUE: po('msgid "a"', 'msgstr[0] "а"')},
    ],
)
def every_catalogue_has_everything(tree: Tree) -> Iterator[str]:
    wanted = sorted(set(marked(tree)))
    for catalogue, text in files(tree, CATALOGUES):
        known = entries(text)
        for path, key in wanted:
            entry = known.get(key)
            if entry is None or entry.is_fuzzy or not all(entry.said):
                yield f"{path}: {key[1]!r} has no words in {catalogue}"


@rule(
    planted=[{**PAGE, CATALOGUE: po('msgid "Minute"', 'msgstr "Минута"')}],
    fine=[{**PAGE, CATALOGUE: po('msgid "Hour"', 'msgstr "Час"')}],
)
def no_catalogue_has_dead_words(tree: Tree) -> Iterator[str]:
    used = {key for _path, key in marked(tree)}
    for catalogue, text in files(tree, CATALOGUES):
        for context, words in entries(text).keys() - used:
            yield f"{catalogue}: nobody says {words!r} {context}"


@rule(
    planted=[{CATALOGUE: po('msgid "%(count)d left"', 'msgstr "Осталось"')}],
    fine=[{CATALOGUE: po('msgid "one"', 'msgid_plural "%(n)d more"', 'msgstr[0] "%(n)d"')}],
)
def translations_keep_the_placeholders(tree: Tree) -> Iterator[str]:
    for catalogue, text in files(tree, CATALOGUES):
        for entry in entries(text).values():
            wanted = set(NAMED.findall(entry.plural or entry.words))
            for said in entry.said:
                if set(NAMED.findall(said)) != wanted:
                    yield f"{catalogue}: {said!r} has other placeholders than {entry.words!r}"


@rule(
    planted=[{"articles/a.py": "from django.utils.translation import gettext as _now"}],
    fine=[{"articles/a.py": "from django.utils.translation import gettext_lazy as _"}],
)
def words_are_marked_by_names_that_makemessages_knows(tree: Tree) -> Iterator[str]:
    for path, node in nodes(tree, OURS):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                if MARKS.fullmatch(alias.name) and alias.asname not in (None, "_"):
                    yield f"{path} calls {alias.name} {alias.asname}"
