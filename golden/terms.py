#!/usr/bin/python3
"""Terms of losses beside cross entropy and soft targets: values, gradients and what they keep, batch by batch, in float64 and float32."""

from _topic import Topic
import torch
import torch.nn.functional as F

from _written_rule import integers, uniform

# Of each case: images of a batch, classes, channels of student and teacher, sides of their maps, largest logit, temperature.
CASES = [(16, 10, 8, 12, 4, 4, 4, 4.0), (5, 3, 6, 4, 6, 3, 2, 1.0), (32, 10, 16, 8, 2, 4, 8, 10.0)]
BATCHES = 3


def tensors(case, batch, dtype):
    count, classes, mine, its, side, other, largest, _ = CASES[case]

    def of(name, shape, high):
        return torch.from_numpy(uniform(f"terms/{case}/{batch}/{name}", shape, -high, high)).to(dtype)

    return {
        "labels": torch.from_numpy(integers(f"terms/{case}/{batch}/labels", (count,), classes)),
        "student": of("student", (count, classes), largest).requires_grad_(),
        "teacher": of("teacher", (count, classes), largest),
        "map": of("map", (count, mine, side, side), 2).requires_grad_(),
        "teachers_map": of("teachers_map", (count, its, other, other), 2),
        "pooled": of("pooled", (count, mine), 2).requires_grad_(),
        "teachers_pooled": of("teachers_pooled", (count, its), 2),
    }


def weights(case, dtype):
    _, classes, mine, its, *_ = CASES[case]

    def of(name, shape):
        return torch.from_numpy(uniform(f"terms/{case}/{name}", shape, -1, 1)).to(dtype)

    return of("adaptor", (its, mine)).requires_grad_(), of("classifier", (classes, its)), of("bias", (classes,))


def divergences(student, teacher, temperature):
    target = F.log_softmax(teacher / temperature, 1)
    return temperature**2 * F.kl_div(F.log_softmax(student / temperature, 1), target, reduction="none", log_target=True).sum(1)


class Reweighted:
    def __init__(self, classes, as_published):
        self.kept, self.as_published = torch.zeros(classes, dtype=torch.int64), as_published

    def call(self, logits, labels):
        whole = 0.0
        for c in labels.unique():
            self.kept[c] += (labels == c).sum()
            whole = whole + F.binary_cross_entropy_with_logits(logits[:, c], (labels == c).to(logits.dtype)) / self.kept[c].to(logits.dtype).sqrt()
        return whole

    def __call__(self, given):
        if self.as_published:
            self.call(given["student"], given["labels"])
        return self.call(given["student"], given["labels"])

    def validated(self, given):
        if self.as_published:
            self.call(given["teacher"], given["labels"])


class Trust:
    def __init__(self, case, temperature):
        count, classes, *_, largest, _ = CASES[case]
        logits = torch.from_numpy(uniform(f"terms/{case}/held_out", (20 * classes, classes), -largest, largest))
        labels = torch.arange(20 * classes) % classes
        logits[torch.arange(20 * classes), labels] += largest * (labels - 1) / classes
        p = logits.softmax(1)
        others = p.clone()
        others[torch.arange(20 * classes), labels] = -1
        margin = p[torch.arange(20 * classes), labels] - others.max(1).values
        self.kept = torch.stack([margin[labels == c].mean() for c in range(classes)]).clamp(min=0)
        self.temperature = temperature

    def __call__(self, given):
        student, t = given["student"], self.temperature
        alpha = self.kept.to(student.dtype)[given["labels"]]
        soft = F.cross_entropy(student / t, F.softmax(given["teacher"] / t, 1), reduction="none") * t**2
        return ((1 - alpha) * F.cross_entropy(student, given["labels"], reduction="none") + alpha * soft).mean()


class Dro:
    def __init__(self, classes, temperature, label_weight, taught, eta=0.1):
        self.kept, self.eta = torch.full((classes,), 1 / classes, dtype=torch.float64), eta
        self.temperature, self.label_weight, self.taught = temperature, label_weight, taught

    def __call__(self, given):
        student, labels = given["student"], given["labels"]
        losses = F.cross_entropy(student, labels, reduction="none")
        if self.taught:
            losses = divergences(student, given["teacher"], self.temperature) + self.label_weight * losses
        there = labels.unique()
        of_class = torch.stack([losses[labels == c].mean() for c in there])
        grown = self.kept[there] * torch.exp(self.eta * of_class.detach().double())
        self.kept[there] = grown * self.kept[there].sum() / grown.sum()
        return (self.kept[there].to(student.dtype) * of_class).sum()


def hint(given, case, adaptor):
    side, other = CASES[case][4:6]
    mine, its = given["map"], given["teachers_map"]
    if side > other:
        mine = F.adaptive_avg_pool2d(mine, other)
    if side < other:
        its = F.adaptive_avg_pool2d(its, side)
    adapted = F.batch_norm(F.conv2d(mine, adaptor[:, :, None, None]), None, None, training=True)
    return F.mse_loss(adapted, its)


def srrl(given, adaptor, classifier, bias):
    adapted = F.batch_norm(F.linear(given["pooled"], adaptor), None, None, training=True)
    features = F.mse_loss(adapted, given["teachers_pooled"])
    return features + 0.7 * F.mse_loss(F.linear(adapted, classifier, bias), given["teacher"])


def similarity(mine, its):
    def alike(features):
        rows = features.flatten(1)
        return F.normalize(rows @ rows.T, dim=1)

    return (alike(its) - alike(mine)).pow(2).sum() / len(mine) ** 2


def computed(case, dtype, values, gradients):
    count, classes, *_, temperature = CASES[case]
    adaptor, classifier, bias = weights(case, dtype)
    terms = {
        "class_reweighted": Reweighted(classes, False),
        "class_reweighted as published": Reweighted(classes, True),
        "class_trust": Trust(case, temperature),
        "group_dro": Dro(classes, temperature, 0, False),
        "group_dro of teacher": Dro(classes, temperature, 0.5, True),
        "hint": lambda given: hint(given, case, adaptor),
        "srrl": lambda given: srrl(given, adaptor, classifier, bias),
        "similarity": lambda given: similarity(given["pooled"], given["teachers_pooled"]),
        "similarity of maps": lambda given: similarity(given["map"], given["teachers_map"]),
        "advice": lambda given: divergences(given["student"], given["teacher"], temperature).mean(),
    }
    precision = str(dtype).split(".")[1]
    for name, term in terms.items():
        for batch in range(BATCHES):
            given = tensors(case, batch, dtype)
            adaptor.grad = None
            value = term(given)
            value.backward()
            key = f"{case}/{name}/{batch}/{precision}"
            values[key] = {"value": value.item()}
            if hasattr(term, "kept"):
                values[key]["kept"] = [float(kept) for kept in term.kept]
            for of in ["student", "map", "pooled"]:
                if given[of].grad is not None:
                    gradients[f"{key}/{of}"] = given[of].grad
            if adaptor.grad is not None:
                gradients[f"{key}/adaptor"] = adaptor.grad.clone()
            if hasattr(term, "validated"):
                term.validated(given)


with Topic(__file__, uses=["torch"]) as topic:
    values, gradients = {}, {}
    for case in range(len(CASES)):
        for dtype in [torch.float64, torch.float32]:
            computed(case, dtype, values, gradients)
    topic.json("cases", [
        dict(zip(["count", "classes", "student_channels", "teacher_channels", "student_side", "teacher_side", "largest", "temperature"], case))
        for case in CASES
    ])
    topic.json("values", values)
    topic.tensors("gradients", gradients)
