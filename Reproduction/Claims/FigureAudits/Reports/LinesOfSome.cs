using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Reports;

/// <summary>
/// Lines of a table that are no class and no average over all classes: means of some of them, and lines that say how scores differ. Images
/// tell them: where all lines are needed for the total, or no choice of them has it, none is taken for such a line by its images.
/// </summary>
internal sealed class LinesOfSome
{
    private readonly FoundTable table;
    private readonly NumberStyle style;
    private readonly Line[] lines;

    private LinesOfSome(FoundTable table, NumberStyle style, Func<FoundRow, long?> images)
    {
        (this.table, this.style) = (table, style);
        lines = [.. table.Rows.Select(row => new Line(row, images(row)))];
    }

    /// <summary>Such lines of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="style">How its numbers are written.</param>
    /// <param name="images">The images of a row; <see langword="null"/> where none stand there.</param>
    public static HashSet<FoundRow> In(FoundTable table, NumberStyle style, Func<FoundRow, long?> images) =>
        [.. new LinesOfSome(table, style, images).Found().Select(line => line.Row)];

    private HashSet<Line> Found()
    {
        var plain = lines.Where(line => line.Images is not null && IsPlain(line)).ToList();
        var total = lines.Where(line => IsOfAverage(line) && (IsCertain(line) || IsBehindAll(line))).Max(line => line.Images);
        List<Line> classes = total is { } all ? Classes(all) : [];
        var found = lines.Where(line => AverageName.IsWithoutSome(line.Row.Name)).ToHashSet();
        if (classes.Count > 0)
            found.UnionWith(lines.Except(classes).Where(line => line.Images is { } images && images != total
                && (AverageName.IsSpread(line.Row.Name) || (IsPlain(line) ? Runs(images, classes).Any() : IsMeanOfSome(line, classes)))));
        else
        {
            found.UnionWith(lines.Where(line => IsOfAverage(line) && IsMeanOfSome(line, plain)));
            if (total is null) found.UnionWith(GroupsOfAll(plain));
        }
        found.UnionWith(Spreads());
        found.ExceptWith(classes);
        return found;
    }

    /// <summary>The lines that have all images together and so are the classes; none where no choice of lines has.</summary>
    private List<Line> Classes(long total)
    {
        var called = lines.Where(line => line.Images is not null && AverageName.Of(line.Row) is null).ToList();
        if (Sum(called) == total) return called;
        var plain = called.Where(line => line.Images != total && IsPlain(line)).ToList();
        var above = lines.TakeWhile(line => line.Images != total || !IsOfAverage(line)).ToHashSet();
        List<Line>[] choices =
        [
            // An average or a kappa under a name that says nothing has all images itself.
            [.. called.Where(line => line.Images != total)],
            plain,
            // Behind the line of all images may stand what some of them are.
            [.. plain.Where(above.Contains)],
            [.. plain.Except(Groups(plain).Select(group => group.Line))],
            [.. plain.Except(Groups([.. plain.AsEnumerable().Reverse()]).Select(group => group.Line))],
        ];
        return choices.FirstOrDefault(choice => Sum(choice) == total) ?? [];
    }

    /// <summary>Lines each with the lines next to it, two or more, whose images it has together.</summary>
    private static List<(Line Line, Line[] Members)> Groups(IReadOnlyList<Line> classes)
    {
        List<(Line, Line[])> groups = [];
        List<Line> run = [];
        foreach (var line in classes)
        {
            var sum = 0L;
            var members = 0;
            while (members < run.Count && (sum < line.Images || members < 2)) sum += run[^++members].Images ?? 0;
            if (members > 1 && sum == line.Images)
            {
                groups.Add((line, [.. run.TakeLast(members)]));
                run.Clear();
            }
            else run.Add(line);
        }
        return groups;
    }

    /// <summary>
    /// Where no line has all images: two lines or more that have them all together, each with the scores of a mean of the lines next to it.
    /// </summary>
    private IEnumerable<Line> GroupsOfAll(List<Line> plain)
    {
        // The last may be of all, under a name that is no average's.
        if (plain.Count > 0 && Sum(plain) == 3 * plain[^1].Images) plain = plain[..^1];
        foreach (var groups in new[] { Groups(plain), Groups([.. plain.AsEnumerable().Reverse()]) })
            if (groups.Count > 1 && 2 * Sum(groups.Select(group => group.Line)) == Sum(plain)
                && groups.All(group => IsMeanOf(group.Line, group.Members)))
                return groups.Select(group => group.Line);
        return [];
    }

    /// <summary>Lines that say how scores differ, such as <c>SD</c>, each behind an average or another such line.</summary>
    private IEnumerable<Line> Spreads()
    {
        Line? average = null;
        List<Line> above = [];
        foreach (var line in lines)
            if (!AverageName.IsSpread(line.Row.Name))
            {
                average = above.Count > 1 && IsOfAverage(line)
                    && (IsCertain(line) || line.Images == Sum(above) || IsMean(line, above))
                    ? line
                    : null;
                if (IsPlain(line)) above.Add(line);
            }
            else if (average is not null) yield return line;
    }

