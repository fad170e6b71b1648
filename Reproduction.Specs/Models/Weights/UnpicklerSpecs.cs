using System.Buffers.Binary;
using System.Text;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights;

/// <summary>Pickles that no PyTorch wrote: each must end in one line, soon, and without memory beyond a multiple of its size.</summary>
public sealed class UnpicklerSpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pickle-").FullName;

    private string Path => System.IO.Path.Combine(folder, "weights.pth");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_dictionary_that_contains_itself_is_read_for_its_tensors()
    {
        byte[] itself = [(byte)'}', (byte)'q', 0, .. TorchFile.Text("me"), (byte)'h', 0, (byte)'s'];
        byte[] withTensor = [.. itself, .. TorchFile.Text("w"), .. TorchFile.Tensor([4], [1]), (byte)'s'];
        TorchFile.Write(Path, TorchFile.Pickle(withTensor), [("archive/data/0", new byte[16])]);

        using var scope = NewDisposeScope();
        WeightsFile.Read(Path).Tensors.Keys.Should().Equal("w");
    }

    [Fact]
    public void A_wrapper_that_contains_itself_is_not_followed_for_ever()
    {
        byte[] itself = [(byte)'}', (byte)'q', 0, .. TorchFile.Text("state_dict"), (byte)'h', 0, (byte)'s'];

        Refusal(TorchFile.Pickle(itself)).Should().Contain("no tensors by name").And.Contain("'state_dict'");
    }

    [Theory]
    [InlineData('(', "nests deeper")]
    [InlineData('}', "values waiting")]
    [InlineData(')', "values waiting")]
    [InlineData(']', "values waiting")]
    [InlineData('N', "values waiting")]
    public void A_million_levels_or_values_are_refused(char opcode, string expected) =>
        Refusal(TorchFile.Pickle(Enumerable.Repeat((byte)opcode, 1 << 20).ToArray())).Should().Contain(expected);

    [Theory]
    [InlineData(0x8d, "text")]
    [InlineData(0x8e, "bytes")]
    public void A_length_of_2_to_the_63_is_refused_before_memory_is_asked_for(byte opcode, string what)
    {
        var pickle = new byte[12];
        (pickle[0], pickle[1], pickle[2]) = (0x80, 4, opcode);
        BinaryPrimitives.WriteUInt64LittleEndian(pickle.AsSpan(3), 1UL << 63);

        Refusal(pickle).Should().Contain("9223372036854775808 more bytes are announced", what);
    }

    [Theory]
    [InlineData('X')]
    [InlineData('T')]
    [InlineData('B')]
    [InlineData('\u008b')]
    public void A_length_of_four_gigabytes_is_refused_before_memory_is_asked_for(char opcode) =>
        Refusal([0x80, 4, (byte)opcode, 0xff, 0xff, 0xff, 0xff, 1, 2, 3]).Should().Contain("4294967295 more bytes are announced");

    [Theory]
    [InlineData("0", "takes more values")]
    [InlineData("(0", "takes more values")]
    [InlineData("t", "mark")]
    [InlineData("u", "mark")]
    [InlineData("NK\u0001s", "takes more values|SETITEMS")]
    [InlineData("}(Nu", "a key without a value")]
    [InlineData("NNR", "REDUCE")]
    [InlineData("N)R", "REDUCE of something that is no function")]
    [InlineData("ccollections\nOrderedDict\n(K\u0001tR", "calls Mapping with other arguments")]
    [InlineData("ctorch._utils\n_rebuild_tensor_v2\n)R", "calls RebuildTensor")]
    [InlineData("ctorch\nFloatStorage\n)R", "calls Storage with other arguments")]
    [InlineData("N}b", "BUILD")]
    [InlineData("NQ", "persistent identifier")]
    [InlineData(")Q", "no storage")]
    [InlineData("h\u0007", "recalls value 7")]
    [InlineData("j\u0000\u0000\u0000\u0080", "recalls value 2147483648")]
    [InlineData("q\u0000", "BINPUT")]
    [InlineData("N\u0093", "takes more values|STACK_GLOBAL")]
    [InlineData("NN\u0093", "STACK_GLOBAL")]
    [InlineData("ctorch", "ends within a name")]
    [InlineData("N\u0081", "NEWOBJ without a tuple")]
    [InlineData(")\u0081", "takes more values")]
    [InlineData("N)\u0081", "NEWOBJ of something that is no function")]
    [InlineData("(o", "OBJ without a class")]
    [InlineData("(No", "OBJ of something that is no function")]
    [InlineData("\u0082\u0001", "opcode 0x82")]
    [InlineData("\u0097", "opcode 0x97")]
    [InlineData("I1x\n", "'1x' where a whole number is expected")]
    [InlineData("Fone\n", "'one' where a number is expected")]
    [InlineData("g-1\n", "index of its memo that is none")]
    [InlineData("g5\n", "recalls value 5")]
    [InlineData("Np1", "ends within a name")]
    [InlineData("NNa", "APPEND without what it works on")]
    [InlineData("2", "DUP")]
    [InlineData("\u0080\u0009", "protocol 9")]
    [InlineData("(ios\nsystem\n", "'os.system'")]
    [InlineData("\u008c\u0001\u00ff", "UTF-8")]
    public void Damage_says_what_the_machine_missed(string opcodes, string expected) =>
        Refusal([0x80, 2, .. Encoding.Latin1.GetBytes(opcodes), (byte)'.']).Should().MatchRegex(expected);

    [Fact]
    public void A_pickle_that_does_not_end_is_refused() =>
        Refusal([0x80, 2, (byte)'}']).Should().Contain("ends too early");

    [Fact]
    public void Sizes_and_flags_of_other_parts_of_a_checkpoint_do_not_disturb()
    {
        var pickle = TorchFile.Pickle(TorchFile.Dictionary(
            ("big", [0x8a, 16, .. new byte[15], 0x7f]),
            ("pair", [.. TorchFile.Integer(1), .. TorchFile.Integer(2), 0x86]),
            ("list", [(byte)']', (byte)'(', (byte)'N', 0x88, (byte)'e', (byte)'N', (byte)'a']),
            ("python 2", [(byte)'U', 1, 0xe4]),
            ("w", TorchFile.Tensor([4], [1]))));
        TorchFile.Write(Path, pickle, [("archive/data/0", new byte[16])]);

        using var scope = NewDisposeScope();
        WeightsFile.Read(Path).Tensors.Keys.Should().Equal("w");
    }

    private string Refusal(byte[] pickle)
    {
        TorchFile.Write(Path, pickle);
        Action reading = () => WeightsFile.Read(Path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = reading.Should().Throw<BadInputException>().Which.Message;
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(32L * pickle.Length + (4 << 20));
        return message.Should().StartWith(Path).And.NotContain("\n").And.Subject!;
    }
}
