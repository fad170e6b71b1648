"""Measurements of PyTorch, as `reproduction bench` measures itself: prints JSON objects.

    python3 ci/bench_pytorch.py train|distill|eval --threads 2 --model efficientnet_b0 --image-size 64 --batch 64 --steps 10
        [--channels-last] [--images FOLDER_OF_CIFAR_BINARIES] [--on-request]
    python3 ci/bench_pytorch.py decode --threads 2 --images IMAGES.zip

Adam, cross entropy, ten classes, float32; set-up and four warm-up steps are not timed. With --images each step prepares its own
images as torchvision does it, cropped and flipped, with as many workers as threads. With --on-request it measures once for each
line of input. The number of threads is set, because Debian's PyTorch starts with one whatever the machine has, and printed as
PyTorch has it while it works.
"""

import argparse
import glob
import io
import json
import multiprocessing
import os
import resource
import sys
import time
import zipfile

started = time.time() - float(open("/proc/uptime").read().split()[0]) + int(open("/proc/self/stat").read().rsplit(")", 1)[1].split()[19]) / os.sysconf("SC_CLK_TCK")

import torch
import torchvision
from torch import nn

WARM_UP = 4


def usage():
    """Processor seconds of this process and its children, those that still run included: getrusage counts only the dead."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime + sum(map(running, living()))


def living():
    return [child for task in glob.glob("/proc/self/task/*/children") for child in open(task).read().split()]


def running(child):
    try:
        fields = open(f"/proc/{child}/stat").read().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def set_threads(threads):
    torch.set_num_threads(threads)
    if torch.get_num_threads() != threads:
        raise SystemExit(f"bench_pytorch: PyTorch has {torch.get_num_threads()} threads, expected {threads}")


def measured(images, wall, cpu, first_step=None):
    result = {
        "images_per_second": images / wall,
        "cpu_seconds_per_image": cpu / images,
        "threads": torch.get_num_threads(),
        "cores_busy": cpu / wall,
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


def batches(arguments):
    """Batches without end: one random one, or those of an epoch with torchvision's transforms and two workers."""
    if not arguments.images:
        images = layout(torch.randn(arguments.batch, 3, arguments.image_size, arguments.image_size), arguments.channels_last)
        labels = torch.arange(arguments.batch) % 10
        while True:
            yield images, labels
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
    data = Records(arguments.images, views)
    loader = torch.utils.data.DataLoader(data, arguments.batch, shuffle=True, num_workers=arguments.threads, drop_last=True)
    while True:
        for images, labels in loader:
            yield layout(images, arguments.channels_last), labels


class Records(torch.utils.data.Dataset):
    """The training images of CIFAR's binary version, in memory as torchvision.datasets.CIFAR10 holds them."""

    def __init__(self, folder, transform):
        import numpy

        files = sorted(glob.glob(os.path.join(folder, "**", "data_batch_*.bin"), recursive=True))
        records = numpy.concatenate([numpy.fromfile(file, dtype=numpy.uint8).reshape(-1, 3073) for file in files])
        self.labels = records[:, 0].astype(int)
        self.images = records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1).copy()
        self.transform = transform

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        from PIL import Image

        return self.transform(Image.fromarray(self.images[index])), int(self.labels[index])


def steps(arguments):
    model = network(arguments)
    source = batches(arguments)
    teacher = torch.randn(arguments.batch, 10)
    optimiser = torch.optim.Adam(model.parameters())

    def train():
        model.train()
        images, labels = next(source)
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
            model(next(source)[0])

    step = evaluate if arguments.kind == "eval" else train
    step()
    first = time.time() - started
    for _ in range(WARM_UP - 1):
        step()
    while True:
        if arguments.on_request and not sys.stdin.readline():
            return
        cpu, clock = usage(), time.perf_counter()
        for _ in range(arguments.steps):
            step()
        print(json.dumps(measured(arguments.steps * arguments.batch, time.perf_counter() - clock, usage() - cpu, first)), flush=True)
        if not arguments.on_request:
            return


def decode_share(task):
    """Reads and decodes every n-th image of a zip; each worker opens the file itself."""
    from PIL import Image

    path, first, step = task
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".jpg")][first::step]
        for name in names:
            Image.open(io.BytesIO(archive.read(name))).convert("RGB").tobytes()
    return len(names)


def decode(arguments):
    cpu, clock = usage(), time.perf_counter()
    with multiprocessing.Pool(arguments.threads) as pool:
        seen = sum(pool.map(decode_share, [(arguments.images, first, arguments.threads) for first in range(arguments.threads)], chunksize=1))
        spent = usage() - cpu
    print(json.dumps(measured(seen, time.perf_counter() - clock, spent)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["train", "distill", "eval", "decode"])
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--model", default="efficientnet_b0")
    parser.add_argument("--image-size", type=int, default=64)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--images")
    parser.add_argument("--on-request", action="store_true")
    parser.add_argument("--channels-last", action="store_true")
    arguments = parser.parse_args()
    set_threads(arguments.threads)
    (decode if arguments.kind == "decode" else steps)(arguments)


if __name__ == "__main__":
    main()
