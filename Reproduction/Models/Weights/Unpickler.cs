using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Reproduction.Models.Weights;

/// <summary>
/// A pickle machine that knows only what tensors and dictionaries need. It runs no code: classes and functions that are not
/// among <see cref="PickledGlobal"/> become values that are never called. Time and memory are bounded by the pickle's own length.
/// </summary>
internal sealed class Unpickler
{
    /// <summary>Values that wait on the stack and marks within one another; files of torch.save need some thousands, and few.</summary>
    private const int Deepest = 1 << 16;

    private const int NewestProtocol = 5;

    private readonly List<object?> stack = [];
    private readonly List<int> marks = [];
    private readonly Dictionary<uint, object?> memo = [];
    private readonly PickleBytes bytes;
    private readonly PickleCalls calls;

    /// <summary>A machine at the beginning of its bytes.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="pickle">The bytes from which to read.</param>
    public Unpickler(string path, ReadOnlyMemory<byte> pickle)
    {
        bytes = new(path, pickle);
        calls = new(path, bytes);
        Storages = new(path);
    }

    /// <summary>Where in the bytes the machine stands.</summary>
    public int Position => bytes.Position;

    /// <summary>The storages that the pickles named.</summary>
    public StorageTable Storages { get; }

    /// <summary>The function whose call was refused, such as <c>posix.system</c>; null while there is none.</summary>
    public string? RefusedCall => calls.Refused;

    /// <summary>Runs to the next STOP and gives the value.</summary>
    /// <exception cref="BadInputException">The pickle is damaged, or calls something that is no matter of values.</exception>
    public object? Read()
    {
        stack.Clear();
        marks.Clear();
        memo.Clear();
        while (true)
        {
            var opcode = (PickleOpcode)bytes.Byte();
            if (opcode == PickleOpcode.Stop) return Pop();
            Run(opcode);
        }
    }

    private void Run(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto:
                if (bytes.Byte() is var protocol and > NewestProtocol)
                    throw bytes.Bad($"has pickle protocol {protocol}, expected at most {NewestProtocol}");
                break;
            case PickleOpcode.Frame: bytes.Take(8); break;
            case PickleOpcode.Mark:
                if (marks.Count == Deepest) throw bytes.Bad($"nests deeper than {Deepest} levels");
                marks.Add(stack.Count);
                break;
            case PickleOpcode.Pop: Pop(); break;
            case PickleOpcode.PopMark: PopToMark(); break;
            case PickleOpcode.Dup: Push(Top("DUP")); break;

            case PickleOpcode.None: Push(null); break;
            case PickleOpcode.NewTrue: Push(true); break;
            case PickleOpcode.NewFalse: Push(false); break;
            case PickleOpcode.Int or PickleOpcode.Long: Push(bytes.IntegerLine()); break;
            case PickleOpcode.BinInt: Push((long)BinaryPrimitives.ReadInt32LittleEndian(bytes.Take(4))); break;
            case PickleOpcode.BinInt1: Push((long)bytes.Byte()); break;
            case PickleOpcode.BinInt2: Push((long)BinaryPrimitives.ReadUInt16LittleEndian(bytes.Take(2))); break;
            case PickleOpcode.Long1: Push(PickleBytes.Integer(bytes.Sized(1))); break;
            case PickleOpcode.Long4: Push(PickleBytes.Integer(bytes.Sized(4))); break;
            case PickleOpcode.Float: Push(bytes.FloatLine()); break;
            case PickleOpcode.BinFloat: Push(BinaryPrimitives.ReadDoubleBigEndian(bytes.Take(8))); break;

            case PickleOpcode.String: Push(bytes.Line().Trim('\'', '"')); break;
            case PickleOpcode.Unicode: Push(bytes.Line()); break;
            case PickleOpcode.ShortBinString: Push(Encoding.Latin1.GetString(bytes.Sized(1))); break;
            case PickleOpcode.BinString: Push(Encoding.Latin1.GetString(bytes.Sized(4))); break;
            case PickleOpcode.ShortBinBytes: Push(bytes.Sized(1).ToArray()); break;
            case PickleOpcode.BinBytes: Push(bytes.Sized(4).ToArray()); break;
            case PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8: Push(bytes.Sized(8).ToArray()); break;
            case PickleOpcode.ShortBinUnicode: Push(bytes.Text(bytes.Sized(1))); break;
            case PickleOpcode.BinUnicode: Push(bytes.Text(bytes.Sized(4))); break;
            case PickleOpcode.BinUnicode8: Push(bytes.Text(bytes.Sized(8))); break;

            case PickleOpcode.EmptyTuple: Push(PickledTuple.Empty); break;
            case PickleOpcode.Tuple: Push(new PickledTuple(PopToMark())); break;
            case PickleOpcode.Tuple1: Push(new PickledTuple(Pop(1))); break;
            case PickleOpcode.Tuple2: Push(new PickledTuple(Pop(2))); break;
            case PickleOpcode.Tuple3: Push(new PickledTuple(Pop(3))); break;
            case PickleOpcode.EmptyList or PickleOpcode.EmptySet: Push(new PickledList()); break;
            case PickleOpcode.List or PickleOpcode.FrozenSet: PushList(PopToMark()); break;
            case PickleOpcode.Append: AddItems(Pop(1), "APPEND"); break;
            case PickleOpcode.Appends or PickleOpcode.AddItems: AddItems(PopToMark(), "APPENDS"); break;
            case PickleOpcode.EmptyDict: Push(new PickledDictionary()); break;
            case PickleOpcode.Dict:
                var pairs = PopToMark();
                Push(new PickledDictionary());
                SetItems(pairs);
                break;
            case PickleOpcode.SetItem: SetItems(Pop(2)); break;
            case PickleOpcode.SetItems: SetItems(PopToMark()); break;

            case PickleOpcode.BinPut: memo[bytes.Byte()] = Top("BINPUT"); break;
            case PickleOpcode.LongBinPut: memo[BinaryPrimitives.ReadUInt32LittleEndian(bytes.Take(4))] = Top("LONG_BINPUT"); break;
            case PickleOpcode.Put: memo[bytes.IndexLine()] = Top("PUT"); break;
            case PickleOpcode.Memoize: memo[(uint)memo.Count] = Top("MEMOIZE"); break;
            case PickleOpcode.BinGet: Push(Remembered(bytes.Byte())); break;
            case PickleOpcode.LongBinGet: Push(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(bytes.Take(4)))); break;
            case PickleOpcode.Get: Push(Remembered(bytes.IndexLine())); break;

