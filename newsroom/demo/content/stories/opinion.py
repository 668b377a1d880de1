"""Demo opinion pieces."""

from newsroom.demo.content.shapes import Pick, Piece

PIECES = (
    Piece(
        key="blue-board",
        kind="opinion",
        hours=5.1,
        category="opinion",
        kicker="Work",
        headline="The Most Honest Page in Town Is Painted Blue",
        standfirst=(
            "If you want to know how a place is doing, skip the statistics office. Walk to the factory gate "
            "and read what is written on the board."
        ),
        summary="Skip the statistics office. Walk to the factory gate and read what is written on the board.",
        picture="stacks",
        caption="A power station at the edge of a Siberian town.",
        credit="Arina Belskaya",
        credit_line="Opinion pieces speak for their authors, not for the newsroom.",
        topics=("labor",),
        bylines=(("lev-aronson", "writer"),),
        picks=(Pick(key="censor-caption"), Pick(key="slow-train")),
        body="""
<p>My sister does not care for economics, but every few weeks she does some for me. On her way home from the
clinic she stops at the gate of the cable works, takes off one glove and photographs the vacancy board.</p>
<p>It is a sheet of plywood painted the blue of a kitchen stool. When we were children it had room for six
trades and seldom needed them all; “nurse” was always there, and “fitter,” and for one glorious summer
“accordionist, part time.” This September it listed 41. In October a second board was screwed on below the
first. By the time of her last picture someone had run out of plywood and continued on the gatepost.</p>
<p>I have spent my working life among figures more respectable than these. They are collected by
questionnaire, adjusted for the season and printed on good paper, and I am fond of them. But a questionnaire
is answered by someone who wants to be left alone. The board is written by someone who wants a welder by
Monday. Of the two, I know which has less reason to flatter me.</p>
<h2>How to read a gate</h2>
<p>There is a craft to it. The number of trades tells you little; a works that is expanding and a works that
is emptying can look the same from the street. Look instead at what has been <em>crossed out</em>. If the
wage has been raised by hand, the hiring is not going well. If it has been raised twice, in different
pencils, the second raise had to be argued for. If the words “experience required” have been painted over,
you may draw your own conclusions about the age of the man who will teach the newcomer, and how many winters
he has left to do it in.</p>
<p>Then look at the order. Nobody composes a vacancy board; it grows, and like a tree it is oldest at the
bottom. The trades down there have been wanted for so long that people’s eyes pass over them. At the cable
works the lowest line says “teacher of apprentices.” It has been there, my sister thinks, for nine
years.</p>
<div class="pull"><p>A questionnaire is answered by someone who wants to be left alone. The board is written
by someone who wants a welder by Monday.</p></div>
<p>That line interests me more than the 40 above it. A plant can hire a fitter away from the tram depot, and
the depot can hire a driver away from the bakery, and the bakery can put a card in its window. You can walk
the whole chain in an afternoon. I have done it: It ends at a school, before a door with a glass pane,
behind which there is no physics teacher. Every town lends its people to itself, in a circle, and calls the
motion growth.</p>
<blockquote><p>We have not got a shortage of workers. We have a shortage of the ones who make workers.</p>
<cite>A foreman at the cable works, to my sister, at the gate</cite></blockquote>
<h2>The bottom line</h2>
<p>It is the custom of my profession to finish with a recommendation. Mine is small. Start with the bottom
line, the one nobody sees. Pay the teacher of apprentices what the fitter gets, and a little over. Give him
a room that is heated and a class that is no bigger than his patience. For four years nothing whatever will
happen, which is why it is not done. In the fifth, somebody will take down a board.</p>
<p>My sister asked the other day whether I still needed the photographs, since they all say the same thing.
I told her I did. She said that in that case I might like to know that the watchman had started to recognize
her, and had asked whether she was looking for work.</p>
<p>“What did you tell him?” I wrote.</p>
<p>“I said I was a nurse,” she answered. “He went to find a pencil.”</p>
""",
    ),
    Piece(
        key="censor-caption",
        kind="opinion",
        hours=26,
        category="opinion",
        kicker="Newspapers",
        headline="In Praise of the Correction",
        standfirst=(
            "It is the shortest thing we print and the only part of the paper that nobody wants to write. "
            "It may also be the best."
        ),
        summary=(
            "It is the shortest thing we print, and the only part of the paper that nobody wants to write."
        ),
        credit_line="Opinion pieces speak for their authors, not for the newsroom.",
        topics=("memory",),
        bylines=(("mira-castellan", "writer"),),
        picks=(Pick(key="blue-board"), Pick(key="false-friends")),
        body="""
<p>The first correction I ever wrote concerned a goat. I had called it a sheep. It was in a caption, on an
inside page, in a town paper that has since closed, and the owner of the goat walked 4 kilometers to the
office to point it out. He was not angry. He had brought the goat.</p>
<p>I have thought of him often in the years since, whenever a colleague says of some error that it is too
small to mend. He did not want money or an apology. He wanted the paper, which would be read by his
neighbors and wrapped around their fish and kept in a drawer by somebody’s aunt, to say what was the
case.</p>
<h2>What goes in it</h2>
<p>A good correction has three parts. It says what we wrote. It says what is so. And it stays where the
mistake was, so that a person who comes upon the story in 10 years finds the two of them together, like a
married couple who have stopped arguing. It does not say how sorry we are, since that is about us. It does
not say that the error “crept in,” as if it had lifted the latch by itself.</p>
<ul>
<li><strong>Bad:</strong> “Owing to a technical oversight, some details may have been imprecise.”</li>
<li><strong>Better:</strong> “We gave the wrong animal.”</li>
<li><strong>Best:</strong> “The animal in the picture is a goat, not a sheep. Her name is Duchess.”</li>
</ul>
<p>The trade has a fear of this, and I understand it. A page of corrections looks, to the hurried, like a
page of confessions. Rivals who print none appear to make no mistakes. But try it the other way around.
Suppose you had two clocks in the house, one that was set right every evening by someone who wrote down how
far it had strayed, and one about which nobody ever said anything. Which would you catch a train by?</p>
<div class="pull"><p>It does not say that the error “crept in,” as if it had lifted the latch by
itself.</p></div>
<h2>The quiet edit</h2>
<p>The temptation today is not to leave the mistake. It is to take it away without a sound. A wrong figure
on a screen can be made right in a second, and the reader who saw the old one is left to wonder whether she
dreamed it. I have done this, once, at night, over the middle initial of a choirmaster. I lay awake. In the
morning I put it back in order to correct it properly, and my editor at the time, who was not given to
praise, put a chocolate on my desk.</p>
<blockquote><p>Anyone can be right. It takes an institution to have been wrong.</p>
<cite>My first editor, on finding me at the correction book after hours</cite></blockquote>
<p>So here is a proposal to readers. When you find us out, write to us. You will be doing what the man with
the goat did: treating the paper as a thing that you, too, have to live with. We will check. If you are
right we will say so, under the story, with the date, in words a child could follow.</p>
<p>And if you are in the neighborhood, come by. There is no need to bring the evidence. But I would not
discourage it.</p>
""",
    ),
    Piece(
        key="slow-train",
        kind="opinion",
        hours=52,
        category="opinion",
        kicker="Travel",
        headline="The Kindness of the Slow Train",
        standfirst=(
            "The express has taken four hours out of the journey home. I have been trying to work out what "
            "was in them."
        ),
        summary=(
            "The express took four hours out of the journey home. I have been trying to work out what was "
            "in them."
        ),
        picture="rail",
        caption="The line west of Nizhnyaya Sosva.",
        credit="Arina Belskaya",
        credit_line="Opinion pieces speak for their authors, not for the newsroom.",
        topics=("railways", "memory"),
        bylines=(("sofia-brandt", "writer"),),
        picks=(Pick(key="night-trams"), Pick(key="blue-board")),
        body="""
<p>There used to be one train a day from the city to the town where my parents live, and it took 11 hours.
Now there is an express as well, and it takes seven. I am a busy person. I took the express for three years
and was grateful. Then, in the spring, it was sold out, and I got on No. 604, with a cucumber sandwich and a
bad grace.</p>
<p>By the second stop the sandwich had been declared insufficient. A woman across the aisle, on learning
that I meant to last until evening on it, opened a bag the size of a child. There was chicken in foil. There
were eggs, dill, a jar of something red. I protested, as one must, and lost, as one should.</p>
<h2>What they removed</h2>
<p>I have looked up what the engineers did to save four hours. They straightened a curve and rebuilt two
bridges. That accounts for 50 minutes. The rest was stops: 19 of them, most lasting two or three minutes,
one, at Ozyorny Bor, lasting 26 for reasons to do with an engine that no longer exists.</p>
<p>Every one of those stops was a decision in somebody’s favor. Two minutes at a halt with a single lamp
meant that a schoolteacher there could live where she was born and still see a dentist. Twenty-six minutes
at Ozyorny Bor meant a market on the platform: smoked bream, knitted socks, strawberries sold by the glass,
and a boy who would run to the post office with your letter and run back with the change. When the engine
was retired, the stop stayed on in the timetable for years, as if nobody could bring himself to tell the
boy.</p>
<div class="pull"><p>On the express I have legroom. On the 604 I have an aunt in Ozyorny Bor.</p></div>
<p>I do not want to be sentimental. A person going to a hospital needs the express, and so does a person
going to a funeral, and I would not slow them down for a strawberry. But speed is a kind of arithmetic in
which only the people at the two ends are counted. On the express I have legroom. On the 604 I have an aunt
in Ozyorny Bor. She is not my aunt. She got on with a cat in April, and we have exchanged four letters.</p>
<h2>A modest defense</h2>
<p>The railway is <a href="https://example.org/railway/consultation">asking passengers</a> this winter
whether the 604 should go on running. The form wants to know the purpose of travel and offers <em>work</em>,
<em>family</em>, <em>health</em> and <em>leisure</em>. I sat over it for some time. Then I wrote in the
margin, where there is no box, that I travel on that train in order to arrive having met someone.</p>
<p>They may not be able to process it. That is all right. I posted it from Ozyorny Bor, where we stopped,
for reasons that no longer exist, for 26 minutes. I ran to the post office myself. It is farther than the
boy made it look.</p>
""",
    ),
    Piece(
        key="false-friends",
        kind="opinion",
        hours=74,
        category="opinion",
        kicker="Language",
        headline="The Word That Would Not Cross",
        standfirst=(
            "I have translated some 2 million words for this newspaper. One of them, five letters long, has "
            "beaten me every winter."
        ),
        summary=(
            "I have translated 2 million words. One of them, five letters long, has beaten me every winter."
        ),
        credit_line="Opinion pieces speak for their authors, not for the newsroom.",
        topics=("memory", "winter"),
        bylines=(("vera-sadovskaya", "writer"),),
        picks=(Pick(key="library"),),
        body="""
<p>Every translator keeps a list of the ones that got away. Mine is on the inside of a cupboard door, where
visitors do not look, and at the top, underlined, is a word that any Russian child of 3 can use correctly:
<em>uyut</em>.</p>
<p>“Coziness,” says the dictionary, and I have put “coziness,” with a feeling of handing a guest a
photograph of soup. Coziness is a property of cushions. You can buy it, and shops in December will tell you
how. <em>Uyut</em> is not in the cushions. It is not even, quite, in the room. It is what a room does when
someone in it has thought about someone else.</p>
<h2>Evidence</h2>
<p>Consider three sentences that have crossed my desk. A woman describing the winter when her house had one
warm room said there had been “such <em>uyut</em>” in it. A lockkeeper said that of his hut. And a man who
had spent two days stranded in an airport used it of a row of plastic chairs, because somebody’s grandmother
had put a cloth on the one in the middle.</p>
<p>In English, the chairs cannot be cozy. The hut perhaps can. The room can, but then you have lost what she
was telling us, which was that it was hard, and that they were together, and that she would not have chosen
it and would not have missed it.</p>
<blockquote><p>Don’t translate the word. Translate the cloth on the chair.</p>
<cite>Advice from a colleague who has since gone over to poetry</cite></blockquote>
<p>She is right, and it is what I do now. I look for the cloth. If the reporter has seen one, I move it up
into the sentence and let the word go, and no reader has ever complained, because nobody misses what they
did not know was there. But I know. It is a curious profession: You are paid to carry things over a bridge,
and you lie awake over what you left on the other side.</p>
<h2>And back again</h2>
<p>It happens in the other direction, too. There is no Russian for “privacy.” I have tried “solitude,” which
is sad, and “secrecy,” which is guilty, and “personal life,” which sounds like a question from a personnel
department. Last month, in a story about a library, I needed it for a reading corner behind a stove. I sat
for an hour. Then I wrote that it was a place where <strong>nobody would ask what you were
reading</strong>.</p>
<p>Which, it struck me as I closed the cupboard, is rather what we mean by the other word as well: a warm
place, and someone in the next room who has thought of you, and does not ask.</p>
<hr>
<p>I crossed nothing off the list. But I drew a line between the two, to show that they are related.</p>
""",
    ),
)
