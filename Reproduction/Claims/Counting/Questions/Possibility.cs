namespace Reproduction.Claims.Counting.Questions;

/// <summary>Whether figures can be true together.</summary>
public enum Possibility
{
    /// <summary>They can: a confusion matrix shows it.</summary>
    Consistent,

    /// <summary>They cannot: proved.</summary>
    Impossible,

    /// <summary>Neither was established within the budget.</summary>
    Undecided,
}
