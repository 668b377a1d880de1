"""Demo stories of the category News."""

from newsroom.demo.content.shapes import Pick, Piece

PIECES = (
    Piece(
        key="ice-rescue",
        kind="news",
        hours=1.9,
        updated=1.2,
        category="news",
        kicker="Verkhny Yar",
        headline="Two Fishermen Brought Off the Ice at Verkhny Yar; Search Continues for a Third",
        standfirst=(
            "Rescuers worked through the night on a reach of river that had frozen only days before. "
            "Families asked that the men not be named until everyone is found."
        ),
        summary="Rescuers worked through the night on river ice that had formed only days before.",
        topics=("volga", "winter"),
        bylines=(("timur-osin", "writer"),),
        is_sensitive=True,
        body="""
<p>VERKHNY YAR, Russia — Two men who had gone through the river ice while fishing were pulled out alive late
Tuesday, rescuers said, and a search for a third was continuing at first light on Wednesday.</p>
<p>The two, aged 44 and 58, were being treated for hypothermia at the district hospital. Doctors described
their condition as stable. The families have asked that none of the three be named until the search is over,
and this newspaper is respecting that request.</p>
<p>The men had walked out from the village landing in midafternoon, when the temperature was minus 12
degrees Celsius, and were about 300 meters from shore when the ice gave way, according to Oleg Sushkov, who
heads the district rescue station. A woman gathering willow on the bank heard shouting, telephoned the
station and then, Sushkov said, did something that probably saved two lives: She stayed where she was and
kept her flashlight pointed at the place.</p>
<p>“In the dusk, everything on a river looks alike,” he said. “We drove toward her light.”</p>
<h2>Thin where it looks thick</h2>
<p>The river froze unusually early this year, and unevenly. Over springs and below the mouths of streams,
where moving water keeps the ice from thickening, a crust of a few centimeters can lie hidden under
wind-packed snow. The station had posted warning boards at the landing on Saturday. Sushkov declined to say
whether the men had passed them. “That isn’t a question for today,” he said.</p>
<p>Eleven rescuers and about 20 residents worked in shifts through the night, with sleds, ropes and an
inflatable boat. The school opened its kitchen at 2 a.m. and was still serving soup when children began
arriving for lessons, which had been put back by two hours.</p>
<section class="facts"><h2>If you must cross ice</h2>
<ul>
<li>Do not go alone, and do not go in the first weeks of a freeze.</li>
<li>Clear ice should be at least 10 centimeters thick; white ice, twice that.</li>
<li>Keep away from stream mouths, bends and reeds.</li>
<li>If someone falls through, lie flat, throw a rope or a scarf, and call <strong>112</strong>.</li>
</ul></section>
<p>A counselor is available to relatives and to anyone who took part in the search, at the district clinic
or <a href="https://example.org/verkhny-yar/help">by telephone at any hour</a>.</p>
<p><em>This story is being updated. We will not publish photographs of the search.</em></p>
""",
    ),
    Piece(
        key="early-ice",
        kind="news",
        hours=28.5,
        category="news",
        kicker="Climate",
        headline="The River Froze 12 Days Early. A School Notebook Was Ready for It",
        standfirst=(
            "Pupils in Lower Plyoso have written down the date of first ice since 1911. Their record says "
            "this is the earliest in 31 years, and that early is not what it used to be."
        ),
        summary="Pupils in one Volga village have written down the date of first ice since 1911.",
        topics=("volga", "schools", "winter"),
        bylines=(("nina-feldt", "writer"),),
        picks=(Pick(key="ice-rescue"), Pick(key="grain-port")),
        body="""
<p>LOWER PLYOSO, Russia — The honor of declaring the river frozen belongs to the fourth grade. It has since
1911, when a teacher named Varvara Lebedinskaya, in want of a subject for arithmetic, sent her pupils down
to the landing every morning to see whether a stone thrown from the third post would skip, splash or
stay.</p>
<p>On Thursday morning, in front of 14 witnesses in mittens, it stayed.</p>
<p>That was 12 days earlier than the average of the past three decades, and the earliest since the winter
when the parents of the present fourth grade were in kindergarten. The pupil who threw the stone, Matvei
Gusarov, 10, entered the date in the notebook — the fourth of its kind — in ink, under the supervision of
the whole class.</p>
<h2>A hundred years of skipping stones</h2>
<p>The notebooks have long been a village curiosity. Two years ago they became something more, when Inessa
Vail, a hydrologist at a river institute upstream, asked to photograph them. Official measurements at this
bend began only in 1954. The children’s go back 43 years further and, where the two overlap, differ by an
average of a day and a half.</p>
<p>“The method is excellent,” Vail said. “Same post, same time of day, and observers who would never forgive
each other for cheating.”</p>
<p>Her study, <a href="https://example.org/river-institute/plyoso">published in the institute’s bulletin</a>
this spring, found that the river now freezes on average 17 days later than it did in Lebedinskaya’s time.
An early freeze such as this year’s does not contradict that, she said. It would have been perfectly
ordinary in 1911. In the record’s first 20 years, the stone had stayed by this date on 13 occasions.</p>
<div class="pull"><p>“Same post, same time of day, and observers who would never forgive each other for
cheating.”</p></div>
<h2>Who needs to know</h2>
<p>A date of first ice is not only a date. The ferry stops, and the bus must go around by the bridge. The
clinic moves its appointments. Fishermen, who can be as impatient as anyone, get out their augers, and the
rescue station puts up its boards.</p>
<ul>
<li>On the bank side, ice at the landing was 3 centimeters thick on Friday.</li>
<li>In midstream there was still open water.</li>
<li>The rescue station says nobody should step onto it before it measures 10.</li>
</ul>
<p>The older men of the village say they saw it coming: The geese left in a hurry, and the perch went deep
in September. Matvei was respectful but unconvinced. Geese, he pointed out, have been early in six of the
past 10 years, and the class has a notebook for that, too.</p>
<p>The third grade is already in training. Next year, according to its teacher, the problem will be the
stone. After a century, there are not many good ones left near the third post, and the children have begun
to bring them back.</p>
""",
    ),
    Piece(
        key="ice-fog",
        kind="news",
        hours=17,
        category="news",
        kicker="Travel",
        headline="Airport Reopens After Two Days of Ice Fog, With a Wedding in the Waiting Room",
        standfirst=(
            "The fog over Zimogorsk lifted at 8:10 a.m. By then 140 stranded passengers had eaten the "
            "cafe’s winter stock and married two of their number."
        ),
        summary="By the time the fog lifted in Zimogorsk, 140 passengers had married two of their number.",
        picture="taiga",
        caption="Ice fog in the valleys around Zimogorsk.",
        credit="Timur Osin",
        topics=("winter", "far-east"),
        bylines=(("timur-osin", "writer"),),
        body="""
<p>ZIMOGORSK, Russia — The first flight in two days left this town in the northeast at 8:40 on Monday
morning, carrying 46 passengers, three sled dogs and a married couple who had arrived at the airport
single.</p>
<p>Ice fog, which forms when the air is so cold that the breath of a town freezes and hangs over it, closed
the runway on Saturday at noon with the temperature at minus 47 degrees Celsius. Visibility fell to 60
meters. With the road to the coast also shut, 140 people settled into a terminal built for 80.</p>
<p>“We had buckwheat, condensed milk and one accordion,” said Maya Sleptsova, the airport’s duty manager,
who worked for 39 hours. “I have run this place with less.”</p>
<h2>Who married whom</h2>
<p>The bride, Lilia Arkhipova, 29, a geologist, and the groom, Stepan Vinokur, 33, a teacher of physics, had
been on their way to register their marriage in his hometown and had an appointment for Sunday at 2. When it
became plain that they would miss it, a fellow passenger introduced herself as the registrar of a
neighboring district. She had her stamp with her. She takes it everywhere, she said, because of an
incident.</p>
<p>A registrar may act outside her district if she <a href="https://example.org/registry/rules">notifies the
local office</a>, and the local office, reached by telephone, asked only that somebody save it some cake.
There was none. The cafe produced a pyramid of condensed milk and crushed biscuits, which witnesses
described as better.</p>
<section class="facts"><h2>Two days at Zimogorsk</h2>
<ul>
<li><strong>20 hours</strong>: the longest the fog stood without a break</li>
<li><strong>Nine</strong> flights canceled</li>
<li><strong>212</strong> portions of buckwheat</li>
<li><strong>One</strong> marriage, entered in the register as No. 1 of a new page</li>
</ul></section>
<p>Airport staff moved families with small children into the pilots’ rest room and opened the cargo hall for
those who wished to walk about. A doctor among the passengers saw 11 people, none of them seriously ill. The
sled dogs, which belong to a mail carrier, slept in the baggage scales and had to be weighed each time they
moved.</p>
<p>The airport said the remaining flights would clear by Tuesday evening. Forecasters expect the cold to
ease to minus 38, at which point, Sleptsova said, people in Zimogorsk open the top button.</p>
<p>The couple flew on to his parents with a certificate that gives the place of marriage as <em>Gate 2</em>.
There is no Gate 1. It was planned, Sleptsova said, and the town is patient.</p>
""",
    ),
    Piece(
        key="budget-lines",
        kind="analysis",
        hours=20,
        category="news",
        kicker="Local budgets",
        headline="What a Town Budget Says When It Stops Counting Buses",
        standfirst=(
            "Next year’s spending plans for three provincial towns are balanced, legal and very dull. Read "
            "side by side, they tell you what each has quietly decided to stop doing."
        ),
        summary=(
            "Three dull, balanced town budgets, read side by side, show what each has quietly decided to "
            "stop doing."
        ),
        picture="court",
        alt="Small figures climb the steps of a public building with eight columns.",
        caption="The town hall in Belorudsk, where next year’s budget will be heard.",
        credit="Arina Belskaya",
        topics=("schools", "housing", "railways"),
        bylines=(("pavel-unger", "writer"), ("mira-castellan", "editor")),
        body="""
<p>Nobody reads a municipal budget for pleasure, which is a pity, because it is the only book a town writes
about itself every year. It has no adjectives. It cannot say that a bridge is beloved or a school is shabby.
It can only put a number beside a thing or leave the thing out.</p>
<p>I have spent a month with next year’s drafts from Nizhnyaya Sosva, Belorudsk and Starorechensk, towns of
similar size and income. All three balance. All three were introduced with the word “stability.” What
follows is what I learned from the lines that moved.</p>
<h2>Two ways in</h2>
<h3>First, find what is no longer counted</h3>
<p>A cut is easy to see: 12 million becomes 9 million, and somebody objects. The real decisions are made
where a line changes its unit. Until this year, Belorudsk funded its buses by <strong>the trip</strong>: so
many rubles for each run on each route. In the draft, it funds them by <strong>the vehicle</strong>. The
total is the same to the ruble. But a bus that is paid for by the trip costs the operator money when it
stands still, and a bus that is paid for by existing does not.</p>
<p>The same thing has happened to snow. Starorechensk used to pay contractors by the ton removed. Now it
pays a flat winter fee. The contractor has every reason to hope for a thaw.</p>
<h3>Then, look for the orphans</h3>
<p>Every budget has lines that belonged to someone who has left. Nizhnyaya Sosva has set aside 340,000
rubles a year since 2016 for “illumination of the slope,” and nobody I asked at first could tell me which
slope. It turned out to be the sledding hill behind Hospital No. 1, lit on winter evenings at the wish of a
deputy mayor who had young children. The children are in college. The lamps still come on at 5.</p>
<p>That one is charming. Others are not: In Belorudsk, the line for repairing school roofs has been carried
over unspent for three years because the engineer who could sign for it retired, and the post was merged
with another. The money exists. The signature does not.</p>
<blockquote><p>People think we hide things. We don’t hide anything. We print it at the back, in thousands of
rubles, without a heading.</p>
<cite>A budget officer in Belorudsk, who was not authorized to be quoted by name</cite></blockquote>
<section class="facts"><h2>Three towns, one thousand rubles</h2>
<ul>
<li><strong>Nizhnyaya Sosva</strong> will spend 412 of every 1,000 on schools, 96 on transport and 3 on its
night trams.</li>
<li><strong>Belorudsk</strong> will spend 398 on schools, 71 on transport and 44 on interest.</li>
<li><strong>Starorechensk</strong> will spend 377 on schools, 88 on transport and 61 on heating.</li>
</ul></section>
<h2>What to ask at the hearing</h2>
<p>Public hearings on all three drafts are held this month, at hours when most people are at work. For those
who can go, I would suggest three questions, each of which can be asked in one breath and answered in
none:</p>
<ol>
<li>Which lines changed their unit, and who proposed it?</li>
<li>Which lines have been carried over unspent for two years or more?</li>
<li>Who, by name, signs for each of those?</li>
</ol>
<p>Nizhnyaya Sosva, to its credit, has begun to <a href="https://example.org/sosva/budget">publish the
answer to the third</a>. It did so after the night tram affair, when it emerged that hundreds of people were
crossing the town on foot each night because they appeared in nobody’s table. A budget cannot care about
people. But it can be made to count them, and in my experience the one often leads to the other.</p>
""",
    ),
)
