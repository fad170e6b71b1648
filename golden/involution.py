#!/usr/bin/python3
"""
Involution and a RedNet (Li et al., CVPR 2021, arXiv 2103.06255) written from the paper's formula, and parameter counts: values and
gradients in float64.
"""

from _topic import Topic
import torch
import torch.nn.functional as F
from torch import nn

from _written_rule import uniform

# Images, channels, height and width, kernel, stride.
CASES = [(2, 32, 8, 8, 7, 1), (3, 16, 6, 4, 3, 2), (1, 64, 5, 7, 5, 2), (2, 48, 1, 1, 7, 1), (2, 16, 2, 2, 7, 2), (2, 80, 4, 4, 3, 1)]
BLOCKS = {26: (1, 2, 4, 1), 38: (2, 3, 5, 2), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
CHANNELS_PER_GROUP = 16


def involution(x, kernels, size, stride):
    """Sum over the size² neighbours of a place of kernel times value; kernels are N×(groups·size²)×H'×W', of equal groups of channels."""
    count, channels, height, width = x.shape
    out_height, out_width = kernels.shape[2:]
    kernels = kernels.reshape(count, channels // CHANNELS_PER_GROUP, size * size, out_height, out_width).repeat_interleave(CHANNELS_PER_GROUP, 1)
    neighbours = F.unfold(x, size, padding=(size - 1) // 2, stride=stride).reshape(count, channels, size * size, out_height, out_width)
    return (kernels * neighbours).sum(2)


class Involution(nn.Module):
    def __init__(self, channels, size, stride=1):
        super().__init__()
        self.size, self.stride = size, stride
        self.reduce = nn.Conv2d(channels, channels // 4, 1, bias=False)
        self.norm = nn.BatchNorm2d(channels // 4)
        self.span = nn.Conv2d(channels // 4, size * size * (channels // CHANNELS_PER_GROUP), 1)

    def forward(self, x):
        seen = x if self.stride == 1 else F.avg_pool2d(x, self.stride, self.stride, ceil_mode=True)
        return involution(x, self.span(self.norm(self.reduce(seen)).relu()), self.size, self.stride)


class Bottleneck(nn.Module):
    def __init__(self, channels, width, size, stride):
        super().__init__()
        self.branch = nn.Sequential(
            nn.Conv2d(channels, width, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            Involution(width, size, stride), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, 4 * width, 1, bias=False), nn.BatchNorm2d(4 * width))
        self.shortcut = nn.Identity() if stride == 1 and channels == 4 * width else nn.Sequential(
            nn.Conv2d(channels, 4 * width, 1, stride, bias=False), nn.BatchNorm2d(4 * width))

    def forward(self, x):
        return (self.branch(x) + self.shortcut(x)).relu()


class RedNet(nn.Module):
    def __init__(self, depth, classes, width=64, size=7):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, width // 2, 3, 2, 1, bias=False), nn.BatchNorm2d(width // 2), nn.ReLU(),
            Involution(width // 2, 3), nn.BatchNorm2d(width // 2), nn.ReLU(),
            nn.Conv2d(width // 2, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.MaxPool2d(3, 2, 1))
        channels, stages = width, []
        for stage, blocks in enumerate(BLOCKS[depth]):
            wide = width * 2**stage
            layers = []
            for block in range(blocks):
                layers.append(Bottleneck(channels, wide, size, 2 if stage > 0 and block == 0 else 1))
                channels = 4 * wide
            stages.append(nn.Sequential(*layers))
        self.stages = nn.Sequential(*stages)
        self.classifier = nn.Sequential(nn.Dropout(0), nn.Linear(channels, classes))

    def forward(self, x):
        return self.classifier(self.stages(self.stem(x)).mean((2, 3)))


def parameters(network):
    return sum(parameter.numel() for parameter in network.parameters())


def write(network, stream):
    """Each parameter has numbers of its own, by its name; statistics stay as they start."""
    for name, parameter in network.named_parameters():
        bound = 0.5 if parameter.dim() == 1 else (3 / parameter[0].numel()) ** 0.5
        middle = 1 if parameter.dim() == 1 else 0
        parameter.data.copy_(torch.from_numpy(uniform(f"{stream}/{name}", tuple(parameter.shape), middle - bound, middle + bound)))


with Topic(__file__, uses=["torch"]) as topic:
    topic.json("cases", [dict(zip(("images", "channels", "height", "width", "kernel", "stride"), case)) for case in CASES])
    tensors = {}
    for i, (images, channels, height, width, size, stride) in enumerate(CASES):
        x = torch.from_numpy(uniform(f"involution/{i}/x", (images, channels, height, width), -1, 1)).requires_grad_()
        out = (-(-height // stride), -(-width // stride))
        kernels = torch.from_numpy(
            uniform(f"involution/{i}/kernels", (images, size * size * channels // CHANNELS_PER_GROUP, *out), -1, 1)).requires_grad_()
        y = involution(x, kernels, size, stride)
        (y * torch.from_numpy(uniform(f"involution/{i}/direction", tuple(y.shape), -1, 1))).sum().backward()
        tensors |= {f"{i}/y": y, f"{i}/x": x.grad, f"{i}/kernels": kernels.grad}
    topic.tensors("values", tensors)

    counts = [[26, 64, 7, 1000], [26, 64, 7, 10], [26, 32, 7, 10], [38, 64, 7, 1000], [50, 64, 7, 1000], [101, 64, 7, 1000], [152, 64, 7, 1000], [26, 64, 3, 10]]
    topic.json("parameters", [
        {"depth": depth, "base": base, "kernel": size, "classes": classes, "parameters": parameters(RedNet(depth, classes, base, size))}
        for depth, base, size, classes in counts])

    network = RedNet(26, 10, 32, 3).double()
    write(network, "involution/rednet")
    images = torch.from_numpy(uniform("involution/rednet/images", (3, 3, 48, 48), -1, 1))
    labels = torch.tensor([3, 0, 7])
    network.train()
    logits = network(images)
    loss = F.cross_entropy(logits, labels)
    loss.backward()
    gradients = {name: parameter.grad.norm().item() for name, parameter in network.named_parameters()}
    statistics = {name: buffer.norm().item() for name, buffer in network.named_buffers() if buffer.is_floating_point()}
    with torch.no_grad():
        # As after some steps of training: statistics that start at 1 are those of nothing, and an involution squares what it is given.
        for _ in range(30):
            network(images)
        network.eval()
        evaluated = network(images)
    topic.json("network", {"loss": loss.item(), "gradient_norms": gradients, "statistics_norms": statistics})
    topic.tensors("logits", {"trained": logits, "evaluated": evaluated})
