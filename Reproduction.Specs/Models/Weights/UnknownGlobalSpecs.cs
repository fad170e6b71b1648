using System.Text;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights;

/// <summary>Classes and functions that tensors do not need: passed over where nothing depends on them, and never run.</summary>
public sealed class UnknownGlobalSpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("unknown-").FullName;

    private string Path => System.IO.Path.Combine(folder, "weights.pth");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("a function that is named and not called", "cos\nsystem\n")]
    [InlineData("an object of a class", "csome.where\nThing\n)\u0081")]
    [InlineData("an object with a state", "csome.where\nThing\n)\u0081}b")]
    [InlineData("an object with named arguments", "csome.where\nThing\n)}\u0092")]
    [InlineData("a list of one's own", "csome.where\nThings\n)\u0081(K\u0001K\u0002e")]
    [InlineData("a dictionary of one's own", "csome.where\nThings\n)\u0081(K\u0001K\u0002u")]
    [InlineData("an object that its class makes", "csome.where\nThing\n(K\u0001tR")]
    [InlineData("an object of Python 2", "(isome.where\nThing\n")]
    [InlineData("an object of Python 2 with arguments", "(csome.where\nThing\nK\u0001o")]
    [InlineData("an object of protocol 1", "ccopy_reg\n_reconstructor\n(csome.where\nThing\nc__builtin__\nobject\nNtR")]
    [InlineData("a scalar of NumPy 2", "cnumpy._core.multiarray\nscalar\n(cnumpy\ndtype\n(K\u0001tRK\u0001tR")]
    [InlineData("a function with its arguments", "cfunctools\npartial\n(cmy.code\nstep\ntR")]
    [InlineData("a class with a name like a function's", "cmy.code\nargs\n)\u0081")]
    [InlineData("a method of an object, as a scheduler keeps one", "c__builtin__\ngetattr\n(csome.where\nThing\n)\u0081U\u0004steptR")]
    [InlineData("a member of an enumeration", "cbuiltins\ngetattr\n(csome.where\nMode\nU\u0004FASTtR")]
    [InlineData("a type with its parts", "c_operator\ngetitem\n(ctyping\nDict\nc__builtin__\nstr\ntR")]
    public void Beside_the_weights_they_are_passed_over(string what, string opcodes)
    {
        Read(("then", opcodes)).Should().Equal(["w"], what);
    }

    [Theory]
    [InlineData("os.system", "cos\nsystem\n(K\u0001tR")]
    [InlineData("os.system", "(cos\nsystem\nK\u0001o")]
    [InlineData("os.system", "(K\u0001ios\nsystem\n")]
    [InlineData("os.system", "\u008c\u0002os\u008c\u0006system\u0093(K\u0001tR")]
    [InlineData("os.path.join.__globals__", "\u008c\u0002os\u008c\u0015path.join.__globals__\u0093(K\u0001tR")]
    [InlineData("subprocess.Popen", "csubprocess\nPopen\n(K\u0001t\u0081")]
    [InlineData("io.FileIO", "cio\nFileIO\n(K\u0001tR")]
    [InlineData("types.CodeType", "ctypes\nCodeType\n)R")]
    [InlineData("my.code.run", "cmy.code\nrun\n)R")]
    [InlineData("my.code._Run.now", "\u008c\u0007my.code\u008c\u0008_Run.now\u0093)R")]
    [InlineData("my.code.run", "(imy.code\nrun\n")]
    [InlineData("functools.partial", "cfunctools\npartial\n(cos\nsystem\ntR)R")]
    [InlineData("some.where.Thing", "csome.where\nThing\n)\u0081)R")]
    [InlineData("os.os.system", "c__builtin__\ngetattr\n(cos\nos\nU\u0006systemtR(K\u0001tR")]
    [InlineData("__builtin__.getattr", "c__builtin__\ngetattr\n(cos\nos\nU\u0008__dict__tR")]
    [InlineData("torch.storage._load_from_bytes", "ctorch.storage\n_load_from_bytes\n(C\u0001xtR")]
    public void A_call_that_would_run_something_is_refused_by_name_wherever_it_stands(string name, string opcodes)
    {
        foreach (var place in (string[])["then", "w", "state_dict"])
            Refusal((place, opcodes)).Should()
                .Be($"{Path}: the pickle calls '{name}', which tensors do not need: refused, nothing was run, {PickleCalls.Expected}");
    }

    [Theory]
    [InlineData("torch.FutureStorage",
        "ctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFutureStorage\nU\u00010U\u0003cpuK\u0004tQK\u0000(K\u0004t(K\u0001ttR")]
    [InlineData("some.where.Thing", "ctorch._utils\n_rebuild_parameter\n(csome.where\nThing\n)\u0081\u0088NtR")]
    [InlineData("some.where.size",
        "ctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0004tQK\u0000(csome.where\nsize\nt(K\u0001ttR")]
    [InlineData("my.code.Kind", "ctorch._tensor\n_rebuild_from_type_v2\n(ctorch._utils\n_rebuild_tensor_v2\ncmy.code\nKind\n)}tR")]
    [InlineData("torch._utils._rebuild_wrapper_subclass", "ctorch._utils\n_rebuild_wrapper_subclass\n)R")]
    [InlineData("some.where.Kind",
        "csome.where\nKind\n(ctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0004tQK\u0000(K\u0004t(K\u0001ttRtR")]
    public void A_tensor_that_depends_on_one_is_refused_by_both_names_and_beside_the_weights_it_is_passed_over(string name, string opcodes)
    {
        Refusal(("v", opcodes), isState: true).Should().Be(
            $"{Path}: tensor 'v' depends on '{name}', which is unknown here: refused, nothing was run, {PickleCalls.Expected}");
        Read(("then", opcodes)).Should().Equal("w");
    }

    [Fact]
    public void Within_the_state_dict_what_holds_no_tensor_is_passed_over()
    {
        Write(("w._extra_state", "csome.where\nThing\n)\u0081"), isState: true);

        using var scope = NewDisposeScope();
        WeightsFile.Read(Path).Tensors.Keys.Should().Equal("w");
    }

    [Fact]
    public void A_whole_network_is_refused_with_the_name_of_its_class()
    {
        var opcodes = "csome.where\nNet\n)\u0081}U\u0001w" + Tensor + "sb";
        TorchFile.Write(Path, TorchFile.Pickle(Encoding.Latin1.GetBytes(opcodes)), [("archive/data/0", new byte[16])]);

        Message().Should().Be(
            $"{Path}: no tensors by name, expected a state_dict, alone or under a key such as state_dict or model; found an object of "
            + "'some.where.Net', which is not rebuilt: nothing was run");
    }

    [Fact]
    public void A_name_with_control_characters_is_shown_escaped() =>
        Refusal(("then", "\u008c\u0002os\u008c\u0006s\u001b[31m\u0093)R")).Should().Contain("'os.s\\u001b[31m'").And.NotContain("\u001b");

    private static string Tensor => Encoding.Latin1.GetString(TorchFile.Tensor([4], [1]));

    private IEnumerable<string> Read((string Key, string Opcodes) other)
    {
        Write(other, isState: false);
        using var scope = NewDisposeScope();
        return [.. WeightsFile.Read(Path).Tensors.Keys];
    }

    private string Refusal((string Key, string Opcodes) other, bool isState = false)
    {
        Write(other, isState);
        return Message();
    }

    private string Message()
    {
        Action reading = () => WeightsFile.Read(Path);
        return reading.Should().Throw<BadInputException>().Which.Message;
    }

    private void Write((string Key, string Opcodes) other, bool isState)
    {
        (string, byte[]) w = ("w", TorchFile.Tensor([4], [1])), beside = (other.Key, Encoding.Latin1.GetBytes(other.Opcodes));
        var saved = isState ? TorchFile.Dictionary(w, beside) : TorchFile.Dictionary(("model", TorchFile.Dictionary(w)), beside);
        TorchFile.Write(Path, [0x80, 4, .. saved, (byte)'.'], [("archive/data/0", new byte[16])]);
    }
}
