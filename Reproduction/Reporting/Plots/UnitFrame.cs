namespace Reproduction.Reporting.Plots;

/// <summary>A frame for rates against rates, with the models' names above and titles at both axes.</summary>
internal sealed class UnitFrame
{
    private const int Left = 50, Right = 14, Side = PlotStyle.Width - Left - Right;

    private readonly Axis x, y;
    private readonly double bottom;

    /// <summary>Draws the frame.</summary>
    /// <param name="models">The models' names.</param>
    /// <param name="least">The lowest rate that is drawn on the axis that lies.</param>
    /// <param name="most">The highest.</param>
    /// <param name="across">Title of the axis that lies.</param>
    /// <param name="up">Title of the one that stands.</param>
    public UnitFrame(IEnumerable<string> models, double least, double most, string across, string up)
    {
        var top = Drawing.Legend(models, 12, 18, PlotStyle.Width - 8) + 18;
        bottom = top + Side;
        x = Axis.Around([least, most], Left, Left + Side, room: Axis.Lying);
        y = Axis.Around([0, 1], bottom, top);
        Drawing.GridAcross(x, top, bottom, baseline: bottom + 17);
        Drawing.GridUp(y, Left, Left + Side, end: Left - 6);
        Drawing.Text("middle", Left + Side / 2, bottom + 36, across);
        Drawing.Text("middle", 14, top + Side / 2, up, turned: -90);
    }

    /// <summary>Takes what is drawn.</summary>
    public Drawing Drawing { get; } = new();

    /// <summary>The lowest rate on the axis that lies.</summary>
    public double Least => x.Low;

    /// <summary>Where a rate lies across.</summary>
    public double X(double rate) => x.At(rate);

    /// <summary>Where a rate lies up.</summary>
    public double Y(double rate) => y.At(rate);

    /// <summary>What was drawn.</summary>
    /// <param name="name">The file's name without extension.</param>
    /// <param name="description">What it shows.</param>
    public Plot Plot(string name, string description) =>
        new(name, description, PlotStyle.Width, (int)bottom + 46, Drawing.ToString());
}
