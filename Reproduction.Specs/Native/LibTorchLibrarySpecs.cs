using System.Text.RegularExpressions;
using Reproduction.Native;
using Reproduction.Runs;

namespace Reproduction.Specs.Native;

public sealed class LibTorchLibrarySpecs
{
    [Fact]
    public void The_version_of_a_run_is_the_loaded_librarys_and_not_the_packages_constant()
    {
        // Two witnesses in the library: a function of its C interface, and the build settings that a C++ function recounts.
        var settings = Regex.Match(LibTorchLibrary.Configuration!, @"TORCH_VERSION=([\d.]+)").Groups[1].Value;

        LibTorchLibrary.File.Should().StartWith("/").And.Contain("torch_cpu");
        LibTorchLibrary.Version.Should().Be((settings, "as the loaded library says (aoti_torch_abi_version)"));
        Machine.Versions()["libtorch"].Should().Be(settings);
    }

    [Fact]
    public void Its_own_account_names_oneDNN_and_the_instructions_in_use()
    {
        LibTorchLibrary.OneDnn.Should().MatchRegex(@"^\d+\.\d+");
        Machine.Instructions.Should().MatchRegex("^(avx512|avx2|default|no avx)");
        Machine.Versions()["instructions"].Should().Be(Machine.Instructions);
    }
}
