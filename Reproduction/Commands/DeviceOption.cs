using System.CommandLine;

namespace Reproduction.Commands;

/// <summary><c>--device cpu|cuda</c>.</summary>
internal static class DeviceOption
{
    /// <summary>The option.</summary>
    public static Option<string> Create()
    {
        var option = new Option<string>("--device")
        {
            Description = "Where to compute: cpu or cuda.",
            HelpName = "cpu|cuda",
            DefaultValueFactory = _ => "cpu",
        };
        option.CompletionSources.Add("cpu", "cuda");
        return option;
    }
}
