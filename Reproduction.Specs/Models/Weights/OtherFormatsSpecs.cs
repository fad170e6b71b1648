using System.Text;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights;

/// <summary>Shards, the format before PyTorch 1.6 where it is damaged, and what is found where weights are expected.</summary>
public sealed class OtherFormatsSpecs : IDisposable
{
    private static readonly byte[] KeyZero = [0x80, 2, (byte)']', .. TorchFile.Text("0"), (byte)'a', (byte)'.'];
    private static readonly byte[] FourFloats = [4, 0, 0, 0, 0, 0, 0, 0, .. new byte[16]];

    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    private string Index => folder["model.safetensors.index.json"];

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Shards_are_read_as_one_file_in_the_order_of_their_index()
    {
        SafeTensors.Write(folder["model-00001-of-00002.safetensors"], [("a", ones(2)), ("c", 3 * ones(2)), ("not in the index", ones(1))]);
        File.WriteAllBytes(folder["model-00002-of-00002.bin"], GoldenWeights.Bytes("legacy"));
        WriteIndex(
            """{"c": "model-00001-of-00002.safetensors", "bias": "model-00002-of-00002.bin", "a": "model-00001-of-00002.safetensors"}""");

        var read = WeightsFile.Read(Index);

        read.Tensors.Select(tensor => (tensor.Key, tensor.Value[0].item<float>())).Should().Equal(("c", 3), ("bias", 2), ("a", 1));
        WeightsFile.ReadHeader(Index).Format.Should().Be("safetensors in 2 shards");
    }

    [Fact]
    public void What_shards_say_of_their_network_is_said_of_the_whole()
    {
        Dictionary<string, string> Said(params (string Key, string Text)[] words) =>
            words.ToDictionary(word => word.Key, word => word.Text);
        SafeTensors.Write(folder["one.safetensors"], [("a", ones(2))],
            Said(("format", "pt"), ("part", "1"), ("architecture", "tf_efficientnet_b0"), ("classes", """["b","a"]""")));
        SafeTensors.Write(folder["two.safetensors"], [("b", ones(2))],
            Said(("format", "pt"), ("part", "2"), ("class_to_idx", """{"a": 1, "b": 0}""")));
        WriteIndex("""{"a": "one.safetensors", "b": "two.safetensors"}""");

        var metadata = WeightsFile.ReadHeader(Index).Metadata;

        (metadata["architecture"], metadata["format"]).Should().Be(("tf_efficientnet_b0", "pt"));
        metadata.ContainsKey("part").Should().BeFalse("it is of a shard alone");
        SaidBeside.ClassNames(metadata).Should().Equal("b", "a");
    }

    [Theory]
    [InlineData("architecture", "efficientnet_b0", "tf_efficientnet_b0",
        "architecture of 'one.safetensors' is efficientnet_b0, of 'two.bin' tf_efficientnet_b0")]
    [InlineData("classes", """["b", "a"]""", "a b", """classes of 'one.safetensors' is ["b","a"], of 'two.bin' ["a","b"]""")]
    public void Shards_that_contradict_each_other_are_refused(string key, string one, string other, string expected)
    {
        SafeTensors.Write(folder["one.safetensors"], [("a", ones(2))], new Dictionary<string, string> { [key] = one });
        byte[] said = key == "classes"
            ? [(byte)'(', .. other.Split(' ').SelectMany(name => TorchFile.Text(name)), (byte)'t']
            : TorchFile.Text(other);
        TorchFile.Write(folder["two.bin"], TorchFile.Pickle(TorchFile.Dictionary((key, said), ("b", TorchFile.Tensor([4], [1])))),
            [("archive/data/0", new byte[16])]);
        WriteIndex("""{"a": "one.safetensors", "b": "two.bin"}""");

        Refusal(Index).Should().Be($"{Index}: its shards contradict each other, expected those of one network: {expected}");
    }

    /// <summary>torch.save(…, pickle_protocol=4, _use_new_zipfile_serialization=False): each pickle has a frame.</summary>
    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public void The_old_format_is_known_by_every_binary_protocol(byte protocol, bool hasFrame)
    {
        byte[] magic = [0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];
        byte[] frame = hasFrame ? [0x95, (byte)magic.Length, 0, 0, 0, 0, 0, 0, 0] : [];
        var old = TorchFile.OldFormat(TorchFile.Pickle(TorchFile.Dictionary(("a", TorchFile.Tensor([4], [1])))), KeyZero, FourFloats);
        File.WriteAllBytes(folder["old.pth"], [0x80, protocol, .. frame, .. magic, .. old[15..]]);

        WeightsFile.Read(folder["old.pth"]).Tensors.Keys.Should().Equal("a");
    }

    [Fact]
    public void An_index_that_names_itself_as_a_shard_is_refused()
    {
        File.WriteAllText(folder["self.bin"], """{"weight_map": {"a": "self.bin"}}""");

        FluentActions.Invoking(() => WeightsFile.Read(folder["self.bin"])).Should().Throw<BadInputException>();
    }

    [Fact]
    public void JSON_whose_names_are_no_text_is_not_taken_for_an_index()
    {
        File.WriteAllText(folder["odd.json"], """{"\ud800aaaaaaaaaaaaaaaa": 1}""");

        FluentActions.Invoking(() => WeightsFile.Read(folder["odd.json"])).Should().Throw<BadInputException>();
    }

