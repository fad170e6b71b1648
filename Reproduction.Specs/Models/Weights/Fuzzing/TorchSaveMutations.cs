using System.IO.Compression;
using System.Text;

namespace Reproduction.Specs.Models.Weights.Fuzzing;

/// <summary>Damage to files of torch.save that keeps the archive's checksums right, so that it reaches the pickle.</summary>
internal static class TorchSaveMutations
{
    private static readonly Lazy<byte[]> Bomb = new(MakeBomb);

    private static readonly string[] Modules = ["torch", "torch.storage", "collections", "torch._utils", "torch.serialization", "os",
        "builtins", "numpy.core.multiarray", "argparse", "some.where"];

    private static readonly string[] Names =
    [
        "FloatStorage", "UntypedStorage", "QInt8Storage", "OrderedDict", "Counter", "defaultdict", "_rebuild_tensor_v2",
            "_rebuild_tensor_v3", "_rebuild_parameter", "_rebuild_qtensor",
        "_rebuild_sparse_tensor", "_rebuild_nested_tensor", "_rebuild_meta_tensor_no_storage", "_get_layout", "float8_e4m3fn", "uint16",
        "system", "eval", "set", "scalar", "Namespace", "Size", "Tensor",
    ];

    /// <summary>Some records are damaged, dropped, doubled or renamed, and packed again.</summary>
    public static byte[] Records(byte[] file, byte[] other, Dice dice)
    {
        var records = Unpack(file);
        for (var changes = 1 + dice.Below(3); changes > 0 && records.Count > 0; changes--)
        {
            var at = dice.OneIn(3)
                ? dice.Below(records.Count)
                : Math.Max(0, records.FindIndex(record => record.Name.EndsWith("data.pkl", StringComparison.Ordinal)));
            var (name, content) = records[at];
            switch (dice.Below(10))
            {
                case 0: records.RemoveAt(at); break;
                case 1: records.Add((name, content)); break;
                case 2:
                    records[at] =
                    (Encoding.Latin1.GetString(ByteMutations.Damage(Encoding.Latin1.GetBytes(name), [], dice)), content); break;
                default: records[at] = (name, ByteMutations.Damage(content, other, dice)); break;
            }
        }
        return Pack(records, dice.OneIn(2) ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
    }

    /// <summary>
    /// A dictionary of tensors with what no program writes in between: random opcodes, memo, marks and figures; and a storage beside it.
    /// </summary>
    public static byte[] Pickle(Dice dice) =>
        Pack([("archive/data.pkl", Opcodes(dice)), ("archive/data/0", new byte[16])], CompressionLevel.NoCompression);

    /// <summary>The same in the format before PyTorch 1.6, with a list of storages and their data, often wrong.</summary>
    public static byte[] OldFormat(Dice dice)
    {
        byte[] keys =
            dice.OneIn(4) ? Opcodes(dice) : [0x80, 2, (byte)']', .. TorchFile.Text(dice.OneIn(8) ? "1" : "0"), (byte)'a', (byte)'.'];
        byte[] data = dice.OneIn(6)
            ? new byte[dice.Below(40)]
            : [.. BitConverter.GetBytes(dice.OneIn(6) ? (long)dice.Bits() : 4L), .. new byte[dice.OneIn(6) ? dice.Below(20) : 16]];
        return TorchFile.OldFormat(Opcodes(dice), keys, data);
    }

    /// <summary>Records that unpack to a thousand times their size, honest or with other sizes in the directory.</summary>
    public static byte[] ZipBomb(Dice dice) => dice.OneIn(4) ? Bomb.Value : ByteMutations.Damage(Bomb.Value, [], dice);

    private static byte[] Opcodes(Dice dice)
    {
        List<byte> pickle = [0x80, 2, (byte)'}', (byte)'q', 0];
        var hostility = 1 + dice.Below(8);
        for (var steps = 1 + dice.Below(20); steps > 0; steps--)
        {
            byte[] step = (dice.OneIn(hostility) ? dice.Below(18) : 18) switch
            {
                0 => [(byte)'h', (byte)dice.Below(4)],
                1 => [(byte)'q', (byte)dice.Below(4)],
                2 => [.. TorchFile.Text(dice.Of(["w", "state_dict", "model", "0", "storage", "\n"])), (byte)'h', 0, (byte)'s'],
                3 => [.. TorchFile.Text("w"), .. Tensor(dice), (byte)'s'],
                4 => Repeated(dice.Of<byte>([(byte)'(', (byte)'}', (byte)']', (byte)')', (byte)'N', 0x88]), dice),
                5 => [(byte)'(', .. Repeated((byte)'N', dice), (byte)'t'],
                6 => [dice.Of<byte>([0x8d, 0x8e]),
                    .. BitConverter.GetBytes(dice.Of<ulong>([0, 1, 1UL << 63, ulong.MaxValue, int.MaxValue]))],
                7 => [dice.Of<byte>([(byte)'X', (byte)'T', (byte)'B', 0x8b]),
                    .. BitConverter.GetBytes(dice.Of<uint>([0, 1, 0x7fffffff, 0xffffffff]))],
                8 => TorchFile.Integer(dice.Of([0, -1, 1, 4, int.MaxValue, 1L << 40, long.MaxValue, long.MinValue])),
                9 => TorchFile.Global(dice.Of(Modules), dice.Of(Names)),
                10 => [dice.Of<byte>([(byte)'R', (byte)'b', (byte)'Q', (byte)'0', (byte)'1', (byte)'a', (byte)'e', (byte)'s', (byte)'u',
                    0x93, 0x94, 0x81, 0x92, (byte)'o', (byte)'l', (byte)'d', 0x90, 0x91, (byte)'2'])],
                11 => [(byte)'h', 0, .. TorchFile.Text("self"), (byte)'h', 0, (byte)'s', (byte)'0'],
                12 => [dice.Of<byte>([0x85, 0x86, 0x87, (byte)'t'])],
                13 => [(byte)dice.Bits()],
                14 => [.. TorchFile.Global(dice.Of(Modules), dice.Of(Names)), (byte)')', dice.Of<byte>([(byte)'R', 0x81])],
                15 => [(byte)'(', .. TorchFile.Global(dice.Of(Modules), dice.Of(Names)), .. Tensor(dice), (byte)'o'],
                16 => [.. TorchFile.Text(dice.Of(["w", "model", "net"])), .. TorchFile.Global("some.where", "Thing"), (byte)'(',
                    .. Tensor(dice), (byte)'t', (byte)'R', (byte)'s'],
                17 => [.. Encoding.ASCII.GetBytes(
                    dice.Of(["I7\n", "L12345678901234567890L\n", "F1e5\n", "S'text'\n", "Vtext\n", "p1\n", "g0\n", "I99x\n", "g-1\n",
                        "\u008f", "iother\nThing\n"]))],
                _ => [.. TorchFile.Text(dice.Of(["a", "b", "c"])), .. Tensor(dice), (byte)'s'],
            };
            pickle.AddRange(step);
        }
        return [.. pickle, (byte)'.'];
    }

    private static byte[] Tensor(Dice dice)
    {
        long[] numbers = [0, 1, 2, 4, 5, -1, 1L << 31, 1L << 32, 1L << 62, long.MaxValue];
        var hostility = dice.Of([1, 3, 1000]);
        long Number() => dice.OneIn(hostility) ? dice.Of(numbers) : 1 + dice.Below(2);
        long[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => Number())];
        var dimensions = dice.OneIn(20) ? dice.Below(80) : dice.Below(4);
        return TorchFile.Tensor(
            Numbers(dimensions), Numbers(dice.OneIn(10) ? dice.Below(5) : dimensions), hostility > 1 ? 0 : Number(),
            hostility > 1 ? 4 : Number(),
            dice.OneIn(10 * hostility)
                ? dice.Of(["1", "../0"])
                : "0", dice.OneIn(5 * hostility)
                ? dice.Of(["BoolStorage", "DoubleStorage", "Size"])
                : "FloatStorage");
    }

    private static byte[] Repeated(byte opcode, Dice dice) => [.. Enumerable.Repeat(opcode, dice.Length(1 << 17))];

    private static byte[] MakeBomb()
    {
        var pickle = TorchFile.Pickle(TorchFile.Dictionary(("w", TorchFile.Tensor([1 << 23], [1], elements: 1 << 23))));
        return Pack([("archive/data.pkl", pickle), ("archive/data/0", new byte[1 << 25])], CompressionLevel.SmallestSize);
    }

    private static List<(string Name, byte[] Content)> Unpack(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Select(entry =>
        {
            using var memory = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(memory);
            return (entry.FullName, memory.ToArray());
        })];
    }

    private static byte[] Pack(IEnumerable<(string Name, byte[] Content)> records, CompressionLevel compression)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
            foreach (var (name, content) in records)
            {
                // The writer wants a name, and not too long a one.
                using var entry = zip.CreateEntry(name is "" ? "?" : name[..Math.Min(name.Length, 30_000)], compression).Open();
                entry.Write(content);
            }
        return memory.ToArray();
    }
}
