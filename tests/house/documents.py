"""House rules for documents: what they name exists, and they tell nothing about anybody's machine."""

import re
from collections.abc import Iterator

from tests.house.tree import Tree, files, rule

COMMANDS = r"(newsroom|newsroom/core|newsroom/demo|articles|donations)/management/commands/(\w+)\.py"
OF_LIBRARIES = {
    "check",
    "createsuperuser",
    "makemigrations",
    "migrate",
    "procrastinate",
    "collectstatic",
    "compilemessages",
    "shell",
}
# So many letters of two lines are no accident.
ALIKE = 32


@rule(
    planted=[{"README.md": "Run `make fly`.", "Makefile": "demo: base\n"}],
    fine=[{"README.md": "Run `make demo` to make a newsroom.", "Makefile": "demo: base\n"}],
)
def documents_name_targets_that_exist(tree: Tree) -> Iterator[str]:
    targets = set(re.findall(r"^([a-z-]+):", tree.get("Makefile", ""), re.MULTILINE))
    for path, text in files(tree, r".*\.md"):
        code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))
        for name in set(re.findall(r"\bmake ([a-z][a-z-]*)", code)) - targets:
            yield f"{path} says `make {name}`, which the Makefile does not know"


@rule(
    planted=[{"docs/how-to/a.md": "`python manage.py fly`"}],
    fine=[{"docs/a.md": "`manage.py rerender`", "articles/management/commands/rerender.py": ""}],
)
def documents_name_commands_that_exist(tree: Tree) -> Iterator[str]:
    known = {path.rpartition("/")[2].removesuffix(".py") for path, _ in files(tree, COMMANDS)} | OF_LIBRARIES
    for path, text in files(tree, r".*\.md|Makefile"):
        for name in set(re.findall(r"manage\.py ([a-z_]+)", text)) - known:
            yield f"{path} says `manage.py {name}`, which does not exist"


@rule(
    planted=[{"docs/a.md": "See `articles/ghost.py`."}, {"README.md": "![x](docs/img/ghost.png)"}],
    fine=[
        {
            "docs/a.md": "See `articles/desk/` and `articles/a.py`.",
            "articles/desk/x.py": "",
            "articles/a.py": "",
        }
    ],
)
def documents_name_files_that_exist(tree: Tree) -> Iterator[str]:
    folders = {"/".join(path.split("/")[:n]) for path in tree for n in range(1, path.count("/") + 1)}
    for path, text in files(tree, r"(README|CONTRIBUTING|SECURITY|docs/[^d].*|docs/a)\.md"):
        named = set(re.findall(r"`((?:newsroom|articles|donations|templates|tests|docs)/[\w./-]*)`", text))
        named |= {
            link for link in re.findall(r"\]\(((?!https?:|#|mailto:)[^)#\s]+)", text) if path == "README.md"
        }
        for name in sorted(named):
            plain = name.rstrip("/")
            if plain not in tree and plain not in folders and not _is_picture(plain):
                yield f"{path} names {name}, which does not exist"


def _is_picture(path: str) -> bool:
    from tests.house.tree import ROOT

    return path.endswith((".png", ".jpg", ".svg", "LICENSE")) and (ROOT / path).is_file()


@rule(
    planted=[{"README.md": "`docs/how-to/a.md`", "docs/how-to/a.md": "", "docs/how-to/b.md": ""}],
    fine=[{"README.md": "`docs/how-to/a.md`", "docs/how-to/a.md": ""}],
)
def the_readme_names_every_how_to(tree: Tree) -> Iterator[str]:
    for path, _text in files(tree, r"docs/how-to/.*\.md"):
        if f"`{path}`" not in tree["README.md"]:
            yield f"README.md does not name {path}"


@rule(
    planted=[{"CHANGELOG.md": "- Stories have a history that all read.\n" * 2}],
    fine=[{"CHANGELOG.md": "- Stories have a history.\n- Stories have a draft.\n- Run it.\n- Run it.\n"}],
)
def the_changelog_says_each_thing_once(tree: Tree) -> Iterator[str]:
    """A merge that keeps both sides of a line leaves two that begin alike."""
    begun: set[str] = set()
    for line in tree.get("CHANGELOG.md", "").splitlines():
        beginning = line[:ALIKE]
        if len(beginning) == ALIKE and beginning in begun and beginning.startswith(("- ", "  ")):
            yield f"CHANGELOG.md has two lines that begin with {beginning}"
        begun.add(beginning)


@rule(
    planted=[
        {"docs/a.md": "cd /" + "work/main"},
        {"articles/a.py": "x = '/home/" + "somebody/x'"},
        {"requirements/base.txt": "--index" + "-url https://mirror.example/simple"},
    ],
    fine=[{"docs/a.md": "Put it under /srv/newsroom."}],
)
def nothing_names_a_machine(tree: Tree) -> Iterator[str]:
    places = re.compile(r"/(?:work|root)/[a-z]|/home/[a-z]+/|--(?:extra-)?index-url \S+|issue[ -]?#?\d")
    for path, text in tree.items():
        if found := places.search(text):
            yield f"{path} says {found[0]}"


@rule(
    planted=[
        {
            "newsroom/settings.py": "env = environ.Env(\n    GHOST=(str, ''),\n)",
            "docs/reference/settings.md": "",
        }
    ],
    fine=[
        {
            "newsroom/settings.py": "env = environ.Env(\n    HOST=(str, ''),\n)",
            "docs/reference/settings.md": "| `HOST` | text |",
        }
    ],
)
def every_setting_is_described(tree: Tree) -> Iterator[str]:
    names = re.findall(r"^    ([A-Z_]+)=\(", tree.get("newsroom/settings.py", ""), re.MULTILINE)
    for name in names:
        if f"`{name}`" not in tree.get("docs/reference/settings.md", ""):
            yield f"docs/reference/settings.md does not describe {name}"
