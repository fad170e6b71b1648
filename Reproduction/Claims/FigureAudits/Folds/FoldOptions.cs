namespace Reproduction.Claims.FigureAudits.Folds;

/// <summary>Which folds means are over.</summary>
internal sealed record FoldOptions
{
    /// <summary>Folds of each data set.</summary>
    public int? Folds { get; init; }

    /// <summary>Images a class of each fold.</summary>
    public string? FoldSupport { get; init; }

    /// <summary>How often each data set was divided.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Whether folds are anyhow mixed, and not stratified.</summary>
    public bool Mixed { get; init; }
}
