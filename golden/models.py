#!/usr/bin/python3
"""
What B0 and B4 compute in float64 from written weights and images, in evaluation and in training, and how far float32 is off.

EFFICIENTNET.safetensors holds by SIZE/MODEL the logits and the loss whole; of every stage's output, every gradient and,
after training, every running mean and variance one row: sum, norm, largest absolute entry and 16 entries. distances.json
holds for each group of tensors by how much float32 is off in the Euclidean norm, relative to the group's own: the largest of its float32 runs.
"""

import copy

from _topic import Topic
import numpy
import torch

from _written_network import written_network
from _written_rule import integers, uniform

# Those of the recipes for B0; of B4 the smallest and the paper's, because it takes a minute a size.
SIZES = {"efficientnet_b0": [32, 64, 132, 224], "efficientnet_b4": [32, 132]}
LABELS = torch.tensor([3, 0, 7])
MODES = {"eval1": (1, False), "eval3": (3, False), "train3": (3, True)}


def outcome(network, images, training, order=None):
    """Everything that one pass forward and one backward leave behind, by kind and name. ORDER says which the images are."""
    order = torch.tensor(order if order else range(len(images)))
    back = order.argsort()
    network.train(training)
    network.zero_grad()
    outputs = []
    hooks = [part.register_forward_hook(lambda _, __, output: outputs.append(output.detach()[back])) for part in network.features]
    logits = network(images)
    loss = torch.nn.functional.cross_entropy(logits, LABELS[order])
    loss.backward()
    for hook in hooks:
        hook.remove()
    result = {
        "logits": {"logits": logits.detach()[back]},
        "loss": {"loss": loss.detach()},
        "stages": {f"features.{i}": output for i, output in enumerate(outputs)},
        "gradients": {name: parameter.grad.clone() for name, parameter in network.named_parameters()},
    }
    if training:
        result["statistics"] = {name: buffer.clone() for name, buffer in network.named_buffers() if buffer.is_floating_point()}
    return result


def group(kind, name, dimensions):
    """
    Which tensors are measured against one largest entry: those of one role in one stage. (Batch norm makes some gradients
    vanish but for rounding, so a tensor cannot always be its own measure.)
    """
    part, last = ".".join(name.split(".")[:2]), name.split(".")[-1]
    if kind == "gradients":
        role = "excitation" if ".fc" in name else "convolution" if dimensions > 1 else "norm"
        return f"{part} {role} {last}"
    if kind == "statistics":
        return f"{part} {last}"
    return name if kind == "stages" else "logits and loss"


def row(name, tensor):
    flat = tensor.flatten().double()
    places = integers(f"models/entries/{name}", (16,), flat.numel())
    return torch.cat([torch.stack([flat.sum(), flat.norm(), flat.abs().max()]), flat[torch.from_numpy(places)]])


def distances(truth, results):
    """Of each group the root of the summed squares of the differences, relative to that of the true entries; the largest of the results."""
    sums = {}
    for kind, tensors in truth.items():
        for name, exact in tensors.items():
            sum_ = sums.setdefault(group(kind, name, exact.dim()), torch.zeros(1 + len(results), dtype=torch.float64))
            sum_ += torch.stack([exact.square().sum()] + [(result[kind][name].double() - exact).square().sum() for result in results])
    return {key: (sum_[1:].max() / sum_[0]).sqrt().item() for key, sum_ in sums.items()}


def images(size):
    return torch.from_numpy(uniform(f"models/images/{size}/11", (3, 3, size, size), -2, 2)).float().double()


def singles(network, batch, training):
    """
    What float32 makes of it in both orders in memory, with oneDNN's kernels and PyTorch's own; at 32 px in training, where
    rounding errors grow most and so vary most, also with the images in other orders.
    """
    orders = [[0, 1, 2], [1, 2, 0], [2, 0, 1]] if training and batch.shape[-1] == 32 else [list(range(len(batch)))]
    for layout in [torch.contiguous_format, torch.channels_last]:
        for fast in [True, False]:
            with torch.backends.mkldnn.flags(enabled=fast):
                for order in orders:
                    single = copy.deepcopy(network).float().to(memory_format=layout)
                    yield outcome(single, batch.float()[order].to(memory_format=layout), training, order)


with Topic(__file__, uses=["torch", "torchvision"]) as topic:
    off = {}
    for architecture, sizes in SIZES.items():
        network = written_network(f"models/{architecture}", architecture, 10)
        tensors = {}
        off[architecture] = {}
        for size in sizes:
            for mode, (count, training) in MODES.items():
                batch = images(size)[:count]
                truth = outcome(copy.deepcopy(network), batch, training)
                off[architecture][f"{size}/{mode}"] = distances(truth, list(singles(network, batch, training)))
                for kind, values in truth.items():
                    tensors[f"{size}/{mode}/{kind}"] = (
                        next(iter(values.values())) if kind in ("logits", "loss")
                        else torch.stack([row(name, value) for name, value in values.items()]))
        topic.tensors(architecture, tensors)
    topic.json("distances", off)
