using Reproduction.Text;
using static Reproduction.Models.Weights.PickledGlobal;

namespace Reproduction.Models.Weights;

/// <summary>
/// What a pickle's calls come to. The functions of torch.save have a meaning of our own here; all others give values that are
/// passed over, or are refused by name. Nothing of Python is looked up or run.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="bytes">Says where the pickle stands.</param>
internal sealed class PickleCalls(string path, PickleBytes bytes)
{
    private const int MostCopied = 1 << 22;

    private long copied;

    /// <summary>What torch.save should have been given.</summary>
    public const string Expected = "expected a state_dict as torch.save(model.state_dict(), FILE) writes it";

    /// <summary>The function that was refused, such as <c>posix.system</c>; null while there is none.</summary>
    public string? Refused { get; private set; }

    /// <summary>Why a tensor is refused that something unknown would make.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensor">The tensor's name.</param>
    /// <param name="unknown">On what it depends.</param>
    public static BadInputException Dependence(string path, string tensor, PickledUnknown unknown) =>
        new($"{path}: tensor {OneLine.Quote(tensor)} depends on {OneLine.Quote(unknown.Name)}, which is unknown here: refused, nothing "
            + $"was run, {Expected}");

    /// <summary>The class or function of that name.</summary>
    public static object Global(string module, string name) =>
        $"{module}.{name}" is var full && Named(full) is { } known ? known : new PickledUnknown(full, isMade: false, holdsTensor: false);

    /// <summary>What a call gives.</summary>
    /// <param name="opcode">The opcode that calls, for messages.</param>
    /// <param name="function">The class or function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="isClass">Whether the opcode takes nothing but classes.</param>
    /// <exception cref="BadInputException">
    /// It is no function, gets arguments that torch.save does not give it, or would run something.
    /// </exception>
    public object Of(string opcode, object? function, PickledTuple arguments, bool isClass = false) => function switch
    {
        PickledGlobal known => OfKnown(known, arguments) ?? Depending(arguments)
            ?? throw bytes.Bad($"calls {known.Does} with other arguments than torch.save gives it"),
        PickledUnknown unknown => OfUnknown(unknown, arguments, isClass),
        _ => throw bytes.Bad($"has a {opcode} of something that is no function"),
    };

    private PickledUnknown OfUnknown(PickledUnknown function, PickledTuple arguments, bool isClass)
    {
        if (function is { IsMade: false } && Looked(function.Name, arguments.Items) is { } name)
            return new(name, isMade: true, arguments.HoldsTensor, arguments);
        if (function.IsMade || !UnknownGlobal.MayBePassedOver(function.Name, isClass))
        {
            Refused = function.Name;
            throw new BadInputException(
                $"{path}: the pickle calls {OneLine.Quote(function.Name)}, which tensors do not need: refused, nothing was run, "
                + $"{Expected}");
        }
        var makesTensor = function.Name.StartsWith("torch._utils._rebuild", StringComparison.Ordinal);
        return new(function.Name, isMade: true, arguments.HoldsTensor || makesTensor, arguments);
    }

    /// <summary>
    /// What pickle writes of a method of an object, of a member of an enumeration and of a type such as <c>Dict[str, int]</c>: a name, of
    /// which nothing is looked up, and which cannot be called; null of another call.
    /// </summary>
    private static string? Looked(string function, IReadOnlyList<object?> arguments) => (function, arguments) switch
    {
        ("builtins.getattr" or "__builtin__.getattr", [PickledUnknown of, string name])
            when !name.StartsWith("__", StringComparison.Ordinal) => $"{of.Name}.{name}",
        ("operator.getitem" or "_operator.getitem", [PickledUnknown of, _]) => $"{of.Name}[…]",
        _ => null,
    };

    /// <summary>The tensor that cannot be made because an argument is unknown, or null where none is.</summary>
    private static PickledUnknown? Depending(PickledTuple arguments) =>
        arguments.Items.Concat(arguments.Items.OfType<PickledTuple>().SelectMany(tuple => tuple.Items)).OfType<PickledUnknown>()
            .FirstOrDefault() is { } unknown
            ? new(unknown.Name, isMade: true, holdsTensor: true)
            : null;

