using System.CommandLine;
using Reproduction.Data;

namespace Reproduction.Commands;

/// <summary><c>data fetch|import|verify|list</c>: getting data sets and looking after them.</summary>
public static class DataCommand
{
    internal const string Name = "data";

    /// <summary>The command with its four verbs.</summary>
    public static Command Create() => new(Name, "Fetch, import, verify and list data sets.")
    {
        DataFetchCommand.Create(), DataImportCommand.Create(), DataVerifyCommand.Create(), DataListCommand.Create(),
    };

    /// <summary>The folder that takes files.</summary>
    /// <param name="given">The one that was asked for.</param>
    internal static string Target(string? given) => string.IsNullOrEmpty(given) ? DataPlaces.Default : given;
}
