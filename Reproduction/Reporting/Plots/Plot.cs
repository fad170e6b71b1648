using System.Security;
using Reproduction.Runs;

namespace Reproduction.Reporting.Plots;

/// <summary>
/// A figure as SVG text. Drawn here and not by a plotting library, so that the bytes depend on the figures alone: a library
/// measures letters with whatever fonts the machine has, and on a machine without fonts leaves every label out.
/// </summary>
/// <param name="Name">The file's name without extension.</param>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Width">Width in pixels at full size.</param>
/// <param name="Height">Height in pixels at full size.</param>
/// <param name="Body">The drawing: SVG elements.</param>
public sealed record Plot(string Name, string Description, int Width, int Height, string Body)
{
    /// <summary>The same for a phone, where a page shows it instead; null where this is narrow enough.</summary>
    public Plot? Narrow { get; init; }

    /// <summary>Where a report links the file.</summary>
    public string Link => $"{RunFiles.Plots}/{Name}.svg";

    /// <summary>A file of its own, with the colours for light and dark.</summary>
    public string ToFile() => Svg(
        $" xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\"", $"<style>{PlotStyle.Css}</style>\n");

    /// <summary>An element of a page that has <see cref="PlotStyle.Css"/>.</summary>
    public string ToElement() => Narrow is null ? Element("") : Element(" wide") + Narrow.Element(" narrow");

    private string Element(string look) => Svg($" width=\"{Width}\" height=\"{Height}\"", "", look);

    private string Svg(string attributes, string style, string look = "") =>
        $"<svg{attributes} class=\"plot{look}\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" "
        + $"aria-label=\"{SecurityElement.Escape(Description)}\">\n"
        + $"{style}<rect class=\"paper\" width=\"{Width}\" height=\"{Height}\"/>\n{Body}</svg>\n";
}
