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
