#!/usr/bin/python3
"""
torchvision's B0 as it is changed for small images, in float64 at 64 px: without the stride of its last stage that has one, and with
batch norms of momentum 0.3. Logits, loss and after one pass in training sum and norm of every running mean and variance.
"""

from _topic import Topic
import torch

from _written_network import written_network
from _written_rule import uniform

network = written_network("small_images/efficientnet_b0", "efficientnet_b0", 10)
depthwise = network.features[6][0].block[1][0]
assert depthwise.stride == (2, 2)
depthwise.stride = (1, 1)
for module in network.modules():
    if isinstance(module, torch.nn.BatchNorm2d):
        module.momentum = 0.3

images = torch.from_numpy(uniform("small_images/images", (3, 3, 64, 64), -2, 2))
network.eval()
evaluated = network(images)
network.train()
logits = network(images)
loss = torch.nn.functional.cross_entropy(logits, torch.tensor([3, 0, 7]))

with Topic(__file__, uses=["torch", "torchvision"]) as topic:
    topic.tensors("efficientnet_b0", {
        "evaluated": evaluated,
        "trained": logits,
        "loss": loss,
        "statistics": torch.stack([
            torch.stack([buffer.sum(), buffer.norm()]) for buffer in network.buffers() if buffer.is_floating_point()]),
    })
