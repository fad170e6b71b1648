namespace Reproduction.Recipes;

/// <summary>Which epoch's weights stand for a model.</summary>
public enum EpochRule
{
    /// <summary>The one with the highest validation accuracy, the first of equals.</summary>
    Best,

    /// <summary>The last one.</summary>
    Last,
}
