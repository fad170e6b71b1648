using System.Globalization;
using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Claims.FigureAudits.Phrases;

/// <summary>
/// Figures of phrases, of which it is said how many were found of each type, and only of all together how many there are. With the two
/// exchanged they are a question whose supports are known: precision is then a recall of what was found, and recall a precision.
/// </summary>
internal static class PhraseFigures
{
    /// <summary>More decimals than these are of floating-point arithmetic.</summary>
    private const int MostDigits = 12;

    private static readonly TimeSpan Budget = IntegerAudit.DefaultBudget / 4;

    /// <summary>The figures: of phrases of each type where some print them, else of those that were found.</summary>
    /// <param name="source">What messages call the paste.</param>
    /// <param name="text">What conlleval printed.</param>
    /// <param name="input">What is said of it beside.</param>
    /// <param name="rule">How it was rounded; <see langword="null"/> where nobody says it.</param>
    /// <exception cref="BadInputException">A type is missing, or supports or claims are given beside.</exception>
    public static AuditedFigures Of(string source, ConllevalText text, AuditInput input, RoundingRule? rule)
    {
        if (input.Support is not null || input.Claims.Count > 0 || input.Positive is not null)
            throw new BadInputException(
                $"{source}:{text.FirstLine}: conlleval's figures of phrases, expected no "
                + (input.Support is not null ? "--support"
                    : input.Positive is not null ? "--positive"
                    : $"--claim {Shown.Short(input.Claims[0])}")
                + " beside them");
        var types = text.Types.Count > 0 ? text.Types : [text.All with { Name = "phrases" }];
        string[] names = [.. types.Select(type => type.Name)];
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new BadInputException(
                $"{source}:{text.FirstLine}: two types '{Shown.Short(twice.Key)}', expected a name for each");
        long[] found = [.. types.Select(type => type.Found)];
        if (found.Sum() != text.Found)
            throw new BadInputException(
                $"{source}:{text.FirstLine}: types of {found.Sum()} phrases found below {text.Found} of all, expected a line for each "
                + "type");
        if (text.Correct == 0 || text.Correct > Math.Min(text.Found, text.Phrases))
            throw new BadInputException(
                $"{source}:{text.FirstLine}: {text.Correct} correct phrases of {text.Found} found and {text.Phrases} in all, expected one "
                + "at least, and no more than were found or there are");
        var rounding = rule ?? RoundingRule.Nearest;
        var turned = new AuditedFigures(names, Question(text, types, found, rounding, areTurned: true))
        {
            IsRuleGiven = rule is not null,
            Notes =
            [
                $"read: conlleval's figures of {Numbers.Count(types.Count, "type")} of phrases from line {text.FirstLine}",
                "not judged: accuracy (of words)",
            ],
        };
        if (IntegerAudit.Verdict(turned.Question, Budget).Witness is not { } witness)
            return turned with
            {
                Notes = [.. turned.Notes, "phrases that were found stand for images, as their number is what is said of each type"],
            };
        return types.Select((_, c) => witness.Predicted(c)).Sum() == text.Phrases
            ? Printed(turned, witness, text, types, rounding)
            : turned with { IsUndecidable = true, Notes = [.. turned.Notes, $"not judged: a total of {text.Phrases} phrases"] };
    }

    /// <summary>The same with phrases of each type as images, one way of many, and the counts that print the figures.</summary>
    private static AuditedFigures Printed(
        AuditedFigures turned, ConfusionMatrix witness, ConllevalText text, IReadOnlyList<ConllevalLine> types, RoundingRule rounding)
    {
        var counts = FoundMatrix.Filled(witness.Classes, (i, j) => witness[j, i]);
        long[] phrases = [.. types.Select((_, c) => witness.Predicted(c))];
        return turned with
        {
            Question = Question(text, types, phrases, rounding, areTurned: false),
            Matrices =
            [
                new(text.FirstLine, counts, null, MatrixRows.Labels)
                {
                    Title = "a division of the phrases into types",
                    IsOfCounts = true,
                },
            ],
        };
    }

    /// <summary>The figures as a question, of the phrases of each type or, turned, of those that were found of it.</summary>
    private static CountQuestion Question(
        ConllevalText text, IReadOnlyList<ConllevalLine> types, long[] supports, RoundingRule rule, bool areTurned)
    {
        List<FigureClaim> claims = [];
        void Add(string printed, string name, Scope scope, int c, Score score, Score turned) =>
            claims.Add(new(new(areTurned ? turned : score, scope, c), CellText.Figure(printed)!, rule)
            {
                PublishedAs = areTurned && turned != score ? name : null,
            });

        void AddScores(ConllevalLine line, Scope scope, int c, string before, string behind)
        {
            Add(line.Precision, $"{before}precision{behind}", scope, c, Score.Precision, Score.Recall);
            Add(line.Recall, $"{before}recall{behind}", scope, c, Score.Recall, Score.Precision);
            Add(line.F1, $"{before}f1{behind}", scope, c, Score.F1, Score.F1);
        }

        for (var c = 0; c < types.Count; c++) AddScores(types[c], Scope.Class, c, "", $"[{c}]");
        if (text.Types.Count > 0) AddScores(text.All, Scope.Micro, -1, "micro_", "");
        void AddShare(string name, long all, Score score, Score turned) => claims.Add(
            new(new(areTurned ? turned : score, Scope.Micro), Share(text.Correct, all), RoundingRule.Nearest) { PublishedAs = name });
        AddShare("correct/found", text.Found, Score.Precision, Score.Recall);
        AddShare("correct/phrases", text.Phrases, Score.Recall, Score.Precision);
        return new(supports, claims) { OtherClasses = true, ClassNames = [.. types.Select(type => type.Name)] };
    }

    /// <summary>
    /// A share with so many decimals that neither another part nor the same part of another number has it, where floating-point numbers
    /// have as many.
    /// </summary>
    private static PrintedFigure Share(long part, long all)
    {
        var digits = 1;
        for (var units = 10m; digits < MostDigits && units * part <= (decimal)all * (all + 1); units *= 10) digits++;
        return CellText.Figure(((decimal)part / all).ToString($"F{digits}", CultureInfo.InvariantCulture))!;
    }
}
