using System.IO.Compression;
using System.Text;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights;

public sealed class TorchSaveRefusalSpecs : IDisposable
{
    private static readonly byte[] FourFloats = new byte[16];

    private readonly string folder = Directory.CreateTempSubdirectory("torch-save-").FullName;

    private string Path => System.IO.Path.Combine(folder, "weights.pth");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("as long as the storage", new long[] { 4 }, new long[] { 1 }, 0, true)]
    [InlineData("one element longer than the storage", new long[] { 5 }, new long[] { 1 }, 0, false)]
    [InlineData("as long as the storage, begun one later", new long[] { 4 }, new long[] { 1 }, 1, false)]
    [InlineData("every third element, the last one beyond", new long[] { 3 }, new long[] { 3 }, 0, false)]
    [InlineData("every third element", new long[] { 2 }, new long[] { 3 }, 0, true)]
    [InlineData("one element many times", new long[] { 1 << 20 }, new long[] { 0 }, 3, true)]
    [InlineData("nothing at the very end", new long[] { 0 }, new long[] { 1 }, 4, true)]
    [InlineData("nothing after the end", new long[] { 0 }, new long[] { 1 }, 5, false)]
    [InlineData("a negative offset", new long[] { 1 }, new long[] { 1 }, -1, false)]
    [InlineData("a negative stride", new long[] { 2 }, new long[] { -1 }, 3, false)]
    [InlineData("a negative size", new long[] { -2 }, new long[] { 1 }, 0, false)]
    [InlineData("a size of 2^62", new long[] { 1L << 62 }, new long[] { 1 }, 0, false)]
    [InlineData("a stride of 2^63 - 1", new long[] { 2, 2 }, new long[] { long.MaxValue, long.MaxValue }, 0, false)]
    [InlineData("sizes whose product wraps to 0", new long[] { 1L << 32, 1L << 32 }, new long[] { 0, 0 }, 0, false)]
    [InlineData("more sizes than strides", new long[] { 2, 2 }, new long[] { 1 }, 0, false)]
    public void A_view_that_reaches_beyond_its_storage_is_refused_by_the_tensors_name(
        string what, long[] shape, long[] strides, long offset, bool fits)
    {
        TorchFile.Write(Path, TorchFile.Pickle(TorchFile.Dictionary(("w", TorchFile.Tensor(shape, strides, offset)))),
            [("archive/data/0", FourFloats)]);

        if (!fits)
        {
            Refusal().Should().StartWith($"{Path}: tensor 'w' ", what);
            return;
        }
        using var scope = NewDisposeScope();
        WeightsFile.Read(Path).Tensors["w"].shape.Should().Equal(shape, what);
    }

    [Theory]
    [InlineData("FloatStorage", 3, "storage '0' has 16 bytes; its tensors say 3 float32, 12 bytes")]
    [InlineData("DoubleStorage", 4, "storage '0' has 16 bytes; its tensors say 4 float64, 32 bytes")]
    [InlineData("FloatStorage", -1, "no storage of a known type")]
    [InlineData("FloatStorage", long.MaxValue, "storage '0' is said to have 9223372036854775807 elements")]
    [InlineData("UntypedStorage", 4, "calls RebuildTensor with other arguments")]
    [InlineData("FutureStorage", 4, "tensor 'w' depends on 'torch.FutureStorage', which is unknown here: refused, nothing was run")]
    public void A_storage_of_another_size_than_its_record_is_refused(string type, long elements, string expected)
    {
        var tensor = TorchFile.Tensor([1], [1], elements: elements, type: type);
        TorchFile.Write(Path, TorchFile.Pickle(TorchFile.Dictionary(("w", tensor))), [("archive/data/0", FourFloats)]);

        Refusal().Should().Contain(expected);
    }

    [Fact]
    public void A_storage_that_is_said_to_hold_two_types_is_refused()
    {
        var pickle = TorchFile.Pickle(TorchFile.Dictionary(
            ("a", TorchFile.Tensor([1], [1])), ("b", TorchFile.Tensor([1], [1], type: "IntStorage"))));
        TorchFile.Write(Path, pickle, [("archive/data/0", FourFloats)]);

        Refusal().Should().Contain("storage '0' is said to hold 4 float32 and 4 int32");
    }

    [Fact]
    public void A_storage_without_a_record_is_refused()
    {
        TorchFile.Write(Path, TorchFile.Pickle(TorchFile.Dictionary(("w", TorchFile.Tensor([1], [1], key: "../../etc/passwd")))));

        Refusal().Should().Be($"{Path}: storage '../../etc/passwd' has no record in the archive");
    }

    [Fact]
    public void A_boolean_that_is_neither_0_nor_1_is_refused()
    {
        TorchFile.Write(
            Path, TorchFile.Pickle(TorchFile.Dictionary(("w", TorchFile.Tensor([2], [1], elements: 2, type: "BoolStorage")))),
            [("archive/data/0", [1, 2])]);

        Refusal().Should().Contain("bytes other than 0 and 1");
    }

    [Theory]
    [InlineData("middle", "the archive has 'archive/data/0' twice")]
    [InlineData(null, "found 0")]
    public void An_archive_with_doubled_records_or_without_a_pickle_is_refused(string? byteOrder, string expected)
    {
        var pickle = TorchFile.Pickle(TorchFile.Dictionary(("w", TorchFile.Tensor([1], [1]))));
        if (byteOrder is not null) TorchFile.Write(Path, pickle, [("archive/data/0", FourFloats), ("archive/data/0", FourFloats)]);
        else
        {
            using var zip = new ZipArchive(File.Create(Path), ZipArchiveMode.Create);
            zip.CreateEntry("readme.txt").Open().Dispose();
        }

        Refusal().Should().Contain(expected);
    }

    [Fact]
    public void An_unknown_byte_order_is_refused()
    {
        TorchFile.Write(
            Path, TorchFile.Pickle(TorchFile.Dictionary(("w", TorchFile.Tensor([4], [1])))),
            [("archive/data/0", FourFloats), ("archive/byteorder", Encoding.ASCII.GetBytes("middle"))]);

        Refusal().Should().Be($"{Path}: the byte order is 'middle', expected little or big");
    }

    /// <summary>The second layout is that of PyTorch 1.0 to 1.2, which has no pickle.</summary>
    [Theory]
    [InlineData("archive/data.pkl", "archive/constants.pkl", "archive/code/__torch__.py")]
    [InlineData("net/model.json", "net/code/net.py", "net/tensors/0")]
    [InlineData("net/version", "net/code/net.py", "net/attributes.pkl")]
    public void A_TorchScript_program_is_told_from_weights_with_how_to_get_them_out(params string[] records)
    {
        using (var zip = new ZipArchive(File.Create(Path), ZipArchiveMode.Create))
            foreach (var record in records)
                zip.CreateEntry(record).Open().Dispose();

        Refusal().Should().StartWith($"{Path}: a TorchScript program").And.Contain("torch.jit.load(");
    }

    /// <summary>What Keras, torch.export since 2.1 and since 2.8, NumPy and people with an archiver make.</summary>
    [Theory]
    [InlineData("a model of Keras (.keras), expected safetensors", "metadata.json", "config.json", "model.weights.h5")]
    [InlineData("a program of torch.export (.pt2), expected weights: in Python", "version", "serialized_exported_program.json",
        "serialized_state_dict.pt")]
    [InlineData("a program of torch.export (.pt2)", "b0/archive_format", "b0/models/model.json", "b0/data/weights/weight_0")]
    [InlineData("arrays of NumPy (.npz), expected safetensors", "a.npy", "b.npy")]
    [InlineData("a zip archive with 'run/best.pth' in it; unpack it first: unzip FILE", "README.md", "run/best.pth")]
    public void Another_zip_is_called_by_its_name_with_what_to_do(string expected, params string[] records)
    {
        using (var zip = new ZipArchive(File.Create(Path), ZipArchiveMode.Create))
            foreach (var record in records)
                zip.CreateEntry(record).Open().Dispose();

        Refusal().Should().StartWith($"{Path}: {expected}");
    }

    [Fact]
    public void A_flipped_bit_in_the_weights_is_found_by_the_archives_checksum()
    {
        var content = new byte[400];
        new Random(3).NextBytes(content);
        TorchFile.Write(
            Path, TorchFile.Pickle(TorchFile.Dictionary(("w", TorchFile.Tensor([100], [1], elements: 100)))),
            [("archive/data/0", content)]);
        var bytes = File.ReadAllBytes(Path);
        bytes[bytes.AsSpan().IndexOf(content) + 200] ^= 1;
        File.WriteAllBytes(Path, bytes);

        Refusal().Should().Contain("'archive/data/0' is damaged: its checksum is");
    }

    [Fact]
    public void An_archive_that_would_unpack_to_many_times_its_size_is_refused_before_it_does()
    {
        TorchFile.Write(
            Path, TorchFile.Pickle(TorchFile.Dictionary(("w", TorchFile.Tensor([1 << 24], [1], elements: 1 << 24)))),
            [("archive/data/0", new byte[1 << 26])], CompressionLevel.SmallestSize);
        new FileInfo(Path).Length.Should().BeLessThan(1 << 17);

        Refusal().Should().Contain("refused as a zip bomb");
    }

    [Theory]
    [InlineData("")]
    [InlineData("}(u")]
    [InlineData("}")]
    [InlineData("K\u0007")]
    [InlineData("]")]
    public void A_pickle_without_tensors_by_name_is_refused(string pickle)
    {
        TorchFile.Write(Path, TorchFile.Pickle(Encoding.Latin1.GetBytes(pickle)));

        Refusal().Should().StartWith(Path).And.NotContain("\n");
    }

    [Fact]
    public void The_message_about_a_checkpoint_of_another_shape_lists_its_keys()
    {
        TorchFile.Write(Path, TorchFile.Pickle(TorchFile.Dictionary(("generator", [(byte)'}']), ("epoch", TorchFile.Integer(3)))));

        Refusal().Should()
            .Be($"{Path}: no tensors by name, expected a state_dict, alone or under a key such as state_dict or model; found the keys "
                + "'generator', 'epoch'");
    }

    private string Refusal()
    {
        Action reading = () => WeightsFile.Read(Path);
        return reading.Should().Throw<BadInputException>().Which.Message;
    }
}
