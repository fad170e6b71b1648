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
    public void A_native_library_that_cannot_be_loaded_is_one_line_that_says_what_to_install()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The loader's words are those of Linux.");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["libLibTorchSharp.so"], "not a library");

        var loading = () => NativeLibraries.Load(folder.Path);

        loading.Should().Throw<BadInputException>().WithMessage("native library libLibTorchSharp.so cannot be loaded*install*libstdc++6*")
            .Which.Message.Should().NotContain("\n");
    }

    [Fact]
    public void The_libraries_beside_the_program_load() => NativeLibraries.Load(AppContext.BaseDirectory);
}
