"""Authors of the demo stories; those who work for both editions sign in both alphabets."""

from newsroom.demo.content.shapes import Person

PEOPLE = (
    Person(
        slug="nina-feldt",
        name="Nina Feldt",
        position="Reporter, economy",
        portrait="bob",
        biography=(
            "Nina Feldt writes about work, wages and the river trades. She studied statistics, sold "
            "advertisements for a town weekly and became its economics desk on the day the other half of "
            "the desk retired. She reads freight timetables for pleasure and will tell you so."
        ),
    ),
    Person(
        slug="timur-osin",
        name="Timur Osin",
        position="Reporter, regions",
        portrait="dark-beard",
        biography=(
            "Timur Osin covers the Urals and Siberia, mostly from the front seats of buses. He was a "
            "surveyor for nine years before he was a reporter, and still paces out the distances in his "
            "stories himself."
        ),
    ),
    Person(
        slug="arina-belskaya",
        name="Arina Belskaya",
        position="Photographer",
        portrait="curls",
        biography=(
            "Arina Belskaya photographs places where something has just stopped or is about to start. She "
            "learned the trade in the darkroom of a shipyard newspaper, works with two lenses and asks "
            "before every portrait."
        ),
    ),
    Person(
        slug="lev-aronson",
        name="Lev Aronson",
        position="Economic historian",
        portrait="grey-beard",
        biography=(
            "Lev Aronson is an economic historian and the author of a short book about long queues. He "
            "taught for two decades at a Siberian university, where his lecture on the price of a bucket "
            "was moved twice to a larger hall."
        ),
    ),
    Person(
        slug="mira-castellan",
        name="Mira Castellan",
        position="Standards editor",
        portrait="bun",
        biography=(
            "Mira Castellan keeps the correction book and reads every analysis before you do. She has "
            "edited for six newspapers, three of which still exist. Letters that begin “You are wrong” "
            "reach her unopened and are answered first."
        ),
    ),
    Person(
        slug="sofia-brandt",
        name="Sofia Brandt",
        position="Reporter, arts and life",
        portrait="long-hair",
        biography=(
            "Sofia Brandt writes about music, books, food and other ways of passing the winter. She sang "
            "second alto until she was asked to describe it instead. She lives near a railway station, on "
            "purpose."
        ),
    ),
    Person(
        slug="pavel-unger",
        name="Pavel Unger",
        position="Analyst, public finance",
        portrait="round-glasses",
        biography=(
            "Pavel Unger was a municipal accountant for 12 years and reads budgets from the back. He "
            "explains what the numbers are for, who signs for them and what became of last year’s. His "
            "tables can be had on request, with the mistakes marked."
        ),
    ),
    Person(
        slug="vera-sadovskaya",
        name="Vera Sadovskaya",
        position="Translator",
        portrait="fringe",
        biography=(
            "Vera Sadovskaya translates between the two editions of this newspaper and now and then writes "
            "for one of them. She trained as a river pilot’s interpreter. Her list of untranslatable words "
            "is kept on the inside of a cupboard door."
        ),
    ),
    Person(
        slug="ilya-dorofin",
        name="Ilya Dorofin",
        position="Reporter, courts and councils",
        portrait="moustache",
        biography=(
            "Ilya Dorofin sits through hearings that nobody else attends and has been asked twice "
            "whether he is the defendant. He was a court stenographer, takes notes in a shorthand of "
            "his own and brings a cushion."
        ),
    ),
    Person(
        slug="zarema-tulina",
        name="Zarema Tulina",
        position="Reporter, health and schools",
        portrait="headscarf",
        biography=(
            "Zarema Tulina writes about clinics, classrooms and the people who keep both warm. She "
            "began as a nurse on a medical train, where she learned to ask one question and then wait "
            "for the whole answer."
        ),
    ),
    Person(
        slug="greta-lindqvern",
        name="Greta Lindqvern",
        position="Columnist",
        portrait="gray-bob",
        biography=(
            "Greta Lindqvern has written a column about small things for 30 years and denies that "
            "they are small. She keeps bees, mends clocks and answers letters by hand, on the back of "
            "the galley proofs."
        ),
    ),
    Person(
        slug="anton-kesarev",
        name="Anton Kesarev",
        position="Data editor",
        portrait="side-part",
        biography=(
            "Anton Kesarev counts what others estimate. He was a timetable planner for a bus company "
            "until he noticed that he preferred the footnotes, and publishes every table with the "
            "name of whoever checked it."
        ),
    ),
    Person(
        slug="nina-feldt-ru",
        name="Нина Фельдт",
        position="Корреспондент, экономика",
        portrait="bob",
        biography=(
            "Нина Фельдт пишет о работе, зарплатах и речном деле. Училась на статистика, продавала "
            "объявления в городском еженедельнике и возглавила его отдел экономики в тот день, когда "
            "вторая половина отдела вышла на пенсию. Расписания товарных поездов читает для удовольствия."
        ),
    ),
    Person(
        slug="arina-belskaya-ru",
        name="Арина Бельская",
        position="Фотограф",
        portrait="curls",
        biography=(
            "Арина Бельская снимает места, где что-то только что закончилось или вот-вот начнется. Училась "
            "в фотолаборатории заводской многотиражки на судоверфи, работает с двумя объективами и прежде "
            "чем снять портрет, всегда спрашивает разрешения."
        ),
    ),
    Person(
        slug="vera-sadovskaya-ru",
        name="Вера Садовская",
        position="Переводчик",
        portrait="fringe",
        biography=(
            "Вера Садовская переводит для обеих редакций газеты, а иногда и пишет сама. По образованию — "
            "переводчик при речных лоцманах. Список слов, которые не переводятся, держит на внутренней "
            "стороне дверцы шкафа."
        ),
    ),
    Person(
        slug="timur-osin-ru",
        name="Тимур Осин",
        position="Корреспондент, регионы",
        portrait="dark-beard",
        biography=(
            "Тимур Осин ездит по Уралу и Сибири, чаще всего — на переднем сиденье автобуса. До газеты "
            "девять лет работал геодезистом и до сих пор сам меряет шагами расстояния, о которых "
            "пишет."
        ),
    ),
    Person(
        slug="sofia-brandt-ru",
        name="Софья Брандт",
        position="Корреспондент, культура",
        portrait="long-hair",
        biography=(
            "Софья Брандт пишет о музыке, книгах, еде и других способах пережить зиму. Пела вторым "
            "альтом, пока ее не попросили об этом рассказать. Живет у вокзала — по собственному "
            "выбору."
        ),
    ),
    Person(
        slug="ilya-dorofin-ru",
        name="Илья Дорофин",
        position="Корреспондент, суды и депутаты",
        portrait="moustache",
        biography=(
            "Илья Дорофин высиживает заседания, на которые больше никто не приходит; дважды его "
            "спросили, не он ли ответчик. Был судебным стенографистом, пишет собственной скорописью и "
            "носит с собой подушку."
        ),
    ),
    Person(
        slug="zarema-tulina-ru",
        name="Зарема Тулина",
        position="Корреспондент, медицина и школы",
        portrait="headscarf",
        biography=(
            "Зарема Тулина пишет о больницах, школах и тех, кто топит и там и там. Начинала "
            "медсестрой в поезде-поликлинике и научилась там задавать один вопрос и ждать, пока на "
            "него ответят до конца."
        ),
    ),
    Person(
        slug="anton-kesarev-ru",
        name="Антон Кесарев",
        position="Редактор отдела данных",
        portrait="side-part",
        biography=(
            "Антон Кесарев считает то, что другие прикидывают на глаз. Составлял расписания "
            "автобусов, пока не заметил, что сноски ему нравятся больше, и под каждой таблицей ставит "
            "имя того, кто ее проверил."
        ),
    ),
)
