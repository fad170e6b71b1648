#!/usr/bin/python3
"""
Twenty steps of every optimiser under every schedule, and the rates of the schedules over stages of several lengths.

The loss of step s is the sum of half the squared parameters and of their products with the numbers of optimisers/STEP/NAME.
"""

from _topic import Topic
import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR, OneCycleLR

from _written_rule import uniform

STEPS = 20


def optimiser(kind, groups, rate):
    if kind == "adam":
        return torch.optim.Adam(groups, lr=rate)
    if kind == "adamw":
        return torch.optim.AdamW(groups, lr=rate)
    return torch.optim.SGD(groups, lr=rate, momentum=0.9, nesterov=True)


def schedule(kind, stepped, rate, steps, warmup):
    if kind == "constant":
        return LambdaLR(stepped, lambda _: 1.0)
    if kind == "cosine":
        return CosineAnnealingLR(stepped, T_max=steps)
    strategy = "linear" if kind == "one_cycle_linear" else "cos"
    return OneCycleLR(stepped, max_lr=rate, total_steps=steps, pct_start=warmup, anneal_strategy=strategy, cycle_momentum=False)


def twenty_steps(kind, curve, rate, decay):
    """The parameters after each step, weight and bias in one row."""
    layer = torch.nn.Linear(4, 3).double()
    with torch.no_grad():
        for name, parameter in layer.named_parameters():
            parameter.copy_(torch.from_numpy(uniform(f"optimisers/{name}", tuple(parameter.shape), -1, 1)))
    stepped = optimiser(kind, [
        {"params": [layer.weight], "weight_decay": decay},
        {"params": [layer.bias], "weight_decay": 0.0},
    ], rate)
    rates = schedule(curve, stepped, rate, STEPS, 0.3)
    rows = []
    for step in range(STEPS):
        stepped.zero_grad()
        loss = sum(
            (parameter.square() / 2 + parameter * torch.from_numpy(uniform(f"optimisers/{step}/{name}", tuple(parameter.shape), -1, 1))).sum()
            for name, parameter in layer.named_parameters())
        loss.backward()
        stepped.step()
        rates.step()
        rows.append(torch.cat([parameter.detach().flatten() for parameter in layer.parameters()]))
    return torch.stack(rows)


def curve_of(kind, steps, warmup):
    stepped = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.3)
    rates = schedule(kind, stepped, 0.3, steps, warmup)
    values = []
    for _ in range(steps):
        values.append(stepped.param_groups[0]["lr"])
        stepped.step()
        if len(values) < steps:
            rates.step()
    return values


with Topic(__file__, uses=["torch"]) as topic:
    topic.tensors("steps", {
        f"{kind}/{curve}/{rate}/{decay}": twenty_steps(kind, curve, rate, decay)
        for kind, rate in [("adam", 0.001), ("adam", 0.1), ("adamw", 0.01), ("sgd", 0.1)]
        for curve in ["constant", "cosine", "one_cycle", "one_cycle_linear"]
        for decay in [0.0, 0.05]
    })
    topic.json("rates", [
        {"schedule": kind, "steps": steps, "warmup": warmup, "rates": curve_of(kind, steps, warmup)}
        for kind, steps, warmup in [
            ("constant", 5, 0.3), ("cosine", 1, 0.3), ("cosine", 20, 0.3), ("cosine", 157, 0.3),
            ("one_cycle", 20, 0.3), ("one_cycle", 20, 0.2), ("one_cycle", 157, 0.2), ("one_cycle", 10, 0.5), ("one_cycle", 7, 0.9),
            ("one_cycle_linear", 20, 0.3), ("one_cycle_linear", 157, 0.2), ("one_cycle_linear", 10, 0.5), ("one_cycle_linear", 7, 0.9),
        ]
    ])