    [Theory]
    [InlineData("""{"a": "absent.safetensors"}""", "names the shard 'absent.safetensors', which is not beside it")]
    [InlineData("""{"a": "../up.safetensors"}""", "names the shard '../up.safetensors', expected a file beside the index")]
    [InlineData("""{"a": "/etc/passwd"}""", "names the shard '/etc/passwd', expected a file beside the index")]
    [InlineData("""{"a": "model.safetensors.index.json"}""", "names the shard 'model.safetensors.index.json', expected a file of weights")]
    [InlineData("""{"b": "shard.safetensors"}""", "says that tensor 'b' is in 'shard.safetensors', which does not have it")]
    [InlineData("""{"a": 1}""", "tensor 'a' has a JSON Number, expected the name of a file")]
    [InlineData("""{"a": "\ud800"}""", "has text that is not valid")]
    [InlineData("[]", "weight_map is a JSON Array")]
    [InlineData("{}", "an index of no tensors")]
    public void An_index_that_leads_elsewhere_is_refused(string map, string expected)
    {
        SafeTensors.Write(folder["shard.safetensors"], [("a", ones(2))]);
        WriteIndex(map);

        Refusal(Index).Should().StartWith($"{Index}: {expected}");
    }

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 1\n", "git lfs pull")]
    [InlineData("<!DOCTYPE html><html></html>", "a web page and not weights")]
    [InlineData("\n  <html lang=en>", "a web page and not weights")]
    [InlineData("\u00ef\u00bb\u00bf<?xml version='1.0'?>", "a web page and not weights")]
    [InlineData("""{"error": "Repository not found"}""", "JSON and not weights")]
    [InlineData("\u001f\u008b\u0008", "compressed by gzip")]
    [InlineData("\u0089HDF\r\n", "HDF5")]
    [InlineData("\u0093NUMPY", "an array of NumPy")]
    [InlineData("\u0008\u0008\u0012\u0007pytorch", "an ONNX model, expected the weights that it was made from: in Python torch.save(")]
    [InlineData("\u001c\u0000\u0000\u0000TFL3", "a TensorFlow Lite model, expected the weights that it was made from")]
    [InlineData("BZh91AY&SY", "compressed by bzip2; unpack it first: bunzip2 FILE")]
    [InlineData("PAR1\u0015\u0004", "a Parquet table, expected safetensors or a file of torch.save")]
    [InlineData("", "an empty file, expected weights")]
    [InlineData("hello", "neither safetensors nor a file of torch.save")]
    [InlineData("\u001b[31m", "neither safetensors nor a file of torch.save")]
    public void What_is_found_where_weights_are_expected_is_called_by_its_name_with_what_to_do(string content, string expected)
    {
        foreach (var name in (string[])["file.pth", "file.bin"])
        {
            File.WriteAllBytes(folder[name], Encoding.Latin1.GetBytes(content));

            Refusal(folder[name]).Should().StartWith($"{folder[name]}: ").And.Contain(expected).And.NotContain("\u001b");
        }
    }

    [Theory]
    [InlineData("a key without data", 0, "storage '0' has 16 bytes, 0 are left: the file is cut off")]
    [InlineData("a byte less", 23, "storage '0' has 16 bytes, 15 are left: the file is cut off")]
    public void An_old_file_that_is_cut_off_is_refused(string what, int bytes, string expected)
    {
        Write(FourFloats[..bytes]);

        Refusal(folder["old.pth"]).Should().Be($"{folder["old.pth"]}: {expected}", what);
    }

    [Fact]
    public void Old_files_whose_storages_do_not_agree_are_refused()
    {
        Write([5, .. FourFloats[1..], 0, 0, 0, 0]);
        Refusal(folder["old.pth"]).Should().EndWith("storage '0' has 5 elements; its tensors say 4");

        Write(FourFloats, keys: [0x80, 2, (byte)']', .. TorchFile.Text("1"), (byte)'a', (byte)'.']);
        Refusal(folder["old.pth"]).Should().EndWith("has a storage that no tensor names, so that the size of its elements is unknown");

        Write([.. FourFloats, .. FourFloats], keys: [.. KeyZero[..^1], .. TorchFile.Text("0"), (byte)'a', (byte)'.']);
        Refusal(folder["old.pth"]).Should().EndWith("has storage '0' twice");

        Write(FourFloats, keys: [0x80, 2, (byte)']', (byte)'.']);
        Refusal(folder["old.pth"]).Should().EndWith("storage '0' is not among those in the file");

        Write(FourFloats, keys: [0x80, 2, (byte)'N', (byte)'.']);
        Refusal(folder["old.pth"]).Should().EndWith("the pickles end without a list of storages");
    }

    [Fact]
    public void A_whole_old_file_is_read()
    {
        Write(FourFloats);

        WeightsFile.Read(folder["old.pth"]).Tensors["w"].shape.Should().Equal(4);
    }

    private void Write(byte[] data, byte[]? keys = null) => File.WriteAllBytes(
        folder["old.pth"],
        TorchFile.OldFormat(TorchFile.Pickle(TorchFile.Dictionary(("w", TorchFile.Tensor([4], [1])))), keys ?? KeyZero, data));

    private void WriteIndex(string map) => File.WriteAllText(Index, $$"""{"metadata": {"total_size": 16}, "weight_map": {{map}}}""");

    private static string Refusal(string path)
    {
        Action reading = () => WeightsFile.Read(path);
        return reading.Should().Throw<BadInputException>().Which.Message;
    }
}
