using Reproduction.Native;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Native;

public sealed class NativeLibrariesSpecs
{
    [Fact]
    public void A_missing_native_library_is_one_line_that_names_it()
    {
        using var folder = new TemporaryFolder();

        var loading = () => NativeLibraries.Load(folder.Path);

        loading.Should().Throw<BadInputException>().WithMessage("native library *LibTorchSharp*not found*").Which.Message.Should()
            .NotContain("\n");
    }

    [Fact]
    public void A_native_library_that_is_not_whole_is_one_line_that_says_what_to_do()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The loader's words are those of Linux.");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["libLibTorchSharp.so"], "not a library");

        var loading = () => NativeLibraries.Load(folder.Path);

        loading.Should().Throw<BadInputException>()
            .WithMessage("native library libLibTorchSharp.so cannot be loaded (*); not all of it is there*build again")
            .Which.Message.Should().NotContain("\n");
    }

    [Theory]
    [InlineData("libLibTorchSharp.so: version `GLIBCXX_3.4.32' not found (required by libLibTorchSharp.so)", "install the C++ run-time")]
    [InlineData("libgomp.so.1: cannot open shared object file: No such file or directory", "install the C++ run-time")]
    [InlineData("libtorch_cuda.so: file too short", "not all of it is there")]
    [InlineData("libtorch_cpu.so: invalid ELF header", "not all of it is there")]
    public void What_helps_depends_on_what_the_loader_says(string reason, string help) =>
        NativeLibraries.Help(reason).Should().StartWith(help);

    [Fact]
    public void The_libraries_beside_the_program_load() => NativeLibraries.Load(AppContext.BaseDirectory);
}
