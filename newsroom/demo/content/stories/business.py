"""Demo stories of the category Business."""

from newsroom.demo.content.shapes import Pick, Piece

PIECES = (
    Piece(
        key="grain-port",
        kind="news",
        corrected=(
            "correction",
            "end",
            "An earlier version of this story said that nine pensioners came back to the port. Eleven did.",
        ),
        hours=0.7,
        updated=0.3,
        drafted=(
            "Starorechensk will shut its last lock with 430,000 tons of wheat still ashore. The river was "
            "ready to carry it. There was nobody left to lift it."
        ),
        category="business",
        kicker="Volga trade",
        headline="Volga Port Runs Out of Hands Before It Runs Out of Water",
        standfirst=(
            "Starorechensk will shut its last lock with 400,000 tons of wheat still ashore. The river was "
            "ready to carry it. There was nobody left to lift it."
        ),
        summary=(
            "Starorechensk ends its season with 400,000 tons of wheat ashore and half its cranes without an "
            "operator."
        ),
        picture="port",
        caption="Cranes at the Starorechensk river port on the last working day of the season.",
        credit="Arina Belskaya",
        credit_line="The Upper Volga News Service contributed reporting.",
        topics=("volga", "labor", "railways"),
        bylines=(("nina-feldt", "writer"), ("timur-osin", "reporter"), ("arina-belskaya", "photographer")),
        picks=(
            Pick(key="blue-board"),
            Pick(key="coal-room"),
            Pick(
                key="book-the-train",
                kicker="Railways",
                headline="Farmers Wait on the Railway, Too",
                summary=(
                    "With the port closed, wheat must go by rail. The cars were promised months ago, to "
                    "somebody else."
                ),
            ),
            Pick(key="early-ice"),
        ),
        body="""
<p>STARORECHENSK, Russia — The season’s last barge cast off a little after 4 in the afternoon, riding high.
Its third hold was empty. The wheat meant for that hold sat 60 meters away in an elevator the color of old
piano keys, and the crane that could have moved it stood with its cab dark.</p>
<p>“You never get used to sending a boat away hungry,” said Yegor, a shift foreman who has worked 22 winters
on the quay. He asked that his last name be withheld because the port does not allow its staff to give
interviews. “We had the grain and we had the river. I was short two people.”</p>
<p>The port at Starorechensk will close with the lower lock on Sunday, leaving about 400,000 tons of wheat
on shore, according to a loading notice sent to shippers this week and reviewed by this newspaper. A year
ago the figure was 90,000 tons. Ice is not to blame: The channel is clear, the water is high, and the
lockkeepers offered to stay open four more days.</p>
<p>What ran out was people. In interviews, 14 crane operators, managers and farmers along this stretch of
the Volga described a port that entered the fall with 118 shore jobs and never filled more than 61 of
them.</p>
<h2>A better offer upriver</h2>
<p>In March, an assembly plant opened 30 kilometers upstream, where the brickworks used to be. It builds
cabs for harvesters and pays an operator with a lifting certificate roughly three times the 78,000 rubles a
month that the port does. A bus with heated seats collects the day shift from a stop across the street from
the port gate.</p>
<p>“I don’t blame anyone who got on that bus,” said Raisa Ilinichna, who trained crane operators here for 31
years and prefers to be known by her first name and patronymic. “I waved at some of them. I had taught them
to read the wind, and now they bolt on doors, indoors, in the warm.”</p>
<blockquote><p>Anybody can learn the levers by lunchtime. Learning what nine tons of wheat will do when the
wind comes around the elevator — that is your fourth winter.</p>
<cite>Raisa Ilinichna, retired port instructor</cite></blockquote>
<p>By September the port had tried what it could. Bookkeepers were given boots and brooms and sent to sweep
holds. Letters went out to pensioners asking for one more season; <strong>11 came back</strong>, the
youngest of them 63. Two shared a cab, one for the morning and one for the afternoon, because neither could
manage the ladder twice in a day.</p>
<div class="pull"><p>“We had the grain and we had the river. I was short two people.”</p></div>
<p>The port’s operator, Verkhnevolzhskaya Pristan, said in <a href="https://example.org/pristan/season">a
written statement</a> that the season had been “completed as planned” and that the remaining wheat would
travel by rail. It did not say how many jobs were vacant. The railway’s published schedule shows no open
hopper cars on the line before the last week of January.</p>
<section class="facts"><h2>The season in numbers</h2>
<ul>
<li><strong>400,000 tons</strong> of wheat remain ashore, up from 90,000 a year ago.</li>
<li><strong>57 of 118</strong> shore jobs were never filled.</li>
<li><strong>Four days</strong> of extra lock time were offered and declined.</li>
<li><strong>Late January</strong> is the earliest the railway has cars.</li>
</ul></section>
<h2>What waiting costs</h2>
<p>For the farms, the quay is the cheap road to the sea. Cooperatives within a day’s drive of the river say
traders have cut the price of milling wheat by about a fifth since the notice went out, to 11,300 rubles a
ton. The traders, in turn, point to what they must now pay for:</p>
<ul>
<li>storage in the elevator until the ice goes out, usually in the second half of April;</li>
<li>a second round of testing in spring, because wheat that has wintered must be graded again;</li>
<li>a premium for railcars, if any can be had.</li>
</ul>
<p>Olga Vantsova, who farms 800 hectares with her brother an hour south of town, has 1,900 tons in the
elevator and a loan payment due in February. She keeps the two numbers on one sheet of paper, held to the
refrigerator by a magnet in the shape of a sturgeon.</p>
<p>“Everyone calls to tell me my wheat is dry and well,” she said. “I believe them. I would like somebody to
call and ask about <em>me</em>.”</p>
<h3>A class of nine</h3>
<p>There is one hopeful figure in town. In October the river college opened an evening course for crane
operators, its first in six years, and had to borrow chairs. Nine people finished the first term. They
practice on a cab that was lifted off its tower and set down in the college courtyard.</p>
<p>One of the nine is Yegor’s daughter, Lida, 24, who left a job selling phones. She is not sentimental
about the port. “It’s a view, it’s a skill, and nobody stands behind you,” she said. “If they fix the
schedule, I’ll sign. If they don’t, there’s a bus.”</p>
<hr>
<p>On Saturday evening her father walked the quay end to end, as he does after every last barge, checking
that each crane was parked with its arm downwind so that nothing would swing in the night. There are nine
cranes. He has crews for four. He checked all nine.</p>
""",
    ),
    Piece(
        key="book-the-train",
        kind="analysis",
        hours=6.4,
        category="business",
        kicker="Rail",
        headline="To Ship Wheat in August, Book the Train at New Year",
        standfirst=(
            "The railway says it has enough hopper cars. The farms say they cannot get any. Both are right, "
            "and the reason is a form with one empty box."
        ),
        summary=(
            "The railway has enough cars and the farms cannot get any. The reason is a form with one empty "
            "box."
        ),
        picture="silos",
        caption="An elevator on the grain line, with hopper cars waiting below it.",
        credit="Arina Belskaya",
        topics=("railways", "labor"),
        bylines=(("pavel-unger", "writer"),),
        picks=(Pick(key="grain-port"), Pick(key="slow-train")),
        body="""
<p>There are two ways to count a railcar. You can count it when it exists, or you can count it when it
comes. The railway that serves the middle Volga counts the first way, and by that measure it had 4,200
hopper cars for grain this fall, 300 more than it needed. The farms count the second way. By their measure
it had none.</p>
<p>The gap between those two numbers has been explained as theft, as weather, as favoritism and as the fault
of a computer. After reading 11 months of the line’s own
<a href="https://example.org/railway/car-orders">car-order bulletins</a>, I think it is something duller and
easier to mend. It is a queue that remembers promises but does not remember whether they were kept.</p>
<h2>The empty box</h2>
<p>A shipper orders cars on a form known as No. 12. The form asks how many, from where and on what date.
Until last December it also asked for the number of the contract behind the order: proof that somewhere
there was a real load and a real buyer. That box is still printed on the form. It is no longer required.</p>
<p>The change was meant as a kindness. Small farms rarely have a contract in hand when they must order. But
the farms were slow to notice and the large traders were not. Within a month, orders for the
August-to-November season had risen from 3,900 cars to 9,600, although nobody had planted an extra hectare.
Traders were not shipping more wheat. They were buying places in line.</p>
<blockquote><p>An order costs nothing to make and nothing to cancel. If cinema tickets worked like that,
every seat in the country would be sold and every hall would be empty.</p>
<cite>Zoya Merkulova, dispatcher on the grain lines for 17 years</cite></blockquote>
<p>By spring, every car was promised. By September, four in 10 of those promises had been quietly withdrawn,
most of them within three days of loading, when it was too late for a cooperative 200 kilometers away to
bring its wheat to the siding. The cars stood. The railway counted them as available, which they were. The
farms counted them as missing, which they also were.</p>
<h2>What a fix would look like</h2>
<p>Three remedies are being discussed, and they are not equally good.</p>
<ol>
<li><strong>More cars.</strong> It is the most popular idea and the least useful. A longer queue of promises
will absorb any number of cars.</li>
<li><strong>A deposit.</strong> It would end idle orders overnight. It would also shut out the small farms
for whom the rule was loosened, since they have the least cash in the month when they must order.</li>
<li><strong>A release date.</strong> An order not confirmed with a loading slip 21 days ahead goes back to
the pool, first to whoever has been refused longest. It costs nothing, and a neighboring line has worked
this way for six years.</li>
</ol>
<p>I would start with the third. It leaves the kindness in place and puts a clock on it. Had it been in
force this season, by my count some 1,500 cars would have returned to the pool in time to be used. That is
not enough to clear the quay at Starorechensk, where a shortage of crane operators has left wheat ashore,
but it would have carried away perhaps a quarter of it.</p>
<section class="facts"><h2>How I counted</h2>
<ul>
<li>The bulletins list orders, confirmations and cancellations by station and day.</li>
<li>I left out stations with fewer than five orders a month.</li>
<li>I treated a car as usable if it was released at least 14 days before loading.</li>
</ul></section>
<p>The railway, asked about the box, said the form was under review. That may even be so: The latest
printing, which a clerk at the Starorechensk office was kind enough to show me, has moved it to the top of
the page. It is still not required. But somebody has noticed where people look first.</p>
""",
    ),
    Piece(
        key="floor-nine",
        kind="news",
        hours=22.6,
        category="business",
        kicker="Housing",
        headline="The Cranes Stopped at Floor Nine",
        standfirst=(
            "In a new district of Belorudsk, 212 families hold keys to a building that does not have a "
            "door. Some have begun to finish it themselves."
        ),
        summary=(
            "In Belorudsk, 212 families hold keys to a building with no door. Some have begun to finish it "
            "themselves."
        ),
        picture="blocks",
        caption=(
            "Finished blocks in the Solnechny district of Belorudsk, seen from the site of the one that "
            "stopped."
        ),
        credit="Arina Belskaya",
        topics=("housing", "winter"),
        bylines=(("timur-osin", "writer"), ("arina-belskaya", "photographer")),
        body="""
<p>BELORUDSK, Russia — The handing over of keys took place on schedule, with a ribbon and a brass quartet,
in a school gym across the street. The building itself was nine floors of concrete and eight floors of sky.
Each family got a brass key on a ring with an apartment number, and each of them knew there was no lock
anywhere that it would open.</p>
<p>“My husband said, well, it’s a start,” said Marina Tyulpina, who is due an apartment on the 14th floor.
“I keep it with the others. I used it once by mistake at my mother’s, and it wouldn’t even go in.”</p>
<p>Work on the 17-story block in the Solnechny district stopped 13 months ago, when the builder, a local
firm called Gorny Dom, ran through its credit line with half the structure poured. The firm has not been
declared insolvent. It has an office, a telephone and one employee, an accountant named Valery Stepanovich
who answers on the second ring and apologizes to everyone.</p>
<h2>A roof for the ninth floor</h2>
<p>Under regional rules, a stalled building is <a href="https://example.org/belorudsk/stalled-housing">taken
over by a rescue fund</a> once the delay passes 18 months. That leaves one winter in between, and concrete
that has been rained on and then frozen does not wait for funds. Last month the buyers voted, 148 to 31 with
the rest absent, to put a temporary roof on the ninth floor at their own expense.</p>
<p>They have since organized themselves with a thoroughness that has surprised the town. Two structural
engineers are on the list of buyers, as are a crane dispatcher, four welders and the head of the municipal
swimming pool, who turned out to know a great deal about waterproofing. On weekends about 40 people come to
carry felt and tar up the stairs.</p>
<div class="pull"><p>“We bought apartments from strangers. We are going to move in among friends.”</p></div>
<p>“There is an upside,” said Anton Rzhevin, one of the engineers, wiping his hands. “We bought apartments
from strangers. We are going to move in among friends. If we ever move in.”</p>
<h2>Where the money went</h2>
<p>Gorny Dom sold most of the building in the five months before mortgage subsidies were narrowed, when
buyers were in a hurry and builders priced accordingly. When sales stopped, so did the money for the upper
floors, which the lower floors were supposed to have earned. Auditors hired by the buyers found <strong>no
sign of fraud</strong>, they said in a summary dated last month, only “a schedule that assumed every month
would be like the best one.”</p>
<ul>
<li>Of 272 apartments, 212 were sold before work stopped.</li>
<li>The average buyer has paid 71% of the price.</li>
<li>Finishing the shell would cost about a third of what has been spent so far.</li>
</ul>
<p>The regional housing department said it was “aware of the situation” and would act when the law permits,
in five months. It thanked the residents for the roof, adding that no permit for it had been found. Rzhevin
said that a permit had been requested in triplicate and that the department was welcome to come and see it,
nailed to the wall on the ninth floor, out of the wind.</p>
<p>Tyulpina’s family rents two rooms near the bus depot. From the kitchen, if you lean, you can see the
block. Her son, who is 6, has been told that theirs is the fifth window above the last one there is. He
counts up into the air with his finger and stops, every time, in the right place.</p>
""",
    ),
)
