namespace Reproduction;

/// <summary>
/// A check says no: a stored run does not recompute, claims cannot be true together, a training diverged.
/// The message is one line; the program prints it on stderr and exits with code 1.
/// </summary>
/// <param name="message">What was checked, what was found and what was expected.</param>
public sealed class CheckFailedException(string message) : Exception(message);
