using System.Security.Cryptography;
using Reproduction.Files;

namespace Reproduction.Specs.Data;

public sealed class FileListHashSpecs
{
    [Fact]
    public void It_is_the_SHA_256_of_names_lengths_and_bytes_one_after_the_other()
    {
        using var hash = new FileListHash();
        hash.Add("a", [1, 2, 3]);
        hash.Add("é", []);

        hash.Hex().Should().Be(Convert.ToHexStringLower(SHA256.HashData(
        [
            (byte)'a', 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3,
            0xc3, 0xa9, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ])));
    }
}
