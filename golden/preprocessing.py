#!/usr/bin/python3
"""Resize, augmentation and normalisation of images by torchvision and Pillow, with the drawn parameters given."""

from _topic import Topic
import collections

import numpy
import torch
from PIL import Image
from torchvision.transforms import Compose, Normalize, RandomErasing, RandomResizedCrop, Resize, ToTensor
from torchvision.transforms import functional as F

from _written_rule import octets

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def image(channels, height, width):
    """A PIL image of noise, the hardest to resize."""
    pixels = octets(f"preprocessing/{channels}x{height}x{width}", (channels, height, width))
    return Image.fromarray(pixels[0] if channels == 1 else numpy.ascontiguousarray(pixels.transpose(1, 2, 0)))


def pixels(picture):
    """C×H×W bytes of a PIL image."""
    array = numpy.asarray(picture)
    return numpy.ascontiguousarray(array[None] if array.ndim == 2 else array.transpose(2, 0, 1))


RESIZES = [
    ((3, 32, 32), 132), ((1, 32, 32), 224), ((1, 28, 28), 32), ((3, 32, 32), 64), ((3, 32, 32), 48),
    ((3, 40, 40), 32), ((3, 32, 32), 20), ((1, 100, 100), 7), ((1, 24, 40), 32), ((3, 1, 5), 8), ((3, 32, 32), 32),
]


def resizes():
    pil, tensor = {}, {}
    for shape, size in RESIZES:
        name = "{}x{}x{}_to_{}".format(*shape, size)
        original = image(*shape)
        pil[name] = pixels(F.resize(original, [size, size]))
        tensor[name] = F.resize(F.to_tensor(original), [size, size])
    return pil, tensor


def crops():
    for top, left in [(0, 0), (8, 8), (4, 4), (0, 8), (3, 7), (6, 1)]:
        yield f"{top}_{left}", pixels(F.crop(F.pad(image(3, 32, 32), 4), top, left, 32, 32))


ANGLES = [-15, -14.9, -7.3, -1, -0.001, 0, 0.5, 3.14159, 11.25, 15, 30, 45, 60, 90, -90, 180]


def rotations():
    for angle in ANGLES:
        yield f"3x32x32_{angle}", pixels(F.rotate(image(3, 32, 32), angle))
    for shape in [(1, 24, 40), (1, 33, 33)]:
        for angle in [-15, 7.7]:
            yield "{}x{}x{}_{}".format(*shape, angle), pixels(F.rotate(image(*shape), angle))


WINDOWS = [(0, 0, 32, 32), (3, 5, 10, 13), (31, 31, 1, 1), (0, 0, 1, 32), (7, 2, 20, 24), (12, 0, 16, 32), (1, 9, 31, 23)]


def resized_crops():
    for window in WINDOWS:
        for size in [24, 64]:
            yield "{}_{}_{}_{}_to_{}".format(*window, size), pixels(F.resized_crop(image(3, 32, 32), *window, [size, size]))
    yield "5_3_21_19_to_224", pixels(F.resized_crop(image(1, 32, 32), 5, 3, 21, 19, [224, 224]))


RECTANGLES = [(0, 0, 32, 32), (3, 5, 10, 13), (31, 31, 1, 1), (0, 0, 1, 31), (12, 0, 0, 4)]


def erased():
    """Rectangles of an image's bytes, black and grey."""
    for rectangle in RECTANGLES:
        for value in [0, 118]:
            original = torch.from_numpy(pixels(image(3, 32, 32)))
            yield "{}_{}_{}_{}_{}".format(*rectangle, value), F.erase(original, *rectangle, torch.tensor([float(value)])[:, None, None]).numpy()


def all_three():
    """The published data method at 64 px, with its draws given."""
    picture = F.resized_crop(image(3, 32, 32), 5, 8, 22, 18, [64, 64])
    return pixels(F.rotate(F.hflip(picture), -9.75))


def drawn_windows():
    """How often torchvision draws each height and width of a window of a 32-px image, in 200,000 draws."""
    torch.manual_seed(1)
    picture = image(1, 32, 32)
    counts = collections.Counter(RandomResizedCrop.get_params(picture, [0.08, 1.0], [3 / 4, 4 / 3])[2:] for _ in range(200_000))
    return [[height, width, count] for (height, width), count in sorted(counts.items())]


def drawn_rectangles():
    """How often torchvision erases each height and width of a 32-px image, tall ones more often, in 200,000 draws."""
    torch.manual_seed(1)
    whole = torch.zeros(3, 32, 32)
    counts = collections.Counter(RandomErasing.get_params(whole, [0.02, 0.33], [0.5, 3.3], [0.0])[2:4] for _ in range(200_000))
    return [[height, width, count] for (height, width), count in sorted(counts.items())]


def central_windows():
    """The windows that are taken when no drawn one fits: twice the image's area never does."""
    shapes = [(32, 32), (24, 40), (40, 24), (30, 40), (40, 30), (7, 31), (31, 7), (1, 50), (28, 29)]
    return [{
        "image": shape,
        "window": RandomResizedCrop.get_params(image(1, *shape), [2.0, 2.0], [3 / 4, 4 / 3]),
    } for shape in shapes]


with Topic(__file__, uses=["torch", "torchvision", "PIL", "numpy"]) as topic:
    pil, tensor = resizes()
    topic.tensors("pil_resize", pil)
    topic.tensors("tensor_resize", tensor)
    topic.tensors("padded_crop", dict(crops()))
    topic.tensors("horizontal_flip", {name: pixels(F.hflip(image(*shape))) for name, shape in
                                      {"3x32x32": (3, 32, 32), "1x33x33": (1, 33, 33)}.items()})
    topic.tensors("rotation", dict(rotations()))
    topic.tensors("resized_crop", dict(resized_crops()))
    topic.tensors("erased", dict(erased()))
    topic.tensors("data_method", {"64": all_three()})
    topic.json("drawn_windows", drawn_windows())
    topic.json("drawn_rectangles", drawn_rectangles())
    topic.json("central_windows", central_windows())
    ramp = Image.fromarray(numpy.repeat(numpy.arange(256, dtype=numpy.uint8).reshape(16, 16, 1), 3, axis=2))
    topic.tensors("compose", {
        "bytes": Compose([ToTensor(), Normalize(MEAN, STD)])(ramp),
        "pil": Compose([Resize((48, 48)), ToTensor(), Normalize(MEAN, STD)])(image(3, 32, 32)),
        "tensor": Compose([ToTensor(), Resize((48, 48)), Normalize(MEAN, STD)])(image(3, 32, 32)),
    })
