using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Reproduction.Models.Weights;

/// <summary>
/// A pickle machine that knows only what tensors and dictionaries need. It runs no code: a class or function that is not
/// among <see cref="PickledGlobal"/> is refused by its name. Time and memory are bounded by the pickle's own length.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="pickle">The bytes from which to read.</param>
internal sealed class Unpickler(string path, ReadOnlyMemory<byte> pickle)
{
    /// <summary>Values that wait on the stack and marks within one another; files of torch.save need some thousands, and few.</summary>
    private const int Deepest = 1 << 16;

    private const int NewestProtocol = 5;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly List<object?> stack = [];
    private readonly List<int> marks = [];
    private readonly Dictionary<uint, object?> memo = [];
    private readonly StorageTable storages = new(path);

    /// <summary>Where in the bytes the machine stands.</summary>
    public int Position { get; private set; }

    /// <summary>The class or function that was refused, such as <c>posix.system</c>; null while there is none.</summary>
    public string? RefusedGlobal { get; private set; }

    /// <summary>Runs to the next STOP and gives the value.</summary>
    /// <exception cref="BadInputException">The pickle is damaged, or asks for something that tensors do not need.</exception>
    public object? Read()
    {
        stack.Clear();
        marks.Clear();
        memo.Clear();
        while (true)
        {
            var opcode = (PickleOpcode)Take(1)[0];
            if (opcode == PickleOpcode.Stop) return Pop();
            Run(opcode);
        }
    }

    private void Run(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto:
                if (Take(1)[0] is var protocol and > NewestProtocol) throw Bad($"has pickle protocol {protocol}; expected at most {NewestProtocol}");
                break;
            case PickleOpcode.Frame: Take(8); break;
            case PickleOpcode.Mark:
                if (marks.Count == Deepest) throw Bad($"nests deeper than {Deepest} levels");
                marks.Add(stack.Count);
                break;
            case PickleOpcode.Pop: Pop(); break;
            case PickleOpcode.PopMark: PopToMark(); break;

            case PickleOpcode.None: Push(null); break;
            case PickleOpcode.NewTrue: Push(true); break;
            case PickleOpcode.NewFalse: Push(false); break;
            case PickleOpcode.BinInt: Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case PickleOpcode.BinInt1: Push((long)Take(1)[0]); break;
            case PickleOpcode.BinInt2: Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case PickleOpcode.Long1: Push(Integer(TakeSized(1))); break;
            case PickleOpcode.Long4: Push(Integer(TakeSized(4))); break;
            case PickleOpcode.BinFloat: Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;

            case PickleOpcode.ShortBinString: Push(Encoding.Latin1.GetString(TakeSized(1))); break;
            case PickleOpcode.BinString: Push(Encoding.Latin1.GetString(TakeSized(4))); break;
            case PickleOpcode.ShortBinBytes: Push(TakeSized(1).ToArray()); break;
            case PickleOpcode.BinBytes: Push(TakeSized(4).ToArray()); break;
            case PickleOpcode.BinBytes8: Push(TakeSized(8).ToArray()); break;
            case PickleOpcode.ShortBinUnicode: Push(Text(TakeSized(1))); break;
            case PickleOpcode.BinUnicode: Push(Text(TakeSized(4))); break;
            case PickleOpcode.BinUnicode8: Push(Text(TakeSized(8))); break;

            case PickleOpcode.EmptyTuple: Push(PickledTuple.Empty); break;
            case PickleOpcode.Tuple: Push(new PickledTuple(PopToMark())); break;
            case PickleOpcode.Tuple1: Push(new PickledTuple(Pop(1))); break;
            case PickleOpcode.Tuple2: Push(new PickledTuple(Pop(2))); break;
            case PickleOpcode.Tuple3: Push(new PickledTuple(Pop(3))); break;
            case PickleOpcode.EmptyList: Push(PickledList.Any); break;
            case PickleOpcode.Append: Pop(); Top<PickledList>("APPEND"); break;
            case PickleOpcode.Appends: PopToMark(); Top<PickledList>("APPENDS"); break;
            case PickleOpcode.EmptyDict: Push(new PickledDictionary()); break;
            case PickleOpcode.SetItem: SetItems(Pop(2)); break;
            case PickleOpcode.SetItems: SetItems(PopToMark()); break;

            case PickleOpcode.BinPut: memo[Take(1)[0]] = Top<object>("BINPUT"); break;
            case PickleOpcode.LongBinPut: memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Top<object>("LONG_BINPUT"); break;
            case PickleOpcode.Memoize: memo[(uint)memo.Count] = Top<object>("MEMOIZE"); break;
            case PickleOpcode.BinGet: Push(Remembered(Take(1)[0])); break;
            case PickleOpcode.LongBinGet: Push(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;

            case PickleOpcode.Global:
            case PickleOpcode.Inst: PushGlobal(Text(TakeLine()), Text(TakeLine())); break;
            case PickleOpcode.StackGlobal:
                if (Pop(2) is not [string module, string name]) throw Bad("has a STACK_GLOBAL without two names");
                PushGlobal(module, name);
                break;
            case PickleOpcode.Reduce:
                var arguments = Pop() as PickledTuple ?? throw Bad("has a REDUCE without a tuple");
                Push(Call(Pop() as PickledGlobal ?? throw Bad("has a REDUCE of something that is no function"), arguments));
                break;
            // An OrderedDict's attributes (_metadata: versions of modules) are of no use here.
            case PickleOpcode.Build: Pop(); Top<PickledDictionary>("BUILD"); break;
            case PickleOpcode.BinPersId:
                Push(storages.Get(Pop() as PickledTuple ?? throw Bad("has a persistent identifier that is no tuple")));
                break;
            default:
                throw Bad($"has the opcode 0x{(byte)opcode:x2}, which torch.save does not write for tensors");
        }
    }

