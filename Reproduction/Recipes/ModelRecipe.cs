namespace Reproduction.Recipes;

/// <summary>A model is a name with a method.</summary>
/// <param name="Name">Its name, which is that of its folder and decides its random streams.</param>
/// <param name="Seed">Pins it to one seed and shares it between all seeds of the experiment; null where it is made for each.</param>
public abstract record ModelRecipe(string Name, long? Seed)
{
    /// <summary>The names of the models that must be there before it can be made, each once.</summary>
    public abstract IReadOnlyList<string> Needs { get; }
}
