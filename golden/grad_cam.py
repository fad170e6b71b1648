#!/usr/bin/python3
"""Grad-CAM of torchvision's B0 in float64 by hooks at the last convolution's map, for the class of each of three images."""

from _topic import Topic
import torch

from _written_network import written_network
from _written_rule import uniform

SIZE, CLASSES = 96, [3, 0, 7]

with Topic(__file__, uses=["torch", "torchvision"]) as topic:
    network = written_network("models/efficientnet_b0", "efficientnet_b0", 10).eval()
    images = torch.from_numpy(uniform("grad_cam/images", (3, 3, SIZE, SIZE), -2, 2)).float().double()
    maps = []
    for image, c in zip(images, CLASSES):
        kept = {}

        def keep(_, __, output):
            output.retain_grad()
            kept["map"] = output

        hook = network.features.register_forward_hook(keep)
        network(image[None])[0, c].backward()
        hook.remove()
        weights = kept["map"].grad.mean((2, 3), keepdim=True)
        maps.append(torch.relu((weights * kept["map"]).sum(1))[0].detach())
    topic.tensors("maps", {"maps": torch.stack(maps)})
