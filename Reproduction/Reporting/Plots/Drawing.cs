using System.Globalization;
using System.Security;
using System.Text;
using Reproduction.Training;

namespace Reproduction.Reporting.Plots;

/// <summary>Collects SVG elements. Lengths in pixels from the upper left corner; looks come from <see cref="PlotStyle"/>.</summary>
internal sealed class Drawing
{
    /// <summary>A generous width of a letter, since no font is measured.</summary>
    public const double Letter = 7;

    private readonly StringBuilder body = new();

    public void Line(string look, double x1, double y1, double x2, double y2) =>
        Element($"<line class=\"{look}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>");

    public void Curve(string look, IEnumerable<(double X, double Y)> points) =>
        Element($"<polyline class=\"{look}\" points=\"{string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"))}\"/>");

    public void Box(string look, double x, double y, double width, double height, double opacity) => Element(
        $"<rect class=\"{look}\" x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" "
        + $"fill-opacity=\"{opacity.ToString("0.###", CultureInfo.InvariantCulture)}\"/>");

    public void Circle(string look, double x, double y, double radius) =>
        Element($"<circle class=\"{look}\" cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\"/>");

    public void Text(string look, double x, double y, string text, double? turned = null) => Element(
        $"<text class=\"{look}\" x=\"{Number(x)}\" y=\"{Number(y)}\""
        + (turned is { } angle ? $" transform=\"rotate({Number(angle)} {Number(x)} {Number(y)})\"" : "")
        + $">{SecurityElement.Escape(text)}</text>");

    /// <summary>A model's mark: colour and form both tell models apart.</summary>
    public void Mark(string model, double x, double y)
    {
        var path = model switch
        {
            ModelName.Teacher => $"M{Number(x - 3.5)},{Number(y - 3.5)}h7v7h-7z",
            ModelName.Student => $"M{Number(x)},{Number(y - 4.5)}l4.5,8h-9z",
            ModelName.Aliased => $"M{Number(x)},{Number(y - 5)}l5,5l-5,5l-5,-5z",
            _ => null,
        };
        if (path is null) Circle(model, x, y, 4);
        else Element($"<path class=\"{model}\" d=\"{path}\"/>");
    }

    /// <summary>The models' marks with their names, side by side.</summary>
    /// <returns>Where the next entry may begin.</returns>
    public double Legend(IEnumerable<string> models, double x, double y)
    {
        foreach (var model in models)
        {
            Mark(model, x, y - 4);
            Text("", x + 10, y, model);
            x += 26 + model.Length * Letter;
        }
        return x;
    }

    public override string ToString() => body.ToString();

    private void Element(string element) => body.Append(element).Append('\n');

    private static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);
}
