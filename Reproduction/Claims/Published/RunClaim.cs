using System.Globalization;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Published;

/// <summary>A claim that runs can meet or not.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">What it is, for people.</param>
/// <param name="Published">The figure's text.</param>
/// <param name="Acceptance">The rule.</param>
public sealed record RunClaim(string Id, string Name, string Published, Acceptance Acceptance)
{
    /// <summary>The figure; of a percentage the share.</summary>
    public double Value => double.Parse(PrintedFigure.ParseShare(Published)!.ToString(), CultureInfo.InvariantCulture);
}
