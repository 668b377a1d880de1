"""The largest pictures that may be uploaded are taken within the limits of the process that decodes them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import photos
from tests.load.uploads import largest


@pytest.mark.slow
def test_49_megapixels_of_each_kind_are_taken() -> None:
    for data in largest():
        image = photos.check(SimpleUploadedFile("large", data))
        assert (image.width, image.height) == (4096, 4096)
