using System.Text.Json.Nodes;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Claims.FigureAudits.Answers;

/// <summary>An audit of figures for programs.</summary>
internal static class FiguresAuditJson
{
    public static JsonObject Of(FiguresAudit audit)
    {
        var (figures, answer) = (audit.Figures, audit.Answer);
        var question = audit.Question;
        var json = new JsonObject
        {
            ["verdict"] = FiguresAuditText.Name(answer.Possibility),
            ["classes"] = new JsonArray([.. figures.ClassNames.Select(name => JsonValue.Create(name))]),
            ["supports"] = Numbers(question.Supports),
            ["claims"] = Claims(question.Claims, figures.ClassNames),
            ["assumptions"] = audit.Assumptions,
            ["not_under"] = Words(audit.NotUnder),
            ["other_rules"] = new JsonObject(audit.OtherRules.Select(other =>
                KeyValuePair.Create<string, JsonNode?>(FiguresAuditText.Name(other.Rule), FiguresAuditText.Name(other.Possibility)))),
            ["intervals"] = new JsonObject(audit.Intervals.Select(interval =>
                KeyValuePair.Create<string, JsonNode?>($"{interval.Figure}", Interval(interval.Interval)))),
        };
        if (answer.Witness is { } witness)
        {
            var listed = Enumerable.Range(0, figures.ClassNames.Count).ToArray();
            json["witness"] = new JsonObject
            {
                ["hits"] = Numbers(listed.Select(c => witness[c, c])),
                ["only"] = audit.IsOnly,
                ["false_alarms"] = Numbers(listed.Select(c => witness.Predicted(c) - witness[c, c])),
                ["predictions"] = Numbers(listed.Select(witness.Predicted)),
                ["confusion_matrix"] = Matrix(witness),
            };
        }
        if (answer.Possibility == Possibility.Impossible)
        {
            json["conflict"] = Claims(answer.Conflict, figures.ClassNames);
            // Without a matrix of the same predictions these figures would not clash.
            json["conflict_is_smallest"] = answer.ConflictIsSmallest && audit.Matrix is not { IsOfTheseImages: true };
            json["consistent_if"] = Words(audit.WouldBe);
            json["repairs"] = new JsonArray([.. audit.Repairs.Select(repair => new JsonObject
            {
                ["metric"] = repair.Claim.Name,
                ["printed"] = $"{repair.Claim.Printed}",
                ["instead"] = $"{repair.Instead}",
            })]);
            json["reasons"] = new JsonArray([.. answer.Reasons.Select(reason => JsonValue.Create(reason))]);
        }
        if (audit.Matrix is { } matrix)
            json["matrix"] = new JsonObject
            {
                ["title"] = matrix.Title,
                ["of_these_images"] = matrix.IsOfTheseImages,
                ["prints_every_figure"] = matrix.Agrees,
                ["not_printed"] = Claims(matrix.NotPrinted, figures.ClassNames),
                ["not_judged"] = Words(matrix.NotJudged),
                ["confusion_matrix"] = Matrix(matrix.Matrix),
            };
        if (figures.Where is { } where) json["where"] = where;
        if (figures.Notes.Count > 0) json["notes"] = Words(figures.Notes);
        if (answer.Progress is { } progress) json["progress"] = progress;
        return json;
    }

    /// <summary>Figures as they were read; with the names of their classes, where classes have names.</summary>
    /// <param name="claims">The figures.</param>
    /// <param name="classNames">The names.</param>
    public static JsonArray Claims(IEnumerable<FigureClaim> claims, IReadOnlyList<string>? classNames = null) =>
        new([.. claims.Select(claim =>
        {
            var json = new JsonObject { ["metric"] = claim.Name };
            if (classNames is not null) json["class"] = claim.Figure.IsOfClass ? classNames[claim.Figure.Class] : null;
            json["printed"] = $"{claim.Printed}";
            json["rounding"] = FiguresAuditText.Name(claim.Rule);
            return json;
        })]);

    private static JsonObject Interval(ExactInterval interval) => new()
    {
        ["low"] = interval.Low.ToString(12),
        ["high"] = interval.High.ToString(12),
        ["low_exact"] = $"{interval.Low}",
        ["high_exact"] = $"{interval.High}",
        ["attained"] = interval.Attained,
    };

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);

    /// <summary>Whole numbers.</summary>
    public static JsonArray Numbers(IEnumerable<long> numbers) => new([.. numbers.Select(number => JsonValue.Create(number))]);

    /// <summary>The rows of a confusion matrix, each the images of a class.</summary>
    public static JsonArray Matrix(ConfusionMatrix matrix) => new([.. Enumerable.Range(0, matrix.Classes).Select(label =>
        Numbers(Enumerable.Range(0, matrix.Classes).Select(c => matrix[label, c])))]);
}
