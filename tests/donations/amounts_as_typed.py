"""Amounts as people type them, with what becomes of each: minor units, or the sentence that refuses it."""

# Ten euros, dollars and pounds, and a thousand yen, as people of either edition write them.
EUROS = [
    *("10", " 10 ", "010", "10.0", "10.00", "10,0", "10,00", "10.", "10,", "10,-", "10.-", "10,--", "10,–"),
    *("10,—", "€10", "€ 10", "10€", "10 €", "10\u00a0€", "10\u202f€", "€10.00", "€10,00", "10.00 €"),
    *("10,00 €", "10,- €", "EUR 10", "10 EUR", "10EUR", "eur 10", "10 eur", "10 Eur", "10,00 EUR"),
    *("EUR 10.00", "10 euro", "10 euros", "10 Euro", "10 EURO", "euro 10", "10euro", "10 евро", "10евро"),
    *("10 Евро", "евро 10", "€10,-", "10.- EUR"),
]
DOLLARS = [
    *("10", "10.00", "10,00", "10,-", "$10", "$ 10", "10$", "10 $", "10\u00a0$", "$10.00", "$10,00", "$10.-"),
    *("US$10", "US$ 10", "10 US$", "us$10", "USD 10", "10 USD", "10usd", "10.00 USD", "10 dollars"),
    *("10 Dollars", "10 dollar", "10 долларов", "10 доллара", "10 Долларов"),
]
POUNDS = [
    *("10", "10.00", "10,00", "£10", "£ 10", "10£", "10 £", "£10.00", "£10,00", "10,- £", "GBP 10", "10 GBP"),
    *("10gbp", "10 pounds", "10 Pounds", "10 pound", "10 фунтов", "10 фунта", "фунтов 10"),
]
YEN = [
    *("1000", "1 000", "1\u00a0000", "1,000", "1.000", "¥1000", "¥ 1,000", "1000¥", "1000 ¥", "JPY 1000"),
    *("1000 JPY", "1,000 JPY", "1000円", "1.000 yen", "1000 Yen", "1000 иен", "1 000 иен", "1000 йен"),
    *("1000,-", "1000."),
]
BOTH = [
    *(("EUR", typed, 10_00) for typed in EUROS),
    *(("USD", typed, 10_00) for typed in DOLLARS),
    *(("GBP", typed, 10_00) for typed in POUNDS),
    *(("JPY", typed, 1000) for typed in YEN),
    *(("EUR", "2", 2_00), ("EUR", "12", 12_00), ("EUR", "007", 7_00), ("EUR", "12.5", 12_50)),
    *(("EUR", "12.50", 12_50), ("EUR", "12,50", 12_50), ("EUR", "12,5 €", 12_50), ("USD", "$7.77", 7_77)),
    *(("EUR", "1 000", 1000_00), ("EUR", "1\u00a0000", 1000_00), ("EUR", "1\u202f000,50", 1000_50)),
    *(("EUR", "1 000.50 €", 1000_50), ("EUR", "1,000.50", 1000_50), ("EUR", "1.000,50", 1000_50)),
    *(("EUR", "€1,000.50", 1000_50), ("EUR", "1.000,50 €", 1000_50), ("EUR", "10 000 евро", 10_000_00)),
    *(("EUR", "10000", 10_000_00), ("GBP", "£2,500.00", 2500_00), ("USD", "2 500 долларов", 2500_00)),
    *(("JPY", "1 500 000", 1_500_000), ("JPY", "¥300", 300), ("JPY", "12 345 иен", 12_345)),
]
# What one edition can be sure of, the other asks for again.
TAKEN = {
    "en": [
        *BOTH,
        *(("EUR", "1,000", 1000_00), ("EUR", "€1,000", 1000_00), ("EUR", "1,000 euros", 1000_00)),
        *(("USD", "$2,500", 2500_00), ("GBP", "10,000", 10_000_00)),
    ],
    "ru": BOTH,
}

