"""One measurement of PyTorch, as `reproduction bench` measures itself: prints one JSON object.

    python3 ci/bench_pytorch.py train|distill|eval --model efficientnet_b0 --image-size 64 --batch 64 --steps 10 [--channels-last]
    python3 ci/bench_pytorch.py epoch --images FOLDER --image-size 64 --batch 128 --limit 2000 [--channels-last]
    python3 ci/bench_pytorch.py decode --images FOLDER --limit 60000

Adam, cross entropy, ten classes, float32; set-up and four warm-up steps are not timed.
"""

import argparse
import glob
import json
import os
import resource
import time

started = time.time() - float(open("/proc/uptime").read().split()[0]) + int(open("/proc/self/stat").read().rsplit(")", 1)[1].split()[19]) / os.sysconf("SC_CLK_TCK")

import torch
import torchvision
from torch import nn

WARM_UP = 4


def usage():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measured(images, wall, cpu, first_step=None):
    result = {
        "images_per_second": images / wall,
        "cpu_seconds_per_image": cpu / images,
        "peak_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    if first_step is not None:
        result["seconds_to_first_step"] = first_step
    return result


def layout(tensor, channels_last):
    return tensor.contiguous(memory_format=torch.channels_last) if channels_last else tensor


def network(arguments):
    torch.manual_seed(1)
    model = getattr(torchvision.models, arguments.model)(num_classes=10)
    if arguments.channels_last:
        model = model.to(memory_format=torch.channels_last)
    return model


def steps(arguments):
    model = network(arguments)
    images = layout(torch.randn(arguments.batch, 3, arguments.image_size, arguments.image_size), arguments.channels_last)
    labels = torch.arange(arguments.batch) % 10
    teacher = torch.randn(arguments.batch, 10)
    optimiser = torch.optim.Adam(model.parameters())

    def train():
        model.train()
        logits = model(images)
        loss = nn.functional.cross_entropy(logits, labels)
        if arguments.kind == "distill":
            soft = nn.functional.kl_div((logits / 5).log_softmax(1), (teacher / 5).log_softmax(1), reduction="batchmean", log_target=True)
            loss = loss + 25 * soft
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        loss.item()

    def evaluate():
        model.eval()
        with torch.inference_mode():
            model(images)

    step = evaluate if arguments.kind == "eval" else train
    step()
    first = time.time() - started
    for _ in range(WARM_UP - 1):
        step()
    cpu, clock = usage(), time.perf_counter()
    for _ in range(arguments.steps):
        step()
    return measured(arguments.steps * arguments.batch, time.perf_counter() - clock, usage() - cpu, first)


def decode(arguments):
    from PIL import Image

    files = sorted(glob.glob(os.path.join(arguments.images, "train", "*", "*.jpg")))[: arguments.limit]
    cpu, clock = usage(), time.perf_counter()
    for file in files:
        Image.open(file).convert("RGB").tobytes()
    return measured(len(files), time.perf_counter() - clock, usage() - cpu)


def epoch(arguments):
    transforms = torchvision.transforms
    views = transforms.Compose(
        [
            transforms.RandomCrop(32, padding=4),
            transforms.RandomHorizontalFlip(),
            transforms.Resize(arguments.image_size),
            transforms.ToTensor(),
            transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
        ]
    )
    data = torchvision.datasets.ImageFolder(os.path.join(arguments.images, "train"), views)
    torch.manual_seed(1)
    chosen = torch.randperm(len(data))[: arguments.limit].tolist()
    loader = torch.utils.data.DataLoader(torch.utils.data.Subset(data, chosen), arguments.batch, shuffle=True, num_workers=2, drop_last=True)
    model = network(arguments)
    optimiser = torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=0.05)
    model.train()
    cpu, clock, seen = usage(), time.perf_counter(), 0
    for images, labels in loader:
        loss = nn.functional.cross_entropy(model(layout(images, arguments.channels_last)), labels, label_smoothing=0.1)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        loss.item()
        seen += len(labels)
    del loader
    return measured(seen, time.perf_counter() - clock, usage() - cpu)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["train", "distill", "eval", "epoch", "decode"])
    parser.add_argument("--model", default="efficientnet_b0")
    parser.add_argument("--image-size", type=int, default=64)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--images")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--channels-last", action="store_true")
    arguments = parser.parse_args()
    kinds = {"epoch": epoch, "decode": decode}
    print(json.dumps(kinds.get(arguments.kind, steps)(arguments)))


if __name__ == "__main__":
    main()
