using Reproduction.Recipes;
using Reproduction.Recipes.Format;

namespace Reproduction.Claims.Published;

/// <summary>Everything that was published of an experiment, as <c>golden/claims.yaml</c> has it.</summary>
/// <param name="Version">Raised with every change of a claim.</param>
/// <param name="Source">Where the experiment was published.</param>
/// <param name="Level">Level of the tests that runs are judged by.</param>
/// <param name="Power">Power that a set of runs must have to count as a reproduction.</param>
/// <param name="TrainImages">Images that trained: what the published accuracies of an epoch count; null where none are published.</param>
/// <param name="Needs">
/// What a run of a recipe needs, for people, by the recipe's name; recipes that need nothing rare are not in it.
/// </param>
/// <param name="Seeds">The seeds with which each recipe is to be run, by the recipe's name.</param>
/// <param name="Models">The models that figures were published of.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Sentences">What the figures were said to mean, as figures of runs for which they could be true.</param>
/// <param name="Protocol">What the published code confirms or refutes.</param>
public sealed record Ledger(
    long Version, string Source, double Level, double Power, long? TrainImages, IReadOnlyDictionary<string, string> Needs,
    IReadOnlyDictionary<string, IReadOnlyList<long>> Seeds,
    IReadOnlyList<PublishedModel> Models, IReadOnlyList<PublishedFigure> Figures, IReadOnlyList<Sentence> Sentences,
    IReadOnlyList<ProtocolFact> Protocol)
{
    /// <summary>What a reader of the published code noted beside the claims.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>A recipe that the ledger names; without a file beside it, one that comes with the program.</summary>
    public Func<string, Recipe> RecipeNamed { get; init; } = name => RecipeFile.Find(name);

    /// <summary>A figure by its identifier; <see langword="null"/> where none has it.</summary>
    /// <param name="model">The model's identifier.</param>
    /// <param name="kind">What it is a figure of.</param>
    public PublishedFigure? Figure(string model, FigureKind kind) =>
        Figures.FirstOrDefault(figure => figure.Model.Id == model && figure.Kind == kind);

    /// <summary>
    /// What the publication is about: the first claim that one model's figure rises over another's; null where there is none.
    /// </summary>
    public RunClaim? Effect => RunClaims.FirstOrDefault(claim => claim.Acceptance.Over is not null);

    /// <summary>Every claim that runs can meet or not, with its rule.</summary>
    public IEnumerable<RunClaim> RunClaims =>
        Figures.Where(figure => figure.Acceptance is not null)
            .Select(figure => new RunClaim(figure.Id, figure.Name, figure.Published, figure.Acceptance!))
            .Concat(Sentences.Select(sentence => new RunClaim(sentence.Id, sentence.Says, sentence.Published, sentence.Acceptance)));
}

/// <summary>A model that figures were published of.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Epoch">The epoch that its figures are of.</param>
/// <param name="Classes">K.</param>
/// <param name="Support">Test images a class.</param>
/// <param name="Recipe">The recipe that trains it as published; <see langword="null"/> where none does.</param>
/// <param name="RunModel">The model's name in that recipe's runs.</param>
/// <param name="WhyNoRecipe">Why no recipe trains it.</param>
public sealed record PublishedModel(
    string Id, string Name, string Epoch, int Classes, int Support, string? Recipe, string? RunModel, string? WhyNoRecipe)
{
    /// <summary>All test images.</summary>
    public long Images => (long)Classes * Support;
}

/// <summary>How a figure became text.</summary>
public enum PrintedAs
{
    /// <summary>Every digit that the number needs.</summary>
    InFull,

    /// <summary>So many decimals of the binary double, ties to even.</summary>
    Printf,
}

/// <summary>What can test a claim.</summary>
[Flags]
public enum Evidence
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Whole numbers of images must print it.</summary>
    Counts = 1,

    /// <summary>Other published figures must agree with it.</summary>
    Figures = 2,

    /// <summary>Trained models can meet it or not.</summary>
    Runs = 4,
}

/// <summary>A published figure, or a row of figures.</summary>
/// <param name="Id">Its identifier, such as <c>student.disparate_impact</c>.</param>
/// <param name="Model">Of which model.</param>
/// <param name="Kind">Of what.</param>
/// <param name="Published">The text.</param>
/// <param name="Values">The text's numbers as shares: a percentage has two decimals more.</param>
/// <param name="PrintedAs">How it was printed.</param>
/// <param name="Where">Where it was published.</param>
/// <param name="Evidence">What can test it.</param>
/// <param name="Acceptance">When a set of runs reproduces it; <see langword="null"/> where no recipe can.</param>
public sealed record PublishedFigure(
    string Id, PublishedModel Model, FigureKind Kind, string Published, IReadOnlyList<Figures.PrintedFigure> Values, PrintedAs PrintedAs,
    string Where, Evidence Evidence, Acceptance? Acceptance)
{
    /// <summary>What it is, for people.</summary>
    public string Name => FigureKinds.IsOfEachEpoch(Kind)
        ? $"{FigureKinds.Words(Kind)}, {Model.Name}"
        : $"{FigureKinds.Words(Kind)}, {Model.Name}, {Model.Epoch}";
}

/// <summary>A sentence of the publication as a figure that runs can meet or not.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Says">The sentence in our words.</param>
/// <param name="Published">The figure that it comes down to.</param>
/// <param name="Where">Where it was published.</param>
/// <param name="Acceptance">When a set of runs reproduces it.</param>
public sealed record Sentence(string Id, string Says, string Published, string Where, Acceptance Acceptance);

/// <summary>What was said, or silently done, of the protocol, and what the published code shows.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Says">What was said, in our words.</param>
/// <param name="Where">Where.</param>
/// <param name="Verdict">The verdict of a reader of the code.</param>
/// <param name="Because">Why.</param>
/// <param name="Seen">Where anyone can see it.</param>
public sealed record ProtocolFact(string Id, string Says, string Where, VerdictKind Verdict, string Because, string Seen);

/// <summary>What a reader of the published code noted, of which no claim speaks.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Says">The note.</param>
/// <param name="Seen">Where anyone can see what it rests on.</param>
/// <param name="IsCircumstantial">Whether that makes it likely and does not show it.</param>
public sealed record Note(string Id, string Says, string Seen, bool IsCircumstantial);

/// <summary>When a set of runs reproduces a figure.</summary>
/// <param name="Recipe">The recipe whose runs can test it.</param>
/// <param name="Model">The model in those runs.</param>
/// <param name="Over">Where the claim is a rise: the model over which; else <see langword="null"/>.</param>
/// <param name="Metric">The metric, as <c>run.json</c> calls it.</param>
/// <param name="Sees">The difference that the runs must be able to see with the ledger's power.</param>
public sealed record Acceptance(string Recipe, string Model, string? Over, string Metric, double Sees);

/// <summary>A claim that runs can meet or not.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">What it is, for people.</param>
/// <param name="Published">The figure's text.</param>
/// <param name="Acceptance">The rule.</param>
public sealed record RunClaim(string Id, string Name, string Published, Acceptance Acceptance)
{
    /// <summary>The figure; of a percentage the share.</summary>
    public double Value =>
        double.Parse(Figures.PrintedFigure.ParseShare(Published)!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
}
