"""Program that decodes uploaded pictures in a process of its own: `python -m articles.decoding`.

Decoders are the largest attack surface of the desk, and a small file can keep them busy for minutes or take
gigabytes. Here they have no secrets, bounded time and bounded memory, and what they took is given back when
the process ends. Nothing here imports Django, so that it starts in a tenth of a second; `articles.photos`
runs it.
"""
