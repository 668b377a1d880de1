"""Demo stories that readers do not see: drafts, in review, scheduled, embargoed, withdrawn."""

from newsroom.demo.content.shapes import Piece

PIECES = (
    Piece(
        key="shared-boilers",
        kind="news",
        state="in_review",
        hours=4,
        category="regions",
        kicker="Schools",
        headline="Starorechensk Schools to Share Boilers and Teach in Shifts",
        standfirst=(
            "Three school buildings will close until mid-December to save fuel. Their pupils will borrow "
            "classrooms, and in one case a headmistress."
        ),
        summary="Three school buildings will close until mid-December. Their pupils will borrow classrooms.",
        picture="stacks",
        caption="The power station at Starorechensk.",
        credit="Arina Belskaya",
        topics=("schools", "winter"),
        bylines=(("timur-osin", "writer"),),
        body="""
<p>STARORECHENSK, Russia — Three of this town’s 11 schools will close their buildings next week and teach in
shifts at their neighbors’ until the middle of December, the education department said, to stretch a supply
of coal that is arriving late all along the line.</p>
<p>Pupils of School No. 4 will study in the afternoon at No. 7, where lessons will begin at 2 p.m. and end
at 6:40. No. 9 will do the same at No. 2. Primary classes of No. 11 will move into the House of Pioneers,
which has its own gas boiler, a stage and a stuffed elk.</p>
<p>“We heat 11 buildings to fill eight,” said Galina Ognyova, who heads the department. “For five weeks
we’ll heat eight.” The plan will save about 190 tons of coal, she said, which is what the hospital uses from
now until the new year.</p>
<h2>Two bells</h2>
<p>Parents at a meeting on Monday asked about buses, hot meals and who would answer for lost mittens. The
department promised a second lunch sitting and a bus from the river district. Mittens were referred to a
subcommittee.</p>
<p>The headmistress of No. 4, Lyubov Zaitseva, will go with her pupils. So will her bell, a brass one that
was cast for the school in 1936 and is rung by hand. No. 7 has an electric one. After some discussion, it
was agreed that both would be used, and that lessons begin at the second.</p>
<section class="facts"><h2>What changes next week</h2>
<ul>
<li><strong>No. 4</strong> goes to No. 7, afternoons</li>
<li><strong>No. 9</strong> goes to No. 2, afternoons</li>
<li><strong>No. 11</strong>, primary classes only, goes to the House of Pioneers</li>
</ul></section>
<p>Ognyova said the buildings would reopen “with the coal or with the thaw, whichever is more punctual.”</p>
""",
    ),
    Piece(
        key="printed-abroad",
        kind="feature",
        state="draft",
        hours=30,
        category="arts-and-life",
        kicker="Books",
        headline="Six First Novels From a Press in a Garage",
        standfirst="A retired typesetter in Belorudsk prints 200 copies of whatever she cannot put down.",
        summary="A retired typesetter in Belorudsk prints 200 copies of whatever she cannot put down.",
        topics=("memory",),
        bylines=(("sofia-brandt", "writer"),),
        body="""
<p>BELORUDSK, Russia — The rule of the house is simple. Zinaida Pavlovna Krotova reads a manuscript in bed.
If she is still awake at 1, she prints it.</p>
<p>She owns a flatbed press of 1961, bought for the price of its iron when the district paper closed, and
keeps it in a garage where her son would like to keep a car. In four years it has produced six novels, all
by first-time authors, in editions of 200. Five have sold out.</p>
<p>The sixth is about beekeeping and is, Krotova says, ahead of its time.</p>
<h2>The six</h2>
<ol>
<li><em>A Coat for Two</em>. Sisters, a winter, one coat.</li>
<li><em>The Lock</em>. A lockkeeper’s log in which, for 90 pages, no boat comes.</li>
<li><em>Ozyorny Bor, 26 Minutes</em>. Does what it says.</li>
</ol>
<p>[Sofia: three still to come. Waiting for Krotova to find the copy she lent to the dentist.]</p>
""",
    ),
    Piece(
        key="lamp-keepers",
        kind="feature",
        state="draft",
        hours=52,
        category="regions",
        kicker="Urals",
        headline="Who Keeps the Lamps on the Hospital Hill",
        standfirst=(
            "For nine years nobody in Nizhnyaya Sosva could say who switched on the sledding hill. We found "
            "her."
        ),
        summary="For nine years nobody in Nizhnyaya Sosva could say who switched on the sledding hill.",
        topics=("memory", "winter"),
        bylines=(("timur-osin", "writer"),),
        body="""
<p>NIZHNYAYA SOSVA, Russia — The switch is in the hospital laundry, behind the second boiler, at a height
convenient for someone not very tall.</p>
<p>At 5 each evening from December to March, Roza Idiatullina dries her hands, reaches up and turns it.
Forty-one lamps come on along the slope behind Hospital No. 1, and about a second later, she says, you hear
the children.</p>
<p>The town budget has a line for the electricity. It has none for Idiatullina, who was asked to do it once,
nine winters ago, by a man whose name she did not catch.</p>
<p>[To do: second visit in snow. Ask whether the deputy mayor’s children ever came back to sled. Photo with
Arina.]</p>
""",
    ),
    Piece(
        key="eggs",
        kind="news",
        state="scheduled",
        hours=-9,
        category="business",
        kicker="Retail",
        headline="The Price of Eggs, Measured in Minutes",
        standfirst=(
            "A school statistics club in Belorudsk has timed the line at the Friday market for a year. It "
            "turns out to forecast prices better than the price board does."
        ),
        summary=(
            "A school statistics club has timed the market line for a year. It forecasts prices better than "
            "the price board."
        ),
        topics=("schools", "labor"),
        bylines=(("nina-feldt", "writer"),),
        body="""
<p>BELORUDSK, Russia — When the line for eggs at the Friday market reaches the fish counter, the price will
rise within two weeks. When it reaches the door, within one. The statistics club of School No. 3 has the
chart to prove it.</p>
<p>For 50 Fridays, two members at a time have stood by the dairy stalls with a stopwatch and asked a person
at the end of the line to say when they were served. The average wait last winter was four minutes. In
October it was 17. This week it was six, and the club’s president, Ulyana Serebryak, 15, allowed herself a
forecast: <strong>down, by Christmas</strong>.</p>
<h2>Why it works</h2>
<p>A price, explained Serebryak, is what a seller believes. A line is what buyers do about it. “People start
to worry before they can say so,” she said. “They just come earlier, and buy 20 instead of 10.”</p>
<blockquote><p>I thought they were from the inspectorate. Then one of them asked me what a median was, to
see if I knew.</p>
<cite>Lyudmila Boiko, egg seller, stall 14</cite></blockquote>
<p>The club’s teacher, a former actuary, checked its record. Of nine price changes in the year, the line had
foretold seven, on average 11 days ahead. One of the two misses was in the week of a hailstorm, when nobody
came to market at all. The club has decided to treat hail as a separate variable.</p>
<ul>
<li>Shortest wait: 40 seconds, on the Friday after New Year.</li>
<li>Longest: 31 minutes, before Easter.</li>
<li>Most patient: a man with a dog, who let four people pass.</li>
</ul>
<p>The market’s management has asked to see the figures every week. The club has agreed, in return for
<a href="https://example.org/belorudsk/statistics-club">a bench</a>.</p>
""",
    ),
    Piece(
        key="debt-report",
        kind="news",
        state="embargoed",
        hours=-5,
        category="news",
        kicker="Local budgets",
        headline="Nine Small Towns Owe More Than a Year’s Income, Auditors Find",
        standfirst=(
            "A report to be released this evening says most of the debt was taken on to repair what an "
            "earlier loan had built."
        ),
        summary="A report says most of the debt was taken on to repair what an earlier loan had built.",
        picture="court",
        alt="Small figures climb the steps of a public building with eight columns.",
        caption="The town hall in Belorudsk.",
        credit="Arina Belskaya",
        topics=("housing",),
        bylines=(("pavel-unger", "writer"),),
        body="""
<p>BELORUDSK, Russia — Nine of the 64 small towns examined by a regional audit chamber owe more than they
take in each year, according to a report released Wednesday evening, and in seven of them most of the
borrowing paid for repairs to things that had themselves been built on credit.</p>
<p>The auditors call it “the second roof.” A town borrows for a swimming pool. Ten years later the loan is
half repaid, the roof leaks, and the cheapest way to save the pool is to borrow again.</p>
<p>“No single decision was unreasonable,” the report says. “That is what makes the sum of them difficult to
discuss.”</p>
<h2>A rule of thumb</h2>
<p>The chamber recommends that no town borrow for a building without setting aside 2% of its cost each year
for upkeep. Of the 64 towns, it found four that do. All four are among the poorest, and none is in debt.</p>
<blockquote><p>We couldn’t afford to get it wrong, so we asked the caretaker what breaks first.</p>
<cite>The mayor of one of the four, quoted in the report</cite></blockquote>
<section class="facts"><h2>The report in brief</h2>
<ul>
<li><strong>64</strong> towns with fewer than 50,000 residents</li>
<li><strong>Nine</strong> owe more than a year’s income</li>
<li><strong>Four</strong> put money by for upkeep</li>
</ul></section>
""",
    ),
    Piece(
        key="free-trams",
        kind="news",
        state="withdrawn",
        withdrawn_because=(
            "The statement was not sent by the town council. We published it before the council had answered "
            "our question."
        ),
        hours=80,
        category="news",
        kicker="Urals",
        headline="Nizhnyaya Sosva to Make All Trams Free From January",
        standfirst="The town council announced the change in a statement late Sunday.",
        summary="The town council announced the change in a statement late Sunday.",
        picture="bridge",
        caption="The river bridge in Nizhnyaya Sosva.",
        credit="Arina Belskaya",
        topics=("railways",),
        bylines=(("timur-osin", "writer"),),
        body="""
<p>NIZHNYAYA SOSVA, Russia — Rides on all of this town’s tram lines will be free from Jan. 1, according to a
statement sent to news organizations late Sunday in the name of the town council.</p>
<p>The statement said the loss in fares would be made up by a levy on large employers. It gave no figures. A
telephone number at the foot of the statement was not answered on Sunday night.</p>
<p>The town runs four tram lines, which carry about 21,000 passengers on a weekday.</p>
""",
    ),
)