    private object? OfKnown(PickledGlobal function, PickledTuple arguments) => (function.Does, arguments.Items) switch
    {
        (Role.Mapping, []) => new PickledDictionary(),
        // OrderedDict and Counter have the pairs already, a defaultdict what makes its missing values.
        (Role.Mapping, [PickledDictionary pairs]) => pairs,
        (Role.Mapping, [PickledList pairs]) => Dictionary(pairs),
        (Role.Mapping, [null or PickledUnknown or PickledGlobal]) => new PickledDictionary(),
        (Role.Size, [PickledTuple sizes]) => sizes,
        (Role.Layout, [string layout]) => layout,
        // Since PyTorch 2 a seventh argument says that values are to be negated or conjugated.
        (Role.RebuildTensor,
            [PickledStorage { Dtype: { } dtype } storage, long offset, PickledTuple shape, PickledTuple strides, _, _,
                PickledDictionary marks, ..]) when marks.Any() =>
            new PickledTensor(storage, dtype, offset, shape, strides, "negated or conjugated"),
        (Role.RebuildTensor, [PickledStorage { Dtype: { } dtype } storage, long offset, PickledTuple shape, PickledTuple strides, ..]) =>
            new PickledTensor(storage, dtype, offset, shape, strides),
        (Role.RebuildUntyped,
            [PickledStorage storage, long offset, PickledTuple shape, PickledTuple strides, _, _,
                PickledGlobal { Does: Role.Dtype, Dtype: { } dtype }, ..])
            when storage.Dtype is null || storage.Dtype == dtype => new PickledTensor(storage, dtype, offset, shape, strides),
        (Role.RebuildParameter or Role.TensorClass, [PickledTensor tensor, ..]) => tensor,
        (Role.RebuildFromType,
            [PickledGlobal { Does: not Role.RebuildFromType } inner, PickledGlobal { Does: Role.TensorClass }, PickledTuple its, ..]) =>
                OfKnown(inner, its),
        (Role.RebuildQuantised,
            [PickledStorage { Dtype: { } dtype } storage, long offset, PickledTuple shape, PickledTuple strides,
                PickledTuple { Items: [PickledGlobal scheme, ..] }, ..]) =>
            new PickledTensor(storage, dtype, offset, shape, strides, $"quantised {scheme.Name["torch.".Length..]}"),
        (Role.RebuildSparse,
            [string or PickledGlobal, PickledTuple { Items: [PickledTensor indices, PickledTensor values, PickledTuple shape, ..] }, ..]) =>
            new PickledTensor(null, values.Dtype, 0, shape, shape, Layout(arguments.Items[0]), indices, values),
        (Role.RebuildSparse,
            [string or PickledGlobal,
                PickledTuple { Items: [PickledTensor ends, PickledTensor indices, PickledTensor values, PickledTuple shape, ..] }, ..]) =>
            new PickledTensor(null, values.Dtype, 0, shape, shape, Layout(arguments.Items[0]), ends, indices, values),
        (Role.RebuildNested, [PickledTensor buffer, PickledTensor sizes, PickledTensor strides, PickledTensor offsets, ..]) =>
            new PickledTensor(null, buffer.Dtype, 0, buffer.Shape, buffer.Shape, "nested", buffer, sizes, strides, offsets),
        (Role.RebuildMeta, [PickledGlobal { Does: Role.Dtype, Dtype: { } dtype }, PickledTuple shape, PickledTuple strides, ..]) =>
            new PickledTensor(null, dtype, 0, shape, strides, "meta"),
        _ => null,
    };

    private static string Layout(object? layout) =>
        (layout as string ?? ((PickledGlobal)layout!).Name) is var name && name.StartsWith("torch.", StringComparison.Ordinal)
            ? name["torch.".Length..]
            : "sparse";

    /// <summary>Of a list of pairs, as Python 2 wrote an OrderedDict.</summary>
    private PickledDictionary? Dictionary(PickledList pairs)
    {
        // One list may be named again and again.
        if ((copied += pairs.Count()) > MostCopied) throw bytes.Bad("makes dictionaries of more pairs than any checkpoint has");
        var dictionary = new PickledDictionary();
        foreach (var pair in pairs)
        {
            if (pair is PickledTuple { Items: [var key, var value] }) dictionary.Add(key, value);
            else if (pair is PickledList list && list.Take(3).ToArray() is [var first, var second]) dictionary.Add(first, second);
            else return null;
        }
        return dictionary;
    }
}
