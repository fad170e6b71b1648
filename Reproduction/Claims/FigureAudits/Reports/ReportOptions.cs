using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Reports;

/// <summary>What is said of a report beside its text.</summary>
internal sealed record ReportOptions
{
    /// <summary>How its figures were rounded.</summary>
    public RoundingRule? Rule { get; init; }

    /// <summary>Images a class.</summary>
    public IReadOnlyList<long>? Supports { get; init; }

    /// <summary>All images, of a report of several labels an image.</summary>
    public long? Images { get; init; }

    /// <summary>What a last line is whose images are those of all lines above; <see langword="null"/> if nothing is said.</summary>
    public LastLineKind? LastLine { get; init; }
}
