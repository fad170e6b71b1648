using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights;

public sealed class SafeTensorsSpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("safetensors-").FullName;
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    private string Path => System.IO.Path.Combine(folder, "weights.safetensors");

    public void Dispose()
    {
        scope.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_bytes_are_those_of_the_format_as_published()
    {
        SafeTensors.Write(Path, [("a.bias", tensor(new[] { 1f, -2f })), ("count", tensor(3L))]);

        // Eight bytes of length, the header padded with spaces to a multiple of eight, wide elements first.
        const string header =
            """{"a.bias":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},"count":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}""";
        var padded = header.PadRight((header.Length + 7) / 8 * 8);
        byte[] data = [3, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x00, 0xc0];
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)padded.Length);
        File.ReadAllBytes(Path).Should().Equal([.. length, .. Encoding.ASCII.GetBytes(padded), .. data]);
    }

    [Fact]
    public void Metadata_is_stored_in_one_order_whatever_order_it_was_given_in()
    {
        var tensors = new[] { ("x", zeros(3)) };
        SafeTensors.Write(Path, tensors, new Dictionary<string, string> { ["seed"] = "1", ["model"] = "teacher" });
        var once = File.ReadAllBytes(Path);
        SafeTensors.Write(Path, tensors, new Dictionary<string, string> { ["model"] = "teacher", ["seed"] = "1" });

        File.ReadAllBytes(Path).Should().Equal(once);
        SafeTensors.Read(Path).Metadata.Should().Equal(new Dictionary<string, string> { ["model"] = "teacher", ["seed"] = "1" });
    }

    [Fact]
    public void Tensors_are_listed_in_the_order_in_which_they_were_given()
    {
        SafeTensors.Write(Path, [("z", zeros(2)), ("a", zeros(2, ScalarType.Int64)), ("m", zeros(2, ScalarType.Bool))]);

        SafeTensors.Read(Path).Tensors.Keys.Should().Equal("z", "a", "m");
        SafeTensors.ReadHeader(Path).Tensors.Select(entry => entry.Name).Should().Equal("z", "a", "m");
    }

    [Fact]
    public void A_transposed_or_channels_last_tensor_is_stored_by_its_elements_and_not_by_its_memory()
    {
        var image = arange(0, 2 * 3 * 4 * 5, ScalarType.Float32).reshape(2, 3, 4, 5);
        var channelsLast = image.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

        SafeTensors.Write(Path, [("x", channelsLast), ("t", image.transpose(0, 3))]);

        var read = SafeTensors.Read(Path).Tensors;
        read["x"].Equals(image).Should().BeTrue();
        read["t"].Equals(image.transpose(0, 3)).Should().BeTrue();
    }

    [Fact]
    public void A_tensor_larger_than_one_piece_of_reading_comes_back_whole()
    {
        var large = arange(0, (1 << 24) + 3, ScalarType.Int32);

        SafeTensors.Write(Path, [("x", large)]);

        SafeTensors.Read(Path).Tensors["x"].Equals(large).Should().BeTrue();
    }

    [Fact]
    public void Tensors_read_inside_a_dispose_scope_end_with_it()
    {
        SafeTensors.Write(Path, [("x", zeros(2))]);
        Tensor inner;
        using (NewDisposeScope()) inner = SafeTensors.Read(Path).Tensors["x"];

        inner.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void A_name_given_twice_is_not_written()
    {
        var writing = () => SafeTensors.Write(Path, [("x", zeros(2)), ("x", zeros(2))]);

        writing.Should().Throw<ArgumentException>().WithMessage("*'x'*");
        File.Exists(Path).Should().BeFalse();
    }

    [Fact]
    public void A_name_with_half_a_surrogate_pair_is_not_written()
    {
        var writing = () => SafeTensors.Write(Path, [("x\ud800", zeros(2))]);

        writing.Should().Throw<ArgumentException>();
        File.Exists(Path).Should().BeFalse();
    }

    [Property(MaxTest = 60, Replay = "(1,3)")]
    public Property What_is_written_is_read_again_bit_for_bit()
    {
        var types = new[]
        {
            ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64,
            ScalarType.Int32, ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool,
        };
        var runes = Gen.Choose(0, 0x10FFFF).Where(Rune.IsValid).Select(value => new Rune(value).ToString());
        var one =
            from name in runes.ListOf()
            from type in Gen.Elements(types)
            from shape in Gen.Choose(0, 4).SelectMany(n => Gen.Choose(0, 4).ArrayOf(n))
            from seed in Gen.Choose(0, int.MaxValue)
            select (Name: string.Concat(name), type, shape, seed);

        return Prop.ForAll(Arb.From(one.ListOf()), many =>
        {
            using var inner = NewDisposeScope();
            var named = many.Select((each, i) => ($"{i}{each.Name}", RandomBits(each.type, each.shape, each.seed))).ToList();

            SafeTensors.Write(Path, named);
            var read = SafeTensors.Read(Path).Tensors;

            return read.Keys.SequenceEqual(named.Select(pair => pair.Item1)) && named.All(pair =>
                read[pair.Item1].dtype == pair.Item2.dtype &&
                read[pair.Item1].shape.SequenceEqual(pair.Item2.shape) &&
                read[pair.Item1].bytes.SequenceEqual(pair.Item2.bytes));
        });
    }

    // Bits rather than numbers: every NaN must survive too.
    private static Tensor RandomBits(ScalarType type, int[] shape, int seed)
    {
        var random = zeros([.. shape.Select(size => (long)size)], type);
        new Random(seed).NextBytes(random.bytes);
        if (type == ScalarType.Bool)
            foreach (ref var value in random.bytes) value &= 1;
        return random;
    }
}
