"""House rules for Python: one gate, one door, plain names."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import Tree, files, name_of, nodes, rule

OURS = r"(newsroom|articles|donations)/.*\.py"
PICKING = {"filter", "exclude", "get", "Q", "When", "get_object_or_404", "get_list_or_404"}
STATE = {"status", "publish_at", "first_published_at", "updated_at"}


@rule(
    planted=[
        {"articles/utils.py": ""},
        {"donations/services/__init__.py": ""},
        {"articles/desk/helpers.py": ""},
        {"newsroom/core/signals.py": ""},
        {"articles/common.py": ""},
    ],
    fine=[{"articles/related.py": ""}],
)
def modules_say_what_they_are_for(tree: Tree) -> Iterator[str]:
    vague = {"utils", "util", "helpers", "services", "signals", "common", "misc", "tools", "lib"}
    for path, _ in files(tree, OURS):
        if vague & set(path.removesuffix(".py").split("/")):
            yield f"{path} has a name that says nothing"


@rule(
    planted=[
        {
            "donations/ledger/__init__.py": "from donations.ledger.sync import sync",
            "donations/ledger/sync.py": "",
        },
        {"articles/body/__init__.py": "from .stored import stored", "articles/body/stored.py": ""},
    ],
    fine=[
        {"articles/body/__init__.py": "from . import markup", "articles/body/markup.py": ""},
        {"articles/admin/__init__.py": "from articles.admin import photo", "articles/admin/photo.py": ""},
    ],
)
def no_function_hides_a_module(tree: Tree) -> Iterator[str]:
    """A package that exports a function named like a module of its own makes the module unreachable."""
    for path, node in nodes(tree, r"(newsroom|articles|donations)/.*__init__\.py"):
        if not isinstance(node, ast.ImportFrom):
            continue
        package = path.removesuffix("/__init__.py")
        for name in (alias.asname or alias.name for alias in node.names):
            is_module = node.module in (None, package.replace("/", "."))
            if not is_module and f"{package}/{name}.py" in tree:
                yield f"{path} hides {name}.py behind {node.module}.{name}"


@rule(
    planted=[
        {"articles/apps.py": "from django.db.models.signals import post_save"},
        {"articles/apps.py": "from django.dispatch import receiver"},
        {"articles/apps.py": "import django.db.models.signals"},
    ],
)
def nothing_happens_by_signal(tree: Tree) -> Iterator[str]:
    for path, module in _imports(tree, OURS):
        if module.startswith(("django.db.models.signals", "django.dispatch")):
            yield f"{path} imports {module}"


@rule(
    planted=[
        {"articles/views.py": "Story.objects.filter(status='approved')"},
        {"articles/related.py": "stories.exclude(status__in=[1])"},
        {"donations/views.py": "Q(story__status=1)"},
        {"articles/admin/listing.py": "get_object_or_404(Story, status=1)"},
    ],
    fine=[
        {"articles/models/story.py": "self.filter(status=1)", "articles/desk/acts.py": "x.filter(status=1)"},
        {"articles/views.py": "HttpResponse(status=410)"},
        {"donations/letters.py": "Letter.objects.filter(status=1)"},
    ],
)
def readers_pages_ask_the_gate(tree: Tree) -> Iterator[str]:
    """Allow a story's `status` in conditions of the models' querysets alone, and in the desk.

    Contributions and letters have a status of their own, which their app may ask for.
    """
    own = r"(donations|newsroom/demo/contributions)/.*"
    for path, node in nodes(tree, OURS, but=r".*/(models|desk|migrations)(/.*)?\.py"):
        if isinstance(node, ast.Call) and name_of(node) in PICKING:
            for word in node.keywords:
                path_to_field = re.split("__", word.arg or "")
                is_own = path_to_field[0] == "status" and re.fullmatch(own, path)
                if "status" in path_to_field and not is_own:
                    yield f"{path}:{node.lineno} asks for {word.arg} instead of live()"


@rule(
    planted=[
        {"articles/admin/forms.py": "story.status = 'approved'"},
        {"articles/views.py": "Story.objects.update(publish_at=None)"},
        {"articles/tasks.py": "setattr(story, 'status', 1)"},
    ],
    fine=[{"articles/desk/acts.py": "story.status = 1", "articles/admin/a.py": "response.status_code = 404"}],
)
def only_the_desk_changes_state(tree: Tree) -> Iterator[str]:
    for path, node in nodes(tree, r"(articles|newsroom)/.*\.py", but=r".*/(desk|migrations)/.*"):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = {target.attr for target in targets if isinstance(target, ast.Attribute)}
        if isinstance(node, ast.Call) and name_of(node) in {"update", "bulk_update"}:
            names = {word.arg or "" for word in node.keywords}
        if isinstance(node, ast.Call) and name_of(node) == "setattr":
            names = {str(part.value) for part in node.args if isinstance(part, ast.Constant)}
        for name in sorted(names & STATE):
            yield f"{path}:{getattr(node, 'lineno', 0)} writes {name}"


@rule(
    planted=[
        {"articles/desk/acts.py": "from django.core.mail import send_mail"},
        {"articles/tasks.py": "from django.core import mail"},
        {"donations/ledger.py": "import smtplib"},
        {"articles/views.py": "user.email_user('a', 'b')"},
        {"donations/letters.py": "from django.core.mail import EmailMessage"},
    ],
    fine=[{"newsroom/core/mail.py": "from django.core.mail import EmailMessage"}],
)
def mail_is_built_in_one_place(tree: Tree) -> Iterator[str]:
    allowed = r"newsroom/core/mail\.py"
    for path, module in _imports(tree, OURS, but=allowed):
        if module.startswith(("django.core.mail", "smtplib")):
            yield f"{path} imports {module}"
    for path, node in nodes(tree, OURS, but=allowed):
        if isinstance(node, ast.Call) and name_of(node) in {"email_user", "mail_admins", "mail_managers"}:
            yield f"{path}:{node.lineno} sends mail"


@rule(
    planted=[
        {"articles/templatetags/cards.py": "from django.utils.safestring import mark_safe"},
        {"newsroom/views.py": "x = safestring.SafeString('a')"},
        {"donations/views.py": "class A:\n    def __html__(self): pass"},
    ],
    fine=[{"articles/body/html.py": "from django.utils.safestring import mark_safe"}],
)
def only_the_body_makes_html_safe(tree: Tree) -> Iterator[str]:
    words = {"mark_safe", "SafeString", "SafeText", "__html__"}
    for path, node in nodes(tree, OURS, but=r"articles/body(/.*)?\.py"):
        used = {getattr(node, "attr", ""), getattr(node, "id", ""), getattr(node, "name", "")}
        if found := used & words:
            yield f"{path} uses {found.pop()}"


@rule(
    planted=[
        {"articles/migrations/0004_auto_20260101_1200.py": ""},
        {"articles/migrations/0004_story_a_and_more.py": ""},
        {"articles/migrations/0004.py": ""},
    ],
    fine=[{"articles/migrations/0001_initial.py": "", "articles/migrations/0002_groups.py": ""}],
)
def migrations_say_what_they_do(tree: Tree) -> Iterator[str]:
    for path, _ in files(tree, r".*/migrations/.*\.py", but=r".*/__init__\.py"):
        name = path.rpartition("/")[2].removesuffix(".py")
        if not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", name) or re.search(r"auto_|and_more|_alter_.*_", name):
            yield f"{path} is not named for what it does"


@rule(
    planted=[
        {"articles/views.py": "if language == 'ru': pass"},
        {"donations/urls.py": "path('ru/support/', support)"},
        {"newsroom/core/models.py": "CharField(default='en')"},
        {"templates/base.html": "{% if LANGUAGE_CODE == 'ru' %}"},
        {"templates/a.html": '<a href="/ru/">'},
        {"static/js/a.js": 'const isRussian = lang === "ru"'},
    ],
    fine=[
        {"newsroom/core/languages.py": "TABLE = {'ru': 1}", "donations/migrations/0001_a.py": "x = 'ru'"},
        {"articles/a.py": "x = 'rubric'", "templates/a.html": '<p class="run">', "tests/a.py": "'ru'"},
    ],
)
def no_language_is_named_outside_its_table(tree: Tree) -> Iterator[str]:
    """A language is data: the setting LANGUAGES, a catalogue, and a row of `newsroom.core.languages`."""
    named = r"/?(?:en|ru)(?:[/-][^\"']*)?"
    for path, node in nodes(tree, OURS, but=r"newsroom/core/languages\.py|newsroom/demo/.*|.*/migrations/.*"):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(named, node.value):
            yield f"{path}:{node.lineno} names {node.value!r}"
    for path, text in files(tree, r"templates/.*|static/.*\.js"):
        for literal in re.findall(rf"""["']{named}["']""", text):
            yield f"{path} names {literal}"


def _imports(tree: Tree, pattern: str, *, but: str = r"(?!)") -> Iterator[tuple[str, str]]:
    """Yield path and full name of everything imported."""
    for path, node in nodes(tree, pattern, but=but):
        if isinstance(node, ast.Import):
            yield from ((path, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((path, f"{node.module}.{alias.name}") for alias in node.names)
