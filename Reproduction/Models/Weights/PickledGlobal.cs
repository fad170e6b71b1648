using System.Collections.Frozen;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>
/// The classes and functions that torch.save names for tensors and dictionaries. Each has a meaning of our own here; nothing of
/// Python is looked up or run. A name that is not here is refused.
/// </summary>
internal sealed class PickledGlobal
{
    private static readonly FrozenDictionary<(string Module, string Name), PickledGlobal> Known = All().ToFrozenDictionary();

    private PickledGlobal(Role role, ScalarType? storageDtype = null) => (Does, StorageDtype) = (role, storageDtype);

    /// <summary>What a global is good for.</summary>
    public enum Role
    {
        /// <summary>A type that is named but not called, such as a storage's.</summary>
        Type,

        /// <summary><c>collections.OrderedDict()</c>.</summary>
        OrderedDict,

        /// <summary><c>torch.Size(sizes)</c>.</summary>
        Size,

        /// <summary><c>torch._utils._rebuild_tensor(storage, offset, size, stride)</c> and what later versions append to it.</summary>
        RebuildTensor,

        /// <summary><c>torch._utils._rebuild_parameter(tensor, requires_grad, hooks)</c>.</summary>
        RebuildParameter,

        /// <summary><c>torch._tensor._rebuild_from_type_v2(function, type, arguments, state)</c>.</summary>
        RebuildFromType,
    }

    /// <summary>What it is good for.</summary>
    public Role Does { get; }

    /// <summary>The elements' type where it is a storage's type.</summary>
    public ScalarType? StorageDtype { get; }

    /// <summary>The global of that name, or null where it is none that tensors need.</summary>
    public static PickledGlobal? Named(string module, string name) => Known.GetValueOrDefault((module, name));

    private static IEnumerable<KeyValuePair<(string, string), PickledGlobal>> All()
    {
        (string, string, PickledGlobal)[] all =
        [
            ("collections", "OrderedDict", new(Role.OrderedDict)),
            ("torch", "Size", new(Role.Size)),
            ("torch._utils", "_rebuild_tensor", new(Role.RebuildTensor)),
            ("torch._utils", "_rebuild_tensor_v2", new(Role.RebuildTensor)),
            ("torch._utils", "_rebuild_parameter", new(Role.RebuildParameter)),
            ("torch._tensor", "_rebuild_from_type_v2", new(Role.RebuildFromType)),
            ("torch", "Tensor", new(Role.Type)),
            ("torch.nn.parameter", "Parameter", new(Role.Type)),
            ("torch", "DoubleStorage", new(Role.Type, ScalarType.Float64)),
            ("torch", "FloatStorage", new(Role.Type, ScalarType.Float32)),
            ("torch", "HalfStorage", new(Role.Type, ScalarType.Float16)),
            ("torch", "BFloat16Storage", new(Role.Type, ScalarType.BFloat16)),
            ("torch", "LongStorage", new(Role.Type, ScalarType.Int64)),
            ("torch", "IntStorage", new(Role.Type, ScalarType.Int32)),
            ("torch", "ShortStorage", new(Role.Type, ScalarType.Int16)),
            ("torch", "CharStorage", new(Role.Type, ScalarType.Int8)),
            ("torch", "ByteStorage", new(Role.Type, ScalarType.Byte)),
            ("torch", "BoolStorage", new(Role.Type, ScalarType.Bool)),
        ];
        return all.Select(each => KeyValuePair.Create((each.Item1, each.Item2), each.Item3));
    }
}
