namespace Reproduction.Reporting.Plots;

/// <summary>
/// Names beside marks, where there is room for them: each to the right, left, above or below its mark, over no other mark and no other
/// name. Who must be named comes first, then who stands apart; of many that lie together some go without, which is what a legend is for.
/// </summary>
/// <param name="left">The frame's left end.</param>
/// <param name="top">Its top.</param>
/// <param name="right">Its right end.</param>
/// <param name="bottom">Its bottom.</param>
internal sealed class MarkLabels(double left, double top, double right, double bottom)
{
    private const double Mark = 6, Height = 14;

    private readonly List<(string Name, double X, double Y, bool IsFirst)> marks = [];

    /// <summary>A mark and its name, and whether it is named before all others.</summary>
    public void Add(string name, double x, double y, bool isFirst) => marks.Add((name, x, y, isFirst));

    /// <summary>Writes the names that have room.</summary>
    public void Write(Drawing drawing)
    {
        List<Box> taken = [.. marks.Select(mark => new Box(mark.X - Mark, mark.Y - Mark, 2 * Mark, 2 * Mark))];
        foreach (var (name, x, y, _) in marks.OrderByDescending(mark => mark.IsFirst).ThenByDescending(Apart))
        {
            var width = name.Length * Drawing.Letter;
            Box Beside(double from) => new(from, y - Height / 2, width, Height);
            // Shifted along where the frame ends.
            Box Over(double from) => new(Math.Max(left + 4, Math.Min(right - 4 - width, x - width / 2)), from, width, Height);
            (string Look, double At, Box Box)[] places =
            [
                ("", x + Mark + 2, Beside(x + Mark + 2)), ("end", x - Mark - 2, Beside(x - Mark - 2 - width)),
                Middle(Over(y - Mark - 1 - Height)), Middle(Over(y + Mark + 1)),
            ];
            if (places.Where(place => IsWithin(place.Box) && !taken.Any(place.Box.Meets)).Take(1).ToList() is not [var free]) continue;
            taken.Add(free.Box);
            drawing.Text(free.Look, free.At, free.Box.Y + Height - 3, name);
        }
    }

    private static (string Look, double At, Box Box) Middle(Box box) => ("middle", box.X + box.Width / 2, box);

    /// <summary>How far the nearest other mark is.</summary>
    private double Apart((string Name, double X, double Y, bool IsFirst) mark) => marks.Where(other => other != mark)
        .Select(other => Math.Sqrt(Math.Pow(other.X - mark.X, 2) + Math.Pow(other.Y - mark.Y, 2))).DefaultIfEmpty(0).Min();

    private bool IsWithin(Box box) => box.X >= left && box.Y >= top && box.X + box.Width <= right && box.Y + box.Height <= bottom;

    private readonly record struct Box(double X, double Y, double Width, double Height)
    {
        public bool Meets(Box other) =>
            X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
    }
}
