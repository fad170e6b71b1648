using System.Globalization;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;
using Reproduction.Recipes;
using Reproduction.Yaml;

namespace Reproduction.Claims.Published;

/// <summary>Reads the ledger of claims strictly: every key is known, every figure a number, every reference leads somewhere.</summary>
public sealed class LedgerFile
{
    private static readonly string[] AcceptanceKeys = ["recipe", "model", "over", "metric", "sees"];

    private readonly string path;
    private readonly YamlSection file;
    private readonly LedgerRecipes recipes;

    private LedgerFile(string path, YamlSection file) => (this.path, this.file, recipes) = (path, file, new LedgerRecipes(path));

    /// <summary>The ledger that comes with the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "golden", "claims.yaml");

    /// <summary>Reads a ledger and compares every claim with its mark.</summary>
    /// <param name="path">A YAML file; its marks lie beside it as <c>NAME.sha256</c>.</param>
    /// <param name="record">Whether to write the marks of its claims as they are, instead of comparing.</param>
    /// <exception cref="BadInputException">Something in it is not as it must be: one line with file, line and key.</exception>
    /// <exception cref="CheckFailedException">A claim is not the one that this version recorded.</exception>
    public static Ledger Read(string path, bool record = false)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file, expected a ledger of claims");
        var file = YamlDocument.Read(path,
            ["version", "source", "level", "power", "train_images", "needs", "runs", "models", "figures", "sentences", "protocol",
                "notes"]);
        return new LedgerFile(path, file).Read(record);
    }

    private Ledger Read(bool record)
    {
        var models = file.Sections("models", "id", "name", "epoch", "classes", "support", "recipe", "model", "no_recipe");
        var figures = file.Sections("figures", "id", "published", "rounding", "where", "evidence", "acceptance");
        var sentences = file.Sections("sentences", "id", "says", "published", "where", "acceptance");
        var protocol = file.Sections("protocol", "id", "says", "where", "verdict", "because", "seen");
        IReadOnlyList<YamlSection> notes = file.Has("notes") ? file.Sections("notes", "id", "says", "seen", "evidence") : [];
        var known = models.Select(Model).ToList();
        var ledger = new Ledger(
            file.Whole("version", 1),
            file.Text("source"),
            file.Number("level", 0.0001, 0.5),
            file.Number("power", 0.5, 0.9999),
            file.Has("train_images") ? file.Whole("train_images", 1) : null,
            Needs(),
            Seeds(),
            known,
            [.. figures.Select(figure => Figure(figure, known))],
            [.. sentences.Select(Sentence)],
            [.. protocol.Select(Fact)])
        { Notes = [.. notes.Select(Note)], RecipeNamed = name => recipes.Named(name)! };
        if (ledger.TrainImages is null
            && ledger.Figures.Any(figure => figure.Kind == FigureKind.EpochTrainAccuracy && figure.Evidence.HasFlag(Evidence.Counts)))
            throw file.Complaint("train_images", "how many images the accuracies of an epoch on training images count");
        YamlSection[] claims = [.. models, .. figures, .. sentences, .. protocol, .. notes];
        NoIdTwice(claims);
        EachHasAnAccuracy(models, ledger);
        if (record) ClaimMarks.Write(path, ledger.Version, Head(), claims);
        else ClaimMarks.Check(path, ledger.Version, Head(), claims);
        return ledger;
    }

    private string Head() =>
        string.Join("\n", file.Text("version"), file.Text("source"), file.Text("level"), file.Text("power"),
            recipes.Section(file, "runs").Content)
        + (file.Has("train_images") ? $"\n{file.Text("train_images")}" : "");

    private Dictionary<string, string> Needs()
    {
        if (!file.Has("needs")) return [];
        var needs = recipes.Section(file, "needs");
        return needs.Keys.ToDictionary(recipe => recipe, recipe => needs.Text(recipe));
    }

    private Dictionary<string, IReadOnlyList<long>> Seeds()
    {
        var runs = recipes.Section(file, "runs");
        return runs.Keys.ToDictionary(recipe => recipe, recipe => (IReadOnlyList<long>)
            [.. runs.Texts(recipe).Select((text, i) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
                ? seed
                : throw runs.Complaint(recipe, "a list of seeds", i))]);
    }

    private PublishedModel Model(YamlSection model)
    {
        var recipe = model.Has("recipe") ? recipes.Of(model, "recipe") : null;
        return new(
            model.Text("id"),
            model.Text("name"),
            model.Text("epoch"),
            (int)model.Whole("classes", 2, 1000),
            (int)model.Whole("support", 1, int.MaxValue),
            recipe?.Name,
            recipe is null ? null : ModelOf(recipe, model, "model"),
            recipe is null ? model.Text("no_recipe") : null);
    }

    private PublishedFigure Figure(YamlSection figure, IReadOnlyList<PublishedModel> models)
    {
        var id = figure.Text("id");
        var parts = id.Split('.');
        if (parts.Length != 2 || models.FirstOrDefault(model => model.Id == parts[0]) is not { } model
            || FigureKinds.Named(parts[1]) is not { } kind)
            throw figure.Complaint("id",
                $"MODEL.FIGURE of one of {string.Join(", ", models.Select(model => model.Id))} and one of "
                + $"{string.Join(", ", FigureKinds.Names)}");
        var published = figure.Text("published");
        var values = published.Split(' ').Select(PrintedFigure.ParseShare).ToList();
        var count = FigureKinds.Count(kind, model);
        if (values.Any(value => value is null) || values.Count != (count ?? values.Count))
            throw figure.Complaint("published", count switch
            {
                1 => "one number as printed, such as 0.9142 or 91.42%",
                null => "numbers as printed, separated by one space",
                _ => $"{count} numbers as printed, separated by one space",
            });
        if (figure.Has("acceptance") && values.Count != 1)
            throw figure.Complaint("acceptance", "no rule, since runs are compared by single figures");
        var read = new PublishedFigure(
            id,
            model,
            kind,
            published,
            [.. values.Select(value => value!)],
            figure.Choice("rounding", ("in_full", PrintedAs.InFull), ("printf", PrintedAs.Printf)),
            figure.Text("where"),
            EvidenceOf(figure),
            figure.Has("acceptance") ? Acceptance(figure) : null);
        return kind != FigureKind.Accuracy || read.IsOneCount
            ? read
            : throw figure.Complaint("published",
                $"decimals enough to tell one number of {Numbers.Whole(model.Images)} images from the next, or `rounding: in_full` where "
                + "only zeros at its end are lost");
    }

    /// <summary>Every count starts from the images that a model has right.</summary>
    private static void EachHasAnAccuracy(IEnumerable<YamlSection> models, Ledger ledger)
    {
        foreach (var (section, model) in models.Zip(ledger.Models))
            if (ledger.Figure(model.Id, FigureKind.Accuracy) is null)
                throw section.Complaint("id", $"a figure {model.Id}.accuracy too: every count starts from it");
    }

    private static Evidence EvidenceOf(YamlSection figure)
    {
        var evidence = Evidence.None;
        foreach (var word in figure.Text("evidence").Split(", "))
            evidence |= word switch
            {
                "counts" => Evidence.Counts,
                "figures" => Evidence.Figures,
                "runs" => Evidence.Runs,
                _ => throw figure.Complaint("evidence", "one or more of counts, figures and runs, separated by commas"),
            };
        return evidence;
    }

    private Sentence Sentence(YamlSection sentence)
    {
        if (PrintedFigure.Parse(sentence.Text("published")) is null) throw sentence.Complaint("published", "a number as printed");
        return new(
            sentence.Text("id"), sentence.Text("says"), sentence.Text("published"), sentence.Text("where"), Acceptance(sentence));
    }

    private Acceptance Acceptance(YamlSection claim)
    {
        var rule = claim.Section("acceptance", AcceptanceKeys);
        var recipe = recipes.Of(rule, "recipe");
        return new(
            recipe.Name,
            ModelOf(recipe, rule, "model"),
            rule.Has("over") ? ModelOf(recipe, rule, "over") : null,
            rule.Choice("metric", [.. FigureCatalogue.Keys.Select(name => (name, name))]),
            rule.Positive("sees"));
    }

    private static ProtocolFact Fact(YamlSection fact) => new(
        fact.Text("id"),
        fact.Text("says"),
        fact.Text("where"),
        fact.Choice("verdict", [.. Verdict.Kinds.Select(kind => (kind.Word, kind.Kind))]),
        fact.Text("because"),
        fact.Text("seen"));

    private static Note Note(YamlSection note) =>
        new(note.Text("id"), note.Text("says"), note.Text("seen"), note.Choice("evidence", ("shown", false), ("circumstantial", true)));

    private static string ModelOf(Recipe recipe, YamlSection section, string key) =>
        section.Choice(key, [.. recipe.Models.Select(model => (model.Name, model.Name))]);

    private static void NoIdTwice(IReadOnlyList<YamlSection> claims)
    {
        var seen = new HashSet<string>();
        foreach (var claim in claims)
        {
            // A mark is a line of a file: the claim's id behind its hash, and one of the ledger's head.
            if (claim.Text("id").Any(char.IsWhiteSpace) || claim.Text("id") == ClaimMarks.HeadName)
                throw claim.Complaint("id", $"one word that is not {ClaimMarks.HeadName}");
            if (!seen.Add(claim.Text("id"))) throw claim.Complaint("id", "an identifier that no other claim has");
        }
    }
}
