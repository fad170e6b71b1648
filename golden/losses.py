#!/usr/bin/python3
"""Cross entropy, Kullback-Leibler divergence with temperature, their published sum and label smoothing, with gradients."""

from _topic import Topic
import torch
import torch.nn.functional as F

from _written_rule import integers, uniform

# Batch size, classes, largest logit, temperature, label smoothing.
CASES = [
    (8, 10, 4, 5.0, 0.0), (32, 10, 8, 5.0, 0.1), (3, 2, 4, 1.0, 0.0), (1, 10, 4, 2.0, 0.3), (8, 100, 10, 20.0, 0.0),
    (8, 10, 10, 0.5, 0.0), (8, 10, 4, 1000.0, 0.0), (8, 10, 1e4, 0.5, 0.0), (8, 10, 1e4, 5.0, 0.1), (8, 10, 1e4, 1000.0, 0.0),
]


def with_gradient(loss, logits):
    logits = logits.clone().requires_grad_()
    value = loss(logits)
    value.backward()
    return value.item(), logits.grad


with Topic(__file__, uses=["torch"]) as topic:
    cases, gradients = [], {}
    for i, (count, classes, largest, temperature, smoothing) in enumerate(CASES):
        student = torch.from_numpy(uniform(f"losses/{i}/student", (count, classes), -largest, largest))
        teacher = torch.from_numpy(uniform(f"losses/{i}/teacher", (count, classes), -largest, largest))
        labels = torch.from_numpy(integers(f"losses/{i}/labels", (count,), classes))

        def hard(logits):
            return F.cross_entropy(logits, labels, label_smoothing=smoothing)

        def soft(logits):
            # log_target: where a probability underflows to 0, its logarithm does not.
            target = F.log_softmax(teacher / temperature, 1)
            return temperature**2 * F.kl_div(F.log_softmax(logits / temperature, 1), target, reduction="batchmean", log_target=True)

        case = {"count": count, "classes": classes, "largest": largest, "temperature": temperature, "smoothing": smoothing}
        for name, loss in {"hard": hard, "soft": soft, "sum": lambda logits: soft(logits) + hard(logits)}.items():
            case[name], gradients[f"{i}/{name}"] = with_gradient(loss, student)
        cases.append(case)
    topic.json("cases", cases)
    topic.tensors("gradients", gradients)
