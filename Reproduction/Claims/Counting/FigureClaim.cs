namespace Reproduction.Claims.Counting;

/// <summary>A published figure: what it is a figure of, its text, and how it was rounded.</summary>
/// <param name="Metric">What was measured.</param>
/// <param name="Printed">The text.</param>
/// <param name="Rule">How it was rounded.</param>
public sealed record FigureClaim(Metric Metric, PrintedFigure Printed, RoundingRule Rule)
{
    /// <summary>Such as <c>recall[3]=0.87</c>.</summary>
    public override string ToString() => $"{Metric}={Printed}";
}
