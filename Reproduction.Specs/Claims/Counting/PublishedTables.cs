using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;
using Reproduction.Specs.Claims.FigureAudits;

namespace Reproduction.Specs.Claims.Counting;

/// <summary>The experiment's five published tables, as scikit-learn prints such figures.</summary>
internal static class PublishedTables
{
    private static readonly string[] Names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    public static IReadOnlyDictionary<string, (string Table, string Accuracy)> All { get; } = new Dictionary<string, (string, string)>
    {
        ["baseline"] =
            (Table(".92 .97 .94 .82 .92 .85 .89 .98 .92 .95", ".93 .95 .84 .86 .90 .89 .95 .90 .97 .94",
                ".92 .96 .89 .84 .91 .87 .92 .94 .95 .95", ".92 .91 .91", ".91"), "0.9142"),
        ["data"] =
            (Table(".92 .95 .93 .90 .96 .87 .92 .96 .97 .96", ".95 .97 .90 .82 .93 .91 .97 .97 .96 .96",
                ".93 .96 .92 .86 .94 .89 .94 .97 .96 .96", ".93 .93 .93", ".93"), "0.9334"),
        ["algorithmic"] =
            (Table(".93 .98 .93 .89 .91 .92 .95 .97 .96 .93", ".95 .94 .91 .84 .95 .90 .96 .96 .95 .98",
                ".94 .96 .92 .87 .93 .91 .95 .97 .96 .95", ".93 .93 .93", ".93"), "0.9345"),
        ["teacher"] =
            (Table(".98 .97 .94 .90 .94 .90 .97 1.00 .97 .96", ".94 .98 .95 .90 .96 .93 .97 .94 .97 .97",
                ".96 .98 .95 .90 .95 .92 .97 .97 .97 .96", ".95 .95 .95", ".95"), "0.9524"),
        ["distilled"] =
            (Table(".97 .95 .91 .93 .96 .90 .97 .98 .97 .98", ".96 .99 .97 .87 .94 .93 .98 .96 .97 .95",
                ".96 .97 .94 .90 .95 .91 .98 .97 .97 .97", ".95 .95 .95", ".95"), "0.9525"),
    };

    /// <summary>A table and its exact accuracy.</summary>
    public static CountQuestion Question(string model)
    {
        var question = PastedTable.Report(All[model].Table).Question;
        return question with { Claims = [.. question.Claims, Claim("accuracy", All[model].Accuracy)] };
    }

    public static FigureClaim Claim(string name, string value, RoundingRule rule = RoundingRule.Printf) =>
        new(PublishedNames.Parse(name, [.. Names.Select((_, c) => $"{c}")])!.Value.Figure, PrintedFigure.Parse(value)!, rule);

    private static string Table(string precision, string recall, string f1, string macro, string accuracy)
    {
        string[][] columns = [precision.Split(' '), recall.Split(' '), f1.Split(' ')];
        var rows = Names.Select((name, c) => $"{name,12} {columns[0][c],9} {columns[1][c],9} {columns[2][c],9} {1000,9}");
        var averages = macro.Split(' ');
        return $"precision recall f1-score support\n\n{string.Join('\n', rows)}\n\naccuracy {accuracy} 10000\nmacro avg {averages[0]} "
            + $"{averages[1]} {averages[2]} 10000\n";
    }
}
