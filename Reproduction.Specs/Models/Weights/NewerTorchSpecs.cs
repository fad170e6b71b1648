using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights;

/// <summary>What only newer PyTorch writes than the one that makes the golden files, byte by byte as its source describes it.</summary>
public sealed class NewerTorchSpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("newer-").FullName;
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    private string Path => System.IO.Path.Combine(folder, "weights.pt");

    public void Dispose()
    {
        scope.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// Values by the formats' definitions: sign, exponent with its bias, fraction (OCP's OFP8 and MX; bias one more in "fnuz").
    /// </summary>
    [Theory]
    [InlineData("float8_e4m3fn", new byte[] { 0x38, 0xc0, 0x7e }, new[] { 1.0, -2, 448 })]
    [InlineData("float8_e5m2", new byte[] { 0x3c, 0xc0, 0x7b }, new[] { 1.0, -2, 57344 })]
    [InlineData("float8_e4m3fnuz", new byte[] { 0x40, 0xc8, 0x7f }, new[] { 1.0, -2, 240 })]
    [InlineData("float8_e5m2fnuz", new byte[] { 0x40, 0xc4, 0x7f }, new[] { 1.0, -2, 57344 })]
    [InlineData("float8_e8m0fnu", new byte[] { 0x7f, 0x80, 0x7e }, new[] { 1.0, 2, 0.5 })]
    [InlineData("uint16", new byte[] { 1, 0, 0xff, 0xff, 0, 0x80 }, new[] { 1.0, 65535, 32768 })]
    [InlineData("uint32", new byte[] { 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0x80 }, new[] { 1.0, 4294967295, 2147483648 })]
    [InlineData("uint64", new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80 },
        new[] { 1.0, 2, 9223372036854775808 })]
    [InlineData("float32", new byte[] { 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f }, new[] { 1.0, -2, 0.5 })]
    public void A_tensor_over_an_untyped_storage_has_the_type_that_it_says(string dtype, byte[] content, double[] expected)
    {
        TorchFile.Write(Path, TorchFile.Pickle(TorchFile.Dictionary(("w", Untyped(dtype, content.Length)))), [("archive/data/0", content)]);

        var read = WeightsFile.Read(Path).Tensors["w"];

        read.dtype.InPyTorch().Should().Be(dtype);
        GoldenWeights.Numbers(read).Should().Equal(expected);
        WeightsFile.ReadHeader(Path).Tensors.Single().Should()
            .Match<TensorEntry>(entry => entry.Bytes == content.Length && entry.Elements == 3);
    }

    [Fact]
    public void Values_that_are_to_be_negated_are_not_taken_as_they_lie_there()
    {
        byte[] marks = [.. TorchFile.Dictionary(("neg", [0x88]))];
        TorchFile.Write(Path, TorchFile.Pickle(TorchFile.Dictionary(("w", TorchFile.Tensor([4], [1], marks: marks)))),
            [("archive/data/0", new byte[16])]);

        new Action(() => WeightsFile.Read(Path)).Should().Throw<BadInputException>()
            .WithMessage("*tensor 'w' is negated or conjugated of float32, whose values are not read*");
    }

    [Theory]
    [InlineData("F8_E4M3", new byte[] { 0x38, 0xc0, 0x7e }, new[] { 1.0, -2, 448 })]
    [InlineData("F8_E5M2", new byte[] { 0x3c, 0xc0, 0x7b }, new[] { 1.0, -2, 57344 })]
    [InlineData("U16", new byte[] { 1, 0, 0xff, 0xff, 0, 0x80 }, new[] { 1.0, 65535, 32768 })]
    [InlineData("C64", new byte[] { 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
        new[] { 1.0, -2, 0.5, 0, 0, 0 })]
    public void The_same_types_are_read_from_safetensors(string dtype, byte[] content, double[] expected)
    {
        var header = $$"""{"w":{"dtype":"{{dtype}}","shape":[3],"data_offsets":[0,{{content.Length}}] } }""";
        File.WriteAllBytes(Path,
            [.. BitConverter.GetBytes((long)header.Length), .. System.Text.Encoding.ASCII.GetBytes(header), .. content]);

        GoldenWeights.Numbers(WeightsFile.Read(Path).Tensors["w"]).Should().Equal(expected);
    }

    [Fact]
    public void An_untyped_view_beyond_its_bytes_is_refused()
    {
        TorchFile.Write(Path, TorchFile.Pickle(TorchFile.Dictionary(("w", Untyped("uint32", 11)))), [("archive/data/0", new byte[11])]);

        Action reading = () => WeightsFile.Read(Path);

        reading.Should().Throw<BadInputException>()
            .WithMessage($"{Path}: tensor 'w' of shape 3 reaches to element 3 of its storage, which has 2");
    }

    [Fact]
    public void A_parameter_with_a_state_is_the_tensor()
    {
        byte[] parameter = [.. TorchFile.Global("torch._utils", "_rebuild_parameter_with_state"), (byte)'(', .. TorchFile.Tensor([4], [1]),
            0x88, .. OrderedDict, (byte)'}', (byte)'t', (byte)'R'];
        TorchFile.Write(Path, TorchFile.Pickle(TorchFile.Dictionary(("w", parameter))), [("archive/data/0", new byte[16])]);

        WeightsFile.Read(Path).Tensors["w"].shape.Should().Equal(4);
    }

    [Fact]
    public void A_nested_tensor_is_listed()
    {
        byte[] nested =
            [.. TorchFile.Global("torch._utils", "_rebuild_nested_tensor"), (byte)'(', .. Enumerable.Repeat(TorchFile.Tensor([4], [1]), 4)
                .SelectMany(part => part), (byte)'t', (byte)'R'];
        TorchFile.Write(Path, TorchFile.Pickle(TorchFile.Dictionary(("w", nested))), [("archive/data/0", new byte[16])]);

        WeightsFile.ReadHeader(Path).Tensors.Single().Kind.Should().Be("nested");
    }

    /// <summary>As Python 2 pickled it: a list of pairs, text in bytes.</summary>
    [Fact]
    public void An_OrderedDict_of_Python_2_is_read()
    {
        byte[] pairs = [(byte)'(', (byte)']', (byte)'(', (byte)']', (byte)'(', (byte)'U', 1, (byte)'w', .. TorchFile.Tensor([4], [1]),
            (byte)'e', (byte)'e', (byte)'t'];
        TorchFile.Write(Path, TorchFile.Pickle([.. TorchFile.Global("collections", "OrderedDict"), .. pairs, (byte)'R']),
            [("archive/data/0", new byte[16])]);

        WeightsFile.Read(Path).Tensors.Keys.Should().Equal("w");
    }

    private static byte[] OrderedDict => [.. TorchFile.Global("collections", "OrderedDict"), (byte)')', (byte)'R'];

    /// <summary><c>_rebuild_tensor_v3</c> of three elements.</summary>
    private static byte[] Untyped(string dtype, int bytes) =>
    [
        .. TorchFile.Global("torch._utils", "_rebuild_tensor_v3"), (byte)'(',
        (byte)'(', .. TorchFile.Text("storage"), .. TorchFile.Global("torch.storage", "UntypedStorage"), .. TorchFile.Text("0"),
        .. TorchFile.Text("cpu"), .. TorchFile.Integer(bytes), (byte)'t', (byte)'Q',
        .. TorchFile.Integer(0), .. TorchFile.Integer(3), 0x85, .. TorchFile.Integer(1), 0x85, 0x89, .. OrderedDict,
        .. TorchFile.Global("torch", dtype), (byte)'t', (byte)'R',
    ];
}
