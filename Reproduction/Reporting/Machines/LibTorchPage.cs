using Reproduction.Native;

namespace Reproduction.Reporting.Machines;

/// <summary>The libtorch that is loaded.</summary>
/// <param name="Version">Its version.</param>
/// <param name="VersionFrom">Where that is from.</param>
/// <param name="File">The library's file.</param>
/// <param name="Instructions">The instructions that it uses, and what the environment says of them.</param>
/// <param name="Onednn">The version of oneDNN within.</param>
/// <param name="Torchsharp">The version of the package that brings it.</param>
public sealed record LibTorchPage(string Version, string VersionFrom, string File, string Instructions, string Onednn, string Torchsharp)
{
    internal static LibTorchPage OfTheLoaded(string torchSharp)
    {
        var (version, source) = LibTorchLibrary.Version;
        return new(version, source, LibTorchLibrary.File ?? LibTorchLibrary.Unknown, LibTorchLibrary.Instructions, LibTorchLibrary.OneDnn,
            torchSharp);
    }
}