            case PickleOpcode.Global: Push(PickleCalls.Global(bytes.Line(), bytes.Line())); break;
            case PickleOpcode.StackGlobal:
                if (Pop(2) is not [string module, string name]) throw bytes.Bad("has a STACK_GLOBAL without two names");
                Push(PickleCalls.Global(module, name));
                break;
            case PickleOpcode.Reduce: Call("REDUCE", isClass: false); break;
            case PickleOpcode.NewObj: Call("NEWOBJ", isClass: true); break;
            case PickleOpcode.NewObjEx:
                Pop();
                Call("NEWOBJ_EX", isClass: true);
                break;
            case PickleOpcode.Inst:
                var type = PickleCalls.Global(bytes.Line(), bytes.Line());
                Push(calls.Of("INST", type, new(PopToMark())));
                break;
            case PickleOpcode.Obj:
                if (PopToMark() is not [var called, .. var itsArguments]) throw bytes.Bad("has an OBJ without a class");
                Push(calls.Of("OBJ", called, new(itsArguments)));
                break;
            // An OrderedDict's attributes (_metadata: versions of modules) and a tensor's are of no use here.
            case PickleOpcode.Build:
                var state = Pop();
                switch (Top("BUILD"))
                {
                    case PickledUnknown unknown: unknown.Build(state); break;
                    case PickledDictionary or PickledTensor: break;
                    default: throw bytes.Bad("has a BUILD without what it works on");
                }
                break;
            case PickleOpcode.BinPersId:
                Push(Storages.Get(Pop() as PickledTuple ?? throw bytes.Bad("has a persistent identifier that is no tuple")));
                break;
            default:
                throw bytes.Bad($"has the opcode 0x{(byte)opcode:x2}, which torch.save does not write for tensors");
        }
    }

    private void Call(string opcode, bool isClass)
    {
        var arguments = Pop() as PickledTuple ?? throw bytes.Bad($"has a {opcode} without a tuple");
        Push(calls.Of(opcode, Pop(), arguments, isClass));
    }

    private void SetItems(object?[] items)
    {
        if (items.Length % 2 != 0) throw bytes.Bad("has a key without a value");
        var target = Top("SETITEMS");
        for (var i = 0; i < items.Length; i += 2)
        {
            if (target is PickledDictionary dictionary) dictionary.Add(items[i], items[i + 1]);
            else (target as PickledUnknown ?? throw bytes.Bad("has a SETITEMS without what it works on")).Add(items[i], items[i + 1]);
        }
    }

    private void AddItems(object?[] items, string opcode)
    {
        var target = Top(opcode);
        foreach (var item in items)
        {
            if (target is PickledList list) list.Add(item);
            else (target as PickledUnknown ?? throw bytes.Bad($"has a {opcode} without what it works on")).Add(item);
        }
    }

    private void PushList(object?[] items)
    {
        var list = new PickledList();
        foreach (var item in items) list.Add(item);
        Push(list);
    }

    private object? Remembered(uint index) =>
        memo.TryGetValue(index, out var value) ? value : throw bytes.Bad($"recalls value {index}, which it has not kept");

    private void Push(object? value)
    {
        if (stack.Count == Deepest) throw bytes.Bad($"keeps more than {Deepest} values waiting");
        stack.Add(value);
    }

    private object? Pop() => Pop(1)[0];

    private object?[] Pop(int count)
    {
        var floor = marks.Count == 0 ? 0 : marks[^1];
        if (stack.Count - floor < count) throw bytes.Bad("takes more values than it has");
        var items = CollectionsMarshal.AsSpan(stack)[^count..].ToArray();
        stack.RemoveRange(stack.Count - count, count);
        return items;
    }

    private object?[] PopToMark()
    {
        if (marks.Count == 0) throw bytes.Bad("goes back to a mark that it has not made");
        var items = CollectionsMarshal.AsSpan(stack)[marks[^1]..].ToArray();
        stack.RemoveRange(marks[^1], items.Length);
        marks.RemoveAt(marks.Count - 1);
        return items;
    }

    private object? Top(string opcode)
    {
        var floor = marks.Count == 0 ? 0 : marks[^1];
        return stack.Count > floor ? stack[^1] : throw bytes.Bad($"has a {opcode} without what it works on");
    }
}
