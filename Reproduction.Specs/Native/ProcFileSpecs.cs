using Reproduction.Native;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Native;

public sealed class ProcFileSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("model name", "AMD EPYC 9R14: 96-Core")]
    [InlineData("flags", "fpu avx2 fma")]
    [InlineData("microcode", "")]
    [InlineData("bogomips", null)]
    public void A_value_is_all_that_stands_behind_the_first_colon_of_the_first_line_with_its_key(string key, string? value)
    {
        File.WriteAllText(
            folder["cpuinfo"], "model name\t: AMD EPYC 9R14: 96-Core\nflags\t\t: fpu avx2 fma \nmicrocode\t:\nmodel name\t: another\n");

        ProcFile.Value(folder["cpuinfo"], key).Should().Be(value);
    }

    [Fact]
    public void Where_the_system_has_no_such_file_there_is_no_value() => ProcFile.Value(folder["nowhere"], "flags").Should().BeNull();
}
