#!/usr/bin/python3
"""Ten steps of the published distillation of a B4 into a B0 on written 32-px images: losses in float64, and in float32 four ways."""

import copy

from _topic import Topic
import torch
import torch.nn.functional as F

from _written_network import written_network
from _written_rule import integers, uniform

STEPS, BATCH, SIZE, TEMPERATURE = 10, 8, 32, 5.0


def losses(teacher, student, dtype, layout):
    """The loss of every step: Adam at 0.001, both weights 1, the teacher in evaluation."""
    teacher, student = (copy.deepcopy(network).to(dtype).to(memory_format=layout) for network in (teacher, student))
    teacher.eval()
    student.train()
    optimiser = torch.optim.Adam(student.parameters(), lr=0.001)
    values = []
    for step in range(STEPS):
        images = torch.from_numpy(uniform(f"distillation/images/{step}", (BATCH, 3, SIZE, SIZE), -2, 2)).float().to(dtype)
        images = images.to(memory_format=layout)
        labels = torch.from_numpy(integers(f"distillation/labels/{step}", (BATCH,), 10))
        with torch.no_grad():
            target = F.softmax(teacher(images) / TEMPERATURE, 1)
        logits = student(images)
        soft = TEMPERATURE**2 * F.kl_div(F.log_softmax(logits / TEMPERATURE, 1), target, reduction="batchmean")
        loss = soft + F.cross_entropy(logits, labels)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        values.append(loss.item())
    return values


def singles(teacher, student):
    for layout in [torch.contiguous_format, torch.channels_last]:
        for fast in [True, False]:
            with torch.backends.mkldnn.flags(enabled=fast):
                yield losses(teacher, student, torch.float32, layout)


with Topic(__file__, uses=["torch", "torchvision"]) as topic:
    teacher = written_network("distillation/teacher", "efficientnet_b4", 10)
    student = written_network("distillation/student", "efficientnet_b0", 10)
    topic.json("losses", {
        "float64": losses(teacher, student, torch.float64, torch.contiguous_format),
        "float32": list(singles(teacher, student)),
    })
