from django.conf import settings
from django.db import migrations

# What a new site begins with, in those of its languages that have words here; fundraisers edit it.
APPEALS = [
    ("banner", "en", "Support {publication}!", "Independent reporting is paid for by its readers.", "Contribute today"),
    (
        "story_end", "en", "Independent journalism isn’t dead. You can help keep it alive.",
        "Everybody can read us, because some of our readers pay for it.\n\n"
        "A monthly contribution, however small, lets us plan the next months of work. It takes two minutes, and you "
        "can stop whenever you like.",
        "Contribute today",
    ),
    (
        "support_page", "en", "Keep the notebook open",
        "Dear reader,\n\nMost of our work is a telephone and a great deal of patience. Somebody in a town far away picks "
        "up, is quiet for a moment, and decides to tell us what happened.\n\nWhat we owe that person is care: a second "
        "source, an editor who asks again, a lawyer, and sometimes a train ticket at short notice. All of it costs "
        "money.\n\nIf you can spare something each month, it lets us plan. If you cannot, please keep reading. The news "
        "stays free for everyone.",
        "",
    ),
    ("banner", "ru", "Поддержите {publication}!", "За независимые новости платят читатели.", "Помочь редакции"),
    (
        "story_end", "ru", "Независимая журналистика жива. Вы можете её поддержать.",
        "Нас может читать каждый, потому что кто-то из читателей за это платит.\n\nДаже небольшая ежемесячная помощь "
        "позволяет нам загадывать вперёд. Это займёт две минуты, и остановиться можно в любой день.",
        "Помочь редакции",
    ),
    (
        "support_page", "ru", "Пусть блокнот остаётся открытым",
        "Дорогой читатель!\n\nНаша работа — это чаще всего телефон и много терпения. В далёком городе кто-то берёт "
        "трубку, молчит и решается рассказать, что случилось.\n\nМы должны этому человеку внимание: второй источник, "
        "редактора, который переспросит, адвоката, а иногда и билет на поезд. Всё это стоит денег.\n\nЕсли вы можете "
        "помогать каждый месяц, мы сможем планировать. Если нет — просто читайте нас. Новости открыты для всех.",
        "",
    ),
]
# Amounts that the support page offers, in minor units.
PRESETS = {
    "once": {"EUR": (1000, 2500, 5000, 10000), "USD": (1000, 2500, 5000, 10000), "GBP": (1000, 2000, 5000, 10000), "JPY": (1000, 3000, 5000, 10000)},
    "month": {"EUR": (500, 900, 1500, 3000), "USD": (500, 900, 1500, 3000), "GBP": (400, 800, 1500, 3000), "JPY": (500, 1000, 2000, 5000)},
    "year": {"EUR": (5000, 9000, 15000, 30000), "USD": (5000, 9000, 15000, 30000), "GBP": (4000, 8000, 15000, 30000), "JPY": (5000, 10000, 20000, 50000)},
}


def make(apps, schema_editor):
    Appeal = apps.get_model("donations", "Appeal")
    languages = dict(settings.LANGUAGES)
    for placement, language, heading, text, button in APPEALS:
        if language in languages:
            heading = heading.format(publication=settings.PUBLICATION_NAME)[:120]
            Appeal.objects.create(placement=placement, language=language, heading=heading, text=text, button=button)
    Preset = apps.get_model("donations", "PresetAmount")
    for interval, currencies in PRESETS.items():
        for currency, amounts in currencies.items():
            for order, amount in enumerate(amounts):
                Preset.objects.create(interval=interval, currency=currency, amount=amount, order=order)


def remove(apps, schema_editor):
    apps.get_model("donations", "Appeal").objects.all().delete()
    apps.get_model("donations", "PresetAmount").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("donations", "0002_invariants")]
    operations = [migrations.RunPython(make, remove)]
