#!/usr/bin/python3
"""Files as Python's torch.save and pickle write them, good and malicious, and what torch.load makes of the good ones."""

import argparse
import collections
import datetime
import functools
import importlib
import io
import os
import pathlib
import pickle
import re
import runpy
import subprocess
import zipfile

from _topic import Topic  # before torch and numpy: it pins kernels and threads
import numpy
import torch

torch.manual_seed(0)
torch.serialization.sorted = list
OrderedDict = collections.OrderedDict


class Anything:
    """Pickled as an object of a class that a reader need not know, with what it holds."""


class Calls:
    """Pickled as a call of a function, as malicious files are. It is never unpickled here."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def saved(value, **options):
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def legacy(value, **options):
    """The format before 1.6. Its keys are memory addresses; numbered and unsorted, so that each run writes the same."""
    numbers = {}

    def number(match):
        key = numbers.setdefault(match[1], len(numbers))
        return b"X\x09\x00\x00\x00%09d" % key

    content = saved(value, _use_new_zipfile_serialization=False, **options)
    return re.sub(rb"X[\x05-\x12]\x00\x00\x00(\d{5,18})", number, content)


def rewritten(content, compression=zipfile.ZIP_STORED, byte_order=None):
    """The archive once more, compressed or with the marker that newer versions write, storages turned round where it says big."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            record = old.read(name)
            if byte_order == "big" and "/data/" in name:
                record = numpy.frombuffer(record, "<f4").astype(">f4").tobytes()
            new.writestr(zipfile.ZipInfo(name), record, compression)
        if byte_order:
            new.writestr(zipfile.ZipInfo("archive/byteorder"), byte_order, compression)
    return buffer.getvalue()


def dtypes():
    values = torch.tensor([0.0, 1.0, 2.5, -0.125, 100.0])
    floats = {str(dtype)[6:]: values.to(dtype) for dtype in (torch.float64, torch.float32, torch.float16, torch.bfloat16)}
    integers = {
        str(dtype)[6:]: torch.tensor([torch.iinfo(dtype).min, 0, 7, torch.iinfo(dtype).max], dtype=dtype)
        for dtype in (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8)
    }
    return OrderedDict(**floats, **integers, bool=torch.tensor([True, False, True]))


base = torch.arange(24.0).reshape(2, 3, 4)
network = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.Linear(2, 3))
tagged = torch.nn.Parameter(torch.ones(2, 2))
tagged.decay = False
optimizer = torch.optim.Adam(network[2:].parameters())
network[2](torch.ones(1, 2)).sum().backward()
optimizer.step()
state = network.state_dict()
small = OrderedDict(weight=torch.tensor([[0.5, -1.5]]), bias=torch.tensor([2.0]))
anything = Anything()
anything.within = [1, {"two": 3.0}]
averaged = torch.optim.swa_utils.AveragedModel(network)