    private object Call(PickledGlobal function, PickledTuple arguments) => (function.Does, arguments.Items) switch
    {
        (PickledGlobal.Role.OrderedDict, []) => new PickledDictionary(),
        (PickledGlobal.Role.Size, [PickledTuple sizes]) => sizes,
        (PickledGlobal.Role.RebuildTensor, [PickledStorage storage, long offset, PickledTuple shape, PickledTuple strides, ..]) =>
            new PickledTensor(storage, offset, shape, strides),
        (PickledGlobal.Role.RebuildParameter, [PickledTensor tensor, ..]) => tensor,
        (PickledGlobal.Role.RebuildFromType, [PickledGlobal { Does: PickledGlobal.Role.RebuildTensor or PickledGlobal.Role.RebuildParameter } inner, _, PickledTuple its, ..]) =>
            Call(inner, its),
        _ => throw Bad($"calls {function.Does} with other arguments than torch.save gives it"),
    };

    private void PushGlobal(string module, string name)
    {
        if (PickledGlobal.Named(module, name) is { } known)
        {
            Push(known);
            return;
        }
        RefusedGlobal = $"{module}.{name}";
        throw new BadInputException(
            $"{path}: the pickle asks for {OneLine.Quote(RefusedGlobal)}, which tensors do not need: refused, nothing was run; "
            + "expected a state_dict as torch.save(model.state_dict(), FILE) writes it");
    }

    private void SetItems(object?[] items)
    {
        var dictionary = Top<PickledDictionary>("SETITEMS");
        if (items.Length % 2 != 0) throw Bad("has a key without a value");
        for (var i = 0; i < items.Length; i += 2) dictionary.Add(items[i], items[i + 1]);
    }

    private object? Remembered(uint index) =>
        memo.TryGetValue(index, out var value) ? value : throw Bad($"recalls value {index}, which it has not kept");

    private void Push(object? value)
    {
        if (stack.Count == Deepest) throw Bad($"keeps more than {Deepest} values waiting");
        stack.Add(value);
    }

    private object? Pop() => Pop(1)[0];

    private object?[] Pop(int count)
    {
        var floor = marks.Count == 0 ? 0 : marks[^1];
        if (stack.Count - floor < count) throw Bad("takes more values than it has");
        var items = CollectionsMarshal.AsSpan(stack)[^count..].ToArray();
        stack.RemoveRange(stack.Count - count, count);
        return items;
    }

    private object?[] PopToMark()
    {
        if (marks.Count == 0) throw Bad("goes back to a mark that it has not made");
        var items = CollectionsMarshal.AsSpan(stack)[marks[^1]..].ToArray();
        stack.RemoveRange(marks[^1], items.Length);
        marks.RemoveAt(marks.Count - 1);
        return items;
    }

    private T Top<T>(string opcode) where T : class?
    {
        var floor = marks.Count == 0 ? 0 : marks[^1];
        return stack.Count > floor && (stack[^1] is T || stack[^1] is null && typeof(T) == typeof(object))
            ? (T)stack[^1]!
            : throw Bad($"has a {opcode} without what it works on");
    }

    private ReadOnlySpan<byte> TakeSized(int lengthBytes)
    {
        var given = Take(lengthBytes);
        var length = lengthBytes switch
        {
            1 => given[0],
            4 => BinaryPrimitives.ReadUInt32LittleEndian(given),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(given),
        };
        return Take(length);
    }

    private ReadOnlySpan<byte> TakeLine()
    {
        var length = pickle.Span[Position..].IndexOf((byte)'\n');
        if (length < 0) throw Bad("ends within a name");
        var line = Take((ulong)length);
        Position++;
        return line;
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        var left = pickle.Length - Position;
        if (count > (ulong)left) throw Bad($"ends too early: {count} more bytes are announced, {left} are left");
        Position += (int)count;
        return pickle.Span.Slice(Position - (int)count, (int)count);
    }

    private ReadOnlySpan<byte> Take(int count) => Take((ulong)count);

    private string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Bad("has text that is not valid UTF-8");
        }
    }

    private static object Integer(ReadOnlySpan<byte> bytes)
    {
        var value = new BigInteger(bytes);
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    private BadInputException Bad(string what) => new($"{path}: the pickle {what} (at byte {Position})");
}
