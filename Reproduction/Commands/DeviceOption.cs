using System.CommandLine;

namespace Reproduction.Commands;

/// <summary><c>--device cpu|cuda</c>.</summary>
internal static class DeviceOption
{
    /// <summary>The option.</summary>
    public static Option<string> Create() => ChoiceOption.Create("--device", "Where to compute: cpu or cuda.", "cpu", "cuda");
}
