"""Words that a picture file brings: read from every kind and offered, and kept in no file of ours."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL.PngImagePlugin import PngInfo

from articles import photos
from articles.models import Photo

from .metadata import KINDS, choice, exif, iptc, telling, with_iptc, with_xmp, xmp
from .pictures import drawn, encoded

CANARY = "CANARY Nina, Riverside 4"
UTF8 = b"\x1b%G"


def words(data: bytes) -> dict[str, str]:
    return dict(photos.check(SimpleUploadedFile("photo.jpg", data)).words)


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_xmp_are_read_from_every_kind(kind: str) -> None:
    body = (
        choice("dc:description", ru="Два крана", x_default="Two cranes &amp; a river")
        + "<dc:creator><rdf:Seq><rdf:li>Nina Feldt</rdf:li><rdf:li>P. Unger</rdf:li></rdf:Seq></dc:creator>"
        + "<photoshop:Credit>Reuters</photoshop:Credit>"
        + choice("iptc:AltTextAccessibility", x_default="Cranes in the fog.")
    )
    assert words(with_xmp(xmp(body), kind)) == {
        "caption": "Two cranes & a river",
        "credit": "Nina Feldt, P. Unger / Reuters",
        "alt": "Cranes in the fog.",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_exif_are_read_from_every_kind(kind: str) -> None:
    told = exif(description="Two cranes", artist="Nina Feldt")
    assert words(encoded(drawn(), kind, exif=told)) == {"caption": "Two cranes", "credit": "Nina Feldt"}


@pytest.mark.parametrize(
    ("charset", "encoding", "caption"),
    [
        (UTF8, "utf-8", "Кран над Москвой-рекой"),
        (b"", "utf-8", "Кран над Москвой-рекой"),
        (b"", "cp1251", "Кран над Москвой-рекой"),
        (b"", "cp1251", "Фото: Reuters"),
        (b"", "cp1252", "Café “Zürich”, Übergröße"),
        (b"", "latin-1", "Señor Muñoz à la fenêtre"),
        (b"", "ascii", "Two cranes"),
    ],
)
def test_iptc_is_read_in_the_encoding_that_it_was_written_in(
    charset: bytes, encoding: str, caption: str
) -> None:
    fields = iptc((120, caption.encode(encoding)), (80, b"Nina Feldt"), (110, b"AFP"), charset=charset)
    assert words(with_iptc(fields)) == {"caption": caption, "credit": "Nina Feldt / AFP"}


@pytest.mark.parametrize("charset", [UTF8, b""])
def test_a_letter_that_iptc_cut_in_two_is_left_out(charset: bytes) -> None:
    assert words(with_iptc(iptc((120, "Москва".encode()[:-1]), charset=charset))) == {"caption": "Москв"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_exif_that_is_not_in_ascii_is_read_as_it_was_meant(encoding: str) -> None:
    told = exif()
    told[0x010E] = "Кран над рекой".encode(encoding)
    assert words(encoded(drawn(), exif=told)) == {"caption": "Кран над рекой"}


def test_several_by_lines_are_one_credit_and_an_agency_is_named_once() -> None:
    assert (
        words(with_iptc(iptc((80, b"A. Belskaya"), (80, b"P. Unger"))))["credit"] == "A. Belskaya, P. Unger"
    )
    assert words(with_iptc(iptc((80, b"AFP"), (110, b"AFP"))))["credit"] == "AFP"
    assert words(with_iptc(iptc((80, b"Feldt"), (110, b"Nina Feldt / AFP"))))["credit"] == "Nina Feldt / AFP"


def test_iptc_in_the_raw_profile_of_a_png_is_read() -> None:
    data = b"8BIM\x04\x04\0\0\0\0\0\0" + iptc((120, b"Two cranes"))
    info = PngInfo()
    info.add_text("Raw profile type iptc", f"\niptc\n      {len(data)}\n{data.hex()}\n", zip=True)
    info.add_text("Author", "Nina Feldt")
    assert words(encoded(drawn(), "PNG", pnginfo=info)) == {"caption": "Two cranes", "credit": "Nina Feldt"}


def test_xmp_comes_before_iptc_and_exif_and_each_fills_what_the_others_lack() -> None:
    both = with_xmp(
        xmp(choice("dc:description", x_default="Whole")), exif=exif(description="Who", artist="Nina")
    )
    assert words(both) == {"caption": "Whole", "credit": "Nina"}


def test_words_are_cleaned_and_in_one_line_where_the_field_has_one() -> None:
    body = choice("dc:description", x_default="Зелёный\u202e кран\n\nTwo") + (
        "<photoshop:Credit>Nina\n\u200b Feldt</photoshop:Credit>"
    )
    assert words(with_xmp(xmp(body))) == {"caption": "Зелёный кран\n\nTwo", "credit": "Nina Feldt"}
    assert words(with_xmp(xmp(choice("dc:description", x_default="\u200b\u2060")))) == {}


@pytest.mark.parametrize(
    "packet",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + xmp("&b;"),
        xmp(choice("dc:description", x_default="&secret;")),
        xmp("<unclosed>"),
        xmp("<a>" * 20_000 + "</a>" * 20_000),
        xmp(choice("dc:description", x_default="a" * 2_000_000)),
        b"\xff\xfe<\0",
        b"",
    ],
    ids=["entities", "unknown entity", "unclosed", "deep", "huge", "half a letter", "nothing"],
)
@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_hostile_xmp_says_nothing_and_the_picture_is_taken(kind: str, packet: bytes) -> None:
    assert words(encoded(drawn(), kind, xmp=packet, exif=exif(artist="Nina"))) == {"credit": "Nina"}


@pytest.mark.parametrize(
    "said",
    [
        "OLYMPUS DIGITAL CAMERA",
        "SONY DSC",
        "DCIM\\100MEDIA\\DJI_0001.JPG",
        "Untitled",
        "IMG_0001.JPG",
        " ",
        "  \0\0",
        "????",
        ".",
    ],
)
def test_what_a_camera_writes_by_itself_is_no_caption(said: str) -> None:
    assert words(encoded(drawn(), exif=exif(description=said))) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_no_file_of_ours_holds_anything_of_it(kind: str) -> None:
    data = telling(kind, CANARY)
    assert CANARY.encode() in data
    image = photos.check(SimpleUploadedFile("photo.jpg", data))
    assert CANARY in image.words["caption"]
    photo = Photo(alt="A field.", credit="MT")
    photos.store(image, photo=photo)
    photo.save()
    photos.render(photo)
    for name in (photo.file.name, *(each["name"] for each in photo.renditions)):
        with photo.file.storage.open(name) as file:
            kept = file.read()
        for trace in (
            b"CANARY",
            b"Exif",
            b"EXIF",
            b"XMP ",
            b"adobe",
            b"ICC_PROFILE",
            b"ICCP",
            b"8BIM",
            b"a-profile",
        ):
            assert trace not in kept
