#!/usr/bin/python3
"""Names, shapes and order of everything in state_dict, rates of the regularisers and counts of B0 to B7, by torchvision."""

from _topic import Topic
import torch
import torchvision
from torchvision.ops import StochasticDepth

FAMILY = [f"efficientnet_b{i}" for i in range(8)]

# Initial weights are not asked for here, and drawing 200 million of them takes long.
for draw in ["kaiming_normal_", "kaiming_uniform_", "uniform_"]:
    setattr(torch.nn.init, draw, lambda tensor, *_, **__: tensor)


def described(name):
    network = getattr(torchvision.models, name)(weights=None, num_classes=1000)
    parameters = dict(network.named_parameters())
    norms = [module for module in network.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    return {
        "parameters": sum(parameter.numel() for parameter in parameters.values()),
        "dropout": network.classifier[0].p,
        "stochastic_depth": {path: module.p for path, module in network.named_modules() if isinstance(module, StochasticDepth)},
        "batch_norm": sorted({(norm.eps, norm.momentum) for norm in norms}),
    }, "".join(
        f"{'parameter' if key in parameters else 'buffer'} {key} {'x'.join(map(str, tensor.shape)) or 'scalar'}\n"
        for key, tensor in network.state_dict().items())


with Topic(__file__, uses=["torch", "torchvision"]) as topic:
    facts = {}
    for name in FAMILY:
        facts[name], table = described(name)
        topic.text(f"{name}.txt", table)
    topic.json("facts", facts)
