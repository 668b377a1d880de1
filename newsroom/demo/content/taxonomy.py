"""Categories and topics of the demo newsroom, in the order of its navigation."""

from newsroom.demo.content.shapes import Heading

CATEGORIES = (
    Heading(
        slug="news",
        name="News",
        introduction="What happened, where, and what it means for the people who live there.",
    ),
    Heading(
        slug="regions",
        name="Regions",
        introduction="Reports from towns that are seldom in the news and always busy.",
    ),
    Heading(
        slug="business",
        name="Business",
        introduction="Work, trade, housing and the price of things, from the quay to the kitchen.",
    ),
    Heading(
        slug="opinion",
        name="Opinion",
        introduction="Arguments by people who sign them. Each speaks for its author alone.",
    ),
    Heading(
        slug="arts-and-life",
        name="Arts and Life",
        introduction="Music, books, food, walks and the long evenings that make room for them.",
    ),
    Heading(
        language="ru",
        slug="novosti",
        name="Новости",
        introduction="Что случилось, где и что это значит для тех, кто там живет.",
    ),
    Heading(
        language="ru",
        slug="regiony",
        name="Регионы",
        introduction="Репортажи из городов и деревень, о которых редко пишут в новостях.",
    ),
    Heading(
        language="ru",
        slug="biznes",
        name="Бизнес",
        introduction="Работа, торговля, жилье и цены — от причала до кухни.",
    ),
    Heading(
        language="ru",
        slug="kultura",
        name="Культура",
        introduction="Музыка, книги, еда, прогулки и долгие вечера, в которые на все это есть время.",
    ),
)

TOPICS = (
    Heading(
        slug="volga",
        name="Volga",
        introduction=(
            "The river carries wheat, gossip and the date of the first ice. We follow the ports, the locks "
            "and the villages along it through a whole year, open water and closed."
        ),
    ),
    Heading(
        slug="labor",
        name="Labor",
        introduction=(
            "There are more empty jobs than people to fill them. We look at who left, who stayed, who is "
            "teaching whom, and what is written on the board at the gate."
        ),
    ),
    Heading(
        slug="railways",
        name="Railways",
        introduction=(
            "Trams, slow trains and hopper cars: how people and grain get from one place to another, and "
            "who decides where they stop on the way."
        ),
    ),
    Heading(
        slug="housing",
        name="Housing",
        introduction=(
            "Towers that stopped halfway, houses heated one room at a time, and the neighbors who turn "
            "out to know about waterproofing."
        ),
    ),
    Heading(
        slug="schools",
        name="Schools",
        introduction=(
            "What is taught, by whom, in how many shifts and at what temperature. Also the notebooks, "
            "censuses and market surveys of the children themselves."
        ),
    ),
    Heading(
        slug="winter",
        name="Winter",
        introduction=(
            "Ice on the decks, fog on the runway, coal on its way. A guide to the season that decides "
            "everything else, by people who are used to it and people who are not."
        ),
    ),
    Heading(
        slug="memory",
        name="Memory",
        introduction=(
            "Libraries, correction books, slow trains and numbered trees: how people keep hold of what was "
            "there, and what they do with it afterward."
        ),
    ),
    Heading(
        slug="far-east",
        name="Far East",
        introduction=(
            "Harbors, islands and airfields at the far end of the timetable, where waiting is a skill and "
            "the boat is also the post office."
        ),
    ),
    Heading(
        language="ru",
        slug="volga",
        name="Волга",
        introduction="Порты, шлюзы и деревни вдоль реки — круглый год, по открытой воде и по льду.",
    ),
    Heading(
        language="ru",
        slug="trud",
        name="Рынок труда",
        introduction="Кто ушел, кто остался, кто кого учит и что написано на доске у проходной.",
    ),
    Heading(
        language="ru",
        slug="zima",
        name="Зима",
        introduction="Лед, туман, уголь и первый снег: время года, от которого зависит все остальное.",
    ),
    Heading(
        language="ru",
        slug="pamyat",
        name="Память",
        introduction="Библиотеки, журналы выдачи и старые открытки: как люди хранят то, что было.",
    ),
)
