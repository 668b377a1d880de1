"""A sponsored demo story, labelled as such."""

from newsroom.demo.content.shapes import Piece

PIECES = (
    Piece(
        key="felt-boots",
        kind="feature",
        hours=31,
        category="business",
        kicker="Paid for by Kedrovy Log Felt",
        headline="Seven Questions to Ask a Felt Boot",
        standfirst=(
            "A pair of valenki should last 10 winters. The makers in Kedrovy Log explain how to tell "
            "whether yours will."
        ),
        summary=(
            "A pair of valenki should last 10 winters. The makers in Kedrovy Log explain how to choose them."
        ),
        credit_line=(
            "This article was written and paid for by the Kedrovy Log Felt Cooperative. The newsroom took "
            "no part in it."
        ),
        topics=("winter",),
        is_sponsored=True,
        body="""
<p>We have been felting wool in Kedrovy Log since our grandmothers’ time, and the question we hear most is
still the simplest one: How do I know a good boot? A valenok has no label you can trust and no seam you can
inspect. It is wool, hot water and two days of somebody’s shoulders. But it will answer you if you ask it
properly.</p>
<h2>At the market</h2>
<ol>
<li><strong>Does it stand up?</strong> Set it on the counter and press the top down with your palm. A good
shaft springs back before you have lifted your hand.</li>
<li><strong>Is it even?</strong> Hold it to a lamp and look inside. Pale patches are thin places, and the
heel is where they hide.</li>
<li><strong>What does it smell of?</strong> Sheep and steam. A sour smell means the acid was not rinsed out,
and that boot will eat your socks.</li>
<li><strong>Does it shed?</strong> Rub it with a dark sleeve. A few hairs are honest. A gray sleeve is
not.</li>
</ol>
<h2>At home</h2>
<ol>
<li><strong>Is there room for a second sock?</strong> Felt warms by the air it holds. A tight boot is a cold
boot.</li>
<li><strong>Where will it sleep?</strong> Near the stove but never on it. Dry it slowly, upright, stuffed
with newspaper. (This one will do nicely.)</li>
<li><strong>Who will sole it?</strong> Felt and slush are old enemies. Have a leather or rubber sole
stitched on before the first thaw, not after it.</li>
</ol>
<blockquote><p>If you can bend it easily in the shop, the frost will bend it easily, too.</p>
<cite>Klavdia Permyakova, felter at the cooperative for 38 years</cite></blockquote>
<p>Treated this way, a boot should see you through 10 winters. We say so because we see them come back: The
cooperative resoles its own boots for the price of the leather, and the oldest pair on the shelf this week
was made in the spring when the present chairwoman was married. She has a grandson now. He has been
measured.</p>
<section class="facts"><h2>About the cooperative</h2>
<ul>
<li>Twenty-three members, most of them from four families</li>
<li>About 3,000 pairs a year, all from local wool</li>
<li>Boots are resoled on Thursdays. <a href="https://example.org/kedrovy-log-felt">How to send
yours</a></li>
</ul></section>
<p>Children’s sizes sell out first, usually by the middle of November. We do not take orders by telephone,
because the telephone is in the steam room and nobody can hear it. A postcard works.</p>
""",
    ),
)
