"""torchvision's EfficientNets with weights from the written rule, without dropout and stochastic depth."""

import math

import torch
import torchvision
from torchvision.ops import StochasticDepth

from _written_rule import uniform


def written_network(stream, name, classes):
    """
    A float64 network of float32 numbers, so that both dtypes hold the same weights: those of KEY in state_dict from the
    stream STREAM/KEY, within the bounds of _bounds.
    """
    for draw in ["kaiming_normal_", "kaiming_uniform_", "uniform_"]:
        setattr(torch.nn.init, draw, lambda tensor, *_, **__: tensor)
    network = getattr(torchvision.models, name)(weights=None, num_classes=classes)
    network.classifier[0].p = 0.0
    for module in network.modules():
        if isinstance(module, StochasticDepth):
            module.p = 0.0
    network.double().load_state_dict({
        key: _written(f"{stream}/{key}", *_bounds(key, tensor), tensor.shape) if tensor.is_floating_point() else tensor
        for key, tensor in network.state_dict().items()
    })
    return network


def _written(stream, low, high, shape):
    return torch.from_numpy(uniform(stream, tuple(shape), low, high)).float()


def _bounds(key, tensor):
    """
    Weights of batch norms are small where a residual is added (the last norm of every block but a stage's first), because
    training without that, at 32 px with three images, enlarges rounding errors a million times.
    """
    if tensor.dim() >= 2:
        bound = math.sqrt(6 / tensor[0].numel())
        return -bound, bound
    if key.endswith((".block.2.1.weight", ".block.3.1.weight")) and ".0.block." not in key:
        return 0.05, 0.15
    if key.endswith((".weight", ".running_var")):
        return 0.5, 1.5
    return -0.5, 0.5
