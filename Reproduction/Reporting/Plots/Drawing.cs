using System.Globalization;
using System.Security;
using System.Text;

namespace Reproduction.Reporting.Plots;

/// <summary>Collects SVG elements. Lengths in pixels from the upper left corner; looks come from <see cref="PlotStyle"/>.</summary>
internal sealed class Drawing
{
    /// <summary>A generous width of a letter, since no font is measured.</summary>
    public const double Letter = 7;

    private readonly StringBuilder body = new();

    public void Line(string look, double x1, double y1, double x2, double y2, double opacity = 1) =>
        Element($"<line class=\"{look}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\""
            + (opacity < 1 ? $" stroke-opacity=\"{opacity.ToString("0.###", CultureInfo.InvariantCulture)}\"/>" : "/>"));

    public void Curve(string look, IEnumerable<(double X, double Y)> points) =>
        Element($"<polyline class=\"{look}\" "
            + $"points=\"{string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"))}\"/>");

    public void Box(string look, double x, double y, double width, double height, double opacity) => Element(
        $"<rect class=\"{look}\" x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" "
        + $"fill-opacity=\"{opacity.ToString("0.###", CultureInfo.InvariantCulture)}\"/>");

    public void Circle(string look, double x, double y, double radius) =>
        Element($"<circle class=\"{look}\" cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\"/>");

    public void Diamond(string look, double x, double y) => Element($"<path class=\"{look}\" d=\"{DiamondPath(x, y)}\"/>");

    public void Text(string look, double x, double y, string text, double? turned = null) => Element(
        $"<text class=\"{look}\" x=\"{Number(x)}\" y=\"{Number(y)}\""
        + (turned is { } angle ? $" transform=\"rotate({Number(angle)} {Number(x)} {Number(y)})\"" : "")
        + $">{SecurityElement.Escape(text)}</text>");

    /// <summary>A lying axis's grid with its labels below.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="top">Where the grid begins.</param>
    /// <param name="bottom">Where it ends.</param>
    /// <param name="baseline">Where the labels stand.</param>
    public void GridAcross(Axis axis, double top, double bottom, double baseline)
    {
        foreach (var tick in axis.Ticks)
        {
            Line("grid", axis.At(tick), top, axis.At(tick), bottom);
            Text("small middle", axis.At(tick), baseline, Axis.Label(tick));
        }
    }

    /// <summary>A standing axis's grid with its labels to the left.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="left">Where the grid begins.</param>
    /// <param name="right">Where it ends.</param>
    /// <param name="end">Where the labels end.</param>
    public void GridUp(Axis axis, double left, double right, double end)
    {
        foreach (var tick in axis.Ticks)
        {
            Line("grid", left, axis.At(tick), right, axis.At(tick));
            Text("small end", end, axis.At(tick) + 4, Axis.Label(tick));
        }
    }

    /// <summary>A model's mark: colour and form both tell models apart.</summary>
    /// <param name="place">The model's place in the report.</param>
    /// <param name="x">Its middle.</param>
    /// <param name="y">Its middle.</param>
    /// <param name="isHollow">Whether only its outline is drawn.</param>
    public void Mark(int place, double x, double y, bool isHollow = false)
    {
        var (left, up) = (Number(x - 3.5), Number(y - 3.5));
        // Forms and colours have different periods, so that no two of the first 30 models look alike.
        var path = (place % PlotStyle.Forms) switch
        {
            0 => $"M{left},{up}h7v7h-7z",
            1 => null,
            2 => $"M{Number(x)},{Number(y - 4.5)}l4.5,8h-9z",
            3 => DiamondPath(x, y),
            _ => $"M{Number(x)},{Number(y + 4.5)}l4.5,-8h-9z",
        };
        var look = PlotStyle.Look(place) + (isHollow ? " hollow" : "");
        if (path is null) Circle(look, x, y, 4);
        else Element($"<path class=\"{look}\" d=\"{path}\"/>");
    }

    /// <summary>The models' marks with their names, as many beside each other as there is room for.</summary>
    /// <param name="models">The names.</param>
    /// <param name="left">Where a row begins.</param>
    /// <param name="y">The first row's baseline.</param>
    /// <param name="right">Where a row ends.</param>
    /// <returns>The last row's baseline.</returns>
    public double Legend(IEnumerable<string> models, double left, double y, double right)
    {
        const int gap = 26, height = 18;
        var x = left;
        foreach (var (place, model) in models.Index())
        {
            if (x > left && x + 14 + model.Length * Letter > right) (x, y) = (left, y + height);
            Mark(place, x + 4, y - 4);
            Text("", x + 14, y, model);
            x += gap + model.Length * Letter;
        }
        return y;
    }

    public override string ToString() => body.ToString();

    private static string DiamondPath(double x, double y) => $"M{Number(x)},{Number(y - 5)}l5,5l-5,5l-5,-5z";

    private void Element(string element) => body.Append(element).Append('\n');

    private static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);
}
