namespace Reproduction.Specs.Ci;

/// <summary>What the build does beside compiling (<c>Directory.Build.targets</c>).</summary>
public sealed class BuildSpecs
{
    [Fact]
    public void Cleaning_deletes_the_stamp_of_the_weakened_library_so_that_the_next_build_weakens_it_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library is weakened on Linux.");
        var library = Path.Combine(Repository.Program, "libLibTorchSharp.so");
        var stamp = $"{library}.{File.GetLastWriteTime(library).Ticks}";
        var written = Path.Combine(
            Repository.Program.Replace("/bin/", "/obj/", StringComparison.Ordinal), "Reproduction.csproj.FileListAbsolute.txt");

        File.Exists(stamp).Should().BeTrue();
        File.ReadAllLines(written).Should().Contain(stamp);
    }
}
