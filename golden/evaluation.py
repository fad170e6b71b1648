#!/usr/bin/python3
"""Logits of torchvision's EfficientNets with weights from the written rule, on images through torchvision's transforms."""

from _topic import Topic
import math

import numpy
import torch
import torchvision
from PIL import Image
from torchvision.transforms import Compose, InterpolationMode, Normalize, Resize, ToTensor

from _written_rule import octets, uniform


def weights(name, like, calm=False):
    """
    Values that keep activations and logits near 1, so that the comparison means something. Calm ones do so in deep networks:
    the last norm of a residual branch adds little.
    """
    shape = tuple(like.shape)
    if name.endswith("num_batches_tracked"):
        return torch.tensor(7)
    if name.endswith("running_var"):
        low, high = 0.5, 1.5
    elif name.endswith("running_mean") or name.endswith("bias"):
        low, high = -0.2, 0.2
    elif calm and name.endswith((".block.2.1.weight", ".block.3.1.weight")) and ".0.block." not in name:
        low, high = 0.05, 0.15
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


class Same(torch.nn.Module):
    """A convolution padded as TensorFlow's "SAME" (tf.nn: out = ceil(in / stride), the odd pixel below and to the right)."""

    def __init__(self, convolution):
        super().__init__()
        self.weight, self.stride, self.groups = convolution.weight, convolution.stride[0], convolution.groups

    def forward(self, images):
        def sides(size):
            total = max((math.ceil(size / self.stride) - 1) * self.stride + self.weight.shape[-1] - size, 0)
            return total // 2, total - total // 2

        padded = torch.nn.functional.pad(images, sides(images.shape[3]) + sides(images.shape[2]))
        return torch.nn.functional.conv2d(padded, self.weight, stride=self.stride, groups=self.groups)


def network_of(name, calm=False):
    built = getattr(torchvision.models, name)(num_classes=10).eval()
    built.load_state_dict({name: weights(name, like, calm) for name, like in built.state_dict().items()})
    return built


def in_tensorflow(built):
    """The same as TensorFlow computes it: every convolution that looks beyond a pixel padded "SAME", and batch norm's eps 1e-3."""
    for module in list(built.modules()):
        for name, part in list(module.named_children()):
            if isinstance(part, torch.nn.Conv2d) and part.kernel_size[0] > 1:
                setattr(module, name, Same(part))
            if isinstance(part, torch.nn.BatchNorm2d):
                part.eps = 1e-3
    return built


network = network_of("efficientnet_b0")
# Squares of 8 and 7 pixels: noise pixel by pixel looks all the same to a network.
colour = octets("evaluation/colour", (12, 3, 4, 4)).repeat(8, axis=2).repeat(8, axis=3)
grey = octets("evaluation/grey", (12, 4, 4)).repeat(7, axis=1).repeat(7, axis=2)

colours = [Image.fromarray(numpy.ascontiguousarray(each.transpose(1, 2, 0))) for each in colour]

with Topic(__file__, uses=["torch", "torchvision", "PIL", "numpy"]) as topic:
    topic.tensors("logits", {
        "cifar-10 at 48": logits(network, colours, 48),
        "fashion-mnist at 40": logits(network, [Image.fromarray(each) for each in grey], 40),
        "efficientnet_b4": logits(network_of("efficientnet_b4", calm=True), colours, 48),
        "efficientnet_b0": logits(network_of("efficientnet_b0", calm=True), colours, 48),
        "tf_efficientnet_b0": logits(in_tensorflow(network_of("efficientnet_b0", calm=True)), colours, 48),
    })