    /// <summary>
    /// Whether a line that is called an average has the images and the scores of some classes: of all but those that are none, such as O,
    /// or, where its name says more, of classes side by side.
    /// </summary>
    private bool IsMeanOfSome(Line line, IReadOnlyList<Line> classes)
    {
        if (line.Images is not { } images || IsMean(line, classes)) return false;
        Line[] named = [.. classes.Where(other => !AverageName.IsOfNoClass(other.Row.Name))];
        var parts = AverageName.Of(line.Row) is null ? Runs(images, classes) : [];
        return parts.Concat(named.Length < classes.Count && named.Length > 1 && Sum(named) == images ? [named] : [])
            .Any(members => IsMeanOf(line, members));
    }

    /// <summary>Two classes or more side by side, but not all, that have so many images.</summary>
    private static IEnumerable<Line[]> Runs(long images, IReadOnlyList<Line> classes)
    {
        for (var first = 0; first < classes.Count; first++)
        {
            var sum = 0L;
            var last = first;
            while (last < classes.Count && sum < images) sum += classes[last++].Images ?? 0;
            if (sum == images && last - first is var count && count > 1 && count < classes.Count)
                yield return [.. classes.Skip(first).Take(count)];
        }
    }

    /// <summary>
    /// Whether its recall, or accuracy, is a mean of the members', plain or by their images as in a micro average, and its other scores lie
    /// between theirs.
    /// </summary>
    private bool IsMeanOf(Line line, IReadOnlyList<Line> members)
    {
        var recalls = members.Select(member => Printed(member, Score.Recall)).ToList();
        if (Printed(line, Score.Recall) is not { } own || recalls.Any(recall => recall is null)) return false;
        // Half a unit on both sides, or a whole one on either where digits were cut off.
        var most = Math.Max(own.Unit, recalls.Max(recall => recall!.Value.Unit)) * 1.0001;
        var plain = recalls.Average(recall => recall!.Value.Share);
        var weighted = members.Zip(recalls, (member, recall) => (member.Images ?? 0) * recall!.Value.Share).Sum() / Sum(members);
        return (Math.Abs(plain - own.Share) <= most || Math.Abs(weighted - own.Share) <= most)
            && LiesBetween(line, members, Score.Precision) && LiesBetween(line, members, Score.F1);
    }

    private bool LiesBetween(Line line, IReadOnlyList<Line> members, Score score)
    {
        var theirs = members.Select(member => Printed(member, score)).ToList();
        if (Printed(line, score) is not { } own || theirs.Any(other => other is null)) return true;
        var shares = theirs.Select(other => other!.Value.Share).ToList();
        return own.Share >= shares.Min() - own.Unit && own.Share <= shares.Max() + own.Unit;
    }

    /// <summary>A score of a line with a unit of its last digit; the recall of a line of accuracy is its one figure.</summary>
    private (double Share, double Unit)? Printed(Line line, Score score)
    {
        var isAccuracy = score == Score.Recall && AverageName.Of(line.Row) == Average.Accuracy;
        var (column, cell) = table.Figures(line.Row).FirstOrDefault(printed => isAccuracy || printed.Column.IsOf(score));
        if (column is null || style.Share(line.Row, column, cell) is not { } figure) return null;
        var unit = Math.Pow(10, -figure.Digits);
        return ((double)figure.Scaled * unit, unit);
    }

    /// <summary>Whether no class stands below.</summary>
    private bool IsBehindAll(Line line) =>
        !lines.SkipWhile(other => other != line).Any(other => other.Images is not null && IsPlain(other));

    /// <summary>Whether a line is called as a class is: no average's name, nor one of a line that says how scores differ.</summary>
    private static bool IsPlain(Line line) => AverageName.Of(line.Row) is null && AverageName.Within(line.Row.Name) is null
        && !AverageName.IsSpread(line.Row.Name) && !AverageName.IsWithoutSome(line.Row.Name);

    /// <summary>Whether a line is called as an average of all classes is, by more than a word that a class may be called, too.</summary>
    private static bool IsOfAverage(Line line) => !AverageName.IsWithoutSome(line.Row.Name) && !AverageName.IsBare(line.Row.Name)
        && (AverageName.Of(line.Row) is not null || AverageName.Within(line.Row.Name) is not null);

    private static bool IsCertain(Line line) => AverageName.Of(line.Row) is not (null or Average.Unsaid);

    private static bool IsMean(Line line, IReadOnlyCollection<Line> classes) =>
        line.Images is { } images && classes.Count > 0 && RowKinds.IsMeanOf(images, classes.Select(other => other.Images ?? 0));

    private static long Sum(IEnumerable<Line> lines) => lines.Sum(line => line.Images ?? 0);

    private sealed record Line(FoundRow Row, long? Images);
}
