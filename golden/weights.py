#!/usr/bin/python3
"""Files as Python's torch.save and pickle write them, good and malicious, and what torch.load makes of the good ones."""

import collections
import io
import os
import pickle
import re
import zipfile

from _topic import Topic  # before torch and numpy: it pins kernels and threads
import numpy
import torch

torch.manual_seed(0)
OrderedDict = collections.OrderedDict


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


def legacy(value):
    """The format before 1.6. Its keys are memory addresses; numbered, so that each run writes the same."""
    numbers = {}

    def number(match):
        key = numbers.setdefault(match[1], len(numbers))
        return b"X\x09\x00\x00\x00%09d" % key

    content = saved(value, _use_new_zipfile_serialization=False)
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
    "protocol_4": saved(state, pickle_protocol=4),
    "compressed": rewritten(saved(small), zipfile.ZIP_DEFLATED),
    "big_endian": rewritten(saved(small), byte_order="big"),
    "little_endian": rewritten(saved(small), byte_order="little"),
}

# No command here is ever run: whoever runs one finds a file of that name.
command = "touch ran-by-a-pickle"
refused = {
    "posix.system": {
        "zip": saved(OrderedDict(weight=torch.ones(1), bias=Calls(os.system, command))),
        "zip_protocol_4": saved({"state_dict": small, "then": Calls(os.system, command)}, pickle_protocol=4),
        "legacy": legacy(OrderedDict(weight=torch.ones(1), bias=Calls(os.system, command))),
        "pickle_protocol_0": pickle.dumps(Calls(os.system, command), protocol=0),
        "pickle_protocol_2": pickle.dumps({"weight": Calls(os.system, command)}, protocol=2),
        "pickle_protocol_4": pickle.dumps([Calls(os.system, command)], protocol=4),
    },
    "builtins.eval": {"zip_protocol_3": saved({"model": Calls(eval, "1")}, pickle_protocol=3)},
    "torch.nn.modules.linear.Linear": {"whole_model": saved(torch.nn.Linear(1, 1))},
}


def value_of(tensor):
    tensor = tensor.detach()
    return {
        "dtype": str(tensor.dtype)[6:],
        "shape": list(tensor.shape),
        "values": (tensor.double() if tensor.is_floating_point() else tensor).flatten().tolist(),
    }


def expected(content):
    loaded = torch.load(io.BytesIO(content)) if b"byteorder" not in content else small
    for wrapper in ("state_dict", "model_state_dict", "model"):
        loaded = loaded.get(wrapper, loaded)
    return [{"name": re.sub("^module\\.", "", name), **value_of(tensor)} for name, tensor in loaded.items()]


with Topic(__file__, uses=["torch"]) as topic:
    files = {**good, "legacy": legacy(small)}
    for name, variants in refused.items():
        files.update({f"{name} {variant}": content for variant, content in variants.items()})
    topic.tensors("files", {name: numpy.frombuffer(content, numpy.uint8) for name, content in files.items()})
    topic.json("contents", {name: expected(content) for name, content in good.items()})
