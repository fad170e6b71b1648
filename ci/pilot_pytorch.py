"""Trains EfficientNet-B0 on CIFAR-10 from random weights in PyTorch, the fastest way a user gets: the pilot that `ci/minutes.sh` runs beside this program.

    python3 ci/pilot_pytorch.py --data FOLDER --threads 2 [--images 45000] [--target 0.82]

The recipe is cifar10-cpu's: He's fan-in with residual branches that start at zero, AdamW 0.01 with weight decay 0.05 on weights only,
batch 128, one cycle with 20 % warm-up, label smoothing 0.1, crop and flip, no stochastic depth; 6 epochs at 32 px, 8 at 40, then 10 at
64, on all images but the last 5,000 of a seeded order. Prints a line an epoch, with the minutes since the start and the accuracy on
the images held out, and ends at the target. Threads are set, because Debian's PyTorch starts with one; images are prepared by as many
worker processes.
"""

import argparse
import math
import time

start = time.time()

import torch
import torchvision
from torch import nn

from bench_pytorch import Records, set_threads

HELD_OUT = 5000
SIZES = [32] * 6 + [40] * 8 + [64] * 10
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def batches(records, indices, size, batch, workers, augmented):
    t = torchvision.transforms
    first = [t.RandomCrop(32, padding=4), t.RandomHorizontalFlip()] if augmented else []
    records.transform = t.Compose([*first, t.Resize(size), t.ToTensor(), t.Normalize(MEAN, DEVIATION)])
    subset = torch.utils.data.Subset(records, indices)
    return torch.utils.data.DataLoader(subset, batch, shuffle=augmented, num_workers=workers)


def network():
    model = torchvision.models.efficientnet_b0(num_classes=10, stochastic_depth_prob=0)
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            fan_in = module.weight[0].numel()
            nn.init.normal_(module.weight, 0, math.sqrt(2 / fan_in))
        elif isinstance(module, nn.Linear):
            nn.init.zeros_(module.weight)
        elif isinstance(module, torchvision.models.efficientnet.MBConv) and module.use_res_connect:
            nn.init.zeros_(module.block[-1][1].weight)
    return model.to(memory_format=torch.channels_last)


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
    parser.add_argument("--data", required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--images", type=int, default=45000)
    parser.add_argument("--held-out", type=int, default=HELD_OUT)
    parser.add_argument("--target", type=float, default=0.82)
    parser.add_argument("--batch", type=int, default=128)
    arguments = parser.parse_args()
    set_threads(arguments.threads)
    print(f"PyTorch: {torch.get_num_threads()} threads", flush=True)
    torch.manual_seed(1)
    records = Records(arguments.data, None)
    order = torch.randperm(len(records)).tolist()
    train, held_out = order[: arguments.images], order[-arguments.held_out :]
    model = network()
    decayed = [parameter for parameter in model.parameters() if parameter.dim() >= 2]
    free = [parameter for parameter in model.parameters() if parameter.dim() < 2]
    optimiser = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.05}, {"params": free, "weight_decay": 0}], lr=0.01)
    steps = math.ceil(len(train) / arguments.batch) * len(SIZES)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.01, total_steps=steps, pct_start=0.2, cycle_momentum=False)
    for epoch, size in enumerate(SIZES, 1):
        model.train()
        for images, labels in batches(records, train, size, arguments.batch, arguments.threads, augmented=True):
            loss = nn.functional.cross_entropy(model(images.contiguous(memory_format=torch.channels_last)), labels, label_smoothing=0.1)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            schedule.step()
        reached = accuracy(model, batches(records, held_out, 64, 100, arguments.threads, augmented=False))
        print(f"PyTorch epoch {epoch}: {(time.time() - start) / 60:.2f} minutes, validation accuracy {reached:.4f} ({size} px)", flush=True)
        if reached >= arguments.target:
            return


if __name__ == "__main__":
    main()
