using Reproduction.Recipes;

namespace Reproduction.Runs;

/// <summary>One thing to do for an experiment. What it is follows from the recipe; what it comes to is in its files.</summary>
/// <param name="Model">With which model it is done.</param>
/// <param name="RunSeed">The run's seed.</param>
public abstract record Stage(ModelRecipe Model, long RunSeed)
{
    /// <summary>The stage's name: <c>train student</c>, <c>calibrate sure</c>, <c>answers of teacher</c>, <c>test student</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Name of its record in the model's folder.</summary>
    public abstract string RecordName { get; }

    /// <summary>Names of its outputs in the model's folder.</summary>
    public abstract IReadOnlyList<string> Outputs { get; }

    /// <summary>The seed of everything random in it: the run's, or the one to which the model is pinned.</summary>
    public long Seed => Model.Seed ?? RunSeed;

    /// <summary>
    /// The model's folder in that of the experiment: <c>seed-1/student</c> or, where it is pinned, <c>shared/teacher</c>.
    /// </summary>
    public string Place => $"{(Model.Seed is null ? SeedFolders.Name(RunSeed) : ReservedFolders.Shared)}/{Model.Name}";

    /// <summary>SHA-256 (hexadecimal) of all in the recipe that decides its outputs; a stage under another key is another one.</summary>
    public string Key { get; init; } = "";

    /// <summary>The stages whose outputs it reads.</summary>
    public IReadOnlyList<Stage> Needs { get; init; } = [];

    /// <summary>Of its outputs those that another stage reads.</summary>
    /// <param name="reader">The other stage.</param>
    public virtual IReadOnlyList<string> HandedTo(Stage reader) => Outputs;
}
