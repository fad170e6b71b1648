using System.Buffers.Binary;
using System.Text;
using Reproduction.Models.Weights;

namespace Reproduction.Specs.Models.Weights;

public sealed class SafeTensorsRefusalSpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("safetensors-").FullName;

    private string Path => System.IO.Path.Combine(folder, "weights.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("two tensors overlap",
        """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}""", 6, "'b'*overlap")]
    [InlineData("bytes between tensors belong to none",
        """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[6,10]}}""", 10, "'b'*gap")]
    [InlineData("bytes before the first tensor", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", 8, "'a'*gap")]
    [InlineData("bytes follow the last tensor", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 5, "4 bytes, but 5 follow")]
    [InlineData("the data is cut off", """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 3, "4 bytes, but 3 follow")]
    [InlineData("a tensor comes twice",
        """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "'a' twice")]
    [InlineData("a tensor comes twice, once escaped",
        """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\u0061":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""",
        0, "'a' twice")]
    [InlineData("a key of a tensor comes twice", """{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}""",
        0, "'a'*'dtype' twice")]
    [InlineData("a tensor lacks its offsets", """{"a":{"dtype":"U8","shape":[0]}}""", 0, "'a' lacks")]
    [InlineData("an unknown dtype", """{"a":{"dtype":"F4","shape":[1],"data_offsets":[0,1]}}""", 1, "'a'*'F4'*F64, F32")]
    [InlineData("a negative size", """{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}""", 1, "shape of tensor 'a'*whole number")]
    [InlineData("a size of 2^63", """{"a":{"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,1]}}""",
        1, "shape of tensor 'a'*whole number")]
    [InlineData("a fraction of an element", """{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""",
        1, "shape of tensor 'a'*whole number")]
    [InlineData("a product that wraps to 0", """{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""",
        0, "'a'*4294967296×4294967296*too large")]
    [InlineData("a product that is 0 with strides that wrap",
        """{"a":{"dtype":"F64","shape":[0,4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "'a'*too large")]
    [InlineData("offsets that do not hold the shape", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""",
        4, "'a'*0 to 4*takes 8 bytes")]
    [InlineData("offsets the wrong way round", """{"a":{"dtype":"U8","shape":[0],"data_offsets":[4,0]}}""", 4, "'a'*4 to 0")]
    [InlineData("three offsets", """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0,0]}}""",
        0, "data_offsets of tensor 'a' has more than 2")]
    [InlineData("metadata that is not text", """{"__metadata__":{"epoch":3}}""", 0, "'epoch'*Number*String")]
    [InlineData("metadata twice", """{"__metadata__":{},"__metadata__":{}}""", 0, "__metadata__ twice")]
    [InlineData("a header of another type", """[]""", 0, "StartArray*StartObject")]
    [InlineData("deep nesting", """{"a":[[[[[[[[]]]]]]]]}""", 0, "tensor 'a' has a JSON StartArray")]
    [InlineData("deep nesting where sizes stand", """{"a":{"dtype":"U8","shape":[[[[[[1]]]]]],"data_offsets":[0,1]}}""", 1, "JSON")]
    [InlineData("two objects", """{}{}""", 0, "JSON")]
    [InlineData("an object that does not end", """{"a":{"dtype":"U8" """, 0, "JSON")]
    [InlineData("half a surrogate pair", """{"\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "UTF-8")]
    [InlineData("a boolean that is neither 0 nor 1", """{"a":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}""",
        2, "'a'*BOOL*other than 0 and 1")]
    public void Damage_is_one_line_that_names_file_and_tensor(string what, string header, int dataBytes, string expected)
    {
        Write(header, Enumerable.Repeat((byte)7, dataBytes).ToArray());

        var message = Refusal(what);

        message.Should().StartWith(Path).And.Match($"*{expected}*", what).And.NotContain("\n");
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL << 20)]
    [InlineData(1UL << 63)]
    [InlineData(ulong.MaxValue)]
    public void A_header_longer_than_the_file_or_empty_is_refused_before_memory_is_asked_for(ulong length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        File.WriteAllBytes(Path, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refusal($"length {length}").Should().StartWith(Path);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 19);
    }

    [Fact]
    public void A_file_of_fewer_than_eight_bytes_is_no_safetensors_file()
    {
        File.WriteAllBytes(Path, [1, 2, 3]);

        Refusal("three bytes").Should().Be($"{Path}: 3 bytes are too few for a safetensors file");
    }

    [Fact]
    public void A_name_that_would_break_the_line_is_shown_escaped_and_cut_off()
    {
        var name = @"line\n" + new string('x', 1000);
        Write($$$"""{"{{{name}}}":{"dtype":"Q","shape":[],"data_offsets":[0,0]}}""", []);

        Refusal("a newline in a name").Should().Contain(@"'line\u000axxx").And.Contain("…'").And.NotContain("\n")
            .And.Subject!.Length.Should().BeLessThan(Path.Length + 350);
    }

    private string Refusal(string because)
    {
        Action reading = () => SafeTensors.Read(Path);
        return reading.Should().Throw<BadInputException>(because).Which.Message;
    }

    private void Write(string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        File.WriteAllBytes(Path, [.. length, .. json, .. data]);
    }
}
