#!/usr/bin/python3
"""
Moving averages of a parameter and a buffer over steps, by PyTorch's AveragedModel with buffers and the decay of TensorFlow's
ExponentialMovingAverage with num_updates: by DECAY/NAME one row a step. Before the average of step s the values are those of
moving_average/STEP/NAME.
"""

from _topic import Topic
import torch
from torch.optim.swa_utils import AveragedModel

from _written_rule import uniform

STEPS = 30
SHAPES = {"weight": (3, 4), "running_mean": (5,)}


class Layer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(SHAPES["weight"], dtype=torch.float64))
        self.register_buffer("running_mean", torch.zeros(SHAPES["running_mean"], dtype=torch.float64))


def averages(decay):
    def average(averaged, value, steps):
        d = min(decay, (1 + steps.item()) / (10 + steps.item()))
        return d * averaged + (1 - d) * value

    layer = Layer()
    averaged = AveragedModel(layer, avg_fn=average, use_buffers=True)
    rows = {name: [] for name in SHAPES}
    for step in range(STEPS):
        with torch.no_grad():
            for name, value in layer.state_dict().items():
                value.copy_(torch.from_numpy(uniform(f"moving_average/{step}/{name}", SHAPES[name], -1, 1)))
        averaged.update_parameters(layer)
        for name in SHAPES:
            rows[name].append(averaged.module.state_dict()[name].flatten().clone())
    return {f"{decay}/{name}": torch.stack(row) for name, row in rows.items()}


with Topic(__file__, uses=["torch"]) as topic:
    topic.tensors("averages", {name: rows for decay in [0.1, 0.5, 0.999] for name, rows in averages(decay).items()})