good = {
    "state_dict": saved(state),
    "shared_storage": saved(OrderedDict(whole=base, row=base[1, 2], tied=base)),
    "strides": saved(OrderedDict(
        transposed=base.transpose(0, 2), channels_last=base[None].permute(0, 3, 1, 2), every_second=base[:, :, ::2],
        expanded=torch.tensor([[1.0], [2.0]]).expand(2, 3))),
    "offsets": saved(OrderedDict(
        tail=base[1:], inner=base[:, 1:2, 1:3], scalar=base[1, 1, 1], empty=base[:, 3:], counter=torch.tensor(7))),
    "dtypes": saved(dtypes()),
    "parameters": saved(OrderedDict(plain=torch.nn.Parameter(torch.tensor([1.0, 2.0])), tagged=tagged)),
    "wrapped_state_dict": saved({"epoch": 3, "state_dict": small, "best": 0.91, "optimizer": optimizer.state_dict()}),
    "wrapped_model": saved({"model": small, "args": ["--lr", 0.001, None, True, (1, 2**70)]}),
    "wrapped_model_state_dict": saved({"model_state_dict": small, "loss": -1.5, "seed": 2**40, "step": -3, "size": torch.Size([1, 2])}),
    "module_prefix": saved(OrderedDict(("module." + name, value) for name, value in small.items())),
    "module_prefix_twice": saved(OrderedDict(("module.module." + name, value) for name, value in small.items())),
    "compiled_prefix": saved(OrderedDict(("_orig_mod." + name, value) for name, value in small.items())),
    "compiled_and_parallel": saved({"model": OrderedDict(("module._orig_mod." + name, value) for name, value in small.items())}),
    "averaged": saved(averaged.state_dict()),
    "wrapped_net": saved({"epoch": 3, "net": small, "acc": 91.5}),
    "wrapped_ema": saved({"ema": {"decay": 0.999}, "state_dict_ema": small}),
    "wrapped_twice": saved({"state": {"model_state": small, "epoch": 1}, "best": torch.tensor(0.9)}),
    "wrapped_under_a_name_of_ones_own": saved({"my_network": small, "scores": {"validation": [0.5, 0.6]}, 7: "seven"}),
    "beside_numpy": saved({
        "model": small, "best": numpy.float64(0.91), "flag": numpy.bool_(True), "curve": numpy.arange(6.0).reshape(2, 3), "type": numpy.dtype("float32")}),
    "beside_a_namespace": saved({"args": argparse.Namespace(lr=0.1, sizes=[32, 64]), "model": small}),
    "beside_functions": saved({
        "model": small, "loss": torch.nn.functional.cross_entropy, "layer": torch.nn.ReLU, "module": torch.nn.Sequential(torch.nn.ReLU()),
        "step": functools.partial(torch.nn.functional.softmax, dim=1), "of_the_system": os.path.join}),
    "beside_values": saved({
        "model": small, "set": {1, 2}, "frozen": frozenset({"a"}), "counter": collections.Counter("aab"), "default": collections.defaultdict(list, a=[1]),
        "deque": collections.deque([1, 2]), "device": torch.device("cpu"), "type": torch.float16, "complex": 1 + 2j, "bytes": b"\x00\xff",
        "array": bytearray(b"ab"), "date": datetime.datetime(2020, 1, 2), "path": pathlib.PurePosixPath("/tmp/x"), "slice": slice(1, 2), "object": anything,
        "layout": torch.sparse_coo, "version": torch.__version__}),
    "beside_values_protocol_5": saved({"model": small, "set": {1, 2}, "frozen": frozenset({"a"}), "array": bytearray(b"ab"), "object": anything}, pickle_protocol=5),
    "beside_numpy_legacy": legacy({"model": small, "best": numpy.float64(0.91), "args": argparse.Namespace(lr=0.1)}),
    "in_a_counter": saved(collections.Counter(weight=torch.tensor([1.0, 2.0]))),
    "in_a_defaultdict": saved(collections.defaultdict(dict, weight=torch.tensor([1.0, 2.0]))),
    "complex": saved(OrderedDict(c64=torch.tensor([[1 + 2j, -0.5j]]), c128=torch.tensor([3 - 4j], dtype=torch.complex128))),
    "legacy": legacy(small),
    "legacy_shared_storage": legacy(OrderedDict(whole=base, row=base[1, 2], tied=base, transposed=base.transpose(0, 2))),
    "legacy_dtypes": legacy(dtypes()),
    "legacy_checkpoint": legacy({"epoch": 3, "state_dict": state, "optimizer": optimizer.state_dict()}),
    "protocol_1": saved(small, pickle_protocol=1),
    "protocol_4": saved(state, pickle_protocol=4),
    "compressed": rewritten(saved(small), zipfile.ZIP_DEFLATED),
    "big_endian": rewritten(saved(small), byte_order="big"),
    "little_endian": rewritten(saved(small), byte_order="little"),
}

# Not read, but listed with what they are: kind, dtype, shape.
weight = torch.arange(8.0).reshape(2, 4)
special = {
    "quantised": saved(OrderedDict(
        tensor=torch.quantize_per_tensor(weight, 0.1, 3, torch.qint8),
        channel=torch.quantize_per_channel(weight, torch.tensor([0.1, 0.2]), torch.tensor([0, 1]), 0, torch.quint8))),
    "sparse": saved(OrderedDict(coo=weight.to_sparse(), csr=weight.to_sparse_csr())),
    "meta": saved(OrderedDict(meta=torch.empty(2, 4, device="meta"))),
}

# No command here is ever run: whoever runs one finds a file of that name.
command = "touch ran-by-a-pickle"


