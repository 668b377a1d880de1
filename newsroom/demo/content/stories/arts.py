"""Demo stories of the category Arts and Life."""

from newsroom.demo.content.shapes import Pick, Piece

PIECES = (
    Piece(
        key="choir",
        kind="feature",
        hours=14,
        category="arts-and-life",
        kicker="Music",
        headline="Nine Singers, Four Time Zones and a Metronome",
        standfirst=(
            "The members of a Siberian chamber choir have scattered across the map. Every Sunday they "
            "rehearse by telephone, and have learned to sing together by not listening."
        ),
        summary=(
            "A scattered Siberian choir rehearses by telephone, and has learned to sing together by not "
            "listening."
        ),
        picture="metro",
        caption="A station in one of the cities from which the Lark Chamber Choir now sings.",
        credit="Arina Belskaya",
        topics=("memory",),
        bylines=(("sofia-brandt", "writer"),),
        picks=(Pick(key="slow-train"), Pick(key="library")),
        body="""
<p>The difficulty, Arkady Lvovich explained, is that sound is slow and a telephone is slower. If nine people
in nine kitchens try to sing in unison, each waits for the others, the others wait for each, and within four
bars a Gloria has become a procession of the lame.</p>
<p>“So we abolished listening,” he said. “It was the hardest thing I have ever asked of musicians.”</p>
<p>Arkady Lvovich Merz, 67, has conducted the Lark Chamber Choir since it was founded at the Zimogorsk
teachers college 22 years ago. It has never had more than 14 members and now has nine, of whom one still
lives in Zimogorsk. The others have gone where work, marriage and the accidents of the past few years have
taken them: to the Urals, to the sea, to two cities abroad. None of them wished to stop. On Sundays, at a
time chosen so that nobody is asleep and only one is at breakfast, they telephone.</p>
<h2>The method</h2>
<p>It works like this. At the stroke of the hour, nine identical wind-up metronomes, bought from the estate
of a music school, are set going at the same speed. Merz counts the choir in. After that, the line is
closed: Each member sings alone, in time with the ticking, for as long as the piece lasts, recording into a
second telephone. When it is over they come back on the line and say nothing for one minute, by agreement.
Then they talk about children, and prices, and whether the altos breathed.</p>
<div class="pull"><p>“So we abolished listening. It was the hardest thing I have ever asked of
musicians.”</p></div>
<p>During the week, the one remaining resident of Zimogorsk, a soprano and sound engineer named Tuyara
Ammosova, lays the nine recordings over one another. At first they did not fit. Metronomes, it turns out,
have characters. The one in the mountains ran fast in the thin air, and the bass who owned it was for a
month the unhappiest man in music. Ammosova solved it with a drop of clock oil and a note that said: <em>It
was never you.</em></p>
<h3>What the silence is for</h3>
<p>By the autumn, something had changed that none of them can quite account for. The recordings began to
agree in things the metronome does not govern. Nine people who could not hear each other were taking breath
at the same place, leaning on the same syllable, growing softer before the end by the same degree.</p>
<blockquote><p>I used to sing with the person beside me. Now I sing with what I remember of her. It turns
out that I had been paying attention.</p>
<cite>Gleb Nazarov, bass, from a kitchen in the Urals</cite></blockquote>
<p>Musicologists might speak of internalized phrasing. Merz, who taught them all at 18, prefers a simpler
explanation. “They have stopped checking,” he said. “You can hear the moment when a choir stops checking.
Some professionals never do.”</p>
<section class="facts"><h2>The Lark Chamber Choir</h2>
<ul>
<li><strong>Nine</strong> singers in four time zones</li>
<li><strong>61</strong> Sundays without a miss</li>
<li><strong>Next concert:</strong> a recording, <a href="https://example.org/lark-choir">sent by post</a> to
anyone who asks</li>
</ul></section>
<p>They have met once, last summer, all nine, for a single afternoon at a lakeside hotel halfway between
everyone. They had looked forward to it for a year. They stood in a half circle, Merz raised his hands, and
they opened their mouths and were dreadful.</p>
<p>“We were listening to each other,” said Ammosova. “We were so glad.” They gave up after 20 minutes, and
swam.</p>
""",
    ),
    Piece(
        key="birch-line",
        kind="feature",
        hours=55,
        category="arts-and-life",
        kicker="Walks",
        headline="The Forester Who Knows How Many Birches There Are",
        standfirst=(
            "There were 11,204 at the last count, in a strip of woodland beside the Starorechensk ring "
            "road. Ask him about No. 6,011."
        ),
        summary="There were 11,204 at the last count. Ask him about No. 6,011.",
        picture="birch",
        caption=(
            "The birch line in early winter. Every trunk has a number, though you have to know where to look."
        ),
        credit="Arina Belskaya",
        topics=("winter", "memory"),
        bylines=(("sofia-brandt", "writer"), ("arina-belskaya", "photographer")),
        body="""
<p>STARORECHENSK, Russia — No. 6,011 leans. It has leaned since a truck backed into it nine years ago, and
Fyodor Maslov, who was present and is still a little angry, has propped it with a larch pole that he changes
every second spring. In all other respects it is a birch like the 11,203 around it. “But you see,” he said,
“it’s the only one that had to decide.”</p>
<p>Maslov is 59, and the municipal forester of a town that has 3 square kilometers of forest. The birch line
is most of it: a strip 4 kilometers long and never more than 200 paces wide, between the last apartment
blocks and the ring road. It was planted in a single week in 1958 by schoolchildren, who were told it would
keep the dust off the town. On summer evenings half the town is in it. In winter it belongs to skiers,
siskins and Maslov.</p>
<h2>A census</h2>
<p>He began to count the trees 16 years ago, when a road engineer asked how many would have to be cut for a
fourth lane. “About 10,000,” Maslov said. The engineer wrote it down, and something in how easily he wrote
it down was disagreeable. That weekend Maslov took a pot of white lead and a stencil and started at the
southern end.</p>
<p>Each trunk has its number on the north side, at the height of a child’s shoulder, in figures 2
centimeters tall. It took him 14 months. When the lane was discussed again, he was able to say that it would
take 2,318 birches, which ones, and who had planted 40 of them; he had found the children’s names, penciled
on wooden pegs, at the roots. Seven of those children came to the hearing. They were in their 60s by then,
and one of them had become a judge.</p>
<p>The lane was built on the other side.</p>
<div class="pull"><p>“People will let you cut down a forest. They won’t let you cut down 6,011.”</p></div>
<p>“People will let you cut down a forest,” Maslov said. “They won’t let you cut down 6,011.”</p>
<h2>How to walk it</h2>
<p>Take Bus 9 to its last stop and go in by the gap in the fence, which has a number, too. The whole line
takes an hour and a half at the pace of someone with a thermos.</p>
<ul>
<li><strong>No. 412</strong> has a hollow with an owl in it, in most years. Do not knock.</li>
<li><strong>Nos. 3,300 to 3,318</strong> were planted too close by someone in a hurry, and creak together in
any wind.</li>
<li><strong>No. 7,777</strong> has been proposed to under, by Maslov’s estimate, more than any other tree in
the region.</li>
<li><strong>No. 11,204</strong> came up by itself last year at the northern end. It is as tall as a
mitten.</li>
</ul>
<blockquote><p>I don’t love all of them. It wouldn’t be honest. But I’d know if one was missing.</p>
<cite>Fyodor Maslov, forester</cite></blockquote>
<p>The trees are nearing the age at which birches begin to fail, and each year he paints out 30 or 40
numbers. He does not use them again. In their places he plants seedlings, and for these, on one Saturday in
October, he has the help of the fourth grade. <a href="https://example.org/starorechensk/birch-line">Anyone
may come</a>. Bring a peg, he says, and a soft pencil. Ink does not last.</p>
""",
    ),
    Piece(
        key="buckwheat",
        kind="feature",
        hours=46,
        category="arts-and-life",
        kicker="Food",
        headline="Buckwheat, Without Nostalgia",
        standfirst=(
            "It has been praised as a national treasure and endured as a school lunch. A cook in Tikhomorsk "
            "would like you to try it as if you had never met."
        ),
        summary="A cook in Tikhomorsk would like you to try buckwheat as if you had never met.",
        topics=("far-east",),
        bylines=(("sofia-brandt", "writer"), ("vera-sadovskaya", "translator")),
        body="""
<p>TIKHOMORSK, Russia — “The first thing you must do,” said Olesya Khmara, taking the packet out of my hand,
“is forgive it.”</p>
<p>Everyone who grew up here has something against buckwheat. It was gray, it was in every cafeteria, it was
what there was. It was cooked in such quantities and for so long that for many people its true flavor is the
flavor of a lid. Then, at some point, it was declared to be good for us, and that was worse.</p>
<p>Khmara, 48, who runs a canteen called the Mallet on the harbor, serves about 60 portions of it a day to
people who have been up since 4 knocking ice off ferries. One of them is her husband. None is obliged to
order it. I watched three men in a row look over the borscht, the dumplings and a perfectly good cutlet, and
ask for “the dark stuff, with the egg.”</p>
<h2>What everyone does wrong</h2>
<p>They boil it, she said. A groat is not a potato. It wants to be toasted until it smells like hazelnuts,
covered with exactly twice its volume of water, and left alone. The stirring comes from anxiety. So does the
third cup of water.</p>
<blockquote><p>You can’t help it along. It’s like a teenager. You close the door, you go away, and in 20
minutes something decent comes out.</p>
<cite>Olesya Khmara, cook</cite></blockquote>
<h3>The dark stuff, with the egg</h3>
<p>For two, or for one who has been at sea:</p>
<ol>
<li>Toast a cup of whole groats in a dry, heavy pan over medium heat for five minutes. Stop when you notice
the smell, not the color.</li>
<li>Add two cups of boiling water and a good pinch of salt. It will be loud. Cover, turn the flame as low as
it goes, and set a timer for 15 minutes.</li>
<li>Turn off the flame. Put a folded towel under the lid. Do <strong>not</strong> look. Ten minutes.</li>
<li>Meanwhile, brown an onion slowly in more butter than you think is right, with a spoonful of soy sauce at
the end.</li>
<li>Fork the grains apart, fold in the onion and put a fried egg on top, with black pepper and, if you live
near a coast, a sheet of dried seaweed crumbled over.</li>
</ol>
<p>The soy sauce is not traditional, and the seaweed is an argument. Khmara learned both from her neighbors
on the islands, who have been eating whatever the boat brought for 300 years and are not worried about
tradition.</p>
<p>I took the recipe home, to a kitchen a long way from any harbor, and made it on a Tuesday for someone who
had sworn off buckwheat at the age of 11. He ate it standing up. I asked him what it tasted of. He thought
about it.</p>
<p>“Nothing I remember,” he said, and held out the bowl.</p>
""",
    ),
)
