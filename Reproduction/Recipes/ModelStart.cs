namespace Reproduction.Recipes;

/// <summary>What a trained model starts from.</summary>
public abstract record ModelStart;
