using System.Globalization;
using System.Text.RegularExpressions;
using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Metrics;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Random confusion matrices printed as people paste them: layouts, spellings, zero divisions, tables that leave a class out,
/// folds. What a matrix prints is never impossible; with a digit changed, every small matrix is tried whether it prints the table token
/// by token; and the counts of a consistent verdict print it.
/// </summary>
/// <param name="seed">What to draw from.</param>
/// <param name="folder">Where pastes are written.</param>
internal sealed partial class PasteStress(int seed, string folder)
{
    private readonly Random random = new(seed);

    /// <summary>Verdicts that were given, of each kind of round.</summary>
    public SortedDictionary<string, int[]> Verdicts { get; } = [];

    /// <summary>What was not decided.</summary>
    public List<string> Undecided { get; } = [];

    /// <summary>The first false verdict with its paste; <see langword="null"/> if there was none.</summary>
    /// <param name="rounds">Pastes to draw.</param>
    /// <param name="most">Time after which no more are drawn.</param>
    public string? Run(int rounds, TimeSpan most)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var folds = new FoldStress(random, Count);
        for (var round = 0; round < rounds && clock.Elapsed < most; round++)
            if ((round % 8) switch
            {
                0 => folds.Printed(),
                1 => folds.Changed(),
                2 => Changed(),
                3 => ChangedOpen(),
                4 => folds.PrintedOfClasses(),
                _ => Printed(),
            } is { } wrong)
                return $"round {round}: {wrong}";
        return null;
    }

    /// <summary>The counts as Markdown.</summary>
    public string Report(string? wrong) =>
        $"""
        # Stress of the audit of figures

        Written by `make audit-stress`. {Verdicts.Values.Sum(counts => counts.Sum())} pastes and means over folds drawn from seed {seed}, {Environment.CpuUsage.TotalTime.TotalMinutes:F0} minutes of processor time: {wrong ?? "no false verdict"}.
        What a matrix or folds printed is never impossible; with a digit changed, every small matrix was tried; counts of a consistent verdict print the paste.

        | drawn | consistent | impossible | undecided |
        | --- | ---: | ---: | ---: |
        {string.Join('\n', Verdicts.Select(kind => $"| {kind.Key} | {kind.Value[0]} | {kind.Value[1]} | {kind.Value[2]} |"))}

        """;

    private string? Printed()
    {
        var style = PasteStyle.Drawn(random, open: random.Next(4) == 0);
        var matrix = Drawn(style.Classes + (style.Open ? 1 : 0), random.Next(2, 40));
        if (style.Listed.All(c => matrix.Support(c) == 0)) return null;
        var paste = style.Print(matrix);
        var audit = Audit(paste, $"printed{(style.Open ? ", open" : "")}");
        return audit.Possibility == Possibility.Impossible ? $"called impossible:\n{paste}" : Unprinted(audit, paste, style);
    }

    private string? Changed()
    {
        var supports = new[] { random.Next(1, 5), random.Next(1, 5), random.Next(0, 3) }[..random.Next(2, 4)];
        if (supports[^1] == 0) supports[^1] = 1;
        var every = Matrices(supports).ToArray();
        // The line accuracy says that the table is closed.
        var style =
            PasteStyle.Drawn(random, open: false) with
            {
                Classes = supports.Length,
                Layout = PasteStyle.Plain[random.Next(PasteStyle.Plain.Count)],
                Digits = random.Next(1, 4)
            };
        var changed = Changed(style.Print(every[random.Next(every.Length)]));
        var expected = every.Any(other => new[] { 0, 1 }.Any(zero => (style with { ZeroDivision = zero }).Print(other) == changed));
        var audit = Audit(changed, "one digit changed");
        return expected && audit.Possibility != Possibility.Consistent
            ? $"{audit.Possibility}, and a matrix prints it:\n{changed}"
            : Unprinted(audit, changed, style);
    }

    private string? ChangedOpen()
    {
        var style = PasteStyle.Drawn(random, open: true) with
        {
            Classes = 2,
            Layout = PasteStyle.Plain[random.Next(PasteStyle.Plain.Count)],
            Digits = random.Next(1, 4)
        };
        var changed = Changed(style.Print(Drawn(3, 5)));
        return Unprinted(Audit(changed, "one digit changed, open"), changed, style);
    }

    /// <summary>What a consistent verdict's counts do not print of the paste, but for a tie that was rounded by hand.</summary>
    private static string? Unprinted(CountAnswer audit, string paste, PasteStyle style)
    {
        if (audit.Witness is not { } witness) return null;
        return new[] { 0, 1 }.Any(zero => Fits((style with { ZeroDivision = zero, Digits = 12 }).Print(witness), paste))
            ? null
            : $"the witness does not print\n{paste}\nbut\n{style.Print(witness)}";
    }

    /// <summary>Whether every number lies within half a unit of what is printed, and every word is the same.</summary>
    private static bool Fits(string precise, string printed)
    {
        var (one, other) = (Words().Split(precise), Words().Split(printed));
        return one.Length == other.Length && one.Zip(other).All(pair => pair.First == pair.Second
            || (double.TryParse(pair.First, CultureInfo.InvariantCulture, out var value)
                && double.TryParse(pair.Second, CultureInfo.InvariantCulture, out var text)
                && Math.Abs(value - text) <= 0.5 * Math.Pow(10, -Digits(pair.Second)) + 1e-9));
    }

    private static int Digits(string number) =>
        number.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? number.Length - 1 - point : 0;

    private string Changed(string paste)
    {
        var places = Enumerable.Range(2, paste.Length - 2)
            .Where(i => char.IsAsciiDigit(paste[i]) && Words().Split(paste[..i])[^1] is var word
                && word.Contains('.', StringComparison.Ordinal)).ToArray();
        if (places.Length == 0) return paste;
        var place = places[random.Next(places.Length)];
        return paste[..place] + (char)('0' + (paste[place] - '0' + 1) % 10) + paste[(place + 1)..];
    }

    /// <summary>The verdict of the first reading that is consistent, as the verb has it, without what it says beside.</summary>
    private CountAnswer Audit(string paste, string kind)
    {
        var path = Path.Combine(folder, "paste.txt");
        File.WriteAllText(path, paste);
        CountAnswer? answer = null;
        foreach (var reading in Reading.Of(FiguresReader.Read(new() { Report = path, LastLine = "class" })[0]))
            if (answer is not { Possibility: Possibility.Consistent }
                && IntegerAudit.Verdict(reading.Question, TimeSpan.FromSeconds(5)) is var own && answer?.Possibility != own.Possibility)
                answer = answer is { Possibility: Possibility.Undecided } && own.Possibility == Possibility.Impossible ? answer : own;
        Count(kind, answer!.Possibility, paste);
        return answer;
    }

    private void Count(string kind, Possibility verdict, string what)
    {
        if (verdict == Possibility.Undecided) Undecided.Add(what);
        if (!Verdicts.TryGetValue(kind, out var counts)) Verdicts[kind] = counts = new int[3];
        counts[(int)verdict]++;
    }

    [GeneratedRegex(@"[\s|,&<>{}:']+")]
    private static partial Regex Words();

    private ConfusionMatrix Drawn(int classes, int most)
    {
        var counts = new long[classes, classes];
        var (skill, silent) = (random.NextDouble(), random.Next(3) == 0 ? random.Next(classes) : -1);
        for (var label = 0; label < classes; label++)
            for (var image = random.Next(1, most); image > 0; image--)
            {
                var taken = random.NextDouble() < skill ? label : random.Next(classes);
                counts[label, taken == silent ? (taken + 1) % classes : taken]++;
            }
        return new(counts);
    }

    private static IEnumerable<ConfusionMatrix> Matrices(int[] supports)
    {
        IEnumerable<long[]> Rows(int images, int classes) =>
            classes == 1 ? [[images]] : Enumerable.Range(0, images + 1)
                .SelectMany(first => Rows(images - first, classes - 1).Select(rest => new long[] { first }.Concat(rest).ToArray()));
        IEnumerable<long[][]> all = [[]];
        foreach (var support in supports)
            all = [.. all.SelectMany(rows => Rows(support, supports.Length).Select(row => rows.Append(row).ToArray()))];
        foreach (var rows in all)
        {
            var counts = new long[supports.Length, supports.Length];
            for (var i = 0; i < supports.Length; i++)
                for (var j = 0; j < supports.Length; j++) counts[i, j] = rows[i][j];
            yield return new(counts);
        }
    }
}
