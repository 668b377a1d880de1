"""Text of robots.txt: where crawlers have nothing to look for, and which of them are asked to stay away."""

from newsroom.core.web.page_language import DESK_PREFIXES

# Those that collect texts for language models, by the names that their makers publish.
AI_CRAWLERS = (
    *("AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot"),
    *("cohere-ai", "cohere-training-data-crawler", "Diffbot", "FacebookBot", "Google-Extended", "GPTBot"),
    *("ImagesiftBot", "meta-externalagent", "omgili", "PanguBot", "PerplexityBot", "Timpibot"),
)


def robots_text(*, sitemaps: list[str], blocks_ai: bool) -> str:
    """Return robots.txt (RFC 9309); `sitemaps` are absolute URLs."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DESK_PREFIXES)]
    if blocks_ai:
        lines += ["", *(f"User-agent: {name}" for name in AI_CRAWLERS), "Disallow: /"]
    lines += ["", *(f"Sitemap: {url}" for url in sitemaps)]
    return "\n".join(lines) + "\n"
