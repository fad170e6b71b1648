namespace Reproduction.Claims.Figures;

/// <summary>A published figure: what it is a figure of, its text, and how it was rounded.</summary>
/// <param name="Figure">What was measured.</param>
/// <param name="Printed">The text.</param>
/// <param name="Rule">How it was rounded.</param>
public sealed record FigureClaim(FigureName Figure, PrintedFigure Printed, RoundingRule Rule)
{
    /// <summary>Such as <c>recall[3]=0.87</c>.</summary>
    public override string ToString() => $"{Figure}={Printed}";
}