def beside(call, **options):
    return saved({"state_dict": small, "then": call}, **options)


refused = {
    "posix.system": {
        "zip": saved(OrderedDict(weight=torch.ones(1), bias=Calls(os.system, command))),
        "zip_protocol_4": beside(Calls(os.system, command), pickle_protocol=4),
        "legacy": legacy(OrderedDict(weight=torch.ones(1), bias=Calls(os.system, command))),
        "legacy_beside": legacy({"state_dict": small, "then": Calls(os.system, command)}),
        "zip_protocol_1": beside(Calls(os.system, command), pickle_protocol=1),
        "zip_in_a_list": beside([{"deep": (1, Calls(os.system, command))}]),
        "pickle_protocol_0": pickle.dumps(Calls(os.system, command), protocol=0),
        "pickle_protocol_2": pickle.dumps({"weight": Calls(os.system, command)}, protocol=2),
        "pickle_protocol_4": pickle.dumps([Calls(os.system, command)], protocol=4),
    },
    "builtins.eval": {"zip_protocol_3": saved({"model": Calls(eval, "1")}, pickle_protocol=3), "beside": beside(Calls(eval, "1"), pickle_protocol=3)},
    "builtins.exec": {"beside": beside(Calls(exec, f"import os; os.system('{command}')"), pickle_protocol=3)},
    "builtins.__import__": {"beside": beside(Calls(__import__, "os"), pickle_protocol=3)},
    "builtins.getattr": {"beside": beside(Calls(getattr, "a", "upper"), pickle_protocol=3)},
    "builtins.map": {"beside": beside(Calls(collections.deque, Calls(map, os.system, [command])), pickle_protocol=3)},
    "subprocess.Popen": {"beside": beside(Calls(subprocess.Popen, ["touch", "ran-by-a-pickle"]), pickle_protocol=3)},
    # Before protocol 3 Python writes the names that modules had in Python 2.
    "commands.Popen": {"beside": beside(Calls(subprocess.Popen, ["touch", "ran-by-a-pickle"]))},
    "commands.check_output": {"beside": beside(Calls(subprocess.check_output, ["touch", "ran-by-a-pickle"]))},
    "importlib.import_module": {"beside": beside(Calls(importlib.import_module, "os"))},
    "runpy.run_path": {"beside": beside(Calls(runpy.run_path, "x.py"))},
    "torch.serialization.load": {"beside": beside(Calls(torch.load, "other.pth"))},
    "torch.hub.load": {"beside": beside(Calls(torch.hub.load, "any/where", "any"))},
    "functools.partial": {"called": beside(Calls(functools.partial(os.system, command)))},
    "__main__.Anything": {"in_the_place_of_a_tensor": saved(OrderedDict(weight=torch.ones(1), bias=Calls(Anything, torch.ones(1))))},
    "torch.nn.modules.linear.Linear": {"whole_model": saved(torch.nn.Linear(1, 1)), "whole_model_legacy": legacy(torch.nn.Linear(1, 1))},
}


def value_of(tensor):
    tensor = tensor.detach()
    flat = torch.view_as_real(tensor) if tensor.is_complex() else tensor.double() if tensor.is_floating_point() else tensor
    return {"dtype": str(tensor.dtype)[6:], "shape": list(tensor.shape), "values": flat.flatten().tolist()}


def expected(content):
    loaded = torch.load(io.BytesIO(content)) if b"byteorder" not in content else small
    while True:
        inner = [value for value in loaded.values() if isinstance(value, dict) and any(
            isinstance(each, (torch.Tensor, dict)) for each in value.values()) and "param_groups" not in value]
        if not inner:
            break
        loaded = inner[0]
    return [
        {"name": re.sub("^(module\\.|_orig_mod\\.)*", "", name), **value_of(tensor)}
        for name, tensor in loaded.items() if name != "n_averaged"]


with Topic(__file__, uses=["torch"]) as topic:
    files = {**good, **special}
    for name, variants in refused.items():
        files.update({f"{name} {variant}": content for variant, content in variants.items()})
    topic.tensors("files", {name: numpy.frombuffer(content, numpy.uint8) for name, content in files.items()})
    topic.json("contents", {name: expected(content) for name, content in good.items()})
