#!/usr/bin/python3
"""Small JPEG, PNG, WebP and BMP files and the RGB pixels that Pillow decodes them to."""

from _topic import Topic
import io

import numpy
from PIL import Image, PngImagePlugin

from _written_rule import octets

SIZE = 32


def picture():
    """Slopes, an edge and some noise: what a JPEG has to approximate, and not pure noise, which photographs are not."""
    y, x = numpy.mgrid[0:SIZE, 0:SIZE]
    planes = [8 * x, 255 - 6 * y, numpy.where(x + y < SIZE, 40, 200)]
    noise = octets("image_decoding/noise", (SIZE, SIZE, 3)) // 8
    return Image.fromarray(numpy.clip(numpy.stack(planes, -1) + noise, 0, 255).astype(numpy.uint8))


def encoded(image, form, **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def with_alpha():
    """Every degree of transparency, the invisible pixels coloured too."""
    image = picture().convert("RGBA")
    image.putalpha(Image.fromarray(octets("image_decoding/alpha", (SIZE, SIZE)) & 0xF0))
    return image


def rotated_by_a_note():
    """EXIF's orientation 6, which viewers obey and Pillow's decoder does not."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def gamma():
    """A gamma chunk far from sRGB's, which colour management would apply."""
    chunks = PngImagePlugin.PngInfo()
    chunks.add(b"gAMA", (100000).to_bytes(4, "big"))
    return chunks


FILES = {
    "quality_75.jpg": encoded(picture(), "JPEG", quality=75),
    "full_chroma.jpg": encoded(picture(), "JPEG", quality=95, subsampling=0),
    "half_chroma.jpg": encoded(picture(), "JPEG", quality=90, subsampling=1),
    "progressive.jpg": encoded(picture(), "JPEG", quality=80, progressive=True),
    "grey.jpg": encoded(picture().convert("L"), "JPEG", quality=75),
    "oriented.jpg": encoded(picture(), "JPEG", quality=75, exif=rotated_by_a_note()),
    "rgb.png": encoded(picture(), "PNG"),
    "grey.png": encoded(picture().convert("L"), "PNG"),
    "black_and_white.png": encoded(picture().convert("1"), "PNG"),
    "palette.png": encoded(picture().quantize(16), "PNG"),
    "transparent.png": encoded(with_alpha(), "PNG"),
    "grey_transparent.png": encoded(with_alpha().convert("LA"), "PNG"),
    "gamma.png": encoded(picture(), "PNG", pnginfo=gamma()),
    "lossless.webp": encoded(picture(), "WEBP", lossless=True),
    "lossy.webp": encoded(picture(), "WEBP", quality=80),
    "rgb.bmp": encoded(picture(), "BMP"),
    "palette.bmp": encoded(picture().quantize(16), "BMP"),
}


def decoded(content):
    """C×H×W bytes."""
    return numpy.ascontiguousarray(numpy.asarray(Image.open(io.BytesIO(content)).convert("RGB")).transpose(2, 0, 1))


with Topic(__file__, uses=["PIL", "numpy"]) as topic:
    topic.tensors("files", {name: numpy.frombuffer(content, numpy.uint8) for name, content in FILES.items()})
    topic.tensors("pixels", {name: decoded(content) for name, content in FILES.items()})