# What both refuse, with the name of the sentence.
ALIKE = [
    *(("EUR", typed, "empty") for typed in ("", " ", "\u00a0")),
    *(
        ("EUR", typed, "figures")
        for typed in (
            *(
                "ten",
                "ten euros",
                "десять",
                "десять евро",
                "тысяча",
                "1 тыс",
                "1k",
                "10 EUR a month",
                "€10/month",
            ),
            *("10 евро в месяц", "10-20", "10+", "~10", "около 10", "about 10", "10 50", "10:50", "10.50.00"),
            *(
                "1'000",
                "+10",
                "-10",
                "10%",
                "10 руб",
                "10 рублей",
                "€",
                "1/2",
                "as much as I can",
                "сколько смогу",
            ),
        )
    ),
    *(("JPY", typed, "figures JPY") for typed in ("ten", "тысяча иен", "1000/month")),
    *(("EUR", typed, "dollars") for typed in ("$10", "10 $", "10 USD", "10 dollars", "10 долларов")),
    *(("EUR", typed, "pounds") for typed in ("£10", "10 GBP", "10 фунтов")),
    *(("EUR", typed, "yen") for typed in ("¥1000", "1000 JPY", "1000 иен")),
    *(("EUR", typed, "two digits") for typed in ("12.5055", "12,5000", "€0.999", "1 000,505")),
    *(("JPY", typed, "whole") for typed in ("1000.50", "1000,5", "¥1000.00")),
    *(("EUR", typed, "small") for typed in ("1", "0", "0,01", "1.99", "€1", "1 евро", "1,-")),
    *(("USD", "$1", "small USD"), ("GBP", "£1.50", "small GBP"), ("JPY", "299", "small JPY")),
    *(("EUR", typed, "large") for typed in ("10000.01", "10 000,01 €", "20 000", "1000000", "€100000")),
    *(("USD", "$50000", "large USD"), ("JPY", "1 500 001", "large JPY")),
    *(("EUR", typed, "unclear") for typed in ("1.000", "€1.000", "1.000 €", "2.500 евро", "12.505")),
]
REFUSED = {
    "en": [*ALIKE, ("EUR", "€20,000", "large")],
    "ru": [*ALIKE, *(("EUR", typed, "unclear") for typed in ("1,000", "1,000 €", "10,000 евро"))],
}
OTHER = {
    "en": "You wrote an amount in {}, but euros are chosen. Choose the currency above, or write the amount "
    "without its sign.",
    "ru": "Вы написали сумму в другой валюте ({}), а выбрано: евро. Выберите валюту выше или напишите сумму "
    "без знака.",
}
LARGE = {
    "en": "The largest amount that we can take here is {}. To give more, please write to us.",
    "ru": "Наибольшая сумма, которую мы можем принять здесь, — {}. Если хотите помочь больше, напишите нам.",
}
SENTENCES = {
    "en": {
        "empty": "Choose an amount, or write your own.",
        "figures": "Write the amount in figures, such as 12.50.",
        "figures JPY": "Write the amount in figures, such as 1000.",
        "dollars": OTHER["en"].format("U.S. dollars"),
        "pounds": OTHER["en"].format("British pounds"),
        "yen": OTHER["en"].format("Japanese yen"),
        "two digits": "Write no more than two digits after the decimal point.",
        "whole": "Write a whole number of Japanese yen, without decimals.",
        "small": "The smallest amount that we can take is €2.",
        "small USD": "The smallest amount that we can take is $2.",
        "small GBP": "The smallest amount that we can take is £2.",
        "small JPY": "The smallest amount that we can take is ¥300.",
        "large": LARGE["en"].format("€10,000"),
        "large USD": LARGE["en"].format("$10,000"),
        "large JPY": LARGE["en"].format("¥1,500,000"),
        "unclear": "We cannot tell whether “{typed}” is a thousand or one. Write it without that sign.",
    },
    "ru": {
        "empty": "Выберите сумму или впишите свою.",
        "figures": "Впишите сумму цифрами, например 12,50.",
        "figures JPY": "Впишите сумму цифрами, например 1000.",
        "dollars": OTHER["ru"].format("доллары США"),
        "pounds": OTHER["ru"].format("британские фунты"),
        "yen": OTHER["ru"].format("японские иены"),
        "two digits": "После запятой пишите не больше двух цифр.",
        "whole": "Впишите целое число (японские иены), без дробной части.",
        "small": "Наименьшая сумма, которую мы можем принять, — 2\u00a0€.",
        "small USD": "Наименьшая сумма, которую мы можем принять, — 2\u00a0$.",
        "small GBP": "Наименьшая сумма, которую мы можем принять, — 2\u00a0£.",
        "small JPY": "Наименьшая сумма, которую мы можем принять, — 300\u00a0¥.",
        "large": LARGE["ru"].format("10\u00a0000\u00a0€"),
        "large USD": LARGE["ru"].format("10\u00a0000\u00a0$"),
        "large JPY": LARGE["ru"].format("1\u00a0500\u00a0000\u00a0¥"),
        "unclear": "Непонятно, «{typed}» — тысяча или единица. Напишите без этого знака.",
    },
}
