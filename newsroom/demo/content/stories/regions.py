"""Demo stories of the category Regions."""

from newsroom.demo.content.shapes import Pick, Piece

PIECES = (
    Piece(
        key="night-trams",
        kind="feature",
        hours=8.8,
        category="regions",
        kicker="Urals",
        headline="After 14 Years, the Night Tram Runs Again in Nizhnyaya Sosva",
        standfirst=(
            "The cars are secondhand, the drivers are past 60, and the last stop is a bakery. On the first "
            "night, 31 people rode to the end and back just to hear it."
        ),
        summary="The cars are secondhand, the drivers are past 60, and the last stop is a bakery.",
        picture="bridge",
        caption="The river bridge in Nizhnyaya Sosva, which night workers crossed on foot for 14 years.",
        credit="Arina Belskaya",
        topics=("railways", "labor"),
        bylines=(("timur-osin", "writer"), ("arina-belskaya", "photographer")),
        picks=(Pick(key="slow-train"), Pick(key="budget-lines")),
        body="""
<p>NIZHNYAYA SOSVA, Russia — At 11 minutes past midnight, a tram that used to be somebody else’s came down
Metallurgists’ Street with its windows lit, and a woman in a nurse’s coat, who had been looking at her
telephone, put it away and raised her arm.</p>
<p>“You don’t have to wave,” the driver told her, opening the doors. “We stop anyway. That’s the beauty of
it.”</p>
<p>The driver was Farida Gainullina, who is 64 and who drove the last night tram in this Urals town of
86,000, on a sleety Sunday 14 years ago. The city had decided that people who were out after midnight could
afford a taxi or ought to be in bed. Gainullina parked in the depot, hung up her key and went to work at a
school cafeteria. This month the city telephoned to ask if she still remembered the line.</p>
<p>“As if it were a song,” she said. “I told them: Which verse?”</p>
<h2>Who goes home at 3</h2>
<p>The case for bringing the trams back was made, oddly, by the bakery. Bread Plant No. 2 stands at the
eastern end of Line 3, and its mixing shift ends at 3 in the morning. For years the plant paid for two
minibuses. In the spring, the director, Ilmir Vakhitov, did the sums and found that the minibuses cost more
than the fuel, wages and electricity of a tram that would carry everyone else besides.</p>
<p>He took his sums to the town council on a sheet of bakery paper with a faint smell of rye. Council
members asked who “everyone else” might be. So for two weeks, volunteers from the technical college stood at
six stops between midnight and 4 a.m. with thermoses and clickers, and counted the people walking.</p>
<section class="facts"><h2>Who walks at night</h2>
<ul>
<li><strong>340</strong> people on an average weeknight</li>
<li><strong>Four in 10</strong> were going to or from a shift</li>
<li><strong>One in nine</strong> was a nurse or an orderly</li>
<li><strong>Two</strong> were carrying a cello</li>
</ul></section>
<p>Nobody had known. The bus company sells no tickets at that hour, so in the town’s statistics those people
did not exist. “We had planned for the passengers we had counted, and we had counted the passengers we had
planned for,” said Yelizaveta Shorina, the council’s transport clerk, who has since had the sentence pinned
above her desk by a colleague.</p>
<h2>The verses</h2>
<p>The two cars came from a city in the west that was modernizing. They have been painted the old green.
Five drivers answered the call, and the youngest is 61. The younger ones, the depot explained, are all on
days and prefer it. The veterans prefer the nights: no traffic, no schoolchildren and, said one, <em>the
stars, at the places where the lamps are out</em>.</p>
<p>They have also revived a custom that appears in no regulation. Between Foundry Square and the river there
is a curve where the rail has a joint out of true, and at the right speed the wheels ring it twice, like a
doorbell. The drivers take it at the right speed.</p>
<blockquote><p>In the day you carry passengers. At night you carry people. You see the same faces, you know
who is tired and who is in love, and you wait the extra minute.</p>
<cite>Farida Gainullina, driver</cite></blockquote>
<p>The service is <a href="https://example.org/sosva/night-tram">a trial until the end of April</a>. It
needs 200 riders a night to pay for itself, and in its first week averaged 163. The bakery has promised to
cover the difference. It is also leaving its side door open at 3, a few steps from the terminus, and selling
whatever came out of the oven crooked.</p>
<p>The nurse in the coat got off there, bought a crooked loaf and got back on. It was in the wrong direction
for her, she said. But it was warm, and the curve was coming.</p>
""",
    ),
    Piece(
        key="coal-room",
        kind="news",
        hours=3.2,
        category="regions",
        kicker="Siberia",
        headline="A District Waiting for Coal Learns to Heat One Room",
        standfirst=(
            "Deliveries to Kedrovy Log are three weeks late. Until they come, families are cooking, "
            "sleeping and doing homework beside a single stove, and neighbors are pooling what is left."
        ),
        summary=(
            "With deliveries three weeks late, families in Kedrovy Log cook, sleep and do homework beside "
            "one stove."
        ),
        picture="field",
        caption="The road into Kedrovy Log. Coal comes by rail; everything else comes this way.",
        credit="Timur Osin",
        credit_line="The Upper Volga News Service contributed reporting.",
        topics=("winter", "housing", "schools"),
        bylines=(("timur-osin", "writer"),),
        picks=(Pick(key="budget-lines"), Pick(key="floor-nine")),
        body="""
<p>KEDROVY LOG, Russia — The thermometer in the hallway of No. 8 Sawmill Street said 4 degrees Celsius on
Tuesday. The one in the kitchen, behind a quilt that had been nailed over the doorway, said 21. In between
lived a family of five, who had moved the beds, the aquarium and the piano stool into the warm side and left
the piano.</p>
<p>“It’s out of tune anyway,” said Svetlana Kruglova, a bookkeeper and the mother of three. “The fish were
not negotiable.”</p>
<p>Coal for this Siberian district of 6,100 normally arrives by rail in the first week of October. This year
a bridge inspection on the branch line closed it for 16 days, and when it reopened the coal trains took
their place behind three weeks of delayed freight. The district says it has enough for the hospital, the
kindergarten and the boiler house, which heats the apartment blocks. Its 900 private houses, which buy by
the ton, have been asked to wait.</p>
<h2>A list on the shop door</h2>
<p>They are not waiting idly. On the door of the grocery store hangs a sheet of squared paper, renewed each
morning, in two columns: <strong>have</strong> and <strong>need</strong>. On Tuesday it recorded 11 sacks of
coal, a truckload of birch offcuts from the sawmill, two electric heaters and a spare room on offer. Needed
were six sacks, a chimney sweep and somebody to sit with an elderly man on Forest Lane while his daughter
was at work.</p>
<p>By noon everything in the second column had been crossed out. The shopkeeper, Nadezhda Bulatova, said the
list had no organizer. “I own the tape,” she said.</p>
<blockquote><p>My grandmother heated one room every January, and nobody called it a crisis. They called it
January. But she knew in September. We found out in the cold.</p>
<cite>Svetlana Kruglova, resident of Sawmill Street</cite></blockquote>
<p>The district head, Ruslan Temnikov, said at a meeting in the House of Culture that the first 14 cars
would reach the siding “by the end of the week” and that houses with small children would be supplied first.
He was asked, politely and by several people, which week. He said this one, and wrote it on the blackboard
at the audience’s request.</p>
<h2>School by the furnace</h2>
<p>The school, which is on the boiler house’s line, has kept its rooms at 19 degrees and stays open until 8
in the evening so that children have somewhere warm to do their homework. Attendance at the chess club has
tripled. The librarian has started reading aloud at 6, and reports that the audience now includes
parents.</p>
<p>Doctors at the district hospital said they had seen no rise in illness, but
<a href="https://example.org/kedrovy-log/stove-safety">reminded residents</a> to have flues checked and
never to close a damper on live coals.</p>
<section class="facts"><h2>Heating one room safely</h2>
<ul>
<li>Have the chimney swept before lighting a stove that has stood idle.</li>
<li>Keep a window open by a finger’s width.</li>
<li>Run taps a little at night in the rooms you leave cold.</li>
<li>Check on a neighbor who lives alone, mornings and evenings.</li>
</ul></section>
<p>At No. 8, the Kruglovs’ youngest, who is 7, has decided that one room is better. He can hear everybody
from his bed, he explained, and nobody has to be called to supper. His mother was asked what she would do
first when the coal comes. She looked at the quilt for a while.</p>
<p>“Take it down,” she said. “And then probably stand in the doorway, letting the heat out.”</p>
""",
    ),
    Piece(
        key="ferry-roof",
        kind="news",
        hours=11.5,
        category="regions",
        kicker="Far East",
        headline="Ferry Captains in Tikhomorsk Ask for a Harbor With a Roof",
        standfirst=(
            "Ice on the decks delays one sailing in three. The captains say a shed over a single berth "
            "would solve it, and they have drawn one on the back of a tide table."
        ),
        summary=(
            "Ice delays one sailing in three. The captains say a shed over a single berth would solve it."
        ),
        picture="ferry",
        caption="The evening ferry from Tikhomorsk to the islands.",
        credit="Arina Belskaya",
        topics=("far-east", "winter"),
        bylines=(("nina-feldt", "writer"), ("arina-belskaya", "photographer")),
        body="""
<p>TIKHOMORSK, Russia — Before the 7 o’clock ferry can carry anyone to the islands, four people must beat it
with wooden mallets. They start at the bow at 4:30, in the light of the harbor lamp, and work aft. On a bad
morning the boat wears nine tons of ice, most of it above the waterline, where a ship least wants
weight.</p>
<p>“Passengers think we are repairing something,” said Capt. Vladlen Khmara, 52, who has sailed the island
route for 19 years. “We are only undressing her.”</p>
<p>Last winter, icing delayed 94 of the 281 sailings between this port on the Sea of Okhotsk and the three
inhabited islands offshore, where 1,400 people depend on the boat for flour, mail and dialysis appointments.
Eleven sailings were canceled. This month all six of the line’s captains signed
<a href="https://example.org/tikhomorsk/petition">a letter to the regional transport office</a> with a
single request: a roof.</p>
<h2>Drawn on a tide table</h2>
<p>Their proposal is a shed 48 meters long, open at the seaward end, over one of the harbor’s four berths. A
boat spending the night under it would be out of the spray. The captains estimate the cost at about what the
line spends on overtime and salt in three winters. Their drawing, made with a ruler on the back of a tide
table, shows the shed, a ferry inside it and, for scale, a man with no mallet.</p>
<p>The port’s chief engineer, Larisa Dyun, said she had expected to find the idea naive. Instead, she said,
she found that the old herring cannery had stood on the same pilings until a fire 40 years ago, and that the
pilings were sound. “They have drawn a building that used to exist,” she said. “That is the best kind to be
asked for.”</p>
<h3>Two objections</h3>
<p>The transport office has raised two concerns. The first is snow load, which Dyun called fair. The second
is that a roof at one berth would be unjust to boats at the other three. The captains discussed this at the
harbor canteen and replied that they would take turns.</p>
<ul>
<li>The line runs three ferries, of which two are usually in service.</li>
<li>The longest gap between sailings last winter was five days.</li>
<li>A decision is expected in February, after most of the ice has come and before it has gone.</li>
</ul>
<p>On the islands, the letter was read aloud at the post office on the main one, Bolshoi Kril. Asya
Nomokonova, who keeps the post office and a cow, said people there were used to waiting and did not mind it.
What they minded, she said, was not being told.</p>
<blockquote><p>If the boat is late, I bake. If I don’t know whether it is late, I stand at the window, and
nothing gets baked at all.</p>
<cite>Asya Nomokonova, postmistress on Bolshoi Kril</cite></blockquote>
<p>Khmara has begun to telephone her at 5, when he can see how the mallets are going. He gives her a number,
in minutes. So far this season, she said, he has never been off by more than one loaf.</p>
""",
    ),
    Piece(
        key="library",
        kind="feature",
        hours=34,
        category="regions",
        kicker="Northwest",
        headline="A Library Outlives Its Village",
        standfirst=(
            "The last resident of Verkhnyaya Korba moved away in September. The 6,412 books stayed, and so, "
            "three days a week, does the librarian."
        ),
        summary=(
            "The last resident of Verkhnyaya Korba has gone. The books, and three days a week the "
            "librarian, have not."
        ),
        picture="village",
        caption="Verkhnyaya Korba in a winter when its houses were still lived in.",
        credit="Arina Belskaya",
        topics=("memory", "winter"),
        bylines=(("sofia-brandt", "writer"), ("arina-belskaya", "photographer")),
        body="""
<p>VERKHNYAYA KORBA, Russia — On Tuesdays, Thursdays and Saturdays, Tamara Yegorovna Lund rides her late
husband’s bicycle or, when the snow comes, his skis, 7 kilometers through a spruce forest to a village where
nobody lives. She lights the stove, airs the reading room, winds the clock and turns the sign on the door
around so that it says <em>Open</em>.</p>
<p>Then she waits, as a librarian does, for readers.</p>
<p>They come. That is what surprises visitors, and it surprised the district culture office, which had
planned to close Library No. 14 in September when the last resident, a retired beekeeper, moved to be near
his daughter. The office sent a young man to count the books for removal. It was a Saturday, and there was a
line.</p>
<h2>Readers without a village</h2>
<p>Verkhnyaya Korba once had 80 houses, a school and a dairy. Those who left did not go far: Most moved to
three larger villages within 20 kilometers, to be near the road and the clinic. Nobody had thought to ask
whether they had changed libraries. They had not. They came back for their books as they came back for their
potatoes and their graves, and while they were there they sat a while and asked after each other.</p>
<p>“In the new place I know my neighbors,” said Rimma Tokareva, who left nine years ago and was returning
two detective novels. “Here I know who they were when they were 10.”</p>
<div class="pull"><p>“Here I know who they were when they were 10.”</p></div>
<p>According to the loan ledger, which is kept in violet ink, 117 people borrowed from Library No. 14 last
year, more than from the library in the district center, which has a computer. The most requested author is
a writer of sea stories. The nearest sea is 300 kilometers off.</p>
<h2>A compromise</h2>
<p>The young man from the culture office, whose name is Kirill Sanin, closed his notebook, helped to carry
in firewood and wrote a report that is now spoken of in the district with some awe. It noted that the rules
allow a library to be closed “in the absence of readers” but say nothing about the absence of a village. The
library stayed, on half its former budget. Lund, who is 71, accepted half her former salary, which she said
was accurate, since she was now half retired.</p>
<blockquote><p>A book that nobody opens for a year is asleep. A book that nobody opens for 20 years is
waiting for someone in particular.</p>
<cite>Tamara Yegorovna Lund, librarian</cite></blockquote>
<p>The arrangement has limits. The roof needs slate. The electric line will be taken down in spring unless
somebody pays for it; a former resident who repairs solar panels has offered a lamp. The catalog drawers
have swollen in the damp, so that the letter <em>K</em> can be opened only in winter.</p>
<section class="facts"><h2>Library No. 14</h2>
<ul>
<li><strong>6,412</strong> books, of which 214 are on loan</li>
<li><strong>117</strong> readers, none of them resident</li>
<li><strong>One</strong> clock, eight minutes fast, so that nobody misses the bus</li>
</ul></section>
<p>Before closing on a Thursday this month, Lund went along the shelves with a cloth, as she does every
week. From between two atlases she took a postcard that had been left as a bookmark, read the back and put
it in again at the same page. She had no idea whose it was, she said. It said that they had arrived safely
and that there was a lake.</p>
<p>At 4 she banked the stove and turned the sign. Hers were the only tracks on the path that morning. By the
time she locked up there were nine.</p>
""",
    ),
)
