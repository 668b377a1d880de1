"""File kinds by their first bytes: what a file is called says nothing that can be relied on."""

READ = ("JPEG", "PNG", "WEBP", "AVIF")
SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"8BPS", "Photoshop"),
    (b"%PDF-", "PDF"),
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    # Of Canon, Olympus, Panasonic, Fujifilm and Sigma; most others look like any TIFF.
    (b"II*\0\x10\0\0\0CR", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"MMOR", "RAW"),
    (b"IIU\0", "RAW"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"FOVb", "RAW"),
    (b"II*\0", "TIFF or RAW"),
    (b"MM\0*", "TIFF or RAW"),
    (b"II+\0", "TIFF or RAW"),
    (b"MM\0+", "TIFF or RAW"),
)
AVIF = {b"avif", b"avis"}
HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
# Any picture or film in this container; the compatible brands say which.
HEIF = {b"mif1", b"msf1", b"mif2"}
BRANDS_END = 256


def kind(data: bytes) -> str:
    """Return what a file is, by its own bytes; empty for what is no picture that anybody would mean."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _of_brands(data)
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            return name
    return "SVG" if b"<svg" in data[:1000].lower() else ""


def _of_brands(data: bytes) -> str:
    """Return the kind of an ISO media file (ISO/IEC 14496-12): pictures of phones, and films."""
    end = min(int.from_bytes(data[:4], "big"), BRANDS_END)
    major, *others = [data[at : at + 4] for at in (8, *range(16, end, 4))]
    for brand in (major, *others):
        if brand in AVIF:
            return "AVIF"
        if brand in HEIC:
            return "HEIC"
    if major in HEIF:
        return "HEIC"
    return "RAW" if major == b"crx " else "MP4 or MOV"
