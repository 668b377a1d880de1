"""Sentences for whoever uploads a picture that is not taken: what it is, and what to do."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "empty": _("This file is empty. Choose the picture again."),
    "too_heavy": _(
        "This file is %(size)d MB; a picture may have at most 25 MB. Save it smaller and upload it again."
    ),
    "too_large": _(
        "This picture has %(megapixels)d megapixels; at most 50 are allowed. Save it smaller and upload "
        "it again."
    ),
    "far_too_large": _("This picture has far more than 50 megapixels. Save it smaller and upload it again."),
    "too_small": _(
        "This picture is %(width)d by %(height)d pixels; each side needs at least 200. Upload a larger "
        "version."
    ),
    "too_narrow": _(
        "This picture is %(width)d by %(height)d pixels, too narrow to show. Crop it and upload it again."
    ),
    "animated": _("This picture moves. Save one frame of it as JPEG or PNG and upload that."),
    "heic": _(
        "This is a HEIC picture, as phones make them, and few browsers can show it. Export it as JPEG and"
        " upload that. iPhone: in Photos, tap Share, then Options, and choose Most Compatible. Android: "
        "in the gallery, open its menu and choose to convert it or to save a copy as JPEG. Mac: open it "
        "in Preview and choose Export in the menu File."
    ),
    "other_kind": _(
        "This is a file of the kind %(kind)s, which browsers do not show. Export the picture as JPEG or "
        "PNG and upload that."
    ),
    "not_a_picture": _(
        "This file is not a picture that can be shown. Upload a JPEG, PNG, WebP or AVIF file."
    ),
    "damaged": _("This picture is damaged or cut off. Export it again as JPEG and upload the new file."),
    "colours": _(
        "The colours of this picture are those of films and of very bright screens (HDR), which other "
        "screens do not show. Export it as JPEG with sRGB colours and upload the new file."
    ),
    "too_elaborate": _(
        "This picture is saved in a way that takes too long to read. Export it again as JPEG and upload "
        "the new file."
    ),
    "too_slow": _("This picture takes too long to read. Save it smaller, as JPEG, and upload it again."),
    "too_much_memory": _(
        "This picture takes too much memory to read. Save it smaller, as JPEG, and upload it again."
    ),
    "busy": _(
        "Other pictures are being read, and this one was not. Wait a minute, choose the picture again and"
        " upload it."
    ),
}
