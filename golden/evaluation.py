#!/usr/bin/python3
"""Logits of torchvision's EfficientNet-B0 with weights from the written rule, on images through torchvision's transforms."""

from _topic import Topic
import math

import numpy
import torch
import torchvision
from PIL import Image
from torchvision.transforms import Compose, InterpolationMode, Normalize, Resize, ToTensor

from _written_rule import octets, uniform


def weights(name, like):
    """Values that keep activations and logits near 1, so that the comparison means something."""
    shape = tuple(like.shape)
    if name.endswith("num_batches_tracked"):
        return torch.tensor(7)
    if name.endswith("running_var"):
        low, high = 0.5, 1.5
    elif name.endswith("running_mean") or name.endswith("bias"):
        low, high = -0.2, 0.2
    elif len(shape) == 1:
        low, high = 0.6, 1.4
    else:
        high = math.sqrt(6 / math.prod(shape[1:]))
        low = -high
    return torch.from_numpy(uniform(f"evaluation/{name}", shape, low, high)).float()


def logits(network, images, size):
    prepare = Compose([
        Resize((size, size), interpolation=InterpolationMode.BILINEAR), ToTensor(),
        Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
    ])
    with torch.no_grad():
        return network(torch.stack([prepare(image.convert("RGB")) for image in images]))


network = torchvision.models.efficientnet_b0(num_classes=10).eval()
network.load_state_dict({name: weights(name, like) for name, like in network.state_dict().items()})
# Squares of 8 and 7 pixels: noise pixel by pixel looks all the same to a network.
colour = octets("evaluation/colour", (12, 3, 4, 4)).repeat(8, axis=2).repeat(8, axis=3)
grey = octets("evaluation/grey", (12, 4, 4)).repeat(7, axis=1).repeat(7, axis=2)

with Topic(__file__, uses=["torch", "torchvision", "PIL", "numpy"]) as topic:
    topic.tensors("logits", {
        "cifar-10 at 48": logits(network, [Image.fromarray(numpy.ascontiguousarray(each.transpose(1, 2, 0))) for each in colour], 48),
        "fashion-mnist at 40": logits(network, [Image.fromarray(each) for each in grey], 40),
    })
