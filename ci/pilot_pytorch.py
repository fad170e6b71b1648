"""Trains a recipe's baseline on CIFAR-10 from random weights in PyTorch, the fastest way a user gets: what `ci/minutes.sh` runs after this program.

    python3 ci/pilot_pytorch.py recipe.yaml --data FOLDER --threads 2 --target 0.88

The recipe is one that `reproduction recipe show` has written out. What PyTorch's side has no part for is refused, but for an
alternating flip, for which it flips at random. Prints for each epoch the minutes since the process began and the accuracy on the
images held out to choose an epoch, and ends at the target. Threads are set, because Debian's PyTorch starts with one; images are
prepared by as many worker processes.
"""

import argparse
import copy
import math
import time

import yaml

from bench_pytorch import Records, set_threads, started

import torch
import torchvision
from torch import nn


def expect(key, found, expected):
    if found != expected:
        raise SystemExit(f"pilot_pytorch: {key}: {found}, expected {expected}")


def batches(records, recipe, model, indices, size, workers, augmented):
    t = torchvision.transforms
    crop, flip = model["augmentation"]
    first = [t.RandomCrop(32, padding=crop["random_crop"]["padding"]), t.RandomHorizontalFlip(flip["random_horizontal_flip"]["probability"])]
    normalize = t.Normalize(recipe["input"]["mean"], recipe["input"]["std"])
    records.transform = t.Compose([*(first if augmented else []), t.Resize(size), t.ToTensor(), normalize])
    subset = torch.utils.data.Subset(records, indices)
    return torch.utils.data.DataLoader(subset, model["training"]["batch_size"], shuffle=augmented, num_workers=workers)


def network(settings):
    expect("weights", settings["weights"], "random")
    expect("initialisation", settings["initialisation"], "fan_in_zero_residual")
    expect("settings of the network", sorted(settings), ["architecture", "dropout", "initialisation", "stochastic_depth", "weights"])
    create = getattr(torchvision.models, settings["architecture"])
    model = create(num_classes=10, stochastic_depth_prob=settings["stochastic_depth"])
    model.classifier[0].p = settings["dropout"]
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            fan_in = module.weight[0].numel()
            nn.init.normal_(module.weight, 0, math.sqrt(2 / fan_in))
        elif isinstance(module, nn.Linear):
            nn.init.zeros_(module.weight)
        elif isinstance(module, torchvision.models.efficientnet.MBConv) and module.use_res_connect:
            nn.init.zeros_(module.block[-1][1].weight)
    return model.to(memory_format=torch.channels_last)


class MovingAverage:
    """Of weights and of batch norms' buffers, as TensorFlow's: min(decay, (1 + n) / (10 + n)) of the past after n steps; counts are copied."""

    def __init__(self, model, decay):
        self.model, self.decay, self.steps = copy.deepcopy(model), decay, 0
        self.pairs = list(zip(self.model.state_dict().values(), model.state_dict().values()))

    @torch.no_grad()
    def update(self):
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for own, moving in self.pairs:
            if own.is_floating_point():
                own.lerp_(moving, 1 - decay)
            else:
                own.copy_(moving)
        self.steps += 1


def accuracy(model, loader):
    model.eval()
    right = seen = 0
    with torch.inference_mode():
        for images, labels in loader:
            right += (model(images.contiguous(memory_format=torch.channels_last)).argmax(1) == labels).sum().item()
            seen += len(labels)
    return right / seen


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("recipe")
    parser.add_argument("--data", required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--target", type=float, required=True)
    arguments = parser.parse_args()
    set_threads(arguments.threads)
    torch.manual_seed(1)

    with open(arguments.recipe) as file:
        recipe = yaml.safe_load(file)
    settings = recipe["models"]["baseline"]
    training = settings["training"]
    for key, expected in [("optimiser", "adamw"), ("schedule", "one_cycle")]:
        expect(f"training.{key}", training[key], expected)
    expect("loss", [list(term) for term in settings["loss"]], [["cross_entropy"]])
    expect("augmentation", [list(term) for term in settings["augmentation"]], [["random_crop"], ["random_horizontal_flip"]])
    smoothing = settings["loss"][0]["cross_entropy"]["label_smoothing"]
    sizes = [smaller["image_size"] for smaller in training["smaller_first"] for _ in range(smaller["epochs"])]
    sizes += [recipe["input"]["image_size"]] * (training["epochs"] - len(sizes))

    records = Records(arguments.data, None)
    order = torch.randperm(len(records)).tolist()
    held_out = recipe["held_out"]
    images = len(order) if recipe["train_images"] == "all" else recipe["train_images"]
    train, choose = order[: images - held_out["choose_epoch"] - held_out.get("calibrate", 0)], order[-held_out["choose_epoch"] :]

    model = network(recipe["networks"][settings["network"]])
    average = MovingAverage(model, training.get("moving_average_decay", 0))
    decayed = [parameter for parameter in model.parameters() if parameter.dim() >= 2]
    free = [parameter for parameter in model.parameters() if parameter.dim() < 2]
    rate = training["learning_rate"]
    optimiser = torch.optim.AdamW([{"params": decayed, "weight_decay": training["weight_decay"]}, {"params": free, "weight_decay": 0}], lr=rate)
    steps = math.ceil(len(train) / training["batch_size"]) * len(sizes)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=training["warmup"], cycle_momentum=False)
    for size in sizes:
        model.train()
        for views, labels in batches(records, recipe, settings, train, size, arguments.threads, augmented=True):
            loss = nn.functional.cross_entropy(model(views.contiguous(memory_format=torch.channels_last)), labels, label_smoothing=smoothing)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            schedule.step()
            average.update()
        views = batches(records, recipe, settings, choose, recipe["input"]["image_size"], arguments.threads, augmented=False)
        reached = accuracy(average.model, views)
        print(f"{(time.time() - started) / 60:.2f} {reached:.4f}", flush=True)
        if reached >= arguments.target:
            return


if __name__ == "__main__":
    main()
