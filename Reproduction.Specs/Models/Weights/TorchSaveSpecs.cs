using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights;

public sealed class TorchSaveSpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("torch-save-").FullName;
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Good => [.. GoldenWeights.Good];

    public void Dispose()
    {
        scope.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory, MemberData(nameof(Good))]
    public void A_file_of_PyTorch_reads_as_PyTorch_reads_it(string file)
    {
        var expected = GoldenWeights.Content(file);

        var read = WeightsFile.Read(Stored(file)).Tensors;

        read.Keys.Should().Equal(expected.Select(tensor => tensor.Name));
        foreach (var (name, dtype, shape, values) in expected)
        {
            read[name].dtype.InPyTorch().Should().Be(dtype, name);
            read[name].shape.Should().Equal(shape, name);
            GoldenWeights.Numbers(read[name]).Should().Equal(values, name);
        }
    }

    [Theory, MemberData(nameof(Good))]
    public void The_listing_of_a_file_says_what_reading_it_gives(string file)
    {
        var header = WeightsFile.ReadHeader(Stored(file));

        header.Format.Should().Be("torch.save");
        header.Tensors.Select(tensor => (tensor.Name, string.Join(",", tensor.Shape)))
            .Should().Equal(GoldenWeights.Content(file).Select(tensor => (tensor.Name, string.Join(",", tensor.Shape))));
    }

    [Fact]
    public void The_listing_gives_the_type_and_the_bytes_of_every_element_type()
    {
        var listed = WeightsFile.ReadHeader(Stored("dtypes")).Tensors;

        listed.Select(tensor => (tensor.Name, tensor.Dtype, tensor.Bytes)).Should().Equal(
            ("float64", ScalarType.Float64, 40L), ("float32", ScalarType.Float32, 20L), ("float16", ScalarType.Float16, 10L),
            ("bfloat16", ScalarType.BFloat16, 10L), ("int64", ScalarType.Int64, 32L), ("int32", ScalarType.Int32, 16L),
            ("int16", ScalarType.Int16, 8L), ("int8", ScalarType.Int8, 4L), ("uint8", ScalarType.Byte, 4L), ("bool", ScalarType.Bool, 3L));
    }

    [Theory]
    [InlineData("shared_storage")]
    [InlineData("legacy_shared_storage")]
    public void Tensors_that_shared_a_storage_share_it_again(string file)
    {
        var read = WeightsFile.Read(Stored(file)).Tensors;

        read["whole"].fill_(-1);

        GoldenWeights.Numbers(read["tied"]).Should().OnlyContain(value => value == -1);
        GoldenWeights.Numbers(read["row"]).Should().OnlyContain(value => value == -1);
    }

    [Fact]
    public void The_tensors_outlive_the_reading_and_nothing_else_does()
    {
        var path = Stored("state_dict");
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using (var read = WeightsFile.Read(path))
            TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before + read.Tensors.Count);

        TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    [Theory]
    [InlineData("quantised", "tensor qint8 quantised per_tensor_affine 2x4 8", "channel quint8 quantised per_channel_affine 2x4 8")]
    [InlineData("sparse", "coo float32 sparse_coo 2x4 140", "csr float32 sparse_csr 2x4 108")]
    [InlineData("meta", "meta float32 meta 2x4 0")]
    public void Tensors_of_other_kinds_are_listed_with_what_they_are_and_their_values_refused(string file, params string[] expected)
    {
        var path = Stored(file);

        WeightsFile.ReadHeader(path).Tensors
            .Select(tensor => $"{tensor.Name} {tensor.Dtype.InPyTorch()} {tensor.Kind} {string.Join('x', tensor.Shape)} {tensor.Bytes}")
            .Should().Equal(expected);
        Action reading = () => WeightsFile.Read(path);
        reading.Should().Throw<BadInputException>().Which.Message
            .Should()
            .StartWith($"{path}: tensor '{expected[0].Split(' ')[0]}' is ").And.EndWith(
                "whose values are not read, expected plain numbers");
    }

    /// <summary>PyTorch on a big-endian machine stores what is here turned round: 1, 2 and 3 in each type.</summary>
    [Theory]
    [InlineData("HalfStorage", new byte[] { 0x3c, 0, 0x40, 0, 0x42, 0 })]
    [InlineData("BFloat16Storage", new byte[] { 0x3f, 0x80, 0x40, 0, 0x40, 0x40 })]
    [InlineData("FloatStorage", new byte[] { 0x3f, 0x80, 0, 0, 0x40, 0, 0, 0, 0x40, 0x40, 0, 0 })]
    [InlineData("DoubleStorage", new byte[] { 0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x08, 0, 0, 0, 0, 0, 0 })]
    [InlineData("LongStorage", new byte[] { 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3 })]
    [InlineData("ShortStorage", new byte[] { 0, 1, 0, 2, 0, 3 })]
    [InlineData("ByteStorage", new byte[] { 1, 2, 3 })]
    public void Every_type_of_a_big_endian_machine_is_turned_round(string type, byte[] content)
    {
        var path = Path.Combine(folder, "big.pth");
        TorchFile.Write(
            path, TorchFile.Pickle(TorchFile.Dictionary(("w", TorchFile.Tensor([3], [1], elements: 3, type: type)))),
            [("archive/data/0", content), ("archive/byteorder", "big"u8.ToArray())]);

        GoldenWeights.Numbers(WeightsFile.Read(path).Tensors["w"]).Should().Equal(1, 2, 3);
    }

    private string Stored(string file)
    {
        var path = Path.Combine(folder, $"{file}.pth");
        File.WriteAllBytes(path, GoldenWeights.Bytes(file));
        return path;
    }
}
