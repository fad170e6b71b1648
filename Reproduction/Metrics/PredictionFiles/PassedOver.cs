namespace Reproduction.Metrics.PredictionFiles;

/// <summary>What is said of columns and arrays of which no figure is made.</summary>
internal static class PassedOver
{
    /// <summary>Of weights or numbers of rows.</summary>
    /// <param name="name">What holds them.</param>
    public static string Counts(string name) => $"{name} is passed over: each row counts once";

    /// <summary>Of Python's objects.</summary>
    /// <param name="name">What holds them.</param>
    public static string Objects(string name) => $"{name} is passed over: it holds neither texts nor numbers";

    /// <summary>Of several that may each be one thing.</summary>
    /// <param name="taken">The one that is taken for it.</param>
    /// <param name="what">What it is taken for.</param>
    /// <param name="others">The others.</param>
    public static string Others(string taken, string what, IEnumerable<string> others) =>
        $"{taken} is taken for the {what}, {string.Join(" and ", others)} passed over";
}
